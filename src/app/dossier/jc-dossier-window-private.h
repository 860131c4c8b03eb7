/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-dossier-window.h"

G_BEGIN_DECLS

/* What the files of the dossier window share. */

#define JC_PAGE_SLOTS "slots"
#define JC_PAGE_CHECK "check"
#define JC_PAGE_HISTORY "history"
#define JC_PAGE_RECEIPT "receipt"

JcDossierSession *jc_dossier_window_get_session   (JcDossierWindow *self);
GtkWidget        *jc_dossier_window_get_page      (JcDossierWindow *self);
const char       *jc_dossier_window_get_page_name (JcDossierWindow *self);
/* Shows a section's page by its id, or one of those above. */
void              jc_dossier_window_show_page     (JcDossierWindow *self,
                                                   const char      *name);
/* The next (@by 1) or previous (@by -1) line of the task list. */
void              jc_dossier_window_step          (JcDossierWindow *self,
                                                   int              by);
void              jc_dossier_window_toast         (JcDossierWindow *self,
                                                   const char      *words,
                                                   gboolean         offer_undo);
void              jc_dossier_window_toggle_list   (JcDossierWindow *self);
void              jc_dossier_window_go_back       (JcDossierWindow *self);
void              jc_dossier_window_open_jump     (JcDossierWindow *self);
void              jc_dossier_window_next_pane     (JcDossierWindow *self);

/* jc-dossier-actions.c */
void              jc_dossier_actions_add          (JcDossierWindow *self);
void              jc_dossier_actions_update       (JcDossierWindow *self);

/* jc-dossier-marks.c: what is remembered of a dossier's window, and whether one was lost. */
void              jc_dossier_marks_opened         (JcPreferences   *preferences,
                                                   const char      *id);
void              jc_dossier_marks_closed         (JcPreferences   *preferences,
                                                   const char      *id);
void              jc_dossier_marks_save           (JcPreferences   *preferences,
                                                   const char      *id,
                                                   GtkWindow       *window,
                                                   const char      *page,
                                                   double           scroll);
char             *jc_dossier_marks_restore        (JcPreferences   *preferences,
                                                   const char      *id,
                                                   GtkWindow       *window,
                                                   double          *scroll) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
