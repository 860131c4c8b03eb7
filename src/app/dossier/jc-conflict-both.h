/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* Keeping both values of a conflict within repeated rows: the server's comes into a row of its own. */
#define JC_CONFLICT_BOTH "both"

gboolean   jc_conflict_can_keep_both (const JcKind *kind,
                                      const char   *pointer,
                                      JsonNode     *mine,
                                      JsonNode     *theirs);
/* What has to be added once everything else is decided: (element-type JcConflictAddition). */
GPtrArray *jc_conflict_dup_additions (JcDossier    *dossier,
                                      JsonArray    *conflicts,
                                      GHashTable   *choices) G_GNUC_WARN_UNUSED_RESULT;
JcDossier *jc_conflict_dup_with_both (JcDossier    *dossier,
                                      GPtrArray    *additions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
