/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A file is opened once, copied, hashed and synced; what was kept is what is examined. */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-intake-archive.h"
#include "jc-intake-stream.h"

void
jc_intake_original_clear (JcIntakeOriginal *self)
{
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->facts, jc_media_facts_free);
  g_clear_pointer (&self->source_sha256, g_free);
}

/* --- Opening --- */

static gboolean
refuse_unreadable (GError **error, int error_number)
{
  g_autofree char *reason = g_strdup (g_strerror (error_number));

  if (error_number == ENOENT || error_number == ENOTDIR)
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
        "没有这个文件。它可能已移走或改名，重新选择。",
        "There is no such file. It may have been moved or renamed; choose it again.");
  return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
                       "文件读不出（%s）。检查权限，或先把它复制到本机再添加。",
                       "The file cannot be read (%s). Check its permissions, or copy it to this "
                       "machine first.",
                       reason);
}

static gboolean
refuse_not_regular (GError **error)
{
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_NOT_REGULAR,
      "这不是普通文件（是文件夹、设备或管道）。选择里面的文件。",
      "This is no ordinary file but a folder, a device or a pipe. Choose the files in "
      "it.");
}

/* Looked at before it is opened, because opening a device may do something, and after, because it
 * may have been exchanged. */
static int
open_regular (const char *path, struct stat *info, GError **error)
{
  int fd = -1;

  if (stat (path, info) != 0)
    {
      refuse_unreadable (error, errno);
      return -1;
    }
  if (!S_ISREG (info->st_mode))
    {
      refuse_not_regular (error);
      return -1;
    }

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    {
      refuse_unreadable (error, errno);
      return -1;
    }
  if (fstat (fd, info) == 0 && S_ISREG (info->st_mode))
    return fd;
  refuse_not_regular (error);
  close (fd);
  return -1;
}

static gssize
read_fd (gpointer source, void *buffer, gsize count, GError **error)
{
  const int *fd = source;
  gssize     n = -1;

  do
    n = read (*fd, buffer, count);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    refuse_unreadable (error, errno);
  return n;
}

/* --- Limits --- */

/**
 * jc_intake_refuse_too_large:
 * @max_bytes: the limit that was passed
 *
 * Returns: %FALSE with JC_INTAKE_ERROR_TOO_LARGE
 */
gboolean
jc_intake_refuse_too_large (GError **error, gint64 max_bytes)
{
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE,
      "文件超过 %.4g MiB 的上限。用 300 dpi 以下重新扫描，或拆成几个文件。",
      "The file is over the limit of %.4g MiB. Scan it again at 300 dpi or less, or "
      "divide it.",
      (double)max_bytes / (1024 * 1024));
}

/**
 * jc_intake_get_copy_limit:
 * @head: the first @n_bytes of a file
 *
 * An archive holds many files and is not kept itself.
 *
 * Returns: bytes that may be copied of it
 */
gint64
jc_intake_get_copy_limit (JcIntakeRun *run, const guint8 *head, gsize n_bytes)
{
  static const char mark[] = { 'P', 'K', 3, 4 };

  if (!run->is_inside && n_bytes >= sizeof mark && memcmp (head, mark, sizeof mark) == 0)
    return JC_INTAKE_ARCHIVE_MAX_BYTES;
  return run->max_bytes;
}

static gboolean
refuse_empty (GError **error)
{
  return jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_EMPTY,
                       "文件是空的（0 字节）。重新扫描或重新下载后再添加。",
                       "The file is empty (0 bytes). Scan or download it again, then add it.");
}

/* --- Copying --- */

/* What stops everything leaves with the library's domain. */
static gboolean
translate (GError *failure, gboolean is_source, gint64 max_bytes, GError **error)
{
  gboolean is_full = g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  if (!is_source && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return jc_intake_refuse_too_large (error, max_bytes);
  if (is_source || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (failure));
  else
    g_set_error_literal (error, JC_LIBRARY_ERROR,
                         is_full ? JC_LIBRARY_ERROR_NO_SPACE : JC_LIBRARY_ERROR_FAILED,
                         failure->message);
  return FALSE;
}

static gboolean
copy (JcIntakeRun  *run,
      GInputStream *stream,
      gint64        max_bytes,
      char        **sha256,
      gint64       *size,
      GError      **error)
{
  g_autoptr (GError) failure = NULL;
  gsize n_bytes = 0;

  if (!jc_library_add_original (run->library, stream, (gsize)max_bytes, sha256, &n_bytes,
                                run->cancellable, &failure))
    return translate (failure,
                      JC_IS_INTAKE_STREAM (stream)
                          && jc_intake_stream_has_failed (JC_INTAKE_STREAM (stream)),
                      max_bytes, error);
  *size = (gint64)n_bytes;
  return TRUE;
}

/* --- Examining --- */

static JcMediaFacts *
examine (JcIntakeRun *run, const char *sha256, GError **error)
{
  g_autofree char *path = jc_library_dup_original_path (run->library, sha256);

  return jc_media_examine (run->media, path, NULL, run->cancellable, error);
}

/* Copies the unlocked PDF into the library. */
static gboolean
keep_unlocked (JcIntakeRun *run, GBytes *bytes, JcIntakeOriginal *original, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autofree char *sha256 = NULL;
  gint64           size = 0;

  if (!copy (run, stream, 2 * run->max_bytes, &sha256, &size, error))
    return FALSE;

  original->source_sha256 = g_steal_pointer (&original->sha256);
  original->source_size = original->size;
  original->sha256 = g_steal_pointer (&sha256);
  original->size = size;
  original->facts = examine (run, original->sha256, error);
  if (original->facts == NULL)
    return FALSE;
  g_ptr_array_add (original->facts->cautions, jc_caution_new ("unlocked", 0));
  return TRUE;
}

/* What is printed and read by others cannot ask them for a password; the file as it came stays. The
 * copy goes from memory to the library: nothing of it is left elsewhere when the power fails. */
static gboolean
unlock (JcIntakeRun *run, JcIntakeOriginal *original, GError **error)
{
  g_autofree char *path = jc_library_dup_original_path (run->library, original->sha256);
  g_autoptr (GBytes) bytes
      = jc_media_unlock_bytes (run->media, path, run->request->password, run->cancellable, error);

  return bytes != NULL && keep_unlocked (run, bytes, original, error);
}

static gboolean
check_size (JcIntakeRun *run, const JcIntakeOriginal *original, GError **error)
{
  if (original->size <= run->max_bytes || original->source_sha256 != NULL
      || strcmp (original->facts->media_type, "application/zip") == 0)
    return TRUE;
  return jc_intake_refuse_too_large (error, run->max_bytes);
}

/**
 * jc_intake_examine_kept:
 * @original: with its bytes in the library; receives what they are
 *
 * A PDF that asks for the request's password is unlocked first.
 */
gboolean
jc_intake_examine_kept (JcIntakeRun *run, JcIntakeOriginal *original, GError **error)
{
  g_autoptr (GError) failure = NULL;

  original->facts = examine (run, original->sha256, &failure);
  if (original->facts != NULL)
    return check_size (run, original, error);
  if (run->request->password != NULL
      && g_error_matches (failure, JC_MEDIA_ERROR, JC_MEDIA_ERROR_ENCRYPTED))
    return unlock (run, original, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- Public to the room --- */

static gboolean
check_unchanged (int fd, const struct stat *before, gint64 n_bytes, GError **error)
{
  struct stat after = { 0 };

  if (fstat (fd, &after) == 0 && after.st_size == before->st_size && n_bytes == before->st_size
      && after.st_mtim.tv_sec == before->st_mtim.tv_sec
      && after.st_mtim.tv_nsec == before->st_mtim.tv_nsec)
    return TRUE;
  return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_CHANGED,
                       "文件正被另一个程序写入。等它写完再添加。",
                       "Another program is writing this file. Add it when that is done.");
}

static gboolean
copy_open_file (
    JcIntakeRun *run, int fd, const struct stat *info, JcIntakeOriginal *original, GError **error)
{
  guint8 head[4] = { 0 };
  gssize n = pread (fd, head, sizeof head, 0);
  gint64 max_bytes = jc_intake_get_copy_limit (run, head, (gsize)MAX (n, 0));
  g_autoptr (JcIntakeStream) stream = jc_intake_stream_new (read_fd, &fd);

  if (info->st_size == 0)
    return refuse_empty (error);
  if (info->st_size > max_bytes)
    return jc_intake_refuse_too_large (error, max_bytes);
  return copy (run, G_INPUT_STREAM (stream), max_bytes, &original->sha256, &original->size, error)
         && check_unchanged (fd, info, original->size, error);
}

/**
 * jc_intake_keep_path:
 * @path: a file
 * @original: zeroed; filled
 * @error: JC_INTAKE_ERROR or JC_MEDIA_ERROR for a file that is refused; JC_LIBRARY_ERROR or
 *   G_IO_ERROR_CANCELLED for what stops everything
 *
 * Copies the file into the library and examines the copy. A copy that is refused stays there until
 * jc_library_collect_originals ().
 */
gboolean
jc_intake_keep_path (JcIntakeRun *run, const char *path, JcIntakeOriginal *original, GError **error)
{
  struct stat info = { 0 };
  gboolean    is_done = FALSE;
  int         fd = open_regular (path, &info, error);

  if (fd < 0)
    return FALSE;
  is_done = copy_open_file (run, fd, &info, original, error);
  close (fd);
  return is_done && jc_intake_examine_kept (run, original, error);
}

/**
 * jc_intake_keep_stream:
 * @stream: a file's bytes; what fails in it is a refusal when it says so
 * @max_bytes: that may be copied
 *
 * The same for what has no path.
 */
gboolean
jc_intake_keep_stream (JcIntakeRun      *run,
                       GInputStream     *stream,
                       gint64            max_bytes,
                       JcIntakeOriginal *original,
                       GError          **error)
{
  if (!copy (run, stream, max_bytes, &original->sha256, &original->size, error))
    return FALSE;
  return original->size == 0 ? refuse_empty (error) : TRUE;
}

/**
 * jc_intake_keep_bytes:
 *
 * The same for a file of an archive, and for what was never on a disk.
 */
gboolean
jc_intake_keep_bytes (JcIntakeRun *run, GBytes *bytes, JcIntakeOriginal *original, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return jc_intake_keep_stream (run, stream, run->max_bytes, original, error)
         && jc_intake_examine_kept (run, original, error);
}
