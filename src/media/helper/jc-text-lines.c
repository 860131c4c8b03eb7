/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-text-lines.h"

#include <stdlib.h>
#include <string.h>

/* Two runs of words are of one line when they overlap in height by half, neither is much taller,
 * and the gap is at most so many heights: a label and its value on a form, not two columns. */
#define LEAST_OVERLAP 0.5
#define MOST_TALLER 2.2
#define WIDEST_GAP 3.0
/* A narrower gap is none but the letters' own distance. */
#define BLANK_GAP 0.5
/* Lines of two readings that share so much of the smaller one's area are one line. */
#define SHARED_AREA 0.3
/* What a reading's characters speak for it: their confidence beyond this. */
#define DOUBT 25.0

static int
get_height (const JcTextPiece *piece)
{
  return MAX (1, piece->bottom - piece->top);
}

/* --- Words become runs --- */

static void
widen (JcTextPiece *box, const JcTextPiece *by)
{
  box->left = MIN (box->left, by->left);
  box->top = MIN (box->top, by->top);
  box->right = MAX (box->right, by->right);
  box->bottom = MAX (box->bottom, by->bottom);
}

/* Latin words have narrow blanks. */
static gboolean
are_latin (const char *before, const char *after)
{
  return *before != '\0' && g_ascii_isalpha (before[strlen (before) - 1])
         && g_ascii_isalpha (*after);
}

/* What stands one behind the other as one piece; a gap of more than @blank pixels is a blank. */
static JcTextPiece *
join (const gpointer *pieces, guint n, double blank)
{
  const JcTextPiece *last = pieces[0];
  g_autoptr (GString) text = g_string_new (NULL);
  JcTextPiece *joined;
  double       sum = 0;
  glong        count = 0;

  for (guint i = 0; i < n; i++)
    {
      const JcTextPiece *piece = pieces[i];
      glong              length = g_utf8_strlen (piece->text, -1);

      if (i > 0 && (piece->left - last->right > blank || are_latin (last->text, piece->text)))
        g_string_append_c (text, ' ');
      g_string_append (text, piece->text);
      sum += piece->confidence * (double)length;
      count += length;
      last = piece;
    }

  joined = jc_text_piece_new (text->str, sum / (double)MAX (1, count));
  last = pieces[0];
  joined->left = last->left;
  joined->top = last->top;
  for (guint i = 0; i < n; i++)
    widen (joined, pieces[i]);
  return joined;
}

/* Words of one line, cut where the gap is wide: it may run across columns. */
static void
add_runs (const gpointer *words, guint n, GPtrArray *runs)
{
  guint start = 0;
  int   height = 1;

  for (guint i = 0; i < n; i++)
    height = MAX (height, get_height (words[i]));
  for (guint i = 1; i <= n; i++)
    {
      const JcTextPiece *last = words[i - 1];
      const JcTextPiece *word = i < n ? words[i] : NULL;

      if (word != NULL && word->left - last->right <= height * WIDEST_GAP)
        continue;
      g_ptr_array_add (runs, join (words + start, i - start, height * BLANK_GAP));
      start = i;
    }
}

static GPtrArray *
make_runs (GPtrArray *words)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);
  guint      start = 0;

  for (guint i = 1; i <= words->len; i++)
    if (i == words->len || ((const JcTextPiece *)g_ptr_array_index (words, i))->begins_line)
      {
        add_runs (words->pdata + start, i - start, runs);
        start = i;
      }
  return runs;
}

/* --- Runs become lines --- */

static gboolean
continues (const JcTextPiece *last, const JcTextPiece *run)
{
  int low = MIN (get_height (last), get_height (run));
  int high = MAX (get_height (last), get_height (run));
  int shared = MIN (last->bottom, run->bottom) - MAX (last->top, run->top);
  int gap = run->left - last->right;

  return shared >= low * LEAST_OVERLAP && high <= low * MOST_TALLER && gap <= high * WIDEST_GAP
         && gap >= -high;
}

/* The line, a list of runs, that @run continues most closely. */
static GPtrArray *
find_line (GPtrArray *lines, const JcTextPiece *run)
{
  GPtrArray *best = NULL;
  int        best_right = G_MININT;

  for (guint i = 0; i < lines->len; i++)
    {
      GPtrArray         *line = g_ptr_array_index (lines, i);
      const JcTextPiece *last = g_ptr_array_index (line, line->len - 1);

      if (last->right > best_right && continues (last, run))
        {
          best = line;
          best_right = last->right;
        }
    }
  return best;
}

static gboolean
is_text (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  const JcTextPiece *one = *(const JcTextPiece *const *)a;
  const JcTextPiece *other = *(const JcTextPiece *const *)b;

  return one->left != other->left ? one->left - other->left : one->top - other->top;
}

static GPtrArray *
make_rows (GPtrArray *runs)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  g_ptr_array_sort (runs, compare_left);
  for (guint i = 0; i < runs->len; i++)
    {
      JcTextPiece *run = g_ptr_array_index (runs, i);
      GPtrArray   *row = find_line (rows, run);

      if (row == NULL)
        {
          row = g_ptr_array_new ();
          g_ptr_array_add (rows, row);
        }
      g_ptr_array_add (row, run);
    }
  return rows;
}

/**
 * jc_text_lines_new:
 * @words: (element-type JcTextPiece): line by line as they were found
 *
 * Lines are put together by place: what stands in the table or form cells of one row comes together
 * where it stands close, whatever blocks the page was divided into; what stands far apart is apart.
 *
 * Returns: (transfer full) (element-type JcTextPiece): in no order; none of marks alone
 */
GPtrArray *
jc_text_lines_new (GPtrArray *words)
{
  g_autoptr (GPtrArray) runs = make_runs (words);
  g_autoptr (GPtrArray) rows = make_rows (runs);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray   *row = g_ptr_array_index (rows, i);
      JcTextPiece *line = join (row->pdata, row->len, 0);

      if (is_text (line->text))
        g_ptr_array_add (lines, line);
      else
        jc_text_piece_free (line);
    }
  return lines;
}

/* --- Two readings become one --- */

static double
get_area (const JcTextPiece *piece)
{
  return (double)MAX (1, piece->right - piece->left) * get_height (piece);
}

static gboolean
share_place (const JcTextPiece *a, const JcTextPiece *b)
{
  int width = MIN (a->right, b->right) - MAX (a->left, b->left);
  int height = MIN (a->bottom, b->bottom) - MAX (a->top, b->top);

  return width > 0 && height > 0
         && (double)width * height >= SHARED_AREA * MIN (get_area (a), get_area (b));
}

static double
get_score (const JcTextPiece *piece)
{
  int count = 0;

  for (const char *p = piece->text; *p != '\0'; p = g_utf8_next_char (p))
    count += !g_unichar_isspace (g_utf8_get_char (p));
  return (piece->confidence - DOUBT) * count;
}

/* Moves what shares a place with @piece from @lines to @group. */
static void
gather (const JcTextPiece *piece, GPtrArray *lines, GPtrArray *group)
{
  for (guint i = lines->len; i > 0; i--)
    if (share_place (piece, g_ptr_array_index (lines, i - 1)))
      g_ptr_array_add (group, g_ptr_array_steal_index (lines, i - 1));
}

static double
get_group_score (GPtrArray *group)
{
  double score = 0;

  for (guint i = 0; i < group->len; i++)
    score += get_score (g_ptr_array_index (group, i));
  return score;
}

/* Takes all that hangs together with the last of @first out of both, and adds the better side. */
static void
merge_place (GPtrArray *first, GPtrArray *second, GPtrArray *merged)
{
  g_autoptr (GPtrArray) ours = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);
  g_autoptr (GPtrArray) theirs
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);
  GPtrArray *better;
  guint      done_ours = 0;
  guint      done_theirs = 0;

  g_ptr_array_add (ours, g_ptr_array_steal_index (first, first->len - 1));
  while (done_ours < ours->len || done_theirs < theirs->len)
    if (done_ours < ours->len)
      gather (g_ptr_array_index (ours, done_ours++), second, theirs);
    else
      gather (g_ptr_array_index (theirs, done_theirs++), first, ours);

  better = get_group_score (theirs) > get_group_score (ours) ? theirs : ours;
  while (better->len > 0)
    g_ptr_array_add (merged, g_ptr_array_steal_index_fast (better, better->len - 1));
}

/**
 * jc_text_lines_merge:
 * @first, @second: (transfer full) (element-type JcTextPiece): two readings of one page
 *
 * Returns: (transfer full) (element-type JcTextPiece): in no order; at each place the reading that
 * has more characters of which it is surer
 */
GPtrArray *
jc_text_lines_merge (GPtrArray *first, GPtrArray *second)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);

  while (first->len > 0)
    merge_place (first, second, merged);
  g_ptr_array_unref (first);
  g_ptr_array_extend_and_steal (merged, second);
  return merged;
}

/* --- Order --- */

static int
compare_top (gconstpointer a, gconstpointer b)
{
  const JcTextPiece *one = *(const JcTextPiece *const *)a;
  const JcTextPiece *other = *(const JcTextPiece *const *)b;

  return one->top + one->bottom - other->top - other->bottom;
}

/**
 * jc_text_lines_sort:
 * @lines: (element-type JcTextPiece)
 *
 * A line whose middle lies above the end of the topmost one that is left stands in one row with it.
 */
void
jc_text_lines_sort (GPtrArray *lines)
{
  guint start = 0;

  g_ptr_array_sort (lines, compare_top);
  while (start < lines->len)
    {
      const JcTextPiece *first = g_ptr_array_index (lines, start);
      guint              end = start + 1;

      while (end < lines->len)
        {
          const JcTextPiece *line = g_ptr_array_index (lines, end);

          if ((line->top + line->bottom) / 2 >= first->bottom)
            break;
          end++;
        }
      qsort (lines->pdata + start, end - start, sizeof (gpointer), compare_left);
      start = end;
    }
}
