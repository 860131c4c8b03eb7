/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/* What a tile's menu offers, as the page stands now. Made when the menu opens. */
GMenuModel   *jc_page_menu_new       (JcDossierSession *session,
                                      const char       *id,
                                      int               page,
                                      const char       *fetch) G_GNUC_WARN_UNUSED_RESULT;
/* The menu's actions "mark.part-N" and "mark.row", with what is marked now; they act through @widget. */
GSimpleActionGroup *jc_page_menu_dup_marks (GtkWidget        *widget,
                                      JcDossierSession *session,
                                      const char       *id,
                                      int               page) G_GNUC_WARN_UNUSED_RESULT;
/* Slots that can take @id, as targets of "pages.move". @page 0: the whole file. */
GMenuModel   *jc_page_menu_new_slots (JcDossierSession *session,
                                      const char       *id,
                                      int               page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
