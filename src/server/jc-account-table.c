/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-account-table.h"

#include "jc-table.h"

static const char *const roles[]
    = { "applicant", "recommender", "expert", "officer", "admin", NULL };

/**
 * jc_account_free:
 * @self: (transfer full) (nullable): an account
 */
void
jc_account_free (JcAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->role);
  g_free (self->unit);
  g_free (self->parent);
  g_free (self->password);
  g_free (self);
}

/**
 * jc_account_role_exists:
 * @role: (nullable): a role's name
 *
 * Returns: whether accounts can have it
 */
gboolean
jc_account_role_exists (const char *role)
{
  return role != NULL && g_strv_contains (roles, role);
}

/**
 * jc_account_read_row:
 * @row: a statement at a row with name, role, unit, parent and password
 *
 * Returns: (transfer full): that account
 */
JcAccount *
jc_account_read_row (JcStatement *row)
{
  JcAccount *account = g_new0 (JcAccount, 1);

  account->name = g_strdup (jc_statement_get_text (row, "name"));
  account->role = g_strdup (jc_statement_get_text (row, "role"));
  account->unit = g_strdup (jc_statement_get_text (row, "unit"));
  account->parent = g_strdup (jc_statement_get_text (row, "parent"));
  account->password = g_strdup (jc_statement_get_text (row, "password"));

  return account;
}

/**
 * jc_account_table_add:
 * @database: the server's database
 * @name: what the person types to log in
 * @role: one of the five roles
 * @unit: an existing unit
 * @password: argon2id string
 * @now_us: the moment, µs since the Unix epoch
 * @error: JC_STORE_ERROR_CONSTRAINT when the name is taken or the unit unknown
 *
 * Returns: whether the account was made
 */
gboolean
jc_account_table_add (JcDatabase *database,
                      const char *name,
                      const char *role,
                      const char *unit,
                      const char *password,
                      gint64      now_us,
                      GError    **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO accounts (name, role, unit, password, created_us)"
                       " VALUES (:name, :role, :unit, :password, :now)",
                       JC_TEXT ("name", name), JC_TEXT ("role", role), JC_TEXT ("unit", unit),
                       JC_TEXT ("password", password), JC_INT ("now", now_us), NULL);
}

/**
 * jc_account_table_load:
 * @database: the server's database
 * @name: an account's name
 * @account: (out) (transfer full) (nullable): the account; NULL when there is none of that name
 * @error: why the database could not be read
 *
 * Returns: FALSE only when reading failed
 */
gboolean
jc_account_table_load (JcDatabase *database, const char *name, JcAccount **account, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *account = NULL;
  statement = jc_table_query (database, error,
                              "SELECT a.name AS name, a.role AS role, a.unit AS unit,"
                              " u.parent AS parent, a.password AS password"
                              " FROM accounts a JOIN units u ON u.name = a.unit"
                              " WHERE a.name = :name",
                              JC_TEXT ("name", name), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found)
    *account = jc_account_read_row (statement);

  return TRUE;
}

/**
 * jc_account_table_list:
 * @database: the server's database
 * @error: why the database could not be read
 *
 * Returns: (transfer full) (element-type JcAccount): every account, by name
 */
GPtrArray *
jc_account_table_list (JcDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_account_free);
  GError *own_error = NULL;
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT a.name AS name, a.role AS role, a.unit AS unit,"
                        " u.parent AS parent, a.password AS password"
                        " FROM accounts a JOIN units u ON u.name = a.unit ORDER BY a.name",
                        NULL);

  if (statement == NULL)
    return NULL;
  while (jc_statement_step (statement, &own_error))
    g_ptr_array_add (accounts, jc_account_read_row (statement));

  return jc_table_finish (own_error, error) ? g_steal_pointer (&accounts) : NULL;
}

/**
 * jc_account_table_set_password:
 * @database: the server's database
 * @name: an account's name
 * @password: argon2id string; "": nobody signs in with it
 * @error: why the database could not be written
 *
 * Returns: whether it was set
 */
gboolean
jc_account_table_set_password (JcDatabase *database,
                               const char *name,
                               const char *password,
                               GError    **error)
{
  return jc_table_run (database, error,
                       "UPDATE accounts SET password = :password WHERE name = :name",
                       JC_TEXT ("name", name), JC_TEXT ("password", password), NULL);
}
