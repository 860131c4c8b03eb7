/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcSectionPage:
 *
 * One section of a dossier's form, drawn from the definition: what is in view first, the rest while
 * nothing else is to be done.
 *
 * Signal: "row-removed" (string words).
 */
#define JC_TYPE_SECTION_PAGE (jc_section_page_get_type ())
G_DECLARE_FINAL_TYPE (JcSectionPage, jc_section_page, JC, SECTION_PAGE, GtkWidget)

GtkWidget  *jc_section_page_new         (JcDossierSession *session,
                                         const JcSection  *section);
const char *jc_section_page_get_section (JcSectionPage    *self);
/* Focuses the field at @pointer; FALSE when it is not on this page or not shown. */
gboolean    jc_section_page_go_to       (JcSectionPage    *self,
                                         const char       *pointer);
/* Focuses the first field that is not done, else the first one. */
void        jc_section_page_start       (JcSectionPage    *self);
/* The field that has the focus; NULL: none. */
char       *jc_section_page_dup_focused (JcSectionPage    *self) G_GNUC_WARN_UNUSED_RESULT;
double      jc_section_page_get_scroll  (JcSectionPage    *self);
void        jc_section_page_set_scroll  (JcSectionPage    *self,
                                         double            position);

G_END_DECLS
