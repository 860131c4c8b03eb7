/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachment-desk.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "jc-desk-batch.h"
#include "jc-intake-name.h"
#include "jc-session-attachments.h"
#include "jc-text.h"

struct _JcAttachmentDesk
{
  GObject parent_instance;

  JcDossierSession *session;
  JcMedia          *media;
  char             *folder;
  GQueue           *waiting;     /* (element-type JcDeskBatch) */
  GCancellable     *cancellable; /* (nullable): of the batch that runs */
  GPtrArray        *refusals;    /* (element-type JcDeskRefusal) */
  JcDeskBatchState  state;
};

enum
{
  CHANGED,
  ADDED,
  WATCHED,
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
  g_free (refusal->row);
  g_clear_error (&refusal->error);
  g_free (refusal);
}

/* --- A batch --- */

static void
told_cb (GObject *owner, const JcDeskBatchState *state)
{
  JcAttachmentDesk *self = JC_ATTACHMENT_DESK (owner);

  if (self->cancellable == NULL)
    return;
  g_free (self->state.name);
  self->state = *state;
  self->state.name = g_strdup (state->name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static JcDeskBatch *
make_batch (JcAttachmentDesk *self, const char *slot, const char *row)
{
  JcDeskBatch *batch = jc_desk_batch_new (G_OBJECT (self), slot, row);

  batch->folder = g_strdup (self->folder);
  batch->media = jc_media_ref (self->media);
  batch->programme = jc_programme_ref (jc_dossier_session_get_programme (self->session));
  batch->told = told_cb;

  return batch;
}

/* --- What comes of it --- */

static void
add_refusal (JcAttachmentDesk  *self,
             const JcDeskBatch *batch,
             const char        *name,
             const char        *path,
             const GError      *error)
{
  JcDeskRefusal *refusal = g_new0 (JcDeskRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->path = g_strdup (path);
  refusal->slot = g_strdup (batch->slot);
  refusal->row = g_strdup (batch->row);
  refusal->is_scan = batch->is_scan && path != NULL;
  refusal->error = g_error_copy (error);
  g_ptr_array_add (self->refusals, refusal);
}

/* Without the end. */
static guint
count_files (const JcDeskBatch *batch)
{
  return batch->files != NULL ? batch->files->len - 1 : 0;
}

/* Of a file that a person has; NULL: of one in an archive or a folder, or of a picture. */
static const char *
find_path (const JcDeskBatch *batch, const char *name)
{
  for (guint i = 0; batch->paths != NULL && batch->paths[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (batch->paths[i]);

      if (g_str_equal (base, name))
        return batch->paths[i];
    }
  for (guint i = 0; i < count_files (batch); i++)
    {
      const char      *path = g_file_peek_path (g_ptr_array_index (batch->files, i));
      g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;

      if (g_strcmp0 (base, name) == 0)
        return path;
    }

  return NULL;
}

/* Nothing came of the whole batch: of a scan, each page is still to be dealt with. */
static void
refuse_all (JcAttachmentDesk *self, const JcDeskBatch *batch, const GError *error)
{
  guint n_paths = batch->paths != NULL ? g_strv_length (batch->paths) : 0;
  guint n_told = batch->is_scan ? n_paths : MIN (n_paths, 1);

  for (guint i = 0; i < n_told; i++)
    {
      g_autofree char *name = g_path_get_basename (batch->paths[i]);

      add_refusal (self, batch, name, batch->paths[i], error);
    }
  if (n_told == 0 && batch->files != NULL)
    {
      g_autofree char *base = g_file_get_basename (g_ptr_array_index (batch->files, 0));
      g_autofree char *name = jc_intake_name_clean (base != NULL ? base : "");

      add_refusal (self, batch, name, find_path (batch, name), error);
    }
  else if (n_told == 0)
    add_refusal (self, batch, _ ("The pasted picture"), NULL, error);
}

static void
refuse_some (JcAttachmentDesk *self, const JcDeskBatch *batch, GPtrArray *refusals)
{
  for (guint i = 0; i < refusals->len; i++)
    {
      const JcIntakeRefusal *refusal = g_ptr_array_index (refusals, i);

      add_refusal (self, batch, refusal->name, find_path (batch, refusal->name), refusal->error);
    }
}

/* The last file of a folder takes it along; the folder above it stays for as long as it holds
 * another. */
static void
remove_scan (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *place = g_path_get_dirname (folder);

  g_unlink (path);
  if (g_rmdir (folder) == 0)
    g_rmdir (place);
}

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY)
         || g_error_matches (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE);
}

/* A page that finds no room waits to be sorted. Once: what is refused there too is refused for
 * another reason. */
static void
put_aside (JcAttachmentDesk *self, const JcDeskBatch *batch)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (g_str_equal (batch->slot, JC_SLOT_UNSORTED)
      || !jc_session_may_attach (self->session, JC_SLOT_UNSORTED))
    return;
  for (guint i = 0; i < self->refusals->len; i++)
    {
      JcDeskRefusal *refusal = g_ptr_array_index (self->refusals, i);

      if (!refusal->is_scan || !is_full (refusal->error)
          || !g_strv_contains ((const char *const *)batch->paths, refusal->path))
        continue;
      refusal->is_scan = FALSE;
      g_strv_builder_add (builder, refusal->path);
    }
  paths = g_strv_builder_end (builder);
  jc_attachment_desk_add_scans (self, (const char *const *)paths, JC_SLOT_UNSORTED, NULL);
}

/* A page that was not refused is in: its file has served. */
static void
settle_scans (JcAttachmentDesk *self, const JcDeskBatch *batch)
{
  for (guint i = 0; batch->paths[i] != NULL; i++)
    {
      gboolean is_refused = FALSE;

      for (guint j = 0; j < self->refusals->len && !is_refused; j++)
        is_refused = g_strcmp0 (((JcDeskRefusal *)g_ptr_array_index (self->refusals, j))->path,
                                batch->paths[i])
                     == 0;
      if (!is_refused)
        remove_scan (batch->paths[i]);
    }
  put_aside (self, batch);
}

static gboolean
lay_in (JcAttachmentDesk *self, const JcDeskBatch *batch, JcIntakeResult *result)
{
  g_autoptr (JcDossier) filled = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  g_autofree char *label = NULL;

  if (result->attachments->len == 0)
    return TRUE;
  /* It may have been finalised meanwhile. */
  if (!jc_session_may_attach (self->session, batch->slot))
    return FALSE;
  filled = jc_intake_lay_in (jc_dossier_session_get_dossier (self->session), result->attachments);
  attachments = jc_attachments_load (filled);
  label = g_strdup_printf (ngettext ("adding %u file", "adding %u files", result->attachments->len),
                           result->attachments->len);

  return jc_session_set_attachments (self->session, attachments, label, "attached");
}

static void
take_result (JcAttachmentDesk *self, const JcDeskBatch *batch, JcIntakeResult *taken)
{
  g_autoptr (GError) error = NULL;

  if (!lay_in (self, batch, taken))
    {
      jc_set_error (&error, G_IO_ERROR, G_IO_ERROR_READ_ONLY,
                    "申报材料这时已经定稿或者交了，附件不能再改。先重新打开，再放进来。",
                    "The dossier was finalised or handed in meanwhile, and its attachments stay as "
                    "they are. Reopen it, then add the file.");
      refuse_all (self, batch, error);
      return;
    }
  if (batch->is_watched)
    {
      g_signal_emit (self, signals[WATCHED], 0, batch->files, taken);
      return;
    }
  refuse_some (self, batch, taken->refusals);
  if (batch->is_scan)
    settle_scans (self, batch);
  g_signal_emit (self, signals[ADDED], 0, taken);
}

static void
batch_ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcDeskBatch *batch = jc_desk_batch_get (result);
  g_autoptr (JcAttachmentDesk) self = g_weak_ref_get (&batch->owner);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcIntakeResult) taken = jc_desk_batch_run_finish (result, &error);

  if (self == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->state.name, g_free);
  if (taken == NULL && batch->is_watched)
    g_signal_emit (self, signals[WATCHED], 0, batch->files, NULL);
  if (taken != NULL)
    take_result (self, batch, taken);
  else if (batch->is_scan || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refuse_all (self, batch, error);
  run_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
run_next (JcAttachmentDesk *self)
{
  JcDeskBatch *batch;

  if (self->cancellable != NULL)
    return;
  batch = g_queue_pop_head (self->waiting);
  if (batch == NULL)
    return;
  batch->dossier = jc_dossier_ref (jc_dossier_session_get_dossier (self->session));
  self->cancellable = g_cancellable_new ();
  jc_desk_batch_run_async (batch, self->cancellable, batch_ran_cb);
}

static void
put_in_line (JcAttachmentDesk *self, JcDeskBatch *batch)
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
  g_queue_free_full (self->waiting, jc_desk_batch_free);
  g_ptr_array_unref (self->refusals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->media, jc_media_unref);
  g_free (self->folder);
  g_free (self->state.name);

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
  signals[WATCHED] = g_signal_new ("watched", JC_TYPE_ATTACHMENT_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
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
  JcDeskBatch *batch;

  if (paths[0] == NULL)
    return;
  batch = make_batch (self, slot, row);
  batch->paths = g_strdupv ((char **)paths);
  batch->password = g_strdup (password);
  put_in_line (self, batch);
}

/* The end is none. */
static void
free_file (gpointer file)
{
  g_clear_object (&file);
}

static JcDeskBatch *
make_file_batch (JcAttachmentDesk *self, GPtrArray *files, const char *slot, const char *row)
{
  JcDeskBatch *batch = make_batch (self, slot, row);

  batch->files = g_ptr_array_new_with_free_func (free_file);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (batch->files, g_object_ref (g_ptr_array_index (files, i)));
  g_ptr_array_add (batch->files, NULL);

  return batch;
}

/**
 * jc_attachment_desk_add_files:
 * @files: (element-type GFile): files and folders, from anywhere
 * @slot: where they go, or JC_SLOT_UNSORTED
 * @part: (nullable): the named page that a single one shows
 * @row: (nullable): of a slot with `each`
 */
void
jc_attachment_desk_add_files (
    JcAttachmentDesk *self, GPtrArray *files, const char *slot, const char *part, const char *row)
{
  JcDeskBatch *batch;

  if (files->len == 0)
    return;
  batch = make_file_batch (self, files, slot, row);
  batch->part = g_strdup (files->len == 1 ? part : NULL);
  put_in_line (self, batch);
}

/**
 * jc_attachment_desk_add_watched:
 * @files: (element-type GFile): of a folder that is watched; at least one
 */
void
jc_attachment_desk_add_watched (JcAttachmentDesk *self, GPtrArray *files)
{
  JcDeskBatch *batch = make_file_batch (self, files, JC_SLOT_UNSORTED, NULL);

  batch->is_watched = TRUE;
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
                                const char       *part,
                                const char       *row)
{
  JcDeskBatch *batch = make_batch (self, slot, row);

  batch->part = g_strdup (part);
  batch->texture = g_object_ref (texture);
  put_in_line (self, batch);
}

/**
 * jc_attachment_desk_add_scans:
 * @self: a desk
 * @paths: pages that are nowhere else, NULL-terminated, in a folder of their own
 * @slot: where they go, or JC_SLOT_UNSORTED
 * @row: (nullable): of a slot with `each`
 *
 * Each file stays until its page is in the dossier, or somebody has thrown it away. What its slot
 * has no room for waits to be sorted.
 */
void
jc_attachment_desk_add_scans (JcAttachmentDesk  *self,
                              const char *const *paths,
                              const char        *slot,
                              const char        *row)
{
  JcDeskBatch *batch;

  if (paths[0] == NULL)
    return;
  batch = make_batch (self, slot, row);
  batch->paths = g_strdupv ((char **)paths);
  batch->is_scan = TRUE;
  put_in_line (self, batch);
}

void
jc_attachment_desk_cancel (JcAttachmentDesk *self)
{
  g_autoptr (GError) error = NULL;
  JcDeskBatch *batch;

  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  while ((batch = g_queue_pop_head (self->waiting)) != NULL)
    {
      if (batch->is_scan)
        refuse_all (self, batch, error);
      jc_desk_batch_free (batch);
    }
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
  *n_done = self->state.n_done;
  *n_total = self->state.n_total;

  return self->cancellable != NULL ? self->state.name : NULL;
}

/**
 * jc_attachment_desk_get_bytes:
 * @n_bytes, @size: (out): of the file that is being taken in
 *
 * Returns: whether it has a long way, and how long that is is known
 */
gboolean
jc_attachment_desk_get_bytes (JcAttachmentDesk *self, gint64 *n_bytes, gint64 *size)
{
  *n_bytes = self->state.n_bytes;
  *size = self->state.size;

  return self->cancellable != NULL && self->state.size > 0;
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

/**
 * jc_attachment_desk_refuse_watched:
 * @file: of a folder that is watched
 * @error: why it was not taken
 */
void
jc_attachment_desk_refuse_watched (JcAttachmentDesk *self, GFile *file, const GError *error)
{
  JcDeskBatch     *batch = make_batch (self, JC_SLOT_UNSORTED, NULL);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = jc_intake_name_clean (base != NULL ? base : "");

  add_refusal (self, batch, name, g_file_peek_path (file), error);
  jc_desk_batch_free (batch);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * jc_attachment_desk_try_again:
 * @self: a desk
 * @refusal: (transfer none): of a scanned page; it is put away
 */
void
jc_attachment_desk_try_again (JcAttachmentDesk *self, const JcDeskRefusal *refusal)
{
  const char *paths[] = { refusal->path, NULL };

  g_return_if_fail (refusal->is_scan);

  jc_attachment_desk_add_scans (self, paths, refusal->slot, refusal->row);
  jc_attachment_desk_put_away (self, refusal);
}

/**
 * jc_attachment_desk_throw_away:
 * @self: a desk
 * @refusal: (transfer none): of a scanned page; it is put away, and its file is gone
 */
void
jc_attachment_desk_throw_away (JcAttachmentDesk *self, const JcDeskRefusal *refusal)
{
  g_return_if_fail (refusal->is_scan);

  remove_scan (refusal->path);
  jc_attachment_desk_put_away (self, refusal);
}

/**
 * jc_attachment_desk_get_dossier:
 * @self: a desk
 *
 * Returns: (transfer none): the id of the dossier that files come into
 */
const char *
jc_attachment_desk_get_dossier (JcAttachmentDesk *self)
{
  return jc_dossier_get_id (jc_dossier_session_get_dossier (self->session));
}
