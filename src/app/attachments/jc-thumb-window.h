/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcThumbWindow:
 *
 * Keeps the pictures of a scrolled page to those that are in view or nearly: they are drawn as they come
 * near, given up half way when they leave, and dropped when they are far.
 */
typedef struct _JcThumbWindow JcThumbWindow;

/* Adds all pictures there are (element-type JcPageThumb). */
typedef void (*JcListThumbs) (GPtrArray *thumbs, gpointer user_data);

JcThumbWindow *jc_thumb_window_new  (GtkScrolledWindow *scroller,
                                     JcListThumbs       list_cb,
                                     gpointer           user_data);
void           jc_thumb_window_free (JcThumbWindow     *self);
/* Pictures came, went or moved: looks again in a moment. */
void           jc_thumb_window_look (JcThumbWindow     *self);

G_END_DECLS
