/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-file-part.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Who reads takes 8 KiB at a time. */
#define BLOCK_BYTES (256 * 1024)

struct _JcFilePart
{
  GInputStream parent_instance;

  int            fd;
  gint64         offset;
  gint64         n_left; /* not yet read from the file */
  guint8        *block;  /* (owned) */
  gsize          n_block;
  gsize          at; /* in the block */
  JcFilePartFunc taken;
  gpointer       user_data;
};

G_DEFINE_FINAL_TYPE (JcFilePart, jc_file_part, G_TYPE_INPUT_STREAM)

static gboolean
fill (JcFilePart *self, GError **error)
{
  gsize   wanted = (gsize)MIN (BLOCK_BYTES, self->n_left);
  ssize_t n;

  do
    n = pread (self->fd, self->block, wanted, self->offset);
  while (n < 0 && errno == EINTR);

  if (n <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                           n == 0 ? "The file is shorter than it was" : g_strerror (errno));
      return FALSE;
    }
  self->offset += n;
  self->n_left -= n;
  self->n_block = (gsize)n;
  self->at = 0;
  return TRUE;
}

static gssize
jc_file_part_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  JcFilePart *self = JC_FILE_PART (stream);
  gsize       n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  if (self->at == self->n_block && self->n_left == 0)
    return 0;
  if (self->at == self->n_block && !fill (self, error))
    return -1;

  n = MIN (count, self->n_block - self->at);
  memcpy (buffer, self->block + self->at, n);
  self->at += n;
  if (self->taken != NULL)
    self->taken (n, self->user_data);
  return (gssize)n;
}

static void
jc_file_part_finalize (GObject *object)
{
  JcFilePart *self = JC_FILE_PART (object);

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->block);
  G_OBJECT_CLASS (jc_file_part_parent_class)->finalize (object);
}

static void
jc_file_part_class_init (JcFilePartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_file_part_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = jc_file_part_read;
}

static void
jc_file_part_init (JcFilePart *self)
{
  self->fd = -1;
}

/**
 * jc_file_part_new:
 * @path: a file
 * @offset: where to begin
 * @n_bytes: how many bytes
 * @taken: (nullable): told of what was read
 * @user_data: for @taken
 * @error: G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): the stream
 */
GInputStream *
jc_file_part_new (const char    *path,
                  gint64         offset,
                  gint64         n_bytes,
                  JcFilePartFunc taken,
                  gpointer       user_data,
                  GError       **error)
{
  g_autoptr (JcFilePart) self = g_object_new (JC_TYPE_FILE_PART, NULL);

  self->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (self->fd < 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (errno),
                           g_strerror (errno));
      return NULL;
    }
  self->offset = offset;
  self->n_left = n_bytes;
  self->block = g_malloc ((gsize)CLAMP (n_bytes, 1, BLOCK_BYTES));
  self->taken = taken;
  self->user_data = user_data;
  return G_INPUT_STREAM (g_steal_pointer (&self));
}
