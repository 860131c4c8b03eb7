/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcChoiceRow: one code of a short list, or none.
 */
#define JC_TYPE_CHOICE_ROW (jc_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (JcChoiceRow, jc_choice_row, JC, CHOICE_ROW, AdwComboRow)

/* How many codes a person takes in at one look; a longer list is searched. */
#define JC_CHOICE_ROW_MAX 12

GtkWidget *jc_choice_row_new (const JcField *field,
                              JcCodeList    *codes);

G_END_DECLS
