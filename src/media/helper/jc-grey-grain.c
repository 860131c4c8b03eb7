/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-grey.h"

#include <math.h>
#include <stdlib.h>

/* Standard deviation of the grain, in grey values. A clean page of print has 1 to 6, as its strokes
 * count a little. */
#define MOST_GRAIN 10.0
#define MOST_ROUNDS 3

/* J. Immerkaer, "Fast Noise Variance Estimation", 1996: a mask that sees neither even areas nor
 * straight edges. */
static double
measure_grain (const JcGrey *grey)
{
  gsize  width = (gsize)grey->width;
  double sum = 0;

  for (int y = 1; y + 1 < grey->height; y++)
    {
      const guint8 *row = grey->values + (gsize)y * width;

      for (int x = 1; x + 1 < grey->width; x++)
        {
          const guint8 *at = row + x;
          int           corners
              = at[-1 - (gssize)width] + at[1 - (gssize)width] + at[width - 1] + at[width + 1];
          int sides = at[-(gssize)width] + at[-1] + at[1] + at[width];

          sum += abs (corners - 2 * sides + 4 * at[0]);
        }
    }
  return sum * sqrt (G_PI / 2) / 6 / MAX (1.0, (grey->width - 2.0) * (grey->height - 2.0));
}

/**
 * jc_grey_dup_softened:
 *
 * Returns: (transfer full): each pixel with its neighbours: 1 2 1, both ways
 */
guint8 *
jc_grey_dup_softened (const JcGrey *grey)
{
  guint8 *soft = g_malloc ((gsize)grey->width * (gsize)grey->height);

  for (int y = 0; y < grey->height; y++)
    {
      const guint8 *row = grey->values + (gsize)y * (gsize)grey->width;
      const guint8 *above = y > 0 ? row - grey->width : row;
      const guint8 *below = y + 1 < grey->height ? row + grey->width : row;

      for (int x = 0; x < grey->width; x++)
        {
          int left = MAX (0, x - 1);
          int right = MIN (grey->width - 1, x + 1);
          int sum = above[left] + 2 * above[x] + above[right] + 2 * row[left] + 4 * row[x]
                    + 2 * row[right] + below[left] + 2 * below[x] + below[right];

          soft[(gsize)y * (gsize)grey->width + (gsize)x] = (guint8)((sum + 8) / 16);
        }
    }
  return soft;
}

/**
 * jc_grey_smooth:
 * @grey: (inout): a page to be read; the old values are left alone
 *
 * A page without much grain stays as it is: its strokes would only become softer.
 */
void
jc_grey_smooth (JcGrey *grey)
{
  for (int round = 0; round < MOST_ROUNDS && measure_grain (grey) > MOST_GRAIN; round++)
    grey->values = jc_grey_dup_softened (grey);
}
