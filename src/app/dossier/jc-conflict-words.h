/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-programme.h"

G_BEGIN_DECLS

/* How the place and the sides of a conflict are read. */

/* "Mobile phone"; "Honours, row 3: Year"; "Attachment: Identity card". */
char *jc_conflict_dup_label (const JcKind *kind,
                             const char   *pointer,
                             JsonNode     *value) G_GNUC_WARN_UNUSED_RESULT;
/* "0431-8888 1234"; "Nothing" for what is not there. */
char *jc_conflict_dup_value (const JcKind *kind,
                             const char   *pointer,
                             JsonNode     *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
