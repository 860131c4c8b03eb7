/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-table.h"

static JcStatement *
prepare_bound (JcDatabase *database, const char *sql, va_list args, GError **error)
{
  JcStatement *statement = jc_database_prepare (database, sql, error);
  const char  *name;

  if (statement == NULL)
    return NULL;

  while ((name = va_arg (args, const char *)) != NULL)
    switch ((JcBind)va_arg (args, int))
      {
      case JC_BIND_TEXT:
        jc_statement_bind_text (statement, name, va_arg (args, const char *));
        break;
      case JC_BIND_INT:
        jc_statement_bind_int (statement, name, va_arg (args, gint64));
        break;
      case JC_BIND_BYTES:
        jc_statement_bind_bytes (statement, name, va_arg (args, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }

  return statement;
}

/**
 * jc_table_query:
 * @database: the server's database
 * @error: why the statement could not be prepared
 * @sql: one statement
 * @...: its parameters, see above, and NULL
 *
 * Returns: (transfer full) (nullable): the statement, bound and not yet stepped
 */
JcStatement *
jc_table_query (JcDatabase *database, GError **error, const char *sql, ...)
{
  JcStatement *statement;
  va_list      args;

  va_start (args, sql);
  statement = prepare_bound (database, sql, args, error);
  va_end (args);

  return statement;
}

/**
 * jc_table_run:
 * @database: the server's database
 * @error: why it failed
 * @sql: one statement without rows
 * @...: its parameters and NULL
 *
 * Returns: whether it was done
 */
gboolean
jc_table_run (JcDatabase *database, GError **error, const char *sql, ...)
{
  g_autoptr (JcStatement) statement = NULL;
  va_list args;

  va_start (args, sql);
  statement = prepare_bound (database, sql, args, error);
  va_end (args);

  return statement != NULL && jc_statement_run (statement, error);
}

/**
 * jc_table_first:
 * @statement: (nullable): a statement, or NULL when preparing it had failed
 * @found: (out): whether there is a row, which can then be read
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_table_first (JcStatement *statement, gboolean *found, GError **error)
{
  GError *step_error = NULL;

  *found = FALSE;
  if (statement == NULL)
    return FALSE;

  *found = jc_statement_step (statement, &step_error);

  return jc_table_finish (step_error, error);
}

/**
 * jc_table_finish:
 * @step_error: (transfer full) (nullable): what the last step said
 * @error: receives it
 *
 * Returns: whether the rows ended without failure
 */
gboolean
jc_table_finish (GError *step_error, GError **error)
{
  if (step_error == NULL)
    return TRUE;

  g_propagate_error (error, step_error);

  return FALSE;
}

/**
 * jc_table_count:
 * @statement: (transfer full) (nullable): a query of one number named `n`
 * @n: (out): the number; 0 without a row
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_table_count (JcStatement *statement, gint64 *n, GError **error)
{
  g_autoptr (JcStatement) owned = statement;
  gboolean found;

  *n = 0;
  if (!jc_table_first (owned, &found, error))
    return FALSE;

  if (found)
    *n = jc_statement_get_int (owned, "n");

  return TRUE;
}
