/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

/* Four characters are one word such as 营业执照, which other papers mention too. */
#define MIN_SCORE 6
#define MIN_PART_SCORE 4
/* A shorter text of a row is found on any page. */
#define MIN_ROW_TEXT 4

/**
 * jc_reading_suggestion_free:
 * @suggestion: (transfer full) (nullable): a suggestion
 */
void
jc_reading_suggestion_free (JcReadingSuggestion *suggestion)
{
  if (suggestion == NULL)
    return;

  g_free (suggestion->row);
  g_free (suggestion);
}

static int
count_characters (const char *page, const char *word)
{
  g_autofree char *folded = jc_read_text_dup_folded (word);

  return *folded != '\0' && strstr (page, folded) != NULL ? (int)g_utf8_strlen (folded, -1) : 0;
}

/* A word within another one that is there counts once. */
static int
score_words (const char *page, GStrv words)
{
  int score = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gboolean within = FALSE;

      for (gsize j = 0; words[j] != NULL && !within; j++)
        within = j != i && strlen (words[j]) > strlen (words[i])
                 && strstr (words[j], words[i]) != NULL && count_characters (page, words[j]) > 0;
      if (!within)
        score += count_characters (page, words[i]);
    }

  return score;
}

/* (nullable): the named page that most speaks for; NULL where two are alike. */
static const JcSlotPage *
find_page (const char *page, const JcSlot *slot, int *score)
{
  const JcSlotPage *best = NULL;

  *score = 0;
  for (guint i = 0; i < slot->pages->len; i++)
    {
      const JcSlotPage *candidate = g_ptr_array_index (slot->pages, i);
      int               n = score_words (page, candidate->keywords);

      if (n > *score)
        best = candidate;
      else if (n == *score)
        best = NULL;
      *score = MAX (n, *score);
    }

  return best;
}

/* A word of fewer characters stands on other pages too; what has much less to say for it than
 * another named page is mentioned there. */
GPtrArray *
jc_reading_list_parts (const JcReading *reading, const JcSlot *slot)
{
  g_autofree char *page = jc_reading_dup_folded (reading, FALSE);
  GPtrArray       *parts = g_ptr_array_new ();
  int              best = 0;

  for (guint i = 0; i < slot->pages->len; i++)
    best = MAX (best,
                score_words (page,
                             ((const JcSlotPage *)g_ptr_array_index (slot->pages, i))->keywords));
  for (guint i = 0; i < slot->pages->len; i++)
    {
      const JcSlotPage *named = g_ptr_array_index (slot->pages, i);
      int               score = score_words (page, named->keywords);

      if (score >= MIN_PART_SCORE && score * 2 >= best)
        g_ptr_array_add (parts, (gpointer)named->id);
    }

  return parts;
}

/* Texts of one row that are on the page. */
static int
score_row (JcCheck *check, const char *page, int rows, int row)
{
  int score = 0;

  for (int i = rows + 1; i < (int)check->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (check->plan, i);
      const char         *text;
      int                 n;

      if (field->rows != rows)
        break;
      if (field->field->type != JC_FIELD_TEXT)
        continue;

      text = jc_json_as_string (jc_check_data_get_value (check, i, row));
      n = text != NULL ? count_characters (page, text) : 0;
      score += n >= MIN_ROW_TEXT ? n : 0;
    }

  return score;
}

/* (nullable): the id of the row that most speaks for; NULL where two are alike. */
static char *
find_row (JcCheck *check, const char *page, int slot, int *score)
{
  int   rows = jc_check_plan_get_slot (check->plan, slot)->rows;
  char *best = NULL;
  g_autoptr (JcSlotState) state = jc_check_slot_at_new_state (check, slot);

  *score = 0;
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);
      int n = row->wanted && *row->row != '\0' ? score_row (check, page, rows, row->position) : 0;

      if (n >= *score)
        g_clear_pointer (&best, g_free);
      if (n > *score)
        best = g_strdup (row->row);
      *score = MAX (n, *score);
    }

  return best;
}

static int
compare_suggestions (gconstpointer a, gconstpointer b)
{
  const JcReadingSuggestion *first = *(const JcReadingSuggestion *const *)a;
  const JcReadingSuggestion *second = *(const JcReadingSuggestion *const *)b;

  return second->score - first->score;
}

static void
suggest (JcCheck *check, const char *page, int position, GPtrArray *suggestions)
{
  const JcSlot        *slot = jc_check_plan_get_slot (check->plan, position)->slot;
  JcReadingSuggestion *suggestion;
  int                  page_score;
  int                  row_score;
  const JcSlotPage    *named = find_page (page, slot, &page_score);
  g_autofree char     *row = find_row (check, page, position, &row_score);
  int                  score = score_words (page, slot->keywords) + page_score + row_score;

  if (score < MIN_SCORE || !jc_check_slot_applies (check, slot->id))
    return;

  suggestion = g_new0 (JcReadingSuggestion, 1);
  suggestion->slot = slot;
  suggestion->page = named;
  suggestion->row = g_steal_pointer (&row);
  suggestion->score = score;
  g_ptr_array_add (suggestions, suggestion);
}

/**
 * jc_reading_dup_suggestions:
 * @self: a reading of a page that nobody sorted
 * @check: a check of the dossier
 *
 * By the words that the definition names, and the texts of rows that want evidence.
 *
 * Returns: (transfer full) (element-type JcReadingSuggestion): where it may belong, best first,
 * slots that are alike in the definition's order
 */
GPtrArray *
jc_reading_dup_suggestions (const JcReading *self, JcCheck *check)
{
  GPtrArray *suggestions
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_reading_suggestion_free);
  g_autofree char *page = jc_reading_dup_folded (self, FALSE);

  for (int i = 0; i < (int)check->plan->slots->len; i++)
    suggest (check, page, i, suggestions);
  g_ptr_array_sort (suggestions, compare_suggestions);

  return suggestions;
}
