/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-grey.h"

#include <stdlib.h>

#define FIELD 32
/* A field with less between its darkest and lightest holds no edge to judge by. */
#define LEAST_CONTRAST 60
#define LEAST_FIELDS 8
/* A smaller picture has too few pixels for a page, which is another caution. */
#define LEAST_SIDE 800
/* A thin stroke that is blurred with a deviation of s pixels bends by about 0.7 / s² of its
 * contrast. At 0.15 the strokes of 10-point Chinese run together on a page of 1,600 pixels; a sharp
 * page has 1 and more. */
#define LEAST_BEND 0.15
/* Of the sharpest fields one in ten is left out, as dirt and noise are sharp. */
#define JUDGED_PERCENT 90

/* How strongly the field's sharpest edge bends, as a part of its contrast; negative without
 * contrast. */
static double
measure_field (const JcGrey *grey, int left, int top)
{
  int bend = 0;
  int darkest = 255;
  int lightest = 0;

  for (int y = top; y < top + FIELD; y++)
    for (int x = left; x < left + FIELD; x++)
      {
        const guint8 *at = grey->values + (gsize)y * (gsize)grey->width + x;
        int           across = abs (at[-1] - 2 * at[0] + at[1]);
        int           down = abs (at[-grey->width] - 2 * at[0] + at[grey->width]);

        bend = MAX (bend, MAX (across, down));
        darkest = MIN (darkest, at[0]);
        lightest = MAX (lightest, at[0]);
      }
  return lightest - darkest >= LEAST_CONTRAST ? (double)bend / (lightest - darkest) : -1;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0;
}

/**
 * jc_grey_is_blurred:
 * @grey: the page, about 1,600 pixels high
 *
 * By the second difference (the Laplacian's parts) at the edges that there are, so that an empty
 * page is not blurred.
 */
gboolean
jc_grey_is_blurred (const JcGrey *grey)
{
  g_autoptr (GArray) bends = g_array_new (FALSE, FALSE, sizeof (double));

  for (int top = 1; top + FIELD < grey->height; top += FIELD)
    for (int left = 1; left + FIELD < grey->width; left += FIELD)
      {
        double bend = measure_field (grey, left, top);

        if (bend >= 0)
          g_array_append_val (bends, bend);
      }
  if (bends->len < LEAST_FIELDS || MAX (grey->width, grey->height) < LEAST_SIDE)
    return FALSE;

  g_array_sort (bends, compare_doubles);
  return g_array_index (bends, double, bends->len *JUDGED_PERCENT / 100) < LEAST_BEND;
}
