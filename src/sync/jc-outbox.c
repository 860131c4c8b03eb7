/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"
#include "jc-sync-engine.h"
#include "jc-sync-private.h"

/* Create, reopen, update, finalise, and a merge or two between them. */
#define MAX_STEPS 10

static char *
revision_of (JcDossier *base)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, jc_dossier_get_revision (base));
}

/* The same step of the same item on the same revision gets the same key, so that a retry after a
 * lost answer acts once. */
static char *
derive_key (const char *key, const char *type, JcDossier *base)
{
  g_autofree char *text
      = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, key, type, jc_dossier_get_revision (base));
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (hash, 32);
}

static JsonNode *
body_of (JcDossier *dossier)
{
  static const char *const members[]
      = { "kind", "about", "round", "programme", "version", "values", "attachments" };
  g_autoptr (JsonNode) document = jc_dossier_to_json (dossier);
  JsonObject *object = json_node_get_object (document);
  JsonObject *body = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (object, members[i]);

      if (member != NULL && !json_node_is_null (member))
        json_object_set_member (body, members[i], json_node_ref (member));
    }
  json_node_take_object (node, body);
  return node;
}

/* The server agreed: what it took is the new base, and what was saved here meanwhile stays unsent.
 */
static gboolean
agree (JcSync *self, JcDossier *sent, JcDossier *in_round, gint64 revision, GError **error)
{
  g_autoptr (JcDossier) draft = jc_dossier_with_state (in_round, "draft", NULL);
  g_autoptr (JcDossier) base = jc_dossier_with_revision (draft, revision);

  return jc_library_save_base_sent (self->library, base, sent, error);
}

/* @in_round: @current, in the round it is sent to. */
static gboolean
put (JcSync       *self,
     JcDossier    *base,
     JcDossier    *current,
     JcDossier    *in_round,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr (JsonNode) body = body_of (in_round);
  g_autofree char *path = g_strconcat ("/dossiers/", jc_dossier_get_id (current), NULL);
  g_autofree char *revision = base != NULL ? revision_of (base) : g_strdup ("*");
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "PUT", path, body, revision, NULL };

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  /* Somebody else was first: theirs comes in, and the next step sends what is still ours. */
  if (response.status == 412)
    return jc_feed_pull_dossier (self, jc_dossier_get_id (current), cancellable, error);
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);
  return agree (self, current, in_round, response.revision, error);
}

static JsonNode *
event_body (const char *type, JcDossier *current)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "type", type);
  if (g_str_equal (type, "finalise"))
    {
      JsonObject *data = json_object_new ();

      json_object_set_string_member (data, "finalised_on", jc_dossier_get_finalised_on (current));
      json_object_set_object_member (object, "data", data);
    }
  json_node_take_object (node, object);
  return node;
}

/* finalise and reopen */
static gboolean
send_event (JcSync       *self,
            const char   *type,
            const char   *item_key,
            JcDossier    *base,
            JcDossier    *current,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (JsonNode) body = event_body (type, current);
  g_autofree char *path = g_strconcat ("/dossiers/", jc_dossier_get_id (current), "/events", NULL);
  g_autofree char *revision = revision_of (base);
  g_autofree char *key = derive_key (item_key, type, base);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "POST", path, body, revision, key };

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (response.status >= 400 && response.status != 412)
    return jc_api_response_to_error (&response, error);
  return jc_feed_pull_dossier (self, jc_dossier_get_id (current), cancellable, error);
}

static JcDossier *
with_round (JcSync *self, JcDossier *current, GError **error)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, error);
  const char *round = rounds != NULL ? jc_sync_engine_pick_round (rounds, current) : NULL;

  if (rounds != NULL && round == NULL)
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND,
                  "服务器上没有为这份申报开放的年度项目。",
                  "The server has no open round for this dossier.");
  return round != NULL ? jc_dossier_with_round (current, round) : NULL;
}

/**
 * jc_outbox_create:
 * @self: a sync that is connected
 * @current: a dossier
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Makes the dossier on the server, in its round or the one that is open for it, as a draft. When it
 * is there already, it is pulled and merged in.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_outbox_create (JcSync *self, JcDossier *current, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDossier) in_round = with_round (self, current, error);

  return in_round != NULL && put (self, NULL, current, in_round, cancellable, error);
}

static gboolean
take_known_step (JcSync       *self,
                 JcSyncStep    step,
                 const char   *key,
                 JcDossier    *base,
                 JcDossier    *current,
                 GCancellable *cancellable,
                 GError      **error)
{
  switch (step)
    {
    case JC_SYNC_STEP_CREATE:
      return jc_outbox_create (self, current, cancellable, error);
    case JC_SYNC_STEP_UPDATE:
      return put (self, base, current, current, cancellable, error);
    case JC_SYNC_STEP_REOPEN:
      return send_event (self, "reopen", key, base, current, cancellable, error);
    case JC_SYNC_STEP_FINALISE:
      return send_event (self, "finalise", key, base, current, cancellable, error);
    case JC_SYNC_STEP_PULL:
      return jc_feed_pull_dossier (self, jc_dossier_get_id (current), cancellable, error);
    case JC_SYNC_STEP_NONE:
    default:
      return TRUE;
    }
}

/* A server that lost the dossier (restored from a backup, or another one) gets it anew; one that
 * keeps it from this account, or has buried it, refuses that. */
static gboolean
take_step (JcSync       *self,
           JcSyncStep    step,
           const char   *key,
           JcDossier    *base,
           JcDossier    *current,
           GCancellable *cancellable,
           GError      **error)
{
  GError *failure = NULL;

  if (take_known_step (self, step, key, base, current, cancellable, &failure))
    return TRUE;
  if (base != NULL && step != JC_SYNC_STEP_PULL
      && g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return jc_outbox_create (self, current, cancellable, error);
    }
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
has_conflicts (JcSync *self, const char *id)
{
  g_autoptr (JsonNode) conflicts = jc_library_load_conflicts (self->library, id, NULL);

  return !jc_json_is_blank (conflicts);
}

/**
 * jc_outbox_push_dossier:
 * @self: a sync that is connected
 * @id: a dossier's id
 * @key: the outbox item's key
 * @n_pushed: (inout): counts what the server took
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Takes one step after the other until the server holds what the library holds.
 *
 * Returns: %FALSE with @error set; what was agreed on so far stands
 */
gboolean
jc_outbox_push_dossier (JcSync       *self,
                        const char   *id,
                        const char   *key,
                        guint        *n_pushed,
                        GCancellable *cancellable,
                        GError      **error)
{
  for (int i = 0; i < MAX_STEPS; i++)
    {
      g_autoptr (JcDossier) current = jc_library_load_dossier (self->library, id, error);
      g_autoptr (JcDossier) base
          = current != NULL ? jc_library_load_base (self->library, id, NULL) : NULL;
      JcSyncStep step;

      if (current == NULL)
        return FALSE;
      if (has_conflicts (self, id))
        return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_CONFLICT,
                             "两处都改过：先选定用哪一边的。",
                             "Changed in two places: choose first which one stays.");
      step = jc_sync_engine_next (base, current);
      if (step == JC_SYNC_STEP_NONE)
        return TRUE;
      if (!take_step (self, step, key, base, current, cancellable, error))
        return FALSE;
      (*n_pushed)++;
      jc_sync_tell_changed (self, id, FALSE);
    }
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                       "材料在服务器上变得太快，稍后再试。",
                       "The dossier keeps changing on the server; it will be tried again.");
}

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
  revision = revision_of (base);
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

/* Nothing else will go either. */
static gboolean
stops_the_run (const GError *error)
{
  return g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION)
         || g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN)
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
  if (stops_the_run (failure)
      && (!g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION)
          || !jc_sync_was_answered (self)))
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
 * Returns: %FALSE with @error set when the run had to stop: no connection, not signed in,
 * cancelled, or the library failed
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
