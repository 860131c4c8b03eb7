/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "bench.h"
#include "photo.h"
#include "scene.h"

#define WIDTH 1000
#define HEIGHT 750
/* Of the picture's width. */
#define CORNER_ERROR 0.02

static JcPageView *
propose (Bench *bench, const Drawing *drawing, const JcPageView *view)
{
  const JpegForm   form = { .quality = 85 };
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (JcPageView) plain = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  JcPageView *proposal;

  drawing_save_jpeg (drawing, path, &form);
  proposal
      = jc_media_propose_view (bench->media, path, NULL, view != NULL ? view : plain, NULL, &error);
  g_assert_no_error (error);
  return proposal;
}

static gboolean
skip_without_recognition (Bench *bench)
{
  if (jc_media_can_recognise (bench->media))
    return FALSE;
  g_test_skip ("text recognition is not installed");
  return TRUE;
}

/* A turn that is given is not looked for: most here is about the rest, and reading takes longest.
 */
static const JcPageView turned = { .page = 1, .turn = 180 };

/* --- Outlines that are there --- */

static const struct
{
  const char *path;
  guint       certificate;
  int         table;
  double      corners[8];
} sheets[] = {
  { "/media/propose/outline/straight", 0, 80, { 150, 140, 850, 140, 850, 580, 150, 580 } },
  { "/media/propose/outline/perspective", 0, 80, { 200, 150, 750, 125, 880, 620, 120, 590 } },
  { "/media/propose/outline/black-table", 0, 10, { 200, 150, 750, 125, 880, 620, 120, 590 } },
  { "/media/propose/outline/grey-table", 0, 150, { 200, 150, 750, 125, 880, 620, 120, 590 } },
  { "/media/propose/outline/turned-20", 0, 90, { 210, 90, 820, 310, 685, 680, 75, 460 } },
  { "/media/propose/outline/sheet", 1, 70, { 310, 30, 730, 45, 770, 710, 250, 695 } },
  { "/media/propose/outline/dark-frame", 2, 70, { 90, 95, 900, 65, 945, 650, 60, 685 } },
  { "/media/propose/outline/small", 0, 60, { 300, 250, 630, 260, 625, 470, 295, 460 } },
  { "/media/propose/outline/large", 2, 60, { 25, 20, 975, 30, 980, 720, 20, 725 } },
};

static void
test_outline (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[sheets[i].certificate]);
  g_autoptr (Drawing) photo
      = photo_lay (drawing, WIDTH, HEIGHT, sheets[i].corners, sheets[i].table);
  g_autoptr (JcPageView) view = propose (bench, photo, &turned);

  g_assert_true (view->has_quad);
  g_assert_cmpint (view->skew, ==, 0);
  for (int j = 0; j < 4; j++)
    {
      double x = (double)view->quad[2 * j] / JC_VIEW_WHOLE * WIDTH;
      double y = (double)view->quad[2 * j + 1] / JC_VIEW_WHOLE * HEIGHT;
      double error = hypot (x - sheets[i].corners[2 * j], y - sheets[i].corners[2 * j + 1]);

      g_test_message ("corner %d: off by %.1f pixels", j, error);
      g_assert_cmpfloat (error, <, CORNER_ERROR * WIDTH);
    }
}

/* --- None --- */

static Drawing *
draw_grey (int grey)
{
  return drawing_new_text (WIDTH, HEIGHT, grey, HEIGHT);
}

static Drawing *
draw_blank (void)
{
  return draw_grey (255);
}

static Drawing *
draw_noise (void)
{
  Drawing *drawing = draw_grey (128);

  photo_add_noise (drawing, 128);
  return drawing;
}

static Drawing *
draw_scan (void)
{
  return drawing_new_text (1240, 1754, 255, 100);
}

static Drawing *
draw_full_page (void)
{
  return certificate_draw (&certificates[1]);
}

static Drawing *
draw_dim_page (void)
{
  Drawing *drawing = certificate_draw (&certificates[2]);

  photo_dim (drawing, 90, 30);
  return drawing;
}

static Drawing *
draw_skewed_page (void)
{
  g_autoptr (Drawing) page = draw_full_page ();

  return photo_skew (page, 4);
}

/* Its corners lie outside. */
static Drawing *
draw_cut_sheet (void)
{
  const double corners[8] = { -150, -100, 1150, -125, 950, 650, 50, 675 };
  g_autoptr (Drawing) page = certificate_draw (&certificates[2]);

  return photo_lay (page, WIDTH, HEIGHT, corners, 60);
}

/* Two cards, as both sides are often photographed. */
static Drawing *
draw_two_cards (void)
{
  const double corners[8] = { 100, 50, 650, 50, 650, 350, 100, 350 };
  g_autoptr (Drawing) card = certificate_draw (&certificates[0]);
  Drawing *photo = photo_lay (card, WIDTH, HEIGHT, corners, 60);
  gsize    row = WIDTH * 3;

  for (gsize y = 0; y < 300; y++)
    memcpy (photo->pixels + (400 + y) * row, photo->pixels + (50 + y) * row, row);
  return photo;
}

/* A card's copy on white paper: what is darker is no sheet. */
static Drawing *
draw_card_on_paper (void)
{
  const double corners[8] = { 250, 150, 750, 150, 750, 465, 250, 465 };
  g_autoptr (Drawing) card = certificate_draw (&certificates[0]);

  return photo_lay (card, WIDTH, HEIGHT, corners, 249);
}

static const struct
{
  const char *path;
  Drawing *(*draw) (void);
} without_outline[] = {
  { "/media/propose/no-outline/blank", draw_blank },
  { "/media/propose/no-outline/noise", draw_noise },
  { "/media/propose/no-outline/scan", draw_scan },
  { "/media/propose/no-outline/full-page", draw_full_page },
  { "/media/propose/no-outline/dim-page", draw_dim_page },
  { "/media/propose/no-outline/skewed-page", draw_skewed_page },
  { "/media/propose/no-outline/cut-sheet", draw_cut_sheet },
  { "/media/propose/no-outline/two-cards", draw_two_cards },
  { "/media/propose/no-outline/card-on-paper", draw_card_on_paper },
};

static void
test_no_outline (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) drawing = without_outline[GPOINTER_TO_SIZE (data)].draw ();
  g_autoptr (JcPageView) view = propose (bench, drawing, &turned);

  for (int i = 0; view->has_quad && i < 8; i++)
    g_test_message ("%d", view->quad[i]);
  g_assert_false (view->has_quad);
}

static void
test_nothing (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) drawing = without_outline[GPOINTER_TO_SIZE (data)].draw ();
  g_autoptr (JcPageView) plain = jc_page_view_new (1);
  g_autoptr (JcPageView) view = propose (bench, drawing, NULL);

  g_assert_true (jc_page_view_equal (view, plain));
}

/* --- Angles --- */

static const struct
{
  const char *path;
  guint       certificate;
  double      degrees;
  int         turn; /* quarters that it lies turned by */
} angles[] = {
  { "/media/propose/angle/none", 1, 0, 0 },
  { "/media/propose/angle/unseen", 1, 0.1, 0 },
  { "/media/propose/angle/half-a-degree", 1, 0.5, 0 },
  { "/media/propose/angle/two-degrees", 1, 2, 0 },
  { "/media/propose/angle/left", 1, -5, 0 },
  { "/media/propose/angle/twelve-degrees", 1, 12, 0 },
  { "/media/propose/angle/licence", 2, 5, 0 },
  { "/media/propose/angle/card", 0, 5, 0 },
  { "/media/propose/angle/turned-90", 1, 0, 1 },
  { "/media/propose/angle/turned-180", 1, 0, 2 },
  { "/media/propose/angle/turned-270", 1, 0, 3 },
  { "/media/propose/angle/card-turned-90", 0, 0, 1 },
  { "/media/propose/angle/card-turned-180", 0, 0, 2 },
  { "/media/propose/angle/skewed-and-turned", 2, -3, 3 },
};

static void
test_angle (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  int   expected = fabs (angles[i].degrees) < 0.15 ? 0 : (int)lround (-100 * angles[i].degrees);
  g_autoptr (Drawing) upright = certificate_draw (&certificates[angles[i].certificate]);
  g_autoptr (Drawing) laid = photo_turn (upright, angles[i].turn);
  g_autoptr (Drawing) drawing = photo_skew (laid, angles[i].degrees);
  g_autoptr (JcPageView) view = NULL;

  if (skip_without_recognition (bench))
    return;
  view = propose (bench, drawing, angles[i].turn == 0 ? &turned : NULL);
  g_test_message ("skew %d, turn %d", view->skew, view->turn);
  g_assert_cmpint (ABS (view->skew - expected), <=, expected == 0 ? 0 : 20);
  g_assert_cmpint (view->turn, ==, angles[i].turn == 0 ? 180 : 360 - 90 * angles[i].turn);
  g_assert_false (view->has_quad);
}

/* --- What the view says already --- */

static void
test_kept (Bench *bench, gconstpointer data)
{
  const JcPageView given = { .page = 1,
                             .turn = 90,
                             .skew = -120,
                             .has_quad = TRUE,
                             .clean = TRUE,
                             .quad = { 1000, 2000, 98000, 2000, 98000, 97000, 1000, 97000 } };
  g_autoptr (Drawing) page = draw_full_page ();
  g_autoptr (Drawing) drawing = photo_skew (page, 5);
  g_autoptr (JcPageView) view = propose (bench, drawing, &given);

  g_assert_true (jc_page_view_equal (view, &given));
}

/* As straightening asks: the outline is given, the angle is not. */
static void
test_angle_for_outline (Bench *bench, gconstpointer data)
{
  const JcPageView given
      = { .page = 1, .has_quad = TRUE, .quad = { 0, 0, 100000, 0, 100000, 100000, 0, 100000 } };
  g_autoptr (Drawing) page = draw_full_page ();
  g_autoptr (Drawing) drawing = photo_skew (page, 3);
  g_autoptr (JcPageView) view = NULL;

  if (skip_without_recognition (bench))
    return;
  view = propose (bench, drawing, &given);
  g_assert_cmpint (ABS (view->skew + 300), <=, 20);
  g_assert_cmpmem (view->quad, sizeof view->quad, given.quad, sizeof given.quad);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    g_test_add (sheets[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_outline,
                bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (without_outline); i++)
    g_test_add (without_outline[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_no_outline,
                bench_tear_down);
  g_test_add ("/media/propose/nothing/blank", Bench, GSIZE_TO_POINTER (0), bench_set_up,
              test_nothing, bench_tear_down);
  g_test_add ("/media/propose/nothing/noise", Bench, GSIZE_TO_POINTER (1), bench_set_up,
              test_nothing, bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (angles); i++)
    g_test_add (angles[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_angle,
                bench_tear_down);
  g_test_add ("/media/propose/kept/all", Bench, NULL, bench_set_up, test_kept, bench_tear_down);
  g_test_add ("/media/propose/kept/outline", Bench, NULL, bench_set_up, test_angle_for_outline,
              bench_tear_down);

  return g_test_run ();
}
