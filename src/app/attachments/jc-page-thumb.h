/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcPageThumb:
 *
 * A small picture of a page: a placeholder until it is drawn, and again when it was given up. What it shows
 * is said by whoever holds it.
 */
#define JC_TYPE_PAGE_THUMB (jc_page_thumb_get_type ())
G_DECLARE_FINAL_TYPE (JcPageThumb, jc_page_thumb, JC, PAGE_THUMB, GtkWidget)

/* The picture stays where it is still the right one. */
void          jc_page_thumb_set_page      (JcPageThumb      *self,
                                           JcPagePictures   *pictures,
                                           const char       *sha256,
                                           const JcPageView *view);
/* Wanted now, or not needed for a while. */
void          jc_page_thumb_load          (JcPageThumb      *self);
void          jc_page_thumb_unload        (JcPageThumb      *self);
/* (nullable): while there is none. */
GdkPaintable *jc_page_thumb_get_paintable (JcPageThumb      *self);

G_END_DECLS
