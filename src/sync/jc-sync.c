/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync.h"

#include "jc-download.h"
#include "jc-sync-private.h"
#include "jc-upload.h"

#define CLOCK_SETTING "clock_offset_us"
#define CLOCK_SLACK_US (2 * G_USEC_PER_SEC)

/* It would take the name for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (jc-sync-error-quark, jc_sync_error)
/* clang-format on */

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
  jc_upload_memory_clear (self);
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

/**
 * jc_sync_set_progress_func:
 * @self: a sync
 * @func: (nullable): told how far a run has come
 * @user_data: for @func
 *
 * @func is called on the thread that syncs.
 */
void
jc_sync_set_progress_func (JcSync *self, JcSyncProgressFunc func, gpointer user_data)
{
  self->progress = func;
  self->progress_data = user_data;
}

/**
 * jc_sync_set_metered:
 * @self: a sync
 * @is_metered: whether the network counts what is sent, and the person did not ask for the run
 */
void
jc_sync_set_metered (JcSync *self, gboolean is_metered)
{
  self->is_metered = is_metered;
}

/* For the files of this room, see jc-sync-private.h. */
void
jc_sync_tell_progress (JcSync *self, const JcSyncProgress *progress)
{
  if (self->progress != NULL)
    self->progress (progress, self->progress_data);
}

/* For the files of this room, see jc-sync-private.h. */
void
jc_sync_tell_stage (JcSync *self, JcSyncStage stage, const char *dossier)
{
  JcSyncProgress progress = { .stage = stage, .dossier = dossier };

  jc_sync_tell_progress (self, &progress);
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

/* For the files of this room, see jc-sync-private.h. */
void
jc_sync_disconnect (JcSync *self)
{
  jc_upload_memory_clear (self);
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
  return self->client != NULL && jc_api_client_get_status (self->client) != 0;
}

/**
 * jc_sync_is_asked_to_wait:
 * @self: a sync
 *
 * Returns: whether the last answer was that there are too many requests. Source: RFC 6585, 4
 */
gboolean
jc_sync_is_asked_to_wait (JcSync *self)
{
  return self->client != NULL && jc_api_client_get_status (self->client) == 429;
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

/* Later changes of a round come through the feed; only a library that knows none, or a person,
 * asks.
 */
static gboolean
pull_first_rounds (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, error);

  if (rounds == NULL || (rounds->len > 0 && !self->asks_for_rounds))
    return rounds != NULL;
  self->asks_for_rounds = FALSE;
  return jc_feed_pull_rounds (self, cancellable, error);
}

/* A clock that is heard in whole seconds moves by itself: that is not worth a write to the disk. */
static gboolean
note_clock (JcSync *self, GError **error)
{
  gint64           offset_us = jc_api_client_get_clock_offset_us (self->client);
  g_autofree char *noted = jc_library_dup_setting (self->library, CLOCK_SETTING, NULL);
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, offset_us);

  if (noted != NULL && ABS (g_ascii_strtoll (noted, NULL, 10) - offset_us) <= CLOCK_SLACK_US)
    return TRUE;
  return jc_library_set_setting (self->library, CLOCK_SETTING, offset, error);
}

static gboolean
run (JcSync *self, JcSyncCounts *counts, GCancellable *cancellable, GError **error)
{
  return pull_first_rounds (self, cancellable, error)
         && jc_feed_pull (self, &counts->pulled, cancellable, error)
         && jc_opening_follow (self, error)
         && (self->is_metered || jc_outbox_release (self, "metered", error))
         && jc_submit_forget_done (self, error)
         && jc_outbox_push (self, NULL, &counts->pushed, cancellable, error)
         && jc_fetch_originals (self, cancellable, error) && note_clock (self, error);
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
  jc_sync_tell_stage (self, JC_SYNC_STAGE_PULLING, NULL);
  run (self, counts, cancellable, &failure);
  jc_sync_tell_stage (self, JC_SYNC_STAGE_IDLE, NULL);
  count_rest (self, counts);
  if (failure == NULL)
    return TRUE;
  /* The token is no longer good: the next run asks for a new sign-in. */
  if (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN))
    jc_sync_disconnect (self);
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

/**
 * jc_sync_get_server_time_us:
 * @self: a sync
 *
 * Returns: now by the server's clock as last heard, µs since the epoch; this machine's when never
 */
gint64
jc_sync_get_server_time_us (JcSync *self)
{
  g_autofree char *offset = jc_library_dup_setting (self->library, CLOCK_SETTING, NULL);

  return g_get_real_time () + (offset != NULL ? g_ascii_strtoll (offset, NULL, 10) : 0);
}
