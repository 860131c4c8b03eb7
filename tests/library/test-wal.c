/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-wal.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-database.h"

#define PAGE 4096
#define FRAME (PAGE + 24)
#define N_COMMITS 6
#define FIRST 100 /* small integers have a form of their own */

typedef struct
{
  char *folder;  /* (owned) */
  char *path;    /* (owned): a copy of a log of N_COMMITS commits */
  char *db_path; /* (owned): the database that the log belongs to, checkpointed */
  char *bytes;   /* (owned): the log */
  gsize size;
} Fixture;

static void
execute (JcDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  jc_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal_path = NULL;
  g_autoptr (JcDatabase) database = NULL;

  fixture->folder = g_dir_make_tmp ("jc-wal-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "copy-wal", NULL);
  fixture->db_path = g_build_filename (fixture->folder, "a.db", NULL);
  wal_path = g_strconcat (fixture->db_path, "-wal", NULL);

  database = jc_database_open (fixture->db_path, NULL);
  execute (database, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0);"
                     "PRAGMA wal_checkpoint (TRUNCATE)");
  for (int i = 1; i <= N_COMMITS; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE t SET n = %d", FIRST + i);

      execute (database, sql);
    }
  g_assert_true (g_file_get_contents (wal_path, &fixture->bytes, &fixture->size, NULL));
  g_assert_cmpuint (fixture->size, ==, 32 + N_COMMITS * FRAME);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_unlink (fixture->db_path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->bytes);
  g_free (fixture->db_path);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static JcWal *
load (Fixture *fixture, gsize size)
{
  g_autoptr (GError) error = NULL;
  JcWal *wal = NULL;

  g_assert_true (g_file_set_contents (fixture->path, fixture->bytes, (gssize)size, NULL));
  wal = jc_wal_load (fixture->path, &error);
  g_assert_no_error (error);
  return wal;
}

/* Which commit wrote the row: its value is the last byte of a page that holds nothing else. */
static int
get_value (JcWal *wal)
{
  const guint8 *page = jc_wal_get_page (wal, 2);

  return page != NULL ? page[PAGE - 1] - FIRST : -1;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcWal) wal = load (fixture, fixture->size);

  g_assert_nonnull (wal);
  g_assert_cmpuint (jc_wal_get_page_size (wal), ==, PAGE);
  g_assert_false (jc_wal_is_damaged (wal));
  g_assert_cmpint (get_value (wal), ==, N_COMMITS);
  g_assert_null (jc_wal_get_page (wal, 77));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 31, 32, 33, 32 + 24, 32 + FRAME - 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JcWal) missing = jc_wal_load ("/nonexistent", &error);

  g_assert_no_error (error);
  g_assert_null (missing);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (JcWal) wal = load (fixture, sizes[i]);

      g_assert_null (wal);
    }
}

/* Wherever a writer may have been cut off: what is whole counts, and nothing is called damage. */
static void
test_torn (Fixture *fixture, gconstpointer data)
{
  for (gsize size = 32 + FRAME; size <= fixture->size; size += 1031)
    {
      g_autoptr (JcWal) wal = load (fixture, size);

      g_assert_false (jc_wal_is_damaged (wal));
      g_assert_cmpint (get_value (wal), ==, (int)((size - 32) / FRAME));
    }
}

/* Frame by frame, its head and its page: damage when two good commits stand behind it. */
static void
test_spoilt (Fixture *fixture, gconstpointer data)
{
  static const gsize places[] = { 0, 3, 8, 16, 23, 24, FRAME - 1 };

  for (gsize frame = 0; frame < N_COMMITS; frame++)
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
      {
        char    *byte = fixture->bytes + 32 + frame * FRAME + places[i];
        gboolean breaks_next = places[i] == 16 || places[i] == 23;
        gsize    n_good_behind = N_COMMITS - 1 - frame - (breaks_next && frame + 1 < N_COMMITS);
        char     kept = *byte;
        g_autoptr (JcWal) wal = NULL;

        *byte = (char)(kept ^ 0x41);
        wal = load (fixture, fixture->size);
        *byte = kept;
        if (n_good_behind >= 2)
          {
            g_assert_true (jc_wal_is_damaged (wal));
            g_assert_cmpint (get_value (wal), ==, N_COMMITS);
          }
        else
          {
            g_assert_false (jc_wal_is_damaged (wal));
            g_assert_cmpint (get_value (wal), ==, (int)frame);
          }
      }
}

static void
test_header (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcWal) wal = NULL;
  g_autoptr (JcWal) noise = NULL;

  memset (fixture->bytes, 0x33, 32);
  wal = load (fixture, fixture->size);
  g_assert_true (jc_wal_is_damaged (wal));
  g_assert_cmpint (get_value (wal), ==, N_COMMITS);

  memset (fixture->bytes, 0x33, fixture->size);
  noise = load (fixture, fixture->size);
  g_assert_null (noise);
}

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcWal) wal = load (fixture, fixture->size);
  g_autoptr (JcDatabase) database = NULL;
  g_autofree char *value = NULL;
  g_autofree char *target = g_build_filename (fixture->folder, "b.db", NULL);
  g_autofree char *main_bytes = NULL;
  gsize            main_size = 0;
  g_autoptr (GError) error = NULL;
  struct stat info = { 0 };
  int         fd = -1;

  g_assert_true (g_file_get_contents (fixture->db_path, &main_bytes, &main_size, NULL));
  g_assert_true (g_file_set_contents (target, main_bytes, (gssize)main_size, NULL));
  fd = g_open (target, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (ftruncate (fd, 100 * PAGE), ==, 0);
  g_assert_true (jc_wal_apply (wal, fd, &error));
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, 2 * PAGE);
  close (fd);

  database = jc_database_open (target, &error);
  g_assert_no_error (error);
  value = jc_database_query_text (database, "SELECT n FROM t", &error);
  g_assert_cmpstr (value, ==, "106");
  g_clear_pointer (&database, jc_database_close);
  g_assert_cmpint (g_unlink (target), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/library/wal/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("nothing", test_nothing);
  ADD ("torn", test_torn);
  ADD ("spoilt", test_spoilt);
  ADD ("header", test_header);
  ADD ("apply", test_apply);
#undef ADD

  return g_test_run ();
}
