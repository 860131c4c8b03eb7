/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-unsent.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-sync.h"
#include "jc-words.h"

static void
unsent_free (gpointer data)
{
  JcUnsent *unsent = data;

  g_free (unsent->dossier);
  g_free (unsent->title);
  g_free (unsent->what);
  g_free (unsent->reason);
  g_free (unsent->detail);
  g_free (unsent);
}

static char *
dup_event_words (const char *body)
{
  g_autoptr (JsonNode) event = body != NULL ? jc_json_parse (body, -1, NULL) : NULL;
  const char *type = jc_json_get_string (jc_json_as_object (event), "type", "");

  if (g_str_equal (type, "submit") || g_str_equal (type, "resubmit"))
    return g_strdup (_ ("Submission"));
  if (g_str_equal (type, "withdraw"))
    return g_strdup (_ ("Withdrawal"));

  return g_strdup (_ ("Event"));
}

static char *
dup_what (const JcOutboxItem *item)
{
  if (g_strcmp0 (item->kind, "delete") == 0)
    return g_strdup (_ ("Deletion"));
  if (g_strcmp0 (item->kind, "event") == 0)
    return dup_event_words (item->body);

  return g_strdup (_ ("Changes"));
}

/* What the server said counts only where it was the server that stopped it. It is kept as an
 * error's message, in both languages. */
static char *
dup_detail (const char *reason, const char *detail)
{
  static const char *const reasons[] = { "refused", "server_error", "findings", "late", NULL };
  g_autoptr (GError) error = NULL;

  if (detail == NULL || *detail == '\0' || reason == NULL || !g_strv_contains (reasons, reason))
    return NULL;
  error = g_error_new_literal (JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED, detail);

  return jc_words_dup_error (error);
}

static JcUnsent *
make_unsent (const JcOutboxItem *item, GHashTable *titles)
{
  JcUnsent   *unsent = g_new0 (JcUnsent, 1);
  const char *title = g_hash_table_lookup (titles, item->dossier_id);
  g_autoptr (JcText) reason
      = jc_sync_reason_dup_text (item->reason != NULL ? item->reason : "queued");

  unsent->dossier = g_strdup (item->dossier_id);
  unsent->title = g_strdup (title != NULL ? title : _ ("A deleted dossier"));
  unsent->what = dup_what (item);
  unsent->reason = g_strdup (jc_words_get (reason));
  unsent->detail = dup_detail (item->reason, item->detail);
  unsent->retry_at_us = item->retry_at_us < G_MAXINT64 ? item->retry_at_us : 0;
  unsent->is_conflict = g_strcmp0 (item->reason, "conflict") == 0;

  return unsent;
}

static gpointer
load_unsent (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (library, NULL, error);
  g_autoptr (GPtrArray) dossiers = NULL;
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *result;

  if (items == NULL)
    return NULL;
  dossiers = items->len > 0 ? jc_library_load_dossiers (library, error) : g_ptr_array_new ();
  if (dossiers == NULL)
    return NULL;

  for (guint i = 0; i < dossiers->len; i++)
    {
      JcDossierRow *row = g_ptr_array_index (dossiers, i);

      g_hash_table_insert (titles, row->id, row->title);
    }
  result = g_ptr_array_new_with_free_func (unsent_free);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (result, make_unsent (g_ptr_array_index (items, i), titles));

  return result;
}

/**
 * jc_unsent_load_async:
 * @worker: the library's worker
 * @cancellable: (nullable)
 * @callback: called when it is there
 * @user_data: for @callback
 */
void
jc_unsent_load_async (JcLibraryWorker    *worker,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_unsent, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                               cancellable, callback, user_data);
}

/**
 * jc_unsent_load_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable) (element-type JcUnsent): what waits
 */
GPtrArray *
jc_unsent_load_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}
