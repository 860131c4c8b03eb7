/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-worker.h"

/* One hash takes a core for 0.1 s and 64 MiB; more of them at once would only starve everything
 * else. */
#define MAX_SLOW_THREADS 2

struct _JcWorker
{
  GThread     *thread;
  GAsyncQueue *queue;
  GThreadPool *slow;
};

typedef struct
{
  JcJobFunc run;
  JcJobFunc done; /* (nullable) */
  gpointer  data;
  gboolean  last; /* ends the thread */

  /* for jc_worker_call () */
  GMutex   *mutex; /* (unowned) (nullable) */
  GCond    *cond;  /* (unowned) (nullable) */
  gboolean *ready; /* (unowned) (nullable) */
} JcJob;

static gboolean
job_done_cb (gpointer user_data)
{
  JcJob *job = user_data;

  job->done (job->data);

  return G_SOURCE_REMOVE;
}

static void
finish_job (JcJob *job)
{
  if (job->done != NULL)
    {
      /* Not g_main_context_invoke (), which may run it here. */
      g_idle_add_full (G_PRIORITY_DEFAULT, job_done_cb, job, g_free);
      return;
    }

  if (job->ready != NULL)
    {
      g_mutex_lock (job->mutex);
      *job->ready = TRUE;
      g_cond_signal (job->cond);
      g_mutex_unlock (job->mutex);
    }
  g_free (job);
}

static gpointer
run_database_jobs (gpointer data)
{
  JcWorker *self = data;

  while (TRUE)
    {
      JcJob *job = g_async_queue_pop (self->queue);

      if (job->last)
        {
          g_free (job);
          return NULL;
        }

      job->run (job->data);
      finish_job (job);
    }
}

static void
run_slow_job (gpointer data, gpointer user_data)
{
  JcJob *job = data;

  job->run (job->data);
  finish_job (job);
}

/**
 * jc_worker_new:
 *
 * Returns: (transfer full): a running worker
 */
JcWorker *
jc_worker_new (void)
{
  JcWorker *self = g_new0 (JcWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("jc-database", run_database_jobs, self);
  self->slow = g_thread_pool_new (run_slow_job, NULL, MAX_SLOW_THREADS, FALSE, NULL);

  return self;
}

/**
 * jc_worker_free:
 * @self: (transfer full) (nullable): a worker; what was pushed is done first
 */
void
jc_worker_free (JcWorker *self)
{
  JcJob *last;

  if (self == NULL)
    return;

  g_thread_pool_free (self->slow, FALSE, TRUE);

  last = g_new0 (JcJob, 1);
  last->last = TRUE;
  g_async_queue_push (self->queue, last);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

static JcJob *
job_new (JcJobFunc run, JcJobFunc done, gpointer data)
{
  JcJob *job = g_new0 (JcJob, 1);

  job->run = run;
  job->done = done;
  job->data = data;

  return job;
}

/**
 * jc_worker_push:
 * @self: a worker
 * @run: called in the database's thread
 * @done: called on the default main context afterwards
 * @data: for both
 */
void
jc_worker_push (JcWorker *self, JcJobFunc run, JcJobFunc done, gpointer data)
{
  g_async_queue_push (self->queue, job_new (run, done, data));
}

/**
 * jc_worker_push_slow:
 * @self: a worker
 * @run: called in a thread of its own
 * @done: called on the default main context afterwards
 * @data: for both
 */
void
jc_worker_push_slow (JcWorker *self, JcJobFunc run, JcJobFunc done, gpointer data)
{
  g_thread_pool_push (self->slow, job_new (run, done, data), NULL);
}

/**
 * jc_worker_call:
 * @self: a worker
 * @run: called in the database's thread
 * @data: for it
 *
 * Blocks until @run has returned; never from the database's thread itself.
 */
void
jc_worker_call (JcWorker *self, JcJobFunc run, gpointer data)
{
  JcJob   *job = job_new (run, NULL, data);
  gboolean ready = FALSE;
  GMutex   mutex;
  GCond    cond;

  g_assert (g_thread_self () != self->thread);

  g_mutex_init (&mutex);
  g_cond_init (&cond);
  job->mutex = &mutex;
  job->cond = &cond;
  job->ready = &ready;

  g_async_queue_push (self->queue, job);
  g_mutex_lock (&mutex);
  while (!ready)
    g_cond_wait (&cond, &mutex);
  g_mutex_unlock (&mutex);

  g_mutex_clear (&mutex);
  g_cond_clear (&cond);
}
