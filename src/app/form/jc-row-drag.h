/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @dragged was let go over @target, a row of the same list. */
typedef void (*JcRowDropped) (GtkWidget *dragged,
                              GtkWidget *target,
                              gpointer   user_data);

void jc_row_drag_add (GtkWidget   *row,
                      GtkWidget   *handle,
                      JcRowDropped dropped_cb,
                      gpointer     user_data);

G_END_DECLS
