/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake-fixture.h"

#define JPEG "\xff\xd8 one"
#define PDF_3 "%PDF-3 pages"

/* --- Taking --- */

static void
test_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_text (fixture, "执照.jpg", JPEG);
  g_autoptr (JcIntakeResult) result = take (fixture, PLAIN_SLOT, path);
  g_autoptr (GError) error = NULL;
  const JcAttachment *attachment = NULL;

  assert_attachments (result->attachments, PLAIN_SLOT " 执照.jpg");
  g_assert_cmpuint (result->refusals->len + result->present->len + result->elsewhere->len, ==, 0);
  attachment = g_ptr_array_index (result->attachments, 0);
  g_assert_true (g_uuid_string_is_valid (attachment->id));
  g_assert_cmpint (attachment->size, ==, strlen (JPEG));
  g_assert_cmpstr (attachment->media_type, ==, "image/jpeg");
  g_assert_cmpint (attachment->pages, ==, 1);
  g_assert_null (attachment->row);
  g_assert_null (attachment->views);
  jc_library_verify_original (fixture->library, attachment->sha256, &error);
  g_assert_no_error (error);
  /* The dossier is the caller's to change. */
  g_assert_cmpuint (json_array_get_length (
                        jc_json_as_array (jc_dossier_get_attachments (fixture->dossier))),
                    ==, 0);
}

static void
test_lay_in (Fixture *fixture, gconstpointer data)
{
  static const char *const slots[] = { PLAIN_SLOT, OTHER_SLOT, PLAIN_SLOT };
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.jpg", i);
      g_autofree char *text = g_strdup_printf (JPEG " %u", i);
      g_autofree char *path = write_text (fixture, name, text);
      g_autoptr (JcIntakeResult) result = take (fixture, slots[i], path);

      keep (fixture, result);
    }
  all = jc_attachments_load (fixture->dossier);
  assert_attachments (all, PLAIN_SLOT " 0.jpg\n" PLAIN_SLOT " 2.jpg\n" OTHER_SLOT " 1.jpg");
}

static void
test_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *first = write_text (fixture, "a.jpg", JPEG);
  g_autofree char  *second = write_text (fixture, "b.jpg", JPEG);
  const char *const paths[] = { first, second, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (JcIntakeResult) both = run_request (fixture, &request);
  g_autoptr (JcIntakeResult) again = NULL;
  g_autoptr (JcIntakeResult) other = NULL;

  assert_attachments (both->attachments, PLAIN_SLOT " a.jpg");
  assert_attachments (both->present, PLAIN_SLOT " a.jpg");
  keep (fixture, both);

  again = take (fixture, PLAIN_SLOT, second);
  assert_attachments (again->attachments, "");
  assert_attachments (again->present, PLAIN_SLOT " a.jpg");
  assert_attachments (again->elsewhere, "");

  other = take (fixture, OTHER_SLOT, second);
  assert_attachments (other->attachments, OTHER_SLOT " b.jpg");
  assert_attachments (other->present, "");
  assert_attachments (other->elsewhere, PLAIN_SLOT " a.jpg");
}

/* --- Rows and named pages --- */

static const char *
get_row_id (Fixture *fixture, guint i)
{
  JsonObject *values = jc_json_as_object (jc_dossier_get_values (fixture->dossier));
  JsonArray  *rows = jc_json_get_array (jc_json_get_object (values, "leader"), "contests");

  g_assert_cmpuint (json_array_get_length (rows), >, i);
  return jc_json_get_string (json_array_get_object_element (rows, i), "id", NULL);
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *path = write_text (fixture, "a.jpg", JPEG);
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = ROW_SLOT, .row = get_row_id (fixture, 0) };
  g_autoptr (JcIntakeResult) named = run_request (fixture, &request);
  g_autoptr (JcIntakeResult) unnamed = NULL;

  g_assert_cmpstr (((JcAttachment *)g_ptr_array_index (named->attachments, 0))->row, ==,
                   request.row);
  keep (fixture, named);
  /* One certificate may prove two rows. */
  request.row = NULL;
  unnamed = run_request (fixture, &request);
  assert_attachments (unnamed->attachments, ROW_SLOT " a.jpg");
  assert_attachments (unnamed->present, "");
}

static const struct
{
  const char *path;
  const char *files[4];
  const char *parts[3];
  const char *expected;
} parts[] = {
  { "/intake/intake/parts-two-files",
    { "%PDF-1 a", "%PDF-1 b" },
    { "portrait", "emblem" },
    "0 portrait 1\n1 emblem 1\n" },
  { "/intake/intake/parts-two-pages",
    { "%PDF-2 a" },
    { "portrait", "emblem" },
    "0 portrait 1\n0 emblem 2\n" },
  { "/intake/intake/parts-one-page",
    { "%PDF-1 a" },
    { "emblem", "portrait" },
    "0 emblem 1\n0 portrait 1\n" },
  { "/intake/intake/parts-fewer", { "%PDF-3 a", "%PDF-3 b" }, { "portrait" }, "0 portrait 1\n" },
  { "/intake/intake/parts-none", { "%PDF-3 a" }, { NULL }, "" },
  /* Which of the two was refused, nobody knows. */
  { "/intake/intake/parts-refused", { "CRASH", "%PDF-1 b" }, { "portrait", "emblem" }, "" },
};

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  JcIntakeRequest request = { .slot = PAGED_SLOT, .parts = parts[i].parts };
  g_autoptr (JcIntakeResult) result = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint k = 0; parts[i].files[k] != NULL; k++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", k);

      g_ptr_array_add (paths, write_text (fixture, name, parts[i].files[k]));
    }
  g_ptr_array_add (paths, NULL);
  request.paths = (const char *const *)paths->pdata;
  result = run_request (fixture, &request);
  for (guint k = 0; k < result->attachments->len; k++)
    {
      const JcAttachment *attachment = g_ptr_array_index (result->attachments, k);

      for (guint m = 0; m < attachment->parts->len; m++)
        {
          const JcAttachmentPart *part = g_ptr_array_index (attachment->parts, m);

          g_string_append_printf (text, "%u %s %d\n", k, part->part, part->page);
        }
    }
  g_assert_cmpstr (text->str, ==, parts[i].expected);
}

static const char *const wrong_parts[] = { "portrait", "back", NULL };

static const struct
{
  const char        *path;
  const char        *slot;
  const char        *row;
  const char *const *parts;
} unknown[] = {
  { "/intake/intake/unknown-slot", "colour", NULL, NULL },
  { "/intake/intake/unknown-row", ROW_SLOT, "nobody", NULL },
  { "/intake/intake/row-of-none", PLAIN_SLOT, "nobody", NULL },
  { "/intake/intake/row-unsorted", JC_SLOT_UNSORTED, "nobody", NULL },
  { "/intake/intake/unknown-part", PAGED_SLOT, NULL, wrong_parts },
  { "/intake/intake/part-unsorted", JC_SLOT_UNSORTED, NULL, wrong_parts },
};

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  gsize             i = GPOINTER_TO_SIZE (data);
  g_autofree char  *path = write_text (fixture, "a.jpg", JPEG);
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { paths, unknown[i].slot, unknown[i].row, unknown[i].parts, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (try_request (fixture, &request, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND);
  assert_bilingual (error);
}

/* --- Refusing --- */

static const struct
{
  const char *path;
  const char *bytes;
  int         code; /* of JC_MEDIA_ERROR */
} contents[] = {
  { "/intake/intake/empty", "", JC_MEDIA_ERROR_EMPTY },
  { "/intake/intake/type", "MZ", JC_MEDIA_ERROR_TYPE },
  { "/intake/intake/crash", "CRASH", JC_MEDIA_ERROR_CRASHED },
  { "/intake/intake/locked", "%PDF-locked", JC_MEDIA_ERROR_ENCRYPTED },
};

static void
test_content (Fixture *fixture, gconstpointer data)
{
  gsize            i = GPOINTER_TO_SIZE (data);
  g_autofree char *path = write_text (fixture, "坏.pdf", contents[i].bytes);
  g_autoptr (JcIntakeResult) result = take (fixture, PLAIN_SLOT, path);

  g_assert_cmpuint (result->attachments->len, ==, 0);
  g_assert_cmpuint (result->refusals->len, ==, 1);
  assert_refused (result, 0, "坏.pdf", JC_MEDIA_ERROR, contents[i].code);
}

/* What cannot be looked at is not refused one by one. */
static void
test_no_helper (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *path = write_text (fixture, "a.pdf", "NO HELPER");
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (GError) error = NULL;

  g_assert_null (try_request (fixture, &request, &error));
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "gone.jpg", NULL);
  g_autoptr (JcIntakeResult) result = take (fixture, PLAIN_SLOT, path);

  assert_refused (result, 0, "gone.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE);
}

static void
test_fifo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "pipe.jpg", NULL);
  g_autoptr (JcIntakeResult) result = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  result = take (fixture, PLAIN_SLOT, path);
  assert_refused (result, 0, "pipe.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_NOT_REGULAR);
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcIntakeResult) result = take (fixture, PLAIN_SLOT, "/dev/zero");

  assert_refused (result, 0, "zero", JC_INTAKE_ERROR, JC_INTAKE_ERROR_NOT_REGULAR);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  const JcKind     *kind = jc_programme_find_kind (fixture->programme, "application");
  const JcSlot     *slot = jc_kind_find_slot (kind, PLAIN_SLOT);
  gint64            max_bytes = slot->max_bytes > 0 ? slot->max_bytes : kind->max_file_bytes;
  g_autofree char  *over = write_text (fixture, "over.jpg", JPEG);
  g_autofree char  *right = write_text (fixture, "right.jpg", JPEG);
  const char *const paths[] = { over, right, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (JcIntakeResult) result = NULL;

  if (max_bytes == 0)
    max_bytes = JC_INTAKE_MAX_FILE_BYTES;
  g_assert_cmpint (truncate (over, max_bytes + 1), ==, 0);
  g_assert_cmpint (truncate (right, max_bytes), ==, 0);
  result = run_request (fixture, &request);
  assert_attachments (result->attachments, PLAIN_SLOT " right.jpg");
  assert_refused (result, 0, "over.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE);
}

static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const JcSlot *slot
      = jc_kind_find_slot (jc_programme_find_kind (fixture->programme, "application"), PLAIN_SLOT);
  JcIntakeRequest request = { .slot = PLAIN_SLOT };
  g_autoptr (JcIntakeResult) result = NULL;
  g_autoptr (JcIntakeResult) again = NULL;

  g_assert_cmpuint (slot->max_files, >, 1);
  for (guint i = 0; i <= slot->max_files; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.jpg", i);
      g_autofree char *text = g_strdup_printf (JPEG " %u", i);

      g_ptr_array_add (paths, write_text (fixture, name, text));
    }
  g_ptr_array_add (paths, NULL);
  request.paths = (const char *const *)paths->pdata;
  result = run_request (fixture, &request);
  g_assert_cmpuint (result->attachments->len, ==, slot->max_files);
  g_assert_cmpuint (result->refusals->len, ==, 1);
  assert_refused (result, 0, "3.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY);
  keep (fixture, result);

  again = run_request (fixture, &request);
  g_assert_cmpuint (again->attachments->len, ==, 0);
  g_assert_cmpuint (again->present->len, ==, slot->max_files);
  g_assert_cmpuint (again->refusals->len, ==, 1);
}

/* --- Folders --- */

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "10.jpg", "9.jpg", ".hidden.jpg", "bad.exe" };
  g_autofree char         *folder = g_build_filename (fixture->parent, "scans", NULL);
  g_autofree char         *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char         *fifo = g_build_filename (folder, "pipe", NULL);
  g_autofree char         *deep = NULL;
  g_autoptr (JcIntakeResult) result = NULL;

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat ("scans/", names[i], NULL);
      g_autofree char *text = g_strconcat (i < 3 ? JPEG : "MZ", names[i], NULL);
      g_autofree char *path = write_text (fixture, name, text);
    }
  deep = write_text (fixture, "scans/inner/deep.jpg", JPEG);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);

  result = take (fixture, OTHER_SLOT, folder);
  assert_attachments (result->attachments, OTHER_SLOT " 9.jpg\n" OTHER_SLOT " 10.jpg");
  g_assert_cmpuint (result->refusals->len, ==, 2);
  assert_refused (result, 0, "bad.exe", JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE);
  assert_refused (result, 1, "pipe", JC_INTAKE_ERROR, JC_INTAKE_ERROR_NOT_REGULAR);
}

static void
progress_cb (guint done, guint total, const char *name, gpointer user_data)
{
  g_string_append_printf (user_data, "%u/%u %s\n", done, total, name);
}

static void
cancel_cb (guint done, guint total, const char *name, gpointer user_data)
{
  if (done == 1)
    g_cancellable_cancel (user_data);
}

static void
test_progress_and_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *first = write_text (fixture, "a.jpg", JPEG);
  g_autofree char  *second = write_text (fixture, "b.jpg", JPEG " b");
  const char *const paths[] = { first, second, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JcIntakeResult) result
      = jc_intake_run (fixture->library, fixture->media, fixture->programme, fixture->dossier,
                       &request, progress_cb, told, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "0/2 a.jpg\n1/2 b.jpg\n");
  g_assert_null (jc_intake_run (fixture->library, fixture->media, fixture->programme,
                                fixture->dossier, &request, cancel_cb, cancellable, cancellable,
                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Passwords and cautions --- */

static void
test_password (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *path = write_text (fixture, "a.pdf", "%PDF-locked");
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT, .password = "secret" };
  g_autoptr (JcIntakeResult) result = run_request (fixture, &request);
  g_autoptr (JcIntakeResult) again = NULL;
  g_autoptr (JcIntakeResult) wrong = NULL;
  g_autofree char    *kept = NULL;
  g_autofree char    *text = NULL;
  const JcAttachment *attachment = g_ptr_array_index (result->attachments, 0);

  g_assert_cmpint (attachment->pages, ==, 2);
  g_assert_cmpuint (attachment->cautions->len, ==, 1);
  g_assert_cmpstr (((JcCaution *)g_ptr_array_index (attachment->cautions, 0))->code, ==,
                   "unlocked");
  kept = jc_library_dup_original_path (fixture->library, attachment->sha256);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "%PDF-2 unlocked");

  /* The file as it came is kept beside it, and known when it comes again. */
  g_assert_cmpstr (attachment->source->name, ==, "a.pdf");
  g_assert_cmpint (attachment->source->size, ==, strlen ("%PDF-locked"));
  g_assert_true (jc_library_has_original (fixture->library, attachment->source->sha256));
  keep (fixture, result);
  again = run_request (fixture, &request);
  assert_attachments (again->attachments, "");
  assert_attachments (again->present, PLAIN_SLOT " a.pdf");

  request.password = "guess";
  wrong = run_request (fixture, &request);
  assert_refused (wrong, 0, "a.pdf", JC_MEDIA_ERROR, JC_MEDIA_ERROR_PASSWORD);
}

static void
test_password_not_needed (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *path = write_text (fixture, "a.pdf", PDF_3);
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT, .password = "secret" };
  g_autoptr (JcIntakeResult) result = run_request (fixture, &request);
  const JcAttachment *attachment = g_ptr_array_index (result->attachments, 0);

  g_assert_cmpint (attachment->pages, ==, 3);
  g_assert_cmpuint (attachment->cautions->len, ==, 0);
  g_assert_cmpint (attachment->size, ==, strlen (PDF_3));
}

static void
test_ofd (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_bytes (fixture, "发票.ofd", "PK\003\004 OFD.xml", 12);
  g_autoptr (JcIntakeResult) result = take (fixture, PLAIN_SLOT, path);
  const JcAttachment *attachment = g_ptr_array_index (result->attachments, 0);

  g_assert_cmpstr (attachment->media_type, ==, "application/ofd");
  g_assert_cmpint (attachment->pages, ==, 0);
  g_assert_cmpstr (((JcCaution *)g_ptr_array_index (attachment->cautions, 0))->code, ==,
                   "needs_pdf");
}

/* --- Disks --- */

static gboolean
run_apart (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
assert_nothing_incoming (Fixture *fixture)
{
  g_autofree char *originals = g_build_filename (fixture->folder, "originals", NULL);
  g_autoptr (GDir) dir = g_dir_open (originals, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpint (name[0], !=, '.');
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit     limit = { 64 * 1024, 64 * 1024 };
  g_autofree char  *path = write_text (fixture, "a.jpg", JPEG);
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (GError) error = NULL;

  if (!run_apart ())
    return;
  g_assert_cmpint (truncate (path, 100 * 1024), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_null (try_request (fixture, &request, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE);
  assert_bilingual (error);
  assert_nothing_incoming (fixture);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char  *path = write_text (fixture, "a.jpg", JPEG);
  g_autofree char  *originals = g_build_filename (fixture->folder, "originals", NULL);
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = PLAIN_SLOT };
  g_autoptr (GError) error = NULL;

  if (!run_apart ())
    return;
  g_assert_cmpint (g_mkdir_with_parents (originals, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->parent, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (originals, 0555), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  g_assert_null (try_request (fixture, &request, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "权限"));
  assert_bilingual (error);
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (originals, 0700), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/intake/intake/one", test_one);
  ADD_CASE ("/intake/intake/lay-in", test_lay_in);
  ADD_CASE ("/intake/intake/same-bytes", test_same_bytes);
  ADD_CASE ("/intake/intake/row", test_row);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_test_add (parts[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_parts, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_test_add (unknown[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_unknown, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    g_test_add (contents[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_content, tear_down);
  ADD_CASE ("/intake/intake/no-helper", test_no_helper);
  ADD_CASE ("/intake/intake/missing", test_missing);
  ADD_CASE ("/intake/intake/fifo", test_fifo);
  ADD_CASE ("/intake/intake/device", test_device);
  ADD_CASE ("/intake/intake/too-large", test_too_large);
  ADD_CASE ("/intake/intake/too-many", test_too_many);
  ADD_CASE ("/intake/intake/folder", test_folder);
  ADD_CASE ("/intake/intake/progress-and-cancel", test_progress_and_cancel);
  ADD_CASE ("/intake/intake/password", test_password);
  ADD_CASE ("/intake/intake/password-not-needed", test_password_not_needed);
  ADD_CASE ("/intake/intake/ofd", test_ofd);
  ADD_CASE ("/intake/intake/full", test_full);
  ADD_CASE ("/intake/intake/read-only", test_read_only);

  return g_test_run ();
}
