/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gdk/gdk.h>

#include "jc-thumbnails.h"

G_BEGIN_DECLS

/**
 * JcPagePictures:
 *
 * Pages of originals as textures, drawn off the main loop: two at a time, what is asked for last first,
 * since that is what somebody looks at. One for the process.
 */
#define JC_TYPE_PAGE_PICTURES (jc_page_pictures_get_type ())
G_DECLARE_FINAL_TYPE (JcPagePictures, jc_page_pictures, JC, PAGE_PICTURES, GObject)

JcPagePictures *jc_page_pictures_get_default   (const char          *library_folder);

JcMedia        *jc_page_pictures_get_media     (JcPagePictures      *self);
/* The library's, which has the originals. */
const char     *jc_page_pictures_get_folder    (JcPagePictures      *self);
/* NULL when the original is not on this machine (yet). */
char           *jc_page_pictures_dup_path      (JcPagePictures      *self,
                                                const char          *sha256) G_GNUC_WARN_UNUSED_RESULT;

/* @view as small as @size for the longer side, out of the cache where it is there. */
void            jc_page_pictures_thumb_async   (JcPagePictures      *self,
                                                const char          *sha256,
                                                const JcPageView    *view,
                                                int                  size,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
/* @view as large as fits in @max_width x @max_height. */
void            jc_page_pictures_render_async  (JcPagePictures      *self,
                                                const char          *sha256,
                                                const JcPageView    *view,
                                                int                  max_width,
                                                int                  max_height,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
/* Of both. G_IO_ERROR_NOT_FOUND: the original is not here. */
GdkTexture     *jc_page_pictures_finish        (JcPagePictures      *self,
                                                GAsyncResult        *result,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* See jc_media_propose_view (). */
void            jc_page_pictures_propose_async (JcPagePictures      *self,
                                                const char          *sha256,
                                                const JcPageView    *view,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
JcPageView     *jc_page_pictures_propose_finish (JcPagePictures     *self,
                                                GAsyncResult        *result,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
