/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcFieldBlock:
 *
 * One field of one open dossier on the screen: its row, below it hint and counter, below that what is
 * wrong. It ties the three to the session.
 */
#define JC_TYPE_FIELD_BLOCK (jc_field_block_get_type ())
G_DECLARE_FINAL_TYPE (JcFieldBlock, jc_field_block, JC, FIELD_BLOCK, GObject)

/* @pointer: where the value stands, with row positions. */
JcFieldBlock *jc_field_block_new         (JcDossierSession *session,
                                          const JcField    *field,
                                          const char       *pointer);
/* The three rows in their order, to be put into one list. */
GtkWidget    *jc_field_block_get_row     (JcFieldBlock     *self);
GtkWidget    *jc_field_block_get_note    (JcFieldBlock     *self);
GtkWidget    *jc_field_block_get_problem (JcFieldBlock     *self);
const char   *jc_field_block_get_pointer (JcFieldBlock     *self);
gboolean      jc_field_block_grab_focus  (JcFieldBlock     *self);
/* For the key that takes over what a page says: of the field that @focus (nullable) is in. */
gboolean      jc_field_block_take_read   (GtkWidget        *focus);

G_END_DECLS
