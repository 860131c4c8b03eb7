/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-originals.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-database.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  char        *parent; /* (owned) */
  char        *folder; /* (owned): not there yet */
  JcOriginals *originals;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = g_dir_make_tmp ("jc-originals-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "a", "originals", NULL);
  fixture->originals = jc_originals_new (fixture->folder);
}

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name = NULL;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_originals_free (fixture->originals);
  remove_tree (fixture->parent);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

/* Files and folders directly under the folder of originals. */
static guint
count_entries (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
add (Fixture      *fixture,
     gconstpointer data,
     gsize         size,
     gsize         max_bytes,
     char        **sha256,
     GError      **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize)size, NULL);
  gsize found = 0;

  if (!jc_originals_add (fixture->originals, stream, max_bytes, sha256, &found, NULL, error))
    return FALSE;
  g_assert_cmpuint (found, ==, size);
  return TRUE;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *path = jc_originals_dup_path (fixture->originals, ABC);
  g_autofree char *expected = g_build_filename (fixture->folder, "ba", ABC, NULL);
  g_autofree char *content = NULL;
  struct stat      info = { 0 };

  g_assert_cmpstr (path, ==, expected);
  g_assert_false (jc_originals_has (fixture->originals, ABC));
  g_assert_true (add (fixture, "abc", 3, 0, &sha256, &error));
  g_assert_cmpstr (sha256, ==, ABC);
  g_assert_true (jc_originals_has (fixture->originals, ABC));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "abc");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0400);
  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (jc_originals_verify (fixture->originals, ABC, &error));

  g_assert_true (add (fixture, "abc", 3, 0, NULL, &error));
  g_assert_true (add (fixture, "", 0, 0, &empty, &error));
  g_assert_cmpstr (empty, ==, NOTHING);
  g_assert_cmpuint (count_entries (fixture), ==, 2);
}

static void
test_many_chunks (Fixture *fixture, gconstpointer data)
{
  gsize              size = 1000003;
  g_autofree guint8 *bytes = g_malloc (size);
  g_autofree char   *expected = NULL;
  g_autofree char   *sha256 = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(i * 31 + i / 251);
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
  g_assert_true (add (fixture, bytes, size, size, &sha256, &error));
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_true (jc_originals_verify (fixture->originals, sha256, &error));
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (add (fixture, "abc", 3, 3, NULL, &error));
  g_assert_false (add (fixture, "abcd", 4, 3, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("abc", 3, NULL);

  g_cancellable_cancel (cancellable);
  g_assert_false (
      jc_originals_add (fixture->originals, stream, 0, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const malformed[] = {
    NULL,
    "",
    "..",
    "ba78",
    ABC "0",
    "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
    "../../../../../../../../../../../../../../../../../../../etc/pass",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jc_originals_dup_path (fixture->originals, malformed[i]));
      g_assert_false (jc_originals_has (fixture->originals, malformed[i]));
      g_assert_false (jc_originals_verify (fixture->originals, malformed[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = jc_originals_dup_path (fixture->originals, ABC);

  g_assert_true (add (fixture, "abc", 3, 0, NULL, &error));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (path, "abd", 3, NULL));
  g_assert_false (jc_originals_verify (fixture->originals, ABC, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  /* Adding it again mends it. */
  g_assert_true (add (fixture, "abc", 3, 0, NULL, &error));
  g_assert_true (jc_originals_verify (fixture->originals, ABC, &error));
}

/* What a killed program left goes; what another one is just writing stays. */
static void
test_orphans (Fixture *fixture, gconstpointer data)
{
  g_autofree char *orphan = g_build_filename (fixture->folder, ".incoming-aaaaaa", NULL);
  g_autofree char *busy = g_build_filename (fixture->folder, ".incoming-bbbbbb", NULL);
  int              fd = -1;

  g_assert_true (add (fixture, "abc", 3, 0, NULL, NULL));
  g_assert_true (g_file_set_contents (orphan, "half", 4, NULL));
  g_assert_true (g_file_set_contents (busy, "half", 4, NULL));
  fd = g_open (busy, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);

  jc_originals_free (fixture->originals);
  fixture->originals = jc_originals_new (fixture->folder);
  g_assert_false (g_file_test (orphan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (busy, G_FILE_TEST_EXISTS));
  g_assert_true (jc_originals_has (fixture->originals, ABC));
  close (fd);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *bytes = g_malloc0 (400000);
  struct rlimit      limit = { 300000, 300000 };
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (add (fixture, bytes, 400000, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store/originals/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("add", test_add);
  ADD ("many-chunks", test_many_chunks);
  ADD ("limit", test_limit);
  ADD ("cancelled", test_cancelled);
  ADD ("names", test_names);
  ADD ("damaged", test_damaged);
  ADD ("orphans", test_orphans);
  ADD ("full", test_full);
#undef ADD

  return g_test_run ();
}
