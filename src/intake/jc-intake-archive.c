/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A ZIP from outside: only base names, only regular files, bounded in number, bytes and ratio. */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-archive.h"

#include <locale.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include "jc-intake-name.h"
#include "jc-intake.h"

#define BLOCK_BYTES (64 * 1024)
#define MAX_ENTRIES 10000

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

typedef struct
{
  struct archive *archive; /* (unowned) */
  gint64          packed_bytes;
  gint64          unpacked_bytes;
  guint           n_entries;
  guint           n_files;
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
  if (walk->n_files <= JC_INTAKE_ARCHIVE_MAX_FILES && walk->n_entries <= MAX_ENTRIES)
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

/* --- Entries --- */

static gssize
read_entry (gpointer source, void *buffer, gsize count, GError **error)
{
  Walk  *walk = source;
  gssize n = ARCHIVE_RETRY;

  while (n == ARCHIVE_RETRY)
    n = archive_read_data (walk->archive, buffer, count);
  if (n < 0)
    {
      refuse_damaged (error);
      return -1;
    }
  walk->unpacked_bytes += n;
  return check_bytes (walk, error) ? n : -1;
}

/* The two methods that every program writes; the others' decoders are seldom tried, and one of them
 * takes as much memory as the archive asks for. */
static gboolean
is_common_method (struct archive *archive)
{
  const char *words = archive_format_name (archive);

  return words != NULL
         && (strstr (words, "(uncompressed)") != NULL || strstr (words, "(deflation)") != NULL);
}

static gboolean
check_entry (struct archive *archive, struct archive_entry *entry, GError **error)
{
  if (archive_entry_is_data_encrypted (entry))
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
        "压缩包里的这个文件有密码。用密码解压后再添加。",
        "This file of the archive has a password. Unpack it with the password, then "
        "add it.");
  if (!is_common_method (archive))
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
        "压缩包里的这个文件用了少见的压缩方式。解压后再添加。",
        "This file of the archive is packed in a way that is seldom used. Unpack it, "
        "then add it.");
  return TRUE;
}

static gboolean
take_entry (Walk                       *walk,
            struct archive_entry       *entry,
            const JcIntakeArchiveFuncs *funcs,
            gpointer                    user_data,
            GError                    **error)
{
  const char      *raw = archive_entry_pathname (entry);
  g_autofree char *name = jc_intake_name_clean (raw != NULL ? raw : "");
  g_autoptr (JcIntakeStream) stream = NULL;
  g_autoptr (GError) problem = NULL;

  walk->n_entries++;
  if (archive_entry_filetype (entry) != AE_IFREG || (raw != NULL && jc_intake_name_is_litter (raw)))
    return check_counts (walk, error);
  walk->n_files++;
  if (!check_counts (walk, error))
    return FALSE;

  if (!check_entry (walk->archive, entry, &problem))
    {
      funcs->refuse (name, problem, user_data);
      return TRUE;
    }
  stream = jc_intake_stream_new (read_entry, walk);
  return funcs->take (name, stream, user_data, error);
}

static gboolean
walk_entries (Walk *walk, const JcIntakeArchiveFuncs *funcs, gpointer user_data, GError **error)
{
  for (;;)
    {
      struct archive_entry *entry = NULL;
      int                   code = archive_read_next_header (walk->archive, &entry);

      if (code == ARCHIVE_EOF)
        return walk->n_files > 0 ? TRUE : refuse_empty (error);
      if (code == ARCHIVE_RETRY && ++walk->n_entries <= MAX_ENTRIES)
        continue;
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
        return refuse_damaged (error);
      if (!take_entry (walk, entry, funcs, user_data, error))
        return FALSE;
    }
}

/**
 * jc_intake_archive_walk:
 * @path: a ZIP
 * @funcs: what is done with its files
 * @user_data: of both
 * @error: JC_INTAKE_ERROR, or what @funcs' take gave
 *
 * Gives every regular file of the archive to @funcs, in order. Folders, links and what systems
 * leave in archives are passed over; a file that is encrypted or packed in a way that is seldom
 * used is refused. Names are UTF-8 where the archive says so or where they read as such, else
 * GB18030.
 *
 * Returns: %FALSE when the walk did not come to its end: then nothing of the archive is to be used
 */
gboolean
jc_intake_archive_walk (const char                 *path,
                        const JcIntakeArchiveFuncs *funcs,
                        gpointer                    user_data,
                        GError                    **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  Walk     walk = { .archive = archive };
  GStatBuf info = { 0 };
  locale_t utf8 = (locale_t)0;
  locale_t before = (locale_t)0;
  gboolean is_done = FALSE;

  if (g_stat (path, &info) != 0 || archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK
      || archive_read_open_filename (archive, path, BLOCK_BYTES) != ARCHIVE_OK)
    return refuse_damaged (error);
  walk.packed_bytes = MAX (info.st_size, 1);

  /* Names that the archive marks as UTF-8 are handed out in the locale's encoding. */
  utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  before = utf8 != (locale_t)0 ? uselocale (utf8) : (locale_t)0;
  is_done = walk_entries (&walk, funcs, user_data, error);
  if (utf8 != (locale_t)0)
    {
      uselocale (before);
      freelocale (utf8);
    }
  return is_done;
}
