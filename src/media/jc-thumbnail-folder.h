/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media.h"

G_BEGIN_DECLS

/* The files of the thumbnails: any of them may vanish at any time, and one that does not read is as
 * good as none. */
typedef struct _JcThumbnailFolder JcThumbnailFolder;

JcThumbnailFolder *jc_thumbnail_folder_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void               jc_thumbnail_folder_free (JcThumbnailFolder *self);

/* @name: without a slash. NULL when there is none. */
JcPicture *jc_thumbnail_folder_load (JcThumbnailFolder *self,
                                     const char        *name) G_GNUC_WARN_UNUSED_RESULT;
/* Any thread. What cannot be written is left out. */
void
jc_thumbnail_folder_store (JcThumbnailFolder *self, const char *name, const JcPicture *picture);

G_END_DECLS
