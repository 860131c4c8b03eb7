/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field-row.h"

G_BEGIN_DECLS

/**
 * JcDerivedRow: a value that follows from others, or that somebody else fills in: to be read only.
 */
#define JC_TYPE_DERIVED_ROW (jc_derived_row_get_type ())
G_DECLARE_FINAL_TYPE (JcDerivedRow, jc_derived_row, JC, DERIVED_ROW, AdwActionRow)

/* @origin: (nullable): what it follows from, in words. */
GtkWidget *jc_derived_row_new        (const JcField *field,
                                      JcProgramme   *programme,
                                      const char    *origin);
/* Labels of the fields that @field's derivation reads; NULL when it reads none. */
char      *jc_derived_row_dup_origin (const JcKind  *kind,
                                      const JcField *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
