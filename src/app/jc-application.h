/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-cloud.h"
#include "jc-library-worker.h"
#include "jc-preferences.h"

G_BEGIN_DECLS

/**
 * JcApplication:
 *
 * The program: it owns the library's worker, the sync service behind JcCloud, the preferences and the
 * windows.
 *
 * Signal: "library-changed" (string dossier id; NULL: anything): a dossier was saved, made, removed
 * here or by sync; lists load again.
 */
#define JC_TYPE_APPLICATION (jc_application_get_type ())
G_DECLARE_FINAL_TYPE (JcApplication, jc_application, JC, APPLICATION, AdwApplication)

JcApplication   *jc_application_new               (JcPreferences *preferences);
/* The running one. */
JcApplication   *jc_application_get               (void);

JcLibraryWorker *jc_application_get_worker        (JcApplication *self);
JcCloud         *jc_application_get_cloud         (JcApplication *self);
JcPreferences   *jc_application_get_preferences   (JcApplication *self);

void             jc_application_note_change       (JcApplication *self,
                                                   const char    *dossier);
/* Shows Home, raising it where it is open. */
void             jc_application_show_home         (JcApplication *self);
/* Opens the dossier's window, or raises it. @pointer: (nullable): a field to go to. */
void             jc_application_open_dossier      (JcApplication *self,
                                                   const char    *id,
                                                   const char    *pointer);
/* Makes a dossier and opens it; NULL for the first programme, its first kind. */
void             jc_application_create_dossier    (JcApplication *self,
                                                   const char    *programme,
                                                   const char    *kind);
/* Closes the dossier's window where one is open; it saves first. */
void             jc_application_close_dossier     (JcApplication *self,
                                                   const char    *id);
/* Says that something could not be done, on the active window. */
void             jc_application_show_error        (JcApplication *self,
                                                   const char    *heading,
                                                   const GError  *error);

G_END_DECLS
