/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-admin.h"
#include "jc-key-table.h"
#include "jc-server-schema.h"
#include "jc-service.h"

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

static gboolean
copy_database (JcService *service, const char *file, GError **error)
{
  g_autofree char *part = g_strconcat (file, ".part", NULL);
  g_auto (GStrv) pieces = g_strsplit (part, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", pieces);
  g_autofree char *sql = g_strconcat ("VACUUM INTO '", quoted, "'", NULL);

  g_unlink (part);
  if (jc_database_execute (service->database, sql, error) && move_into_place (part, file, error))
    return TRUE;

  g_unlink (part);

  return FALSE;
}

/**
 * jc_admin_backup:
 * @arguments: backup --data DIR FILE
 *
 * Copies the database as it is at one moment, also while the server runs. The copy holds the
 * signing key and everyone's data; only its owner can read it.
 *
 * Returns: an exit status
 */
int
jc_admin_backup (JcArguments *arguments)
{
  const char *file = jc_arguments_get_word (arguments, 1);
  GError     *error = NULL;
  g_autoptr (JcService) service
      = jc_service_open (jc_arguments_get (arguments, "data"), NULL, &error);

  if (service == NULL)
    return jc_admin_fail (error);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return jc_admin_complain (JC_EXIT_REFUSED, "“%s”已经存在，没有覆盖。换一个文件名。",
                              "“%s” exists and was not overwritten. Choose another name.", file);

  umask (077);

  return copy_database (service, file, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
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

static void
remove_part (const char *part)
{
  g_autofree char *wal = g_strconcat (part, "-wal", NULL);
  g_autofree char *shm = g_strconcat (part, "-shm", NULL);

  g_unlink (part);
  g_unlink (wal);
  g_unlink (shm);
}

static gboolean
restore (const char *file, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (file);
  g_autoptr (GFile) to = g_file_new_for_path (part);

  remove_part (part);
  if (g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error)
      && renew_epoch (part, error) && move_into_place (part, path, error))
    return TRUE;

  remove_part (part);

  return FALSE;
}

/**
 * jc_admin_restore:
 * @arguments: restore FILE --data DIR
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

  return restore (file, path, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}
