/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcLongTextRow: paragraphs, with their label above.
 */
#define JC_TYPE_LONG_TEXT_ROW (jc_long_text_row_get_type ())
G_DECLARE_FINAL_TYPE (JcLongTextRow, jc_long_text_row, JC, LONG_TEXT_ROW, AdwPreferencesRow)

GtkWidget *jc_long_text_row_new (const JcField *field);

G_END_DECLS
