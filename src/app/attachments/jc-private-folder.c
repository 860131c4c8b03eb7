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

/**
 * jc_private_folder_remove:
 * @path: a folder that was made here
 */
void
jc_private_folder_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/**
 * jc_private_folder_empty:
 * @purpose: what the files were
 */
void
jc_private_folder_empty (const char *purpose)
{
  g_autofree char *place = dup_place (purpose);
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (place, name, NULL);

      jc_private_folder_remove (folder);
    }
}
