/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-scanner.h"

#include <string.h>

#include <glib/gstdio.h>

#include "jc-text.h"

/* SANE's own test back end stands in for a scanner: real program, real protocol, no hardware. */

typedef struct
{
  char         *config; /* (owned): SANE's configuration */
  char         *folder; /* (owned): receives the pages */
  guint         n_begun;
  guint         n_rows;
  guint         n_saved;
  guint8        last[4];
  GCancellable *cancel_at_row; /* (unowned) (nullable) */
} Fixture;

static void
write_config (Fixture *fixture, const char *rest)
{
  g_autofree char *dll = g_build_filename (fixture->config, "dll.conf", NULL);
  g_autofree char *test = g_build_filename (fixture->config, "test.conf", NULL);
  g_autofree char *words
      = g_strconcat ("number_of_devices 1\nmode Color\ntest-picture \"Color pattern\"\n", rest,
                     NULL);

  g_assert_true (g_file_set_contents (dll, "test\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, words, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->config = g_dir_make_tmp ("jc-scan-XXXXXX", NULL);
  fixture->folder = g_dir_make_tmp ("jc-scan-XXXXXX", NULL);
  g_setenv ("SANE_CONFIG_DIR", fixture->config, TRUE);
  write_config (fixture, "");
}

static guint
empty_folder (const char *path, gboolean clear)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint       n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      n++;
      if (clear)
        g_remove (file);
    }
  if (clear)
    g_rmdir (path);

  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  empty_folder (fixture->config, TRUE);
  empty_folder (fixture->folder, TRUE);
  g_free (fixture->config);
  g_free (fixture->folder);
}

static void
event_cb (const JcScanEvent *event, gpointer data)
{
  Fixture *fixture = data;

  switch (event->what)
    {
    case JC_SCAN_PAGE_BEGINS:
      g_assert_cmpint (event->width, >, 0);
      fixture->n_begun++;
      break;
    case JC_SCAN_ROWS:
      fixture->n_rows += (guint)event->n_rows;
      memcpy (fixture->last, event->pixels, 4);
      if (fixture->cancel_at_row != NULL)
        g_cancellable_cancel (fixture->cancel_at_row);
      break;
    case JC_SCAN_PAGE_SAVED:
      g_assert_true (g_file_test (event->path, G_FILE_TEST_IS_REGULAR));
      fixture->n_saved++;
      break;
    default:
      g_assert_not_reached ();
    }
}

static JcScanRequest
make_request (Fixture *fixture, JcScanSource source)
{
  return (JcScanRequest){ .device = "test:0",
                          .source = source,
                          .colour = TRUE,
                          .dpi = 100,
                          .paper = "a5",
                          .folder = fixture->folder };
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = jc_scanner_list (NULL, &error);
  JcScanAbilities abilities;

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  g_assert_cmpstr (((JcScanDevice *)devices->pdata[0])->name, ==, "test:0");
  g_assert_cmpstr (((JcScanDevice *)devices->pdata[0])->label, ==, "Noname frontend-tester");

  g_assert_true (jc_scanner_describe ("test:0", &abilities, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (abilities.flatbed && abilities.feeder && abilities.colour);
  g_assert_false (abilities.duplex);
  g_assert_cmpint (abilities.max_dpi, ==, 1200);
}

static void
test_no_device (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autofree char *dll = g_build_filename (fixture->config, "dll.conf", NULL);
  JcScanRequest    request = make_request (fixture, JC_SCAN_FLATBED);

  g_assert_true (g_file_set_contents (dll, "\n", -1, NULL));
  devices = jc_scanner_list (NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 0);

  request.device = "nowhere:0";
  g_assert_false (jc_scanner_scan (&request, NULL, NULL, NULL, &error));
  g_assert_error (error, JC_SCAN_ERROR, JC_SCAN_ERROR_GONE);
}

/* A5 at 100 dpi: 148 mm are 583 dots, 200 mm (the device's end) 787. */
static void
test_flatbed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JcScanRequest    request = make_request (fixture, JC_SCAN_FLATBED);
  g_autofree char *path = g_build_filename (fixture->folder, "page-001.jpg", NULL);
  g_autofree char *bytes = NULL;
  gsize            length;

  jc_scanner_scan (&request, event_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_begun, ==, 1);
  g_assert_cmpuint (fixture->n_rows, ==, 787);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, 3, "\xff\xd8\xff", 3);
  g_assert_cmpmem (bytes + length - 2, 2, "\xff\xd9", 2);
  /* JFIF: units are dots per inch, 100 across. */
  g_assert_cmpmem (bytes + 13, 3, "\x01\x00\x64", 3);
}

static void
test_grey (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JcScanRequest request = make_request (fixture, JC_SCAN_FLATBED);

  request.colour = FALSE;
  jc_scanner_scan (&request, event_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture->last[0], ==, fixture->last[1]);
  g_assert_cmpint (fixture->last[1], ==, fixture->last[2]);
}

static void
test_feeder (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JcScanRequest request = make_request (fixture, JC_SCAN_FEEDER);

  jc_scanner_scan (&request, event_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  /* The back end's feeder holds ten sheets. */
  g_assert_cmpuint (fixture->n_saved, ==, 10);
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 10);
}

static void
test_three_pass (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JcScanRequest request = make_request (fixture, JC_SCAN_FLATBED);

  write_config (fixture, "three-pass true\n");
  jc_scanner_scan (&request, event_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_begun, ==, 1);
  g_assert_cmpuint (fixture->n_rows, ==, 787 * 3);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
}

static void
test_unknown_height (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JcScanRequest request = make_request (fixture, JC_SCAN_FLATBED);

  write_config (fixture, "hand-scanner true\n");
  jc_scanner_scan (&request, event_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_rows, >, 0);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
}

static const struct
{
  const char *name;
  const char *status;
  JcScanError code;
  const char *words;
} failures[] = {
  { "jammed", "SANE_STATUS_JAMMED", JC_SCAN_ERROR_JAMMED, "卡纸了" },
  { "cover-open", "SANE_STATUS_COVER_OPEN", JC_SCAN_ERROR_COVER_OPEN, "盖子开着" },
  { "empty", "SANE_STATUS_NO_DOCS", JC_SCAN_ERROR_EMPTY, "没有纸" },
  { "busy", "SANE_STATUS_DEVICE_BUSY", JC_SCAN_ERROR_BUSY, "别的程序" },
  { "gone", "SANE_STATUS_IO_ERROR", JC_SCAN_ERROR_GONE, "没有回应" },
  { "denied", "SANE_STATUS_ACCESS_DENIED", JC_SCAN_ERROR_DENIED, "不能用扫描仪" },
  { "other", "SANE_STATUS_NO_MEM", JC_SCAN_ERROR_FAILED, "没有扫成" },
};

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) text = NULL;
  JcScanRequest    request = make_request (fixture, JC_SCAN_FEEDER);
  g_autofree char *rest = g_strdup_printf ("read-status-code \"%s\"\n", failures[i].status);

  write_config (fixture, rest);
  g_assert_false (jc_scanner_scan (&request, event_cb, fixture, NULL, &error));
  g_assert_error (error, JC_SCAN_ERROR, (int)failures[i].code);
  text = jc_error_dup_text (error);
  g_assert_nonnull (strstr (jc_text_get (text, JC_LANGUAGE_ZH), failures[i].words));
  g_assert_cmpstr (jc_text_get (text, JC_LANGUAGE_EN), !=, jc_text_get (text, JC_LANGUAGE_ZH));
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  JcScanRequest request = make_request (fixture, JC_SCAN_FLATBED);

  write_config (fixture, "read-delay true\nread-delay-duration 200000\nread-limit true\n"
                         "read-limit-size 4096\n");
  fixture->cancel_at_row = cancellable;
  g_assert_false (jc_scanner_scan (&request, event_cb, fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_saved, ==, 0);
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 0);
}

/* A program that dies, talks nonsense or is not there. */
static void
test_broken_program (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *script;
    JcScanError code;
  } cases[] = {
    { "#!/bin/sh\nkill -SEGV $$\n", JC_SCAN_ERROR_GONE },
    { "#!/bin/sh\necho '{\"what\":\"rows\",\"y\":0,\"width\":20000,\"rows\":20000}'\n",
      JC_SCAN_ERROR_FAILED },
    { "#!/bin/sh\necho '{\"what\":\"rows\",\"y\":0,\"width\":10,\"rows\":1}'; printf abc\n",
      JC_SCAN_ERROR_FAILED },
    { "#!/bin/sh\nhead -c 100000 /dev/zero | tr '\\0' '['\n", JC_SCAN_ERROR_FAILED },
    { NULL, JC_SCAN_ERROR_NO_HELPER },
  };
  g_autofree char *program = g_build_filename (fixture->folder, "program", NULL);

  g_setenv ("JC_SCAN_HELPER", program, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      JcScanRequest request = make_request (fixture, JC_SCAN_FLATBED);

      g_remove (program);
      if (cases[i].script != NULL)
        {
          g_assert_true (g_file_set_contents (program, cases[i].script, -1, NULL));
          g_assert_cmpint (g_chmod (program, 0700), ==, 0);
        }
      g_assert_false (jc_scanner_scan (&request, NULL, NULL, NULL, &error));
      g_assert_error (error, JC_SCAN_ERROR, (int)cases[i].code);
    }
  g_unsetenv ("JC_SCAN_HELPER");
}

#define ADD(name, func) g_test_add ("/media/scanner/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list", test_list);
  ADD ("no-device", test_no_device);
  ADD ("flatbed", test_flatbed);
  ADD ("grey", test_grey);
  ADD ("feeder", test_feeder);
  ADD ("three-pass", test_three_pass);
  ADD ("unknown-height", test_unknown_height);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/media/scanner/failure/", failures[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_failure, tear_down);
    }
  ADD ("cancelled", test_cancelled);
  ADD ("broken-program", test_broken_program);

  return g_test_run ();
}
