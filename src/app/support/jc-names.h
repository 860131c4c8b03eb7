/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes the underscores of mnemonics out of the accessible names of all buttons at or under @widget. */
void jc_names_clean (GtkWidget *widget);

G_END_DECLS
