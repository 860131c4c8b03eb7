/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-service.h"

#include <string.h>

#include "jc-sync-service-private.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ACCOUNT,
  PROP_SERVER,
  PROP_LAST_SYNCED_US,
  PROP_N_UNSENT,
  PROP_MESSAGE,
  N_PROPS,
};

enum
{
  DOSSIER_CHANGED,
  RECEIPT,
  PROGRESS,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSyncService, jc_sync_service, G_TYPE_OBJECT)

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_job_free (JcSyncJob *job)
{
  g_clear_object (&job->task);
  g_free (job->server);
  g_free (job->account);
  g_free (job->dossier);
  /* The password must not stay readable in freed memory. */
  if (job->password != NULL)
    explicit_bzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job);
}

static void
take_string (JcSyncService *self, char **field, char **value, guint property)
{
  if (g_strcmp0 (*field, *value) == 0)
    return;
  g_free (*field);
  *field = g_steal_pointer (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_service_take_report (JcSyncService *self, JcSyncReport *report)
{
  JcSyncReport *told = &self->told;

  g_object_freeze_notify (G_OBJECT (self));
  take_string (self, &told->account, &report->account, PROP_ACCOUNT);
  take_string (self, &told->server, &report->server, PROP_SERVER);
  take_string (self, &told->message, &report->message, PROP_MESSAGE);
  if (report->last_synced_us != 0 && report->last_synced_us != told->last_synced_us)
    {
      told->last_synced_us = report->last_synced_us;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNCED_US]);
    }
  if (report->n_unsent != told->n_unsent)
    {
      told->n_unsent = report->n_unsent;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSENT]);
    }
  if (report->state != told->state)
    {
      told->state = report->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_service_emit_changed (JcSyncService *self, const char *dossier, gboolean receipt)
{
  g_signal_emit (self, signals[DOSSIER_CHANGED], 0, dossier);
  if (receipt)
    g_signal_emit (self, signals[RECEIPT], 0, dossier);
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_service_take_progress (JcSyncService *self, const JcSyncProgress *progress)
{
  char *dossier = g_strdup (progress->dossier);

  g_free ((char *)self->progress.dossier);
  self->progress = *progress;
  self->progress.dossier = dossier;
  g_signal_emit (self, signals[PROGRESS], 0);
}

/* Originals that wait for another network go as soon as there is one. */
static void
metered_cb (JcSyncService *self)
{
  gboolean is_metered = g_network_monitor_get_network_metered (self->monitor);
  gboolean was_metered;

  g_mutex_lock (&self->mutex);
  was_metered = self->is_metered;
  self->is_metered = is_metered;
  g_mutex_unlock (&self->mutex);
  if (was_metered && !is_metered && self->thread != NULL)
    jc_sync_service_wake (self, FALSE);
}

static void
push_job (JcSyncService *self, JcSyncJob *job)
{
  g_async_queue_push (self->jobs, job);
  g_mutex_lock (&self->mutex);
  if (self->poll != NULL)
    g_cancellable_cancel (self->poll);
  g_mutex_unlock (&self->mutex);
}

static void
jc_sync_service_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JcSyncService *self = JC_SYNC_SERVICE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int)self->told.state);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->told.account);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->told.server);
      break;
    case PROP_LAST_SYNCED_US:
      g_value_set_int64 (value, self->told.last_synced_us);
      break;
    case PROP_N_UNSENT:
      g_value_set_uint (value, self->told.n_unsent);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->told.message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
jc_sync_service_finalize (GObject *object)
{
  JcSyncService *self = JC_SYNC_SERVICE (object);

  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_object_unref (self->monitor);
  g_async_queue_unref (self->jobs);
  g_main_context_unref (self->context);
  g_clear_object (&self->run);
  g_clear_object (&self->poll);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free ((char *)self->progress.dossier);
  g_free (self->told.account);
  g_free (self->told.server);
  g_free (self->told.message);
  G_OBJECT_CLASS (jc_sync_service_parent_class)->finalize (object);
}

static void
jc_sync_service_class_init (JcSyncServiceClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = jc_sync_service_get_property;
  object_class->finalize = jc_sync_service_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, JC_SYNC_LOCAL_ONLY,
                                             JC_SYNC_FAILED, JC_SYNC_LOCAL_ONLY, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_LAST_SYNCED_US]
      = g_param_spec_int64 ("last-synced-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_N_UNSENT] = g_param_spec_uint ("n-unsent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[DOSSIER_CHANGED]
      = g_signal_new ("dossier-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RECEIPT] = g_signal_new ("receipt", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
jc_sync_service_init (JcSyncService *self)
{
  g_mutex_init (&self->mutex);
  self->jobs = g_async_queue_new_full ((GDestroyNotify)jc_sync_job_free);
  self->context = g_main_context_ref_thread_default ();
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_swapped (self->monitor, "notify::network-metered", G_CALLBACK (metered_cb),
                            self);
  metered_cb (self);
}

/**
 * jc_sync_service_new:
 * @folder: the library's folder
 *
 * Starts the thread. It opens a connection of its own to the library and syncs at once when an
 * account is signed in.
 *
 * Returns: (transfer full): the service; end it with jc_sync_service_stop ()
 */
JcSyncService *
jc_sync_service_new (const char *folder)
{
  JcSyncService *self = g_object_new (JC_TYPE_SYNC_SERVICE, NULL);

  self->folder = g_strdup (folder);
  self->thread = g_thread_new ("sync", jc_sync_thread_func, g_object_ref (self));
  return self;
}

/**
 * jc_sync_service_stop:
 * @self: a service
 *
 * Ends the thread and waits for it; a request under way is given up, what it was about stays in the
 * outbox.
 */
void
jc_sync_service_stop (JcSyncService *self)
{
  JcSyncJob *job = g_new0 (JcSyncJob, 1);

  g_clear_pointer (&self->fetcher, jc_sync_fetcher_free);
  if (self->thread == NULL)
    {
      g_free (job);
      return;
    }
  job->kind = JC_SYNC_JOB_STOP;
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_mutex_unlock (&self->mutex);
  push_job (self, job);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * jc_sync_service_wake:
 * @self: a service
 * @now: at once, forgetting any back-off; otherwise when the person pauses
 *
 * Something was saved, or the person asked to sync.
 */
void
jc_sync_service_wake (JcSyncService *self, gboolean now)
{
  JcSyncJob *job = g_new0 (JcSyncJob, 1);

  job->kind = JC_SYNC_JOB_WAKE;
  job->now = now;
  push_job (self, job);
}

/**
 * jc_sync_service_login_async:
 * @self: a service
 * @server: the server's address
 * @account: the account's name
 * @password: the password; kept nowhere
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As jc_sync_login (), followed by a sync.
 */
void
jc_sync_service_login_async (JcSyncService      *self,
                             const char         *server,
                             const char         *account,
                             const char         *password,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  JcSyncJob *job = g_new0 (JcSyncJob, 1);

  job->kind = JC_SYNC_JOB_LOGIN;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, jc_sync_service_login_async);
  job->server = g_strdup (server);
  job->account = g_strdup (account);
  job->password = g_strdup (password);
  push_job (self, job);
}

/**
 * jc_sync_service_login_finish:
 * @self: a service
 * @result: the result
 * @error: return location
 *
 * Returns: whether the account is signed in
 */
gboolean
jc_sync_service_login_finish (JcSyncService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * jc_sync_service_logout_async:
 * @self: a service
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As jc_sync_logout ().
 */
void
jc_sync_service_logout_async (JcSyncService      *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  JcSyncJob *job = g_new0 (JcSyncJob, 1);

  job->kind = JC_SYNC_JOB_LOGOUT;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, jc_sync_service_logout_async);
  push_job (self, job);
}

/**
 * jc_sync_service_logout_finish:
 * @self: a service
 * @result: the result
 * @error: return location
 *
 * Returns: whether somebody was signed in and is no longer
 */
gboolean
jc_sync_service_logout_finish (JcSyncService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * jc_sync_service_submit_async:
 * @self: a service
 * @dossier: a dossier's id; everything about it has to be saved
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As jc_sync_submit ().
 */
void
jc_sync_service_submit_async (JcSyncService      *self,
                              const char         *dossier,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  JcSyncJob *job = g_new0 (JcSyncJob, 1);

  job->kind = JC_SYNC_JOB_SUBMIT;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, jc_sync_service_submit_async);
  job->dossier = g_strdup (dossier);
  push_job (self, job);
}

/**
 * jc_sync_service_submit_finish:
 * @self: a service
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the receipt, or %NULL with @error set as jc_sync_submit () sets it
 */
JsonNode *
jc_sync_service_submit_finish (JcSyncService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * jc_sync_service_get_progress:
 * @self: a service
 *
 * Returns: what the run in hand is at
 */
const JcSyncProgress *
jc_sync_service_get_progress (JcSyncService *self)
{
  return &self->progress;
}

/**
 * jc_sync_service_get_token_place:
 * @self: a service
 *
 * Returns: (nullable): "keyring" or "file"; %NULL while not signed in
 */
const char *
jc_sync_service_get_token_place (JcSyncService *self)
{
  const char *place;

  g_mutex_lock (&self->mutex);
  place = self->place;
  g_mutex_unlock (&self->mutex);
  return place;
}

/**
 * jc_sync_service_get_server_time_us:
 * @self: a service
 *
 * Returns: now by the server's clock as last heard, µs since the epoch
 */
gint64
jc_sync_service_get_server_time_us (JcSyncService *self)
{
  gint64 offset_us;

  g_mutex_lock (&self->mutex);
  offset_us = self->clock_offset_us;
  g_mutex_unlock (&self->mutex);
  return g_get_real_time () + offset_us;
}
