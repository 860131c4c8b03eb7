/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload.h"

#include <gio/gio.h>

/**
 * jc_upload_new:
 * @task: what is asked
 * @record: (transfer full): the upload
 *
 * Returns: (transfer full): the call on it
 */
JcUpload *
jc_upload_new (JcUploadTask task, JcUploadRecord *record)
{
  JcUpload *self = g_new0 (JcUpload, 1);

  self->task = task;
  self->record = record;

  return self;
}

/**
 * jc_upload_free:
 * @self: (transfer full) (nullable): its file is let go
 */
void
jc_upload_free (JcUpload *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->partial, jc_partial_close);
  g_clear_pointer (&self->digest, jc_digest_free);
  g_clear_pointer (&self->record, jc_upload_record_free);
  g_clear_pointer (&self->owner, jc_account_free);
  g_clear_error (&self->error);
  g_free (self->checksum);
  g_free (self);
}

static void
fail (JcUpload *self, GError *error)
{
  self->outcome = JC_UPLOAD_FAILED;
  g_clear_error (&self->error);
  self->error = error;
}

/* How far it has come, as it can be told: what is told outlives a power cut. */
static void
tell (JcUpload *self)
{
  GError *error = NULL;

  if (!jc_partial_sync (self->partial, &error))
    {
      fail (self, error);
      return;
    }

  self->offset = jc_partial_get_size (self->partial);
  self->outcome = JC_UPLOAD_PART;
}

/**
 * jc_upload_open:
 * @self: a call
 * @originals: where the file lies
 *
 * Takes hold of the file. To ask how far it has come ends here, and so does a wrong offset.
 */
void
jc_upload_open (JcUpload *self, JcOriginals *originals)
{
  GError *error = NULL;
  gint64  size;

  self->outcome = JC_UPLOAD_RUNNING;
  self->partial = jc_partial_open (originals, self->record->id, &error);
  if (self->partial == NULL)
    {
      gboolean is_busy = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY);

      fail (self, error);
      if (is_busy)
        self->outcome = JC_UPLOAD_BUSY;
      return;
    }

  size = jc_partial_get_size (self->partial);
  if (self->task == JC_UPLOAD_ASK)
    tell (self);
  else if (self->task == JC_UPLOAD_APPEND && size != self->offset)
    {
      tell (self);
      if (self->outcome == JC_UPLOAD_PART)
        self->outcome = JC_UPLOAD_OFFSET_WRONG;
    }
  else
    jc_partial_mark (self->partial);

  if (self->checksum != NULL)
    self->digest = jc_digest_new (self->checksum_kind);
}

static void
drop_marked (JcUpload *self, JcUploadOutcome outcome)
{
  GError *error = NULL;

  if (jc_partial_drop_marked (self->partial, &error))
    {
      self->offset = jc_partial_get_size (self->partial);
      self->outcome = outcome;
    }
  else
    fail (self, error);
}

/**
 * jc_upload_write:
 * @self: an open call
 * @data: (array length=size): the next bytes
 * @size: how many
 */
void
jc_upload_write (JcUpload *self, gconstpointer data, gsize size)
{
  GError *error = NULL;

  if (jc_partial_get_size (self->partial) + (gint64)size > self->record->size)
    {
      drop_marked (self, JC_UPLOAD_TOO_LONG);
      return;
    }

  if (self->digest != NULL)
    jc_digest_add (self->digest, data, size);
  if (!jc_partial_append (self->partial, data, size, &error))
    fail (self, error);
}

static gboolean
has_checksum (JcUpload *self)
{
  g_autofree char *found = NULL;

  if (self->digest == NULL)
    return TRUE;

  found = jc_digest_free_to_hex (g_steal_pointer (&self->digest));

  return g_str_equal (found, self->checksum);
}

/* All bytes are there: they are what was announced, or they are nothing. */
static void
judge_whole (JcUpload *self)
{
  GError          *error = NULL;
  g_autofree char *sha256 = jc_partial_dup_sha256 (self->partial, &error);

  if (sha256 == NULL)
    fail (self, error);
  else if (!g_str_equal (sha256, self->record->sha256))
    {
      jc_partial_remove (self->partial);
      self->outcome = JC_UPLOAD_HASH_WRONG;
    }
  else if (!jc_partial_seal (self->partial, &error))
    fail (self, error);
  else
    self->outcome = JC_UPLOAD_WHOLE;
}

/**
 * jc_upload_close:
 * @self: a call whose bytes have been written
 * @is_cut: the client left before its last byte; what came is kept all the same, also where a
 * checksum was to come with it: the whole has its hash
 *
 * Source: tus 1.0.0: "The Server SHOULD always attempt to store as much of the received data as
 * possible"; Checksum: on a mismatch "the uploaded chunk MUST be discarded".
 */
void
jc_upload_close (JcUpload *self, gboolean is_cut)
{
  if (self->outcome != JC_UPLOAD_RUNNING)
    return;

  if (!is_cut && !has_checksum (self))
    {
      drop_marked (self, JC_UPLOAD_CHECKSUM_WRONG);
      return;
    }

  self->offset = jc_partial_get_size (self->partial);
  if (self->offset == self->record->size)
    judge_whole (self);
  else
    tell (self);
}
