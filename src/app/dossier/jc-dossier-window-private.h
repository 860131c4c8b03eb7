/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-notices.h"
#include "jc-dossier-pages.h"
#include "jc-dossier-session.h"
#include "jc-dossier-window.h"
#include "jc-page-reader.h"
#include "jc-task-row.h"

G_BEGIN_DECLS

/* What the files of the dossier window share. */

struct _JcDossierWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet      *leaflet;
  GtkWidget       *list_pane;
  GtkWidget       *content_pane;
  GtkScrolledWindow *tasks_scroller;
  GtkListBox      *tasks;
  GtkLabel        *done_label;
  GtkProgressBar  *done_bar;
  AdwWindowTitle  *window_title;
  GtkMenuButton   *jump_button;
  JcDossierNotices *notices;
  GtkStack        *pages;
  GtkWidget       *bottom_bar;
  GtkLabel        *position_label;

  JcDossierSession *session;
  JcPageReader     *reader;
  GCancellable     *cancellable;
  gboolean          closing;      /* asked to close, still saving */
  gboolean          close_failed; /* the last save before closing did not work */
};

JcDossierSession *jc_dossier_window_get_session   (JcDossierWindow *self);
GtkWidget        *jc_dossier_window_get_page      (JcDossierWindow *self);
/* Shows a section's page by its id, or one of those above. */
void              jc_dossier_window_show_page     (JcDossierWindow *self,
                                                   const char      *name);
void              jc_dossier_window_enter         (JcDossierWindow *self,
                                                   JcTaskRow       *task);
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

/* jc-dossier-closing.c: saves first; TRUE: the window stays for now. */
gboolean          jc_dossier_closing_begin        (JcDossierWindow *self);
/* Keeps what the window looks like for the next time. */
void              jc_dossier_closing_remember     (JcDossierWindow *self);

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
