/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-invocation.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* FALSE when a row names a member that the definition lacks or calculates. */
gboolean  jc_dossier_fill_check_rows (const JcField *field,
                                      const char    *pointer,
                                      JsonNode      *rows,
                                      GError       **error);
/* A copy in which every row has an id. */
JsonNode *jc_dossier_fill_dup_rows   (JsonNode      *rows) G_GNUC_WARN_UNUSED_RESULT;
int       jc_dossier_fill_run        (JcInvocation  *invocation,
                                      GError       **error);

G_END_DECLS
