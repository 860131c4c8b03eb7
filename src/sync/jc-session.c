/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-session.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "jc-sync.h"

#define KEYRING_SECONDS 2
#define TOKEN_MAX_BYTES 4096

static const SecretSchema schema = {
  "cn.jiangce.Jiangce.Token",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

/* --- The keyring, which may be missing, locked or asleep --- */

typedef struct
{
  GCancellable *cancellable; /* (owned) */
  GMutex        mutex;
  GCond         done_changed;
  gboolean      done;
} Watch;

static gpointer
watch_thread (gpointer data)
{
  Watch *watch = data;
  gint64 end = g_get_monotonic_time () + KEYRING_SECONDS * G_TIME_SPAN_SECOND;

  g_mutex_lock (&watch->mutex);
  while (!watch->done && g_cond_wait_until (&watch->done_changed, &watch->mutex, end))
    ;
  if (!watch->done)
    g_cancellable_cancel (watch->cancellable);
  g_mutex_unlock (&watch->mutex);
  return NULL;
}

/* TRUE when an unlocked default collection answered: one that is locked would ask the person. */
static gboolean
keyring_is_open (GCancellable *cancellable)
{
  g_autoptr (SecretService) service
      = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, cancellable, NULL);
  g_autoptr (SecretCollection) collection = NULL;

  if (service == NULL)
    return FALSE;
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, cancellable, NULL);
  return collection != NULL && !secret_collection_get_locked (collection);
}

typedef gpointer (*KeyringFunc) (const char   *server,
                                 const char   *account,
                                 const char   *token,
                                 GCancellable *cancellable);

/* Runs @func on the keyring when there is one to be had in time; NULL otherwise. */
static gpointer
with_keyring (KeyringFunc func, const char *server, const char *account, const char *token)
{
  Watch    watch = { g_cancellable_new () };
  GThread *thread;
  gpointer result = NULL;

  g_mutex_init (&watch.mutex);
  g_cond_init (&watch.done_changed);
  thread = g_thread_new ("keyring-watch", watch_thread, &watch);

  if (keyring_is_open (watch.cancellable))
    result = func (server, account, token, watch.cancellable);

  g_mutex_lock (&watch.mutex);
  watch.done = TRUE;
  g_cond_signal (&watch.done_changed);
  g_mutex_unlock (&watch.mutex);
  g_thread_join (thread);
  g_mutex_clear (&watch.mutex);
  g_cond_clear (&watch.done_changed);
  g_object_unref (watch.cancellable);
  return result;
}

static gpointer
keyring_store (const char   *server,
               const char   *account,
               const char   *token,
               GCancellable *cancellable)
{
  return GINT_TO_POINTER (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT,
                                                      "Jiangce 匠册", token, cancellable, NULL,
                                                      "server", server, "account", account, NULL));
}

static gpointer
keyring_load (const char *server, const char *account, const char *token, GCancellable *cancellable)
{
  char *found = secret_password_lookup_sync (&schema, cancellable, NULL, "server", server,
                                             "account", account, NULL);
  char *copy = g_strdup (found);

  secret_password_free (found);
  return copy;
}

static gpointer
keyring_forget (const char   *server,
                const char   *account,
                const char   *token,
                GCancellable *cancellable)
{
  return GINT_TO_POINTER (secret_password_clear_sync (&schema, cancellable, NULL, "server", server,
                                                      "account", account, NULL));
}

/* --- The file --- */

static char *
token_path (const char *folder)
{
  return g_build_filename (folder, "token", NULL);
}

static gboolean
store_in_file (const char *folder, const char *token, GError **error)
{
  g_autofree char *path = token_path (folder);
  GError          *local = NULL;

  if (g_file_set_contents_full (path, token, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local))
    return TRUE;
  jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED, "登录凭据写不进资料夹：%s",
                "The token cannot be written into the library folder: %s", local->message);
  g_error_free (local);
  return FALSE;
}

/**
 * jc_session_store_token:
 * @folder: the library's folder
 * @server: the server's address
 * @account: the account's name
 * @token: the token
 * @use_keyring: whether the keyring may be asked
 * @place: (out): where it lies now
 * @error: return location
 *
 * Returns: %FALSE with @error set when it could be put nowhere
 */
gboolean
jc_session_store_token (const char   *folder,
                        const char   *server,
                        const char   *account,
                        const char   *token,
                        gboolean      use_keyring,
                        JcTokenPlace *place,
                        GError      **error)
{
  *place = JC_TOKEN_NOWHERE;
  if (use_keyring && with_keyring (keyring_store, server, account, token) != NULL)
    {
      g_autofree char *path = token_path (folder);

      g_unlink (path);
      *place = JC_TOKEN_KEYRING;
      return TRUE;
    }
  if (!store_in_file (folder, token, error))
    return FALSE;
  *place = JC_TOKEN_FILE;
  return TRUE;
}

/**
 * jc_session_load_token:
 * @folder: the library's folder
 * @server: the server's address
 * @account: the account's name
 * @use_keyring: whether the keyring may be asked
 * @place: (out): where it was found
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
jc_session_load_token (const char   *folder,
                       const char   *server,
                       const char   *account,
                       gboolean      use_keyring,
                       JcTokenPlace *place)
{
  g_autofree char *path = token_path (folder);
  char            *token = NULL;
  gsize            length = 0;

  *place = JC_TOKEN_NOWHERE;
  if (g_file_get_contents (path, &token, &length, NULL) && length > 0 && length <= TOKEN_MAX_BYTES)
    {
      *place = JC_TOKEN_FILE;
      return g_strchomp (token);
    }
  g_clear_pointer (&token, g_free);
  if (use_keyring)
    token = with_keyring (keyring_load, server, account, NULL);
  if (token != NULL)
    *place = JC_TOKEN_KEYRING;
  return token;
}

/**
 * jc_session_forget_in_keyring:
 * @server: the server's address
 * @account: the account's name
 *
 * Takes the token of a session that another has replaced out of the keyring.
 */
void
jc_session_forget_in_keyring (const char *server, const char *account)
{
  with_keyring (keyring_forget, server, account, NULL);
}

/**
 * jc_session_forget_token:
 * @folder: the library's folder
 * @server: the server's address
 * @account: the account's name
 * @use_keyring: whether the keyring may be asked
 *
 * Takes the token away from wherever it lies.
 */
void
jc_session_forget_token (const char *folder,
                         const char *server,
                         const char *account,
                         gboolean    use_keyring)
{
  g_autofree char *path = token_path (folder);

  if (g_unlink (path) != 0 && errno != ENOENT)
    g_warning ("The token file could not be removed: %s", g_strerror (errno));
  if (use_keyring)
    with_keyring (keyring_forget, server, account, NULL);
}
