/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JC_LIBRARY_DATABASE "library.db"

/* The folder as files: private to the library. */

gboolean jc_library_folder_make (const char *folder, GError **error);
gboolean jc_library_folder_sync (const char *folder, GError **error);
char *jc_library_folder_dup_path (const char *folder, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* --- The lock: shared while a library is open, exclusive while it is recovered --- */

/* Returns a file descriptor, -1 with @error. */
int jc_library_folder_lock (const char *folder, GError **error);
/* FALSE: somebody else has it open; the shared lock is then held again. */
gboolean jc_library_folder_lock_alone (int fd);
gboolean jc_library_folder_lock_shared (int fd);
/* Whether a database was ever made here. */
gboolean jc_library_folder_is_used (int fd);
gboolean jc_library_folder_set_used (int fd, const char *folder, GError **error);

/* --- The note: what the next opening has to see to --- */

void     jc_library_folder_note_damage (const char *folder, const char *message);
gboolean jc_library_folder_has_note (const char *folder);
/* A recovered database is ready; what is damaged is to be put aside as @aside. */
gboolean jc_library_folder_note_swap (const char *folder, const char *aside, GError **error);
/* (nullable) */
char    *jc_library_folder_dup_swap (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean jc_library_folder_remove_note (const char *folder, GError **error);

G_END_DECLS
