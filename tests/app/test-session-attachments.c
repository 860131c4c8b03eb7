/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-session-attachments.h"

#include <glib/gstdio.h>

#include "jc-attachment-edits.h"
#include "jc-json.h"
#include "jc-library-jobs.h"

#define SEALED "form_sealed"

/**
 * Fixture: an open dossier with two files in a slot that closes, and two in one that stays open.
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
add (GPtrArray *attachments, const char *id, const char *slot)
{
  g_autofree char *text
      = g_strdup_printf ("{\"id\":\"%s\",\"slot\":\"%s\",\"name\":\"%c.pdf\",\"sha256\":\"%064d\","
                         "\"size\":9,\"media_type\":\"application/pdf\",\"pages\":1}",
                         id, slot, id[0], id[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_ptr_array_add (attachments, jc_attachment_new_from_json (node, &error));
  g_assert_no_error (error);
}

#define A "a0000000-0000-4000-8000-000000000000"
#define B "b0000000-0000-4000-8000-000000000000"
#define C "c0000000-0000-4000-8000-000000000000"
#define D "d0000000-0000-4000-8000-000000000000"

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcOpened) opened
      = jc_jobs_create_dossier_finish (JC_LIBRARY_WORKER (source), result, &error);
  g_autoptr (GPtrArray) attachments
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);

  g_assert_no_error (error);
  fixture->session = jc_dossier_session_new (fixture->worker, opened->dossier, opened->programme);
  add (attachments, A, "id_card");
  add (attachments, B, "id_card");
  add (attachments, C, SEALED);
  add (attachments, D, SEALED);
  g_assert_true (jc_session_set_attachments (fixture->session, attachments, "adding", "attached"));
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
  g_assert_true (jc_saver_flush_finish (JC_SAVER (source), result, NULL));
  g_main_loop_quit (user_data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_saver_flush_async (jc_dossier_session_get_saver (fixture->session), flushed_cb, fixture->loop);
  g_main_loop_run (fixture->loop);
  g_assert_finalize_object (fixture->session);
  jc_library_worker_close (fixture->worker);
  g_assert_finalize_object (fixture->worker);
  g_main_loop_unref (fixture->loop);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
finalise (Fixture *fixture)
{
  JcDossier *dossier = jc_dossier_session_get_dossier (fixture->session);
  g_autoptr (JcDossier) finalised = jc_dossier_with_state (dossier, "finalised", "2026-01-01");

  jc_dossier_session_replace (fixture->session, finalised, "finalised");
}

/* The first letters of the files' ids, in their order. */
static char *
dup_order (Fixture *fixture)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (fixture->session);
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < attachments->len; i++)
    g_string_append_c (order, ((JcAttachment *)g_ptr_array_index (attachments, i))->id[0]);

  return g_string_free (order, FALSE);
}

static void
assert_order (Fixture *fixture, const char *wanted)
{
  g_autofree char *order = dup_order (fixture);

  g_assert_cmpstr (order, ==, wanted);
}

static gboolean
place (Fixture *fixture, const char *id, const char *before)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (fixture->session);

  jc_attachment_edit_place (attachments, id, before);

  return jc_session_set_attachments (fixture->session, attachments, "moving", "attached");
}

static gboolean
take_out (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (fixture->session);

  jc_attachment_edit_remove (attachments, id);

  return jc_session_set_attachments (fixture->session, attachments, "removing", "attached");
}

static void
test_sealed_sheet_comes_back (Fixture *fixture, gconstpointer data)
{
  finalise (fixture);
  g_assert_true (take_out (fixture, C));
  assert_order (fixture, "abd");
  g_assert_true (jc_dossier_session_undo (fixture->session));
  assert_order (fixture, "abcd");
  g_assert_true (jc_dossier_session_redo (fixture->session));
  assert_order (fixture, "abd");
}

static void
test_order_stays_once_finalised (Fixture *fixture, gconstpointer data)
{
  g_assert_true (place (fixture, B, A));
  assert_order (fixture, "bacd");
  finalise (fixture);
  g_assert_false (jc_dossier_session_can_undo (fixture->session));
  g_assert_false (jc_dossier_session_undo (fixture->session));
  assert_order (fixture, "bacd");
}

static void
test_file_stays_once_finalised (Fixture *fixture, gconstpointer data)
{
  g_assert_true (take_out (fixture, A));
  finalise (fixture);
  g_assert_false (jc_dossier_session_undo (fixture->session));
  assert_order (fixture, "bcd");
}

static void
test_closed_slots_stay (Fixture *fixture, gconstpointer data)
{
  finalise (fixture);
  g_assert_false (take_out (fixture, A));
  g_assert_false (place (fixture, B, A));
  assert_order (fixture, "abcd");
  g_assert_true (place (fixture, D, C));
  assert_order (fixture, "abdc");
}

/* What was put there meanwhile by other means is not thrown away with the step. */
static void
test_nothing_else_is_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (JcDossier) restored = NULL;

  g_assert_true (take_out (fixture, A));
  attachments = jc_session_dup_attachments (fixture->session);
  add (attachments, "e0000000-0000-4000-8000-000000000000", "licence");
  restored = jc_attachments_store (attachments, jc_dossier_session_get_dossier (fixture->session));
  jc_dossier_session_replace (fixture->session, restored, "restored");
  g_assert_false (jc_dossier_session_undo (fixture->session));
  assert_order (fixture, "bcde");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/app/session-attachments/sealed-sheet-comes-back", test_sealed_sheet_comes_back },
    { "/app/session-attachments/order-stays-once-finalised", test_order_stays_once_finalised },
    { "/app/session-attachments/file-stays-once-finalised", test_file_stays_once_finalised },
    { "/app/session-attachments/closed-slots-stay", test_closed_slots_stay },
    { "/app/session-attachments/nothing-else-is-taken-back", test_nothing_else_is_taken_back },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
