/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-library.h"

#define LOCK_NAME "library.lock"
#define NOTE_NAME "library.damage"
#define NOTE_GROUP "damage"
#define LOCK_PATIENCE_US (60 * G_USEC_PER_SEC)
#define LOCK_PAUSE_US 50000

static gboolean
set_errno (GError **error, int error_number, const char *path)
{
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG)
    return jc_set_error (
        error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE,
        "磁盘空间不足，“%s”没有写入。清理出空间后再试。",
        "No space left on the disk: “%s” was not written. Free some space, then try again.", path);
  if (error_number == EACCES || error_number == EPERM || error_number == EROFS)
    return jc_set_error (
        error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED,
        "没有读写“%s”的权限。检查该文件夹的权限，或换一个文件夹。",
        "No right to read or write “%s”. Check the folder's permissions, or use another folder.",
        path);
  return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED,
                       "“%s”读写失败：%s。检查磁盘后再试。",
                       "“%s” could not be read or written: %s. Check the disk, then try again.",
                       path, g_strerror (error_number));
}

char *
jc_library_folder_dup_path (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

gboolean
jc_library_folder_sync (const char *folder, GError **error)
{
  int      fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_done = fd >= 0 && fsync (fd) == 0;
  int      error_number = errno;

  if (fd >= 0)
    close (fd);
  return is_done ? TRUE : set_errno (error, error_number, folder);
}

/**
 * jc_library_folder_make:
 *
 * Makes the folder and those above it, durably. The folder's mode becomes 0700 also when it was
 * there: what lies in it is nobody else's.
 */
gboolean
jc_library_folder_make (const char *folder, GError **error)
{
  g_autofree char *parent = NULL;
  struct stat      info = { 0 };

  if (g_stat (folder, &info) == 0)
    {
      if (!S_ISDIR (info.st_mode))
        return set_errno (error, ENOTDIR, folder);
      if ((info.st_mode & 0077) != 0 && info.st_uid == geteuid () && g_chmod (folder, 0700) != 0)
        return set_errno (error, errno, folder);
      return TRUE;
    }

  parent = g_path_get_dirname (folder);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno (error, errno, folder);
  return jc_library_folder_sync (parent, error);
}

/* --- The lock --- */

/**
 * jc_library_folder_lock:
 *
 * Takes the shared lock, waiting for a recovery that another program is at.
 */
int
jc_library_folder_lock (const char *folder, GError **error)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, LOCK_NAME);
  gint64           give_up_us = g_get_monotonic_time () + LOCK_PATIENCE_US;
  int              fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      set_errno (error, errno, path);
      return -1;
    }

  while (flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
      if (g_get_monotonic_time () >= give_up_us)
        {
          close (fd);
          jc_set_error (
              error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED,
              "另一个程序正在修复资料库“%s”。等它完成后再打开。",
              "Another program is mending the library “%s”. Open it again when that is done.",
              folder);
          return -1;
        }
      g_usleep (LOCK_PAUSE_US);
    }
  /* A file system without locks is still a place to work in; only recovery is less guarded there.
   */
  return fd;
}

gboolean
jc_library_folder_lock_alone (int fd)
{
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return TRUE;
  /* Changing a lock gives the old one up first. */
  jc_library_folder_lock_shared (fd);
  return FALSE;
}

gboolean
jc_library_folder_lock_shared (int fd)
{
  return flock (fd, LOCK_SH) == 0;
}

gboolean
jc_library_folder_is_used (int fd)
{
  struct stat info = { 0 };

  return fstat (fd, &info) == 0 && info.st_size > 0;
}

gboolean
jc_library_folder_set_used (int fd, const char *folder, GError **error)
{
  static const char word[] = "used\n";

  if (jc_library_folder_is_used (fd))
    return TRUE;
  if (pwrite (fd, word, strlen (word), 0) != (ssize_t)strlen (word) || fsync (fd) != 0)
    return set_errno (error, errno, folder);
  return jc_library_folder_sync (folder, error);
}

/* --- The note --- */

static gboolean
save_note (const char *folder, const char *key, const char *value, GError **error)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, NOTE_NAME);
  g_autoptr (GKeyFile) note = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;

  g_key_file_set_string (note, NOTE_GROUP, key, value);
  text = g_key_file_to_data (note, NULL, NULL);
  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &failure))
    return TRUE;
  return set_errno (error,
                    g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ENOSPC : EIO,
                    path);
}

/**
 * jc_library_folder_note_damage:
 *
 * Asks the next opening for a full check. A swap that is under way is not written over.
 */
void
jc_library_folder_note_damage (const char *folder, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (!jc_library_folder_has_note (folder) && !save_note (folder, "message", message, &error))
    g_info ("%s", error->message);
}

gboolean
jc_library_folder_has_note (const char *folder)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, NOTE_NAME);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
jc_library_folder_note_swap (const char *folder, const char *aside, GError **error)
{
  return save_note (folder, "swap", aside, error);
}

char *
jc_library_folder_dup_swap (const char *folder)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, NOTE_NAME);
  g_autoptr (GKeyFile) note = g_key_file_new ();
  g_autofree char *aside = NULL;

  if (g_key_file_load_from_file (note, path, G_KEY_FILE_NONE, NULL))
    aside = g_key_file_get_string (note, NOTE_GROUP, "swap", NULL);
  if (aside == NULL || strchr (aside, G_DIR_SEPARATOR) != NULL)
    return NULL;
  return g_steal_pointer (&aside);
}

gboolean
jc_library_folder_remove_note (const char *folder, GError **error)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, NOTE_NAME);

  if (g_unlink (path) != 0 && errno != ENOENT)
    return set_errno (error, errno, path);
  return jc_library_folder_sync (folder, error);
}
