/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-page-view.h"

#include <math.h>
#include <string.h>

#include "jc-json.h"

#define PAPER 255

typedef struct
{
  double x;
  double y;
} Point;

/* Where a point of the picture that is made lies on the page: a perspective (of u, v in 0 … 1),
 * then a turn about the page's middle. */
typedef struct
{
  double a, b, c, d, e, f, g, h;
  double cosine, sine;
  Point  middle;
} Mapping;

/* --- Sizes --- */

static double
get_distance (Point a, Point b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

/* The corners of what is kept, in the page's units. */
static void
get_corners (const JcPageView *view, double width, double height, Point *corners)
{
  static const int whole[8]
      = { 0, 0, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE };
  const int *parts = view->has_quad ? view->quad : whole;

  for (int i = 0; i < 4; i++)
    {
      corners[i].x = parts[2 * i] * width / JC_VIEW_WHOLE;
      corners[i].y = parts[2 * i + 1] * height / JC_VIEW_WHOLE;
    }
}

/* The size of the rectangle that the corners become: the longer of each pair of sides. */
static void
get_natural_size (const Point *corners, double *width, double *height)
{
  *width = MAX (get_distance (corners[0], corners[1]), get_distance (corners[3], corners[2]));
  *height = MAX (get_distance (corners[0], corners[3]), get_distance (corners[1], corners[2]));
  *width = MAX (*width, 1);
  *height = MAX (*height, 1);
}

static double
choose_scale (const JcPageHeader *page,
              gboolean            has_end,
              double              width,
              double              height,
              int                 max_width,
              int                 max_height)
{
  double scale = MIN (max_width / width, max_height / height);
  double pixels = MAX (width * height, page->width * page->height);

  if (has_end)
    scale = MIN (scale, 1);
  return MIN (scale, sqrt (JC_PAGE_VIEW_MAX_PIXELS / pixels));
}

static int
round_size (double size, int limit)
{
  return CLAMP ((int)lround (size), 1, limit);
}

/* --- Perspective and skew --- */

/* From the unit square to any convex four corners (P. Heckbert, "Fundamentals of Texture Mapping
 * and Image Warping", 1989, 2.2.3). */
static void
make_mapping (const Point *corners, double degrees, double width, double height, Mapping *mapping)
{
  double dx1 = corners[1].x - corners[2].x;
  double dx2 = corners[3].x - corners[2].x;
  double dx3 = corners[0].x - corners[1].x + corners[2].x - corners[3].x;
  double dy1 = corners[1].y - corners[2].y;
  double dy2 = corners[3].y - corners[2].y;
  double dy3 = corners[0].y - corners[1].y + corners[2].y - corners[3].y;
  double area = dx1 * dy2 - dx2 * dy1;

  mapping->g = fabs (area) > 1e-9 ? (dx3 * dy2 - dx2 * dy3) / area : 0;
  mapping->h = fabs (area) > 1e-9 ? (dx1 * dy3 - dx3 * dy1) / area : 0;
  mapping->a = corners[1].x - corners[0].x + mapping->g * corners[1].x;
  mapping->b = corners[3].x - corners[0].x + mapping->h * corners[3].x;
  mapping->c = corners[0].x;
  mapping->d = corners[1].y - corners[0].y + mapping->g * corners[1].y;
  mapping->e = corners[3].y - corners[0].y + mapping->h * corners[3].y;
  mapping->f = corners[0].y;
  mapping->cosine = cos (degrees * G_PI / 180);
  mapping->sine = sin (degrees * G_PI / 180);
  mapping->middle = (Point){ width / 2, height / 2 };
}

static Point
map_point (const Mapping *mapping, double u, double v)
{
  double w = mapping->g * u + mapping->h * v + 1;
  double x = (mapping->a * u + mapping->b * v + mapping->c) / w - mapping->middle.x;
  double y = (mapping->d * u + mapping->e * v + mapping->f) / w - mapping->middle.y;

  return (Point){ mapping->middle.x + x * mapping->cosine + y * mapping->sine,
                  mapping->middle.y - x * mapping->sine + y * mapping->cosine };
}

static const guint8 *
get_pixel (const JcCanvas *canvas, int x, int y)
{
  static const guint8 paper[4] = { PAPER, PAPER, PAPER, PAPER };

  if (x < 0 || y < 0 || x >= canvas->width || y >= canvas->height)
    return paper;
  return canvas->pixels + (gsize)y * (gsize)canvas->stride + (gsize)x * 4;
}

/* Between the four pixels around the point; beyond the page there is paper. */
static void
sample (const JcCanvas *canvas, Point point, guint8 *out)
{
  double        left = CLAMP (floor (point.x - 0.5), -2.0, canvas->width + 1.0);
  double        top = CLAMP (floor (point.y - 0.5), -2.0, canvas->height + 1.0);
  int           x = (int)left;
  int           y = (int)top;
  int           fx = (int)(CLAMP (point.x - 0.5 - left, 0.0, 1.0) * 256);
  int           fy = (int)(CLAMP (point.y - 0.5 - top, 0.0, 1.0) * 256);
  const guint8 *a = get_pixel (canvas, x, y);
  const guint8 *b = get_pixel (canvas, x + 1, y);
  const guint8 *c = get_pixel (canvas, x, y + 1);
  const guint8 *d = get_pixel (canvas, x + 1, y + 1);

  for (int i = 0; i < 3; i++)
    out[i] = (guint8)(((a[i] * (256 - fx) + b[i] * fx) * (256 - fy)
                       + (c[i] * (256 - fx) + d[i] * fx) * fy + 32768)
                      >> 16);
  out[3] = 255;
}

static JcCanvas *
warp (const JcCanvas *page, const JcPageView *view, int width, int height)
{
  JcCanvas *target = jc_canvas_new (width, height);
  Point     corners[4];
  Mapping   mapping;

  get_corners (view, page->width, page->height, corners);
  make_mapping (corners, view->skew / 100.0, page->width, page->height, &mapping);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      sample (page, map_point (&mapping, (x + 0.5) / width, (y + 0.5) / height),
              target->pixels + (gsize)y * (gsize)target->stride + (gsize)x * 4);
  return target;
}

/* --- Public functions --- */

/**
 * jc_page_view_read:
 * @job: its `view`; without one, page 1 as it is
 * @pages: which has to have that page
 *
 * Returns: (transfer full)
 */
JcPageView *
jc_page_view_read (JcJob *job, JcPages *pages)
{
  JsonNode   *json = json_object_get_member (job->arguments, "view");
  JcPageView *view = json != NULL ? jc_page_view_new_from_json (json, NULL) : jc_page_view_new (1);
  int         n_pages = pages->class->count (pages);

  if (view == NULL)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);
  if (view->page < 1 || view->page > n_pages)
    jc_job_fail (JC_REASON_NO_PAGE, view->page, n_pages);
  return view;
}

/**
 * jc_page_view_draw:
 * @view: skew, then the corners, then the turn, then cleaning, as `JcPageView` says
 * @max_width, @max_height: in pixels, for the page as it is shown, after the turn
 *
 * The frame stays the page's own under the skew: what turns out of it is lost, what comes in is
 * paper. The page is decoded at the size that is asked for, never larger.
 *
 * Returns: (transfer full)
 */
JcCanvas *
jc_page_view_draw (JcPages *pages, const JcPageView *view, int max_width, int max_height)
{
  gboolean     is_on_side = view->turn == 90 || view->turn == 270;
  int          limit_width = is_on_side ? max_height : max_width;
  int          limit_height = is_on_side ? max_width : max_height;
  JcPageHeader page;
  Point        corners[4];
  JcCanvas    *canvas;
  double       width;
  double       height;
  double       scale;

  jc_pages_get_upright (pages, view->page, &page);
  get_corners (view, page.width, page.height, corners);
  get_natural_size (corners, &width, &height);
  scale = choose_scale (&page, !pages->class->is_vector, width, height, limit_width, limit_height);

  canvas = jc_pages_draw (pages, view->page, round_size (page.width * scale, G_MAXINT),
                          round_size (page.height * scale, G_MAXINT));
  if (view->has_quad || view->skew != 0)
    {
      g_autoptr (JcCanvas) whole = canvas;

      canvas = warp (whole, view, round_size (width * scale, limit_width),
                     round_size (height * scale, limit_height));
    }
  canvas = jc_canvas_orient (canvas, jc_canvas_orientation_for_turn (view->turn));
  if (view->clean)
    jc_page_clean (canvas);
  return canvas;
}
