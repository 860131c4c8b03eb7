/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be called before @widget is hidden or removed by whoever puts the focus somewhere itself. */
void jc_focus_leave (GtkWidget *widget);

G_END_DECLS
