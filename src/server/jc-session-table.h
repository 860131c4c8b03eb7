/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-account-table.h"

G_BEGIN_DECLS

/* Tokens are kept as their SHA-256 only: who reads the database cannot log in with it. */

gboolean jc_session_table_add    (JcDatabase  *database,
                                  const char  *token,
                                  const char  *account,
                                  gint64       now_us,
                                  gint64       expires_us,
                                  GError     **error);
gboolean jc_session_table_load   (JcDatabase  *database,
                                  const char  *token,
                                  gint64       now_us,
                                  JcAccount  **account,
                                  GError     **error);
gboolean jc_session_table_remove (JcDatabase  *database,
                                  const char  *token,
                                  GError     **error);
gboolean jc_session_table_remove_account (JcDatabase  *database,
                                          const char  *account,
                                          GError     **error);
gboolean jc_session_table_remove_expired (JcDatabase  *database,
                                          gint64       now_us,
                                          GError     **error);

/* Failed logins. An attempt counts from its beginning, so that many at once do not slip through. */
gboolean jc_attempt_table_begin  (JcDatabase  *database,
                                  const char  *subject,
                                  const char  *attempt,
                                  gint64       now_us,
                                  GError     **error);
/* How many attempts of @subject are younger than @since_us, and when the oldest of them was. */
gboolean jc_attempt_table_count  (JcDatabase  *database,
                                  const char  *subject,
                                  gint64       since_us,
                                  gint64      *n,
                                  gint64      *oldest_us,
                                  GError     **error);
/* It was no failure after all. */
gboolean jc_attempt_table_forget (JcDatabase  *database,
                                  const char  *attempt,
                                  GError     **error);
gboolean jc_attempt_table_remove_old (JcDatabase  *database,
                                      gint64       before_us,
                                      GError     **error);

G_END_DECLS
