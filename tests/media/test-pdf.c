/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>

#include "bench.h"

/* A PDF of @objects (number 1 the root), with its table; the page's content draws four quarters. */
#define PAGE_CONTENT                                                                               \
  "<< /Length 106 >>\nstream\n1 0 0 rg 0 100 150 100 re f 0 1 0 rg 150 100 150 100 re f "          \
  "0 0 1 rg 0 0 150 100 re f 1 g 150 0 150 100 re f\nendstream"
#define PAGES "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
#define PAGE "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>"

static GString *
make_pdf (const char *const *objects)
{
  GString          *pdf = g_string_new ("%PDF-1.7\n");
  guint             n = g_strv_length ((char **)objects);
  g_autofree gsize *offsets = g_new0 (gsize, n);
  gsize             table;

  for (guint i = 0; i < n; i++)
    {
      offsets[i] = pdf->len;
      g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", n + 1);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (pdf, "%010u 00000 n \n", (guint)offsets[i]);
  g_string_append_printf (pdf, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%u\n%%%%EOF\n",
                          n + 1, (guint)table);
  return pdf;
}

static void
save_pdf (Bench *bench, const char *name, const char *const *objects)
{
  g_autoptr (GString) pdf = make_pdf (objects);

  bench_write (bench, name, pdf->str, pdf->len);
}

static const char *const plain[]
    = { "<< /Type /Catalog /Pages 2 0 R >>", PAGES, PAGE, PAGE_CONTENT, NULL };

/* Written again by qpdf: with objects in streams, or encrypted. */
static void
rewrite (Bench *bench, const char *from, const char *to, const char *password)
{
  g_autofree char *source = bench_path (bench, from);
  g_autofree char *target = bench_path (bench, to);
  qpdf_data        qpdf = qpdf_init ();

  g_assert_cmpint (qpdf_read (qpdf, source, NULL), <, QPDF_ERRORS);
  g_assert_cmpint (qpdf_init_write (qpdf, target), <, QPDF_ERRORS);
  qpdf_set_object_stream_mode (qpdf, qpdf_o_generate);
  if (password != NULL)
    qpdf_set_r6_encryption_parameters2 (qpdf, password, "owner", QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                        QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
  g_assert_cmpint (qpdf_write (qpdf), <, QPDF_ERRORS);
  qpdf_cleanup (&qpdf);
}

static void
test_plain (Bench *bench, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;
  g_autoptr (JcPicture) picture = NULL;
  JcPageFacts *page;

  save_pdf (bench, "a", plain);
  facts = bench_examine (bench, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (facts->media_type, ==, "application/pdf");
  g_assert_cmpuint (facts->cautions->len, ==, 0);
  page = g_ptr_array_index (facts->pages, 0);
  g_assert_cmpint (page->width, ==, 300);
  g_assert_cmpint (page->height, ==, 200);
  g_assert_cmpfloat (page->dpi, ==, 0);

  /* A page without pixels of its own is drawn as large as is asked for. */
  picture = bench_render (bench, "a", view, 900, &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, 900);
  g_assert_cmpint (picture->height, ==, 600);
  assert_colour (picture, 0.1, 0.1, 0xff0000);
  assert_colour (picture, 0.9, 0.1, 0x00ff00);
  assert_colour (picture, 0.1, 0.9, 0x0000ff);
  assert_colour (picture, 0.9, 0.9, 0xffffff);
}

/* --- Cautions --- */

static const struct
{
  const char *path;
  const char *code; /* NULL: none */
  const char *root;
  const char *extra; /* object 5 */
} contents[] = {
  { "/media/pdf/opening-at-a-page-is-harmless", NULL, "/OpenAction [3 0 R /Fit]", "null" },
  { "/media/pdf/going-to-a-page-is-harmless", NULL, "/OpenAction 5 0 R",
    "<< /S /GoTo /D [3 0 R /Fit] >>" },
  { "/media/pdf/open-action", "open_action", "/OpenAction 5 0 R",
    "<< /S /URI /URI (http://localhost/) >>" },
  { "/media/pdf/additional-action", "open_action", "/AA << /WC 5 0 R >>",
    "<< /S /Named /N /Print >>" },
  { "/media/pdf/javascript", "javascript", "/OpenAction 5 0 R",
    "<< /S /JavaScript /JS (app.alert\\(1\\)) >>" },
  { "/media/pdf/javascript-by-name", "javascript", "/Names << /JavaScript << /Names [] >> >>",
    "null" },
  { "/media/pdf/launch", "launch", "/Outlines 5 0 R", "<< /A << /S /Launch /F (calc.exe) >> >>" },
  { "/media/pdf/submit-form", "launch", "/Outlines 5 0 R", "<< /A << /S /SubmitForm >> >>" },
  { "/media/pdf/embedded-files", "embedded_files", "/Names << /EmbeddedFiles << /Names [] >> >>",
    "null" },
  { "/media/pdf/file-of-an-annotation", "embedded_files", "/AF [5 0 R]",
    "<< /Type /Filespec /EF << >> >>" },
  { "/media/pdf/xfa", "xfa", "/AcroForm << /Fields [] /XFA 5 0 R >>", "[(template) (x)]" },
  { "/media/pdf/signed", "signed", "/AcroForm << /Fields [5 0 R] >>",
    "<< /FT /Sig /T (a) /V << /Type /Sig /ByteRange [0 1 2 3] >> >>" },
  { "/media/pdf/unsigned-field", NULL, "/AcroForm << /Fields [5 0 R] >>", "<< /FT /Sig /T (a) >>" },
};

static void
test_content (Bench *bench, gconstpointer data)
{
  gsize            i = GPOINTER_TO_SIZE (data);
  g_autofree char *root
      = g_strdup_printf ("<< /Type /Catalog /Pages 2 0 R %s >>", contents[i].root);
  const char       *objects[] = { root, PAGES, PAGE, PAGE_CONTENT, contents[i].extra, NULL };
  const char *const names[] = { "plain", "packed" };
  g_autoptr (GError) error = NULL;

  save_pdf (bench, "plain", objects);
  rewrite (bench, "plain", "packed", NULL);
  for (gsize form = 0; form < G_N_ELEMENTS (names); form++)
    {
      g_autoptr (JcMediaFacts) facts = bench_examine (bench, names[form], &error);

      g_assert_no_error (error);
      if (contents[i].code != NULL)
        g_assert_true (bench_has_caution (facts, contents[i].code, 0));
      else
        g_assert_cmpuint (facts->cautions->len, ==, 0);
    }
}

/* --- Passwords --- */

static void
test_password (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "locked");
  g_autofree char *target = bench_path (bench, "unlocked");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "plain", plain);
  rewrite (bench, "plain", "locked", "secret");
  g_assert_null (jc_media_examine (bench->media, path, NULL, NULL, &error));
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_ENCRYPTED);
  g_clear_error (&error);
  g_assert_null (jc_media_examine (bench->media, path, "Secret", NULL, &error));
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_PASSWORD);
  g_clear_error (&error);
  facts = jc_media_examine (bench->media, path, "secret", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->pages->len, ==, 1);

  g_assert_false (jc_media_unlock (bench->media, path, "Secret", target, NULL, &error));
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_PASSWORD);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (jc_media_unlock (bench->media, path, "secret", target, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&facts, jc_media_facts_free);
  facts = bench_examine (bench, "unlocked", &error);
  g_assert_no_error (error);

  g_assert_false (jc_media_unlock (bench->media, path, "secret", target, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_owner_password (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "plain", plain);
  rewrite (bench, "plain", "restricted", "");
  facts = bench_examine (bench, "restricted", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->pages->len, ==, 1);
}

/* --- Damage --- */

static void
test_broken_table (Bench *bench, gconstpointer data)
{
  g_autoptr (GString) pdf = make_pdf (plain);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  g_string_replace (pdf, "startxref\n", "startxref\n9", 1);
  bench_write (bench, "a", pdf->str, pdf->len);
  facts = bench_examine (bench, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->pages->len, ==, 1);
}

static void
test_lost_content (Bench *bench, gconstpointer data)
{
  const char *const objects[] = { plain[0], PAGES, PAGE, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "a", objects);
  facts = bench_examine (bench, "a", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "第 1 页"));
}

static void
test_lost_page (Bench *bench, gconstpointer data)
{
  const char *const objects[]
      = { plain[0], "<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>", PAGE, PAGE_CONTENT, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "a", objects);
  facts = bench_examine (bench, "a", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
}

static void
test_no_pages (Bench *bench, gconstpointer data)
{
  const char *const objects[] = { plain[0], "<< /Type /Pages /Kids [] /Count 0 >>", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "a", objects);
  facts = bench_examine (bench, "a", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
}

/* 2,000 pages are taken, 2,001 are not. */
static void
test_many_pages (Bench *bench, gconstpointer data)
{
  for (int n = 2000; n <= 2001; n++)
    {
      g_autoptr (GString) kids = g_string_new ("<< /Type /Pages /Kids [");
      g_autoptr (GPtrArray) objects = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (JcMediaFacts) facts = NULL;

      for (int i = 0; i < n; i++)
        g_string_append_printf (kids, "%d 0 R ", i < 1 ? 3 : i + 4);
      g_string_append_printf (kids, "] /Count %d >>", n);
      g_ptr_array_add (objects, (char *)plain[0]);
      g_ptr_array_add (objects, kids->str);
      g_ptr_array_add (objects, (char *)PAGE);
      g_ptr_array_add (objects, (char *)PAGE_CONTENT);
      for (int i = 1; i < n; i++)
        g_ptr_array_add (objects, (char *)PAGE);
      g_ptr_array_add (objects, NULL);
      save_pdf (bench, "a", (const char *const *)objects->pdata);

      facts = bench_examine (bench, "a", &error);
      if (n == 2000)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (facts->pages->len, ==, 2000);
        }
      else
        g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TOO_LARGE);
    }
}

/* --- Pictures on pages --- */

static const struct
{
  const char *path;
  int         pixels; /* of each side of a picture that fills 144 x 144 points */
  double      dpi;
  gboolean    has_caution;
} scans[] = {
  { "/media/pdf/scan-of-149-dpi", 298, 149, TRUE },
  { "/media/pdf/scan-of-150-dpi", 300, 150, FALSE },
  { "/media/pdf/scan-of-300-dpi", 600, 300, FALSE },
};

static void
test_scan (Bench *bench, gconstpointer data)
{
  gsize            i = GPOINTER_TO_SIZE (data);
  int              n = scans[i].pixels;
  g_autofree char *bytes = g_strnfill ((gsize)n * (gsize)n, '7');
  g_autofree char *picture
      = g_strdup_printf ("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace "
                         "/DeviceGray /BitsPerComponent 8 /Length %d "
                         ">>\nstream\n%s\nendstream",
                         n, n, n * n, bytes);
  const char *const objects[]
      = { plain[0],
          PAGES,
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 144 144] /Contents 4 0 R "
          "/Resources << /XObject << /I 5 0 R >> >> >>",
          "<< /Length 28 >>\nstream\nq 144 0 0 144 0 0 cm /I Do Q\nendstream",
          picture,
          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  save_pdf (bench, "a", objects);
  facts = bench_examine (bench, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (((JcPageFacts *)g_ptr_array_index (facts->pages, 0))->dpi,
                                  scans[i].dpi, 0.5);
  g_assert_cmpint (bench_has_caution (facts, "low_dpi", 1), ==, scans[i].has_caution);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/media/pdf/plain", Bench, NULL, bench_set_up, test_plain, bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    g_test_add (contents[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_content,
                bench_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (scans); i++)
    g_test_add (scans[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_scan,
                bench_tear_down);
  g_test_add ("/media/pdf/password", Bench, NULL, bench_set_up, test_password, bench_tear_down);
  g_test_add ("/media/pdf/owner-password", Bench, NULL, bench_set_up, test_owner_password,
              bench_tear_down);
  g_test_add ("/media/pdf/broken-table", Bench, NULL, bench_set_up, test_broken_table,
              bench_tear_down);
  g_test_add ("/media/pdf/lost-content", Bench, NULL, bench_set_up, test_lost_content,
              bench_tear_down);
  g_test_add ("/media/pdf/lost-page", Bench, NULL, bench_set_up, test_lost_page, bench_tear_down);
  g_test_add ("/media/pdf/no-pages", Bench, NULL, bench_set_up, test_no_pages, bench_tear_down);
  g_test_add ("/media/pdf/many-pages", Bench, NULL, bench_set_up, test_many_pages, bench_tear_down);

  return g_test_run ();
}
