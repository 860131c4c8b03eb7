/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-schema.h"

#include <glib/gstdio.h>

#define APPLICATION_ID 0xfedcba98u

static const char *const one_step[]
    = { "CREATE TABLE a (id JC_SERIAL, n JC_INTEGER NOT NULL, b JC_BLOB) JC_STRICT", NULL };
static const char *const two_steps[]
    = { "CREATE TABLE a (id JC_SERIAL, n JC_INTEGER NOT NULL, b JC_BLOB) JC_STRICT",
        "ALTER TABLE a ADD COLUMN t TEXT; INSERT INTO a (n, t) VALUES (1, 'x')", NULL };
static const char *const bad_second_step[]
    = { "CREATE TABLE a (id JC_SERIAL, n JC_INTEGER NOT NULL, b JC_BLOB) JC_STRICT",
        "CREATE TABLE c (id TEXT); CREATE TABLE nonsense (", NULL };

typedef struct
{
  char       *path; /* (owned) */
  JcDatabase *database;
} Fixture;

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->database, jc_database_close);
  fixture->database = jc_database_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("jc-schema-XXXXXX", NULL);

  fixture->path = g_build_filename (folder, "a.db", NULL);
  reopen (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  jc_database_close (fixture->database);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (fixture->path);
}

static void
assert_query (Fixture *fixture, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = jc_database_query_text (fixture->database, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
migrate (Fixture *fixture, const char *const *steps)
{
  g_autoptr (GError) error = NULL;

  jc_schema_migrate (fixture->database, APPLICATION_ID, steps, &error);
  g_assert_no_error (error);
}

static void
test_fresh (Fixture *fixture, gconstpointer data)
{
  migrate (fixture, two_steps);
  assert_query (fixture, "PRAGMA user_version", "2");
  assert_query (fixture, "PRAGMA application_id", "-19088744");
  assert_query (fixture, "SELECT t FROM a", "x");
  migrate (fixture, two_steps);
  assert_query (fixture, "SELECT count (*) FROM a", "1");
}

static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  migrate (fixture, one_step);
  assert_query (fixture, "PRAGMA user_version", "1");
  reopen (fixture);
  migrate (fixture, two_steps);
  assert_query (fixture, "PRAGMA user_version", "2");
}

/* The step before stays, the bad one leaves nothing, and a program that mends it can go on. */
static void
test_failing_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jc_schema_migrate (fixture->database, APPLICATION_ID, bad_second_step, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED);
  g_assert_false (jc_database_in_transaction (fixture->database));
  assert_query (fixture, "PRAGMA user_version", "1");
  assert_query (fixture, "SELECT group_concat (name) FROM sqlite_schema", "a");
  migrate (fixture, two_steps);
  assert_query (fixture, "PRAGMA user_version", "2");
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            size_before = 0;
  gsize            size_after = 0;

  migrate (fixture, two_steps);
  g_clear_pointer (&fixture->database, jc_database_close);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size_before, NULL));

  reopen (fixture);
  g_assert_false (jc_schema_migrate (fixture->database, APPLICATION_ID, one_step, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_NEWER_SCHEMA);
  g_clear_pointer (&fixture->database, jc_database_close);
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  static const char *const foreign[]
      = { "PRAGMA application_id = 7", "CREATE TABLE theirs (id TEXT)" };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (jc_database_execute (fixture->database, "PRAGMA application_id = 0", NULL));
      g_assert_true (jc_database_execute (fixture->database, foreign[i], NULL));
      g_assert_false (jc_schema_migrate (fixture->database, APPLICATION_ID, one_step, &error));
      g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED);
      assert_query (fixture, "PRAGMA user_version", "0");
    }
}

static gpointer
migrate_cb (gpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDatabase) database = jc_database_open (path, &error);

  g_assert_no_error (error);
  jc_schema_migrate (database, APPLICATION_ID, two_steps, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_cb, fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  assert_query (fixture, "SELECT count (*) FROM a", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store/schema/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("fresh", test_fresh);
  ADD ("upgrade", test_upgrade);
  ADD ("failing-step", test_failing_step);
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("together", test_together);
#undef ADD

  return g_test_run ();
}
