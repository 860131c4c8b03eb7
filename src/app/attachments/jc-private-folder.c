/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-private-folder.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "jc-text.h"

static char *
dup_place (const char *purpose)
{
  return g_build_filename (g_get_user_cache_dir (), "jiangce", purpose, NULL);
}

/**
 * jc_private_folder_make:
 * @purpose: what its files are
 *
 * Returns: (transfer full): a folder of mode 0700; G_IO_ERROR when it cannot be made
 */
char *
jc_private_folder_make (const char *purpose, GError **error)
{
  g_autofree char *place = dup_place (purpose);
  g_autofree char *folder = g_build_filename (place, "XXXXXX", NULL);

  if (g_mkdir_with_parents (place, 0700) == 0 && g_mkdtemp_full (folder, 0700) != NULL)
    return g_steal_pointer (&folder);
  jc_set_error (
      error, G_IO_ERROR, (int)g_io_error_from_errno (errno),
      "文件夹“%s”里放不进文件（%s）。看看磁盘还有没有地方、文件夹能不能写。",
      "No file can be put into “%s” (%s). See whether the disk has room and the folder may "
      "be written to.",
      place, g_strerror (errno));

  return NULL;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

/* What is in a folder, by name: its folders, or its files. */
static GPtrArray *
list (const char *path, GFileTest test)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *member = g_build_filename (path, name, NULL);

      if (g_file_test (member, test))
        g_ptr_array_add (paths, member);
      else
        g_free (member);
    }
  g_ptr_array_sort (paths, compare_paths);

  return paths;
}

/**
 * jc_private_folder_keep:
 * @path: a folder that was made here
 * @paths: NULL-terminated: files in it
 */
void
jc_private_folder_keep (const char *path, const char *const *paths)
{
  g_autoptr (GPtrArray) files = list (path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *place = g_path_get_dirname (path);

  for (guint i = 0; i < files->len; i++)
    if (!g_strv_contains (paths, g_ptr_array_index (files, i)))
      g_unlink (g_ptr_array_index (files, i));
  if (paths[0] == NULL && g_rmdir (path) == 0)
    g_rmdir (place);
}

/**
 * jc_private_folder_list:
 * @purpose: what the files are
 *
 * Returns: (transfer full) (element-type utf8): paths of the folders
 */
GPtrArray *
jc_private_folder_list (const char *purpose)
{
  g_autofree char *place = dup_place (purpose);

  return list (place, G_FILE_TEST_IS_DIR);
}

/**
 * jc_private_folder_dup_files:
 * @path: a folder that was made here
 *
 * Returns: (transfer full): paths of its files
 */
GStrv
jc_private_folder_dup_files (const char *path)
{
  GPtrArray *files = list (path, G_FILE_TEST_IS_REGULAR);

  g_ptr_array_add (files, NULL);

  return (GStrv)g_ptr_array_free (files, FALSE);
}

/**
 * jc_private_folder_remove:
 * @path: a folder that was made here
 */
void
jc_private_folder_remove (const char *path)
{
  static const char *const none[] = { NULL };

  jc_private_folder_keep (path, none);
}

/**
 * jc_private_folder_empty:
 * @purpose: what the files were
 */
void
jc_private_folder_empty (const char *purpose)
{
  g_autoptr (GPtrArray) folders = jc_private_folder_list (purpose);

  for (guint i = 0; i < folders->len; i++)
    jc_private_folder_remove (g_ptr_array_index (folders, i));
}
