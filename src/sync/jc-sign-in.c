/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-private.h"

/* The setting that holds who signed out last. */
#define SIGNED_OUT "signed_out"
#define REVOKE_SECONDS 5

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
    jc_api_client_refuse_portal (error);
  return g_strdup (token);
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

/* Another server has another feed, and another account sees another part of it. Who signed out and
 * in again has the same one. */
static gboolean
is_same_feed (JcSync *self, const char *server, const char *account)
{
  g_autofree char *server_before = jc_library_dup_setting (self->library, "server", NULL);
  g_autofree char *account_before = jc_library_dup_setting (self->library, "account", NULL);
  g_autofree char *signed_out = jc_library_dup_setting (self->library, SIGNED_OUT, NULL);

  return g_strcmp0 (server_before, server) == 0
         && g_strcmp0 (account_before != NULL ? account_before : signed_out, account) == 0;
}

static gboolean
remember_account (JcSync *self, const char *server, const char *account, GError **error)
{
  if (!is_same_feed (self, server, account) && !jc_feed_begin_again (self, FALSE, error))
    return FALSE;
  return jc_library_set_setting (self->library, "server", server, error)
         && jc_library_set_setting (self->library, "account", account, error);
}

static gboolean
keep_session (JcSync *self, const char *token, GCancellable *cancellable, GError **error)
{
  const char *folder = jc_library_get_folder (self->library);

  if (!jc_trusted_keys_pin (self, cancellable, error)
      || !jc_session_store_token (folder, self->server, self->account, token, self->use_keyring,
                                  &self->place, error))
    return FALSE;
  if (remember_account (self, self->server, self->account, error))
    return TRUE;
  /* The token must not go to the server that is still remembered. */
  jc_session_forget_token (folder, self->server, self->account, self->use_keyring);
  return FALSE;
}

/* --- The session before --- */

/**
 * Session: one that was signed in when another is.
 */
typedef struct
{
  char        *server;  /* (owned) (nullable) */
  char        *account; /* (owned) (nullable) */
  char        *token;   /* (owned) (nullable): nobody was signed in */
  JcTokenPlace place;
} Session;

static void
session_clear (Session *session)
{
  g_free (session->server);
  g_free (session->account);
  g_free (session->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static void
load_session (JcSync *self, Session *session)
{
  session->server = jc_library_dup_setting (self->library, "server", NULL);
  session->account = jc_library_dup_setting (self->library, "account", NULL);
  if (session->server != NULL && session->account != NULL)
    session->token = jc_session_load_token (jc_library_get_folder (self->library), session->server,
                                            session->account, self->use_keyring, &session->place);
}

static void
end_token (JcApiClient *client, GCancellable *cancellable)
{
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "DELETE", "/sessions/current" };

  jc_api_client_send (client, &request, &response, cancellable, NULL);
}

/* A token that nobody holds any more is no good to anybody but a thief. The server may be away:
 * then it stays good until it runs out. */
static void
end_session (JcSync *self, const Session *before, const char *token, GCancellable *cancellable)
{
  g_autoptr (JcApiClient) client = NULL;
  gboolean is_same = g_strcmp0 (before->server, self->server) == 0
                     && g_strcmp0 (before->account, self->account) == 0;

  if (before->token == NULL || (is_same && g_str_equal (before->token, token)))
    return;
  if (!is_same && before->place == JC_TOKEN_KEYRING)
    jc_session_forget_in_keyring (before->server, before->account);
  client = jc_api_client_new (before->server, NULL);
  if (client == NULL)
    return;
  jc_api_client_set_token (client, before->token);
  jc_api_client_set_timeout (client, REVOKE_SECONDS);
  end_token (client, cancellable);
}

/* --- Signing in and out --- */

/**
 * jc_sync_login:
 * @self: a sync
 * @server: the server's address
 * @account: the account's name
 * @password: the password; it is sent and kept nowhere
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Signs in, pins the server's keys, keeps the token and queues what this server has not got. The
 * token of the session before, if there was one, is ended on its server where that can be reached.
 *
 * Returns: %FALSE with @error set: NOT_SIGNED_IN for a wrong account or password, NO_CONNECTION,
 * SERVER, REFUSED
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
  g_auto (Session) before = { NULL };
  g_autofree char *token = NULL;

  if (client == NULL)
    return FALSE;
  token = fetch_token (client, account, password, cancellable, error);
  if (token == NULL)
    return FALSE;

  load_session (self, &before);
  jc_sync_disconnect (self);
  jc_api_client_set_token (client, token);
  self->client = g_steal_pointer (&client);
  self->server = g_strdup (server);
  self->account = g_strdup (account);
  if (!keep_session (self, token, cancellable, error))
    {
      end_token (self->client, cancellable);
      jc_sync_disconnect (self);
      return FALSE;
    }
  end_session (self, &before, token, cancellable);
  /* Queued first: signed in is signed in, also when the connection breaks here. */
  if (queue_unsent (self, error) && jc_submit_release (self, NULL, "unknown_key", error)
      && jc_feed_pull_rounds (self, cancellable, error))
    return TRUE;
  jc_sync_disconnect (self);
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
  g_autofree char *account = NULL;

  if (!jc_sync_connect (self, error))
    return FALSE;
  account = g_strdup (self->account);
  end_token (self->client, cancellable);
  jc_session_forget_token (jc_library_get_folder (self->library), self->server, self->account,
                           self->use_keyring);
  jc_sync_disconnect (self);
  return jc_library_set_setting (self->library, SIGNED_OUT, account, error)
         && jc_library_set_setting (self->library, "account", NULL, error);
}
