/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-propose.h"

#include <math.h>

/* Places along a side that are looked at; its ends, where the corners may be round, are not. */
#define PLACES 60
#define END_PART 0.08
/* So far to both sides, in pixels, and in these steps. */
#define REACH 6.0
#define STEP 0.25
/* A place that lies farther off the line is left out of it: a clip, a finger, a shadow. */
#define FAR_OFF 1.5
/* So much of a side has to be straight. */
#define LEAST_STRAIGHT 0.6

typedef struct
{
  JcPoint  point;
  gboolean is_kept;
} Place;

static double
get_value (const JcGrey *grey, double x, double y)
{
  int column = CLAMP ((int)floor (x), 0, grey->width - 1);
  int row = CLAMP ((int)floor (y), 0, grey->height - 1);

  return grey->values[(gsize)row * (gsize)grey->width + (gsize)column];
}

/* Between four pixels, whose middles lie at halves. */
static double
sample (const JcGrey *grey, double x, double y)
{
  double left = floor (x - 0.5) + 0.5;
  double top = floor (y - 0.5) + 0.5;
  double fx = x - left;
  double fy = y - top;
  double upper = get_value (grey, left, top) * (1 - fx) + get_value (grey, left + 1, top) * fx;
  double lower
      = get_value (grey, left, top + 1) * (1 - fx) + get_value (grey, left + 1, top + 1) * fx;

  return upper * (1 - fy) + lower * fy;
}

/* Coming from outside along (@dx, @dy): where it becomes as light as the sheet. */
static gboolean
find_edge (const JcGrey *grey, int threshold, JcPoint from, double dx, double dy, JcPoint *edge)
{
  double before = sample (grey, from.x - REACH * dx, from.y - REACH * dy);

  for (double way = -REACH + STEP; way <= REACH; way += STEP)
    {
      double value = sample (grey, from.x + way * dx, from.y + way * dy);

      if (before < threshold && value >= threshold)
        {
          double back = STEP * (value - threshold) / (value - before);

          *edge = (JcPoint){ from.x + (way - back) * dx, from.y + (way - back) * dy };
          return TRUE;
        }
      before = value;
    }
  return FALSE;
}

/* The line for which the squares of the distances of what is kept are least: its direction is the
 * longer axis of their scatter. */
static void
fit_line (const Place *places, guint n, JcPoint line[2])
{
  double count = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  double angle;

  for (guint i = 0; i < n; i++)
    if (places[i].is_kept)
      {
        count++;
        x += places[i].point.x;
        y += places[i].point.y;
      }
  x /= MAX (1, count);
  y /= MAX (1, count);
  for (guint i = 0; i < n; i++)
    if (places[i].is_kept)
      {
        double dx = places[i].point.x - x;
        double dy = places[i].point.y - y;

        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
      }
  angle = atan2 (2 * xy, xx - yy) / 2;
  line[0] = (JcPoint){ x, y };
  line[1] = (JcPoint){ x + cos (angle), y + sin (angle) };
}

static guint
drop_far_places (Place *places, guint n, const JcPoint line[2])
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      double off = (places[i].point.x - line[0].x) * (line[1].y - line[0].y)
                   - (places[i].point.y - line[0].y) * (line[1].x - line[0].x);

      places[i].is_kept = fabs (off) <= FAR_OFF;
      kept += places[i].is_kept;
    }
  return kept;
}

static gboolean
refine_side (const JcGrey *grey, int threshold, JcPoint from, JcPoint to, JcPoint line[2])
{
  Place  places[PLACES];
  double length = MAX (1, hypot (to.x - from.x, to.y - from.y));
  /* Clockwise as it is seen, the inside lies to the right. */
  double dx = -(to.y - from.y) / length;
  double dy = (to.x - from.x) / length;
  guint  n = 0;
  guint  kept;

  for (int i = 0; i < PLACES; i++)
    {
      double  part = END_PART + (1 - 2 * END_PART) * i / (PLACES - 1);
      JcPoint middle = { from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part };

      places[n].is_kept = TRUE;
      if (find_edge (grey, threshold, middle, dx, dy, &places[n].point))
        n++;
    }
  kept = n;
  for (int round = 0; round < 3 && kept >= PLACES * LEAST_STRAIGHT; round++)
    {
      fit_line (places, n, line);
      kept = drop_far_places (places, n, line);
    }
  return kept >= PLACES * LEAST_STRAIGHT;
}

/**
 * jc_propose_refine_quad:
 * @grey: light sheet, dark ground
 * @threshold: between the two
 * @corners: (inout): clockwise; to within some pixels
 *
 * Returns: %FALSE when a side is not straight for the most part, or the sides do not meet
 */
gboolean
jc_propose_refine_quad (const JcGrey *grey, int threshold, JcPoint corners[4])
{
  JcPoint lines[4][2];

  for (int i = 0; i < 4; i++)
    if (!refine_side (grey, threshold, corners[i], corners[(i + 1) % 4], lines[i]))
      return FALSE;
  for (int i = 0; i < 4; i++)
    if (!jc_point_intersect (lines[(i + 3) % 4], lines[i], &corners[i]))
      return FALSE;
  return TRUE;
}
