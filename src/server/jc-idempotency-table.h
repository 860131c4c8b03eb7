/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/**
 * JcStoredAnswer:
 * @request_hash: of the request that was answered
 * @etag: (nullable)
 * @body: JSON text
 *
 * What the first of several equal requests was answered.
 */
typedef struct
{
  char   *request_hash;
  gint64  status;
  char   *etag;
  char   *body;
} JcStoredAnswer;

void     jc_stored_answer_free         (JcStoredAnswer       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcStoredAnswer, jc_stored_answer_free)

gboolean jc_idempotency_table_load     (JcDatabase           *database,
                                        const char           *account,
                                        const char           *key,
                                        JcStoredAnswer      **answer,
                                        GError              **error);
/* In the transaction of the effect: of two equal requests at once, one fails on the key and rolls
   back. */
gboolean jc_idempotency_table_add      (JcDatabase           *database,
                                        const char           *account,
                                        const char           *key,
                                        const JcStoredAnswer *answer,
                                        gint64                now_us,
                                        GError              **error);
gboolean jc_idempotency_table_remove_old (JcDatabase         *database,
                                          gint64              before_us,
                                          GError            **error);

G_END_DECLS
