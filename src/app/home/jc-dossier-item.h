/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-library.h"

G_BEGIN_DECLS

/**
 * JcDossierItem:
 *
 * One dossier as a list shows it: what the library keeps for lists, and its words.
 *
 * Signal: "changed": the row behind it was replaced.
 */
#define JC_TYPE_DOSSIER_ITEM (jc_dossier_item_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierItem, jc_dossier_item, JC, DOSSIER_ITEM, GObject)

/* Takes @row. @kind: what it is, in words. */
JcDossierItem      *jc_dossier_item_new            (JcDossierRow  *row,
                                                    const char    *kind);
void                jc_dossier_item_take           (JcDossierItem *self,
                                                    JcDossierItem *newer);

const JcDossierRow *jc_dossier_item_get_row        (JcDossierItem *self);
const char         *jc_dossier_item_get_id         (JcDossierItem *self);
/* Never empty. */
const char         *jc_dossier_item_get_title      (JcDossierItem *self);
const char         *jc_dossier_item_get_kind       (JcDossierItem *self);
/* How far it is: "2 still missing". */
char               *jc_dossier_item_dup_state      (JcDossierItem *self) G_GNUC_WARN_UNUSED_RESULT;
const char         *jc_dossier_item_get_state_icon (JcDossierItem *self);
/* "error", "warning", "success"; NULL for none. */
const char         *jc_dossier_item_get_state_class (JcDossierItem *self);
/* Where it lies: "Not sent". */
const char         *jc_dossier_item_get_sync       (JcDossierItem *self);
const char         *jc_dossier_item_get_sync_icon  (JcDossierItem *self);

/* Returned, or changed on both sides: somebody has to do something. */
gboolean            jc_dossier_item_needs_attention (JcDossierItem *self);
gboolean            jc_dossier_item_was_submitted  (JcDossierItem *self);
/* @query: casefolded; words of the title, kind and state, or initials of the title's pinyin. */
gboolean            jc_dossier_item_matches        (JcDossierItem *self,
                                                    const char    *query);

/* A state's word ("submitted"), for any place that names it. */
const char         *jc_dossier_state_get_word      (const char    *state);

G_END_DECLS
