/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-change-table.h"

#include "jc-table.h"

/* A number becomes visible only after every smaller one: whoever writes a change holds the write
 * lock until it commits. SQLite's BEGIN IMMEDIATE is that lock; an engine with several writers
 * takes one for the feed here. */
static void
assert_feed_is_locked (JcDatabase *database)
{
  g_assert (jc_database_in_transaction (database));
}

/**
 * jc_change_table_add:
 * @database: the server's database, in the transaction that makes the change
 * @change: what changed; its seq is not looked at
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether it stands in the feed
 */
gboolean
jc_change_table_add (JcDatabase *database, const JcChange *change, gint64 now_us, GError **error)
{
  assert_feed_is_locked (database);

  return jc_table_run (database, error,
                       "INSERT INTO changes (kind, ref, revision, deleted, unit, reviewers, at_us)"
                       " VALUES (:kind, :ref, :revision, :deleted, :unit, :reviewers, :now)",
                       JC_TEXT ("kind", change->kind), JC_TEXT ("ref", change->ref),
                       JC_INT ("revision", change->revision), JC_INT ("deleted", change->deleted),
                       JC_TEXT ("unit", change->unit), JC_INT ("reviewers", change->reviewers),
                       JC_INT ("now", now_us), NULL);
}

/**
 * jc_change_table_load_last:
 * @database: the server's database
 * @seq: (out): the last change's number; 0 before the first
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_change_table_load_last (JcDatabase *database, gint64 *seq, GError **error)
{
  return jc_table_count (jc_table_query (database, error,
                                         "SELECT COALESCE(MAX(seq), 0) AS n FROM changes", NULL),
                         seq, error);
}

/* The caller's own unit's changes and everyone's; for reviewers also what they see of others. */
#define FEED_OF_OWN_UNIT                                                                           \
  "SELECT seq, kind, ref, revision, deleted FROM changes"                                          \
  " WHERE seq > :since AND (unit IS NULL OR unit = :unit) ORDER BY seq LIMIT :limit"
#define FEED_OF_OTHERS(which)                                                                      \
  "SELECT seq, kind, ref, revision,"                                                               \
  " CASE WHEN unit IS NULL OR unit = :unit THEN deleted"                                           \
  "      WHEN reviewers = 2 THEN 1 ELSE deleted END AS deleted"                                    \
  " FROM changes WHERE seq > :since"                                                               \
  " AND (unit IS NULL OR unit = :unit OR (reviewers > 0" which "))"                                \
  " ORDER BY seq LIMIT :limit"

static const char *
choose_feed (const JcAccount *account)
{
  if (g_str_equal (account->role, "officer") || g_str_equal (account->role, "admin"))
    return FEED_OF_OTHERS ("");
  if (g_str_equal (account->role, "recommender"))
    return FEED_OF_OTHERS (" AND unit IN (SELECT name FROM units WHERE parent = :unit)");

  return FEED_OF_OWN_UNIT;
}

static void
change_free (JcChange *change)
{
  g_free ((char *)change->ref);
  g_free (change);
}

/**
 * jc_change_table_list:
 * @database: the server's database
 * @account: who asks
 * @since: the number after which to begin
 * @limit: how many at most
 * @error: why it failed
 *
 * What reviewers can no longer see is a tombstone to them.
 *
 * Returns: (transfer full) (nullable) (element-type JcChange): oldest first
 */
GPtrArray *
jc_change_table_list (
    JcDatabase *database, const JcAccount *account, gint64 since, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  statement
      = jc_table_query (database, error, choose_feed (account), JC_TEXT ("unit", account->unit),
                        JC_INT ("since", since), JC_INT ("limit", limit), NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      JcChange *change = g_new0 (JcChange, 1);

      change->seq = jc_statement_get_int (statement, "seq");
      change->kind = g_intern_string (jc_statement_get_text (statement, "kind"));
      change->ref = g_strdup (jc_statement_get_text (statement, "ref"));
      change->revision = jc_statement_get_int (statement, "revision");
      change->deleted = jc_statement_get_int (statement, "deleted") != 0;
      g_ptr_array_add (list, change);
    }

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}
