/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/**
 * JcNewDossierDialog:
 *
 * Asks under which programme to begin, and what to bring along from an earlier dossier.
 */
#define JC_TYPE_NEW_DOSSIER_DIALOG (jc_new_dossier_dialog_get_type ())
G_DECLARE_FINAL_TYPE (JcNewDossierDialog, jc_new_dossier_dialog, JC, NEW_DOSSIER_DIALOG, AdwWindow)

/* Begins a dossier; asks first where there is something to choose. @from: (nullable): the earlier
 * dossier that is proposed. */
void jc_new_dossier_start (JcApplication *app,
                           const char    *from);

G_END_DECLS
