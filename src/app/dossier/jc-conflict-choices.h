/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-preferences.h"

G_BEGIN_DECLS

/* What was chosen in a conflict and is not yet settled: leaving early keeps it. */
void jc_conflict_choices_load (JcPreferences *preferences,
                               const char    *dossier,
                               GHashTable    *choices);
void jc_conflict_choices_save (JcPreferences *preferences,
                               const char    *dossier,
                               GHashTable    *choices);

G_END_DECLS
