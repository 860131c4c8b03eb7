/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"
#include "jc-dossier.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcDossierWindow:
 *
 * The work window of one dossier: its task list beside the section, check and submit, history.
 */
#define JC_TYPE_DOSSIER_WINDOW (jc_dossier_window_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierWindow, jc_dossier_window, JC, DOSSIER_WINDOW, AdwApplicationWindow)

JcDossierWindow *jc_dossier_window_new            (JcApplication   *app,
                                                   JcDossier       *dossier,
                                                   JcProgramme     *programme);
const char      *jc_dossier_window_get_dossier_id (JcDossierWindow *self);
/* Goes to a field, a slot, or a section's page. */
void             jc_dossier_window_go_to          (JcDossierWindow *self,
                                                   const char      *pointer);
/* TRUE when a process that is gone had the dossier open. */
gboolean         jc_dossier_window_was_lost       (JcPreferences   *preferences,
                                                   const char      *id);
/* A section's id, or one of the other pages. */
const char *jc_dossier_window_get_page_name (JcDossierWindow *self);

G_END_DECLS
