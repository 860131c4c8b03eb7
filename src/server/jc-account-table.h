/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/**
 * JcAccount:
 * @role: "applicant", "recommender", "expert", "officer" or "admin"
 * @unit: whose dossiers it works on
 * @parent: (nullable): the unit that recommends @unit
 * @password: argon2id string, "" when the account is disabled; NULL where it was not asked for
 */
typedef struct
{
  char *name;
  char *role;
  char *unit;
  char *parent;
  char *password;
} JcAccount;

void      jc_account_free       (JcAccount   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcAccount, jc_account_free)

gboolean  jc_account_role_exists (const char *role);
JcAccount *jc_account_read_row  (JcStatement *row) G_GNUC_WARN_UNUSED_RESULT;

gboolean  jc_account_table_add  (JcDatabase  *database,
                                 const char  *name,
                                 const char  *role,
                                 const char  *unit,
                                 const char  *password,
                                 gint64       now_us,
                                 GError     **error);
gboolean  jc_account_table_load (JcDatabase  *database,
                                 const char  *name,
                                 JcAccount  **account,
                                 GError     **error);
/* (element-type JcAccount): by name. */
GPtrArray *jc_account_table_list (JcDatabase *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  jc_account_table_set_password (JcDatabase *database,
                                 const char  *name,
                                 const char  *password,
                                 GError     **error);

G_END_DECLS
