/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcCodeRow: one code of a long list, picked in a window of its own.
 */
#define JC_TYPE_CODE_ROW (jc_code_row_get_type ())
G_DECLARE_FINAL_TYPE (JcCodeRow, jc_code_row, JC, CODE_ROW, AdwActionRow)

GtkWidget *jc_code_row_new (const JcField *field,
                            JcCodeList    *codes);

G_END_DECLS
