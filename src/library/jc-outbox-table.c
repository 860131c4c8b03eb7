/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

void
jc_outbox_item_free (JcOutboxItem *item)
{
  if (item == NULL)
    return;

  g_free (item->key);
  g_free (item->dossier_id);
  g_free (item->kind);
  g_free (item->body);
  g_free (item->reason);
  g_free (item->detail);
  g_free (item);
}

static JcOutboxItem *
read_item (JcStatement *statement)
{
  JcOutboxItem *item = g_new0 (JcOutboxItem, 1);

  item->seq = jc_statement_get_int (statement, "seq");
  item->key = g_strdup (jc_statement_get_text (statement, "key"));
  item->dossier_id = g_strdup (jc_statement_get_text (statement, "dossier_id"));
  item->kind = g_strdup (jc_statement_get_text (statement, "kind"));
  item->body = g_strdup (jc_statement_get_text (statement, "body"));
  item->reason = g_strdup (jc_statement_get_text (statement, "reason"));
  item->detail = g_strdup (jc_statement_get_text (statement, "detail"));
  item->n_attempts = (int)jc_statement_get_int (statement, "n_attempts");
  item->retry_at_us = jc_statement_get_int (statement, "retry_at_us");
  return item;
}

/**
 * jc_library_load_outbox:
 * @dossier_id: (nullable): one dossier's; %NULL: all
 *
 * Returns: (transfer full) (element-type JcOutboxItem): in order. Of a deleted dossier only its
 *   "delete"
 */
GPtrArray *
jc_library_load_outbox (JcLibrary *self, const char *dossier_id, GError **error)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_outbox_item_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = jc_library_prepare (
      self,
      "SELECT seq, key, dossier_id, kind, body, reason, detail, n_attempts, retry_at_us FROM outbox"
      " WHERE (:id IS NULL OR dossier_id = :id) AND (kind = 'delete' OR NOT EXISTS (SELECT 1 FROM"
      " dossier WHERE dossier.id = outbox.dossier_id AND deleted_at_us IS NOT NULL)) ORDER BY seq",
      error);
  if (statement == NULL)
    return NULL;

  jc_statement_bind_text (statement, "id", dossier_id);
  while (jc_library_step (self, statement, &failure))
    g_ptr_array_add (items, read_item (statement));
  if (failure == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* What an event stands behind has to reach the server as it was queued before that event. */
static gboolean
remove_replaced (JcLibrary *self, const char *dossier_id, GError **error)
{
  return jc_library_run_with_id (self,
                                 "DELETE FROM outbox WHERE dossier_id = :id"
                                 " AND kind IN ('put', 'delete') AND seq > (SELECT"
                                 " coalesce (max (seq), 0) FROM outbox WHERE dossier_id = :id"
                                 " AND kind = 'event')",
                                 dossier_id, error);
}

static gboolean
insert_item (JcLibrary  *self,
             const char *dossier_id,
             const char *kind,
             const char *body,
             const char *key,
             GError    **error)
{
  g_autoptr (JcStatement) statement = jc_library_prepare (
      self,
      "INSERT INTO outbox (key, dossier_id, kind, reason, n_attempts, retry_at_us, body)"
      " VALUES (:key, :id, :kind, 'queued', 0, 0, :body)",
      error);

  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "key", key);
  jc_statement_bind_text (statement, "id", dossier_id);
  jc_statement_bind_text (statement, "kind", kind);
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_queue:
 * @kind: "put", "delete" or "event"
 * @body: (nullable): the event's JSON
 * @key: (out) (optional) (transfer full): the new item's key
 *
 * A "put" or "delete" replaces the one that waits, unless an event of that dossier stands behind
 * it. The new item always has a number and key of its own, so that whoever is sending the old one
 * and then removes it does not remove the new one.
 */
gboolean
jc_library_queue (JcLibrary  *self,
                  const char *dossier_id,
                  const char *kind,
                  const char *body,
                  char      **key,
                  GError    **error)
{
  g_autofree char *uuid = NULL;
  gboolean         is_event = FALSE;
  gboolean         is_done = FALSE;

  g_return_val_if_fail (self != NULL && dossier_id != NULL && kind != NULL, FALSE);

  is_event = strcmp (kind, "event") == 0;
  g_return_val_if_fail (is_event || strcmp (kind, "put") == 0 || strcmp (kind, "delete") == 0,
                        FALSE);
  g_return_val_if_fail (is_event == (body != NULL), FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  uuid = g_uuid_string_random ();
  is_done = (is_event || remove_replaced (self, dossier_id, error))
            && insert_item (self, dossier_id, kind, body, uuid, error);
  if (!jc_library_end (self, is_done, error))
    return FALSE;

  if (key != NULL)
    *key = g_steal_pointer (&uuid);
  return TRUE;
}

/**
 * jc_library_save_outbox_item:
 *
 * Stores reason, detail, attempts and the time of the next one. An item that was replaced meanwhile
 * needs none of it: that is no error.
 */
gboolean
jc_library_save_outbox_item (JcLibrary *self, JcOutboxItem *item, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && item != NULL && item->reason != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "UPDATE outbox SET reason = :reason, detail = :detail,"
                                  " n_attempts = :n_attempts, retry_at_us = :retry_at_us"
                                  " WHERE seq = :seq",
                                  error);
  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "reason", item->reason);
  jc_statement_bind_text (statement, "detail", item->detail);
  jc_statement_bind_int (statement, "n_attempts", item->n_attempts);
  jc_statement_bind_int (statement, "retry_at_us", item->retry_at_us);
  jc_statement_bind_int (statement, "seq", item->seq);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_remove_outbox_item:
 *
 * Removing one that is gone is done already. Numbers are never used again.
 */
gboolean
jc_library_remove_outbox_item (JcLibrary *self, gint64 seq, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = jc_library_prepare (self, "DELETE FROM outbox WHERE seq = :seq", error);
  if (statement == NULL)
    return FALSE;
  jc_statement_bind_int (statement, "seq", seq);
  return jc_library_run (self, statement, error);
}

gboolean
jc_outbox_table_remove_deletes (JcLibrary *self, const char *dossier_id, GError **error)
{
  return jc_library_run_with_id (self,
                                 "DELETE FROM outbox WHERE dossier_id = :id AND kind = 'delete'",
                                 dossier_id, error);
}
