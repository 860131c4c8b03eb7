/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-event.h"
#include "jc-sync-engine.h"
#include "jc-sync-private.h"
#include "jc-upload.h"

/* Create, reopen, update, finalise, and a merge or two between them. */
#define MAX_STEPS 10

/* For the files of this room, see jc-sync-private.h. */
char *
jc_outbox_dup_revision (JcDossier *base)
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

/* The document itself. @in_round: @current, in the round it is sent to. */
static gboolean
send_document (JcSync       *self,
               JcDossier    *base,
               JcDossier    *current,
               JcDossier    *in_round,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (JsonNode) body = body_of (in_round);
  g_autofree char *path = g_strconcat ("/dossiers/", jc_dossier_get_id (current), NULL);
  g_autofree char *revision = base != NULL ? jc_outbox_dup_revision (base) : g_strdup ("*");
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

static gboolean
send_with_originals (JcSync       *self,
                     JcDossier    *base,
                     JcDossier    *current,
                     JcDossier    *in_round,
                     gboolean      has_lost,
                     GCancellable *cancellable,
                     GError      **error)
{
  if (!jc_upload_originals (self, base, in_round, has_lost, cancellable, error))
    return FALSE;
  jc_sync_tell_stage (self, JC_SYNC_STAGE_SENDING, jc_dossier_get_id (current));
  if (send_document (self, base, current, in_round, cancellable, error))
    return jc_upload_memory_forget (self, in_round, error);
  jc_upload_memory_save (self, NULL);
  return FALSE;
}

/* What a document names has to be at the server before the document: its originals go here, ahead
 * of it. Whatever stops them stops the document, and the item waits with that reason. A server that
 * lacks one all the same has lost it, or kept it no longer: they go once more. */
static gboolean
put (JcSync       *self,
     JcDossier    *base,
     JcDossier    *current,
     JcDossier    *in_round,
     GCancellable *cancellable,
     GError      **error)
{
  GError *failure = NULL;

  if (send_with_originals (self, base, current, in_round, FALSE, cancellable, &failure))
    return TRUE;
  if (self->client != NULL && jc_api_client_get_status (self->client) == 422
      && g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_ORIGINAL_MISSING))
    {
      g_error_free (failure);
      return send_with_originals (self, base, current, in_round, TRUE, cancellable, error);
    }
  g_propagate_error (error, failure);
  return FALSE;
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
  g_autofree char *revision = jc_outbox_dup_revision (base);
  g_autofree char *key = derive_key (item_key, type, base);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "POST", path, body, revision, key };

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (response.status >= 400 && response.status != 412)
    return jc_api_response_to_error (&response, error);
  return jc_feed_pull_dossier (self, jc_dossier_get_id (current), cancellable, error);
}

/* Reopening was our own step on the way to what @mine finalised: where nobody changed anything
 * meanwhile it stays so, with its day. */
static gboolean
finalise_again (JcSync *self, JcDossier *mine, GError **error)
{
  g_autoptr (JcDossier) now
      = jc_library_load_dossier (self->library, jc_dossier_get_id (mine), error);
  g_autoptr (JcDossier) finalised = NULL;
  g_autoptr (JcProgramme) programme = NULL;

  if (now == NULL)
    return FALSE;
  if (!g_str_equal (jc_dossier_get_state (mine), "finalised")
      || !g_str_equal (jc_dossier_get_state (now), "draft")
      || !jc_json_equal (jc_dossier_get_values (now), jc_dossier_get_values (mine))
      || !jc_json_equal (jc_dossier_get_attachments (now), jc_dossier_get_attachments (mine)))
    return TRUE;
  finalised = jc_dossier_with_state (now, "finalised", jc_dossier_get_finalised_on (mine));
  programme = jc_drafting_load_programme (self->library, finalised, error);
  return programme != NULL
         && jc_drafting_save (self->library, programme, finalised, "finalised", error);
}

static JcDossier *
with_round (JcSync *self, JcDossier *current, GError **error)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, error);
  const char *round = rounds != NULL ? jc_sync_engine_pick_round (rounds, current) : NULL;

  if (rounds != NULL && round == NULL)
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_ROUND,
                  "服务器上没有为这份申报开放的年度项目，或有几个而不知该归哪一个。等管理员开放，会"
                  "自动再试。",
                  "The server has no open round for this dossier, or several and no way to tell "
                  "which. It will be tried again once an administrator has opened one.");
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
      return send_event (self, "reopen", key, base, current, cancellable, error)
             && finalise_again (self, current, error);
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
 * keeps it from this account, or has buried it, refuses that. One that does not know the round is
 * asked for its rounds first: there may be one to move to. */
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
  if (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_ROUND))
    {
      g_error_free (failure);
      return jc_feed_pull_rounds (self, cancellable, error)
             && jc_outbox_create (self, current, cancellable, error);
    }
  if (base != NULL && step != JC_SYNC_STEP_PULL
      && g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return jc_outbox_create (self, current, cancellable, error);
    }
  g_propagate_error (error, failure);
  return FALSE;
}

/* Handed in elsewhere while there was unsent work here. */
static gboolean
refuse_locked (JcDossier *current, GError **error)
{
  const char   *state = jc_dossier_get_state (current);
  const JcText *label = jc_state_get_label (state);

  return jc_set_error (
      error, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED,
      "这份材料在服务器上是“%1$s”，不能再改：这里后来的修改没有送出，仍在本机。%2$.0s",
      "On the server this dossier is “%2$s” and takes no changes: what was changed "
      "here since was not sent and is kept here.%1$.0s",
      label != NULL ? label->zh : state, label != NULL ? label->en : state);
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
  JcSyncStep last = JC_SYNC_STEP_NONE;

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
      if (step == JC_SYNC_STEP_PULL && last == step)
        return refuse_locked (current, error);
      last = step;
      if (!take_step (self, step, key, base, current, cancellable, error))
        return FALSE;
      (*n_pushed)++;
      jc_sync_tell_changed (self, id, FALSE);
    }
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                       "材料在服务器上变得太快，稍后再试。",
                       "The dossier keeps changing on the server; it will be tried again.");
}
