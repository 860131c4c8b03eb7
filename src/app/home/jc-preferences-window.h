/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcPreferencesWindow:
 *
 * What a person chooses for this computer; every choice holds at once.
 */
#define JC_TYPE_PREFERENCES_WINDOW (jc_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (JcPreferencesWindow, jc_preferences_window, JC, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *jc_preferences_window_new (GtkWindow *parent);

G_END_DECLS
