/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-dossier-session.h"

#include <glib/gstdio.h>

#include "jc-drafting.h"
#include "jc-json.h"
#include "jc-library-jobs.h"

#define NAME "/unit/full_name"
#define CODE "/unit/uscc"
#define ROWS "/leader/honours"

/**
 * Fixture: an open, empty dossier in a library of its own.
 */
typedef struct
{
  char             *folder;
  JcLibraryWorker  *worker;
  JcDossierSession *session;
  GMainLoop        *loop;
} Fixture;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcOpened) opened
      = jc_jobs_create_dossier_finish (JC_LIBRARY_WORKER (source), result, &error);

  g_assert_no_error (error);
  fixture->session = jc_dossier_session_new (fixture->worker, opened->dossier, opened->programme);
  g_main_loop_quit (fixture->loop);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("jc-session-XXXXXX", NULL);
  fixture->worker = jc_library_worker_new (fixture->folder);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  jc_jobs_create_dossier_async (fixture->worker, NULL, NULL, NULL, created_cb, fixture);
  g_main_loop_run (fixture->loop);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jc_saver_flush_finish (JC_SAVER (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

static void
flush (Fixture *fixture)
{
  jc_saver_flush_async (jc_dossier_session_get_saver (fixture->session), flushed_cb, fixture->loop);
  g_main_loop_run (fixture->loop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  flush (fixture);
  g_assert_finalize_object (fixture->session);
  jc_library_worker_close (fixture->worker);
  g_assert_finalize_object (fixture->worker);
  g_main_loop_unref (fixture->loop);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static const char *
get_text (Fixture *fixture, const char *pointer)
{
  return jc_json_as_string (jc_dossier_session_get_value (fixture->session, pointer));
}

static const char *
get_shown_code (Fixture *fixture, const char *pointer)
{
  GPtrArray *shown = jc_dossier_session_get_shown (fixture->session, pointer);

  return shown != NULL ? ((JcFinding *)g_ptr_array_index (shown, 0))->code : NULL;
}

static void
type_word (Fixture *fixture, const char *pointer, const char *word)
{
  for (gsize i = 1; i <= strlen (word); i++)
    {
      g_autofree char *so_far = g_strndup (word, i);

      jc_dossier_session_type (fixture->session, pointer, so_far);
    }
}

static void
test_typing_is_one_step_back (Fixture *fixture, gconstpointer data)
{
  type_word (fixture, NAME, "Example Works Ltd");
  g_assert_cmpstr (get_text (fixture, NAME), ==, "Example Works Ltd");

  g_assert_true (jc_dossier_session_undo (fixture->session));
  g_assert_cmpstr (get_text (fixture, NAME), ==, NULL);
  g_assert_false (jc_dossier_session_undo (fixture->session));

  g_assert_true (jc_dossier_session_redo (fixture->session));
  g_assert_cmpstr (get_text (fixture, NAME), ==, "Example Works Ltd");
}

static void
test_problem_waits_for_leaving (Fixture *fixture, gconstpointer data)
{
  type_word (fixture, CODE, "123");
  g_assert_cmpstr (get_shown_code (fixture, CODE), ==, NULL);

  jc_dossier_session_leave (fixture->session, CODE);
  g_assert_cmpstr (get_shown_code (fixture, CODE), !=, NULL);
  g_assert_cmpstr (get_text (fixture, CODE), ==, "123");

  jc_dossier_session_type (fixture->session, CODE, "91220104ma0x1234xb");
  g_assert_cmpstr (get_shown_code (fixture, CODE), ==, NULL);
  g_assert_cmpstr (get_text (fixture, CODE), ==, "91220104MA0X1234XB");
}

static void
test_missing_waits_for_touch (Fixture *fixture, gconstpointer data)
{
  jc_dossier_session_leave (fixture->session, NAME);
  g_assert_cmpstr (get_shown_code (fixture, NAME), ==, NULL);

  jc_dossier_session_type (fixture->session, NAME, "x");
  jc_dossier_session_type (fixture->session, NAME, "");
  g_assert_cmpstr (get_shown_code (fixture, NAME), ==, NULL);

  jc_dossier_session_leave (fixture->session, NAME);
  g_assert_cmpstr (get_shown_code (fixture, NAME), ==, "missing");
}

static void
test_check_shows_everything (Fixture *fixture, gconstpointer data)
{
  const JcFinding *first;
  const JcFinding *second;

  jc_dossier_session_ask_check (fixture->session);
  g_assert_cmpstr (get_shown_code (fixture, NAME), ==, "missing");

  first = jc_dossier_session_find_problem (fixture->session, NULL, NULL, TRUE);
  g_assert_cmpstr (first->pointer, ==, NAME);
  second = jc_dossier_session_find_problem (fixture->session, NULL, first->pointer, TRUE);
  g_assert_cmpstr (second->pointer, !=, NAME);
  g_assert_true (jc_dossier_session_find_problem (fixture->session, NULL, second->pointer, FALSE)
                 == first);
  g_assert_null (jc_dossier_session_find_problem (fixture->session, NULL, first->pointer, FALSE));
}

static char *
dup_row_title (Fixture *fixture, guint position)
{
  g_autofree char *pointer = g_strdup_printf (ROWS "/%u/title", position);

  return g_strdup (get_text (fixture, pointer));
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  jc_dossier_session_add_row (fixture->session, ROWS);
  jc_dossier_session_add_row (fixture->session, ROWS);
  g_assert_cmpuint (jc_dossier_session_get_n_rows (fixture->session, ROWS), ==, 2);
  jc_dossier_session_type (fixture->session, ROWS "/0/title", "one");
  jc_dossier_session_leave (fixture->session, ROWS "/0/title");
  jc_dossier_session_type (fixture->session, ROWS "/1/title", "two");
  jc_dossier_session_leave (fixture->session, ROWS "/1/title");

  jc_dossier_session_move_row (fixture->session, ROWS, 1, 0);
  first = dup_row_title (fixture, 0);
  g_assert_cmpstr (first, ==, "two");
  jc_dossier_session_copy_row (fixture->session, ROWS, 0);
  g_assert_cmpuint (jc_dossier_session_get_n_rows (fixture->session, ROWS), ==, 3);
  jc_dossier_session_remove_row (fixture->session, ROWS, 0);
  jc_dossier_session_remove_row (fixture->session, ROWS, 0);
  jc_dossier_session_remove_row (fixture->session, ROWS, 0);
  g_assert_cmpuint (jc_dossier_session_get_n_rows (fixture->session, ROWS), ==, 0);

  for (guint i = 0; i < 5; i++)
    g_assert_true (jc_dossier_session_undo (fixture->session));
  again = dup_row_title (fixture, 0);
  g_assert_cmpstr (again, ==, "one");
}

static void
test_saved_without_being_asked (Fixture *fixture, gconstpointer data)
{
  JcSaver *saver = jc_dossier_session_get_saver (fixture->session);

  g_assert_false (jc_saver_is_dirty (saver));
  jc_dossier_session_type (fixture->session, NAME, "Example Works Ltd");
  g_assert_true (jc_saver_is_dirty (saver));

  while (jc_saver_is_dirty (saver))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (jc_saver_get_saved_at_us (saver), >, 0);
  g_assert_null (jc_saver_get_problem (saver));
}

static void
test_others_work_is_taken_in (Fixture *fixture, gconstpointer data)
{
  JcDossier *dossier = jc_dossier_session_get_dossier (fixture->session);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "赵国华");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) theirs = jc_dossier_with_value (dossier, "/unit/head_name", name, &error);

  g_assert_no_error (error);
  jc_dossier_session_type (fixture->session, NAME, "Mine");
  jc_dossier_session_take_stored (fixture->session, theirs);
  g_assert_cmpstr (get_text (fixture, "/unit/head_name"), ==, "赵国华");
  g_assert_cmpstr (get_text (fixture, NAME), ==, "Mine");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/app/session/typing-is-one-step-back", test_typing_is_one_step_back },
    { "/app/session/problem-waits-for-leaving", test_problem_waits_for_leaving },
    { "/app/session/missing-waits-for-touch", test_missing_waits_for_touch },
    { "/app/session/check-shows-everything", test_check_shows_everything },
    { "/app/session/rows", test_rows },
    { "/app/session/saved-without-being-asked", test_saved_without_being_asked },
    { "/app/session/others-work-is-taken-in", test_others_work_is_taken_in },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
