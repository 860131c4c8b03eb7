/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jc-database.h"

static char *
dup_database_path (Fixture *fixture)
{
  return g_build_filename (fixture->folder, "library.db", NULL);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->parent, "x", "y", "z", NULL);
  g_autofree char *open = g_build_filename (fixture->parent, "open", NULL);
  const char      *folders[] = { fixture->folder, missing, open };

  g_assert_cmpint (g_mkdir (open, 0755), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (JcLibrary) library = open_folder (folders[i]);
      struct stat info = { 0 };

      g_assert_cmpint (g_stat (folders[i], &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0700);
      g_assert_cmpstr (jc_library_get_folder (library), ==, folders[i]);
    }
}

static void
test_default_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = jc_library_dup_default_folder ();
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "jiangce", NULL);

  g_assert_cmpstr (folder, ==, expected);
}

static void
test_durable_settings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autoptr (JcDatabase) database = jc_database_open (path, NULL);
  g_autofree char *mark = jc_database_query_text (database, "PRAGMA application_id", NULL);
  g_autofree char *version = jc_database_query_text (database, "PRAGMA user_version", NULL);
  g_autofree char *loose = jc_database_query_text (
      database,
      "SELECT group_concat (name) FROM pragma_table_list WHERE schema = 'main'"
      " AND name NOT LIKE 'sqlite%' AND strict = 0",
      NULL);
  g_autofree char *n_pages
      = jc_database_query_text (database, "SELECT count (*) FROM sqlite_schema WHERE rootpage = 2",
                                NULL);

  g_assert_cmpstr (mark, ==, "1245928012");
  g_assert_cmpstr (version, ==, "3");
  g_assert_null (loose);
  /* The whole schema fits on page 1, so the first table's root is page 2: recovery builds on that.
   */
  g_assert_cmpstr (n_pages, ==, "1");
}

static void
test_begin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcLibrary) other = open_folder (fixture->folder);
  g_autoptr (GPtrArray) seen = NULL;

  g_assert_true (jc_library_begin (fixture->library, &error));
  save (fixture, ID_A, "甲", "created");
  seen = jc_library_load_dossiers (other, NULL);
  g_assert_cmpuint (seen->len, ==, 0);
  jc_library_rollback (fixture->library);
  assert_rows (fixture, "");

  g_assert_true (jc_library_begin (fixture->library, &error));
  save (fixture, ID_A, "甲", "created");
  save (fixture, ID_B, "乙", "created");
  g_assert_true (jc_library_commit (fixture->library, &error));
  assert_rows (fixture, "local 甲\nlocal 乙");
}

/* Neither half of a save is ever seen without the other. */
static gpointer
save_many_cb (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (JcLibrary) library = open_folder (fixture->folder);
  g_autofree char *id = g_uuid_string_random ();

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("%d", i);
      g_autoptr (JcDossier) dossier = make_dossier (id, name);

      jc_library_save_dossier (library, dossier, name, "merged", &error);
      g_assert_no_error (error);
    }
  return g_steal_pointer (&id);
}

static void
test_two_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[2];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("save", save_many_cb, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *id = g_thread_join (threads[i]);
      g_autoptr (GPtrArray) history = jc_library_load_history (fixture->library, id, NULL);

      assert_name (fixture, id, "29");
      g_assert_cmpuint (history->len, ==, 30);
    }
}

/* --- Newer programs --- */

static void
make_newer (Fixture *fixture)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autoptr (JcDatabase) database = jc_database_open (path, NULL);

  g_assert_true (jc_database_execute (database,
                                      "PRAGMA user_version = 999; CREATE TABLE novelty (id TEXT)",
                                      NULL));
}

static void
assert_newer_untouched (Fixture *fixture)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *wal_before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *wal_after = NULL;
  gsize            sizes[4] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) report = NULL;

  g_assert_true (g_file_get_contents (path, &before, &sizes[0], NULL));
  g_file_get_contents (wal_path, &wal_before, &sizes[2], NULL);
  g_assert_null (jc_library_open (fixture->folder, &report, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NEWER);
  assert_bilingual (error);
  g_assert_null (report);
  g_assert_true (g_file_get_contents (path, &after, &sizes[1], NULL));
  g_file_get_contents (wal_path, &wal_after, &sizes[3], NULL);
  g_assert_cmpmem (before, sizes[0], after, sizes[1]);
  g_assert_cmpmem (wal_before, sizes[2], wal_after, sizes[3]);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->library, jc_library_close);
  make_newer (fixture);
  assert_newer_untouched (fixture);
}

/* The newer program was killed: what tells its version stands in the log alone. */
static void
test_newer_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  int              status = 0;
  pid_t            child = 0;

  g_clear_pointer (&fixture->library, jc_library_close);
  child = fork ();
  if (child == 0)
    {
      JcDatabase *database = jc_database_open (path, NULL);

      if (!jc_database_execute (database, "PRAGMA user_version = 999", NULL))
        _exit (1);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_test (wal_path, G_FILE_TEST_EXISTS));
  assert_newer_untouched (fixture);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "foreign", NULL);
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr (JcDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  database = jc_database_open (path, NULL);
  g_assert_true (jc_database_execute (database, "CREATE TABLE theirs (id TEXT)", NULL));
  g_assert_null (jc_library_open (folder, NULL, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
  g_assert_true (jc_database_execute (database, "SELECT id FROM theirs", NULL));
}

/* --- When it cannot be written --- */

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autoptr (JcDatabase) other = jc_database_open (path, NULL);
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");
  g_autoptr (GError) error = NULL;

  g_assert_true (jc_database_begin (other, NULL));
  g_assert_false (jc_library_save_dossier (fixture->library, dossier, "甲", "created", &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
  assert_bilingual (error);
  g_assert_nonnull (strstr (error->message, "占用"));
  jc_database_rollback (other);
  save_as (fixture, dossier, "甲", "created");
}

static void
save_until_full (Fixture *fixture)
{
  struct rlimit    limit = { 1024 * 1024, 1024 * 1024 };
  g_autofree char *noise = g_strnfill (50000, 'x');
  g_autoptr (GError) error = NULL;
  guint n_saved = 0;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 100 && error == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u %s", i, noise);
      g_autoptr (JcDossier) dossier = make_dossier (ID_A, name);

      if (jc_library_save_dossier (fixture->library, dossier, "甲", "merged", &error))
        n_saved++;
    }
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE);
  assert_bilingual (error);
  g_assert_cmpuint (n_saved, >, 0);

  reopen (fixture);
  {
    g_autofree char *expected = g_strdup_printf ("%u %s", n_saved - 1, noise);
    g_autoptr (GPtrArray) history = jc_library_load_history (fixture->library, ID_A, NULL);

    assert_name (fixture, ID_A, expected);
    g_assert_cmpuint (history->len, ==, n_saved);
  }
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      save_until_full (fixture);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* As somebody who may not write there; in a process of its own, which gives its rights up. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "theirs", NULL);
  g_autofree char *below = g_build_filename (folder, "below", NULL);
  const char      *folders[] = { folder, below };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_cmpint (g_chmod (fixture->parent, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0555), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  else
    g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jc_library_open (folders[i], NULL, &error));
      g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "权限"));
      assert_bilingual (error);
    }
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_folder_is_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (jc_library_open (file, NULL, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
  assert_bilingual (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/library/folder", test_folder);
  ADD_CASE ("/library/library/default-folder", test_default_folder);
  ADD_CASE ("/library/library/durable-settings", test_durable_settings);
  ADD_CASE ("/library/library/begin", test_begin);
  ADD_CASE ("/library/library/two-threads", test_two_threads);
  ADD_CASE ("/library/library/newer", test_newer);
  ADD_CASE ("/library/library/newer-killed", test_newer_killed);
  ADD_CASE ("/library/library/foreign", test_foreign);
  ADD_CASE ("/library/library/locked", test_locked);
  ADD_CASE ("/library/library/full", test_full);
  ADD_CASE ("/library/library/read-only", test_read_only);
  ADD_CASE ("/library/library/folder-is-file", test_folder_is_file);

  return g_test_run ();
}
