/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-item.h"

G_BEGIN_DECLS

/* Deletes the dossier and offers to take it back, in the AdwToastOverlay around @widget. One that was
 * submitted stays, and that is said. */
void jc_dossier_removal_start (JcDossierItem *item,
                               GtkWidget     *widget);

G_END_DECLS
