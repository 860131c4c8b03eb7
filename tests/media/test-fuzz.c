/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Files with bytes changed, cut out and doubled, the same on every machine: whatever comes of it,
 * it comes in time, as facts or as an error of ours, and the file next to it is read. */

#include "config.h"

#include <string.h>

#include <tiffio.h>

#include "bench.h"
#include "drawing.h"

#define ROUNDS 60
/* An eighth of the drawings, which takes the short way. */
#define SIZE 20

static const char pdf[]
    = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)5 0 "
      "R]>>>>>>endobj\n"
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 "
      "R/Resources<</XObject<</I 6 0 R>>>>>>endobj\n"
      "4 0 obj<</Length 44>>stream\nq 200 0 0 200 0 0 cm /I Do Q BT (x) Tj ET q Q\nendstream "
      "endobj\n"
      "5 0 obj<</S/JavaScript/JS(1)>>endobj\n"
      "6 0 obj<</Type/XObject/Subtype/Image/Width 4/Height "
      "4/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/ASCIIHexDecode"
      "/Length 33>>stream\n00112233445566778899aabbccddeeff>\nendstream endobj\n"
      "trailer<</Root 1 0 R/Size 7>>\n%%EOF\n";

static guint32
next_random (guint32 *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static void
mutate (GByteArray *bytes, guint32 *seed)
{
  guint times = 1 + next_random (seed) % 8;

  for (guint i = 0; i < times && bytes->len > 16; i++)
    {
      guint at = next_random (seed) % bytes->len;
      guint n = 1 + next_random (seed) % MIN (64, bytes->len - at);

      switch (next_random (seed) % 5)
        {
        case 0:
          bytes->data[at] ^= (guint8)(1 << next_random (seed) % 8);
          break;
        case 1:
          bytes->data[at] = (guint8)next_random (seed);
          break;
        case 2:
          memset (bytes->data + at, next_random (seed) % 2 != 0 ? 0xff : 0, n);
          break;
        case 3:
          g_byte_array_remove_range (bytes, at, n);
          break;
        default:
          {
            g_autofree guint8 *part = g_memdup2 (bytes->data + at, n);

            g_byte_array_append (bytes, part, n);
          }
          break;
        }
    }
}

static void
assert_handled (Bench *bench, const char *name)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = bench_examine (bench, name, &error);
  g_autoptr (JcPicture) picture = NULL;

  if (facts == NULL)
    g_assert_cmpuint (error->domain, ==, JC_MEDIA_ERROR);
  /* A crash of a library is held by the helper; a helper that is gone is not. */
  g_assert_false (g_error_matches (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER));
  g_clear_error (&error);
  picture = bench_render (bench, name, view, SIZE, &error);
  if (picture == NULL)
    g_assert_cmpuint (error->domain, ==, JC_MEDIA_ERROR);
  else
    g_assert_cmpint (MAX (picture->width, picture->height), <=, SIZE);
}

static void
fuzz (Bench *bench, const char *name)
{
  g_autofree char *path = bench_path (bench, name);
  g_autofree char *data = NULL;
  gsize            size = 0;
  guint32          seed = 20250929;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *)data, (guint)size);
      mutate (bytes, &seed);
      bench_write (bench, "mutant", bytes->data, bytes->len);
      assert_handled (bench, "mutant");
    }
}

static void
test_jpeg (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) drawing = drawing_new_text (120, 160, 255, 5);
  g_autofree char *path = bench_path (bench, "a");

  drawing_save_jpeg (drawing, path, data);
  fuzz (bench, "a");
}

static void
test_png (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) drawing = drawing_new_text (120, 160, 255, 5);
  g_autofree char *path = bench_path (bench, "a");

  drawing_save_png (drawing, path, data);
  fuzz (bench, "a");
}

static void
test_tiff (Bench *bench, gconstpointer data)
{
  g_autoptr (Drawing) drawing = drawing_new_text (120, 160, 255, 5);
  g_autofree char *path = bench_path (bench, "a");

  drawing_save_tiff (drawing, path, data);
  fuzz (bench, "a");
}

static void
test_pdf (Bench *bench, gconstpointer data)
{
  bench_write (bench, "a", pdf, sizeof pdf - 1);
  fuzz (bench, "a");
}

int
main (int argc, char **argv)
{
  static const JpegForm baseline = { .orientation = 6 };
  static const JpegForm progressive = { .is_progressive = TRUE };
  static const PngForm  png = { 0 };
  static const PngForm  interlaced = { 16, TRUE, TRUE, 300 };
  static const TiffForm lzw = { COMPRESSION_LZW, PHOTOMETRIC_RGB, 8, 6, 2 };
  static const TiffForm fax = { COMPRESSION_CCITTFAX4, PHOTOMETRIC_MINISWHITE, 1 };
  static const TiffForm jpeg = { COMPRESSION_JPEG, PHOTOMETRIC_YCBCR, 8 };

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/media/fuzz/jpeg", Bench, &baseline, bench_set_up, test_jpeg, bench_tear_down);
  g_test_add ("/media/fuzz/jpeg-progressive", Bench, &progressive, bench_set_up, test_jpeg,
              bench_tear_down);
  g_test_add ("/media/fuzz/png", Bench, &png, bench_set_up, test_png, bench_tear_down);
  g_test_add ("/media/fuzz/png-interlaced", Bench, &interlaced, bench_set_up, test_png,
              bench_tear_down);
  g_test_add ("/media/fuzz/tiff-lzw", Bench, &lzw, bench_set_up, test_tiff, bench_tear_down);
  g_test_add ("/media/fuzz/tiff-fax", Bench, &fax, bench_set_up, test_tiff, bench_tear_down);
  g_test_add ("/media/fuzz/tiff-jpeg", Bench, &jpeg, bench_set_up, test_tiff, bench_tear_down);
  g_test_add ("/media/fuzz/pdf", Bench, NULL, bench_set_up, test_pdf, bench_tear_down);

  return g_test_run ();
}
