/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcCheckPage:
 *
 * What is still wrong, what each section holds, finalising and submitting.
 *
 * Signal: "go-to" (string pointer), as jc_dossier_window_go_to () takes it; "submitted".
 */
#define JC_TYPE_CHECK_PAGE (jc_check_page_get_type ())
G_DECLARE_FINAL_TYPE (JcCheckPage, jc_check_page, JC, CHECK_PAGE, GtkWidget)

GtkWidget *jc_check_page_new    (JcDossierSession *session);
/* As the button does: with errors left it says so and focuses their list. */
void       jc_check_page_submit (JcCheckPage      *self);

G_END_DECLS
