/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcChecksRow: several of a list: codes, or ordinals of terms.
 */
#define JC_TYPE_CHECKS_ROW (jc_checks_row_get_type ())
G_DECLARE_FINAL_TYPE (JcChecksRow, jc_checks_row, JC, CHECKS_ROW, AdwExpanderRow)

GtkWidget *jc_checks_row_new (const JcField *field,
                              JcProgramme   *programme);

G_END_DECLS
