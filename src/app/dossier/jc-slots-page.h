/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcSlotsPage: what is to be attached, and what of it is there.
 */
#define JC_TYPE_SLOTS_PAGE (jc_slots_page_get_type ())
G_DECLARE_FINAL_TYPE (JcSlotsPage, jc_slots_page, JC, SLOTS_PAGE, GtkWidget)

GtkWidget *jc_slots_page_new (JcDossierSession *session);

G_END_DECLS
