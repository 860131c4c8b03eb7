/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-text-row.h"

G_BEGIN_DECLS

/**
 * JcDateRow: a date that may be typed in many ways, or picked from a calendar.
 */
#define JC_TYPE_DATE_ROW (jc_date_row_get_type ())
G_DECLARE_FINAL_TYPE (JcDateRow, jc_date_row, JC, DATE_ROW, JcTextRow)

GtkWidget *jc_date_row_new (const JcField *field,
                            JcProgramme   *programme);

G_END_DECLS
