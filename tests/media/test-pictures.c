/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <glib.h>
#include <tiffio.h>

#include "bench.h"
#include "drawing.h"

#define WIDTH 300
#define HEIGHT 200
#define RED 0xff0000
#define GREEN 0x00ff00
#define BLUE 0x0000ff
#define WHITE 0xffffff

typedef void (*Save) (const Drawing *drawing, const char *path, const void *form);

static void
save_jpeg (const Drawing *drawing, const char *path, const void *form)
{
  drawing_save_jpeg (drawing, path, form);
}

static void
save_png (const Drawing *drawing, const char *path, const void *form)
{
  drawing_save_png (drawing, path, form);
}

static void
save_tiff (const Drawing *drawing, const char *path, const void *form)
{
  drawing_save_tiff (drawing, path, form);
}

/* --- Every form shows the same page --- */

typedef struct
{
  const char *path;
  Save        save;
  const char *media_type;
  const char *suffix;
  double      dpi;
  JpegForm    jpeg;
  PngForm     png;
  TiffForm    tiff;
} Form;

#define JPEG save_jpeg, "image/jpeg", "jpg"
#define PNG save_png, "image/png", "png"
#define TIFF_ save_tiff, "image/tiff", "tif", 300

static const Form forms[] = {
  { "/media/picture/jpeg", JPEG, 0, .jpeg = { 0 } },
  { "/media/picture/jpeg-300-dpi", JPEG, 300, .jpeg = { .dpi = 300 } },
  { "/media/picture/jpeg-progressive", JPEG, 0, .jpeg = { .is_progressive = TRUE } },
  { "/media/picture/jpeg-cmyk-of-adobe", JPEG, 0, .jpeg = { .is_cmyk = TRUE } },
  { "/media/picture/jpeg-with-restarts", JPEG, 0, .jpeg = { .restart = 3 } },
  { "/media/picture/jpeg-full-colour", JPEG, 0, .jpeg = { .is_444 = TRUE } },
  { "/media/picture/jpeg-orientation-1", JPEG, 0, .jpeg = { .orientation = 1 } },
  { "/media/picture/jpeg-orientation-2", JPEG, 0, .jpeg = { .orientation = 2 } },
  { "/media/picture/jpeg-orientation-3", JPEG, 0, .jpeg = { .orientation = 3 } },
  { "/media/picture/jpeg-orientation-4", JPEG, 0, .jpeg = { .orientation = 4 } },
  { "/media/picture/jpeg-orientation-5", JPEG, 0, .jpeg = { .orientation = 5 } },
  { "/media/picture/jpeg-orientation-6", JPEG, 0, .jpeg = { .orientation = 6 } },
  { "/media/picture/jpeg-orientation-7", JPEG, 0, .jpeg = { .orientation = 7 } },
  { "/media/picture/jpeg-orientation-8", JPEG, 0, .jpeg = { .orientation = 8 } },
  { "/media/picture/png", PNG, 0, .png = { 0 } },
  { "/media/picture/png-200-dpi", PNG, 200, .png = { .dpi = 200 } },
  { "/media/picture/png-16-bit", PNG, 0, .png = { .bits = 16 } },
  { "/media/picture/png-alpha-on-white", PNG, 0, .png = { .has_alpha = TRUE } },
  { "/media/picture/png-interlaced", PNG, 0, .png = { .is_interlaced = TRUE } },
  { "/media/picture/png-interlaced-16-bit-alpha", PNG, 0, .png = { 16, TRUE, TRUE, 0 } },
  { "/media/picture/tiff", TIFF_, .tiff = { COMPRESSION_NONE, PHOTOMETRIC_RGB, 8 } },
  { "/media/picture/tiff-lzw", TIFF_, .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8 } },
  { "/media/picture/tiff-16-bit", TIFF_, .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 16 } },
  { "/media/picture/tiff-cmyk", TIFF_, .tiff = { COMPRESSION_LZW, PHOTOMETRIC_SEPARATED, 8 } },
  { "/media/picture/tiff-palette", TIFF_, .tiff = { COMPRESSION_LZW, PHOTOMETRIC_PALETTE, 8 } },
  { "/media/picture/tiff-jpeg", TIFF_, .tiff = { COMPRESSION_JPEG, PHOTOMETRIC_YCBCR, 8 } },
  { "/media/picture/tiff-orientation-2", TIFF_,
    .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 2 } },
  { "/media/picture/tiff-orientation-6", TIFF_,
    .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 6 } },
  { "/media/picture/tiff-orientation-8", TIFF_,
    .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 8 } },
};

static const void *
get_form (const Form *form)
{
  return form->save == save_jpeg  ? (const void *)&form->jpeg
         : form->save == save_png ? (const void *)&form->png
                                  : (const void *)&form->tiff;
}

static void
save (Bench *bench, const Form *form, const char *name)
{
  g_autoptr (Drawing) drawing = drawing_new_quarters (WIDTH, HEIGHT);
  g_autofree char *path = bench_path (bench, name);

  form->save (drawing, path, get_form (form));
}

static void
assert_quarters (JcPicture *picture, int width, int height)
{
  g_assert_cmpint (picture->width, ==, width);
  g_assert_cmpint (picture->height, ==, height);
  assert_colour (picture, 0.1, 0.1, RED);
  assert_colour (picture, 0.9, 0.1, GREEN);
  assert_colour (picture, 0.1, 0.9, BLUE);
  assert_colour (picture, 0.9, 0.9, WHITE);
}

static void
test_form (Bench *bench, gconstpointer data)
{
  const Form *form = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcMediaFacts) facts = NULL;
  g_autoptr (JcPicture) whole = NULL;
  g_autoptr (JcPicture) small = NULL;
  JcPageFacts *page;

  save (bench, form, "name.says.nothing");
  facts = bench_examine (bench, "name.says.nothing", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (facts->media_type, ==, form->media_type);
  g_assert_cmpstr (facts->suffix, ==, form->suffix);
  g_assert_cmpuint (facts->pages->len, ==, 1);
  page = g_ptr_array_index (facts->pages, 0);
  g_assert_cmpint (page->width, ==, WIDTH);
  g_assert_cmpint (page->height, ==, HEIGHT);
  g_assert_cmpfloat_with_epsilon (page->dpi, form->dpi, 0.1);

  whole = bench_render (bench, "name.says.nothing", view, 5000, &error);
  g_assert_no_error (error);
  assert_quarters (whole, WIDTH, HEIGHT);
  small = bench_render (bench, "name.says.nothing", view, 31, &error);
  g_assert_no_error (error);
  assert_quarters (small, 31, 21);
}

/* --- Grey and black and white --- */

static const Form plain_forms[] = {
  { "/media/picture/jpeg-grey", JPEG, 0, .jpeg = { .is_grey = TRUE } },
  { "/media/picture/tiff-grey-white-is-zero", TIFF_,
    .tiff = { COMPRESSION_LZW, PHOTOMETRIC_MINISWHITE, 8 } },
  { "/media/picture/tiff-grey-16-bit", TIFF_,
    .tiff = { COMPRESSION_LZW, PHOTOMETRIC_MINISBLACK, 16 } },
  { "/media/picture/tiff-g4", TIFF_, .tiff = { COMPRESSION_CCITTFAX4, PHOTOMETRIC_MINISWHITE, 1 } },
  { "/media/picture/tiff-1-bit", TIFF_,
    .tiff = { COMPRESSION_PACKBITS, PHOTOMETRIC_MINISBLACK, 1 } },
};

static void
test_plain_form (Bench *bench, gconstpointer data)
{
  const Form *form = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcPicture) picture = NULL;
  gboolean is_bilevel = form->save == save_tiff && form->tiff.bits == 1;

  save (bench, form, "a");
  picture = bench_render (bench, "a", view, 100, &error);
  g_assert_no_error (error);
  assert_colour (picture, 0.1, 0.1, is_bilevel ? 0x000000 : 0x4c4c4c);
  assert_colour (picture, 0.9, 0.1, is_bilevel ? WHITE : 0x959595);
  assert_colour (picture, 0.9, 0.9, WHITE);
}

static void
test_pages (Bench *bench, gconstpointer data)
{
  const Form three = { NULL, TIFF_, .tiff = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 0, 3 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPageView) view = jc_page_view_new (3);
  g_autoptr (JcMediaFacts) facts = NULL;
  g_autoptr (JcPicture) picture = NULL;
  g_autoptr (JcPicture) fourth = NULL;

  save (bench, &three, "a");
  facts = bench_examine (bench, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->pages->len, ==, 3);
  picture = bench_render (bench, "a", view, 100, &error);
  g_assert_no_error (error);
  assert_quarters (picture, 100, 67);
  view->page = 4;
  fourth = bench_render (bench, "a", view, 100, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_PAGE);
}

/* --- Views --- */

static const struct
{
  const char *path;
  JcPageView  view;
  int         width;
  int         height;
  guint       colours[4]; /* top left, top right, bottom left, bottom right */
} views[] = {
  { "/media/view/turn-90", { 1, 90 }, 200, 300, { BLUE, RED, WHITE, GREEN } },
  { "/media/view/turn-180", { 1, 180 }, 300, 200, { WHITE, BLUE, GREEN, RED } },
  { "/media/view/turn-270", { 1, 270 }, 200, 300, { GREEN, WHITE, RED, BLUE } },
  { "/media/view/quad-whole",
    { 1, 0, 0, { 0, 0, 100000, 0, 100000, 100000, 0, 100000 }, TRUE },
    300,
    200,
    { RED, GREEN, BLUE, WHITE } },
  { "/media/view/quad-left-half",
    { 1, 0, 0, { 0, 0, 50000, 0, 50000, 100000, 0, 100000 }, TRUE },
    150,
    200,
    { RED, RED, BLUE, BLUE } },
  { "/media/view/quad-top-half-turned",
    { 1, 90, 0, { 0, 0, 100000, 0, 100000, 50000, 0, 50000 }, TRUE },
    100,
    300,
    { RED, RED, GREEN, GREEN } },
  { "/media/view/quad-upside-down",
    { 1, 0, 0, { 100000, 100000, 0, 100000, 0, 0, 100000, 0 }, TRUE },
    300,
    200,
    { WHITE, BLUE, GREEN, RED } },
  { "/media/view/quad-trapezium",
    { 1, 0, 0, { 20000, 0, 80000, 0, 100000, 100000, 0, 100000 }, TRUE },
    300,
    209,
    { RED, GREEN, BLUE, WHITE } },
  { "/media/view/skew-keeps-the-frame", { 1, 0, 500 }, 300, 200, { RED, GREEN, BLUE, WHITE } },
};

static void
test_view (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = NULL;

  save (bench, &forms[0], "a");
  picture = bench_render (bench, "a", &views[i].view, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, views[i].width);
  g_assert_cmpint (picture->height, ==, views[i].height);
  assert_colour (picture, 0.2, 0.2, views[i].colours[0]);
  assert_colour (picture, 0.8, 0.2, views[i].colours[1]);
  assert_colour (picture, 0.2, 0.8, views[i].colours[2]);
  assert_colour (picture, 0.8, 0.8, views[i].colours[3]);
}

/* A correction clockwise moves what is right of the middle down. */
static void
test_skew_direction (Bench *bench, gconstpointer data)
{
  JcPageView view = { 1, 0, GPOINTER_TO_INT (data) };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = NULL;

  save (bench, &forms[0], "a");
  picture = bench_render (bench, "a", &view, 1000, &error);
  g_assert_no_error (error);
  assert_colour (picture, 0.95, 0.53, view.skew > 0 ? GREEN : WHITE);
  assert_colour (picture, 0.05, 0.47, view.skew > 0 ? BLUE : RED);
}

static void
test_clean (Bench *bench, gconstpointer data)
{
  JcPageView view = { .page = 1, .clean = TRUE };
  g_autoptr (Drawing) text = drawing_new_text (800, 1000, 150, 60);
  g_autofree char *path = bench_path (bench, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = NULL;

  drawing_save_png (text, path, &(PngForm){ 0 });
  picture = bench_render (bench, "a", &view, 1000, &error);
  g_assert_no_error (error);
  assert_colour (picture, 0.02, 0.02, WHITE);
  assert_colour (picture, 61.0 / 800, 61.0 / 1000, 0x2a2a2a);
}

/* --- What cannot be shown --- */

static void
test_cut_short (Bench *bench, gconstpointer data)
{
  const Form *form = data;

  save (bench, form, "whole");
  for (int permille = 100; permille < 1000; permille += 180)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcMediaFacts) facts = NULL;

      bench_cut (bench, "whole", "cut", permille);
      facts = bench_examine (bench, "cut", &error);
      g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
      g_assert_null (facts);
    }
}

static void
test_cut_percent (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) text = drawing_new_text (1000, 1400, 255, 10);
  g_autofree char *path = bench_path (bench, "whole");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  drawing_save_jpeg (text, path, &(JpegForm){ 0 });
  bench_cut (bench, "whole", "cut", 500);
  facts = bench_examine (bench, "cut", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
  g_test_message ("%s", error->message);
  g_assert_true (g_regex_match_simple ("cut short, (4[5-9]|5[0-5])% of it", error->message, 0, 0));
}

/* A thumbnail takes a shorter way through the data: it finds the same fault. */
static void
test_cut_thumbnail (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) text = drawing_new_text (1000, 1400, 255, 10);
  g_autofree char *path = bench_path (bench, "whole");
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) whole = NULL;
  g_autoptr (JcPicture) cut = NULL;

  drawing_save_jpeg (text, path, data);
  whole = bench_render (bench, "whole", view, 100, &error);
  g_assert_no_error (error);
  assert_colour (whole, 0.002, 0.002, WHITE);
  bench_cut (bench, "whole", "cut", 500);
  cut = bench_render (bench, "cut", view, 100, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
}

/* 10,000 x 10,000 is taken, one row more is not: told from the header, before anything is decoded.
 */
static void
test_pixels (Bench *bench, gconstpointer data)
{
  const struct
  {
    guint32  width;
    guint32  height;
    gboolean is_taken;
  } cases[] = {
    { 10000, 10001, FALSE }, { 65535, 65535, FALSE }, { 65536, 10, FALSE }, { 10000, 10000, TRUE }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = bench_path (bench, "a");
      TIFF            *tiff = TIFFOpen (path, "w");
      g_autoptr (GError) error = NULL;
      g_autoptr (JcMediaFacts) facts = NULL;
      g_autofree guint8 *row = g_malloc0 (cases[i].width);

      TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, cases[i].width);
      TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, cases[i].height);
      TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 1);
      TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
      TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
      TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, cases[i].height);
      for (guint32 y = 0; y < (cases[i].is_taken ? cases[i].height : 1); y++)
        TIFFWriteScanline (tiff, row, y, 0);
      TIFFClose (tiff);

      facts = bench_examine (bench, "a", &error);
      if (cases[i].is_taken)
        g_assert_no_error (error);
      else
        g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TOO_LARGE);
    }
}

static void
test_no_file (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = bench_examine (bench, "nowhere", &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  facts = bench_examine (bench, ".", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *cut = g_strdup_printf ("%s/cut-short", forms[i].path);

      g_test_add (forms[i].path, Bench, &forms[i], bench_set_up, test_form, bench_tear_down);
      g_test_add (cut, Bench, &forms[i], bench_set_up, test_cut_short, bench_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (plain_forms); i++)
    g_test_add (plain_forms[i].path, Bench, &plain_forms[i], bench_set_up, test_plain_form,
                bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    g_test_add (views[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_view,
                bench_tear_down);
  g_test_add ("/media/view/skew-clockwise", Bench, GINT_TO_POINTER (1000), bench_set_up,
              test_skew_direction, bench_tear_down);
  g_test_add ("/media/view/skew-counter-clockwise", Bench, GINT_TO_POINTER (-1000), bench_set_up,
              test_skew_direction, bench_tear_down);
  g_test_add ("/media/view/clean", Bench, NULL, bench_set_up, test_clean, bench_tear_down);
  g_test_add ("/media/picture/pages", Bench, NULL, bench_set_up, test_pages, bench_tear_down);
  g_test_add ("/media/picture/cut-percent", Bench, NULL, bench_set_up, test_cut_percent,
              bench_tear_down);
  g_test_add ("/media/picture/cut-thumbnail", Bench, &forms[0].jpeg, bench_set_up,
              test_cut_thumbnail, bench_tear_down);
  g_test_add ("/media/picture/cut-thumbnail-grey", Bench, &plain_forms[0].jpeg, bench_set_up,
              test_cut_thumbnail, bench_tear_down);
  g_test_add ("/media/picture/pixels", Bench, NULL, bench_set_up, test_pixels, bench_tear_down);
  g_test_add ("/media/picture/no-file", Bench, NULL, bench_set_up, test_no_file, bench_tear_down);

  return g_test_run ();
}
