/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How large a handle is for whoever takes hold of it. */
#define JC_OUTLINE_HANDLE_SIZE 36

/**
 * JcOutlineHandle:
 *
 * One corner of an outline, which the arrow keys move; Shift in large steps, Control in small ones.
 *
 * Signal: "moved" (int right, int down): by so many parts of JC_VIEW_WHOLE
 */
#define JC_TYPE_OUTLINE_HANDLE (jc_outline_handle_get_type ())
G_DECLARE_FINAL_TYPE (JcOutlineHandle, jc_outline_handle, JC, OUTLINE_HANDLE, GtkWidget)

GtkWidget *jc_outline_handle_new     (const char      *label);
/* In parts of JC_VIEW_WHOLE, for who cannot see it. */
void       jc_outline_handle_set_place (JcOutlineHandle *self,
                                        int              x,
                                        int              y);

G_END_DECLS
