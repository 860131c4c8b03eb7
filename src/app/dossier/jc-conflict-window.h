/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/**
 * JcConflictWindow:
 *
 * What both sides of one dossier changed, side by side; a person chooses, nothing is chosen beforehand.
 * Leaving early keeps what was chosen.
 */
#define JC_TYPE_CONFLICT_WINDOW (jc_conflict_window_get_type ())
G_DECLARE_FINAL_TYPE (JcConflictWindow, jc_conflict_window, JC, CONFLICT_WINDOW, AdwApplicationWindow)

/* Opens the dossier's, or raises it. */
void jc_conflict_window_open (JcApplication *app,
                              const char    *dossier);

G_END_DECLS
