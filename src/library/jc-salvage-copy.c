/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-library.h"
#include "jc-wal.h"

/* Places in the first 100 bytes of a database: https://www.sqlite.org/fileformat2.html, section 1.3
 */
#define HEADER_BYTES 100
#define AT_PAGE_SIZE 16
#define AT_WRITE_VERSION 18
#define AT_READ_VERSION 19
#define AT_RESERVED 20
#define AT_CHANGES 24
#define AT_N_PAGES 28
#define AT_FREE_LIST 32
#define AT_VALID_FOR 92
#define TABLE_INNER 0x05
#define TABLE_LEAF 0x0d

static const char magic[16] = "SQLite format 3";

static gboolean
set_errno (GError **error, int error_number, const char *path)
{
  gboolean is_full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;

  return jc_set_error (error, JC_LIBRARY_ERROR,
                       is_full ? JC_LIBRARY_ERROR_NO_SPACE : JC_LIBRARY_ERROR_FAILED,
                       "修复资料库时“%s”读写失败：%s。检查磁盘空间后再打开。",
                       "“%s” could not be read or written while the library was being mended: %s. "
                       "Check the disk's space, then open it again.",
                       path, g_strerror (error_number));
}

static void
write_32 (guint8 *bytes, guint32 value)
{
  bytes[0] = (guint8)(value >> 24);
  bytes[1] = (guint8)(value >> 16);
  bytes[2] = (guint8)(value >> 8);
  bytes[3] = (guint8)value;
}

/* A disk that cannot read some blocks costs those blocks: they become zeros in the copy. */
static gboolean
copy_bytes (int from, int to, const char *path, const char *copy, GError **error)
{
  guint8      chunk[4096];
  struct stat info = { 0 };

  if (fstat (from, &info) != 0)
    return set_errno (error, errno, path);

  for (off_t at = 0; at < info.st_size; at += (off_t)sizeof chunk)
    {
      ssize_t n = pread (from, chunk, sizeof chunk, at);

      if (n < 0 && errno != EIO)
        return set_errno (error, errno, path);
      if (n <= 0)
        {
          memset (chunk, 0, sizeof chunk);
          n = sizeof chunk;
        }
      if (pwrite (to, chunk, (size_t)n, at) != n)
        return set_errno (error, errno, copy);
    }
  return TRUE;
}

static guint
read_page_size (const guint8 *page)
{
  guint size = ((guint)page[AT_PAGE_SIZE] << 8) | page[AT_PAGE_SIZE + 1];

  /* 65536 does not fit into two bytes and is written as 1. */
  size = size == 1 ? 65536 : size;
  return size >= 512 && (size & (size - 1)) == 0 ? size : 0;
}

/* @page, @model: first pages. The schema is the same in every library, so a first page that is lost
 * can be made anew: its tables begin on the same pages. */
static guint
mend_first_page (guint8 *page, const guint8 *model, gsize size)
{
  guint8 *tree = page + HEADER_BYTES;
  guint   page_size = 0;

  if (memcmp (page, magic, sizeof magic) == 0 && page[AT_RESERVED] == 0)
    page_size = read_page_size (page);
  if (page_size == 0)
    {
      memcpy (page, model, HEADER_BYTES);
      page_size = read_page_size (page);
    }
  if (*tree != TABLE_LEAF && *tree != TABLE_INNER)
    memcpy (tree, model + HEADER_BYTES, size - HEADER_BYTES);

  /* Like ours: with a log, though there is none; what is free is of no use. */
  page[AT_WRITE_VERSION] = 2;
  page[AT_READ_VERSION] = 2;
  memset (page + AT_FREE_LIST, 0, 8);
  memcpy (page + AT_VALID_FOR, page + AT_CHANGES, 4);
  return page_size;
}

static gboolean
mend_copy (int fd, const char *copy, const char *template, GError **error)
{
  guint8           page[4096] = { 0 };
  g_autofree char *model = NULL;
  gsize            model_size = 0;
  struct stat      info = { 0 };
  guint            page_size = 0;
  guint32          n_pages = 0;

  if (!g_file_get_contents (template, &model, &model_size, NULL) || model_size < sizeof page
      || memcmp (model, magic, sizeof magic) != 0)
    return set_errno (error, EIO, template);
  if (fstat (fd, &info) != 0 || pread (fd, page, sizeof page, 0) < 0)
    return set_errno (error, errno, copy);

  page_size = mend_first_page (page, (const guint8 *)model, sizeof page);
  n_pages = (guint32)((info.st_size + page_size - 1) / page_size);
  n_pages = MAX (n_pages, 1);
  write_32 (page + AT_N_PAGES, n_pages);
  if (pwrite (fd, page, sizeof page, 0) != (ssize_t)sizeof page
      || ftruncate (fd, (off_t)n_pages * page_size) != 0)
    return set_errno (error, errno, copy);
  return TRUE;
}

gboolean
jc_salvage_copy (const char *path, const char *copy, const char *template, GError **error)
{
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcWal) wal = jc_wal_load (wal_path, &failure);
  int      from = -1;
  int      to = -1;
  gboolean is_done = FALSE;

  if (failure != NULL)
    return set_errno (error, EIO, wal_path);
  to = g_open (copy, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (to < 0)
    return set_errno (error, errno, copy);

  /* A database that is gone may still have its log. */
  from = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (from < 0 && errno != ENOENT)
    set_errno (error, errno, path);
  else
    is_done = (from < 0 || copy_bytes (from, to, path, copy, error))
              && (wal == NULL || jc_wal_apply (wal, to, error))
              && mend_copy (to, copy, template, error);
  if (from >= 0)
    close (from);
  close (to);
  return is_done;
}
