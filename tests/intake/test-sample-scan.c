/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "intake-fixture.h"
#include "jc-intake-sample.h"
#include "jc-sample-scan.h"

#define MAX_SCAN_BYTES (120 * 1024)

static const char *const lines[]
    = { "名称：长春示例精工有限公司", "统一社会信用代码：91220101MA0EXAMPL4",
        "住所：吉林省长春市南关区人民大街 1000 号，很长很长的一行要折到下一行去，"
        "很长很长的一行要折到下一行去。",
        NULL };

static guint32
read_number (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* IHDR stands first: width, height, depth, colour type (PNG, 11.2.1). */
static void
test_draw (void)
{
  JcSampleScan scan = { "营业执照", lines };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = jc_sample_scan_draw (&scan, &error);
  g_autoptr (GBytes) second = jc_sample_scan_draw (&scan, &error);
  const guint8 *bytes = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (g_bytes_get_size (first), <, MAX_SCAN_BYTES);
  bytes = g_bytes_get_data (first, NULL);
  g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (read_number (bytes + 16), ==, 1240);
  g_assert_cmpuint (read_number (bytes + 20), ==, 1754);
  g_assert_cmpuint (bytes[24], ==, 8);
  g_assert_cmpuint (bytes[25], ==, 0);
}

static void
test_differ (void)
{
  JcSampleScan scan = { "营业执照", lines };
  JcSampleScan bare = { "营业执照", NULL };
  JcSampleScan other = { "身份证", lines };
  g_autoptr (GBytes) first = jc_sample_scan_draw (&scan, NULL);
  g_autoptr (GBytes) second = jc_sample_scan_draw (&bare, NULL);
  g_autoptr (GBytes) third = jc_sample_scan_draw (&other, NULL);

  g_assert_false (g_bytes_equal (first, second));
  g_assert_false (g_bytes_equal (first, third));
}

static void
test_attachments (Fixture *fixture, gconstpointer data)
{
  char              *id_pages[] = { (char *)"portrait", (char *)"emblem", NULL };
  JcSampleAttachment licence = { .slot = PLAIN_SLOT, .title = "营业执照", .lines = (char **)lines };
  JcSampleAttachment card
      = { .slot = PAGED_SLOT, .row = "r1", .parts = id_pages, .title = "身份证" };
  g_autoptr (GPtrArray) scans = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  const JcAttachment *attachment = NULL;

  g_ptr_array_add (scans, &licence);
  g_ptr_array_add (scans, &card);
  dossier = jc_intake_add_sample_scans (fixture->library, scans, fixture->dossier, &error);
  g_assert_no_error (error);
  attachments = jc_attachments_load (dossier);
  assert_attachments (attachments,
                      PLAIN_SLOT " 营业执照（样本）.png\n" PAGED_SLOT " 身份证（样本）.png");
  attachment = g_ptr_array_index (attachments, 1);
  g_assert_cmpstr (attachment->media_type, ==, "image/png");
  g_assert_cmpstr (attachment->row, ==, "r1");
  g_assert_cmpint (attachment->pages, ==, 1);
  g_assert_cmpuint (attachment->parts->len, ==, 2);
  jc_library_verify_original (fixture->library, attachment->sha256, &error);
  g_assert_no_error (error);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) scans = g_ptr_array_new ();
  g_autoptr (JcDossier) dossier
      = jc_intake_add_sample_scans (fixture->library, scans, fixture->dossier, NULL);

  g_assert_true (dossier == fixture->dossier);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake/sample/draw", test_draw);
  g_test_add_func ("/intake/sample/differ", test_differ);
  ADD_CASE ("/intake/sample/attachments", test_attachments);
  ADD_CASE ("/intake/sample/none", test_none);

  return g_test_run ();
}
