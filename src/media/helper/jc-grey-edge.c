/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-grey.h"

/* Ink that is cut off is met on both of these lines, so many pixels from the border. */
static const int insets[] = { 2, 6 };

/* Ink is so much darker than the paper beside it, and paper is so light. */
#define INK_DEPTH 60
/* Most of the line is plain paper, which tells print from grass and wood. */
#define PAPER_DEPTH 25
#define LEAST_PAPER_PERCENT 60
#define DARKEST_PAPER 140
#define REACH 40
/* A stroke is short; a shadow or the desk is long. */
#define LONGEST_STROKE_PERCENT 3
#define LEAST_STROKES 12
/* And the strokes are spread along the border. */
#define LEAST_SPREAD_PERCENT 25
#define LEAST_SIDE 400

/* One line along a border, as values that lie @step apart. */
typedef struct
{
  const guint8 *start;
  int           n;
  int           step;
} Line;

static int
get_value (const Line *line, int i)
{
  return line->start[(gsize)i * (gsize)line->step];
}

typedef enum
{
  TONE_INK,
  TONE_BETWEEN,
  TONE_PAPER,
} Tone;

static Tone
get_tone (const Line *line, int i)
{
  int paper = 0;

  for (int j = MAX (0, i - REACH); j < MIN (line->n, i + REACH); j += 2)
    paper = MAX (paper, get_value (line, j));
  if (paper < DARKEST_PAPER)
    return TONE_BETWEEN;
  if (get_value (line, i) >= paper - PAPER_DEPTH)
    return TONE_PAPER;
  return get_value (line, i) <= paper - INK_DEPTH ? TONE_INK : TONE_BETWEEN;
}

static gboolean
has_strokes (const Line *line)
{
  int longest = line->n * LONGEST_STROKE_PERCENT / 100;
  int papers = 0;
  int strokes = 0;
  int first = -1;
  int last = 0;
  int run = 0;

  for (int i = 0; i < line->n; i++)
    {
      Tone tone = get_tone (line, i);

      papers += tone == TONE_PAPER;
      if (tone == TONE_INK)
        {
          run++;
          continue;
        }
      if (run > 0 && run <= longest)
        {
          strokes++;
          first = first < 0 ? i : first;
          last = i;
        }
      run = 0;
    }
  return strokes >= LEAST_STROKES && (last - first) * 100 >= line->n * LEAST_SPREAD_PERCENT
         && papers * 100 >= line->n * LEAST_PAPER_PERCENT;
}

/* @side: top, bottom, left, right */
static Line
get_line (const JcGrey *grey, int side, int inset)
{
  int  width = grey->width;
  int  row = side == 0 ? inset : grey->height - 1 - inset;
  int  column = side == 2 ? inset : width - 1 - inset;
  Line across = { grey->values + (gsize)row * (gsize)width, width, 1 };
  Line down = { grey->values + column, grey->height, width };

  return side < 2 ? across : down;
}

/**
 * jc_grey_is_cut_off:
 * @grey: a photo
 *
 * Whether print runs into one of the borders: many short dark strokes on light paper along it.
 */
gboolean
jc_grey_is_cut_off (const JcGrey *grey)
{
  if (MIN (grey->width, grey->height) < LEAST_SIDE)
    return FALSE;

  for (int side = 0; side < 4; side++)
    {
      gboolean is_cut = TRUE;

      for (gsize i = 0; is_cut && i < G_N_ELEMENTS (insets); i++)
        {
          Line line = get_line (grey, side, insets[i]);

          is_cut = has_strokes (&line);
        }
      if (is_cut)
        return TRUE;
    }
  return FALSE;
}
