/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be made again from an original: any of its files may vanish at any time, and one that does not
 * read is as good as none. The longest unused go first. Any thread. */
typedef struct _JcCacheFolder JcCacheFolder;

/* @path: made with the first file. @suffix: of its files; others there are left alone. */
JcCacheFolder *jc_cache_folder_new   (const char    *path,
                                      const char    *suffix,
                                      gint64         max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void           jc_cache_folder_free  (JcCacheFolder *self);

/* @name: without a slash. NULL when there is none, or one of more than @max_bytes. */
GBytes        *jc_cache_folder_load  (JcCacheFolder *self,
                                      const char    *name,
                                      gsize          max_bytes) G_GNUC_WARN_UNUSED_RESULT;
/* @head, then @body. What cannot be written is left out. */
void           jc_cache_folder_store (JcCacheFolder *self,
                                      const char    *name,
                                      GBytes        *head,
                                      GBytes        *body);

G_END_DECLS
