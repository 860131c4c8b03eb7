/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-cache-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Trimming goes somewhat below the limit, so that it does not come again with the next file. */
#define TRIMMED(max_bytes) ((max_bytes) / 10 * 9)
#define PART_PREFIX ".part-"
/* A part that is older was left by a program that died. */
#define PART_SECONDS 3600

struct _JcCacheFolder
{
  char  *path;   /* (owned) */
  char  *suffix; /* (owned) */
  gint64 max_bytes;
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

/**
 * jc_cache_folder_load:
 * @self: the folder
 * @name: of the file
 * @max_bytes: a longer one is not ours
 *
 * Reading marks it as used.
 *
 * Returns: (transfer full) (nullable): what it holds; %NULL when there is none
 */
GBytes *
jc_cache_folder_load (JcCacheFolder *self, const char *name, gsize max_bytes)
{
  g_autofree char *path = g_strconcat (self->path, G_DIR_SEPARATOR_S, name, self->suffix, NULL);
  int              fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  g_autoptr (GBytes) bytes = NULL;
  struct stat facts;
  guint8     *data = NULL;

  if (fd < 0)
    return NULL;
  /* Read and not mapped: another program may cut the file short at any time. */
  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_size > 0
      && facts.st_size <= (off_t)max_bytes)
    {
      data = g_malloc ((gsize)facts.st_size);
      bytes = g_bytes_new_take (data, (gsize)facts.st_size);
      if (read (fd, data, (gsize)facts.st_size) != facts.st_size)
        g_clear_pointer (&bytes, g_bytes_unref);
      futimens (fd, NULL);
    }
  close (fd);

  return g_steal_pointer (&bytes);
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
list_entries (JcCacheFolder *self, gint64 *bytes)
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
      else if (g_str_has_suffix (name, self->suffix))
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
trim (JcCacheFolder *self)
{
  g_autoptr (GArray) entries = list_entries (self, &self->bytes);

  if (self->bytes <= self->max_bytes)
    return;
  g_array_sort (entries, compare_use);
  for (guint i = 0; i < entries->len && self->bytes > TRIMMED (self->max_bytes); i++)
    {
      Entry           *entry = &g_array_index (entries, Entry, i);
      g_autofree char *path = g_build_filename (self->path, entry->name, NULL);

      g_unlink (path);
      self->bytes -= entry->size;
    }
}

static void
count (JcCacheFolder *self, gint64 added)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->bytes = self->bytes >= 0 ? self->bytes + added : -1;
  if (self->bytes < 0 || self->bytes > self->max_bytes)
    trim (self);
}

/* --- Writing --- */

static gboolean
write_part (const char *path, GBytes *head, GBytes *body)
{
  gsize        n_head = 0;
  gsize        n_body = 0;
  gpointer     head_data = (gpointer)g_bytes_get_data (head, &n_head);
  gpointer     body_data = (gpointer)g_bytes_get_data (body, &n_body);
  struct iovec parts[2] = { { head_data, n_head }, { body_data, n_body } };
  int          fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean     is_done;

  if (fd < 0)
    return FALSE;
  is_done = writev (fd, parts, 2) == (gssize)(n_head + n_body);

  return close (fd) == 0 && is_done;
}

/**
 * jc_cache_folder_store:
 * @self: the folder
 * @name: of the file
 * @head: what it begins with
 * @body: what follows
 *
 * Another program sees the whole file or none. It need not survive a power cut, so nothing is
 * synced.
 */
void
jc_cache_folder_store (JcCacheFolder *self, const char *name, GBytes *head, GBytes *body)
{
  g_autofree char *part = g_strdup_printf ("%s/" PART_PREFIX "%d-%u", self->path, (int)getpid (),
                                           (guint)g_atomic_int_add (&self->last_part, 1));
  g_autofree char *path = g_strconcat (self->path, G_DIR_SEPARATOR_S, name, self->suffix, NULL);

  if (g_mkdir_with_parents (self->path, 0700) == 0 && write_part (part, head, body)
      && g_rename (part, path) == 0)
    {
      count (self, (gint64)(g_bytes_get_size (head) + g_bytes_get_size (body)));
      return;
    }
  g_debug ("%s is not kept: %s", path, g_strerror (errno));
  g_unlink (part);
}

/**
 * jc_cache_folder_new:
 * @path: made with the first file
 * @suffix: of its files
 * @max_bytes: that may lie there
 *
 * Returns: (transfer full): the folder
 */
JcCacheFolder *
jc_cache_folder_new (const char *path, const char *suffix, gint64 max_bytes)
{
  JcCacheFolder *self = g_new0 (JcCacheFolder, 1);

  self->path = g_strdup (path);
  self->suffix = g_strdup (suffix);
  self->max_bytes = max_bytes;
  self->bytes = -1;
  g_mutex_init (&self->lock);

  return self;
}

/**
 * jc_cache_folder_free:
 * @self: (transfer full): the folder; its files stay
 */
void
jc_cache_folder_free (JcCacheFolder *self)
{
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->suffix);
  g_free (self);
}
