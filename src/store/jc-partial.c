/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-partial.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-database.h"
#include "jc-digest.h"
#include "jc-originals-private.h"
#include "jc-store-error.h"

#define FOLDER ".partial"
#define CLAIM_SUFFIX ".claim"
#define CHUNK_BYTES (256 * 1024)

struct _JcPartial
{
  JcOriginals *originals; /* (unowned) */
  char        *id;        /* (owned) */
  char        *path;      /* (owned) */
  char        *claim;     /* (owned): path of the file by which another asks for it */
  int          fd;
  gint64       size;
  gint64       synced_size;
  gint64       started_size; /* the disk has begun to write so much */
  JcDigest    *digest;       /* (owned): of the first @n_digested bytes */
  gint64       n_digested;
  JcDigest    *marked_digest; /* (owned) (nullable) */
  gint64       marked_size;
  gboolean     is_named; /* its name outlives a power cut */
  gboolean     is_removed;
};

/* --- Opening --- */

static char *
dup_path (JcOriginals *originals, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (jc_originals_get_folder (originals), FOLDER, name, NULL);
}

/* A sealed file that was never placed can be read only; its owner may write it again. */
static int
open_writable (const char *path)
{
  const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
  int       fd = open (path, flags, 0600);

  if (fd < 0 && errno == EACCES && chmod (path, 0600) == 0)
    fd = open (path, flags, 0600);

  return fd;
}

/* A file that was removed between its opening and its locking is opened again. */
static int
open_locked (const char *path, struct stat *info, GError **error)
{
  for (;;)
    {
      int fd = open_writable (path);

      if (fd < 0)
        {
          jc_store_set_errno (error, errno, path);
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        {
          close (fd);
          jc_store_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "“%s”正由另一个进程写入。",
                              "“%s” is being written by another process.", path);
          return -1;
        }
      if (fstat (fd, info) == 0 && info->st_nlink > 0)
        return fd;
      close (fd);
    }
}

static void
load_digest (JcPartial *self)
{
  self->digest = jc_originals_steal_digest (self->originals, self->id, &self->n_digested);
  if (self->digest != NULL && self->n_digested <= self->size)
    return;

  g_clear_pointer (&self->digest, jc_digest_free);
  self->digest = jc_digest_new (JC_DIGEST_SHA256);
  self->n_digested = 0;
}

/**
 * jc_partial_open:
 * @originals: outlives it
 * @id: a file name without slash
 * @error: G_IO_ERROR_BUSY while another process, or another part of this one, holds it
 *
 * Returns: (transfer full) (nullable): the file, locked
 */
JcPartial *
jc_partial_open (JcOriginals *originals, const char *id, GError **error)
{
  g_autofree char *path = dup_path (originals, id, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat      info = { 0 };
  JcPartial       *self;
  int              fd;

  if (!jc_originals_make_folder (folder, error))
    return NULL;
  fd = open_locked (path, &info, error);
  if (fd < 0)
    return NULL;

  self = g_new0 (JcPartial, 1);
  self->originals = originals;
  self->id = g_strdup (id);
  self->path = g_steal_pointer (&path);
  self->claim = dup_path (originals, id, CLAIM_SUFFIX);
  self->fd = fd;
  self->size = info.st_size;
  self->started_size = self->size;
  self->synced_size = -1;
  g_unlink (self->claim);
  load_digest (self);

  return self;
}

/**
 * jc_partial_close:
 * @self: (transfer full) (nullable)
 *
 * How far it was hashed is remembered in this process.
 */
void
jc_partial_close (JcPartial *self)
{
  if (self == NULL)
    return;

  if (!self->is_removed && self->n_digested > 0)
    jc_originals_take_digest (self->originals, self->id, g_steal_pointer (&self->digest),
                              self->n_digested);
  g_clear_pointer (&self->digest, jc_digest_free);
  g_clear_pointer (&self->marked_digest, jc_digest_free);
  close (self->fd);
  g_free (self->id);
  g_free (self->path);
  g_free (self->claim);
  g_free (self);
}

/* --- Bytes --- */

gint64
jc_partial_get_size (JcPartial *self)
{
  return self->size;
}

/**
 * jc_partial_look:
 * @originals: where the original is to go
 * @id: which one
 *
 * For whoever only shows how far it is.
 *
 * Returns: the bytes that have come; 0 when none has
 */
gint64
jc_partial_look (JcOriginals *originals, const char *id)
{
  g_autofree char *path = dup_path (originals, id, NULL);
  struct stat      info;

  return stat (path, &info) == 0 ? (gint64)info.st_size : 0;
}

/* Hashes what other requests or processes have written. */
static gboolean
catch_up (JcPartial *self, GError **error)
{
  g_autofree guint8 *chunk = self->n_digested < self->size ? g_malloc (CHUNK_BYTES) : NULL;

  while (self->n_digested < self->size)
    {
      gsize   wanted = (gsize)MIN (CHUNK_BYTES, self->size - self->n_digested);
      ssize_t n = pread (self->fd, chunk, wanted, self->n_digested);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return jc_store_set_errno (error, n < 0 ? errno : EIO, self->path);
      jc_digest_add (self->digest, chunk, (gsize)n);
      self->n_digested += n;
    }

  return TRUE;
}

/* The disk begins while more is coming, so that there is less to wait for at the end. */
static void
start_writing (JcPartial *self)
{
#ifdef SYNC_FILE_RANGE_WRITE
  if (self->size - self->started_size < CHUNK_BYTES)
    return;
  sync_file_range (self->fd, self->started_size, self->size - self->started_size,
                   SYNC_FILE_RANGE_WRITE);
  self->started_size = self->size;
#endif
}

/**
 * jc_partial_append:
 * @data: (array length=size): the next bytes
 * @error: G_IO_ERROR_NO_SPACE …; what fitted stays
 */
gboolean
jc_partial_append (JcPartial *self, gconstpointer data, gsize size, GError **error)
{
  const guint8 *bytes = data;

  if (!catch_up (self, error))
    return FALSE;

  while (size > 0)
    {
      ssize_t n = pwrite (self->fd, bytes, size, self->size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return jc_store_set_errno (error, errno, self->path);
      jc_digest_add (self->digest, bytes, (gsize)n);
      self->size += n;
      self->n_digested += n;
      bytes += n;
      size -= (gsize)n;
    }

  start_writing (self);

  return TRUE;
}

/**
 * jc_partial_mark:
 *
 * Remembers the size and the hash that it has now.
 */
void
jc_partial_mark (JcPartial *self)
{
  g_clear_pointer (&self->marked_digest, jc_digest_free);
  self->marked_size = self->size;
  if (self->n_digested == self->size)
    self->marked_digest = jc_digest_copy (self->digest);
}

/**
 * jc_partial_drop_marked:
 * @error: why the file could not be cut back
 */
gboolean
jc_partial_drop_marked (JcPartial *self, GError **error)
{
  if (ftruncate (self->fd, self->marked_size) != 0)
    return jc_store_set_errno (error, errno, self->path);

  self->size = self->started_size = self->marked_size;
  self->synced_size = -1;
  g_clear_pointer (&self->digest, jc_digest_free);
  self->digest = g_steal_pointer (&self->marked_digest);
  self->n_digested = self->digest != NULL ? self->size : 0;
  if (self->digest == NULL)
    self->digest = jc_digest_new (JC_DIGEST_SHA256);

  return jc_partial_sync (self, error);
}

/* Bytes and size; the name is synced where it is wanted. */
static gboolean
sync_bytes (JcPartial *self, GError **error)
{
  if (self->synced_size == self->size)
    return TRUE;
  if (fsync (self->fd) != 0)
    return jc_store_set_errno (error, errno, self->path);

  self->synced_size = self->size;
  return TRUE;
}

/**
 * jc_partial_sync:
 * @error: why nothing can be promised
 */
gboolean
jc_partial_sync (JcPartial *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (!sync_bytes (self, error))
    return FALSE;
  if (self->is_named || self->size == 0)
    return TRUE;

  folder = g_path_get_dirname (self->path);
  self->is_named = jc_originals_sync_folder (folder, error);

  return self->is_named;
}

/**
 * jc_partial_dup_sha256:
 * @error: why it cannot be read
 *
 * Returns: (transfer full) (nullable): lower-case hex
 */
char *
jc_partial_dup_sha256 (JcPartial *self, GError **error)
{
  JcDigest *digest;

  if (!catch_up (self, error))
    return NULL;

  digest = jc_digest_copy (self->digest);
  if (digest == NULL)
    {
      digest = g_steal_pointer (&self->digest);
      self->digest = jc_digest_new (JC_DIGEST_SHA256);
      self->n_digested = 0;
    }

  return jc_digest_free_to_hex (digest);
}

/* --- Whole --- */

/**
 * jc_partial_seal:
 * @error: why it is not on disk
 *
 * Nobody may write it any more, and its bytes are on disk.
 */
gboolean
jc_partial_seal (JcPartial *self, GError **error)
{
  if (fchmod (self->fd, 0400) != 0)
    return jc_store_set_errno (error, errno, self->path);

  return sync_bytes (self, error);
}

/* File systems without hard links: it loses its own name at once. */
static gboolean
move (JcPartial *self, const char *target, GError **error)
{
  if (g_rename (self->path, target) != 0)
    return jc_store_set_errno (error, errno, target);

  self->is_removed = TRUE;
  return TRUE;
}

/* Where the name is taken the bytes are the same, unless the old ones have rotted. */
static gboolean
replace (JcPartial *self, const char *target, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *name = g_strconcat (".", self->id, NULL);
  g_autofree char *beside = g_build_filename (folder, name, NULL);

  g_unlink (beside);
  if (link (self->path, beside) != 0 || g_rename (beside, target) != 0)
    return jc_store_set_errno (error, errno, target);
  /* Two names of one file: the renaming did nothing. */
  g_unlink (beside);

  return TRUE;
}

/* @folder: receives where the name stands; @made: set when that is new */
static gboolean
name_file (JcPartial *self, const char *sha256, char **folder, gboolean *made, GError **error)
{
  g_autofree char *target = jc_originals_dup_path (self->originals, sha256);

  g_return_val_if_fail (target != NULL, FALSE);

  *folder = g_path_get_dirname (target);
  if (!jc_originals_make_folder (jc_originals_get_folder (self->originals), error))
    return FALSE;
  if (g_mkdir (*folder, 0700) == 0)
    *made = TRUE;
  else if (errno != EEXIST)
    return jc_store_set_errno (error, errno, *folder);

  /* Moved there before, with others that were not. */
  if (self->is_removed)
    return TRUE;
  if (link (self->path, target) == 0)
    return TRUE;
  return errno == EEXIST ? replace (self, target, error) : move (self, target, error);
}

/* Each folder once, however many names are new in it. */
static void
sync_names (JcOriginals *originals, char **folders, gboolean made, guint n, GError **errors)
{
  g_autoptr (GHashTable) synced = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) failure = NULL;

  if (made)
    jc_originals_sync_folder (jc_originals_get_folder (originals), &failure);
  for (guint i = 0; i < n; i++)
    {
      if (errors[i] != NULL || g_hash_table_contains (synced, folders[i]))
        continue;
      if (failure != NULL)
        errors[i] = g_error_copy (failure);
      else if (jc_originals_sync_folder (folders[i], &errors[i]))
        g_hash_table_add (synced, folders[i]);
    }
}

/**
 * jc_partial_place_all:
 * @partials: (array length=n): sealed files of one folder of originals
 * @sha256s: (array length=n): their hashes
 * @n: how many
 * @errors: (array length=n): all NULL; receives why one is not there
 *
 * Gives sealed files their names among the originals, durably, beside their own: who cannot record
 * that takes nothing away. Many at once cost the disk little more than one.
 *
 * Returns: whether all are there
 */
gboolean
jc_partial_place_all (JcPartial **partials, const char **sha256s, guint n, GError **errors)
{
  g_auto (GStrv) folders = g_new0 (char *, n + 1);
  gboolean made = FALSE;
  gboolean is_done = TRUE;

  for (guint i = 0; i < n; i++)
    {
      name_file (partials[i], sha256s[i], &folders[i], &made, &errors[i]);
      /* The list ends at its first gap. */
      if (folders[i] == NULL)
        folders[i] = g_strdup ("");
    }
  if (n > 0)
    sync_names (partials[0]->originals, folders, made, n, errors);
  for (guint i = 0; i < n; i++)
    is_done = is_done && errors[i] == NULL;
  return is_done;
}

/**
 * jc_partial_place:
 * @self: a sealed file
 * @sha256: its hash
 * @error: why it is not there
 *
 * As jc_partial_place_all (), for one.
 */
gboolean
jc_partial_place (JcPartial *self, const char *sha256, GError **error)
{
  GError *failure = NULL;

  if (jc_partial_place_all (&self, &sha256, 1, &failure))
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * jc_partial_remove:
 *
 * Takes its own name away.
 */
void
jc_partial_remove (JcPartial *self)
{
  if (!self->is_removed && g_unlink (self->path) != 0 && errno != ENOENT)
    g_info ("removing %s: %s", self->path, g_strerror (errno));
  self->is_removed = TRUE;
}

/* --- Between processes --- */

/**
 * jc_partial_claim:
 * @id: of a file that another process holds
 */
void
jc_partial_claim (JcOriginals *originals, const char *id)
{
  g_autofree char *path = dup_path (originals, id, CLAIM_SUFFIX);
  int              fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0)
    close (fd);
}

/**
 * jc_partial_is_claimed:
 *
 * Returns: whether another process has asked for it since it was opened
 */
gboolean
jc_partial_is_claimed (JcPartial *self)
{
  return g_access (self->claim, F_OK) == 0;
}

/**
 * jc_partial_list:
 * @before_us: µs since the Unix epoch
 *
 * Also takes away what was asked for so long ago that nobody waits for it any more.
 *
 * Returns: (transfer full) (element-type utf8): file names
 */
GPtrArray *
jc_partial_list (JcOriginals *originals, gint64 before_us)
{
  GPtrArray       *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (jc_originals_get_folder (originals), FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat      info;

      if (g_lstat (path, &info) != 0 || (gint64)info.st_mtime * G_USEC_PER_SEC >= before_us)
        continue;
      if (g_str_has_suffix (name, CLAIM_SUFFIX))
        g_unlink (path);
      else
        g_ptr_array_add (names, g_strdup (name));
    }

  return names;
}
