/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A ZIP from outside: only base names, only regular files, bounded in number, bytes and ratio. It
 * is read in the helper; what comes of it is counted here. */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-archive.h"

#include <glib/gstdio.h>

#include "jc-intake-name.h"
#include "jc-intake-private.h"

#define MAX_ENTRIES 10000

typedef struct
{
  gint64 packed_bytes;
  gint64 unpacked_bytes;
  gint64 next; /* entry to go on with; -1: none */
  guint  n_files;
} Walk;

/* --- Bounds --- */

static gboolean
refuse_damaged (GError **error)
{
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
      "压缩包损坏，读不完整。让对方重新发送，或自行解压后添加其中的文件。",
      "The archive is damaged and cannot be read to its end. Have it sent again, or "
      "unpack it and add its files.");
}

static gboolean
refuse_empty (GError **error)
{
  return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
                       "压缩包里没有文件。核对后重新打包。",
                       "There are no files in the archive. Look, and pack it again.");
}

static gboolean
check_counts (const Walk *walk, GError **error)
{
  if (walk->n_files <= JC_INTAKE_ARCHIVE_MAX_FILES && walk->next < MAX_ENTRIES)
    return TRUE;
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY,
      "压缩包里的文件多于 %d 个。解压后只添加需要的文件。",
      "The archive has more than %d files. Unpack it and add those that are needed.",
      JC_INTAKE_ARCHIVE_MAX_FILES);
}

/* What is read is counted, whatever the archive promises: its own sizes may lie, and files may
 * share their packed bytes. */
static gboolean
check_bytes (const Walk *walk, GError **error)
{
  gboolean is_bomb = walk->unpacked_bytes > JC_INTAKE_ARCHIVE_FREE_BYTES
                     && walk->unpacked_bytes / JC_INTAKE_ARCHIVE_MAX_RATIO > walk->packed_bytes;

  if (!is_bomb && walk->unpacked_bytes <= JC_INTAKE_ARCHIVE_MAX_BYTES)
    return TRUE;
  if (is_bomb)
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
        "压缩包解开后是原来的 %d 倍以上，不像扫描件。自行解压，查看后再添加其中的文件。",
        "Unpacked, the archive is more than %d times as large, which scans never are. "
        "Unpack it, look, and add its files.",
        JC_INTAKE_ARCHIVE_MAX_RATIO);
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE,
      "压缩包解开后超过 1 GiB。分成几个压缩包，或自行解压后添加需要的文件。",
      "Unpacked, the archive is over 1 GiB. Divide it, or unpack it and add what is "
      "needed.");
}

/* How much may still be unpacked before check_bytes () says no. */
static gint64
get_room (const Walk *walk)
{
  gint64 by_ratio
      = walk->packed_bytes * JC_INTAKE_ARCHIVE_MAX_RATIO + (JC_INTAKE_ARCHIVE_MAX_RATIO - 1);
  gint64 most = MIN (MAX (by_ratio, JC_INTAKE_ARCHIVE_FREE_BYTES), JC_INTAKE_ARCHIVE_MAX_BYTES);

  return most - walk->unpacked_bytes;
}

/* --- Entries --- */

static gboolean
refuse_file (const JcUnpackedFile *file, gint64 max_bytes, GError **error)
{
  if (file->state == JC_UNPACKED_TOO_LARGE)
    return jc_intake_refuse_too_large (error, max_bytes);
  if (file->state == JC_UNPACKED_ENCRYPTED)
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
        "压缩包里的这个文件有密码。用密码解压后再添加。",
        "This file of the archive has a password. Unpack it with the password, then "
        "add it.");
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
      "压缩包里的这个文件用了少见的压缩方式。解压后再添加。",
      "This file of the archive is packed in a way that is seldom used. Unpack it, "
      "then add it.");
}

static gboolean
take_file (Walk                       *walk,
           const JcUnpackedFile       *file,
           gint64                      max_bytes,
           const JcIntakeArchiveFuncs *funcs,
           gpointer                    user_data,
           GError                    **error)
{
  g_autofree char *name = jc_intake_name_clean (file->name);
  g_autoptr (GError) problem = NULL;

  walk->unpacked_bytes += file->size;
  if (!check_bytes (walk, error))
    return FALSE;
  if (jc_intake_name_is_litter (file->name))
    return TRUE;
  walk->n_files++;
  if (!check_counts (walk, error))
    return FALSE;

  if (file->state == JC_UNPACKED_WHOLE)
    return funcs->take (name, file->data, user_data, error);
  refuse_file (file, max_bytes, &problem);
  funcs->refuse (name, problem, user_data);
  return TRUE;
}

/* A file that went over its own limit and one that found no more room in the archive look alike
 * here: the second is told by check_bytes (). */
static gboolean
take_batch (JcMedia                    *media,
            const char                 *path,
            Walk                       *walk,
            gint64                      max_bytes,
            const JcIntakeArchiveFuncs *funcs,
            gpointer                    user_data,
            GCancellable               *cancellable,
            GError                    **error)
{
  const JcUnpackLimits limits = { .max_entries = MAX_ENTRIES,
                                  .max_files = JC_INTAKE_ARCHIVE_MAX_FILES + 1,
                                  .max_bytes = MIN (max_bytes, JC_UNPACK_MAX_BYTES),
                                  .room = get_room (walk) };
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) files
      = jc_media_unpack (media, path, &limits, &walk->next, cancellable, &failure);

  if (g_error_matches (failure, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED))
    return refuse_damaged (error);
  if (files == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    if (!take_file (walk, g_ptr_array_index (files, i), limits.max_bytes, funcs, user_data, error))
      return FALSE;
  return check_counts (walk, error);
}

/**
 * jc_intake_archive_walk:
 * @media: reads the archive
 * @path: a ZIP
 * @max_bytes: of one file, inclusive
 * @funcs: what is done with its files
 * @user_data: of both
 * @cancellable: (nullable): ends it
 * @error: JC_INTAKE_ERROR, JC_MEDIA_ERROR, G_IO_ERROR_CANCELLED, or what @funcs' take gave
 *
 * Gives every regular file of the archive to @funcs, in order. Folders, links and what systems
 * leave in archives are passed over; a file that is encrypted, too large or packed in a way that is
 * seldom used is refused. Names are UTF-8 where the archive says so or where they read as such,
 * else GB18030.
 *
 * Returns: %FALSE when the walk did not come to its end: then nothing of the archive is to be used
 */
gboolean
jc_intake_archive_walk (JcMedia                    *media,
                        const char                 *path,
                        gint64                      max_bytes,
                        const JcIntakeArchiveFuncs *funcs,
                        gpointer                    user_data,
                        GCancellable               *cancellable,
                        GError                    **error)
{
  Walk     walk = { 0 };
  GStatBuf info = { 0 };

  if (g_stat (path, &info) != 0)
    return refuse_damaged (error);
  walk.packed_bytes = MAX (info.st_size, 1);

  while (walk.next >= 0)
    if (!take_batch (media, path, &walk, max_bytes, funcs, user_data, cancellable, error))
      return FALSE;
  return walk.n_files > 0 ? TRUE : refuse_empty (error);
}
