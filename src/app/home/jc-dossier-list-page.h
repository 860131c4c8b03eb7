/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-home-model.h"

G_BEGIN_DECLS

/**
 * JcDossierListPage:
 *
 * A place of Home that lists dossiers: all of them, or those that wait for this person.
 *
 * Properties: "attention" (boolean, construct only).
 * Signal: "search-ended": the person left searching; everything is shown again.
 */
#define JC_TYPE_DOSSIER_LIST_PAGE (jc_dossier_list_page_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierListPage, jc_dossier_list_page, JC, DOSSIER_LIST_PAGE, AdwBin)

void jc_dossier_list_page_set_model  (JcDossierListPage *self,
                                      JcHomeModel       *model);
/* For the window's search button and Ctrl+F. */
void jc_dossier_list_page_set_search (JcDossierListPage *self,
                                      gboolean           is_searching);
/* Where the first keystroke should land. */
void jc_dossier_list_page_focus      (JcDossierListPage *self);

G_END_DECLS
