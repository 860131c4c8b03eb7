/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be called before @widget is hidden or removed by whoever puts the focus somewhere itself. */
void jc_focus_leave (GtkWidget *widget);

/* For GtkWidgetClass.focus of a row that only speaks. A list hands the focus to the very next row and gives up when
 * that one has no use for it, so it hands it on. */
gboolean jc_focus_pass_on (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
