/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-sync.h"

G_BEGIN_DECLS

/* Why an item of the outbox still waits: one table of codes, errors and words. */

const char *jc_reason_from_error (const GError *error);
JcSyncError jc_reason_to_error   (const char   *reason);
/* Sets @error to what @reason was made of, in @detail's words (nullable). Always FALSE. */
gboolean    jc_reason_set_error  (const char   *reason,
                                  const char   *detail,
                                  GError      **error);
/* Trying again by itself does not help: a person has to do something first. */
gboolean    jc_reason_is_final   (const char   *reason);
/* Nothing more will come of it: who submits again begins anew. */
gboolean    jc_reason_is_done    (const char   *reason);

G_END_DECLS
