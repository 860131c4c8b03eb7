/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_DOSSIERS 12
#define PAGE 4096

static char *
dup_id (guint i)
{
  return g_strdup_printf ("%08u-0000-4000-8000-000000000000", i);
}

/* Long enough to need pages of its own; @version tells old from new. */
static char *
dup_name (guint i, guint version)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_string_append_printf (name, "v%u of %u:", version, i);
  for (guint n = 0; n < 900; n++)
    g_string_append_printf (name, " %u", n * (i + 1) + version);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
save_all (JcLibrary *library, guint version, const char *what)
{
  for (guint i = 0; i < N_DOSSIERS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = dup_id (i);
      g_autofree char *name = dup_name (i, version);
      g_autofree char *title = g_strdup_printf ("title %u", i);
      g_autoptr (JcDossier) dossier = make_dossier (id, name);

      jc_library_save_dossier (library, dossier, title, what, &error);
      g_assert_no_error (error);
    }
}

static void
fill (JcLibrary *library)
{
  g_autoptr (JsonNode) node = jc_json_parse ("{\"number\":\"1\"}", -1, NULL);

  g_assert_true (jc_library_set_setting (library, "account", "zhang", NULL));
  save_all (library, 1, "created");
  save_all (library, 2, "edited");
  for (guint i = 0; i < N_DOSSIERS; i++)
    {
      g_autofree char *id = dup_id (i);

      g_assert_true (jc_library_save_receipt (library, id, node, NULL));
      g_assert_true (jc_library_queue (library, id, "event", "{}", NULL, NULL));
    }
}

/* As if the program had been killed: the log stays. */
static void
fill_and_die (const char *folder)
{
  pid_t child = fork ();
  int   status = 0;

  if (child == 0)
    {
      JcLibrary *library = jc_library_open (folder, NULL, NULL);

      fill (library);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static char *
dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static goffset
get_size (const char *path)
{
  struct stat info = { 0 };

  return g_stat (path, &info) == 0 ? info.st_size : -1;
}

static void
spoil (const char *path, goffset at, gsize size)
{
  g_autofree guint8 *noise = g_malloc (size);
  int                fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  for (gsize i = 0; i < size; i++)
    noise[i] = (guint8)(0x5a ^ (i * 7));
  g_assert_cmpint (pwrite (fd, noise, size, at), ==, size);
  close (fd);
}

static void
cut (const char *path, goffset size)
{
  g_assert_cmpint (truncate (path, size), ==, 0);
}

/* How many dossiers have their newest words; those of before count as @n_old. A read that meets
 * damage sets @is_damaged. */
static guint
count_good (JcLibrary *library, guint *n_old, gboolean *is_damaged)
{
  guint n_new = 0;

  *n_old = 0;
  for (guint i = 0; i < N_DOSSIERS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = dup_id (i);
      g_autofree char *new = dup_name (i, 2);
      g_autofree char *old = dup_name (i, 1);
      g_autoptr (JcDossier) dossier = jc_library_load_dossier (library, id, &error);

      if (dossier != NULL && g_strcmp0 (get_name (dossier), new) == 0)
        n_new++;
      else if (dossier != NULL && g_strcmp0 (get_name (dossier), old) == 0)
        (*n_old)++;
      else if (g_error_matches (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED))
        *is_damaged = TRUE;
      else
        g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);
    }
  return n_new;
}

static guint
count_aside (Fixture *fixture, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;
  guint       n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "library.damaged-") && g_str_has_suffix (name, ending))
      n++;
    else
      {
        g_assert_false (g_str_has_prefix (name, "library.recovered"));
        g_assert_false (g_str_has_prefix (name, "library.salvage"));
        g_assert_cmpstr (name, !=, "library.damage");
      }
  return n;
}

static JcLibrary *
open_damaged (Fixture *fixture, JcText **report)
{
  g_autoptr (GError) error = NULL;
  JcLibrary *library = jc_library_open (fixture->folder, report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (library);
  return library;
}

/* Opens what was damaged: @n_new and @n_old dossiers are to be there, the file aside, and a library
 * that works and is whole. */
static void
assert_recovered (Fixture *fixture, guint n_new, guint n_old)
{
  g_autoptr (JcText) report = NULL;
  gboolean is_damaged = FALSE;
  guint    found_old = 0;

  fixture->library = open_damaged (fixture, &report);
  g_assert_nonnull (report);
  g_assert_nonnull (strstr (report->zh, "library.damaged-"));
  g_assert_nonnull (strstr (report->en, "library.damaged-"));
  g_assert_cmpuint (count_good (fixture->library, &found_old, &is_damaged), ==, n_new);
  g_assert_cmpuint (found_old, ==, n_old);
  g_assert_false (is_damaged);
  g_assert_cmpuint (count_aside (fixture, ".txt"), ==, 1);
  save (fixture, ID_A, "after", "created");
  reopen (fixture);
  assert_name (fixture, ID_A, "after");
}

static void
set_up_full (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  jc_library_set_now (fixture->library, 0);
  fill (fixture->library);
  g_clear_pointer (&fixture->library, jc_library_close);
}

/* A log and nothing checkpointed since. */
static void
set_up_killed (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  g_clear_pointer (&fixture->library, jc_library_close);
  fill_and_die (fixture->folder);
}

/* --- The file --- */

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  guint    n_old = 0;
  gboolean is_damaged = FALSE;

  fixture->library = open_folder (fixture->folder);
  g_assert_cmpuint (count_good (fixture->library, &n_old, &is_damaged), ==, N_DOSSIERS);
}

static void
test_header (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 4, 16, 100, 108, PAGE };
  g_autofree char   *path = dup_path (fixture, "library.db");
  gsize              size = sizes[GPOINTER_TO_UINT (data)];

  spoil (path, 0, size);
  assert_recovered (fixture, N_DOSSIERS, 0);
}

static void
test_zeros (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  goffset          size = get_size (path);

  cut (path, 0);
  cut (path, size);
  assert_recovered (fixture, 0, 0);
  g_assert_cmpuint (count_aside (fixture, ".db"), ==, 1);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");

  cut (path, 0);
  assert_recovered (fixture, 0, 0);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");

  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_recovered (fixture, 0, 0);
  g_assert_cmpuint (count_aside (fixture, ".db"), ==, 0);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autoptr (JcText) report = NULL;
  goffset  size = get_size (path);
  gboolean is_damaged = FALSE;
  guint    n_old = 0;
  guint    n_new = 0;

  cut (path, size * 2 / 3 + 17);
  fixture->library = open_damaged (fixture, &report);
  g_assert_nonnull (report);
  n_new = count_good (fixture->library, &n_old, &is_damaged);
  g_assert_false (is_damaged);
  g_assert_cmpuint (n_new + n_old, >=, N_DOSSIERS / 2);
  g_assert_cmpuint (count_aside (fixture, ".db"), ==, 1);
}

/* The old file lies aside byte for byte. */
static void
test_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autofree char *before = NULL;
  gsize            size_before = 0;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  guint       n = 0;

  spoil (path, 0, 100);
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  assert_recovered (fixture, N_DOSSIERS, 0);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "library.damaged-") && g_str_has_suffix (name, ".db"))
      {
        g_autofree char *aside = dup_path (fixture, name);
        g_autofree char *after = NULL;
        gsize            size_after = 0;

        g_assert_true (g_file_get_contents (aside, &after, &size_after, NULL));
        g_assert_cmpmem (before, size_before, after, size_after);
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

/* Any one page may go: no dossier goes with it, since its words stand in two tables. What opening
 * did not see, reading does, and the next opening mends. */
static void
test_each_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autofree char *whole = NULL;
  gsize            size = 0;
  guint            n_reports = 0;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (goffset at = 0; at < (goffset)size; at += PAGE)
    {
      gboolean is_damaged = FALSE;
      guint    n_old = 0;
      guint    n_new = 0;

      g_assert_true (g_file_set_contents (path, whole, (gssize)size, NULL));
      spoil (path, at, PAGE);
      for (int turn = 0; turn < 2; turn++)
        {
          g_autoptr (JcText) report = NULL;
          g_autoptr (JcLibrary) library = open_damaged (fixture, &report);

          is_damaged = FALSE;
          n_new = count_good (library, &n_old, &is_damaged);
          n_reports += report != NULL;
        }
      g_assert_false (is_damaged);
      g_assert_cmpuint (n_new + n_old, ==, N_DOSSIERS);
    }
  g_assert_cmpuint (n_reports, >, size / PAGE / 3);
}

/* Damage that is met after opening leaves a note. */
static void
test_met_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autofree char *note = dup_path (fixture, "library.damage");
  g_autofree char *all = NULL;
  gsize            size = 0;
  const char      *found = NULL;
  guint            n_old = 0;
  gboolean         is_damaged = FALSE;

  g_assert_true (g_file_get_contents (path, &all, &size, NULL));
  found = memmem (all, size, "v2 of 5:", strlen ("v2 of 5:"));
  g_assert_nonnull (found);
  spoil (path, found - all, 40);
  fixture->library = open_folder (fixture->folder);
  g_assert_cmpuint (count_good (fixture->library, &n_old, &is_damaged), ==, N_DOSSIERS - 1);
  g_assert_true (is_damaged);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_clear_pointer (&fixture->library, jc_library_close);
  assert_recovered (fixture, N_DOSSIERS, 0);
}

/* Two thirds of the pages at random places: whatever is left opens, and nothing is called good that
 * is not. */
static void
test_heavy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autofree char *whole = NULL;
  gsize            size = 0;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (guint seed = 1; seed <= 15; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);

      g_assert_true (g_file_set_contents (path, whole, (gssize)size, NULL));
      for (goffset at = 0; at < (goffset)size; at += PAGE)
        if (g_rand_int_range (random, 0, 15) < (gint32)seed)
          spoil (path, at + g_rand_int_range (random, 0, PAGE / 2), PAGE / 2);
      for (int turn = 0; turn < 2; turn++)
        {
          g_autoptr (JcText) report = NULL;
          g_autoptr (JcLibrary) library = open_damaged (fixture, &report);
          gboolean is_damaged = FALSE;
          guint    n_old = 0;

          count_good (library, &n_old, &is_damaged);
          g_assert_true (turn == 0 || !is_damaged);
        }
    }
}

/* --- The log --- */

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = dup_path (fixture, "library.db-wal");

  g_assert_cmpint (get_size (wal), >, 100000);
  test_whole (fixture, data);
}

static void
test_log_of_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");

  cut (path, 0);
  assert_recovered (fixture, N_DOSSIERS, 0);
  g_assert_cmpuint (count_aside (fixture, "-wal"), ==, 1);
}

static void
test_log_header (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = dup_path (fixture, "library.db-wal");

  spoil (wal, 0, 32);
  assert_recovered (fixture, N_DOSSIERS, 0);
}

/* SQLite would forget all that follows. */
static void
test_log_middle (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = dup_path (fixture, "library.db-wal");
  g_autoptr (JcText) report = NULL;
  gboolean is_damaged = FALSE;
  guint    n_old = 0;
  guint    n_new = 0;

  spoil (wal, get_size (wal) / 2, 64);
  fixture->library = open_damaged (fixture, &report);
  g_assert_nonnull (report);
  n_new = count_good (fixture->library, &n_old, &is_damaged);
  g_assert_cmpuint (n_new + n_old, ==, N_DOSSIERS);
  g_assert_cmpuint (n_new, >=, N_DOSSIERS - 1);
  g_assert_cmpuint (count_aside (fixture, "-wal"), ==, 1);
}

/* A commit that was never whole was never acknowledged: that is no damage. */
static void
test_log_torn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = dup_path (fixture, "library.db-wal");
  gboolean         is_damaged = FALSE;
  guint            n_old = 0;

  cut (wal, get_size (wal) - 100);
  fixture->library = open_folder (fixture->folder);
  g_assert_cmpuint (count_good (fixture->library, &n_old, &is_damaged), ==, N_DOSSIERS);
  g_assert_false (is_damaged);
}

/* --- Others --- */

static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "library.db");
  g_autoptr (JcLibrary) other = open_folder (fixture->folder);
  g_autoptr (GError) error = NULL;

  spoil (path, 0, 100);
  g_assert_null (jc_library_open (fixture->folder, NULL, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED);
  assert_bilingual (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Killed between any two steps of changing over. */
static void
test_half_changed (Fixture *fixture, gconstpointer data)
{
  static const char *const note = "[damage]\nswap=library.damaged-x.db\n";
  static const char *const report = "坏了\nbroken\n";
  guint                    n_moved = GPOINTER_TO_UINT (data);
  g_autofree char         *path = dup_path (fixture, "library.db");
  g_autofree char         *recovered = dup_path (fixture, "library.recovered.db");
  g_autofree char         *aside = dup_path (fixture, "library.damaged-x.db");
  g_autofree char         *note_path = dup_path (fixture, "library.damage");
  g_autofree char         *report_path = dup_path (fixture, "library.damaged-x.txt");
  g_autofree char         *old_log = dup_path (fixture, "library.db-wal");
  g_autofree char         *found = NULL;
  g_autoptr (JcText) told = NULL;
  guint    n_old = 0;
  gboolean is_damaged = FALSE;

  g_assert_cmpint (g_rename (path, recovered), ==, 0);
  g_assert_true (g_file_set_contents (n_moved > 0 ? aside : path, "damaged", -1, NULL));
  if (n_moved == 0)
    g_assert_true (g_file_set_contents (old_log, "old log", -1, NULL));
  if (n_moved > 1)
    g_assert_cmpint (g_rename (recovered, path), ==, 0);
  g_assert_true (g_file_set_contents (note_path, note, -1, NULL));
  g_assert_true (g_file_set_contents (report_path, report, -1, NULL));

  fixture->library = open_damaged (fixture, &told);
  g_assert_cmpstr (told->zh, ==, "坏了");
  g_assert_cmpstr (told->en, ==, "broken");
  g_assert_cmpuint (count_good (fixture->library, &n_old, &is_damaged), ==, N_DOSSIERS);
  g_assert_true (g_file_get_contents (aside, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, "damaged");
  g_assert_cmpuint (count_aside (fixture, "-wal"), ==, n_moved == 0 ? 1 : 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_FULL(name, function)                                                                   \
  g_test_add ("/library/recovery/" name, Fixture, NULL, set_up_full, function, tear_down)
#define ADD_KILLED(name, function)                                                                 \
  g_test_add ("/library/recovery/" name, Fixture, NULL, set_up_killed, function, tear_down)
#define ADD_NUMBERED(name, function, number)                                                       \
  g_test_add ("/library/recovery/" name, Fixture, GUINT_TO_POINTER (number), set_up_full,          \
              function, tear_down)
  ADD_FULL ("whole", test_whole);
  ADD_NUMBERED ("header/4-bytes", test_header, 0);
  ADD_NUMBERED ("header/16-bytes", test_header, 1);
  ADD_NUMBERED ("header/all", test_header, 2);
  ADD_NUMBERED ("header/and-tree", test_header, 3);
  ADD_NUMBERED ("header/first-page", test_header, 4);
  ADD_FULL ("zeros", test_zeros);
  ADD_FULL ("empty", test_empty);
  ADD_FULL ("missing", test_missing);
  ADD_FULL ("truncated", test_truncated);
  ADD_FULL ("aside", test_aside);
  ADD_FULL ("each-page", test_each_page);
  ADD_FULL ("met-later", test_met_later);
  ADD_FULL ("heavy", test_heavy);
  ADD_FULL ("in-use", test_in_use);
  ADD_NUMBERED ("half-changed/begun", test_half_changed, 0);
  ADD_NUMBERED ("half-changed/old-moved", test_half_changed, 1);
  ADD_NUMBERED ("half-changed/new-moved", test_half_changed, 2);
  ADD_KILLED ("log/killed", test_killed);
  ADD_KILLED ("log/of-empty", test_log_of_empty);
  ADD_KILLED ("log/header", test_log_header);
  ADD_KILLED ("log/middle", test_log_middle);
  ADD_KILLED ("log/torn", test_log_torn);

  return g_test_run ();
}
