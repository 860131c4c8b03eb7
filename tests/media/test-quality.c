/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "bench.h"
#include "drawing.h"

#define WIDTH 1240
#define HEIGHT 1754

static const char *const codes[] = { "blur", "glare", "low_dpi", "cut_edge", "messenger", NULL };

typedef Drawing *(*Draw) (void);

static Drawing *
draw_scan (void)
{
  return drawing_new_text (WIDTH, HEIGHT, 255, 100);
}

static Drawing *
draw_grey_photo (void)
{
  return drawing_new_text (WIDTH, HEIGHT, 200, 100);
}

static Drawing *
draw_empty (void)
{
  return drawing_new_text (WIDTH, HEIGHT, 255, HEIGHT);
}

static Drawing *
draw_low_dpi (void)
{
  return drawing_new_text (WIDTH - 1, HEIGHT - 2, 255, 100);
}

static Drawing *
draw_blurred (void)
{
  Drawing *drawing = draw_scan ();

  drawing_blur (drawing, 5);
  return drawing;
}

static Drawing *
draw_a_little_soft (void)
{
  Drawing *drawing = draw_scan ();

  drawing_blur (drawing, 1);
  return drawing;
}

static Drawing *
draw_glare (void)
{
  Drawing *drawing = draw_grey_photo ();

  drawing_add_glare (drawing, 700, 900, 220);
  return drawing;
}

static Drawing *
draw_glare_on_a_scan (void)
{
  Drawing *drawing = draw_scan ();

  drawing_add_glare (drawing, 700, 900, 220);
  return drawing;
}

static Drawing *
draw_white_sheet_on_desk (void)
{
  g_autoptr (Drawing) sheet = draw_scan ();

  return drawing_lay_on_desk (sheet, 2000, 2700);
}

static Drawing *
draw_sheet_on_desk (void)
{
  g_autoptr (Drawing) sheet = draw_grey_photo ();

  return drawing_lay_on_desk (sheet, 2000, 2700);
}

static Drawing *
draw_cut_edge (void)
{
  return drawing_new_text (WIDTH, HEIGHT, 230, 0);
}

static Drawing *
draw_phone_photo (void)
{
  return drawing_new_text (1080, 1440, 230, 100);
}

static Drawing *
draw_scan_of_that_width (void)
{
  return drawing_new_text (1080, 1527, 230, 100);
}

static const struct
{
  const char *path;
  Draw        draw;
  JpegForm    form;
  const char *expected[3];
} cases[] = {
  { "/media/quality/scan", draw_scan, { .dpi = 150 }, { NULL } },
  { "/media/quality/photo", draw_grey_photo, { 0 }, { NULL } },
  { "/media/quality/empty-page", draw_empty, { 0 }, { NULL } },
  { "/media/quality/a-little-soft", draw_a_little_soft, { 0 }, { NULL } },
  { "/media/quality/strongly-compressed", draw_scan, { .quality = 30 }, { NULL } },
  { "/media/quality/sheet-on-a-desk", draw_sheet_on_desk, { 0 }, { NULL } },
  { "/media/quality/white-sheet-on-a-desk", draw_white_sheet_on_desk, { 0 }, { NULL } },
  { "/media/quality/white-on-a-white-scan", draw_glare_on_a_scan, { 0 }, { NULL } },
  { "/media/quality/blur", draw_blurred, { 0 }, { "blur" } },
  { "/media/quality/glare", draw_glare, { 0 }, { "glare" } },
  { "/media/quality/low-dpi", draw_low_dpi, { 0 }, { "low_dpi" } },
  { "/media/quality/cut-edge", draw_cut_edge, { 0 }, { "cut_edge" } },
  { "/media/quality/messenger", draw_phone_photo, { .quality = 75 }, { "low_dpi", "messenger" } },
  { "/media/quality/messenger-not-with-camera-data",
    draw_phone_photo,
    { .quality = 75, .orientation = 1 },
    { "low_dpi", "messenger" } },
  { "/media/quality/not-messenger-of-good-quality",
    draw_phone_photo,
    { .quality = 95 },
    { "low_dpi" } },
  { "/media/quality/not-messenger-with-resolution",
    draw_phone_photo,
    { .quality = 75, .dpi = 300 },
    { "low_dpi" } },
  { "/media/quality/not-messenger-of-a4-shape",
    draw_scan_of_that_width,
    { .quality = 75 },
    { "low_dpi" } },
};

static void
test_case (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Drawing) drawing = cases[i].draw ();
  g_autofree char *path = bench_path (bench, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  drawing_save_jpeg (drawing, path, &cases[i].form);
  facts = bench_examine (bench, "a", &error);
  g_assert_no_error (error);
  for (gsize code = 0; codes[code] != NULL; code++)
    {
      g_test_message ("%s: %d", codes[code], bench_has_caution (facts, codes[code], 1));
      g_assert_cmpint (bench_has_caution (facts, codes[code], 1), ==,
                       g_strv_contains (cases[i].expected, codes[code]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_case,
                bench_tear_down);

  return g_test_run ();
}
