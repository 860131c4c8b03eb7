/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-unsent.h"

#include <glib/gstdio.h>

#include "jc-drafting.h"
#include "jc-json.h"

#define ROUND "0190a000-0000-7000-8000-000000000001"
#define STRANGER "0190a000-0000-7000-8000-000000000002"

/**
 * Fixture: a library with one dossier that has no name yet.
 */
typedef struct
{
  char            *folder;
  JcLibraryWorker *worker;
  GMainLoop       *loop;
  GPtrArray       *items; /* (element-type JcUnsent) (nullable): of the last load */
  char            *id;
  char            *aside; /* what is to be set aside, as the sync room keeps it */
  const char      *kind;  /* what is to be queued, and why it waits there */
  const char      *body;
  const char      *reason;
  const char      *detail;
} Fixture;

static gpointer
create (JcLibrary *library, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (JcProgramme) programme
      = jc_library_load_programme (library, "changchun-studio-2025", error);
  g_autoptr (JcDossier) dossier
      = jc_drafting_create (library, programme, "application", FALSE, error);

  g_assert_nonnull (dossier);
  fixture->id = g_strdup (jc_dossier_get_id (dossier));
  return NULL;
}

static gpointer
save (JcLibrary *library, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) items = NULL;
  JcOutboxItem *item;

  g_assert_true (jc_library_set_setting (library, "set_aside", fixture->aside, error));
  if (fixture->kind == NULL)
    return NULL;
  g_assert_true (
      jc_library_queue (library, fixture->id, fixture->kind, fixture->body, NULL, error));
  items = jc_library_load_outbox (library, NULL, error);
  item = g_ptr_array_index (items, items->len - 1);
  g_free (item->reason);
  item->reason = g_strdup (fixture->reason);
  g_free (item->detail);
  item->detail = g_strdup (fixture->detail);
  g_assert_true (jc_library_save_outbox_item (library, item, error));
  return NULL;
}

static void
run (Fixture *fixture, JcLibraryJob job)
{
  g_autoptr (GError) error = NULL;

  jc_library_worker_run_sync (fixture->worker, job, fixture, &error);
  g_assert_no_error (error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->items = jc_unsent_load_finish (JC_LIBRARY_WORKER (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

static void
load (Fixture *fixture)
{
  g_clear_pointer (&fixture->items, g_ptr_array_unref);
  run (fixture, save);
  jc_unsent_load_async (fixture->worker, NULL, loaded_cb, fixture);
  g_main_loop_run (fixture->loop);
}

static void
set_up (Fixture *fixture, gconstpointer language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  fixture->folder = g_dir_make_tmp ("jc-unsent-XXXXXX", NULL);
  fixture->worker = jc_library_worker_new (fixture->folder);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  run (fixture, create);
}

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
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->items, g_ptr_array_unref);
  jc_library_worker_close (fixture->worker);
  g_assert_finalize_object (fixture->worker);
  g_main_loop_unref (fixture->loop);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->id);
  g_free (fixture->aside);
}

/* As the sync room writes it. @detail is in both languages, with a line each. */
static void
set_aside (Fixture *fixture, const char *kind, const char *id, const char *reason)
{
  g_free (fixture->aside);
  fixture->aside
      = g_strdup_printf ("[{\"id\": \"%s\", \"kind\": \"%s\", \"reason\": \"%s\", \"detail\": "
                         "\"细节\\nDetail\", \"n_attempts\": 1, \"retry_at_us\": 5}]",
                         id, kind, reason);
}

static const JcUnsent *
get_only (Fixture *fixture)
{
  g_assert_cmpuint (fixture->items->len, ==, 1);
  return g_ptr_array_index (fixture->items, 0);
}

/* --- Set aside --- */

static const struct
{
  const char *kind;
  const char *id; /* NULL: the dossier's */
  const char *reason;
  const char *title;
  const char *what;
  gboolean    is_refused;
} asides[] = {
  { "pull", NULL, "not_taken_in", "Studio application", "Fetching from the server", FALSE },
  { "pull", STRANGER, "not_taken_in", "A dossier on the server", "Fetching from the server",
    FALSE },
  { "round", ROUND, "protocol", "A round on the server", "Fetching from the server", FALSE },
  { "put", NULL, "refused", "Studio application", "Changes", FALSE },
  { "submission", NULL, "submission_lost", "Studio application", "Submission", TRUE },
};

static void
test_aside (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (asides); i++)
    {
      const JcUnsent *unsent;

      set_aside (fixture, asides[i].kind, asides[i].id != NULL ? asides[i].id : fixture->id,
                 asides[i].reason);
      load (fixture);
      unsent = get_only (fixture);
      g_assert_cmpstr (unsent->title, ==, asides[i].title);
      g_assert_cmpstr (unsent->what, ==, asides[i].what);
      g_assert_cmpstr (unsent->detail, ==, "Detail");
      g_assert_cmpint (unsent->retry_at_us, ==, 5);
      g_assert_cmpint (unsent->is_refused, ==, asides[i].is_refused);
      g_assert_cmpint (unsent->is_here, ==, asides[i].id == NULL);
      g_assert_false (unsent->is_conflict);
    }
}

static void
test_aside_reason (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  set_aside (fixture, "pull", fixture->id, "not_taken_in");
  load (fixture);
  words = jc_unsent_dup_reason (get_only (fixture));
  g_assert_cmpstr (words, ==, "It cannot be taken in here; it will be tried again\nDetail");
}

static void
test_aside_chinese (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  set_aside (fixture, "pull", fixture->id, "not_taken_in");
  load (fixture);
  words = jc_unsent_dup_reason (get_only (fixture));
  g_assert_cmpstr (words, ==, "本机收不进来，稍后再试\n细节");
  g_assert_cmpstr (get_only (fixture)->title, ==, "工作室建设项目申报");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  load (fixture);
  g_assert_cmpuint (fixture->items->len, ==, 0);
}

static void
test_aside_last (Fixture *fixture, gconstpointer data)
{
  set_aside (fixture, "round", ROUND, "protocol");
  fixture->kind = "put";
  fixture->reason = "queued";
  load (fixture);
  g_assert_cmpuint (fixture->items->len, ==, 2);
  g_assert_cmpstr (((JcUnsent *)g_ptr_array_index (fixture->items, 0))->what, ==, "Changes");
  g_assert_cmpstr (((JcUnsent *)g_ptr_array_index (fixture->items, 1))->title, ==,
                   "A round on the server");
}

/* --- The outbox --- */

static const struct
{
  const char *kind;
  const char *body;
  const char *reason;
  const char *what;
  const char *detail;
  gboolean    is_refused;
  gboolean    is_conflict;
} queued[] = {
  { "put", NULL, "queued", "Changes", NULL, FALSE, FALSE },
  { "put", NULL, "offline", "Changes", NULL, FALSE, FALSE },
  { "put", NULL, "metered", "Changes", NULL, FALSE, FALSE },
  { "put", NULL, "conflict", "Changes", NULL, FALSE, TRUE },
  { "put", NULL, "refused", "Changes", "Detail", FALSE, FALSE },
  { "put", NULL, "original_missing", "Changes", "Detail", FALSE, FALSE },
  { "put", NULL, "original_damaged", "Changes", "Detail", FALSE, FALSE },
  { "put", NULL, "unknown_key", "Changes", "Detail", FALSE, FALSE },
  { "put", NULL, "no_space", "Changes", "Detail", FALSE, FALSE },
  { "event", "{\"type\": \"submit\"}", "late", "Submission", "Detail", TRUE, FALSE },
};

static void
test_queued (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (queued); i++)
    {
      const JcUnsent *unsent;

      fixture->kind = queued[i].kind;
      fixture->body = queued[i].body;
      fixture->reason = queued[i].reason;
      fixture->detail = "细节\nDetail";
      load (fixture);
      unsent = g_ptr_array_index (fixture->items, fixture->items->len - 1);
      g_assert_cmpstr (unsent->title, ==, "Studio application");
      g_assert_cmpstr (unsent->what, ==, queued[i].what);
      g_assert_cmpstr (unsent->detail, ==, queued[i].detail);
      g_assert_cmpint (unsent->is_refused, ==, queued[i].is_refused);
      g_assert_cmpint (unsent->is_conflict, ==, queued[i].is_conflict);
      g_assert_true (unsent->is_here);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/app/unsent/nothing", Fixture, "en", set_up, test_nothing, tear_down);
  g_test_add ("/app/unsent/aside", Fixture, "en", set_up, test_aside, tear_down);
  g_test_add ("/app/unsent/aside-reason", Fixture, "en", set_up, test_aside_reason, tear_down);
  g_test_add ("/app/unsent/aside-chinese", Fixture, "zh_CN", set_up, test_aside_chinese, tear_down);
  g_test_add ("/app/unsent/aside-last", Fixture, "en", set_up, test_aside_last, tear_down);
  g_test_add ("/app/unsent/queued", Fixture, "en", set_up, test_queued, tear_down);

  return g_test_run ();
}
