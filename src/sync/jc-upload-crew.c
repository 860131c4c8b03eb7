/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-upload-crew.h"

/* While the server syncs one file to its disk the next ones come; what is finished together it
 * records in one transaction. */
#define N_THREADS 4

/**
 * Task: one file.
 */
typedef struct
{
  JcTusFile *file;  /* (unowned); NULL ends a thread */
  GError    *error; /* (owned) (nullable): once it is done */
} Task;

struct _JcUploadCrew
{
  JcApiClient  *client;      /* (unowned) */
  GCancellable *cancellable; /* (owned) */
  GThread      *threads[N_THREADS];
  GAsyncQueue  *tasks; /* (owned) (element-type Task) */
  GAsyncQueue  *done;  /* (owned) (element-type Task) */
  GMutex        mutex; /* guards the next two */
  guint         status;
  gint64        retry_after_us;
};

static void
free_task (Task *task)
{
  g_clear_error (&task->error);
  g_free (task);
}

/* What was added is what goes, or nothing does. */
static gboolean
check (const JcTusFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *sha256
      = jc_library_dup_sha256_of_file (file->path, 0, -1, cancellable, &failure);
  const char *name = file->name != NULL ? file->name : file->sha256;

  if (g_strcmp0 (sha256, file->sha256) == 0)
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_ORIGINAL_MISSING,
                  "附件“%s”的原件不在本机，没有上传。重新添加这个文件。",
                  "The original of “%s” is not on this computer and was not sent. Add the file "
                  "again.",
                  name);
  else
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_ORIGINAL_DAMAGED,
                  "附件“%s”的原件在本机已损坏，没有上传。重新添加这个文件。",
                  "The original of “%s” is damaged on this computer and was not sent. Add the file "
                  "again.",
                  name);
  return FALSE;
}

static void
do_task (JcUploadCrew *self, JcApiClient *client, Task *task)
{
  if (check (task->file, self->cancellable, &task->error)
      && jc_tus_send (client, task->file, self->cancellable, &task->error))
    return;

  g_mutex_lock (&self->mutex);
  self->status = jc_api_client_get_status (client);
  self->retry_after_us = jc_api_client_get_retry_after_us (client);
  g_mutex_unlock (&self->mutex);
}

static gpointer
work (gpointer data)
{
  JcUploadCrew *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  JcApiClient *client;
  Task        *task;

  g_main_context_push_thread_default (context);
  client = jc_api_client_new_sibling (self->client);
  while ((task = g_async_queue_pop (self->tasks))->file != NULL)
    {
      do_task (self, client, task);
      g_async_queue_push (self->done, task);
    }
  free_task (task);
  jc_api_client_free (client);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/**
 * jc_upload_crew_new:
 * @client: who is signed in
 *
 * Returns: (transfer full): a crew that waits for work
 */
JcUploadCrew *
jc_upload_crew_new (JcApiClient *client)
{
  JcUploadCrew *self = g_new0 (JcUploadCrew, 1);

  self->client = client;
  self->cancellable = g_cancellable_new ();
  self->tasks = g_async_queue_new_full ((GDestroyNotify)free_task);
  self->done = g_async_queue_new_full ((GDestroyNotify)free_task);
  g_mutex_init (&self->mutex);
  for (guint i = 0; i < N_THREADS; i++)
    self->threads[i] = g_thread_new ("upload", work, self);
  return self;
}

/**
 * jc_upload_crew_free:
 * @self: (transfer full) (nullable): a crew
 *
 * Gives up what is under way, and waits for that.
 */
void
jc_upload_crew_free (JcUploadCrew *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < N_THREADS; i++)
    g_async_queue_push_front (self->tasks, g_new0 (Task, 1));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (self->threads[i]);
  g_async_queue_unref (self->tasks);
  g_async_queue_unref (self->done);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * jc_upload_crew_push:
 * @self: a crew
 * @file: what to send; outlives the crew
 */
void
jc_upload_crew_push (JcUploadCrew *self, JcTusFile *file)
{
  Task *task = g_new0 (Task, 1);

  task->file = file;
  g_async_queue_push (self->tasks, task);
}

/**
 * jc_upload_crew_pop:
 * @self: a crew
 * @timeout_us: how long to wait
 * @error: (out) (optional): what went wrong with the file
 *
 * Returns: (transfer none) (nullable): a file that is done, well or not
 */
JcTusFile *
jc_upload_crew_pop (JcUploadCrew *self, gint64 timeout_us, GError **error)
{
  Task      *task = g_async_queue_timeout_pop (self->done, (guint64)timeout_us);
  JcTusFile *file = task != NULL ? task->file : NULL;

  if (task == NULL)
    return NULL;
  if (task->error != NULL)
    g_propagate_error (error, g_steal_pointer (&task->error));
  free_task (task);
  return file;
}

/**
 * jc_upload_crew_tell:
 * @self: a crew of which something failed
 * @client: is told what the server said
 */
void
jc_upload_crew_tell (JcUploadCrew *self, JcApiClient *client)
{
  g_mutex_lock (&self->mutex);
  jc_api_client_take_over (client, self->status, self->retry_after_us);
  g_mutex_unlock (&self->mutex);
}
