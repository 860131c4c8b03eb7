/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-service.h"

#include <string.h>

#include "jc-sync-engine.h"

/* A save is followed by others: wait until the person pauses. */
#define SETTLE_US (2 * G_USEC_PER_SEC)
#define POLL_SECONDS 20

/**
 * JcSyncServiceJob: what the thread is asked to do beside syncing. Exactly one of the fields after
 * @task is set up by the caller.
 */
typedef struct
{
  enum
  {
    JOB_WAKE,
    JOB_LOGIN,
    JOB_LOGOUT,
    JOB_SUBMIT,
    JOB_STOP,
  } kind;
  GTask *task;     /* (owned) (nullable) */
  char  *server;   /* (owned) (nullable) */
  char  *account;  /* (owned) (nullable): or the dossier's id */
  char  *password; /* (owned) (nullable) */
} Job;

struct _JcSyncService
{
  GObject parent_instance;

  char         *folder;  /* (owned) */
  GMainContext *context; /* (owned): where signals are emitted */
  GThread      *thread;  /* (owned) */
  GAsyncQueue  *jobs;    /* (owned): Job */

  GMutex        mutex; /* guards the cancellables and the token's place */
  GCancellable *run;   /* (owned): of the run in hand; stopping cancels it */
  GCancellable *poll;  /* (owned): of the long poll; a wake cancels it */
  gint64        clock_offset_us;
  const char   *place;
  gboolean      stopped;

  /* As told to the main context. */
  JcSyncState state;
  char       *account; /* (owned) (nullable) */
  char       *server;  /* (owned) (nullable) */
  char       *message; /* (owned) (nullable) */
  gint64      last_synced_us;
  guint       n_unsent;
};

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
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSyncService, jc_sync_service, G_TYPE_OBJECT)

static void
free_job (Job *job)
{
  g_clear_object (&job->task);
  g_free (job->server);
  g_free (job->account);
  /* The password must not stay readable in freed memory. */
  if (job->password != NULL)
    explicit_bzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job);
}

/* --- From the thread to the main context --- */

typedef struct
{
  JcSyncService *self; /* (owned) */
  JcSyncState    state;
  char          *account;
  char          *server;
  char          *message;
  gint64         last_synced_us;
  guint          n_unsent;
} Report;

static void
free_report (gpointer data)
{
  Report *report = data;

  g_object_unref (report->self);
  g_free (report->account);
  g_free (report->server);
  g_free (report->message);
  g_free (report);
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

static gboolean
report_cb (gpointer data)
{
  Report        *report = data;
  JcSyncService *self = report->self;

  g_object_freeze_notify (G_OBJECT (self));
  take_string (self, &self->account, &report->account, PROP_ACCOUNT);
  take_string (self, &self->server, &report->server, PROP_SERVER);
  take_string (self, &self->message, &report->message, PROP_MESSAGE);
  if (report->last_synced_us != 0 && report->last_synced_us != self->last_synced_us)
    {
      self->last_synced_us = report->last_synced_us;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNCED_US]);
    }
  if (report->n_unsent != self->n_unsent)
    {
      self->n_unsent = report->n_unsent;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSENT]);
    }
  if (report->state != self->state)
    {
      self->state = report->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
  return G_SOURCE_REMOVE;
}

typedef struct
{
  JcSyncService *self; /* (owned) */
  char          *dossier;
  gboolean       receipt;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_object_unref (change->self);
  g_free (change->dossier);
  g_free (change);
}

static gboolean
change_cb (gpointer data)
{
  Change *change = data;

  g_signal_emit (change->self, signals[DOSSIER_CHANGED], 0, change->dossier);
  if (change->receipt)
    g_signal_emit (change->self, signals[RECEIPT], 0, change->dossier);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (const char *dossier, gboolean receipt, gpointer user_data)
{
  JcSyncService *self = user_data;
  Change        *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  change->dossier = g_strdup (dossier);
  change->receipt = receipt;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, change_cb, change, free_change);
}

/* --- On the thread --- */

/**
 * Loop: what the thread keeps between two rounds of its loop.
 */
typedef struct
{
  JcSyncService *self;
  JcLibrary     *library;
  JcSync        *sync;
  int            n_failures;
  int            n_refused_polls;
  gint64         next_us; /* monotonic: the next run; G_MAXINT64: none is due */
  gint64         poll_us; /* monotonic: no long poll before */
} Loop;

static void
tell (Loop *loop, JcSyncState state, const GError *error, gboolean synced)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (loop->library, NULL, NULL);
  g_autoptr (JcText) text = error != NULL ? jc_error_dup_text (error) : NULL;
  Report        *report = g_new0 (Report, 1);
  JcSyncService *self = loop->self;

  report->self = g_object_ref (self);
  report->state = state;
  report->account = jc_library_dup_setting (loop->library, "account", NULL);
  report->server = jc_library_dup_setting (loop->library, "server", NULL);
  report->message = text != NULL ? g_strdup (jc_text_get (text, jc_language_get_default ())) : NULL;
  report->last_synced_us = synced ? g_get_real_time () : 0;
  report->n_unsent = items != NULL ? items->len : 0;

  g_mutex_lock (&self->mutex);
  self->place = jc_sync_get_token_place (loop->sync);
  self->clock_offset_us = jc_sync_get_server_time_us (loop->sync) - g_get_real_time ();
  g_mutex_unlock (&self->mutex);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, report_cb, report, free_report);
}

static GCancellable *
renew (JcSyncService *self, GCancellable **cancellable)
{
  GCancellable *fresh = g_cancellable_new ();

  g_mutex_lock (&self->mutex);
  if (self->stopped)
    g_cancellable_cancel (fresh);
  g_set_object (cancellable, fresh);
  g_mutex_unlock (&self->mutex);
  return fresh;
}

static void
plan_next (Loop *loop, gint64 wait_us)
{
  gint64 now_us = g_get_monotonic_time ();

  loop->next_us = wait_us == G_MAXINT64 ? G_MAXINT64 : now_us + wait_us;
}

static gint64
back_off (Loop *loop, int n_failures)
{
  return jc_sync_engine_back_off (n_failures, g_random_double (),
                                  jc_sync_get_retry_after_us (loop->sync));
}

static JcSyncState
state_of_failure (const GError *error)
{
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN))
    return JC_SYNC_LOCAL_ONLY;
  return g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION) ? JC_SYNC_OFFLINE
                                                                             : JC_SYNC_FAILED;
}

static void
run_once (Loop *loop)
{
  g_autoptr (GCancellable) cancellable = renew (loop->self, &loop->self->run);
  g_autoptr (GError) error = NULL;
  JcSyncCounts counts;

  tell (loop, JC_SYNC_WORKING, NULL, FALSE);
  if (jc_sync_run (loop->sync, &counts, cancellable, &error))
    {
      loop->n_failures = 0;
      tell (loop, counts.conflicts > 0 ? JC_SYNC_CONFLICT : JC_SYNC_DONE, NULL, TRUE);
      /* What was queued during the run may be due; never twice in a row without a pause. */
      plan_next (loop, MAX (jc_sync_get_next_run_us (loop->sync), SETTLE_US));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  tell (loop, state_of_failure (error), error, FALSE);
  if (state_of_failure (error) == JC_SYNC_LOCAL_ONLY)
    plan_next (loop, G_MAXINT64);
  else
    plan_next (loop, back_off (loop, ++loop->n_failures));
}

/* A server that answers at once, or lets nobody wait, is asked no oftener than one that holds. */
static void
plan_poll (Loop *loop, gint64 begun_us, guint seconds, const GError *error)
{
  if (error == NULL)
    {
      loop->n_refused_polls = 0;
      loop->poll_us = begun_us + seconds * G_USEC_PER_SEC;
      return;
    }
  loop->poll_us = g_get_monotonic_time () + back_off (loop, ++loop->n_refused_polls);
}

/* Between two runs a request is held at the server, so that what others change comes at once. */
static void
poll_server (Loop *loop)
{
  g_autoptr (GCancellable) cancellable = renew (loop->self, &loop->self->poll);
  g_autoptr (GError) error = NULL;
  gint64 now_us = g_get_monotonic_time ();
  gint64 left_us = loop->next_us - now_us;
  guint  seconds = (guint)CLAMP (left_us / G_USEC_PER_SEC, 1, POLL_SECONDS);

  if (g_async_queue_length (loop->self->jobs) > 0)
    return;
  if (jc_sync_wait (loop->sync, seconds, cancellable, &error))
    {
      plan_next (loop, 0);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Too many devices wait at once: that is no failure of syncing. */
  if (error == NULL
      || (state_of_failure (error) == JC_SYNC_OFFLINE && jc_sync_was_answered (loop->sync)))
    {
      plan_poll (loop, now_us, seconds, error);
      return;
    }
  tell (loop, state_of_failure (error), error, FALSE);
  plan_next (loop, back_off (loop, ++loop->n_failures));
}

static void
do_login (Loop *loop, Job *job, GCancellable *cancellable)
{
  GError *error = NULL;

  if (jc_sync_login (loop->sync, job->server, job->account, job->password, cancellable, &error))
    {
      loop->n_failures = 0;
      plan_next (loop, 0);
      tell (loop, JC_SYNC_WORKING, NULL, FALSE);
      g_task_return_boolean (job->task, TRUE);
      return;
    }
  g_task_return_error (job->task, error);
}

static void
do_logout (Loop *loop, Job *job, GCancellable *cancellable)
{
  GError  *error = NULL;
  gboolean done = jc_sync_logout (loop->sync, cancellable, &error);

  plan_next (loop, G_MAXINT64);
  tell (loop, JC_SYNC_LOCAL_ONLY, NULL, FALSE);
  if (done)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, error);
}

static void
do_submit (Loop *loop, Job *job, GCancellable *cancellable)
{
  GError   *error = NULL;
  JsonNode *receipt = jc_sync_submit (loop->sync, job->account, cancellable, &error);

  plan_next (loop, SETTLE_US);
  changed_cb (job->account, FALSE, loop->self);
  if (receipt != NULL)
    g_task_return_pointer (job->task, receipt, (GDestroyNotify)json_node_unref);
  else
    g_task_return_error (job->task, error);
}

static void
do_wake (Loop *loop, gboolean now)
{
  if (now)
    {
      loop->n_failures = 0;
      jc_sync_retry_now (loop->sync, NULL);
      plan_next (loop, 0);
    }
  else if (loop->n_failures == 0)
    {
      plan_next (loop, SETTLE_US);
    }
}

/* What waits for its turn when the service is stopped is given up. */
static gboolean
is_given_up (Loop *loop, Job *job)
{
  gboolean stopped;

  g_mutex_lock (&loop->self->mutex);
  stopped = loop->self->stopped;
  g_mutex_unlock (&loop->self->mutex);
  if (stopped && job->task != NULL)
    g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The service has stopped");
  return stopped && job->task != NULL;
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *run)
{
  g_cancellable_cancel (run);
}

/* FALSE ends the thread. */
static gboolean
do_job (Loop *loop, Job *job, GCancellable *cancellable)
{
  if (is_given_up (loop, job))
    return TRUE;

  switch (job->kind)
    {
    case JOB_WAKE:
      do_wake (loop, job->account != NULL);
      break;
    case JOB_LOGIN:
      do_login (loop, job, cancellable);
      break;
    case JOB_LOGOUT:
      do_logout (loop, job, cancellable);
      break;
    case JOB_SUBMIT:
      do_submit (loop, job, cancellable);
      break;
    case JOB_STOP:
    default:
      return FALSE;
    }
  return TRUE;
}

/* Stopping the service and cancelling the call both end what it does. */
static gboolean
do_cancellable_job (Loop *loop, Job *job)
{
  g_autoptr (GCancellable) run = renew (loop->self, &loop->self->run);
  g_autoptr (GCancellable) of_call = job->task != NULL && g_task_get_cancellable (job->task) != NULL
                                         ? g_object_ref (g_task_get_cancellable (job->task))
                                         : NULL;
  gulong handler
      = of_call != NULL ? g_cancellable_connect (of_call, G_CALLBACK (cancelled_cb), run, NULL) : 0;
  gboolean go_on = do_job (loop, job, run);

  g_cancellable_disconnect (of_call, handler);
  return go_on;
}

static gboolean
may_poll (Loop *loop)
{
  return jc_sync_get_token_place (loop->sync) != NULL && loop->n_failures == 0;
}

static Job *
next_job (Loop *loop)
{
  gint64   now_us = g_get_monotonic_time ();
  gboolean can_poll = may_poll (loop) && loop->next_us - now_us > SETTLE_US;
  gint64   left_us = (can_poll ? MIN (loop->next_us, loop->poll_us) : loop->next_us) - now_us;

  if (loop->next_us == G_MAXINT64 && !can_poll)
    return g_async_queue_pop (loop->self->jobs);
  /* Where there is a connection the wait is spent at the server, else here. */
  return left_us > 0 ? g_async_queue_timeout_pop (loop->self->jobs, (guint64)left_us)
                     : g_async_queue_try_pop (loop->self->jobs);
}

static void
loop_until_stopped (Loop *loop)
{
  for (;;)
    {
      Job *job = next_job (loop);

      if (job != NULL)
        {
          gboolean go_on = do_cancellable_job (loop, job);

          free_job (job);
          if (!go_on)
            return;
        }
      else if (loop->next_us <= g_get_monotonic_time ())
        run_once (loop);
      else if (may_poll (loop) && loop->poll_us <= g_get_monotonic_time ())
        poll_server (loop);
    }
}

/* A library that cannot be opened is told by whoever shows it; here every job fails with its error.
 */
static void
refuse_until_stopped (JcSyncService *self, const GError *error)
{
  for (;;)
    {
      Job     *job = g_async_queue_pop (self->jobs);
      gboolean stop = job->kind == JOB_STOP;

      if (job->task != NULL)
        g_task_return_error (job->task, g_error_copy (error));
      free_job (job);
      if (stop)
        return;
    }
}

static gpointer
thread_func (gpointer data)
{
  JcSyncService *self = data;
  g_autoptr (GError) error = NULL;
  Loop loop = { self };

  loop.library = jc_library_open (self->folder, NULL, &error);
  if (loop.library == NULL)
    {
      refuse_until_stopped (self, error);
    }
  else
    {
      loop.sync = jc_sync_new (loop.library);
      jc_sync_set_changed_func (loop.sync, changed_cb, self);
      run_once (&loop);
      loop_until_stopped (&loop);
      jc_sync_free (loop.sync);
      jc_library_close (loop.library);
    }
  g_object_unref (self);
  return NULL;
}

/* --- On the main context --- */

static void
push_job (JcSyncService *self, Job *job)
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
      g_value_set_int (value, (int)self->state);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_LAST_SYNCED_US:
      g_value_set_int64 (value, self->last_synced_us);
      break;
    case PROP_N_UNSENT:
      g_value_set_uint (value, self->n_unsent);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
jc_sync_service_finalize (GObject *object)
{
  JcSyncService *self = JC_SYNC_SERVICE (object);

  g_async_queue_unref (self->jobs);
  g_main_context_unref (self->context);
  g_clear_object (&self->run);
  g_clear_object (&self->poll);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free (self->account);
  g_free (self->server);
  g_free (self->message);
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
}

static void
jc_sync_service_init (JcSyncService *self)
{
  g_mutex_init (&self->mutex);
  self->jobs = g_async_queue_new_full ((GDestroyNotify)free_job);
  self->context = g_main_context_ref_thread_default ();
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
  self->thread = g_thread_new ("sync", thread_func, g_object_ref (self));
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
  Job *job = g_new0 (Job, 1);

  if (self->thread == NULL)
    {
      g_free (job);
      return;
    }
  job->kind = JOB_STOP;
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
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_WAKE;
  job->account = now ? g_strdup ("now") : NULL;
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
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_LOGIN;
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
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_LOGOUT;
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
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_SUBMIT;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, jc_sync_service_submit_async);
  job->account = g_strdup (dossier);
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
