/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media.h"

G_BEGIN_DECLS

/**
 * JcThumbnails:
 *
 * Small pictures of pages, kept on disk under the user's cache folder by the original's hash, the view
 * and the size; at most 256 MiB there, the longest unused go first. A thumbnail that cannot be
 * read again is made again.
 */
typedef struct _JcThumbnails JcThumbnails;

/* @folder: (nullable): $XDG_CACHE_HOME/jiangce/thumbnails */
JcThumbnails *jc_thumbnails_new    (JcMedia          *media,
                                    const char       *folder);
JcThumbnails *jc_thumbnails_ref    (JcThumbnails     *self);
void          jc_thumbnails_unref  (JcThumbnails     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcThumbnails, jc_thumbnails_unref)

/* Blocking; any thread. @size: the longer side, in pixels. */
JcPicture    *jc_thumbnails_load   (JcThumbnails     *self,
                                    const char       *sha256,
                                    const char       *path,
                                    const JcPageView *view,
                                    int               size,
                                    GCancellable     *cancellable,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
