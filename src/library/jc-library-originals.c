/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "jc-digest.h"
#include "jc-library-folder.h"
#include "jc-store-error.h"

#define CHUNK_BYTES (256 * 1024)

/* Originals beside the database: the rooms above reach them through the library alone. */

/**
 * jc_library_add_original:
 *
 * jc_originals_add () for this library. The file is on the disk before a document names it.
 */
gboolean
jc_library_add_original (JcLibrary    *self,
                         GInputStream *stream,
                         gsize         max_bytes,
                         char        **sha256,
                         gsize        *size_bytes,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_add (self->originals, stream, max_bytes, sha256, size_bytes, cancellable,
                           error);
}

gboolean
jc_library_has_original (JcLibrary *self, const char *sha256)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_has (self->originals, sha256);
}

/**
 * jc_library_dup_original_path:
 *
 * Returns: (transfer full) (nullable): where the original is or would be; %NULL for a malformed
 * hash
 */
char *
jc_library_dup_original_path (JcLibrary *self, const char *sha256)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jc_originals_dup_path (self->originals, sha256);
}

/**
 * jc_library_dup_original_path_in:
 * @folder: a library's folder
 * @sha256: an original's hash
 *
 * Returns: (transfer full) (nullable): where the original is or would be; %NULL for a malformed
 * hash
 */
char *
jc_library_dup_original_path_in (const char *folder, const char *sha256)
{
  g_autofree char *originals = jc_library_folder_dup_path (folder, "originals");
  g_autoptr (JcOriginals) self = jc_originals_new (originals);

  return jc_originals_dup_path (self, sha256);
}

/**
 * jc_library_verify_original:
 * @error: see jc_originals_verify ()
 */
gboolean
jc_library_verify_original (JcLibrary *self, const char *sha256, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_verify (self->originals, sha256, error);
}

static gboolean
digest_file (JcDigest     *digest,
             int           fd,
             gint64        offset,
             gint64        n_bytes,
             GCancellable *cancellable,
             GError      **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gint64             n_left = n_bytes >= 0 ? n_bytes : G_MAXINT64;

  while (n_left > 0)
    {
      ssize_t n = pread (fd, chunk, (gsize)MIN (CHUNK_BYTES, n_left), offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return jc_store_set_errno (error, errno, "originals");
      if (n == 0)
        return TRUE;
      jc_digest_add (digest, chunk, (gsize)n);
      offset += n;
      n_left -= n;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * jc_library_dup_sha256_of_file:
 * @path: a file
 * @offset: where to begin
 * @n_bytes: how many bytes at most; -1: to its end
 * @error: G_IO_ERROR_NOT_FOUND …
 *
 * Returns: (transfer full) (nullable): new lower-case hex
 */
char *
jc_library_dup_sha256_of_file (
    const char *path, gint64 offset, gint64 n_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDigest) digest = jc_digest_new (JC_DIGEST_SHA256);
  int      fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean is_read;

  if (fd < 0)
    {
      jc_store_set_errno (error, errno, path);
      return NULL;
    }
  is_read = digest_file (digest, fd, offset, n_bytes, cancellable, error);
  close (fd);
  return is_read ? jc_digest_free_to_hex (g_steal_pointer (&digest)) : NULL;
}
