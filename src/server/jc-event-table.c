/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-event-table.h"

#include "jc-json.h"
#include "jc-table.h"

/**
 * jc_event_table_add:
 * @database: the server's database
 * @dossier: a dossier's id
 * @event: a chained record, see jc_event_new_chained ()
 * @error: JC_STORE_ERROR_CONSTRAINT when there is an event of that number
 *
 * Returns: whether it was added
 */
gboolean
jc_event_table_add (JcDatabase *database, const char *dossier, JsonNode *event, GError **error)
{
  JsonObject      *object = json_node_get_object (event);
  g_autofree char *record = jc_json_to_canonical (event);

  return jc_table_run (database, error,
                       "INSERT INTO events (dossier, seq, hash, record)"
                       " VALUES (:dossier, :seq, :hash, :record)",
                       JC_TEXT ("dossier", dossier),
                       JC_INT ("seq", jc_json_get_int (object, "seq", 0)),
                       JC_TEXT ("hash", jc_json_get_string (object, "hash", NULL)),
                       JC_TEXT ("record", record), NULL);
}

/**
 * jc_event_table_load_last:
 * @database: the server's database
 * @dossier: a dossier's id
 * @seq: (out): the last event's number; 0 before the first
 * @hash: (out) (transfer full): its hash; "" before the first
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_event_table_load_last (
    JcDatabase *database, const char *dossier, gint64 *seq, char **hash, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *seq = 0;
  *hash = NULL;
  statement = jc_table_query (database, error,
                              "SELECT seq, hash FROM events WHERE dossier = :dossier"
                              " ORDER BY seq DESC LIMIT 1",
                              JC_TEXT ("dossier", dossier), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found)
    *seq = jc_statement_get_int (statement, "seq");
  *hash = g_strdup (found ? jc_statement_get_text (statement, "hash") : "");

  return TRUE;
}

/**
 * jc_event_table_list:
 * @database: the server's database
 * @dossier: a dossier's id
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable): array of its events, oldest first
 */
JsonNode *
jc_event_table_list (JcDatabase *database, const char *dossier, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  g_autoptr (JsonArray) array = json_array_new ();
  GError   *step_error = NULL;
  JsonNode *node;

  statement = jc_table_query (database, error,
                              "SELECT record FROM events WHERE dossier = :dossier ORDER BY seq",
                              JC_TEXT ("dossier", dossier), NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      JsonNode *event = jc_json_parse (jc_statement_get_text (statement, "record"), -1, error);

      if (event == NULL)
        return NULL;
      json_array_add_element (array, event);
    }

  if (!jc_table_finish (step_error, error))
    return NULL;

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&array));

  return node;
}
