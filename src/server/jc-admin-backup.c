/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-admin.h"
#include "jc-archive.h"
#include "jc-key-table.h"
#include "jc-original-table.h"
#include "jc-partial.h"
#include "jc-server-schema.h"
#include "jc-service.h"

#define DATABASE_NAME "server.db"
#define DATABASE_MAGIC "SQLite format 3"
#define ORIGINALS_PREFIX "originals/"
#define ORIGINALS_AT_ONCE 1000
#define CHUNK_BYTES (256 * 1024)

/* A copy counts only when it would outlive a power cut. */
static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int      fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int      reason = errno;

  if (fd >= 0)
    close (fd);

  return done
         || jc_set_error (error, G_FILE_ERROR, (gint)g_file_error_from_errno (reason),
                          "“%s”不能写到磁盘：%s。", "“%s” cannot be written to disk: %s.", path,
                          g_strerror (reason));
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!sync_path (from, 0, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return jc_set_error (error, G_FILE_ERROR, (gint)g_file_error_from_errno (errno),
                         "“%s”不能改名：%s。", "“%s” cannot be renamed: %s.", from,
                         g_strerror (errno));

  return sync_path (folder, O_DIRECTORY, error);
}

static void
remove_database (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (wal);
  g_unlink (shm);
}

static gboolean
copy_database (JcService *service, const char *path, GError **error)
{
  g_auto (GStrv) pieces = g_strsplit (path, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", pieces);
  g_autofree char *sql = g_strconcat ("VACUUM INTO '", quoted, "'", NULL);

  g_unlink (path);

  return jc_database_execute (service->database, sql, error);
}

/* The originals that the copy of the database knows of. One that nobody needed may have been tidied
 * away since; one that a document names may not be missing. */
static gboolean
add_originals (JcService *service, const char *database, GOutputStream *archive, GError **error)
{
  g_autoptr (JcDatabase) copy = jc_database_open (database, error);
  g_autofree char *after = g_strdup ("");

  while (copy != NULL)
    {
      g_autoptr (GPtrArray) originals
          = jc_original_table_list (copy, after, ORIGINALS_AT_ONCE, error);

      if (originals == NULL)
        return FALSE;
      if (originals->len == 0)
        return TRUE;

      for (guint i = 0; i < originals->len; i++)
        {
          const JcOriginalRecord *original = g_ptr_array_index (originals, i);
          g_autofree char *path = jc_originals_dup_path (service->originals, original->sha256);
          g_autofree char *name = g_strconcat (ORIGINALS_PREFIX, original->sha256, NULL);
          gboolean         is_named;

          g_free (after);
          after = g_strdup (original->sha256);
          if (!jc_original_table_is_named (copy, original->sha256, &is_named, error))
            return FALSE;
          if (!is_named && !g_file_test (path, G_FILE_TEST_EXISTS))
            continue;
          if (!jc_archive_add (archive, name, path, error))
            return FALSE;
        }
    }

  return FALSE;
}

static gboolean
fill_archive (JcService *service, const char *database, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  GOutputStream *archive = G_OUTPUT_STREAM (stream);

  return archive != NULL && copy_database (service, database, error)
         && jc_archive_add (archive, DATABASE_NAME, database, error)
         && add_originals (service, database, archive, error) && jc_archive_end (archive, error)
         && g_output_stream_close (archive, NULL, error);
}

static gboolean
write_backup (JcService *service, const char *file, GError **error)
{
  g_autofree char *part = g_strconcat (file, ".part", NULL);
  g_autofree char *database = g_strconcat (file, ".db.part", NULL);
  gboolean         is_done = fill_archive (service, database, part, error);

  remove_database (database);
  if (is_done && move_into_place (part, file, error))
    return TRUE;

  g_unlink (part);

  return FALSE;
}

/**
 * jc_admin_backup:
 * @arguments: backup --data DIR FILE
 *
 * Copies the database as it is at one moment, and the originals that it knows of, into one tar
 * file, also while the server runs; a folder that is not there is made. The copy holds the signing
 * key and everyone's data; only its owner can read it.
 *
 * Returns: an exit status
 */
int
jc_admin_backup (JcArguments *arguments)
{
  const char      *file = jc_arguments_get_word (arguments, 1);
  g_autofree char *folder = g_path_get_dirname (file);
  GError          *error = NULL;
  g_autoptr (JcService) service
      = jc_service_open (jc_arguments_get (arguments, "data"), NULL, &error);

  if (service == NULL)
    return jc_admin_fail (error);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return jc_admin_complain (JC_EXIT_REFUSED, "“%s”已经存在，没有覆盖。换一个文件名。",
                              "“%s” exists and was not overwritten. Choose another name.", file);

  umask (077);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return jc_admin_complain (JC_EXIT_REFUSED, "不能建立备份所在的文件夹“%s”：%s。",
                              "Cannot make the folder “%s” for the backup: %s.", folder,
                              g_strerror (errno));

  return write_backup (service, file, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}

/* Clients that knew the server before have to notice that some of what they knew is no longer
 * there. */
static gboolean
renew_epoch (const char *path, GError **error)
{
  g_autoptr (JcDatabase) database = jc_database_open (path, error);
  g_autofree char *verdict = NULL;
  g_autofree char *epoch = g_uuid_string_random ();

  if (database == NULL)
    return FALSE;

  verdict = jc_database_query_text (database, "PRAGMA integrity_check", error);
  if (verdict == NULL)
    return FALSE;
  if (!g_str_equal (verdict, "ok"))
    return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT, "备份已损坏：%s。",
                         "The backup is damaged: %s.", verdict);

  return jc_server_schema_migrate (database, error)
         && jc_setting_table_set (database, "epoch", epoch, error);
}

/* --- Restoring --- */

/* Backups of before originals could be sent are the database alone. */
static gboolean
is_database (const char *file)
{
  char         magic[sizeof DATABASE_MAGIC] = { 0 };
  int          fd = g_open (file, O_RDONLY | O_CLOEXEC, 0);
  const gssize n = fd >= 0 ? read (fd, magic, sizeof magic) : -1;

  if (fd >= 0)
    close (fd);

  return n == sizeof magic && memcmp (magic, DATABASE_MAGIC, sizeof magic) == 0;
}

static gboolean
copy_member (GInputStream          *archive,
             const JcArchiveMember *member,
             GOutputStream         *to,
             GError               **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  for (goffset left = member->size; left > 0;)
    {
      gssize n = g_input_stream_read (archive, chunk, (gsize)MIN (CHUNK_BYTES, left), NULL, error);

      if (n == 0)
        return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "备份不完整。",
                             "The backup is cut off.");
      if (n < 0 || !g_output_stream_write_all (to, chunk, (gsize)n, NULL, NULL, error))
        return FALSE;
      left -= n;
    }

  return jc_archive_finish (archive, member, error);
}

static gboolean
restore_database (GInputStream          *archive,
                  const JcArchiveMember *member,
                  const char            *part,
                  GError               **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (part);
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);

  return stream != NULL && copy_member (archive, member, G_OUTPUT_STREAM (stream), error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

/* Its bytes have to be those that its name promises. */
static gboolean
restore_original (GInputStream          *archive,
                  const JcArchiveMember *member,
                  JcOriginals           *originals,
                  GError               **error)
{
  const char *sha256 = member->name + strlen (ORIGINALS_PREFIX);
  g_autoptr (JcPartial) partial = jc_partial_open (originals, "restore", error);
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autofree char   *path = jc_originals_dup_path (originals, sha256);
  g_autofree char   *found = NULL;
  gsize              n = 1;

  if (partial == NULL)
    return FALSE;

  for (goffset left = member->size; left > 0 && n > 0; left -= (goffset)n)
    if (!g_input_stream_read_all (archive, chunk, (gsize)MIN (CHUNK_BYTES, left), &n, NULL, error)
        || !jc_partial_append (partial, chunk, n, error))
      return FALSE;

  found = jc_partial_dup_sha256 (partial, error);
  if (found == NULL)
    return FALSE;
  if (path == NULL || !g_str_equal (found, sha256))
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "备份里的原件 %.64s 已损坏。",
                         "The original %.64s in the backup is damaged.", sha256);
  if (!jc_partial_seal (partial, error) || !jc_partial_place (partial, sha256, error))
    return FALSE;

  jc_partial_remove (partial);

  return jc_archive_finish (archive, member, error);
}

static gboolean
restore_members (GInputStream *archive, const char *part, JcOriginals *originals, GError **error)
{
  gboolean        has_database = FALSE;
  JcArchiveMember member;
  GError         *own_error = NULL;

  while (jc_archive_next (archive, &member, &own_error))
    {
      gboolean is_done = TRUE;

      if (g_str_equal (member.name, DATABASE_NAME) && !has_database)
        has_database = is_done = restore_database (archive, &member, part, error);
      else if (g_str_has_prefix (member.name, ORIGINALS_PREFIX))
        is_done = restore_original (archive, &member, originals, error);
      else
        is_done = jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                                "这不是 jiangce-server 的备份。",
                                "This is no backup of jiangce-server.");
      if (!is_done)
        return FALSE;
    }

  if (own_error != NULL)
    g_propagate_error (error, own_error);
  else if (!has_database)
    jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "备份里没有数据库。",
                  "The backup has no database.");

  return own_error == NULL && has_database;
}

static gboolean
restore_archive (const char *file, const char *part, const char *originals_path, GError **error)
{
  g_autoptr (JcOriginals) originals = jc_originals_new (originals_path);
  g_autoptr (GFile) from = g_file_new_for_path (file);
  g_autoptr (GFileInputStream) stream = g_file_read (from, NULL, error);
  g_autoptr (GInputStream) buffered = NULL;

  if (stream == NULL)
    return FALSE;
  buffered = g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), CHUNK_BYTES);

  return restore_members (buffered, part, originals, error);
}

static gboolean
restore_plain (const char *file, const char *part, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (file);
  g_autoptr (GFile) to = g_file_new_for_path (part);

  return g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* The database comes last: a folder without it is no server's. */
static gboolean
restore (const char *file, const char *folder, GError **error)
{
  g_autofree char *path = jc_service_dup_database_path (folder);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *originals = jc_service_dup_originals_path (folder);
  gboolean         had_originals = g_file_test (originals, G_FILE_TEST_EXISTS);

  remove_database (part);
  if ((is_database (file) ? restore_plain (file, part, error)
                          : restore_archive (file, part, originals, error))
      && renew_epoch (part, error) && move_into_place (part, path, error))
    return TRUE;

  remove_database (part);
  if (!had_originals)
    remove_tree (originals);

  return FALSE;
}

/**
 * jc_admin_restore:
 * @arguments: restore FILE --data DIR
 *
 * Takes the tar file that backup writes, and the database alone that it wrote once.
 *
 * Returns: an exit status
 */
int
jc_admin_restore (JcArguments *arguments)
{
  const char      *file = jc_arguments_get_word (arguments, 1);
  const char      *folder = jc_arguments_get (arguments, "data");
  g_autofree char *path = jc_service_dup_database_path (folder);
  GError          *error = NULL;

  umask (077);
  if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return jc_admin_complain (JC_EXIT_NOT_FOUND, "没有备份文件“%s”。", "There is no backup “%s”.",
                              file);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return jc_admin_complain (
        JC_EXIT_REFUSED, "“%s”里已有服务器数据，没有覆盖。换一个 --data。",
        "“%s” holds server data and was not overwritten. Choose another --data.", folder);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return jc_admin_complain (JC_EXIT_REFUSED, "不能建立文件夹“%s”：%s。",
                              "Cannot make the folder “%s”: %s.", folder, g_strerror (errno));

  return restore (file, folder, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}
