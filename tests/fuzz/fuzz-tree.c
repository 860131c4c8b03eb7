/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Changes that leave JSON being JSON, so that what lies behind the reader is reached. */

#include "config.h"

#include "fuzz-tree.h"

#include "jc-json.h"

#define MAX_CHANGES 4

static const char *const scalars[] = { "null",
                                       "true",
                                       "false",
                                       "0",
                                       "-1",
                                       "1e308",
                                       "0.5",
                                       "9007199254740992",
                                       "\"\"",
                                       "\"a\"",
                                       "\"匠\"",
                                       "[]",
                                       "{}",
                                       "[[]]",
                                       "\"1\"",
                                       "\"2025-10-09\"",
                                       "\"100㎡\"",
                                       "[1,2]",
                                       "{\"\":1}",
                                       "\"id\"",
                                       "{\"var\":\"\"}" };

static void
collect (JsonNode *node, GPtrArray *nodes)
{
  JsonArray     *array = jc_json_as_array (node);
  JsonObject    *object = jc_json_as_object (node);
  JsonObjectIter iter;
  JsonNode      *member;

  g_ptr_array_add (nodes, node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    collect (json_array_get_element (array, i), nodes);
  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    collect (member, nodes);
}

static JsonNode *
choose (GRand *dice, JsonNode *root)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  collect (root, nodes);

  return g_ptr_array_index (nodes, g_rand_int_range (dice, 0, (gint32)nodes->len));
}

/* A copy of @node with @replacement where @target stands in it. */
static JsonNode *
rebuild (JsonNode *node, JsonNode *target, JsonNode *replacement)
{
  JsonArray     *array = jc_json_as_array (node);
  JsonObject    *object = jc_json_as_object (node);
  JsonNode      *copy;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (node == target || (array == NULL && object == NULL))
    return jc_json_copy (node == target ? replacement : node);
  copy = array != NULL ? jc_json_new_array (json_array_new ())
                       : jc_json_new_object (json_object_new ());
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    json_array_add_element (json_node_get_array (copy),
                            rebuild (json_array_get_element (array, i), target, replacement));
  if (object == NULL)
    return copy;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (json_node_get_object (copy), name,
                            rebuild (member, target, replacement));

  return copy;
}

static const char *
choose_name (GRand *dice, JsonObject *object)
{
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  if (names == NULL)
    return NULL;

  return g_list_nth_data (names, (guint)g_rand_int_range (dice, 0, (gint32)g_list_length (names)));
}

static void
change_object (GRand *dice, JsonObject *object, JsonNode *donor)
{
  JsonObject      *other = jc_json_as_object (choose (dice, donor));
  const char      *name = choose_name (dice, other);
  const char      *own = choose_name (dice, object);
  g_autofree char *going = g_strdup (own);

  if (name != NULL && g_rand_boolean (dice))
    json_object_set_member (object, name, jc_json_copy (json_object_get_member (other, name)));
  else if (going != NULL)
    json_object_remove_member (object, going);
}

static void
change_array (GRand *dice, JsonArray *array, JsonNode *donor)
{
  guint length = json_array_get_length (array);

  if (length > 0 && g_rand_boolean (dice))
    json_array_remove_element (array, (guint)g_rand_int_range (dice, 0, (gint32)length));
  else
    json_array_add_element (array, jc_json_copy (choose (dice, donor)));
}

/* What is to stand in the place of @node. */
static JsonNode *
new_replacement (GRand *dice, JsonNode *node, JsonNode *donor)
{
  JsonNode *changed;

  switch (g_rand_int_range (dice, 0, 3))
    {
    case 0:
      return jc_json_parse (scalars[g_rand_int_range (dice, 0, G_N_ELEMENTS (scalars))], -1, NULL);
    case 1:
      return json_node_ref (choose (dice, donor));
    default:
      changed = jc_json_copy (node);
      if (JSON_NODE_HOLDS_OBJECT (changed))
        change_object (dice, json_node_get_object (changed), donor);
      else if (JSON_NODE_HOLDS_ARRAY (changed))
        change_array (dice, json_node_get_array (changed), donor);
      return changed;
    }
}

char *
jc_fuzz_tree_change (GRand *dice, GBytes *input, GBytes *donor)
{
  gsize       size;
  const char *text = g_bytes_get_data (input, &size);
  g_autoptr (JsonNode) root = jc_json_parse (text, (gssize)size, NULL);
  g_autoptr (JsonNode) other = NULL;

  text = g_bytes_get_data (donor, &size);
  other = jc_json_parse (text, (gssize)size, NULL);
  if (root == NULL || other == NULL)
    return NULL;

  for (int n = g_rand_int_range (dice, 1, MAX_CHANGES + 1); n > 0; n--)
    {
      JsonNode *target = choose (dice, root);
      g_autoptr (JsonNode) replacement = new_replacement (dice, target, other);
      JsonNode *next = rebuild (root, target, replacement);

      json_node_unref (root);
      root = next;
    }

  return jc_json_to_canonical (root);
}
