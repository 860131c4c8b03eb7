/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-dossier.h"

G_BEGIN_DECLS

/**
 * JcSubmissionRecord:
 * @n: 1 for a dossier's first
 * @receipt: the signed receipt
 * @supersedes: the submission that it takes the place of; 0 for none
 *
 * What was handed in, for good: nothing here is ever changed.
 */
typedef struct
{
  JcDossier *dossier;
  gint64     n;
  char      *content_fingerprint;
  char      *fingerprint;
  JsonNode  *receipt;
  gint64     supersedes;
  gint64     received_us;
} JcSubmissionRecord;

void     jc_submission_record_free  (JcSubmissionRecord       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcSubmissionRecord, jc_submission_record_free)

gboolean jc_submission_table_add    (JcDatabase               *database,
                                     const JcSubmissionRecord *record,
                                     GError                  **error);
gboolean jc_submission_table_load   (JcDatabase               *database,
                                     const char               *dossier,
                                     gint64                    n,
                                     JcSubmissionRecord      **record,
                                     GError                  **error);

G_END_DECLS
