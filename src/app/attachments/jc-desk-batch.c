/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-desk-batch.h"

/* So often a file that is being copied says how far it is. */
#define TELL_EVERY_US (G_USEC_PER_SEC / 10)

/**
 * jc_desk_batch_new:
 * @owner: is told how far it is, for as long as it lives
 * @slot: where the files go
 * @row: (nullable): of a slot with `each`
 *
 * Returns: (transfer full): a batch without files, and without what takes them in
 */
JcDeskBatch *
jc_desk_batch_new (GObject *owner, const char *slot, const char *row)
{
  JcDeskBatch *self = g_new0 (JcDeskBatch, 1);

  self->slot = g_strdup (slot);
  self->row = g_strdup (row);
  g_weak_ref_init (&self->owner, owner);
  g_mutex_init (&self->lock);

  return self;
}

void
jc_desk_batch_free (gpointer batch)
{
  JcDeskBatch *self = batch;

  g_strfreev (self->paths);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->slot);
  g_free (self->row);
  g_free (self->part);
  g_free (self->password);
  g_clear_object (&self->texture);
  g_free (self->folder);
  g_clear_pointer (&self->media, jc_media_unref);
  g_clear_pointer (&self->programme, jc_programme_unref);
  g_clear_pointer (&self->dossier, jc_dossier_unref);
  g_weak_ref_clear (&self->owner);
  g_mutex_clear (&self->lock);
  g_free (self->state.name);
  g_free (self);
}

/* --- On its thread --- */

static gboolean
progress_cb (gpointer data)
{
  JcDeskBatch *self = g_task_get_task_data (G_TASK (data));
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  JcDeskBatchState state;

  if (owner == NULL || g_task_get_completed (G_TASK (data)))
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->lock);
  state = self->state;
  state.name = g_strdup (self->state.name);
  g_mutex_unlock (&self->lock);
  self->told (owner, &state);
  g_free (state.name);

  return G_SOURCE_REMOVE;
}

static void
tell (GTask *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, progress_cb, g_object_ref (task), g_object_unref);
}

static void
file_begins_cb (guint n_done, guint n_total, const char *name, gpointer user_data)
{
  JcDeskBatch *self = g_task_get_task_data (user_data);

  g_mutex_lock (&self->lock);
  g_free (self->state.name);
  self->state = (JcDeskBatchState){ g_strdup (name), n_done, n_total, 0, 0 };
  g_mutex_unlock (&self->lock);
  tell (user_data);
}

/* A slow way is shown as it goes, not each of its steps. */
static void
bytes_copied_cb (gint64 n_bytes, gint64 size, gpointer user_data)
{
  JcDeskBatch *self = g_task_get_task_data (user_data);
  gint64       now_us = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  self->state.n_bytes = n_bytes;
  self->state.size = size;
  g_mutex_unlock (&self->lock);
  if (now_us - self->told_us < TELL_EVERY_US)
    return;
  self->told_us = now_us;
  tell (user_data);
}

static char *
dup_texture_name (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y%m%d-%H%M%S.png");
}

static void
batch_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JcDeskBatch    *self = data;
  GError         *error = NULL;
  JcIntakeResult *result = NULL;
  g_autoptr (JcLibrary) library = jc_library_open (self->folder, NULL, &error);
  g_autofree char *name = dup_texture_name ();
  /* A picture of the clipboard becomes a file in the library and nowhere else. */
  g_autoptr (GBytes) picture
      = self->texture != NULL ? gdk_texture_save_to_png_bytes (self->texture) : NULL;

  if (library != NULL)
    {
      const char *const     parts[] = { self->part, NULL };
      const JcIntakeRequest request
          = { .paths = (const char *const *)self->paths,
              .slot = self->slot,
              .row = self->row,
              .parts = self->part != NULL ? parts : NULL,
              .password = self->password,
              .files = self->files != NULL ? (GFile *const *)self->files->pdata : NULL,
              .bytes = picture,
              .bytes_name = name,
              .once = self->is_watched,
              .copied = bytes_copied_cb };

      result = jc_intake_run (library, self->media, self->programme, self->dossier, &request,
                              file_begins_cb, task, cancellable, &error);
    }
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify)jc_intake_result_free);
}

/* --- Running --- */

/**
 * jc_desk_batch_run_async:
 * @batch: (transfer full): with its files and what takes them in
 * @cancellable: ends it between files
 * @callback: told with the batch's owner, where there still is one
 */
void
jc_desk_batch_run_async (JcDeskBatch        *batch,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, NULL);

  g_task_set_source_tag (task, jc_desk_batch_run_async);
  g_task_set_task_data (task, batch, jc_desk_batch_free);
  g_task_run_in_thread (task, batch_thread);
}

/**
 * jc_desk_batch_get:
 * @result: of a batch that ran
 *
 * Returns: (transfer none): the batch
 */
JcDeskBatch *
jc_desk_batch_get (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

/**
 * jc_desk_batch_run_finish:
 * @result: of a batch that ran
 *
 * Returns: (transfer full): what came of the files; an error when none of them is in
 */
JcIntakeResult *
jc_desk_batch_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
