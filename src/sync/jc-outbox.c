/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"
#include "jc-sync-engine.h"
#include "jc-sync-private.h"

/* Somebody went on working on it, or handed it in: that is stronger than a deletion here. */
static gboolean
take_back_delete (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  return jc_library_undelete_dossier (self->library, id, error)
         && jc_feed_pull_dossier (self, id, cancellable, error);
}

static gboolean
push_delete (
    JcSync *self, const char *id, guint *n_pushed, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, id, NULL);
  g_autofree char *path = g_strconcat ("/dossiers/", id, NULL);
  g_autofree char *revision = NULL;
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "DELETE", path };

  if (base == NULL)
    return TRUE;
  revision = jc_outbox_dup_revision (base);
  request.if_match = revision;
  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (response.status == 412 || response.status == 409)
    return take_back_delete (self, id, cancellable, error);
  if (response.status >= 400 && response.status != 404)
    return jc_api_response_to_error (&response, error);
  (*n_pushed)++;
  return TRUE;
}

static gboolean
push_item (
    JcSync *self, JcOutboxItem *item, guint *n_pushed, GCancellable *cancellable, GError **error)
{
  if (g_str_equal (item->kind, "event"))
    return jc_submit_push_event (self, item, n_pushed, cancellable, error);
  if (g_str_equal (item->kind, "delete"))
    return push_delete (self, item->dossier_id, n_pushed, cancellable, error);
  return jc_outbox_push_dossier (self, item->dossier_id, item->key, n_pushed, cancellable, error);
}

/* --- What happens to an item that did not go --- */

/* Nothing else will go either. A server that fails at one item only takes the others in the next
 * run, where that one still waits. */
static gboolean
stops_the_run (const GError *error)
{
  return g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION)
         || g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER)
         || g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN)
         || g_error_matches (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Where nobody answered, nothing was wrong with the item: when the run comes again, it goes. */
static gint64
choose_moment (JcSync *self, const JcOutboxItem *item, const GError *failure)
{
  gint64 now_us = g_get_real_time ();

  if (jc_reason_is_final (item->reason))
    return G_MAXINT64;
  /* The opening's own moment was set when the server named it. */
  if (g_str_equal (item->reason, "opening") && item->retry_at_us >= now_us)
    return item->retry_at_us;
  if (stops_the_run (failure) && !g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER))
    return 0;
  return now_us
         + jc_sync_engine_back_off (item->n_attempts, g_random_double (),
                                    jc_sync_get_retry_after_us (self));
}

static gboolean
keep_waiting (JcSync *self, JcOutboxItem *item, const GError *failure, GError **error)
{
  item->n_attempts++;
  g_free (item->reason);
  item->reason = g_strdup (jc_reason_from_error (failure));
  g_free (item->detail);
  item->detail = g_strdup (failure->message);
  item->retry_at_us = choose_moment (self, item, failure);
  return jc_library_save_outbox_item (self->library, item, error);
}

static gboolean
settle (JcSync *self, JcOutboxItem *item, GError *failure, GError **error)
{
  gboolean stored;

  /* Told only now: while it stood in the outbox the dossier was not in step. */
  if (failure == NULL)
    {
      if (!jc_library_remove_outbox_item (self->library, item->seq, error))
        return FALSE;
      jc_sync_tell_changed (self, item->dossier_id, FALSE);
      return TRUE;
    }
  stored = keep_waiting (self, item, failure, error);
  jc_sync_tell_changed (self, item->dossier_id, FALSE);
  if (!stored)
    {
      g_error_free (failure);
      return FALSE;
    }
  if (stops_the_run (failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return TRUE;
}

/* The items behind *@after_seq, each once; *@n_tried is 0 when there are none left. */
static gboolean
push_pass (JcSync       *self,
           const char   *dossier,
           GHashTable   *held,
           gint64       *after_seq,
           guint        *n_tried,
           guint        *n_pushed,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, dossier, error);

  *n_tried = 0;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);
      GError       *failure = NULL;

      if (item->seq <= *after_seq)
        continue;
      *after_seq = item->seq;
      (*n_tried)++;
      if (g_str_equal (item->kind, "event") && g_hash_table_contains (held, item->dossier_id))
        continue;
      if (dossier == NULL && !jc_outbox_is_due (items, i, g_get_real_time ()))
        {
          g_hash_table_add (held, g_strdup (item->dossier_id));
          continue;
        }
      if (!push_item (self, item, n_pushed, cancellable, &failure))
        g_hash_table_add (held, g_strdup (item->dossier_id));
      if (!settle (self, item, failure, error))
        return FALSE;
    }
  return items != NULL;
}

/**
 * jc_outbox_push:
 * @self: a sync that is connected
 * @dossier: (nullable): only this one's items, whether they are due or not
 * @n_pushed: (inout): counts what the server took
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Sends what waits, in order; an item that has to wait holds up the later events of its dossier,
 * and nothing else.
 *
 * Returns: %FALSE with @error set when the run had to stop: no connection, a server in trouble, not
 * signed in, cancelled, or the library failed
 */
gboolean
jc_outbox_push (
    JcSync *self, const char *dossier, guint *n_pushed, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 after_seq = 0;
  guint  n_tried;

  /* What was merged in on the way may have put new items behind the last. */
  do
    if (!push_pass (self, dossier, held, &after_seq, &n_tried, n_pushed, cancellable, error))
      return FALSE;
  while (n_tried > 0);
  return TRUE;
}
