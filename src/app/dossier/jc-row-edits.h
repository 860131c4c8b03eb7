/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-finding.h"

G_BEGIN_DECLS

/* Arithmetic on rows, and on where problems stand in a form. */

/* Each gives the array that takes @rows' place; NULL where no row is left. @rows NULL: no row yet. */
JsonNode *jc_row_edits_dup_added   (JsonNode *rows) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_row_edits_dup_copied  (JsonNode *rows,
                                    guint     position) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_row_edits_dup_removed (JsonNode *rows,
                                    guint     position) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_row_edits_dup_moved   (JsonNode *rows,
                                    guint     from,
                                    guint     to) G_GNUC_WARN_UNUSED_RESULT;

/* The place of the attachments among the sections, behind them. */
#define JC_SECTION_SLOTS "slots"

/* Where a field, or a slot as "slot:ID", stands in the form: greater is further down. What is neither comes
 * after all. */
guint64   jc_problem_order_rank    (const JcKind *kind,
                                    const char   *pointer);
/* The beginning of a section; that of the form for one that is not there. */
guint64   jc_problem_order_section (const JcKind *kind,
                                    const char   *section);
/* The next error or warning of @findings after (before) @rank; NULL: none. */
const JcFinding *jc_problem_order_find (const JcKind *kind,
                                        GPtrArray    *findings,
                                        guint64       rank,
                                        gboolean      forward);

G_END_DECLS
