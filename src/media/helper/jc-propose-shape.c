/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-propose.h"

#include <math.h>

/* More than the hull of a smooth outline of our pictures' size has. */
#define MAX_CORNERS 400

/* Positive when the way a, b, c turns clockwise as it is seen (y goes down). */
static double
get_turn (const JcPoint *a, const JcPoint *b, const JcPoint *c)
{
  return (b->x - a->x) * (c->y - b->y) - (b->y - a->y) * (c->x - b->x);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const JcPoint *one = a;
  const JcPoint *other = b;

  if (one->x != other->x)
    return one->x < other->x ? -1 : 1;
  return one->y < other->y ? -1 : one->y > other->y;
}

/* Adds the point to the chain that began at @start, taking back what would be a dent. */
static void
push (GArray *hull, guint start, const JcPoint *point)
{
  while (hull->len >= start + 2
         && get_turn (&g_array_index (hull, JcPoint, hull->len - 2),
                      &g_array_index (hull, JcPoint, hull->len - 1), point)
                <= 0)
    g_array_set_size (hull, hull->len - 1);
  g_array_append_val (hull, *point);
}

/**
 * jc_hull_new:
 * @points: (element-type JcPoint): is sorted
 *
 * Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979.
 *
 * Returns: (transfer full) (element-type JcPoint): the convex hull, clockwise as it is seen
 */
GArray *
jc_hull_new (GArray *points)
{
  GArray *hull = g_array_new (FALSE, FALSE, sizeof (JcPoint));
  guint   start;

  g_array_sort (points, compare_points);
  for (guint i = 0; i < points->len; i++)
    push (hull, 0, &g_array_index (points, JcPoint, i));
  start = hull->len > 0 ? hull->len - 1 : 0;
  for (guint i = points->len; i > 1; i--)
    push (hull, start, &g_array_index (points, JcPoint, i - 2));
  if (hull->len > 1)
    g_array_set_size (hull, hull->len - 1);
  return hull;
}

double
jc_hull_get_area (const JcPoint *corners, guint n)
{
  double area = 0;

  for (guint i = 0; i < n; i++)
    {
      const JcPoint *a = &corners[i];
      const JcPoint *b = &corners[(i + 1) % n];

      area += a->x * b->y - b->x * a->y;
    }
  return fabs (area) / 2;
}

/**
 * jc_point_intersect:
 * @a, @b: lines through two points each
 * @point: (out): where they meet
 *
 * Returns: %FALSE when they are parallel
 */
gboolean
jc_point_intersect (const JcPoint a[2], const JcPoint b[2], JcPoint *point)
{
  double ax = a[1].x - a[0].x;
  double ay = a[1].y - a[0].y;
  double bx = b[1].x - b[0].x;
  double by = b[1].y - b[0].y;
  double cross = ax * by - ay * bx;
  double way;

  if (fabs (cross) < 1e-9 * (hypot (ax, ay) * hypot (bx, by) + 1e-9))
    return FALSE;

  way = ((b[0].x - a[0].x) * by - (b[0].y - a[0].y) * bx) / cross;
  *point = (JcPoint){ a[0].x + way * ax, a[0].y + way * ay };
  return TRUE;
}

/* What the area grows by when the side from corner @i is left out and its neighbours are drawn out
 * to @meeting; %G_MAXDOUBLE when they do not meet beyond it. */
static double
get_growth (GArray *hull, guint i, JcPoint *meeting)
{
  const JcPoint *corners = (const JcPoint *)(gpointer)hull->data;
  guint          n = hull->len;
  JcPoint        before[2] = { corners[(i + n - 1) % n], corners[i] };
  JcPoint        after[2] = { corners[(i + 2) % n], corners[(i + 1) % n] };
  JcPoint        added[3];

  if (!jc_point_intersect (before, after, meeting)
      || get_turn (&before[0], &before[1], meeting) < -1e-9 * n
      || (meeting->x - before[1].x) * (before[1].x - before[0].x)
                 + (meeting->y - before[1].y) * (before[1].y - before[0].y)
             < 0
      || (meeting->x - after[1].x) * (after[1].x - after[0].x)
                 + (meeting->y - after[1].y) * (after[1].y - after[0].y)
             < 0)
    return G_MAXDOUBLE;

  added[0] = before[1];
  added[1] = *meeting;
  added[2] = after[1];
  return jc_hull_get_area (added, 3);
}

/**
 * jc_hull_find_quad:
 * @hull: (element-type JcPoint): convex, clockwise; is used up
 * @corners: (out): clockwise
 *
 * Leaves out the side that matters least until four are left.
 *
 * Returns: %FALSE when there are fewer than four corners, or far too many
 */
gboolean
jc_hull_find_quad (GArray *hull, JcPoint corners[4])
{
  if (hull->len < 4 || hull->len > MAX_CORNERS)
    return FALSE;

  while (hull->len > 4)
    {
      double  least = G_MAXDOUBLE;
      guint   chosen = 0;
      JcPoint chosen_meeting = { 0, 0 };

      for (guint i = 0; i < hull->len; i++)
        {
          JcPoint meeting;
          double  growth = get_growth (hull, i, &meeting);

          if (growth < least)
            {
              least = growth;
              chosen = i;
              chosen_meeting = meeting;
            }
        }
      if (least == G_MAXDOUBLE)
        return FALSE;
      g_array_index (hull, JcPoint, chosen) = chosen_meeting;
      g_array_remove_index (hull, (chosen + 1) % hull->len);
    }

  for (guint i = 0; i < 4; i++)
    corners[i] = g_array_index (hull, JcPoint, i);
  return TRUE;
}
