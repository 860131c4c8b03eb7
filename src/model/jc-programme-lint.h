/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-finding.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* Contradictions in a definition that is well-formed: (element-type JcFinding), pointers into the
 * definition itself. Codes: undeclared_field (a rule, sheet, title, message or applies names a field
 * there is none of), unreachable_rule (its `applies` cannot hold, e.g. compares a code field with a code its list lacks, or
 * its at-fields never apply together), loop (derived, applies, required or proposed depend on themselves), window_order,
 * missing_translation (zh or en empty), copies_differ (copies of one document differ and no note says
 * why), dangling_code_list, unknown_operation, duplicate_key, unknown_format, bad_range (minimum over maximum),
 * unknown_route, unknown_slot, unknown_page, unknown_row (a scan of the sample shows or proves what is not
 * there), read_misfit (a fact is held against a field that cannot hold it), unknown_member and wrong_type
 * (against the schema beside the definitions), sample_fails (the sample has errors). */
GPtrArray *jc_programme_lint (JcProgramme *programme) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a definition that jc_programme_new_from_json () may refuse: its error becomes the only
 * finding (code `structure`). */
GPtrArray *jc_programme_lint_json (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
