/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-wal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "jc-library.h"

#define HEADER_BYTES 32
#define FRAME_BYTES 24
#define MAGIC 0x377f0682u /* the last bit: checksums read big-endian words */
#define DEFAULT_PAGE_BYTES 4096u
#define MAX_PAGES (1u << 30)

typedef struct
{
  guint32 page;
  guint32 n_pages; /* of the database after this commit; 0: no commit */
  gsize   offset;  /* of the page's bytes */
} Frame;

struct _JcWal
{
  GMappedFile  *file;  /* (owned) */
  const guint8 *bytes; /* (unowned) */
  gsize         size;
  guint         page_size;
  gboolean      is_big_endian;
  GArray       *frames; /* (owned) (element-type Frame): up to the last commit */
  gboolean      is_damaged;
};

static guint32
read_32 (const guint8 *bytes)
{
  return ((guint32)bytes[0] << 24) | ((guint32)bytes[1] << 16) | ((guint32)bytes[2] << 8)
         | bytes[3];
}

static guint32
read_word (const guint8 *bytes, gboolean is_big_endian)
{
  guint32 word = read_32 (bytes);

  return is_big_endian ? word : GUINT32_SWAP_LE_BE (word);
}

static void
add_to_sum (JcWal *self, const guint8 *bytes, gsize size, guint32 sum[2])
{
  for (gsize i = 0; i + 8 <= size; i += 8)
    {
      sum[0] += read_word (bytes + i, self->is_big_endian) + sum[1];
      sum[1] += read_word (bytes + i + 4, self->is_big_endian) + sum[0];
    }
}

/* --- Frames --- */

static gboolean
is_page_size (guint32 size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

static gboolean
has_good_header (JcWal *self)
{
  guint32 sum[2] = { 0, 0 };

  if ((read_32 (self->bytes) & ~1u) != MAGIC || !is_page_size (read_32 (self->bytes + 8)))
    return FALSE;
  add_to_sum (self, self->bytes, 24, sum);
  return sum[0] == read_32 (self->bytes + 24) && sum[1] == read_32 (self->bytes + 28);
}

/* Each sum goes on from the one before it, as that is written: a bad frame spoils no later one. */
static gboolean
is_frame_good (JcWal *self, gsize frame, const guint8 *before)
{
  const guint8 *head = self->bytes + frame;
  guint32       sum[2] = { read_32 (before), read_32 (before + 4) };

  add_to_sum (self, head, 8, sum);
  add_to_sum (self, head + FRAME_BYTES, self->page_size, sum);
  return sum[0] == read_32 (head + 16) && sum[1] == read_32 (head + 20);
}

/* Frames left from before the log was begun anew have other salts. */
static void
read_frames (JcWal *self, gboolean is_header_good)
{
  gsize         stride = FRAME_BYTES + self->page_size;
  const guint8 *salts = is_header_good ? self->bytes + 16 : self->bytes + HEADER_BYTES + 8;
  const guint8 *before = self->bytes + 24;
  gboolean      is_broken = !is_header_good;
  guint         n_commits_behind = 0;
  guint         n_committed = 0;

  for (gsize at = HEADER_BYTES; at + stride <= self->size; at += stride)
    {
      const guint8 *head = self->bytes + at;
      gboolean      is_ours = memcmp (head + 8, salts, 8) == 0;
      gboolean      is_good = is_ours && is_frame_good (self, at, before);
      Frame         frame = { read_32 (head), read_32 (head + 4), at + FRAME_BYTES };

      if (is_good && is_broken && frame.n_pages != 0)
        n_commits_behind++;
      is_broken = is_broken || !is_good;
      before = head + 16;
      if (!is_ours || frame.page == 0 || frame.page > MAX_PAGES || frame.n_pages > MAX_PAGES)
        continue;

      g_array_append_val (self->frames, frame);
      if (frame.n_pages != 0 && is_good)
        n_committed = self->frames->len;
    }

  self->is_damaged = n_commits_behind >= 2;
  /* What stands behind a break and is not damage was never acknowledged. */
  g_array_set_size (self->frames, n_committed);
}

/* Without damage SQLite's own rule holds: all ends at the first bad frame. */
static void
cut_at_break (JcWal *self)
{
  const guint8 *before = self->bytes + 24;
  guint         n_committed = 0;

  for (guint i = 0; i < self->frames->len; i++)
    {
      const Frame *frame = &g_array_index (self->frames, Frame, i);

      if (!is_frame_good (self, frame->offset - FRAME_BYTES, before))
        break;
      if (frame->n_pages != 0)
        n_committed = i + 1;
      before = self->bytes + frame->offset - FRAME_BYTES + 16;
    }
  g_array_set_size (self->frames, n_committed);
}

/**
 * jc_wal_load:
 *
 * Reads a log that nobody is writing; of one that is being written, what was whole at that moment.
 */
JcWal *
jc_wal_load (const char *path, GError **error)
{
  g_autoptr (JcWal) self = g_new0 (JcWal, 1);
  g_autoptr (GError) failure = NULL;
  gboolean is_header_good = FALSE;

  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  self->file = g_mapped_file_new (path, FALSE, &failure);
  if (self->file == NULL)
    {
      if (!g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  self->bytes = (const guint8 *)g_mapped_file_get_contents (self->file);
  self->size = g_mapped_file_get_length (self->file);
  if (self->size < HEADER_BYTES + FRAME_BYTES)
    return NULL;

  self->is_big_endian = (read_32 (self->bytes) & 1u) != 0;
  is_header_good = has_good_header (self);
  if (!is_header_good)
    self->is_big_endian = G_BYTE_ORDER == G_BIG_ENDIAN;
  self->page_size = is_header_good ? read_32 (self->bytes + 8) : DEFAULT_PAGE_BYTES;
  read_frames (self, is_header_good);
  if (!self->is_damaged && is_header_good)
    cut_at_break (self);
  return self->frames->len > 0 && (self->is_damaged || is_header_good) ? g_steal_pointer (&self)
                                                                       : NULL;
}

void
jc_wal_free (JcWal *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->frames, g_array_unref);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self);
}

guint
jc_wal_get_page_size (JcWal *self)
{
  return self->page_size;
}

gboolean
jc_wal_is_damaged (JcWal *self)
{
  return self->is_damaged;
}

const guint8 *
jc_wal_get_page (JcWal *self, guint32 number)
{
  for (guint i = self->frames->len; i > 0; i--)
    {
      const Frame *frame = &g_array_index (self->frames, Frame, i - 1);

      if (frame->page == number)
        return self->bytes + frame->offset;
    }
  return NULL;
}

static gboolean
set_write_error (GError **error, int error_number)
{
  gboolean is_full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;

  return jc_set_error (
      error, JC_LIBRARY_ERROR, is_full ? JC_LIBRARY_ERROR_NO_SPACE : JC_LIBRARY_ERROR_FAILED,
      "修复资料库时写入失败：%s。清理磁盘空间后再打开。",
      "Writing failed while the library was being mended: %s. Free some space, then open it again.",
      g_strerror (error_number));
}

/**
 * jc_wal_apply:
 *
 * Bad frames are taken as they are: a page with some bytes spoilt holds more than the one before
 * it. A bad frame whose page is written again behind it costs nothing.
 */
gboolean
jc_wal_apply (JcWal *self, int fd, GError **error)
{
  /* The last frame is a good commit; beyond its length only spoilt numbers point. */
  guint32 n_pages = g_array_index (self->frames, Frame, self->frames->len - 1).n_pages;

  for (guint i = 0; i < self->frames->len; i++)
    {
      const Frame *frame = &g_array_index (self->frames, Frame, i);

      if (frame->page <= n_pages
          && pwrite (fd, self->bytes + frame->offset, self->page_size,
                     (off_t)(frame->page - 1) * self->page_size)
                 != (ssize_t)self->page_size)
        return set_write_error (error, errno);
    }
  return ftruncate (fd, (off_t)n_pages * self->page_size) == 0 ? TRUE
                                                               : set_write_error (error, errno);
}
