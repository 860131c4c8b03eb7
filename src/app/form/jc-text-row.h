/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcTextRow:
 *
 * A line of text. JcDateRow and JcNumberRow are lines of text with something at the end.
 */
#define JC_TYPE_TEXT_ROW (jc_text_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (JcTextRow, jc_text_row, JC, TEXT_ROW, AdwEntryRow)

struct _JcTextRowClass
{
  AdwEntryRowClass parent_class;
};

GtkWidget     *jc_text_row_new           (const JcField *field,
                                          JcProgramme   *programme);
/* For those who derive from it: before anything else. */
void           jc_text_row_set_field     (JcTextRow     *self,
                                          const JcField *field,
                                          JcProgramme   *programme);
const JcField *jc_text_row_get_field     (JcTextRow     *self);

G_END_DECLS
