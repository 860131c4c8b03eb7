/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-unit-table.h"

#include "jc-table.h"
#include "jc-text.h"

static gboolean
add_missing (JcDatabase *database, const char *name, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO units (name, parent) VALUES (:name, NULL)"
                       " ON CONFLICT (name) DO NOTHING",
                       JC_TEXT ("name", name), NULL);
}

/**
 * jc_unit_table_ensure:
 * @database: the server's database, in a transaction
 * @name: a unit
 * @parent: (nullable): the unit that recommends it; NULL leaves what is known
 * @error: JC_STORE_ERROR_CONSTRAINT when another unit is known as its parent
 *
 * Returns: whether the unit exists now with that parent
 */
gboolean
jc_unit_table_ensure (JcDatabase *database, const char *name, const char *parent, GError **error)
{
  if (!add_missing (database, name, error))
    return FALSE;
  if (parent == NULL)
    return TRUE;
  if (!add_missing (database, parent, error)
      || !jc_table_run (database, error,
                        "UPDATE units SET parent = :parent WHERE name = :name"
                        " AND (parent IS NULL OR parent = :same)",
                        JC_TEXT ("parent", parent), JC_TEXT ("name", name),
                        JC_TEXT ("same", parent), NULL))
    return FALSE;

  if (jc_database_get_n_changes (database) == 1)
    return TRUE;

  return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CONSTRAINT,
                       "单位“%s”已有别的推荐单位。先用 unit list 查看，再写同一个 --parent。",
                       "The unit “%s” has another recommending unit. Look it up with unit list and "
                       "give the same --parent.",
                       name);
}

/**
 * jc_unit_table_has:
 * @database: the server's database
 * @name: a unit
 * @found: (out): whether it exists
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_unit_table_has (JcDatabase *database, const char *name, gboolean *found, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  statement = jc_table_query (database, error, "SELECT name FROM units WHERE name = :name",
                              JC_TEXT ("name", name), NULL);

  return jc_table_first (statement, found, error);
}

/**
 * jc_unit_table_is_parent:
 * @database: the server's database
 * @parent: a unit
 * @child: another
 * @is_parent: (out): whether @parent recommends @child
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_unit_table_is_parent (JcDatabase *database,
                         const char *parent,
                         const char *child,
                         gboolean   *is_parent,
                         GError    **error)
{
  g_autoptr (JcStatement) statement = NULL;

  statement = jc_table_query (database, error,
                              "SELECT name FROM units WHERE name = :child AND parent = :parent",
                              JC_TEXT ("child", child), JC_TEXT ("parent", parent), NULL);

  return jc_table_first (statement, is_parent, error);
}

/**
 * jc_unit_table_list:
 * @database: the server's database
 * @error: why it failed
 *
 * Returns: (transfer full) (element-type GStrv): name, parent or "", number of accounts; by name
 */
GPtrArray *
jc_unit_table_list (JcDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  statement = jc_table_query (database, error,
                              "SELECT u.name AS name, u.parent AS parent, COUNT(a.name) AS n"
                              " FROM units u LEFT JOIN accounts a ON a.unit = u.name"
                              " GROUP BY u.name, u.parent ORDER BY u.name",
                              NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      const char *parent = jc_statement_get_text (statement, "parent");
      GStrv       row = g_new0 (char *, 4);

      row[0] = g_strdup (jc_statement_get_text (statement, "name"));
      row[1] = g_strdup (parent != NULL ? parent : "");
      row[2] = g_strdup_printf ("%" G_GINT64_FORMAT, jc_statement_get_int (statement, "n"));
      g_ptr_array_add (list, row);
    }

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}
