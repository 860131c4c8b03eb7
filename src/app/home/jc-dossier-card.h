/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-item.h"

G_BEGIN_DECLS

/**
 * JcDossierCard:
 *
 * One dossier in a list: what it is and how far it is. It is used again for another one as the list
 * scrolls.
 */
#define JC_TYPE_DOSSIER_CARD (jc_dossier_card_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierCard, jc_dossier_card, JC, DOSSIER_CARD, GtkWidget)

GtkWidget     *jc_dossier_card_new      (void);
/* (nullable) */
JcDossierItem *jc_dossier_card_get_item (JcDossierCard *self);
void           jc_dossier_card_set_item (JcDossierCard *self,
                                         JcDossierItem *item);

G_END_DECLS
