/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-key-table.h"

#include "jc-json.h"
#include "jc-table.h"

/**
 * jc_key_table_add:
 * @database: the server's database, whose file only its owner can read
 * @seed: 32 random bytes
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether the key that @seed makes signs from now on
 */
gboolean
jc_key_table_add (JcDatabase *database, GBytes *seed, gint64 now_us, GError **error)
{
  g_autoptr (JcKeyPair) key = jc_key_pair_new_from_seed (seed);

  return jc_table_run (database, error,
                       "INSERT INTO signing_keys (key_id, alg, seed, created_us)"
                       " SELECT :key_id, :alg, :seed, CASE WHEN MAX(created_us) >= :now"
                       " THEN MAX(created_us) + 1 ELSE :now END FROM signing_keys",
                       JC_TEXT ("key_id", key->key_id), JC_TEXT ("alg", JC_SIGNATURE_ALG),
                       JC_BYTES ("seed", seed), JC_INT ("now", now_us), NULL);
}

/**
 * jc_key_table_load:
 * @database: the server's database
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable): the key that signs; NULL when there is none, or with @error
 */
JcKeyPair *
jc_key_table_load (JcDatabase *database, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  g_autoptr (GBytes) seed = NULL;
  gboolean found;

  statement
      = jc_table_query (database, error,
                        "SELECT seed FROM signing_keys ORDER BY created_us DESC, key_id LIMIT 1",
                        NULL);
  if (!jc_table_first (statement, &found, error) || !found)
    return NULL;

  seed = jc_statement_dup_bytes (statement, "seed");

  return jc_key_pair_new_from_seed (seed);
}

/* What @older signs for the key that came after it, so that whoever trusts the one may trust the
 * other: {"vouches_for", "public_key"}, signed. */
static JsonNode *
vouch (JsonObject *newer, JcKeyPair *older)
{
  JsonObject *statement = json_object_new ();
  g_autoptr (JsonNode) node = jc_json_new_object (statement);

  json_object_set_string_member (statement, "vouches_for",
                                 jc_json_get_string (newer, "key_id", ""));
  json_object_set_string_member (statement, "public_key",
                                 jc_json_get_string (newer, "public_key", ""));

  return jc_signature_sign (node, older);
}

/**
 * jc_key_table_list:
 * @database: the server's database
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable): [{"key_id", "alg", "public_key", "vouched_by"}], newest
 * first; "vouched_by" is signed by the key before and is missing from the oldest
 */
JsonNode *
jc_key_table_list (JcDatabase *database, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  g_autoptr (JsonArray) keys = json_array_new ();
  GError     *step_error = NULL;
  JsonObject *newer = NULL;
  JsonNode   *node;

  statement
      = jc_table_query (database, error,
                        "SELECT seed FROM signing_keys ORDER BY created_us DESC, key_id", NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      g_autoptr (GBytes) seed = jc_statement_dup_bytes (statement, "seed");
      g_autoptr (JcKeyPair) key = jc_key_pair_new_from_seed (seed);

      if (newer != NULL)
        json_object_set_member (newer, "vouched_by", vouch (newer, key));
      node = jc_key_pair_to_public_json (key);
      newer = json_node_get_object (node);
      json_array_add_element (keys, node);
    }

  if (!jc_table_finish (step_error, error))
    return NULL;

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&keys));

  return node;
}

/**
 * jc_setting_table_set:
 * @database: the server's database
 * @name: the setting's name
 * @setting: its value
 * @error: why it failed
 *
 * Returns: whether it is set
 */
gboolean
jc_setting_table_set (JcDatabase *database, const char *name, const char *setting, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO server_settings (name, setting) VALUES (:name, :setting)"
                       " ON CONFLICT (name) DO UPDATE SET setting = excluded.setting",
                       JC_TEXT ("name", name), JC_TEXT ("setting", setting), NULL);
}

/**
 * jc_setting_table_load:
 * @database: the server's database
 * @name: the setting's name
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable): its value; NULL when it is not set, or with @error
 */
char *
jc_setting_table_load (JcDatabase *database, const char *name, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  statement
      = jc_table_query (database, error, "SELECT setting FROM server_settings WHERE name = :name",
                        JC_TEXT ("name", name), NULL);
  if (!jc_table_first (statement, &found, error) || !found)
    return NULL;

  return g_strdup (jc_statement_get_text (statement, "setting"));
}

/**
 * jc_counter_table_next:
 * @database: the server's database, in a transaction
 * @name: the counter's name
 * @n: (out): its new value
 * @error: why it failed
 *
 * Returns: whether it was counted
 */
gboolean
jc_counter_table_next (JcDatabase *database, const char *name, gint64 *n, GError **error)
{
  g_assert (jc_database_in_transaction (database));

  if (!jc_table_run (database, error,
                     "INSERT INTO counters (name, n) VALUES (:name, 1)"
                     " ON CONFLICT (name) DO UPDATE SET n = counters.n + 1",
                     JC_TEXT ("name", name), NULL))
    return FALSE;

  return jc_table_count (jc_table_query (database, error,
                                         "SELECT n FROM counters WHERE name = :name",
                                         JC_TEXT ("name", name), NULL),
                         n, error);
}
