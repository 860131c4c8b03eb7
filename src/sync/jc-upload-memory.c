/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-upload.h"

#include "jc-named-original.h"
#include "jc-sync-private.h"

/* A server keeps what no document names for seven days. */
#define KEEP_US (6 * G_TIME_SPAN_DAY)

/**
 * Memory: a row of the library, or one that is to be.
 */
typedef struct
{
  JcUploadRow *row; /* (owned) */
  gboolean     is_stored;
  gboolean     is_changed;
} Memory;

static void
free_memory (Memory *memory)
{
  jc_upload_row_free (memory->row);
  g_free (memory);
}

static void
add (GHashTable *uploads, JcUploadRow *row, gboolean is_stored)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->row = row;
  memory->is_stored = is_stored;
  memory->is_changed = !is_stored;
  g_hash_table_replace (uploads, row->sha256, memory);
}

/* What cannot be read is sent again. */
static GHashTable *
ensure (JcSync *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (self->uploads != NULL)
    return self->uploads;
  self->uploads
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)free_memory);
  rows = jc_library_load_uploads (self->library, self->server, self->account, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const JcUploadRow *row = g_ptr_array_index (rows, i);

      add (self->uploads,
           jc_upload_row_new (row->sha256, row->url, row->offset, row->created_at_us), TRUE);
    }
  return self->uploads;
}

/* For the files of this room, see jc-upload.h. */
const JcUploadRow *
jc_upload_memory_find (JcSync *self, const char *sha256)
{
  Memory *memory = g_hash_table_lookup (ensure (self), sha256);
  gint64  age_us = memory != NULL ? g_get_real_time () - memory->row->created_at_us : 0;

  return memory != NULL && age_us >= 0 && age_us < KEEP_US ? memory->row : NULL;
}

/* For the files of this room, see jc-upload.h. */
void
jc_upload_memory_note (
    JcSync *self, const char *sha256, const char *url, gint64 offset, gint64 created_at_us)
{
  Memory  *memory = g_hash_table_lookup (ensure (self), sha256);
  gboolean is_stored = memory != NULL && memory->is_stored;

  if (memory != NULL && memory->row->offset == offset && g_str_equal (memory->row->url, url))
    return;
  add (self->uploads, jc_upload_row_new (sha256, url, offset, created_at_us), FALSE);
  memory = g_hash_table_lookup (self->uploads, sha256);
  memory->is_stored = is_stored;
}

static gboolean
save_changed (JcSync *self, GError **error)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Memory *memory = value;

      if (!memory->is_changed)
        continue;
      if (!jc_library_save_upload (self->library, self->server, self->account, memory->row, error))
        return FALSE;
      memory->is_stored = TRUE;
      memory->is_changed = FALSE;
    }
  return TRUE;
}

static gboolean
has_changed (JcSync *self)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, ensure (self));
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Memory *)value)->is_changed)
      return TRUE;
  return FALSE;
}

static gboolean
end (JcSync *self, gboolean is_done, GError **error)
{
  if (is_done)
    return jc_library_commit (self->library, error);
  jc_library_rollback (self->library);
  /* What the table holds now is read anew. */
  jc_upload_memory_clear (self);
  return FALSE;
}

/* For the files of this room, see jc-upload.h. */
gboolean
jc_upload_memory_save (JcSync *self, GError **error)
{
  if (!has_changed (self))
    return TRUE;
  return jc_library_begin (self->library, error) && end (self, save_changed (self, error), error);
}

static gboolean
forget (JcSync *self, GPtrArray *originals, GError **error)
{
  for (guint i = 0; i < originals->len; i++)
    {
      const char *sha256 = ((JcNamedOriginal *)g_ptr_array_index (originals, i))->sha256;
      Memory     *memory = g_hash_table_lookup (self->uploads, sha256);

      if (memory != NULL && memory->is_stored
          && !jc_library_remove_upload (self->library, self->server, self->account, sha256, error))
        return FALSE;
      g_hash_table_remove (self->uploads, sha256);
    }
  return TRUE;
}

/* For the files of this room, see jc-upload.h. */
gboolean
jc_upload_memory_forget (JcSync *self, JcDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) originals = NULL;

  if (g_hash_table_size (ensure (self)) == 0)
    return TRUE;
  originals = jc_named_originals_load (dossier);
  return jc_library_begin (self->library, error)
         && end (self, forget (self, originals, error), error);
}

/* For the files of this room, see jc-upload.h. */
void
jc_upload_memory_clear (JcSync *self)
{
  g_clear_pointer (&self->uploads, g_hash_table_unref);
}
