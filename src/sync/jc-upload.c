/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-upload.h"

#include "jc-drafting.h"
#include "jc-limits.h"
#include "jc-named-original.h"
#include "jc-sync-private.h"
#include "jc-upload-crew.h"

/* How soon a cancelled run ends, how often the person is told, and what a killed program sends
 * twice at most. */
#define LOOK_US (50 * 1000)
#define TELL_US (200 * 1000)
#define SAVE_US G_USEC_PER_SEC

/**
 * Batch: the originals of one dossier that have to go.
 * @crew: is gone before @files
 */
typedef struct
{
  JcSync        *sync;
  GPtrArray     *files; /* (owned) (element-type JcTusFile) */
  JcUploadCrew  *crew;  /* (owned) (nullable) */
  JcSyncProgress progress;
  gint64         begun_us;
  gint64         told_us;
  gint64         saved_us;
  gint64         n_before; /* bytes that were there before this run */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->crew, jc_upload_crew_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

/* --- What has to go --- */

static GHashTable *
list_hashes (JcDossier *dossier)
{
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) originals = dossier != NULL ? jc_named_originals_load (dossier) : NULL;

  for (guint i = 0; originals != NULL && i < originals->len; i++)
    g_hash_table_add (hashes,
                      g_strdup (((JcNamedOriginal *)g_ptr_array_index (originals, i))->sha256));
  return hashes;
}

static JcTusFile *
new_file (JcSync *self, const JcNamedOriginal *original)
{
  g_autofree char   *path = jc_library_dup_original_path (self->library, original->sha256);
  JcTusFile         *file = jc_tus_file_new (original->sha256, path, original->size);
  const JcUploadRow *row = jc_upload_memory_find (self, original->sha256);

  file->name = g_strdup (original->name);
  file->media_type = g_strdup (original->media_type);
  if (row != NULL)
    {
      file->url = *row->url != '\0' ? g_strdup (row->url) : NULL;
      file->offset = file->n_taken = row->offset;
      file->has_begun = TRUE;
    }
  return file;
}

static gboolean
refuse_missing (const JcNamedOriginal *original, GError **error)
{
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_ORIGINAL_MISSING,
                       "附件“%s”的原件不在本机，没有上传。重新添加这个文件。",
                       "The original of “%s” is not on this computer and was not sent. Add the "
                       "file again.",
                       original->name);
}

/* What the server lost although it had it is sent again from here, where it is here. */
static gboolean
list_files (JcSync    *self,
            GPtrArray *files,
            JcDossier *base,
            JcDossier *dossier,
            gboolean   has_lost,
            GError   **error)
{
  g_autoptr (GHashTable) known = list_hashes (base);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);
      gboolean               was_there = g_hash_table_contains (known, original->sha256);
      const JcUploadRow     *row = jc_upload_memory_find (self, original->sha256);

      if (!g_hash_table_add (seen, original->sha256) || (was_there && !has_lost)
          || (row != NULL && row->offset == original->size))
        continue;
      if (jc_library_has_original (self->library, original->sha256))
        g_ptr_array_add (files, new_file (self, original));
      else if (!was_there)
        return refuse_missing (original, error);
    }
  return TRUE;
}

/* What the server would refuse is known before anything is sent. Without the definition nothing is
 * known, and the server says it. */
static gboolean
is_within_limits (JcSync *self, JcDossier *base, JcDossier *dossier, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, dossier, NULL);
  const JcKind *kind;
  g_autoptr (JcLimitBreach) breach = NULL;
  g_autoptr (JcText) text = NULL;

  if (programme == NULL)
    return TRUE;
  kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  breach = kind != NULL ? jc_limits_check (kind, base, dossier) : NULL;
  if (breach == NULL)
    return TRUE;
  text = jc_limit_breach_dup_text (breach);
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_LIMIT, "%1$s%2$.0s", "%2$s%1$.0s",
                       text->zh, text->en);
}

/* --- While it goes --- */

/* The bytes that the server has, or that are on their way to it. */
static gint64
count_bytes (Batch *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      JcTusFile *file = g_ptr_array_index (self->files, i);

      g_mutex_lock (&file->mutex);
      n += MIN (file->n_taken, file->size);
      g_mutex_unlock (&file->mutex);
    }
  return n;
}

static void
tell (Batch *self, gint64 now_us)
{
  gint64 elapsed_us = MAX (now_us - self->begun_us, 1);

  self->told_us = now_us;
  self->progress.bytes_done = count_bytes (self);
  self->progress.bytes_per_second = (gint64)((double)(self->progress.bytes_done - self->n_before)
                                             * G_USEC_PER_SEC / (double)elapsed_us);
  jc_sync_tell_progress (self->sync, &self->progress);
}

static void
note (Batch *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      JcTusFile       *file = g_ptr_array_index (self->files, i);
      g_autofree char *url = NULL;
      gint64           offset;

      g_mutex_lock (&file->mutex);
      url = g_strdup (file->url);
      offset = file->offset;
      g_mutex_unlock (&file->mutex);
      /* Some of it may have come, although nobody said where: the next run asks first. */
      if (url == NULL && self->crew == NULL && file->has_begun)
        url = g_strdup ("");
      if (url != NULL)
        jc_upload_memory_note (self->sync, file->sha256, url, offset, g_get_real_time ());
    }
}

static gboolean
save (Batch *self, gint64 now_us, GError **error)
{
  self->saved_us = now_us;
  note (self);
  return jc_upload_memory_save (self->sync, error);
}

/* The first failure ends the batch: the document cannot go without that file. */
static gboolean
run (Batch *self, GCancellable *cancellable, GError **error)
{
  while (self->progress.n_done < self->progress.n_total)
    {
      GError    *failure = NULL;
      JcTusFile *file = jc_upload_crew_pop (self->crew, LOOK_US, &failure);
      gint64     now_us = g_get_monotonic_time ();

      if (failure != NULL)
        {
          jc_upload_crew_tell (self->crew, self->sync->client);
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      self->progress.n_done += file != NULL;
      if (file != NULL || now_us - self->told_us >= TELL_US)
        tell (self, now_us);
      if (now_us - self->saved_us >= SAVE_US && !save (self, now_us, error))
        return FALSE;
    }
  return TRUE;
}

static void
begin (Batch *self, JcDossier *dossier)
{
  self->progress.stage = JC_SYNC_STAGE_UPLOADING;
  self->progress.dossier = jc_dossier_get_id (dossier);
  self->progress.n_total = self->files->len;
  self->n_before = count_bytes (self);
  self->begun_us = self->saved_us = g_get_monotonic_time ();
  self->crew = jc_upload_crew_new (self->sync->client);
  for (guint i = 0; i < self->files->len; i++)
    {
      JcTusFile *file = g_ptr_array_index (self->files, i);

      self->progress.bytes_total += file->size;
      jc_upload_crew_push (self->crew, file);
    }
  tell (self, self->begun_us);
}

/**
 * jc_upload_originals:
 * @self: a sync that is connected
 * @base: (nullable): the document as the server has it
 * @dossier: the document that is to go next
 * @has_lost: whether the server, asked to take it, lacked an original
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Whatever stops it, how far each original came is kept for the next time.
 *
 * Returns: %FALSE with @error set: LIMIT, ORIGINAL_MISSING, ORIGINAL_DAMAGED, METERED, QUOTA, or
 *   what stops the whole run
 */
gboolean
jc_upload_originals (JcSync       *self,
                     JcDossier    *base,
                     JcDossier    *dossier,
                     gboolean      has_lost,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_auto (Batch) batch = { self };
  gboolean is_done;

  if (has_lost && !jc_upload_memory_forget (self, dossier, error))
    return FALSE;
  batch.files = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_tus_file_free);
  if (!list_files (self, batch.files, base, dossier, has_lost, error))
    return FALSE;
  if (batch.files->len == 0)
    return TRUE;
  if (!is_within_limits (self, base, dossier, error))
    return FALSE;
  if (self->is_metered)
    return jc_set_error (
        error, JC_SYNC_ERROR, JC_SYNC_ERROR_METERED,
        "现在是按流量计费的网络，%u 个附件等换了网络再传；要现在传，点“立即同步”。",
        "This network counts what is sent; %u files wait for another one. To send "
        "them now, choose “Sync now”.",
        batch.files->len);

  begin (&batch, dossier);
  is_done = run (&batch, cancellable, error);
  g_clear_pointer (&batch.crew, jc_upload_crew_free);
  note (&batch);
  /* What is whole is written down only where the document does not follow at once. */
  if (!is_done)
    jc_upload_memory_save (self, NULL);
  return is_done;
}
