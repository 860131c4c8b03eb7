/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcOutlineEditor:
 *
 * A page as it came, and on it the outline of what is kept: four corners to be dragged or moved by
 * keys.
 */
#define JC_TYPE_OUTLINE_EDITOR (jc_outline_editor_get_type ())
G_DECLARE_FINAL_TYPE (JcOutlineEditor, jc_outline_editor, JC, OUTLINE_EDITOR, GtkWidget)

/* @texture: (nullable): the page without its outline, as it lies after @turn (0, 90, 180, 270). */
void jc_outline_editor_set_page (JcOutlineEditor *self,
                                 GdkTexture      *texture,
                                 int              turn);
/* As JcPageView has it; NULL: the whole page. */
void jc_outline_editor_set_quad (JcOutlineEditor *self,
                                 const int       *quad);
/* FALSE: the whole page is kept. */
gboolean jc_outline_editor_get_quad (JcOutlineEditor *self,
                                     int              quad[8]);

G_END_DECLS
