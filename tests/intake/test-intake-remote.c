/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Files without a path on this machine. The program's own resources are such files. */

#include "config.h"

#include "intake-fixture.h"

#define PLACE "resource:///cn/jiangce/test/remote/"

typedef struct
{
  guint  n_told;
  gint64 n_bytes;
  gint64 size;
} Told;

static JcIntakeResult *
take_files (Fixture *fixture, const char *first, const char *second)
{
  g_autoptr (GFile) one = g_file_new_for_uri (first);
  g_autoptr (GFile) two = second != NULL ? g_file_new_for_uri (second) : NULL;
  GFile *const    files[] = { one, two, NULL };
  JcIntakeRequest request = { .files = files, .slot = JC_SLOT_UNSORTED };

  return run_request (fixture, &request);
}

static void
copied_cb (gint64 n_bytes, gint64 size, gpointer user_data)
{
  Told *told = user_data;

  g_assert_cmpint (n_bytes, >=, told->n_bytes);
  told->n_told++;
  told->n_bytes = n_bytes;
  told->size = size;
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (PLACE "two.pdf");
  GFile *const        files[] = { file, NULL };
  JcIntakeRequest     request = { .files = files, .slot = PLAIN_SLOT, .copied = copied_cb };
  Told                told = { 0 };
  const JcAttachment *attachment;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcIntakeResult) result
      = jc_intake_run (fixture->library, fixture->media, fixture->programme, fixture->dossier,
                       &request, NULL, &told, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (g_file_peek_path (file));
  assert_attachments (result->attachments, PLAIN_SLOT " two.pdf");
  attachment = g_ptr_array_index (result->attachments, 0);
  g_assert_cmpint (attachment->pages, ==, 2);
  g_assert_cmpint (attachment->size, ==, strlen ("%PDF-2 two pages"));
  g_assert_cmpuint (told.n_told, >, 0);
  g_assert_cmpint (told.n_bytes, ==, attachment->size);
  g_assert_cmpint (told.size, ==, attachment->size);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcIntakeResult) result = take_files (fixture, PLACE "folder", PLACE "two.pdf");

  g_assert_cmpuint (result->refusals->len, ==, 0);
  assert_attachments (result->attachments, "- a9.pdf\n- a10.pdf\n- two.pdf");
}

/* Told in words, not passed over, and the others come in. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcIntakeResult) missing = take_files (fixture, PLACE "none.pdf", PLACE "two.pdf");
  g_autoptr (JcIntakeResult) empty = take_files (fixture, PLACE "empty.pdf", NULL);
  g_autoptr (JcIntakeResult) strange
      = take_files (fixture, "jiangce-test-nobody://host/%E6%89%AB%E6%8F%8F.pdf", NULL);

  assert_refused (missing, 0, "none.pdf", JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE);
  assert_attachments (missing->attachments, "- two.pdf");
  assert_refused (empty, 0, "empty.pdf", JC_MEDIA_ERROR, JC_MEDIA_ERROR_EMPTY);
  assert_refused (strange, 0, "扫描.pdf", JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (PLACE "two.pdf");
  GFile *const    files[] = { file, NULL };
  JcIntakeRequest request = { .files = files, .slot = PLAIN_SLOT };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (jc_intake_run (fixture->library, fixture->media, fixture->programme,
                                fixture->dossier, &request, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A file that has a path is read by its path, with what is checked there. */
static void
test_local (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_text (fixture, "a.pdf", "%PDF-3 here");
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (JcIntakeResult) result = take_files (fixture, uri, "file:///dev/zero");

  assert_attachments (result->attachments, "- a.pdf");
  assert_refused (result, 0, "zero", JC_INTAKE_ERROR, JC_INTAKE_ERROR_NOT_REGULAR);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (PLACE "two.pdf");
  GFile *const     files[] = { file, file, NULL };
  JcIntakeRequest  request = { .files = files, .slot = JC_SLOT_UNSORTED, .once = TRUE };
  g_autofree char *path = write_text (fixture, "known.pdf", "%PDF-2 two pages");
  g_autoptr (JcIntakeResult) first = run_request (fixture, &request);
  g_autoptr (JcIntakeResult) known = take (fixture, PLAIN_SLOT, path);
  g_autoptr (JcIntakeResult) again = NULL;

  assert_attachments (first->attachments, "- two.pdf");
  assert_attachments (first->present, "- two.pdf");

  keep (fixture, known);
  again = run_request (fixture, &request);
  assert_attachments (again->attachments, "");
  assert_attachments (again->present, PLAIN_SLOT " known.pdf\n" PLAIN_SLOT " known.pdf");
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\xd8 picture", 10);
  JcIntakeRequest request
      = { .bytes = bytes, .bytes_name = "../20260101-120000.jpg", .slot = PLAIN_SLOT };
  g_autoptr (JcIntakeResult) result = run_request (fixture, &request);

  assert_attachments (result->attachments, PLAIN_SLOT " 20260101-120000.jpg");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/intake/remote/one", test_one);
  ADD_CASE ("/intake/remote/folder", test_folder);
  ADD_CASE ("/intake/remote/refused", test_refused);
  ADD_CASE ("/intake/remote/cancelled", test_cancelled);
  ADD_CASE ("/intake/remote/local", test_local);
  ADD_CASE ("/intake/remote/once", test_once);
  ADD_CASE ("/intake/remote/bytes", test_bytes);

  return g_test_run ();
}
