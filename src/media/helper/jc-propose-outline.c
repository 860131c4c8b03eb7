/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-propose.h"

#include <math.h>
#include <string.h>

/* The means of sheet and ground differ by so much. */
#define LEAST_CONTRAST 40
/* So much of the picture's border is ground. */
#define LEAST_GROUND_PERCENT 75
/* Of the picture's area. */
#define LEAST_AREA 0.08
#define MOST_AREA 0.93
/* What the sheet covers of its hull, and the hull of the four corners. */
#define LEAST_SOLID 0.92
#define LEAST_SQUARE 0.94
/* Another light thing of this size beside the sheet is a second sheet. */
#define SECOND_SHEET 0.15
#define LEAST_ANGLE 45.0
#define MOST_ANGLE 135.0
/* Of the picture's shorter side. */
#define LEAST_SIDE 0.12
/* Corners may lie so far beyond the picture, as parts of it. */
#define MOST_BEYOND 0.02

typedef struct
{
  int     width;
  int     height;
  guint8 *values; /* (owned) */
} Plane;

/* --- The picture as paper and ground --- */

/* The least of the three colours: paper is white, wood and skin have little blue. A mean over nine
 * pixels takes the grain out. */
static Plane
make_plane (const JcCanvas *canvas)
{
  Plane              plane = { canvas->width, canvas->height, NULL };
  gsize              n = (gsize)plane.width * (gsize)plane.height;
  g_autofree guint8 *raw = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    {
      const guint8 *pixel = canvas->pixels + 4 * i;

      raw[i] = MIN (pixel[0], MIN (pixel[1], pixel[2]));
    }
  plane.values = g_malloc (n);
  for (int y = 0; y < plane.height; y++)
    for (int x = 0; x < plane.width; x++)
      {
        int sum = 0;

        for (int j = -1; j <= 1; j++)
          for (int i = -1; i <= 1; i++)
            sum += raw[(gsize)CLAMP (y + j, 0, plane.height - 1) * (gsize)plane.width
                       + (gsize)CLAMP (x + i, 0, plane.width - 1)];
        plane.values[(gsize)y * (gsize)plane.width + (gsize)x] = (guint8)(sum / 9);
      }
  return plane;
}

/* N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", 1979. 0 when the two sides
 * differ too little to be two things. */
static int
find_threshold (const Plane *plane)
{
  gsize  n = (gsize)plane->width * (gsize)plane->height;
  double histogram[256] = { 0 };
  double all = 0;
  double below = 0;
  double below_sum = 0;
  double best = 0;
  int    threshold = 0;

  for (gsize i = 0; i < n; i++)
    {
      histogram[plane->values[i]]++;
      all += plane->values[i];
    }
  for (int value = 0; value < 255; value++)
    {
      double dark;
      double light;

      below += histogram[value];
      below_sum += histogram[value] * value;
      if (below == 0 || below == (double)n)
        continue;
      dark = below_sum / below;
      light = (all - below_sum) / ((double)n - below);
      if (below * ((double)n - below) * (light - dark) * (light - dark) > best)
        {
          best = below * ((double)n - below) * (light - dark) * (light - dark);
          threshold = light - dark >= LEAST_CONTRAST ? (int)lround ((dark + light) / 2) : 0;
        }
    }
  return threshold;
}

static gboolean
has_ground_around (const Plane *plane, int threshold)
{
  int ground = 0;
  int all = 0;

  for (int y = 0; y < plane->height; y++)
    for (int x = 0; x < plane->width;
         x += y == 0 || y == plane->height - 1 ? 1 : MAX (1, plane->width - 1))
      {
        all++;
        ground += plane->values[(gsize)y * (gsize)plane->width + (gsize)x] < threshold;
      }
  return ground * 100 >= all * LEAST_GROUND_PERCENT;
}

/* --- The largest light thing --- */

/* Marks what hangs together with @start among the pixels marked @from. Returns how many. */
static gsize
fill (guint8 *marks, int width, int height, gsize start, guint8 from, guint8 to)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize count = 0;

  marks[start] = to;
  g_array_append_val (open, start);
  while (open->len > 0)
    {
      gsize at = g_array_index (open, gsize, open->len - 1);
      gsize x = at % (gsize)width;
      gsize y = at / (gsize)width;
      gsize beside[4]
          = { x > 0 ? at - 1 : at, x + 1 < (gsize)width ? at + 1 : at,
              y > 0 ? at - (gsize)width : at, y + 1 < (gsize)height ? at + (gsize)width : at };

      g_array_set_size (open, open->len - 1);
      count++;
      for (int i = 0; i < 4; i++)
        if (marks[beside[i]] == from)
          {
            marks[beside[i]] = to;
            g_array_append_val (open, beside[i]);
          }
    }
  return count;
}

enum
{
  MARK_DARK,
  MARK_LIGHT,
  MARK_GROUND,
  MARK_SEEN,
  MARK_SHEET,
};

/* Dark is ground only where it goes out to the picture's border: a printed frame or a photo on the
 * sheet is sheet. */
static void
mark_ground (guint8 *marks, int width, int height)
{
  gsize n = (gsize)width * (gsize)height;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x += y == 0 || y == height - 1 ? 1 : MAX (1, width - 1))
      {
        gsize at = (gsize)y * (gsize)width + (gsize)x;

        if (marks[at] == MARK_DARK)
          fill (marks, width, height, at, MARK_DARK, MARK_GROUND);
      }
  for (gsize i = 0; i < n; i++)
    if (marks[i] == MARK_DARK)
      marks[i] = MARK_LIGHT;
}

/* (transfer full) (nullable): marks with the one sheet; NULL when there is none, or two. */
static guint8 *
mark_sheet (const Plane *plane, int threshold, gsize *area)
{
  gsize              n = (gsize)plane->width * (gsize)plane->height;
  g_autofree guint8 *marks = g_malloc (n);
  gsize              start = 0;
  gsize              second = 0;

  for (gsize i = 0; i < n; i++)
    marks[i] = plane->values[i] >= threshold ? MARK_LIGHT : MARK_DARK;
  mark_ground (marks, plane->width, plane->height);

  *area = 0;
  for (gsize i = 0; i < n; i++)
    if (marks[i] == MARK_LIGHT)
      {
        gsize count = fill (marks, plane->width, plane->height, i, MARK_LIGHT, MARK_SEEN);

        second = MAX (second, MIN (*area, count));
        start = count > *area ? i : start;
        *area = MAX (*area, count);
      }
  if (*area == 0 || (double)second > SECOND_SHEET * (double)*area)
    return NULL;

  fill (marks, plane->width, plane->height, start, MARK_SEEN, MARK_SHEET);
  return g_steal_pointer (&marks);
}

/* First and last of each row are enough for a hull. */
static GArray *
find_ends (const guint8 *marks, int width, int height)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (JcPoint));

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = marks + (gsize)y * (gsize)width;
      int           first = 0;
      int           last = width - 1;

      while (first < width && row[first] != MARK_SHEET)
        first++;
      while (last > first && row[last] != MARK_SHEET)
        last--;
      if (first < width)
        {
          const JcPoint ends[4]
              = { { first, y }, { first, y + 1 }, { last + 1, y }, { last + 1, y + 1 } };

          g_array_append_vals (points, ends, G_N_ELEMENTS (ends));
        }
    }
  return points;
}

/* --- Whether it may be a sheet --- */

static double
get_angle (JcPoint before, JcPoint corner, JcPoint after)
{
  double ax = before.x - corner.x;
  double ay = before.y - corner.y;
  double bx = after.x - corner.x;
  double by = after.y - corner.y;

  return atan2 (fabs (ax * by - ay * bx), ax * bx + ay * by) * 180 / G_PI;
}

static gboolean
is_plausible (const JcPoint corners[4], int width, int height)
{
  double area = jc_hull_get_area (corners, 4) / ((double)width * height);

  if (!(area >= LEAST_AREA && area <= MOST_AREA))
    return FALSE;

  for (int i = 0; i < 4; i++)
    {
      JcPoint corner = corners[i];
      JcPoint after = corners[(i + 1) % 4];
      double  angle = get_angle (corners[(i + 3) % 4], corner, after);

      if (!(angle >= LEAST_ANGLE && angle <= MOST_ANGLE)
          || hypot (after.x - corner.x, after.y - corner.y) < LEAST_SIDE * MIN (width, height)
          || corner.x < -MOST_BEYOND * width || corner.x > (1 + MOST_BEYOND) * width
          || corner.y < -MOST_BEYOND * height || corner.y > (1 + MOST_BEYOND) * height)
        return FALSE;
    }
  return TRUE;
}

/* The corner nearest to the picture's top left comes first. */
static void
order_corners (JcPoint corners[4])
{
  JcPoint ordered[4];
  int     first = 0;

  for (int i = 1; i < 4; i++)
    if (corners[i].x + corners[i].y < corners[first].x + corners[first].y)
      first = i;
  for (int i = 0; i < 4; i++)
    ordered[i] = corners[(first + i) % 4];
  memcpy (corners, ordered, sizeof ordered);
}

/**
 * jc_propose_outline:
 * @canvas: the page, reduced to some 600 pixels
 * @corners: (out): in its pixels; at most on its border
 *
 * A sheet is the one large light thing with four straight sides on a ground that is darker and goes
 * round it. A print on white paper, a page that fills the picture, two cards side by side, a dark
 * cover on a light table: nothing is proposed.
 *
 * Returns: %FALSE when there is none, or it is not sure
 */
gboolean
jc_propose_outline (const JcCanvas *canvas, JcPoint corners[4])
{
  Plane              plane = make_plane (canvas);
  g_autofree guint8 *values = plane.values;
  JcGrey             grey = { plane.width, plane.height, values };
  int                threshold = find_threshold (&plane);
  g_autofree guint8 *marks = NULL;
  g_autoptr (GArray) points = NULL;
  g_autoptr (GArray) hull = NULL;
  gsize  area = 0;
  double hull_area;

  if (threshold == 0 || !has_ground_around (&plane, threshold))
    return FALSE;
  marks = mark_sheet (&plane, threshold, &area);
  if (marks == NULL)
    return FALSE;

  points = find_ends (marks, plane.width, plane.height);
  hull = jc_hull_new (points);
  hull_area = jc_hull_get_area ((const JcPoint *)(gpointer)hull->data, hull->len);
  if ((double)area < LEAST_SOLID * hull_area || !jc_hull_find_quad (hull, corners)
      || hull_area < LEAST_SQUARE * jc_hull_get_area (corners, 4)
      || !jc_propose_refine_quad (&grey, threshold, corners)
      || !is_plausible (corners, plane.width, plane.height))
    return FALSE;

  order_corners (corners);
  return TRUE;
}
