/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync.h"

#include "jc-drafting.h"
#include "jc-pointer.h"
#include "jc-reason.h"
#include "jc-signature.h"
#include "jc-sync-private.h"

G_DEFINE_QUARK (jc - sync - error - quark, jc_sync_error)

/**
 * jc_sync_new:
 * @library: the library to keep in step; has to outlive the result
 *
 * Returns: (transfer full): a sync
 */
JcSync *
jc_sync_new (JcLibrary *library)
{
  JcSync *self = g_new0 (JcSync, 1);

  self->library = library;
  self->use_keyring = TRUE;
  return self;
}

/**
 * jc_sync_free:
 * @self: a sync
 *
 * Closes its connections; the library stays open.
 */
void
jc_sync_free (JcSync *self)
{
  g_clear_pointer (&self->client, jc_api_client_free);
  g_free (self->server);
  g_free (self->account);
  g_free (self);
}

/**
 * jc_sync_set_use_keyring:
 * @self: a sync
 * @use_keyring: whether the desktop's keyring may be asked
 *
 * A keyring is asked only where it is unlocked and answers within two seconds.
 */
void
jc_sync_set_use_keyring (JcSync *self, gboolean use_keyring)
{
  self->use_keyring = use_keyring;
}

/**
 * jc_sync_set_changed_func:
 * @self: a sync
 * @func: (nullable): told of every dossier that changed
 * @user_data: for @func
 *
 * @func is called on the thread that syncs.
 */
void
jc_sync_set_changed_func (JcSync *self, JcSyncChangedFunc func, gpointer user_data)
{
  self->changed = func;
  self->changed_data = user_data;
}

/* For the files of this room, see jc-sync-private.h. */
void
jc_sync_tell_changed (JcSync *self, const char *dossier, gboolean receipt)
{
  if (self->changed != NULL)
    self->changed (dossier, receipt, self->changed_data);
}

static gboolean
not_signed_in (GError **error)
{
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN, "还没有登录服务器。",
                       "Not signed in to a server.");
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_sync_connect (JcSync *self, GError **error)
{
  g_autofree char *server = NULL;
  g_autofree char *account = NULL;
  g_autofree char *token = NULL;

  if (self->client != NULL)
    return TRUE;
  server = jc_library_dup_setting (self->library, "server", NULL);
  account = jc_library_dup_setting (self->library, "account", NULL);
  if (server == NULL || account == NULL)
    return not_signed_in (error);
  token = jc_session_load_token (jc_library_get_folder (self->library), server, account,
                                 self->use_keyring, &self->place);
  if (token == NULL)
    return not_signed_in (error);
  self->client = jc_api_client_new (server, error);
  if (self->client == NULL)
    return FALSE;
  jc_api_client_set_token (self->client, token);
  self->server = g_steal_pointer (&server);
  self->account = g_steal_pointer (&account);
  return TRUE;
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_sync_call (JcSync             *self,
              const JcApiRequest *request,
              JcApiResponse      *response,
              GCancellable       *cancellable,
              GError            **error)
{
  if (!jc_api_client_send (self->client, request, response, cancellable, error))
    return FALSE;
  return response->status < 400 || jc_api_response_to_error (response, error);
}

static void
disconnect_client (JcSync *self)
{
  g_clear_pointer (&self->client, jc_api_client_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->account, g_free);
  self->place = JC_TOKEN_NOWHERE;
}

/**
 * jc_sync_get_token_place:
 * @self: a sync
 *
 * Returns: (nullable): "keyring" or "file"; %NULL while not signed in
 */
const char *
jc_sync_get_token_place (JcSync *self)
{
  switch (self->place)
    {
    case JC_TOKEN_KEYRING:
      return "keyring";
    case JC_TOKEN_FILE:
      return "file";
    case JC_TOKEN_NOWHERE:
    default:
      return NULL;
    }
}

/**
 * jc_sync_was_answered:
 * @self: a sync
 *
 * Returns: whether the server answered the last request, with whatever status
 */
gboolean
jc_sync_was_answered (JcSync *self)
{
  return self->client != NULL && jc_api_client_was_answered (self->client);
}

/**
 * jc_sync_get_retry_after_us:
 * @self: a sync
 *
 * Returns: how long the last answer asked to wait before the next request, µs; 0: not at all
 */
gint64
jc_sync_get_retry_after_us (JcSync *self)
{
  return self->client != NULL ? jc_api_client_get_retry_after_us (self->client) : 0;
}

/* --- Signing in and out --- */

static JsonNode *
credentials (const char *account, const char *password)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "account", account);
  json_object_set_string_member (object, "password", password);
  json_node_take_object (node, object);
  return node;
}

static char *
fetch_token (JcApiClient  *client,
             const char   *account,
             const char   *password,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (JsonNode) body = credentials (account, password);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "POST", "/sessions", body };
  const char  *token;

  if (!jc_api_client_send (client, &request, &response, cancellable, error))
    return NULL;
  if (response.status >= 400)
    {
      jc_api_response_to_error (&response, error);
      return NULL;
    }
  token = jc_json_get_string (jc_json_as_object (response.body), "token", NULL);
  if (token == NULL)
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器没有给登录凭据。",
                  "The server gave no token.");
  return g_strdup (token);
}

static gboolean
has_key (JsonArray *keys, const char *key_id)
{
  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (json_array_get_element (keys, i)),
                                       "key_id", NULL),
                   key_id)
        == 0)
      return TRUE;
  return FALSE;
}

/* Keys that were once pinned stay: receipts signed with them have to stay checkable. */
static gboolean
pin_keys (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest     request = { "GET", "/keys" };
  g_autofree char *text = jc_library_dup_setting (self->library, "keys", NULL);
  g_autoptr (JsonNode) pinned = text != NULL ? jc_json_parse (text, -1, NULL) : NULL;
  g_autoptr (JsonNode) merged = jc_json_new_array (json_array_new ());
  g_autofree char *all = NULL;
  JsonArray       *keys;
  JsonArray       *known;

  if (!jc_sync_call (self, &request, &response, cancellable, error))
    return FALSE;
  keys = jc_json_as_array (response.body);
  if (keys == NULL)
    keys = jc_json_get_array (jc_json_as_object (response.body), "items");
  known = jc_json_as_array (pinned);
  for (guint i = 0; known != NULL && i < json_array_get_length (known); i++)
    json_array_add_element (json_node_get_array (merged),
                            json_node_ref (json_array_get_element (known, i)));
  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    {
      JsonNode   *key = json_array_get_element (keys, i);
      const char *key_id = jc_json_get_string (jc_json_as_object (key), "key_id", NULL);

      if (key_id != NULL && !has_key (json_node_get_array (merged), key_id))
        json_array_add_element (json_node_get_array (merged), json_node_ref (key));
    }
  all = jc_json_to_canonical (merged);
  return jc_library_set_setting (self->library, "keys", all, error);
}

/* Every dossier that this server has not got goes into the outbox. */
static gboolean
queue_unsent (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) rows = jc_library_load_dossiers (self->library, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const JcDossierRow *row = g_ptr_array_index (rows, i);

      if (!g_str_equal (row->sync, "synced")
          && !jc_library_queue (self->library, row->id, "put", NULL, NULL, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
remember_account (JcSync *self, const char *server, const char *account, GError **error)
{
  g_autofree char *server_before = jc_library_dup_setting (self->library, "server", NULL);
  g_autofree char *account_before = jc_library_dup_setting (self->library, "account", NULL);

  /* Another server has another feed, and another account sees another part of it. */
  if ((g_strcmp0 (server_before, server) != 0 || g_strcmp0 (account_before, account) != 0)
      && !jc_feed_begin_again (self, error))
    return FALSE;
  return jc_library_set_setting (self->library, "server", server, error)
         && jc_library_set_setting (self->library, "account", account, error);
}

static gboolean
set_up_account (JcSync       *self,
                const char   *server,
                const char   *account,
                const char   *token,
                GCancellable *cancellable,
                GError      **error)
{
  const char *folder = jc_library_get_folder (self->library);

  if (!pin_keys (self, cancellable, error)
      || !jc_session_store_token (folder, server, account, token, self->use_keyring, &self->place,
                                  error))
    return FALSE;
  if (!remember_account (self, server, account, error))
    {
      /* The token must not go to the server that is still remembered. */
      jc_session_forget_token (folder, server, account, self->use_keyring);
      return FALSE;
    }
  /* Queued first: signed in is signed in, also when the connection breaks here. */
  return queue_unsent (self, error) && jc_feed_pull_rounds (self, cancellable, error);
}

/**
 * jc_sync_login:
 * @self: a sync
 * @server: the server's address
 * @account: the account's name
 * @password: the password; it is sent and kept nowhere
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Signs in, pins the server's keys, keeps the token and queues what this server has not got.
 *
 * Returns: %FALSE with @error set: NOT_SIGNED_IN for a wrong account or password, NO_CONNECTION,
 * REFUSED
 */
gboolean
jc_sync_login (JcSync       *self,
               const char   *server,
               const char   *account,
               const char   *password,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (JcApiClient) client = jc_api_client_new (server, error);
  g_autofree char *token = NULL;

  if (client == NULL)
    return FALSE;
  token = fetch_token (client, account, password, cancellable, error);
  if (token == NULL)
    return FALSE;

  disconnect_client (self);
  jc_api_client_set_token (client, token);
  self->client = g_steal_pointer (&client);
  self->server = g_strdup (server);
  self->account = g_strdup (account);
  if (set_up_account (self, server, account, token, cancellable, error))
    return TRUE;
  disconnect_client (self);
  return FALSE;
}

/**
 * jc_sync_logout:
 * @self: a sync
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Forgets the token here, and on the server where that can be reached. Dossiers and what waits
 * stay.
 *
 * Returns: %FALSE with @error set when nobody was signed in
 */
gboolean
jc_sync_logout (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "DELETE", "/sessions/current" };

  if (!jc_sync_connect (self, error))
    return FALSE;
  jc_api_client_send (self->client, &request, &response, cancellable, NULL);
  jc_session_forget_token (jc_library_get_folder (self->library), self->server, self->account,
                           self->use_keyring);
  disconnect_client (self);
  return jc_library_set_setting (self->library, "account", NULL, error);
}

/* --- Running --- */

static void
count_rest (JcSync *self, JcSyncCounts *counts)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, NULL);
  g_autoptr (GPtrArray) rows = jc_library_load_dossiers (self->library, NULL);

  counts->waiting = items != NULL ? items->len : 0;
  counts->conflicts = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_str_equal (((JcDossierRow *)g_ptr_array_index (rows, i))->sync, "conflict"))
      counts->conflicts++;
}

/* Later changes of a round come through the feed; only a library that knows none asks by itself. */
static gboolean
pull_first_rounds (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, error);

  return rounds != NULL && (rounds->len > 0 || jc_feed_pull_rounds (self, cancellable, error));
}

static gboolean
run (JcSync *self, JcSyncCounts *counts, GCancellable *cancellable, GError **error)
{
  g_autofree char *offset = NULL;

  if (!pull_first_rounds (self, cancellable, error)
      || !jc_feed_pull (self, &counts->pulled, cancellable, error)
      || !jc_outbox_push (self, NULL, &counts->pushed, cancellable, error))
    return FALSE;
  offset = g_strdup_printf ("%" G_GINT64_FORMAT, jc_api_client_get_clock_offset_us (self->client));
  return jc_library_set_setting (self->library, "clock_offset_us", offset, error);
}

/**
 * jc_sync_run:
 * @self: a sync
 * @counts: (out caller-allocates): what happened, also when it fails half way
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Pulls and pushes once.
 *
 * Returns: %FALSE with @error set: NOT_SIGNED_IN, NO_CONNECTION, or the library's
 */
gboolean
jc_sync_run (JcSync *self, JcSyncCounts *counts, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  *counts = (JcSyncCounts){ 0 };
  if (!jc_sync_connect (self, error))
    return FALSE;
  run (self, counts, cancellable, &failure);
  count_rest (self, counts);
  if (failure == NULL)
    return TRUE;
  /* The token is no longer good: the next run asks for a new sign-in. */
  if (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN))
    disconnect_client (self);
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * jc_sync_wait:
 * @self: a sync
 * @seconds: how long at most
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Holds a request until the server's feed has something new. Takes nothing in.
 *
 * Returns: whether something changed; %FALSE with or without @error set
 */
gboolean
jc_sync_wait (JcSync *self, guint seconds, GCancellable *cancellable, GError **error)
{
  g_autofree char *since = jc_library_dup_setting (self->library, "since", NULL);
  g_autofree char *path
      = jc_feed_dup_path (self, since != NULL ? g_ascii_strtoll (since, NULL, 10) : 0, 1, seconds);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  JsonArray   *items;

  if (!jc_sync_connect (self, error)
      || !jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  /* The server was restored: the next pull reads its feed again. */
  if (response.status == 410)
    return TRUE;
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);
  items = jc_json_get_array (jc_json_as_object (response.body), "items");
  return items != NULL && json_array_get_length (items) > 0;
}

/* --- What waits, and conflicts --- */

/**
 * jc_sync_dup_status:
 * @self: a sync
 * @error: return location
 *
 * Returns: (transfer full): {"items": [{"id", "kind", "reason", "retry_at"}]}, from the library
 * alone, or %NULL with @error set
 */
JsonNode *
jc_sync_dup_status (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);
  JsonObject *object = json_object_new ();
  JsonArray  *array = json_array_new ();
  JsonNode   *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_array_member (object, "items", array);
  json_object_unref (object);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const JcOutboxItem *item = g_ptr_array_index (items, i);
      JsonObject         *entry = json_object_new ();
      gboolean            timed = item->retry_at_us > 0 && item->retry_at_us < G_MAXINT64;
      g_autofree char    *at = timed ? jc_instant_to_utc (item->retry_at_us) : NULL;

      json_object_set_string_member (entry, "id", item->dossier_id);
      json_object_set_string_member (entry, "kind", item->kind);
      json_object_set_string_member (entry, "reason",
                                     item->reason != NULL ? item->reason : "queued");
      if (at != NULL)
        json_object_set_string_member (entry, "retry_at", at);
      else
        json_object_set_null_member (entry, "retry_at");
      json_array_add_object_element (array, entry);
    }
  if (items == NULL)
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static JcDossier *
with_side (JcDossier *dossier, JsonObject *conflict, const char *side, GError **error)
{
  const char *pointer = jc_json_get_string (conflict, "pointer", "");
  JsonNode   *value = json_object_get_member (conflict, side);

  if (g_str_equal (side, "mine"))
    return jc_dossier_ref (dossier);
  return jc_dossier_with_value (dossier, pointer,
                                value != NULL && !json_node_is_null (value) ? value : NULL, error);
}

static gboolean
save_decision (JcSync *self, JcDossier *dossier, JsonNode *rest, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, dossier, error);
  const char *id = jc_dossier_get_id (dossier);

  return programme != NULL && jc_library_save_conflicts (self->library, id, rest, error)
         && jc_drafting_save (self->library, programme, dossier, "decided", error)
         && jc_library_queue (self->library, id, "put", NULL, NULL, error);
}

static gboolean
take (JcSync *self, const char *id, const char *pointer, const char *side, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (self->library, id, error);
  g_autoptr (JsonNode) stored
      = dossier != NULL ? jc_library_load_conflicts (self->library, id, NULL) : NULL;
  g_autoptr (JsonNode) rest = jc_json_new_array (json_array_new ());
  g_autoptr (JcDossier) decided = NULL;
  JsonArray *conflicts = jc_json_as_array (stored);

  if (dossier == NULL)
    return FALSE;
  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonNode   *node = json_array_get_element (conflicts, i);
      JsonObject *conflict = jc_json_as_object (node);

      if (decided == NULL
          && g_strcmp0 (jc_json_get_string (conflict, "pointer", NULL), pointer) == 0)
        {
          decided = with_side (dossier, conflict, side, error);
          if (decided == NULL)
            return FALSE;
        }
      else
        json_array_add_element (json_node_get_array (rest), json_node_ref (node));
    }
  if (decided == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND, "“%s”这一处没有要选的。",
                         "There is nothing to choose at “%s”.", pointer);
  return save_decision (self, decided, rest, error);
}

/**
 * jc_sync_take:
 * @self: a sync
 * @dossier: a dossier's id
 * @pointer: the place of a conflict
 * @side: "mine" or "theirs"
 * @error: return location
 *
 * Decides one conflict. The side that was not taken stays in the history.
 *
 * Returns: %FALSE with @error set; NOT_FOUND when there is no conflict there
 */
gboolean
jc_sync_take (
    JcSync *self, const char *dossier, const char *pointer, const char *side, GError **error)
{
  if (!jc_library_begin (self->library, error))
    return FALSE;
  if (!take (self, dossier, pointer, side, error))
    {
      jc_library_rollback (self->library);
      return FALSE;
    }
  if (!jc_library_commit (self->library, error))
    return FALSE;
  jc_sync_tell_changed (self, dossier, FALSE);
  return TRUE;
}

/**
 * jc_sync_verify_receipt:
 * @self: a sync
 * @receipt: a receipt
 * @error: return location
 *
 * Returns: %FALSE with #JC_MODEL_ERROR_NOT_FOUND when its key was never pinned, or
 *   #JC_MODEL_ERROR_SIGNATURE when it was changed
 */
gboolean
jc_sync_verify_receipt (JcSync *self, JsonNode *receipt, GError **error)
{
  g_autofree char *text = jc_library_dup_setting (self->library, "keys", NULL);
  g_autoptr (JsonNode) keys = jc_json_parse (text != NULL ? text : "[]", -1, error);

  return keys != NULL && jc_signature_verify (receipt, keys, error);
}

/**
 * jc_sync_get_server_time_us:
 * @self: a sync
 *
 * Returns: now by the server's clock as last heard, µs since the epoch; this machine's when never
 */
gint64
jc_sync_get_server_time_us (JcSync *self)
{
  g_autofree char *offset = jc_library_dup_setting (self->library, "clock_offset_us", NULL);

  return g_get_real_time () + (offset != NULL ? g_ascii_strtoll (offset, NULL, 10) : 0);
}
