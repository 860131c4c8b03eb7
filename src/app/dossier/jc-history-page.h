/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcHistoryPage: earlier versions of the open dossier, any of which can be brought back.
 */
#define JC_TYPE_HISTORY_PAGE (jc_history_page_get_type ())
G_DECLARE_FINAL_TYPE (JcHistoryPage, jc_history_page, JC, HISTORY_PAGE, GtkWidget)

GtkWidget *jc_history_page_new (JcDossierSession *session);

G_END_DECLS
