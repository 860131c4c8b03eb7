/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-signature.h"

G_BEGIN_DECLS

/* The server's signing keys (the newest signs) and its few settings. */

gboolean   jc_key_table_add      (JcDatabase  *database,
                                  GBytes      *seed,
                                  gint64       now_us,
                                  GError     **error);
/* NULL when there is none, or with @error. */
JcKeyPair *jc_key_table_load     (JcDatabase  *database,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Array of public keys, also of those that no longer sign. */
JsonNode  *jc_key_table_list     (JcDatabase  *database,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   jc_setting_table_set  (JcDatabase  *database,
                                  const char  *name,
                                  const char  *setting,
                                  GError     **error);
/* NULL when it is not set, or with @error. */
char      *jc_setting_table_load (JcDatabase  *database,
                                  const char  *name,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* One more than last time, beginning with 1; in a transaction, so that no number is given twice
   or lost. */
gboolean   jc_counter_table_next (JcDatabase  *database,
                                  const char  *name,
                                  gint64      *n,
                                  GError     **error);

G_END_DECLS
