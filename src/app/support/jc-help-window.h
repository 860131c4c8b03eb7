/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcHelpWindow: the help page of one screen: what it is for, and what is good to know there.
 */
#define JC_TYPE_HELP_WINDOW (jc_help_window_get_type ())
G_DECLARE_FINAL_TYPE (JcHelpWindow, jc_help_window, JC, HELP_WINDOW, AdwWindow)

/* @place: "home", "conflict", or a page of a dossier's window. */
GtkWidget *jc_help_window_new (GtkWindow  *parent,
                               const char *place);

G_END_DECLS
