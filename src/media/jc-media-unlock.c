/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-text.h"

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize       left = 0;
  const char *rest = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      gssize n = write (fd, rest, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      rest += n;
      left -= (gsize)n;
    }
  return fsync (fd) == 0;
}

/* The name is durable once its folder is synced. */
static gboolean
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean         is_done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return is_done;
}

/* Nothing is left of a file that could not be written whole. */
static gboolean
save_new (const char *path, GBytes *bytes, GError **error)
{
  int      fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean is_done = fd >= 0 && write_all (fd, bytes);
  int      error_number = errno;

  if (fd >= 0)
    close (fd);
  if (is_done && sync_folder_of (path))
    return TRUE;

  error_number = is_done ? errno : error_number;
  if (fd >= 0)
    g_unlink (path);
  return jc_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number), "“%s”写不了：%s",
                       "“%s” cannot be written: %s", path, g_strerror (error_number));
}

/**
 * jc_media_unlock_bytes:
 * @path: a PDF
 * @password: opens it
 *
 * Returns: (transfer full): the document without its password; or %NULL with
 *   JC_MEDIA_ERROR_PASSWORD when it does not open with @password, another JC_MEDIA_ERROR, or
 *   G_IO_ERROR
 */
GBytes *
jc_media_unlock_bytes (JcMedia      *self,
                       const char   *path,
                       const char   *password,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) answer
      = jc_media_run (self, "unlock", path, jc_media_make_arguments (password, NULL),
                      JC_MEDIA_LIMIT_MS, &bytes, cancellable, error);

  if (answer != NULL && bytes == NULL)
    jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
  return answer != NULL ? g_steal_pointer (&bytes) : NULL;
}

/**
 * jc_media_unlock:
 * @path: a PDF
 * @password: opens it
 * @target: a new file, readable by its owner; one that is there already is not touched
 * (G_IO_ERROR_EXISTS)
 *
 * The copy is on the disk when this returns; on failure there is none.
 *
 * Returns: %FALSE with JC_MEDIA_ERROR_PASSWORD when it does not open with @password, another
 * JC_MEDIA_ERROR, or G_IO_ERROR
 */
gboolean
jc_media_unlock (JcMedia      *self,
                 const char   *path,
                 const char   *password,
                 const char   *target,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GBytes) bytes = jc_media_unlock_bytes (self, path, password, cancellable, error);

  return bytes != NULL && save_new (target, bytes, error);
}
