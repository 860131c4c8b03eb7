/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

/**
 * jc_library_set_setting:
 * @value: (nullable): %NULL removes
 */
gboolean
jc_library_set_setting (JcLibrary *self, const char *name, const char *value, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  if (value == NULL)
    statement = jc_library_prepare (self, "DELETE FROM setting WHERE name = :name", error);
  else
    statement = jc_library_prepare (self,
                                    "INSERT INTO setting (name, value) VALUES (:name, :value)"
                                    " ON CONFLICT (name) DO UPDATE SET value = :value",
                                    error);
  if (statement == NULL)
    return FALSE;

  jc_statement_bind_text (statement, "name", name);
  if (value != NULL)
    jc_statement_bind_text (statement, "value", value);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_dup_setting:
 *
 * Returns: (transfer full) (nullable): %NULL without error when it is not set
 */
char *
jc_library_dup_setting (JcLibrary *self, const char *name, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  statement = jc_library_prepare (self, "SELECT value FROM setting WHERE name = :name", error);
  if (statement == NULL)
    return NULL;

  jc_statement_bind_text (statement, "name", name);
  return jc_library_step (self, statement, error)
             ? g_strdup (jc_statement_get_text (statement, "value"))
             : NULL;
}
