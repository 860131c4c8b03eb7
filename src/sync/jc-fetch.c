/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-download.h"

#include "jc-attachment.h"
#include "jc-sync-private.h"

/* What comes by itself, of the dossiers that were changed last: an office that sees hundreds of
 * them opens only some. The rest comes when it is asked for. */
#define MAX_TOTAL_BYTES (G_GINT64_CONSTANT (200) * 1024 * 1024)
#define MAX_FILE_BYTES (G_GINT64_CONSTANT (50) * 1024 * 1024)
#define SETTING "lacks_originals"
#define TELL_US (200 * 1000)

/**
 * Fetch: what a run brings.
 * @n_bytes: of what all dossiers so far name, here or not
 */
typedef struct
{
  JcSync        *sync;
  GHashTable    *seen; /* (owned) (element-type utf8): hashes */
  gint64         n_bytes;
  JcSyncProgress progress;
  gint64         n_before;
  gint64         begun_us;
  gint64         told_us;
  gboolean       has_all;
} Fetch;

static void
come_cb (gint64 n_bytes, gpointer user_data)
{
  Fetch *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  self->progress.bytes_done = self->n_before + n_bytes;
  if (now_us - self->told_us < TELL_US)
    return;
  self->told_us = now_us;
  self->progress.bytes_per_second = (gint64)((double)self->progress.bytes_done * G_USEC_PER_SEC
                                             / (double)MAX (now_us - self->begun_us, 1));
  jc_sync_tell_progress (self->sync, &self->progress);
}

/* Nothing else would come either. */
static gboolean
stops_the_run (const GError *error)
{
  return g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION)
         || g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
fetch_one (Fetch *self, const JcNamedOriginal *original, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  if (jc_download (self->sync, self->progress.dossier, original, come_cb, self, cancellable,
                   &failure))
    {
      self->n_before += original->size;
      self->progress.n_done++;
      jc_sync_tell_progress (self->sync, &self->progress);
      return TRUE;
    }
  if (stops_the_run (failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  /* Whoever opens it is told why; a server in trouble, and another program, are tried again. */
  g_info ("%.12s… was not fetched: %s", original->sha256, failure->message);
  if (!g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    self->has_all = FALSE;
  g_error_free (failure);
  return TRUE;
}

static gboolean
wants (Fetch *self, const JcNamedOriginal *original)
{
  if (!g_hash_table_add (self->seen, g_strdup (original->sha256)))
    return FALSE;
  if (original->size > MAX_FILE_BYTES || self->n_bytes + original->size > MAX_TOTAL_BYTES)
    return FALSE;
  self->n_bytes += original->size;
  return !jc_library_has_original (self->sync->library, original->sha256);
}

static gboolean
fetch_of (Fetch *self, JcDossier *dossier, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gboolean is_done = TRUE;

  self->progress.dossier = jc_dossier_get_id (dossier);
  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);

      if (!wants (self, original))
        continue;
      g_ptr_array_add (wanted, (gpointer)original);
      self->progress.n_total++;
      self->progress.bytes_total += original->size;
    }
  for (guint i = 0; is_done && i < wanted->len; i++)
    is_done = fetch_one (self, g_ptr_array_index (wanted, i), cancellable, error);
  if (wanted->len > 0)
    jc_sync_tell_changed (self->sync, jc_dossier_get_id (dossier), FALSE);
  self->progress.dossier = NULL;
  return is_done;
}

/* In a conflict the other side's files are shown too. */
static gboolean
fetch_row (Fetch *self, const JcDossierRow *row, GCancellable *cancellable, GError **error)
{
  JcLibrary *library = self->sync->library;
  g_autoptr (JcDossier) current = jc_library_load_dossier (library, row->id, NULL);
  g_autoptr (JcDossier) base
      = g_str_equal (row->sync, "conflict") ? jc_library_load_base (library, row->id, NULL) : NULL;

  return (current == NULL || fetch_of (self, current, cancellable, error))
         && (base == NULL || fetch_of (self, base, cancellable, error));
}

/* For the files of this room, see jc-download.h. */
gboolean
jc_fetch_note (JcSync *self, JcDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);
  g_autofree char *noted = NULL;

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);

      if (jc_library_has_original (self->library, original->sha256))
        continue;
      noted = jc_library_dup_setting (self->library, SETTING, NULL);
      return noted != NULL || jc_library_set_setting (self->library, SETTING, "1", error);
    }
  return TRUE;
}

/**
 * jc_fetch_originals:
 * @self: a sync that is connected
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * So that a second machine shows the pages. One file that cannot be had keeps no other away.
 *
 * Returns: %FALSE with @error set when nothing would come: no connection, not signed in, a full
 *   disk, cancelled
 */
gboolean
jc_fetch_originals (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *noted = jc_library_dup_setting (self->library, SETTING, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) seen = NULL;
  Fetch    fetch = { .sync = self, .has_all = TRUE };
  gboolean is_done = TRUE;

  if (noted == NULL || self->is_metered)
    return TRUE;
  rows = jc_library_load_dossiers (self->library, error);
  if (rows == NULL)
    return FALSE;

  fetch.seen = seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fetch.progress.stage = JC_SYNC_STAGE_FETCHING;
  fetch.begun_us = g_get_monotonic_time ();
  for (guint i = 0; is_done && i < rows->len && fetch.n_bytes < MAX_TOTAL_BYTES; i++)
    is_done = fetch_row (&fetch, g_ptr_array_index (rows, i), cancellable, error);
  if (!is_done || !fetch.has_all)
    return is_done;
  return jc_library_set_setting (self->library, SETTING, NULL, error);
}

/* --- On demand --- */

static void
add_lacking (JcSync *self, GPtrArray *lacking, JcDossier *document, const char *id)
{
  g_autoptr (GPtrArray) originals = document != NULL ? jc_named_originals_load (document) : NULL;

  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);

      if (g_strcmp0 (original->attachment, id) == 0
          && !jc_library_has_original (self->library, original->sha256))
        g_ptr_array_add (lacking, jc_named_original_copy (original));
    }
}

static gboolean
has_attachment (JcDossier *document, const char *id)
{
  g_autoptr (GPtrArray) attachments = document != NULL ? jc_attachments_load (document) : NULL;

  return attachments != NULL && jc_attachments_find (attachments, id) != NULL;
}

/* What an attachment names and is not here: the document's own, and the server's where it was
 * changed here; what is shown before what it was made of. %NULL: there is no such attachment. */
static GPtrArray *
list_lacking (JcSync *self, const char *dossier, const char *id)
{
  g_autoptr (JcDossier) current = jc_library_load_dossier (self->library, dossier, NULL);
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, dossier, NULL);
  GPtrArray *lacking;

  if (!has_attachment (current, id) && !has_attachment (base, id))
    return NULL;
  lacking = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_named_original_free);
  add_lacking (self, lacking, current, id);
  add_lacking (self, lacking, base, id);
  return lacking;
}

/* Another program, or the run, is bringing it. */
static gboolean
await (JcSync                *self,
       const JcNamedOriginal *original,
       const char            *dossier,
       GCancellable          *cancellable,
       GError               **error)
{
  for (;;)
    {
      GError *failure = NULL;

      if (jc_download (self, dossier, original, NULL, NULL, cancellable, &failure))
        return TRUE;
      if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      if (!jc_api_client_rest (1, 0, cancellable, error))
        return FALSE;
    }
}

/* The first is what is to be seen; neither what it was made of nor the other side's keeps it away.
 */
static gboolean
await_all (JcSync       *self,
           GPtrArray    *lacking,
           const char   *dossier,
           GCancellable *cancellable,
           GError      **error)
{
  for (guint i = 0; i < lacking->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (lacking, i);
      GError                *failure = NULL;

      if (await (self, original, dossier, cancellable, &failure))
        continue;
      if (i == 0 && !original->is_source)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_info ("%.12s… was not fetched: %s", original->sha256, failure->message);
      g_error_free (failure);
    }
  return TRUE;
}

/**
 * jc_sync_fetch_original:
 * @self: a sync
 * @dossier: a dossier's id
 * @attachment: the id of one of its attachments
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Brings the original here when somebody wants to see it, also where the network counts what is
 * sent; the file that it was made of comes behind it.
 *
 * Returns: whether it is here; %FALSE with @error set: NOT_SIGNED_IN, NOT_FOUND, NO_CONNECTION,
 *   SERVER, JC_LIBRARY_ERROR_DAMAGED …
 */
gboolean
jc_sync_fetch_original (JcSync       *self,
                        const char   *dossier,
                        const char   *attachment,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (GPtrArray) lacking = list_lacking (self, dossier, attachment);

  if (lacking == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND,
                         "这份材料没有编号为 %s 的附件。", "The dossier has no attachment %s.",
                         attachment);
  if (lacking->len == 0)
    return TRUE;
  return jc_sync_connect (self, error) && await_all (self, lacking, dossier, cancellable, error);
}
