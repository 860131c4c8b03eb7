/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcShortcutsWindow: every key of the program, by place. The toolkit's own list of keys is wider than a
 * narrow screen and taller than a low one, and cannot be scrolled.
 */
#define JC_TYPE_SHORTCUTS_WINDOW (jc_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (JcShortcutsWindow, jc_shortcuts_window, JC, SHORTCUTS_WINDOW, AdwWindow)

GtkWidget *jc_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
