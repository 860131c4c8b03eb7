/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* No folder of scans has more; what is beyond is not looked at. */
#define JC_FOLDER_MAX_FILES 5000

/* The regular files of @folder, on a thread: a share may take its time. */
void       jc_folder_watch_list_async  (GFile              *folder,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
/* (element-type JcFolderEntry) */
GPtrArray *jc_folder_watch_list_finish (GAsyncResult       *result,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
