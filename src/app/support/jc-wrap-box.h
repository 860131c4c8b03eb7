/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcWrapBox:
 *
 * Lays its children beside each other in their natural width, as words stand in lines. Left and Right go
 * from one to the next. It never asks for more width than its widest child has to have.
 */
#define JC_TYPE_WRAP_BOX (jc_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (JcWrapBox, jc_wrap_box, JC, WRAP_BOX, GtkWidget)

/* Before the child at @position, from 0; behind all where there is none. */
void       jc_wrap_box_insert    (JcWrapBox *self,
                                  GtkWidget *child,
                                  guint      position);
void       jc_wrap_box_remove    (JcWrapBox *self,
                                  GtkWidget *child);
/* (nullable) */
GtkWidget *jc_wrap_box_get_child (JcWrapBox *self,
                                  guint      position);

G_END_DECLS
