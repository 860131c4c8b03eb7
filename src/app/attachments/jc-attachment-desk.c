/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachment-desk.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "jc-session-attachments.h"
#include "jc-text.h"

/**
 * Batch:
 * @made: whether the one path is a file of ours, to be removed afterwards
 * @done, @total, @name: how far it is, guarded by @lock
 */
typedef struct
{
  char          **paths;
  char           *slot;
  char           *row;
  char           *password;
  gboolean        made;
  GdkTexture     *texture;
  char           *folder;
  JcMedia        *media;
  JcProgramme    *programme;
  JcDossier      *dossier;
  GWeakRef        desk;
  GMutex          lock;
  guint           done;
  guint           total;
  char           *name;
} Batch;

struct _JcAttachmentDesk
{
  GObject parent_instance;

  JcDossierSession *session;
  JcMedia          *media;
  char             *folder;
  GQueue           *waiting;     /* (element-type Batch) */
  GCancellable     *cancellable; /* (nullable): of the batch that runs */
  GPtrArray        *refusals;    /* (element-type JcDeskRefusal) */
  char             *name;
  guint             n_done;
  guint             n_total;
};

enum
{
  CHANGED,
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void run_next (JcAttachmentDesk *self);

G_DEFINE_FINAL_TYPE (JcAttachmentDesk, jc_attachment_desk, G_TYPE_OBJECT)

static void
refusal_free (gpointer data)
{
  JcDeskRefusal *refusal = data;

  g_free (refusal->name);
  g_free (refusal->path);
  g_free (refusal->slot);
  g_clear_error (&refusal->error);
  g_free (refusal);
}

/* --- A batch --- */

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  if (batch->made)
    {
      g_autofree char *folder = g_path_get_dirname (batch->paths[0]);

      g_unlink (batch->paths[0]);
      g_rmdir (folder);
    }
  g_strfreev (batch->paths);
  g_free (batch->slot);
  g_free (batch->row);
  g_free (batch->password);
  g_clear_object (&batch->texture);
  g_free (batch->folder);
  g_clear_pointer (&batch->media, jc_media_unref);
  g_clear_pointer (&batch->programme, jc_programme_unref);
  g_clear_pointer (&batch->dossier, jc_dossier_unref);
  g_weak_ref_clear (&batch->desk);
  g_mutex_clear (&batch->lock);
  g_free (batch->name);
  g_free (batch);
}

static Batch *
batch_new (JcAttachmentDesk *self, const char *slot, const char *row)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->slot = g_strdup (slot);
  batch->row = g_strdup (row);
  batch->folder = g_strdup (self->folder);
  batch->media = jc_media_ref (self->media);
  batch->programme = jc_programme_ref (jc_dossier_session_get_programme (self->session));
  g_weak_ref_init (&batch->desk, self);
  g_mutex_init (&batch->lock);

  return batch;
}

/* --- On its thread --- */

static gboolean
progress_cb (gpointer data)
{
  Batch *batch = g_task_get_task_data (G_TASK (data));
  g_autoptr (JcAttachmentDesk) self = g_weak_ref_get (&batch->desk);

  if (self == NULL || self->cancellable == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&batch->lock);
  g_free (self->name);
  self->name = g_strdup (batch->name);
  self->n_done = batch->done;
  self->n_total = batch->total;
  g_mutex_unlock (&batch->lock);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
file_begins_cb (guint done, guint total, const char *name, gpointer user_data)
{
  GTask *task = user_data;
  Batch *batch = g_task_get_task_data (task);

  g_mutex_lock (&batch->lock);
  batch->done = done;
  batch->total = total;
  g_free (batch->name);
  batch->name = g_strdup (name);
  g_mutex_unlock (&batch->lock);
  g_idle_add_full (G_PRIORITY_DEFAULT, progress_cb, g_object_ref (task), g_object_unref);
}

/* A picture of the clipboard becomes a file like any other. */
static gboolean
write_texture (Batch *batch, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y%m%d-%H%M%S.png");
  g_autofree char *folder = g_dir_make_tmp ("jiangce-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL)
    return FALSE;
  batch->made = TRUE;
  batch->paths = g_new0 (char *, 2);
  batch->paths[0] = g_steal_pointer (&path);
  if (!gdk_texture_save_to_png (batch->texture, batch->paths[0]))
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "贴上来的图存不下（%s）。看看磁盘还有没有地方。",
                         "The pasted picture cannot be kept (%s). See whether the disk has room.",
                         batch->paths[0]);

  return TRUE;
}

static void
batch_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Batch          *batch = data;
  GError         *error = NULL;
  JcIntakeResult *result = NULL;
  g_autoptr (JcLibrary) library = NULL;

  if (batch->texture == NULL || write_texture (batch, &error))
    library = jc_library_open (batch->folder, NULL, &error);
  if (library != NULL)
    {
      const JcIntakeRequest request = { .paths = (const char *const *)batch->paths,
                                        .slot = batch->slot,
                                        .row = batch->row,
                                        .password = batch->password };

      result = jc_intake_run (library, batch->media, batch->programme, batch->dossier, &request,
                              file_begins_cb, task, cancellable, &error);
    }
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify)jc_intake_result_free);
}

/* --- What comes of it --- */

static void
add_refusal (JcAttachmentDesk *self, const Batch *batch, const char *name, const GError *error)
{
  JcDeskRefusal *refusal = g_new0 (JcDeskRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->slot = g_strdup (batch->slot);
  refusal->error = g_error_copy (error);
  for (guint i = 0; batch->paths != NULL && batch->paths[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (batch->paths[i]);

      if (!batch->made && g_str_equal (base, name))
        refusal->path = g_strdup (batch->paths[i]);
    }
  g_ptr_array_add (self->refusals, refusal);
}

static void
lay_in (JcAttachmentDesk *self, JcIntakeResult *result)
{
  g_autoptr (JcDossier) filled = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  g_autofree char      *label = NULL;

  if (result->attachments->len == 0)
    return;
  filled = jc_intake_lay_in (jc_dossier_session_get_dossier (self->session), result->attachments);
  attachments = jc_attachments_load (filled);
  label = g_strdup_printf (ngettext ("adding %u file", "adding %u files", result->attachments->len),
                           result->attachments->len);
  jc_session_set_attachments (self->session, attachments, label, "attached");
}

static void
batch_ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = g_task_get_task_data (G_TASK (result));
  g_autoptr (JcAttachmentDesk) self = g_weak_ref_get (&batch->desk);
  g_autoptr (GError)           error = NULL;
  g_autoptr (JcIntakeResult)   taken = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->name, g_free);
  if (taken != NULL)
    {
      lay_in (self, taken);
      for (guint i = 0; i < taken->refusals->len; i++)
        {
          JcIntakeRefusal *refusal = g_ptr_array_index (taken->refusals, i);

          add_refusal (self, batch, refusal->name, refusal->error);
        }
      g_signal_emit (self, signals[ADDED], 0, taken);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *name = batch->paths != NULL ? g_path_get_basename (batch->paths[0])
                                                   : g_strdup (_ ("The pasted picture"));

      add_refusal (self, batch, name, error);
    }
  run_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
run_next (JcAttachmentDesk *self)
{
  g_autoptr (GTask) task = NULL;
  Batch            *batch;

  if (self->cancellable != NULL)
    return;
  batch = g_queue_pop_head (self->waiting);
  if (batch == NULL)
    return;
  batch->dossier = jc_dossier_ref (jc_dossier_session_get_dossier (self->session));
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, batch_ran_cb, NULL);
  g_task_set_task_data (task, batch, batch_free);
  g_task_run_in_thread (task, batch_thread);
}

static void
put_in_line (JcAttachmentDesk *self, Batch *batch)
{
  g_queue_push_tail (self->waiting, batch);
  run_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- GObject --- */

static void
jc_attachment_desk_finalize (GObject *object)
{
  JcAttachmentDesk *self = JC_ATTACHMENT_DESK (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_free_full (self->waiting, batch_free);
  g_ptr_array_unref (self->refusals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->media, jc_media_unref);
  g_free (self->folder);
  g_free (self->name);

  G_OBJECT_CLASS (jc_attachment_desk_parent_class)->finalize (object);
}

static void
jc_attachment_desk_class_init (JcAttachmentDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_attachment_desk_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_ATTACHMENT_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ADDED] = g_signal_new ("added", JC_TYPE_ATTACHMENT_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
jc_attachment_desk_init (JcAttachmentDesk *self)
{
  self->waiting = g_queue_new ();
  self->refusals = g_ptr_array_new_with_free_func (refusal_free);
}

/**
 * jc_attachment_desk_new:
 * @session: the open dossier; kept
 * @media: looks at what comes in
 * @library_folder: where originals go
 *
 * Returns: (transfer full): the desk
 */
JcAttachmentDesk *
jc_attachment_desk_new (JcDossierSession *session, JcMedia *media, const char *library_folder)
{
  JcAttachmentDesk *self = g_object_new (JC_TYPE_ATTACHMENT_DESK, NULL);

  self->session = g_object_ref (session);
  self->media = jc_media_ref (media);
  self->folder = g_strdup (library_folder);

  return self;
}

/* --- Public functions --- */

/**
 * jc_attachment_desk_add:
 * @paths: files and folders
 * @slot: where they go, or JC_SLOT_UNSORTED
 * @row: (nullable): of a slot with `each`
 * @password: (nullable): opens a PDF that asks for one
 */
void
jc_attachment_desk_add (JcAttachmentDesk  *self,
                        const char *const *paths,
                        const char        *slot,
                        const char        *row,
                        const char        *password)
{
  Batch *batch;

  if (paths[0] == NULL)
    return;
  batch = batch_new (self, slot, row);
  batch->paths = g_strdupv ((char **)paths);
  batch->password = g_strdup (password);
  put_in_line (self, batch);
}

/**
 * jc_attachment_desk_add_texture:
 * @texture: a picture of the clipboard, or one that was dropped
 */
void
jc_attachment_desk_add_texture (JcAttachmentDesk *self,
                                GdkTexture       *texture,
                                const char       *slot,
                                const char       *row)
{
  Batch *batch = batch_new (self, slot, row);

  batch->texture = g_object_ref (texture);
  put_in_line (self, batch);
}

void
jc_attachment_desk_cancel (JcAttachmentDesk *self)
{
  g_queue_clear_full (self->waiting, batch_free);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
jc_attachment_desk_is_busy (JcAttachmentDesk *self)
{
  return self->cancellable != NULL;
}

/**
 * jc_attachment_desk_get_progress:
 * @n_done, @n_total: (out): files of the batch
 *
 * Returns: (transfer none) (nullable): the file that is being taken in
 */
const char *
jc_attachment_desk_get_progress (JcAttachmentDesk *self, guint *n_done, guint *n_total)
{
  *n_done = self->n_done;
  *n_total = self->n_total;

  return self->cancellable != NULL ? self->name : NULL;
}

GPtrArray *
jc_attachment_desk_get_refusals (JcAttachmentDesk *self)
{
  return self->refusals;
}

/**
 * jc_attachment_desk_put_away:
 * @refusal: one of the refusals, which is freed
 */
void
jc_attachment_desk_put_away (JcAttachmentDesk *self, const JcDeskRefusal *refusal)
{
  if (g_ptr_array_remove (self->refusals, (gpointer)refusal))
    g_signal_emit (self, signals[CHANGED], 0);
}
