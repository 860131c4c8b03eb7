/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-thumbnail-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define MAX_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)
/* Trimming goes somewhat below the limit, so that it does not come again with the next thumbnail.
 */
#define TRIMMED_BYTES (MAX_BYTES / 10 * 9)
#define MAGIC 0x4a435432u
#define MAX_SIDE 4096
#define SUFFIX ".thumb"
#define PART_PREFIX ".part-"
/* A part that is older was left by a program that died. */
#define PART_SECONDS 3600

/* At the beginning of each file, as this machine writes numbers; the pixels follow. */
typedef struct
{
  guint32 magic;
  guint32 width;
  guint32 height;
  guint32 checksum; /* of width and height and some of the pixels: tells a file that was never
                       written whole */
} Header;

struct _JcThumbnailFolder
{
  char  *path; /* (owned) */
  GMutex lock;
  gint64 bytes;     /* under `lock`: about what lies there; -1 not known yet */
  guint  last_part; /* (atomic) */
};

typedef struct
{
  char  *name; /* (owned) */
  gint64 size;
  gint64 used_at;
} Entry;

/* --- Reading --- */

/* Every 61st word: what a torn write leaves is zeros, and those are found. */
static guint32
sum_up (guint32 width, guint32 height, const guint8 *pixels)
{
  gsize   n = (gsize)width * height;
  guint32 sum = width * 31 + height;

  for (gsize i = 0; i < n; i += 61)
    {
      guint32 word;

      memcpy (&word, pixels + 4 * i, 4);
      sum = (sum << 5 | sum >> 27) ^ word;
    }
  return sum;
}

static JcPicture *
read_picture (GBytes *bytes)
{
  gsize         size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Header        header;
  JcPicture    *picture;

  if (size <= sizeof header)
    return NULL;
  memcpy (&header, data, sizeof header);
  if (header.magic != MAGIC || header.width < 1 || header.width > MAX_SIDE || header.height < 1
      || header.height > MAX_SIDE || size != sizeof header + (gsize)header.width * header.height * 4
      || header.checksum != sum_up (header.width, header.height, data + sizeof header))
    return NULL;

  picture = g_new0 (JcPicture, 1);
  picture->width = (int)header.width;
  picture->height = (int)header.height;
  picture->stride = picture->width * 4;
  picture->pixels = g_bytes_new_from_bytes (bytes, sizeof header, size - sizeof header);
  return picture;
}

/**
 * jc_thumbnail_folder_load:
 * @name: of the thumbnail
 *
 * Reading marks it as used.
 *
 * Returns: (transfer full) (nullable): %NULL when there is none, or none that can be read
 */
JcPicture *
jc_thumbnail_folder_load (JcThumbnailFolder *self, const char *name)
{
  g_autofree char *path = g_strconcat (self->path, G_DIR_SEPARATOR_S, name, SUFFIX, NULL);
  int              fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  g_autoptr (GBytes) bytes = NULL;
  struct stat facts;
  guint8     *data = NULL;

  if (fd < 0)
    return NULL;
  /* Read and not mapped: another program may cut the file short at any time. */
  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_size > 0
      && facts.st_size <= (off_t)(sizeof (Header) + 4 * MAX_SIDE * MAX_SIDE))
    {
      data = g_malloc ((gsize)facts.st_size);
      bytes = g_bytes_new_take (data, (gsize)facts.st_size);
      if (read (fd, data, (gsize)facts.st_size) != facts.st_size)
        g_clear_pointer (&bytes, g_bytes_unref);
      futimens (fd, NULL);
    }
  close (fd);
  return bytes != NULL ? read_picture (bytes) : NULL;
}

/* --- Keeping within the limit --- */

static void
clear_entry (gpointer data)
{
  g_free (((Entry *)data)->name);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  gint64 difference = ((const Entry *)a)->used_at - ((const Entry *)b)->used_at;

  return difference < 0 ? -1 : difference > 0;
}

static GArray *
list_entries (JcThumbnailFolder *self, gint64 *bytes)
{
  g_autoptr (GDir) folder = g_dir_open (self->path, 0, NULL);
  GArray     *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const char *name;

  *bytes = 0;
  g_array_set_clear_func (entries, clear_entry);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);
      struct stat      facts;

      if (lstat (path, &facts) != 0 || !S_ISREG (facts.st_mode))
        continue;
      if (g_str_has_prefix (name, PART_PREFIX)
          && facts.st_mtime < g_get_real_time () / G_USEC_PER_SEC - PART_SECONDS)
        g_unlink (path);
      else if (g_str_has_suffix (name, SUFFIX))
        {
          Entry entry = { g_strdup (name), facts.st_size,
                          (gint64)facts.st_mtim.tv_sec * 1000000000 + facts.st_mtim.tv_nsec };

          *bytes += facts.st_size;
          g_array_append_val (entries, entry);
        }
    }
  return entries;
}

/* The longest unused go first. */
static void
trim (JcThumbnailFolder *self)
{
  g_autoptr (GArray) entries = list_entries (self, &self->bytes);

  if (self->bytes <= MAX_BYTES)
    return;
  g_array_sort (entries, compare_use);
  for (guint i = 0; i < entries->len && self->bytes > TRIMMED_BYTES; i++)
    {
      Entry           *entry = &g_array_index (entries, Entry, i);
      g_autofree char *path = g_build_filename (self->path, entry->name, NULL);

      g_unlink (path);
      self->bytes -= entry->size;
    }
}

static void
count (JcThumbnailFolder *self, gint64 added)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->bytes = self->bytes >= 0 ? self->bytes + added : -1;
  if (self->bytes < 0 || self->bytes > MAX_BYTES)
    trim (self);
}

/* --- Writing --- */

static gboolean
write_part (const char *path, const JcPicture *picture)
{
  gsize         size = 0;
  const guint8 *pixels = g_bytes_get_data (picture->pixels, &size);
  Header        header = { MAGIC, (guint32)picture->width, (guint32)picture->height, 0 };
  struct iovec  parts[2] = { { &header, sizeof header }, { (void *)pixels, size } };
  int           fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean      is_done;

  if (fd < 0)
    return FALSE;
  header.checksum = sum_up (header.width, header.height, pixels);
  is_done = writev (fd, parts, 2) == (gssize)(sizeof header + size);
  return close (fd) == 0 && is_done;
}

/**
 * jc_thumbnail_folder_store:
 * @name: of the thumbnail
 * @picture: without gaps between its rows
 *
 * Another program sees the whole file or none. It need not survive a power cut, so nothing is
 * synced.
 */
void
jc_thumbnail_folder_store (JcThumbnailFolder *self, const char *name, const JcPicture *picture)
{
  g_autofree char *part = g_strdup_printf ("%s/" PART_PREFIX "%d-%u", self->path, (int)getpid (),
                                           (guint)g_atomic_int_add (&self->last_part, 1));
  g_autofree char *path = g_strconcat (self->path, G_DIR_SEPARATOR_S, name, SUFFIX, NULL);

  if (g_mkdir_with_parents (self->path, 0700) == 0 && write_part (part, picture)
      && g_rename (part, path) == 0)
    {
      count (self, (gint64)g_bytes_get_size (picture->pixels));
      return;
    }
  g_debug ("%s is not kept: %s", path, g_strerror (errno));
  g_unlink (part);
}

/**
 * jc_thumbnail_folder_new:
 * @path: made with the first thumbnail
 *
 * Returns: (transfer full)
 */
JcThumbnailFolder *
jc_thumbnail_folder_new (const char *path)
{
  JcThumbnailFolder *self = g_new0 (JcThumbnailFolder, 1);

  self->path = g_strdup (path);
  self->bytes = -1;
  g_mutex_init (&self->lock);
  return self;
}

void
jc_thumbnail_folder_free (JcThumbnailFolder *self)
{
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}
