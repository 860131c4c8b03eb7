/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"
#include "jc-submission-table.h"

G_BEGIN_DECLS

/* How dossiers and submissions look in answers. */

JsonNode *jc_dossier_answer_new            (JcService                *service,
                                            const JcDossierRecord    *record,
                                            GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_dossier_answer_new_list       (GPtrArray                *records,
                                            guint                     limit) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_dossier_answer_new_submission (JcService                *service,
                                            const JcSubmissionRecord *submission,
                                            GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
