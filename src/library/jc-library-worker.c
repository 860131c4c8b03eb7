/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-worker.h"

/* What the thread and the object share. The thread holds the channel, never the object, so that the
 * object's last reference may be dropped anywhere. */
typedef struct
{
  gatomicrefcount ref_count;
  char           *folder;
  GAsyncQueue    *jobs; /* (element-type Job); a Job without a function ends the thread */
  GMutex          mutex;
  GCond           cond;
  gboolean        closed; /* (locked by mutex) */
  gboolean        opened; /* (locked by mutex) */
  JcText         *report; /* written once, before opened */
} Channel;

typedef struct
{
  JcLibraryJob   run;
  gpointer       data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask         *task; /* (owned) (nullable): NULL for a job that somebody waits for */
  gpointer       result;
  GError        *error;
  gboolean       done; /* (locked by the channel's mutex) */
} Job;

struct _JcLibraryWorker
{
  GObject parent_instance;

  Channel *channel;
  GThread *thread; /* (nullable): NULL once closed */
};

G_DEFINE_FINAL_TYPE (JcLibraryWorker, jc_library_worker, G_TYPE_OBJECT)

static Channel *
channel_ref (Channel *channel)
{
  g_atomic_ref_count_inc (&channel->ref_count);

  return channel;
}

static void
channel_unref (Channel *channel)
{
  if (!g_atomic_ref_count_dec (&channel->ref_count))
    return;

  g_async_queue_unref (channel->jobs);
  g_mutex_clear (&channel->mutex);
  g_cond_clear (&channel->cond);
  jc_text_free (channel->report);
  g_free (channel->folder);
  g_free (channel);
}

static void
job_free (Job *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
set_closed_error (GError **error)
{
  return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED,
                       "本机资料库已经关上，要重新打开程序。",
                       "The library is closed; open the program again.");
}

/* FALSE when the worker is closed already; @job is then still the caller's. */
static gboolean
push_job (Channel *channel, Job *job)
{
  gboolean open;

  g_mutex_lock (&channel->mutex);
  open = !channel->closed;
  if (open)
    g_async_queue_push (channel->jobs, job);
  g_mutex_unlock (&channel->mutex);

  return open;
}

static void
run_job (Job *job, JcLibrary *library, const GError *open_error)
{
  if (job->task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error);
  else if (library == NULL)
    job->error = g_error_copy (open_error);
  else
    job->result = job->run (library, job->data, &job->error);
}

static void
answer_job (Channel *channel, Job *job)
{
  if (job->task == NULL)
    {
      g_mutex_lock (&channel->mutex);
      job->done = TRUE;
      g_cond_broadcast (&channel->cond);
      g_mutex_unlock (&channel->mutex);
      return;
    }

  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else
    g_task_return_pointer (job->task, job->result, job->result_free);
  job_free (job);
}

static gpointer
worker_thread (gpointer user_data)
{
  Channel *channel = user_data;
  g_autoptr (GError) error = NULL;
  JcText    *report = NULL;
  JcLibrary *library = jc_library_open (channel->folder, &report, &error);
  gboolean   running = TRUE;

  g_mutex_lock (&channel->mutex);
  channel->report = report;
  channel->opened = TRUE;
  g_mutex_unlock (&channel->mutex);

  while (running)
    {
      Job *job = g_async_queue_pop (channel->jobs);

      if (job->run == NULL)
        {
          job_free (job);
          running = FALSE;
        }
      else
        {
          run_job (job, library, error);
          answer_job (channel, job);
        }
    }

  g_clear_pointer (&library, jc_library_close);
  channel_unref (channel);

  return NULL;
}

static void
jc_library_worker_dispose (GObject *object)
{
  jc_library_worker_close (JC_LIBRARY_WORKER (object));

  G_OBJECT_CLASS (jc_library_worker_parent_class)->dispose (object);
}

static void
jc_library_worker_finalize (GObject *object)
{
  channel_unref (JC_LIBRARY_WORKER (object)->channel);

  G_OBJECT_CLASS (jc_library_worker_parent_class)->finalize (object);
}

static void
jc_library_worker_class_init (JcLibraryWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = jc_library_worker_dispose;
  object_class->finalize = jc_library_worker_finalize;
}

static void
jc_library_worker_init (JcLibraryWorker *self)
{
  Channel *channel = g_new0 (Channel, 1);

  g_atomic_ref_count_init (&channel->ref_count);
  channel->jobs = g_async_queue_new ();
  g_mutex_init (&channel->mutex);
  g_cond_init (&channel->cond);
  self->channel = channel;
}

/**
 * jc_library_worker_new:
 * @folder: the library's folder; made where it is missing
 *
 * Starts the thread, which opens the library; nothing waits for it here.
 *
 * Returns: (transfer full): a worker
 */
JcLibraryWorker *
jc_library_worker_new (const char *folder)
{
  JcLibraryWorker *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (JC_TYPE_LIBRARY_WORKER, NULL);
  self->channel->folder = g_strdup (folder);
  self->thread = g_thread_new ("jc-library", worker_thread, channel_ref (self->channel));

  return self;
}

/**
 * jc_library_worker_get_folder:
 * @self: a worker
 *
 * Returns: (transfer none): the library's folder
 */
const char *
jc_library_worker_get_folder (JcLibraryWorker *self)
{
  g_return_val_if_fail (JC_IS_LIBRARY_WORKER (self), NULL);

  return self->channel->folder;
}

/**
 * jc_library_worker_get_report:
 * @self: a worker
 *
 * Returns: (transfer none) (nullable): what was and was not saved of a damaged library; %NULL while
 * it is being opened and when nothing was wrong
 */
const JcText *
jc_library_worker_get_report (JcLibraryWorker *self)
{
  const JcText *report;

  g_return_val_if_fail (JC_IS_LIBRARY_WORKER (self), NULL);

  g_mutex_lock (&self->channel->mutex);
  report = self->channel->opened ? self->channel->report : NULL;
  g_mutex_unlock (&self->channel->mutex);

  return report;
}

/**
 * jc_library_worker_run_async:
 * @self: a worker
 * @job: what to do on the worker's thread
 * @data: for @job
 * @data_free: (nullable): frees @data on the worker's thread, after the job or in its place
 * @result_free: (nullable): frees the result where nobody takes it
 * @cancellable: (nullable): a job that has not begun when it is cancelled does not run
 * @callback: called on the caller's thread-default main context
 * @user_data: for @callback
 *
 * Jobs run in the order in which they were given.
 */
void
jc_library_worker_run_async (JcLibraryWorker    *self,
                             JcLibraryJob        job,
                             gpointer            data,
                             GDestroyNotify      data_free,
                             GDestroyNotify      result_free,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Job *item;

  g_return_if_fail (JC_IS_LIBRARY_WORKER (self));
  g_return_if_fail (job != NULL);

  item = g_new0 (Job, 1);
  item->run = job;
  item->data = data;
  item->data_free = data_free;
  item->result_free = result_free;
  item->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (item->task, jc_library_worker_run_async);
  /* The job's own outcome is told even when it was cancelled while it ran: it happened. */
  g_task_set_check_cancellable (item->task, FALSE);

  if (!push_job (self->channel, item))
    {
      set_closed_error (&item->error);
      g_task_return_error (item->task, item->error);
      job_free (item);
    }
}

/**
 * jc_library_worker_run_finish:
 * @self: a worker
 * @result: what the callback received
 * @error: the job's error, or why it did not run
 *
 * Returns: (nullable): the job's result; %NULL without an error is a result too
 */
gpointer
jc_library_worker_run_finish (JcLibraryWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * jc_library_worker_run_sync:
 * @self: a worker
 * @job: what to do on the worker's thread
 * @data: for @job; stays the caller's
 * @error: the job's error, or why it did not run
 *
 * Waits for everything queued before, then for @job: for the last save before a process ends.
 *
 * Returns: (nullable): the job's result
 */
gpointer
jc_library_worker_run_sync (JcLibraryWorker *self, JcLibraryJob job, gpointer data, GError **error)
{
  Job item = { .run = job, .data = data };

  g_return_val_if_fail (JC_IS_LIBRARY_WORKER (self), NULL);
  g_return_val_if_fail (job != NULL, NULL);

  if (!push_job (self->channel, &item))
    {
      set_closed_error (error);
      return NULL;
    }

  g_mutex_lock (&self->channel->mutex);
  while (!item.done)
    g_cond_wait (&self->channel->cond, &self->channel->mutex);
  g_mutex_unlock (&self->channel->mutex);

  if (item.error != NULL)
    g_propagate_error (error, item.error);

  return item.result;
}

/**
 * jc_library_worker_close:
 * @self: a worker
 *
 * Finishes what is queued, closes the library and ends the thread. Later jobs fail. A second call
 * does nothing.
 */
void
jc_library_worker_close (JcLibraryWorker *self)
{
  g_return_if_fail (JC_IS_LIBRARY_WORKER (self));

  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->channel->mutex);
  self->channel->closed = TRUE;
  g_async_queue_push (self->channel->jobs, g_new0 (Job, 1));
  g_mutex_unlock (&self->channel->mutex);

  /* The last reference may go with a task that the thread itself lets go of. */
  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  self->thread = NULL;
}
