/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-originals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "jc-database.h"
#include "jc-digest.h"
#include "jc-originals-private.h"
#include "jc-store-error.h"

#define SHA256_BYTES 32
#define SHA256_HEX 64
#define CHUNK_BYTES (128 * 1024)
#define INCOMING_PREFIX ".incoming-"
#define MAX_DIGESTS 64

/**
 * JcKeptDigest:
 * How far a growing file was hashed.
 */
typedef struct
{
  char     *id;
  JcDigest *digest;
  gint64    n_digested;
} JcKeptDigest;

struct _JcOriginals
{
  char  *folder;  /* (owned) */
  GMutex mutex;   /* guards @digests */
  GQueue digests; /* (element-type JcKeptDigest): the newest first */
};

static void
kept_digest_free (JcKeptDigest *kept)
{
  jc_digest_free (kept->digest);
  g_free (kept->id);
  g_free (kept);
}

/* --- Hashing --- */

static gnutls_hash_hd_t
begin_hash (GError **error)
{
  gnutls_hash_hd_t hash = NULL;
  int              code = gnutls_hash_init (&hash, GNUTLS_DIG_SHA256);

  if (code == 0)
    return hash;
  jc_store_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED, "无法计算 SHA-256：%s",
                      "SHA-256 cannot be computed: %s", gnutls_strerror (code));
  return NULL;
}

static char *
end_hash (gnutls_hash_hd_t hash)
{
  static const char digits[] = "0123456789abcdef";
  guint8            digest[SHA256_BYTES] = { 0 };
  char             *hex = g_malloc (SHA256_HEX + 1);

  gnutls_hash_deinit (hash, digest);
  for (gsize i = 0; i < SHA256_BYTES; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  hex[SHA256_HEX] = '\0';
  return hex;
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_HEX
         && strspn (text, "0123456789abcdef") == SHA256_HEX;
}

/* --- Folders --- */

gboolean
jc_originals_sync_folder (const char *path, GError **error)
{
  int      fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_done = fd >= 0 && fsync (fd) == 0;
  int      error_number = errno;

  if (fd >= 0)
    close (fd);
  return is_done ? TRUE : jc_store_set_errno (error, error_number, path);
}

/* A folder's name is durable only once its parent is synced. */
gboolean
jc_originals_make_folder (const char *path, GError **error)
{
  g_autofree char *parent = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;

  parent = g_path_get_dirname (path);
  if (strcmp (parent, path) != 0 && !jc_originals_make_folder (parent, error))
    return FALSE;
  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return jc_store_set_errno (error, errno, path);
  return jc_originals_sync_folder (parent, error);
}

/* --- Incoming files --- */

/* Who writes an incoming file holds its lock, so one that can be locked was left by a program that
 * died. */
static void
remove_if_orphan (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && g_unlink (path) != 0 && errno != ENOENT)
    g_info ("removing %s: %s", path, g_strerror (errno));
  close (fd);
}

static void
remove_orphans (JcOriginals *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, INCOMING_PREFIX))
      {
        g_autofree char *path = g_build_filename (self->folder, name, NULL);

        remove_if_orphan (path);
      }
}

/* @path: receives the new file's path. A file that was tidied away between its making and its
 * locking is made again. */
static int
open_incoming (JcOriginals *self, char **path, GError **error)
{
  for (;;)
    {
      g_autofree char *name = g_build_filename (self->folder, INCOMING_PREFIX "XXXXXX", NULL);
      struct stat      info = { 0 };
      int              fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);

      if (fd < 0)
        {
          jc_store_set_errno (error, errno, self->folder);
          return -1;
        }
      /* A file system without locks has nobody who could take ours for an orphan. */
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        if (fstat (fd, &info) == 0 && info.st_nlink > 0)
          {
            *path = g_steal_pointer (&name);
            return fd;
          }
      close (fd);
    }
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, const char *path, GError **error)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n < 0 && errno != EINTR)
        return jc_store_set_errno (error, errno, path);
      if (n > 0)
        {
          data += n;
          size -= (gsize)n;
        }
    }
  return TRUE;
}

static gboolean
copy_hashed (GInputStream    *stream,
             int              fd,
             gsize            max_bytes,
             gnutls_hash_hd_t hash,
             gsize           *size,
             const char      *path,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize             n = 0;

  *size = 0;
  while ((n = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      /* Some streams never look at it themselves. */
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      *size += (gsize)n;
      if (max_bytes != 0 && *size > max_bytes)
        return jc_store_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                                   "文件超过 %" G_GSIZE_FORMAT " 字节的上限。压缩或拆分后再添加。",
                                   "The file is over the limit of %" G_GSIZE_FORMAT
                                   " bytes. Make it smaller, or divide it.",
                                   max_bytes);
      if (gnutls_hash (hash, chunk, (gsize)n) != 0)
        return jc_store_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED,
                                   "无法计算 SHA-256。", "SHA-256 cannot be computed.");
      if (!write_all (fd, chunk, (gsize)n, path, error))
        return FALSE;
    }
  return n == 0;
}

/* Writes the incoming file whole and syncs it. */
static gboolean
fill_incoming (GInputStream *stream,
               int           fd,
               gsize         max_bytes,
               const char   *path,
               char        **sha256,
               gsize        *size,
               GCancellable *cancellable,
               GError      **error)
{
  gnutls_hash_hd_t hash = begin_hash (error);
  g_autofree char *hex = NULL;
  gboolean         is_copied = FALSE;

  if (hash == NULL)
    return FALSE;

  is_copied = copy_hashed (stream, fd, max_bytes, hash, size, path, cancellable, error);
  hex = end_hash (hash);
  if (!is_copied)
    return FALSE;
  /* What lies here never changes, so nobody may write it. */
  if (fchmod (fd, 0400) != 0 || fsync (fd) != 0)
    return jc_store_set_errno (error, errno, path);

  *sha256 = g_steal_pointer (&hex);
  return TRUE;
}

/* Also where the name is taken: the bytes are the same, unless the old ones have rotted. */
static gboolean
move_into_place (JcOriginals *self, const char *incoming, const char *sha256, GError **error)
{
  g_autofree char *path = jc_originals_dup_path (self, sha256);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!jc_originals_make_folder (folder, error))
    return FALSE;
  if (g_rename (incoming, path) != 0)
    return jc_store_set_errno (error, errno, path);
  return jc_originals_sync_folder (folder, error);
}

/* --- Public --- */

/**
 * jc_originals_new:
 * @folder: made with mode 0700 when the first file comes
 *
 * Removes what interrupted copies of programs that are gone have left.
 *
 * Returns: (transfer full)
 */
JcOriginals *
jc_originals_new (const char *folder)
{
  JcOriginals *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (JcOriginals, 1);
  self->folder = g_strdup (folder);
  g_mutex_init (&self->mutex);
  remove_orphans (self);
  return self;
}

void
jc_originals_free (JcOriginals *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->digests, (GDestroyNotify)kept_digest_free);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free (self);
}

/* --- For jc-partial --- */

const char *
jc_originals_get_folder (JcOriginals *self)
{
  return self->folder;
}

static GList *
find_digest (JcOriginals *self, const char *id)
{
  for (GList *l = self->digests.head; l != NULL; l = l->next)
    if (strcmp (((JcKeptDigest *)l->data)->id, id) == 0)
      return l;

  return NULL;
}

/**
 * jc_originals_take_digest:
 * @digest: (transfer full): of the first @n_digested bytes of the growing file @id
 */
void
jc_originals_take_digest (JcOriginals *self, const char *id, JcDigest *digest, gint64 n_digested)
{
  JcKeptDigest *kept = g_new0 (JcKeptDigest, 1);

  kept->id = g_strdup (id);
  kept->digest = digest;
  kept->n_digested = n_digested;

  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->digests, kept);
  kept = self->digests.length > MAX_DIGESTS ? g_queue_pop_tail (&self->digests) : NULL;
  g_mutex_unlock (&self->mutex);

  if (kept != NULL)
    kept_digest_free (kept);
}

/**
 * jc_originals_steal_digest:
 * @n_digested: (out): how many bytes it has seen
 *
 * Returns: (transfer full) (nullable): what was kept for @id last
 */
JcDigest *
jc_originals_steal_digest (JcOriginals *self, const char *id, gint64 *n_digested)
{
  JcDigest *digest = NULL;
  GList    *found;

  g_mutex_lock (&self->mutex);
  found = find_digest (self, id);
  if (found != NULL)
    {
      JcKeptDigest *kept = found->data;

      digest = g_steal_pointer (&kept->digest);
      *n_digested = kept->n_digested;
      g_queue_delete_link (&self->digests, found);
      kept_digest_free (kept);
    }
  g_mutex_unlock (&self->mutex);

  return digest;
}

/**
 * jc_originals_add:
 * @stream: read to its end, not closed
 * @max_bytes: inclusive; 0: no limit
 * @sha256: (out) (nullable) (transfer full): 64 lower-case hex digits
 * @size: (out) (nullable): bytes
 * @error: G_IO_ERROR: MESSAGE_TOO_LARGE, CANCELLED, NO_SPACE, PERMISSION_DENIED or the stream's own
 *
 * On failure nothing is left, and what was there before is as it was. Adding the same bytes again
 * heals a copy that was damaged on the disk.
 */
gboolean
jc_originals_add (JcOriginals  *self,
                  GInputStream *stream,
                  gsize         max_bytes,
                  char        **sha256,
                  gsize        *size,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autofree char *incoming = NULL;
  g_autofree char *hex = NULL;
  gsize            n_bytes = 0;
  gboolean         is_done = FALSE;
  int              fd = -1;

  g_return_val_if_fail (self != NULL && G_IS_INPUT_STREAM (stream), FALSE);

  if (!jc_originals_make_folder (self->folder, error))
    return FALSE;
  fd = open_incoming (self, &incoming, error);
  if (fd < 0)
    return FALSE;

  is_done = fill_incoming (stream, fd, max_bytes, incoming, &hex, &n_bytes, cancellable, error)
            && move_into_place (self, incoming, hex, error);
  if (!is_done)
    g_unlink (incoming);
  close (fd);
  if (!is_done)
    return FALSE;

  if (sha256 != NULL)
    *sha256 = g_steal_pointer (&hex);
  if (size != NULL)
    *size = n_bytes;
  return TRUE;
}

gboolean
jc_originals_has (JcOriginals *self, const char *sha256)
{
  g_autofree char *path = jc_originals_dup_path (self, sha256);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * jc_originals_dup_path:
 * @sha256: (nullable): 64 lower-case hex digits
 *
 * Returns: (transfer full) (nullable): where the file is or would be; %NULL when @sha256 is
 * malformed
 */
char *
jc_originals_dup_path (JcOriginals *self, const char *sha256)
{
  char part[3] = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  if (!is_sha256 (sha256))
    return NULL;
  part[0] = sha256[0];
  part[1] = sha256[1];
  return g_build_filename (self->folder, part, sha256, NULL);
}

/**
 * jc_originals_get_size:
 * @sha256: (nullable): 64 lower-case hex digits
 *
 * Returns: bytes of the file, -1 when it is not there
 */
gint64
jc_originals_get_size (JcOriginals *self, const char *sha256)
{
  g_autofree char *path = jc_originals_dup_path (self, sha256);
  struct stat      info = { 0 };

  return path != NULL && g_stat (path, &info) == 0 && S_ISREG (info.st_mode) ? info.st_size : -1;
}

/**
 * jc_originals_remove:
 * @sha256: 64 lower-case hex digits
 * @error: why it is still there
 *
 * Returns: whether it is not there (any more)
 */
gboolean
jc_originals_remove (JcOriginals *self, const char *sha256, GError **error)
{
  g_autofree char *path = jc_originals_dup_path (self, sha256);

  if (path == NULL || g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  return jc_store_set_errno (error, errno, path);
}

/**
 * jc_originals_list:
 * @part: which of the 256 folders
 * @before_us: µs since the Unix epoch
 *
 * Returns: (transfer full) (element-type utf8): hashes of what has lain there unchanged since then
 */
GPtrArray *
jc_originals_list (JcOriginals *self, guint8 part, gint64 before_us)
{
  GPtrArray       *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = g_strdup_printf ("%02x", part);
  g_autofree char *folder = g_build_filename (self->folder, prefix, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat      info = { 0 };

      if (is_sha256 (name) && g_lstat (path, &info) == 0
          && (gint64)info.st_ctime * G_USEC_PER_SEC < before_us)
        g_ptr_array_add (names, g_strdup (name));
    }

  return names;
}

static char *
hash_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autofree char   *hex = NULL;
  gnutls_hash_hd_t   hash = NULL;
  gssize             n = 0;

  if (stream == NULL)
    return NULL;
  hash = begin_hash (error);
  if (hash == NULL)
    return NULL;

  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES, NULL, error)) > 0)
    gnutls_hash (hash, chunk, (gsize)n);
  hex = end_hash (hash);
  return n < 0 ? NULL : g_steal_pointer (&hex);
}

/**
 * jc_originals_verify:
 * @error: G_IO_ERROR_NOT_FOUND when it is not there, JC_STORE_ERROR_CORRUPT when its bytes are not
 *   those that its name promises, or that of reading
 */
gboolean
jc_originals_verify (JcOriginals *self, const char *sha256, GError **error)
{
  g_autofree char *path = jc_originals_dup_path (self, sha256);
  g_autofree char *found = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return jc_store_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               "原件 %s 不在资料库中。重新添加这个文件。",
                               "The original %s is not in the library. Add the file again.",
                               sha256 != NULL ? sha256 : "?");

  found = hash_file (path, error);
  if (found == NULL)
    return FALSE;
  if (strcmp (found, sha256) != 0)
    return jc_store_set_error (
        error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT,
        "原件“%s”在磁盘上已损坏。重新添加这个文件，即可修复。",
        "The original “%s” is damaged on the disk. Add the file again to mend it.", path);
  return TRUE;
}
