/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-conflict-choices.h"

#include "jc-json.h"

#define GROUP "conflicts"

/**
 * jc_conflict_choices_load:
 * @preferences: where they are remembered
 * @dossier: a dossier's id
 * @choices: (element-type utf8 utf8): takes pointer → side
 */
void
jc_conflict_choices_load (JcPreferences *preferences, const char *dossier, GHashTable *choices)
{
  g_autofree char *text = jc_preferences_dup_string (preferences, GROUP, dossier, "{}");
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, NULL);
  JsonObject    *object = jc_json_as_object (node);
  JsonObjectIter iter;
  const char    *pointer;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &pointer, NULL))
    g_hash_table_insert (choices, g_strdup (pointer),
                         g_strdup (jc_json_get_string (object, pointer, "mine")));
}

/**
 * jc_conflict_choices_save:
 * @preferences: where they are remembered
 * @dossier: a dossier's id
 * @choices: (element-type utf8 utf8): pointer → side; an empty one is forgotten
 */
void
jc_conflict_choices_save (JcPreferences *preferences, const char *dossier, GHashTable *choices)
{
  g_autoptr (JsonNode) node = json_node_init (json_node_alloc (), JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  GHashTableIter   iter;
  gpointer         pointer;
  gpointer         side;

  if (g_hash_table_size (choices) == 0)
    {
      jc_preferences_remove (preferences, GROUP, dossier);
      return;
    }

  json_node_take_object (node, json_object_new ());
  g_hash_table_iter_init (&iter, choices);
  while (g_hash_table_iter_next (&iter, &pointer, &side))
    json_object_set_string_member (json_node_get_object (node), pointer, side);
  text = jc_json_to_canonical (node);
  jc_preferences_set_string (preferences, GROUP, dossier, text);
}
