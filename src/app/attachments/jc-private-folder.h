/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Folders for files that only pass through, in the user's cache and for nobody else to read. */

/* A new, empty folder among those of @purpose ("scans"). */
char      *jc_private_folder_make      (const char        *purpose,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* With the files in it. */
void       jc_private_folder_remove    (const char        *path);
/* Without the files in it that are not in @paths; where that is none, without the folder. */
void       jc_private_folder_keep      (const char        *path,
                                        const char *const *paths);
/* All folders of @purpose. */
void       jc_private_folder_empty     (const char        *purpose);
/* (element-type utf8): all folders of @purpose, by name. */
GPtrArray *jc_private_folder_list      (const char        *purpose) G_GNUC_WARN_UNUSED_RESULT;
/* The files in it, by name. */
GStrv      jc_private_folder_dup_files (const char        *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
