/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-database.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

typedef struct
{
  char       *folder; /* (owned) */
  char       *path;   /* (owned) */
  JcDatabase *database;
} Fixture;

static JcDatabase *
open_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  JcDatabase *database = jc_database_open (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  return database;
}

static void
execute (JcDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  jc_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static char *
query (JcDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = jc_database_query_text (database, sql, &error);

  g_assert_no_error (error);
  return text;
}

static void
assert_query (JcDatabase *database, const char *sql, const char *expected)
{
  g_autofree char *text = query (database, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_bilingual (const GError *error)
{
  const char *border = strchr (error->message, '\n');

  g_assert_nonnull (border);
  g_assert_cmpuint (strlen (border + 1), >, 10);
  g_assert_null (strchr (border + 1, '\n'));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("jc-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.db", NULL);
  fixture->database = open_path (fixture->path);
  execute (fixture->database, "CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER, b BLOB) STRICT;"
                              "CREATE TABLE child (id TEXT NOT NULL REFERENCES t (id)) STRICT");
}

static void
remove_folder (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_database_close (fixture->database);
  remove_folder (fixture);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Every connection, not only the first: SQLite forgets these when it closes. */
static void
test_pragmas (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[][2] = {
    { "PRAGMA journal_mode", "wal" },
    { "PRAGMA synchronous", "2" },
    { "PRAGMA foreign_keys", "1" },
    { "PRAGMA busy_timeout", "5000" },
    { "PRAGMA trusted_schema", "0" },
    { "PRAGMA cell_size_check", "1" },
    { "PRAGMA journal_size_limit", "16777216" },
  };

  for (int connection = 0; connection < 3; connection++)
    {
      g_autoptr (JcDatabase) other = open_path (fixture->path);

      for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
        {
          assert_query (other, expected[i][0], expected[i][1]);
          assert_query (fixture->database, expected[i][0], expected[i][1]);
        }
    }
}

static void
test_bind_and_read (Fixture *fixture, gconstpointer data)
{
  static const guint8 raw[] = { 0, 1, 255 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (raw, sizeof raw);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) read_bytes = NULL;
  g_autoptr (GBytes) read_none = NULL;
  g_autoptr (JcStatement) insert
      = jc_database_prepare (fixture->database, "INSERT INTO t (id, n, b) VALUES (:id, :n, :b)",
                             &error);
  g_autoptr (JcStatement) select
      = jc_database_prepare (fixture->database, "SELECT id, n, b FROM t ORDER BY rowid", &error);

  g_assert_no_error (error);
  jc_statement_bind_text (insert, "id", "张三\"'; DROP TABLE t");
  jc_statement_bind_int (insert, "n", G_MAXINT64);
  jc_statement_bind_bytes (insert, "b", bytes);
  g_assert_true (jc_statement_run (insert, &error));
  jc_statement_bind_text (insert, "id", "2");
  jc_statement_bind_null (insert, "n");
  jc_statement_bind_bytes (insert, "b", none);
  g_assert_true (jc_statement_run (insert, &error));
  g_assert_cmpint (jc_database_get_n_changes (fixture->database), ==, 1);

  g_assert_true (jc_statement_step (select, &error));
  g_assert_cmpstr (jc_statement_get_text (select, "id"), ==, "张三\"'; DROP TABLE t");
  g_assert_cmpint (jc_statement_get_int (select, "n"), ==, G_MAXINT64);
  read_bytes = jc_statement_dup_bytes (select, "b");
  g_assert_true (g_bytes_equal (read_bytes, bytes));
  g_assert_true (jc_statement_step (select, &error));
  g_assert_true (jc_statement_is_null (select, "n"));
  g_assert_null (jc_statement_get_text (select, "n"));
  g_assert_false (jc_statement_is_null (select, "b"));
  read_none = jc_statement_dup_bytes (select, "b");
  g_assert_cmpuint (g_bytes_get_size (read_none), ==, 0);
  g_assert_false (jc_statement_step (select, &error));
  g_assert_no_error (error);
  /* From its start again. */
  g_assert_true (jc_statement_step (select, &error));
  jc_statement_reset (select);
}

/* A cached statement comes back without the bindings of whoever had it before. */
static void
test_cache (Fixture *fixture, gconstpointer data)
{
  const char *sql = "INSERT INTO t (id, n) VALUES (:id, :n)";

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *other = g_strdup_printf ("SELECT %d", i);
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autofree char *text = query (fixture->database, other);
      g_autoptr (JcStatement) statement = jc_database_prepare (fixture->database, sql, &error);
      g_autoptr (JcStatement) twin = jc_database_prepare (fixture->database, sql, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, id);
      jc_statement_bind_text (statement, "id", id);
      if (i % 2 == 0)
        jc_statement_bind_int (statement, "n", i);
      g_assert_true (jc_statement_run (statement, &error));
      jc_statement_bind_text (twin, "id", "");
    }
  assert_query (fixture->database, "SELECT count (n) FROM t", "250");
}

/* A wrong name is a mistake in our own code and has to be heard. */
static void
test_unknown_parameter (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (JcStatement) statement
          = jc_database_prepare (fixture->database, "SELECT 1 AS one WHERE :a = :a", NULL);

      remove_folder (fixture); /* what follows does not come back */
      jc_statement_bind_int (statement, "b", 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*no parameter :b in: SELECT 1 AS one WHERE*");
}

static void
test_unknown_column (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (JcStatement) statement
          = jc_database_prepare (fixture->database, "SELECT 1 AS one", NULL);

      g_assert_true (jc_statement_step (statement, NULL));
      remove_folder (fixture); /* what follows does not come back */
      g_assert_cmpint (jc_statement_get_int (statement, "two"), ==, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*no column two in: SELECT 1 AS one*");
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    int         code;
  } cases[] = {
    { "INSERT INTO t (id) VALUES ('a'), ('a')", JC_STORE_ERROR_CONSTRAINT },
    { "INSERT INTO t (id, n) VALUES ('b', 'text')", JC_STORE_ERROR_CONSTRAINT },
    { "INSERT INTO child (id) VALUES ('nobody')", JC_STORE_ERROR_CONSTRAINT },
    { "INSERT INTO nowhere VALUES (1)", JC_STORE_ERROR_FAILED },
    { "SELECT \"no column but a string\"", JC_STORE_ERROR_FAILED },
    { "this is no SQL", JC_STORE_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (jc_database_execute (fixture->database, cases[i].sql, &error));
      g_assert_error (error, JC_STORE_ERROR, cases[i].code);
      assert_bilingual (error);
    }
  assert_query (fixture->database, "SELECT count (*) FROM t", "0");
}

static void
test_open_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *uri;
    const char *content;
    int         code;
  } cases[] = {
    { "postgresql://localhost/x", NULL, JC_STORE_ERROR_FAILED },
    { "/nonexistent/folder/a.db", NULL, JC_STORE_ERROR_READ_ONLY },
    { NULL, "This is a letter and no database, long enough to be looked at by anyone who cares.",
      JC_STORE_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, "letter", NULL);

      if (cases[i].content != NULL)
        g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
      g_assert_null (jc_database_open (cases[i].uri != NULL ? cases[i].uri : path, &error));
      g_assert_error (error, JC_STORE_ERROR, cases[i].code);
      assert_bilingual (error);
    }
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcDatabase *database = fixture->database;

  jc_database_rollback (database);
  g_assert_true (jc_database_begin (database, &error));
  g_assert_true (jc_database_begin (database, &error));
  execute (database, "INSERT INTO t (id) VALUES ('a')");
  g_assert_true (jc_database_commit (database, &error));
  g_assert_true (jc_database_in_transaction (database));
  jc_database_rollback (database);
  g_assert_false (jc_database_in_transaction (database));
  assert_query (database, "SELECT count (*) FROM t", "0");

  g_assert_true (jc_database_begin (database, &error));
  execute (database, "INSERT INTO t (id) VALUES ('b')");
  g_assert_true (jc_database_commit (database, &error));
  assert_query (database, "SELECT group_concat (id) FROM t", "b");
}

/* What follows an inner rollback must not be written by itself. */
static void
test_inner_rollback (Fixture *fixture, gconstpointer data)
{
  JcDatabase *database = fixture->database;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) step_error = NULL;
  g_autoptr (GError) commit_error = NULL;
  g_autoptr (JcStatement) statement
      = jc_database_prepare (database, "INSERT INTO t (id) VALUES ('d')", &error);

  g_assert_true (jc_database_begin (database, &error));
  execute (database, "INSERT INTO t (id) VALUES ('a')");
  g_assert_true (jc_database_begin (database, &error));
  jc_database_rollback (database);
  g_assert_false (jc_database_execute (database, "INSERT INTO t (id) VALUES ('c')", NULL));
  g_assert_false (jc_database_begin (database, NULL));
  g_assert_false (jc_statement_run (statement, &step_error));
  g_assert_error (step_error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED);
  g_assert_false (jc_database_commit (database, &commit_error));
  g_assert_error (commit_error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED);
  g_assert_false (jc_database_in_transaction (database));
  jc_database_rollback (database);

  assert_query (database, "SELECT count (*) FROM t", "0");
  execute (database, "INSERT INTO t (id) VALUES ('e')");
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDatabase) other = open_path (fixture->path);
  g_autoptr (GError) error = NULL;

  execute (other, "PRAGMA busy_timeout = 10");
  g_assert_true (jc_database_begin (fixture->database, &error));
  execute (fixture->database, "INSERT INTO t (id) VALUES ('a')");
  /* Readers go on and see what was before. */
  assert_query (other, "SELECT count (*) FROM t", "0");
  g_assert_false (jc_database_begin (other, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_BUSY);
  assert_bilingual (error);
  g_assert_false (jc_database_in_transaction (other));
  g_clear_error (&error);

  g_assert_true (jc_database_commit (fixture->database, &error));
  g_assert_true (jc_database_begin (other, &error));
  jc_database_rollback (other);
  assert_query (other, "SELECT count (*) FROM t", "1");
}

static gpointer
write_many_cb (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (JcDatabase) database = open_path (fixture->path);

  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql
          = g_strdup_printf ("INSERT INTO t (id, n) SELECT '%p-%d', count (*) FROM t",
                             (gpointer)g_thread_self (), i);

      g_assert_true (jc_database_begin (database, &error));
      execute (database, sql);
      g_assert_true (jc_database_commit (database, &error));
      g_assert_no_error (error);
    }
  return NULL;
}

static void
test_two_threads (Fixture *fixture, gconstpointer data)
{
  GThread *first = g_thread_new ("first", write_many_cb, fixture);
  GThread *second = g_thread_new ("second", write_many_cb, fixture);

  g_thread_join (first);
  g_thread_join (second);
  /* Each counted all those before it: none wrote on an old view. */
  assert_query (fixture->database, "SELECT count (DISTINCT n) FROM t", "100");
}

static gpointer
open_cb (gpointer path)
{
  jc_database_close (open_path (path));
  return NULL;
}

/* The change to WAL is where programs that start together meet. */
static void
test_open_together (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 10; round++)
    {
      g_autofree char *name = g_strdup_printf ("new-%d.db", round);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      GThread         *threads[4];

      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("open", open_cb, path);
      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
    }
}

static void
fill_until_full (Fixture *fixture)
{
  struct rlimit limit = { 256 * 1024, 256 * 1024 };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  execute (fixture->database, "INSERT INTO t (id, b) VALUES ('kept', zeroblob (1000))");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_true (jc_database_begin (fixture->database, &error));
  g_assert_false (
      jc_database_execute (fixture->database,
                           "INSERT INTO t (id, b) VALUES ('big', randomblob (20000000))", &error)
      && jc_database_commit (fixture->database, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FULL);
  assert_bilingual (error);
  jc_database_rollback (fixture->database);

  assert_query (fixture->database, "SELECT group_concat (id) FROM t", "kept");
  assert_query (fixture->database, "PRAGMA integrity_check", "ok");
  execute (fixture->database, "INSERT INTO t (id) VALUES ('small')");
}

/* In a process of its own: the limit is the process'. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      fill_until_full (fixture);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
open_without_rights (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  g_autoptr (JcDatabase) old = NULL;

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  g_assert_null (jc_database_open (path, &error));
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_READ_ONLY);
  assert_bilingual (error);

  old = jc_database_open (fixture->path, &write_error);
  if (old != NULL)
    g_assert_false (jc_database_execute (old, "INSERT INTO t (id) VALUES ('a')", &write_error));
  g_assert_error (write_error, JC_STORE_ERROR, JC_STORE_ERROR_READ_ONLY);
  g_clear_pointer (&old, jc_database_close);
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      open_without_rights (fixture);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_damaged_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *noise = g_malloc (8192);
  FILE            *file = NULL;

  execute (fixture->database,
           "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)"
           " INSERT INTO t (id, n) SELECT 'some longer text ' || i, i FROM c;"
           "PRAGMA wal_checkpoint (TRUNCATE)");
  g_clear_pointer (&fixture->database, jc_database_close);
  memset (noise, 0xa5, 8192);
  file = g_fopen (fixture->path, "r+b");
  g_assert_cmpint (fseek (file, 10 * 4096, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (noise, 1, 8192, file), ==, 8192);
  fclose (file);

  fixture->database = open_path (fixture->path);
  text = jc_database_query_text (fixture->database, "SELECT sum (n) FROM t NOT INDEXED", &error);
  g_assert_null (text);
  g_assert_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT);
  assert_bilingual (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store/database/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("pragmas", test_pragmas);
  ADD ("bind-and-read", test_bind_and_read);
  ADD ("cache", test_cache);
  ADD ("unknown-parameter", test_unknown_parameter);
  ADD ("unknown-column", test_unknown_column);
  ADD ("errors", test_errors);
  ADD ("open-errors", test_open_errors);
  ADD ("transactions", test_transactions);
  ADD ("inner-rollback", test_inner_rollback);
  ADD ("busy", test_busy);
  ADD ("two-threads", test_two_threads);
  ADD ("open-together", test_open_together);
  ADD ("full", test_full);
  ADD ("read-only", test_read_only);
  ADD ("damaged-page", test_damaged_page);
#undef ADD

  return g_test_run ();
}
