/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-service-private.h"

#include "jc-sync-engine.h"

/* A save is followed by others: wait until the person pauses. */
#define SETTLE_US (2 * G_USEC_PER_SEC)
#define POLL_SECONDS 20

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
  gboolean       is_asked; /* a person asked for the next run */
  gint64         next_us;  /* monotonic: the next run; G_MAXINT64: none is due */
  gint64         poll_us;  /* monotonic: no long poll before */
} Loop;

static void
tell_text (Loop *loop, JcSyncState state, const JcText *text, gboolean synced)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (loop->library, NULL, NULL);
  JcSyncReport  *report = g_new0 (JcSyncReport, 1);
  JcSyncService *self = loop->self;

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
  jc_sync_report_send (self, report);
}

static void
tell (Loop *loop, JcSyncState state, const GError *error)
{
  g_autoptr (JcText) text = error != NULL ? jc_error_dup_text (error) : NULL;

  tell_text (loop, state, text, FALSE);
}

/* All went that could; what was set aside is told all the same. */
static void
tell_synced (Loop *loop, gboolean has_conflicts)
{
  g_autoptr (JcText) notice = jc_sync_dup_notice (loop->sync);
  JcSyncState state = notice != NULL ? JC_SYNC_FAILED : JC_SYNC_DONE;

  tell_text (loop, has_conflicts ? JC_SYNC_CONFLICT : state, notice, TRUE);
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

/* The next run after one that failed. */
static void
fail (Loop *loop, const GError *error)
{
  tell (loop, state_of_failure (error), error);
  if (state_of_failure (error) == JC_SYNC_LOCAL_ONLY)
    plan_next (loop, G_MAXINT64);
  else
    plan_next (loop, back_off (loop, ++loop->n_failures));
}

/* What a person asks for goes on any network. */
static void
choose_network (Loop *loop, gboolean is_asked)
{
  gboolean is_metered;

  g_mutex_lock (&loop->self->mutex);
  is_metered = loop->self->is_metered;
  g_mutex_unlock (&loop->self->mutex);
  jc_sync_set_metered (loop->sync, is_metered && !is_asked);
}

static void
run_once (Loop *loop)
{
  g_autoptr (GCancellable) cancellable = renew (loop->self, &loop->self->run);
  g_autoptr (GError) error = NULL;
  JcSyncCounts counts;

  choose_network (loop, loop->is_asked);
  loop->is_asked = FALSE;
  tell (loop, JC_SYNC_WORKING, NULL);
  if (jc_sync_run (loop->sync, &counts, cancellable, &error))
    {
      loop->n_failures = 0;
      tell_synced (loop, counts.conflicts > 0);
      /* What was queued during the run may be due; never twice in a row without a pause. */
      plan_next (loop, MAX (jc_sync_get_next_run_us (loop->sync), SETTLE_US));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  fail (loop, error);
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
  if (error == NULL || jc_sync_is_asked_to_wait (loop->sync))
    {
      plan_poll (loop, now_us, seconds, error);
      return;
    }
  tell (loop, state_of_failure (error), error);
  plan_next (loop, back_off (loop, ++loop->n_failures));
}

static void
do_login (Loop *loop, JcSyncJob *job, GCancellable *cancellable)
{
  GError *error = NULL;

  if (jc_sync_login (loop->sync, job->server, job->account, job->password, cancellable, &error))
    {
      loop->n_failures = 0;
      plan_next (loop, 0);
      tell (loop, JC_SYNC_WORKING, NULL);
      g_task_return_boolean (job->task, TRUE);
      return;
    }
  g_task_return_error (job->task, error);
}

static void
do_logout (Loop *loop, JcSyncJob *job, GCancellable *cancellable)
{
  GError  *error = NULL;
  gboolean done = jc_sync_logout (loop->sync, cancellable, &error);

  plan_next (loop, G_MAXINT64);
  tell (loop, JC_SYNC_LOCAL_ONLY, NULL);
  if (done)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, error);
}

static void
do_submit (Loop *loop, JcSyncJob *job, GCancellable *cancellable)
{
  GError   *error = NULL;
  JsonNode *receipt;

  choose_network (loop, TRUE);
  receipt = jc_sync_submit (loop->sync, job->dossier, cancellable, &error);

  /* What a server in trouble asked for, or the way to it, is not better two seconds later. */
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER)
      || g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION))
    fail (loop, error);
  else
    plan_next (loop, SETTLE_US);
  jc_sync_report_changed_cb (job->dossier, FALSE, loop->self);
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
      loop->is_asked = TRUE;
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
is_given_up (Loop *loop, JcSyncJob *job)
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
do_job (Loop *loop, JcSyncJob *job, GCancellable *cancellable)
{
  if (is_given_up (loop, job))
    return TRUE;

  switch (job->kind)
    {
    case JC_SYNC_JOB_WAKE:
      do_wake (loop, job->now);
      break;
    case JC_SYNC_JOB_LOGIN:
      do_login (loop, job, cancellable);
      break;
    case JC_SYNC_JOB_LOGOUT:
      do_logout (loop, job, cancellable);
      break;
    case JC_SYNC_JOB_SUBMIT:
      do_submit (loop, job, cancellable);
      break;
    case JC_SYNC_JOB_STOP:
    default:
      return FALSE;
    }
  return TRUE;
}

/* Stopping the service and cancelling the call both end what it does. */
static gboolean
do_cancellable_job (Loop *loop, JcSyncJob *job)
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

static JcSyncJob *
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
      JcSyncJob *job = next_job (loop);

      if (job != NULL)
        {
          gboolean go_on = do_cancellable_job (loop, job);

          jc_sync_job_free (job);
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
      JcSyncJob *job = g_async_queue_pop (self->jobs);
      gboolean   stop = job->kind == JC_SYNC_JOB_STOP;

      if (job->task != NULL)
        g_task_return_error (job->task, g_error_copy (error));
      jc_sync_job_free (job);
      if (stop)
        return;
    }
}

/* For the files of this room, see jc-sync-service-private.h. */
gpointer
jc_sync_thread_func (gpointer data)
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
      jc_sync_set_changed_func (loop.sync, jc_sync_report_changed_cb, self);
      jc_sync_set_progress_func (loop.sync, jc_sync_report_progress_cb, self);
      run_once (&loop);
      loop_until_stopped (&loop);
      jc_sync_free (loop.sync);
      jc_library_close (loop.library);
    }
  g_object_unref (self);
  return NULL;
}
