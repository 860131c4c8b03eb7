/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <string.h>

#include "bench.h"

/* --- What is taken and what is refused, by content --- */

static const struct
{
  const char  *path;
  const char  *bytes;
  gsize        size;
  JcMediaError code;
  const char  *word; /* in the message */
} refusals[] = {
#define BYTES(text) text, sizeof text - 1
  { "/media/type/empty", BYTES (""), JC_MEDIA_ERROR_EMPTY, "empty" },
  { "/media/type/one-byte", BYTES ("x"), JC_MEDIA_ERROR_TYPE, "text" },
  { "/media/type/zeros", BYTES ("\0\0\0\0\0\0\0\0"), JC_MEDIA_ERROR_TYPE, "not known" },
  { "/media/type/gif", BYTES ("GIF89a\1\0\1\0"), JC_MEDIA_ERROR_TYPE, "GIF" },
  { "/media/type/webp", BYTES ("RIFF\x24\0\0\0WEBPVP8 "), JC_MEDIA_ERROR_TYPE, "WebP" },
  { "/media/type/bmp", BYTES ("BM\x46\0\0\0"), JC_MEDIA_ERROR_TYPE, "BMP" },
  { "/media/type/avif",
    BYTES ("\0\0\0\x1c"
           "ftypavif"),
    JC_MEDIA_ERROR_TYPE, "AVIF" },
  { "/media/type/video",
    BYTES ("\0\0\0\x1c"
           "ftypisom"),
    JC_MEDIA_ERROR_TYPE, "video" },
  { "/media/type/doc", BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), JC_MEDIA_ERROR_TYPE, "WPS" },
  { "/media/type/rtf", BYTES ("{\\rtf1 }"), JC_MEDIA_ERROR_TYPE, "RTF" },
  { "/media/type/rar", BYTES ("Rar!\x1a\7\1\0"), JC_MEDIA_ERROR_TYPE, "RAR" },
  { "/media/type/web-page", BYTES ("\xef\xbb\xbf <!DOCTYPE html>"), JC_MEDIA_ERROR_TYPE,
    "web page" },
  { "/media/type/text", BYTES ("\xe4\xbd\xa0\xe5\xa5\xbd"), JC_MEDIA_ERROR_TYPE, "text" },
  { "/media/type/program", BYTES ("MZ\x90\0"), JC_MEDIA_ERROR_TYPE, "program" },
  { "/media/type/jpeg-2000", BYTES ("\0\0\0\x0cjP  \r\n\x87\n"), JC_MEDIA_ERROR_TYPE, "JPEG 2000" },
  { "/media/type/bare-jpeg", BYTES ("\xff\xd8\xff"), JC_MEDIA_ERROR_DAMAGED, "cut short" },
  { "/media/type/bare-png", BYTES ("\x89PNG\r\n\x1a\n"), JC_MEDIA_ERROR_DAMAGED, "cut short" },
  { "/media/type/bare-tiff", BYTES ("II\x2a\0\x08\0\0\0"), JC_MEDIA_ERROR_DAMAGED, "damaged" },
  { "/media/type/bare-pdf", BYTES ("%PDF-1.4\n"), JC_MEDIA_ERROR_DAMAGED, "damaged" },
  { "/media/type/bare-zip", BYTES ("PK\3\4\0\0\0\0"), JC_MEDIA_ERROR_DAMAGED, "cut short" },
};

static void
test_refusal (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  bench_write (bench, "a.pdf", refusals[i].bytes, refusals[i].size);
  facts = bench_examine (bench, "a.pdf", &error);
  g_test_message ("%s", error != NULL ? error->message : "taken");
  g_assert_error (error, JC_MEDIA_ERROR, (int)refusals[i].code);
  g_assert_nonnull (strstr (error->message, refusals[i].word));
}

/* --- Archives --- */

static void
put_16 (GByteArray *bytes, guint value)
{
  const guint8 two[2] = { (guint8)value, (guint8)(value >> 8) };

  g_byte_array_append (bytes, two, 2);
}

static void
put_32 (GByteArray *bytes, guint32 value)
{
  put_16 (bytes, value & 0xffff);
  put_16 (bytes, value >> 16);
}

/* One stored file of no bytes, or its entry in the directory. */
static void
put_entry (GByteArray *bytes, const char *name, gboolean in_directory)
{
  put_32 (bytes, in_directory ? 0x02014b50 : 0x04034b50);
  if (in_directory)
    put_16 (bytes, 20);
  for (int i = 0; i < 5; i++)
    put_16 (bytes, i == 0 ? 20 : 0);
  for (int i = 0; i < 3; i++)
    put_32 (bytes, 0);
  put_16 (bytes, (guint)strlen (name));
  put_16 (bytes, 0);
  for (int i = 0; in_directory && i < 7; i++)
    put_16 (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *)name, (guint)strlen (name));
}

static GByteArray *
make_zip (const char *const *names)
{
  GByteArray *bytes = g_byte_array_new ();
  guint       directory;
  guint       n = 0;

  for (; names[n] != NULL; n++)
    put_entry (bytes, names[n], FALSE);
  directory = bytes->len;
  for (guint i = 0; i < n; i++)
    put_entry (bytes, names[i], TRUE);

  put_32 (bytes, 0x06054b50);
  put_32 (bytes, 0);
  put_16 (bytes, n);
  put_16 (bytes, n);
  {
    guint size = bytes->len - directory - 12;

    put_32 (bytes, size);
  }
  put_32 (bytes, directory);
  put_16 (bytes, 0);
  return bytes;
}

static const struct
{
  const char *path;
  const char *names[3];
  const char *media_type; /* NULL: refused */
  const char *word;
} archives[] = {
  { "/media/type/zip", { "a.jpg", "b/c.pdf" }, "application/zip", NULL },
  { "/media/type/zip-of-nothing", { NULL }, "application/zip", NULL },
  { "/media/type/ofd", { "OFD.xml", "Doc_0/Document.xml" }, "application/ofd", NULL },
  { "/media/type/zip-with-an-ofd-inside", { "b/OFD.xml" }, "application/zip", NULL },
  { "/media/type/docx", { "[Content_Types].xml", "word/document.xml" }, NULL, "Word" },
  { "/media/type/xlsx", { "[Content_Types].xml", "xl/workbook.xml" }, NULL, "Excel" },
  { "/media/type/xlsx-of-windows", { "xl\\workbook.xml" }, NULL, "Excel" },
  { "/media/type/pptx", { "ppt/presentation.xml" }, NULL, "presentation" },
  { "/media/type/odt", { "mimetype", "META-INF/manifest.xml" }, NULL, "OpenDocument" },
};

static void
test_archive (Bench *bench, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GByteArray) zip = make_zip (archives[i].names);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  bench_write (bench, "a", zip->data, zip->len);
  facts = bench_examine (bench, "a", &error);
  if (archives[i].media_type == NULL)
    {
      g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE);
      g_assert_nonnull (strstr (error->message, archives[i].word));
      g_assert_nonnull (strstr (error->message, "输出为 PDF"));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (facts->media_type, ==, archives[i].media_type);
  g_assert_cmpuint (facts->pages->len, ==, 0);
  g_assert_cmpint (bench_has_caution (facts, "needs_pdf", 0), ==,
                   g_str_equal (archives[i].media_type, "application/ofd"));
}

static void
test_archive_has_no_picture (Bench *bench, gconstpointer data)
{
  g_autoptr (GByteArray) zip = make_zip (archives[0].names);
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = NULL;

  bench_write (bench, "a", zip->data, zip->len);
  picture = bench_render (bench, "a", view, 100, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE);
}

/* --- HEIC: 64 x 48, quarters of red, green, blue and white --- */

static const guint8 heic[] = {
  0x00, 0x00, 0x00, 0x1c, 0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63, 0x00, 0x00, 0x00, 0x00,
  0x6d, 0x69, 0x66, 0x31, 0x68, 0x65, 0x69, 0x63, 0x6d, 0x69, 0x61, 0x66, 0x00, 0x00, 0x01, 0xaa,
  0x6d, 0x65, 0x74, 0x61, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x21, 0x68, 0x64, 0x6c, 0x72,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x70, 0x69, 0x63, 0x74, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0e, 0x70, 0x69, 0x74,
  0x6d, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x10, 0x69, 0x64, 0x61, 0x74, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x30, 0x00, 0x00, 0x00, 0x38, 0x69, 0x6c, 0x6f, 0x63, 0x01,
  0x00, 0x00, 0x00, 0x44, 0x40, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01,
  0xce, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x77, 0x00, 0x02, 0x00, 0x01, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00,
  0x00, 0x00, 0x38, 0x69, 0x69, 0x6e, 0x66, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00,
  0x15, 0x69, 0x6e, 0x66, 0x65, 0x02, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x68, 0x76, 0x63,
  0x31, 0x00, 0x00, 0x00, 0x00, 0x15, 0x69, 0x6e, 0x66, 0x65, 0x02, 0x00, 0x00, 0x00, 0x00, 0x02,
  0x00, 0x00, 0x67, 0x72, 0x69, 0x64, 0x00, 0x00, 0x00, 0x00, 0xd5, 0x69, 0x70, 0x72, 0x70, 0x00,
  0x00, 0x00, 0xb3, 0x69, 0x70, 0x63, 0x6f, 0x00, 0x00, 0x00, 0x73, 0x68, 0x76, 0x63, 0x43, 0x01,
  0x03, 0x70, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x1e, 0xf0, 0x00, 0xfc, 0xfd,
  0xf8, 0xf8, 0x00, 0x00, 0x0f, 0x03, 0x20, 0x00, 0x01, 0x00, 0x18, 0x40, 0x01, 0x0c, 0x01, 0xff,
  0xff, 0x03, 0x70, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x1e,
  0xba, 0x02, 0x40, 0x21, 0x00, 0x01, 0x00, 0x27, 0x42, 0x01, 0x01, 0x03, 0x70, 0x00, 0x00, 0x03,
  0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x1e, 0xa0, 0x20, 0x81, 0x05, 0x96, 0xea,
  0xe4, 0xa6, 0xb9, 0xb0, 0x20, 0x00, 0x00, 0x03, 0x00, 0x20, 0x00, 0x00, 0x03, 0x00, 0x21, 0x22,
  0x00, 0x01, 0x00, 0x06, 0x44, 0x01, 0xc1, 0x73, 0xc0, 0x89, 0x00, 0x00, 0x00, 0x14, 0x69, 0x73,
  0x70, 0x65, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00,
  0x00, 0x14, 0x69, 0x73, 0x70, 0x65, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00,
  0x00, 0x30, 0x00, 0x00, 0x00, 0x10, 0x70, 0x69, 0x78, 0x69, 0x00, 0x00, 0x00, 0x00, 0x03, 0x08,
  0x08, 0x08, 0x00, 0x00, 0x00, 0x1a, 0x69, 0x70, 0x6d, 0x61, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x02, 0x00, 0x01, 0x02, 0x81, 0x02, 0x00, 0x02, 0x02, 0x03, 0x84, 0x00, 0x00, 0x00, 0x1a,
  0x69, 0x72, 0x65, 0x66, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0e, 0x64, 0x69, 0x6d, 0x67,
  0x00, 0x02, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x7f, 0x6d, 0x64, 0x61, 0x74, 0x00, 0x00,
  0x00, 0x73, 0x28, 0x01, 0xaf, 0x58, 0xf9, 0x12, 0xdd, 0xff, 0xd6, 0x13, 0xff, 0x9e, 0xec, 0x87,
  0x0d, 0x5c, 0xbc, 0x73, 0x0d, 0x4f, 0xf5, 0x08, 0x0b, 0xb2, 0x52, 0x7e, 0x80, 0xda, 0xda, 0x99,
  0x50, 0x4d, 0xc7, 0x7a, 0xa1, 0x3c, 0xc7, 0x97, 0xee, 0x71, 0xd0, 0x8d, 0xa8, 0xb5, 0xe5, 0x0e,
  0x3c, 0xca, 0xa2, 0x28, 0x09, 0xa6, 0x81, 0xc5, 0x39, 0xc1, 0x4c, 0x2e, 0x94, 0x1e, 0x24, 0xc8,
  0xff, 0xe6, 0x18, 0xff, 0xd1, 0xb2, 0xd6, 0x01, 0x32, 0x3e, 0xaa, 0x44, 0x18, 0xed, 0xa8, 0x08,
  0xd0, 0xa7, 0x79, 0x41, 0xa5, 0xe1, 0x72, 0xa4, 0x7f, 0xd8, 0x0f, 0xe7, 0xae, 0xec, 0xf6, 0xe4,
  0xf6, 0x50, 0x7a, 0x52, 0xaa, 0xd2, 0xa3, 0x6b, 0x0f, 0xa3, 0x4f, 0xd3, 0x07, 0x8d, 0x6f, 0x19,
  0x3d, 0xa6, 0xf2, 0x97, 0x5c,
};

static void
test_heic (Bench *bench, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;
  g_autoptr (JcPicture) picture = NULL;
  JcPageFacts *page;

  bench_write (bench, "a.jpg", heic, sizeof heic);
  facts = bench_examine (bench, "a.jpg", &error);
  if (g_error_matches (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_UNSUPPORTED))
    {
      g_test_skip ("built without libheif");
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (facts->media_type, ==, "image/heif");
  page = g_ptr_array_index (facts->pages, 0);
  g_assert_cmpint (page->width, ==, 64);
  g_assert_cmpint (page->height, ==, 48);
  picture = bench_render (bench, "a.jpg", view, 32, &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, 32);
  assert_colour (picture, 0.2, 0.2, 0xff0000);
  assert_colour (picture, 0.8, 0.2, 0x00ff00);
  assert_colour (picture, 0.2, 0.8, 0x0000ff);
  assert_colour (picture, 0.8, 0.8, 0xffffff);
}

static void
test_heic_cut_short (Bench *bench, gconstpointer data)
{
  for (gsize size = 20; size < sizeof heic; size += 60)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcMediaFacts) facts = NULL;

      bench_write (bench, "a", heic, size);
      facts = bench_examine (bench, "a", &error);
      g_assert_null (facts);
      g_assert_true (g_error_matches (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED)
                     || g_error_matches (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_UNSUPPORTED));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_test_add (refusals[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_refusal,
                bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (archives); i++)
    g_test_add (archives[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_archive,
                bench_tear_down);
  g_test_add ("/media/type/archives-have-no-picture", Bench, NULL, bench_set_up,
              test_archive_has_no_picture, bench_tear_down);
  g_test_add ("/media/type/heic", Bench, NULL, bench_set_up, test_heic, bench_tear_down);
  g_test_add ("/media/type/heic-cut-short", Bench, NULL, bench_set_up, test_heic_cut_short,
              bench_tear_down);

  return g_test_run ();
}
