/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-text-row.h"

G_BEGIN_DECLS

/**
 * JcNumberRow: an amount of money or a whole number, with its unit at the end.
 */
#define JC_TYPE_NUMBER_ROW (jc_number_row_get_type ())
G_DECLARE_FINAL_TYPE (JcNumberRow, jc_number_row, JC, NUMBER_ROW, JcTextRow)

GtkWidget *jc_number_row_new (const JcField *field,
                              JcProgramme   *programme);

G_END_DECLS
