/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

/* Originals on their way to a server, and from one. */

#define SERVER "https://example.org"
#define SHA_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
save_row (Fixture *fixture, const char *account, const char *sha256, const char *url, gint64 offset)
{
  g_autoptr (JcUploadRow) row = jc_upload_row_new (sha256, url, offset, START_US);

  g_assert_true (jc_library_save_upload (fixture->library, SERVER, account, row, NULL));
}

static char *
dup_rows (Fixture *fixture, const char *account)
{
  g_autoptr (GPtrArray) rows = jc_library_load_uploads (fixture->library, SERVER, account, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const JcUploadRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->created_at_us, ==, START_US);
      g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT ";", row->sha256, row->url,
                              row->offset);
    }
  return g_string_free (text, FALSE);
}

static void
assert_uploads (Fixture *fixture, const char *account, const char *expected)
{
  g_autofree char *rows = dup_rows (fixture, account);

  g_assert_cmpstr (rows, ==, expected);
}

static void
test_uploads (Fixture *fixture, gconstpointer data)
{
  save_row (fixture, "alice", "aa", "/uploads/1", 5);
  save_row (fixture, "bob", "aa", "/uploads/2", 7);
  save_row (fixture, "alice", "aa", "/uploads/3", 0);
  assert_uploads (fixture, "alice", "aa /uploads/3 0;");
  assert_uploads (fixture, "bob", "aa /uploads/2 7;");
  assert_uploads (fixture, "carol", "");

  jc_library_close (fixture->library);
  fixture->library = open_folder (fixture->folder);
  assert_uploads (fixture, "alice", "aa /uploads/3 0;");
  g_assert_true (jc_library_remove_upload (fixture->library, SERVER, "alice", "aa", NULL));
  assert_uploads (fixture, "alice", "");
  assert_uploads (fixture, "bob", "aa /uploads/2 7;");
}

static void
receive (Fixture *fixture, const char *text)
{
  JcIncoming *incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);

  g_assert_true (jc_incoming_append (incoming, text, strlen (text), NULL));
  jc_incoming_free (incoming);
}

static void
test_incoming (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcIncoming *incoming;

  receive (fixture, "a");
  receive (fixture, "b");
  incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);
  g_assert_cmpint (jc_incoming_get_size (incoming), ==, 2);
  g_assert_null (jc_incoming_new (fixture->library, SHA_ABC, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_true (jc_incoming_append (incoming, "c", 1, NULL));
  g_assert_false (jc_library_has_original (fixture->library, SHA_ABC));
  g_assert_true (jc_incoming_finish (incoming, NULL));
  jc_incoming_free (incoming);
  g_assert_true (jc_library_verify_original (fixture->library, SHA_ABC, NULL));
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcIncoming *incoming;

  receive (fixture, "abd");
  incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);
  g_assert_false (jc_incoming_finish (incoming, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED);
  jc_incoming_free (incoming);
  g_assert_false (jc_library_has_original (fixture->library, SHA_ABC));
  incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);
  g_assert_cmpint (jc_incoming_get_size (incoming), ==, 0);
  jc_incoming_free (incoming);
}

static void
test_abandoned (Fixture *fixture, gconstpointer data)
{
  JcIncoming *incoming;

  receive (fixture, "ab");
  incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);
  jc_incoming_abandon (incoming);
  jc_incoming_free (incoming);
  incoming = jc_incoming_new (fixture->library, SHA_ABC, NULL);
  g_assert_cmpint (jc_incoming_get_size (incoming), ==, 0);
  jc_incoming_free (incoming);
}

/* A part that nobody went on with for a week goes; a newer one stays. */
static void
test_old_part (Fixture *fixture, gconstpointer data)
{
  gint64           days = GPOINTER_TO_INT (data);
  g_autofree char *path
      = g_build_filename (fixture->folder, "originals", ".partial", SHA_ABC, NULL);

  receive (fixture, "ab");
  jc_library_set_now (fixture->library, g_get_real_time () + days * G_TIME_SPAN_DAY);
  g_assert_true (jc_library_collect_originals (fixture->library, NULL, NULL));
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, days < 7);
}

/* --- Hashes of files --- */

static void
test_hash (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64      offset;
    gint64      n_bytes;
    const char *of;
  } cases[]
      = { { 0, -1, "xabcy" }, { 1, 3, "abc" }, { 1, 100, "abcy" }, { 5, -1, "" }, { 0, 0, "" } };
  g_autofree char *path = g_build_filename (fixture->parent, "file", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "xabcy", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected
          = g_compute_checksum_for_string (G_CHECKSUM_SHA256, cases[i].of, -1);
      g_autofree char *found
          = jc_library_dup_sha256_of_file (path, cases[i].offset, cases[i].n_bytes, NULL, NULL);

      g_assert_cmpstr (found, ==, expected);
    }
  g_cancellable_cancel (cancelled);
  g_assert_null (jc_library_dup_sha256_of_file (path, 0, -1, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (jc_library_dup_sha256_of_file ("/nonexistent", 0, -1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/library/uploads", Fixture, NULL, set_up, test_uploads, tear_down);
  g_test_add ("/library/incoming/parts", Fixture, NULL, set_up, test_incoming, tear_down);
  g_test_add ("/library/incoming/wrong", Fixture, NULL, set_up, test_wrong, tear_down);
  g_test_add ("/library/incoming/abandoned", Fixture, NULL, set_up, test_abandoned, tear_down);
  g_test_add ("/library/incoming/six-days", Fixture, GINT_TO_POINTER (6), set_up, test_old_part,
              tear_down);
  g_test_add ("/library/incoming/eight-days", Fixture, GINT_TO_POINTER (8), set_up, test_old_part,
              tear_down);
  g_test_add ("/library/file-hash", Fixture, NULL, set_up, test_hash, tear_down);
  return g_test_run ();
}
