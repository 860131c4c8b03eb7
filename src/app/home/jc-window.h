/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/**
 * JcWindow:
 *
 * Home: the places that the account's roles open, and their lists.
 */
#define JC_TYPE_WINDOW (jc_window_get_type ())
G_DECLARE_FINAL_TYPE (JcWindow, jc_window, JC, WINDOW, AdwApplicationWindow)

JcWindow *jc_window_new        (JcApplication *app);
/* "dossiers", "attention", "sync" */
void      jc_window_show_place (JcWindow      *self,
                                const char    *place);

G_END_DECLS
