/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcBooleanRow: a declaration as a switch, or a question as two buttons, neither of which is pressed
 * before it was answered.
 */
#define JC_TYPE_BOOLEAN_ROW (jc_boolean_row_get_type ())
G_DECLARE_FINAL_TYPE (JcBooleanRow, jc_boolean_row, JC, BOOLEAN_ROW, AdwActionRow)

GtkWidget *jc_boolean_row_new (const JcField *field);

G_END_DECLS
