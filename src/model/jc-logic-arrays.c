/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-json.h"

#include <string.h>

/* Evaluates the first argument of a lazy operation; NULL when that is no array or has failed. The
 * array is lent by *@holder. */
static JsonArray *
eval_array (JcLogic *self, const JcLogicCall *call, JsonNode **holder)
{
  *holder = jc_logic_eval_arg (self, call, 0);

  return jc_json_as_array (*holder);
}

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* What the operation's second argument makes of @element, which is all the data it sees. NULL once
 * the evaluation has failed. */
static JsonNode *
eval_body (JcLogic *self, const JcLogicCall *call, JsonNode *element)
{
  return jc_logic_spend (self, 1) ? jc_logic_eval (self, jc_logic_get_arg (call, 1), element)
                                  : NULL;
}

static gboolean
holds_for (JcLogic *self, const JcLogicCall *call, JsonNode *element)
{
  g_autoptr (JsonNode) verdict = eval_body (self, call, element);

  return jc_logic_is_truthy (verdict);
}

static JsonNode *
apply_map (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (JsonNode) holder = NULL;
  JsonArray *array = eval_array (self, call, &holder);
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < get_length (array) && !self->failed; i++)
    {
      JsonNode *element = eval_body (self, call, json_array_get_element (array, i));

      if (element != NULL)
        json_array_add_element (result, element);
    }

  return jc_logic_take_array (self, result);
}

static JsonNode *
apply_filter (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (JsonNode) holder = NULL;
  JsonArray *array = eval_array (self, call, &holder);
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < get_length (array) && !self->failed; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (holds_for (self, call, element))
        json_array_add_element (result, json_node_ref (element));
    }

  return jc_logic_take_array (self, result);
}

static JsonNode *
apply_count (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (JsonNode) holder = NULL;
  JsonArray *array = eval_array (self, call, &holder);
  guint      count = 0;

  if (call->n_args < 2)
    return jc_logic_new_number (get_length (array));

  for (guint i = 0; i < get_length (array) && !self->failed; i++)
    if (holds_for (self, call, json_array_get_element (array, i)))
      count++;

  return jc_logic_new_number (count);
}

static JsonNode *
apply_reduce (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (JsonNode) holder = NULL;
  JsonArray *array = eval_array (self, call, &holder);
  g_autoptr (JsonNode) accumulator = jc_logic_eval_arg (self, call, 2);

  for (guint i = 0; i < get_length (array) && !self->failed; i++)
    {
      g_autoptr (JsonNode) scope = NULL;
      JsonObject *members = json_object_new ();

      json_object_set_member (members, "current",
                              json_node_ref (json_array_get_element (array, i)));
      json_object_set_member (members, "accumulator", g_steal_pointer (&accumulator));
      scope = jc_logic_take_object (self, members);
      accumulator = eval_body (self, call, scope);
    }

  return g_steal_pointer (&accumulator);
}

/* all, none and some: each stops at the first element that decides. Of an empty array or of no
 * array at all, none holds and the others do not. */
static JsonNode *
apply_quantifier (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (JsonNode) holder = NULL;
  JsonArray *array = eval_array (self, call, &holder);
  gboolean   is_all = strcmp (call->name, "all") == 0;
  gboolean   is_some = strcmp (call->name, "some") == 0;

  for (guint i = 0; i < get_length (array) && !self->failed; i++)
    if (holds_for (self, call, json_array_get_element (array, i)) != is_all)
      return jc_logic_new_boolean (is_some);

  return jc_logic_new_boolean (get_length (array) > 0 ? !is_some : !is_all && !is_some);
}

static JsonNode *
apply_merge (JcLogic *self, const JcLogicCall *call)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < call->n_args; i++)
    {
      JsonArray *part = jc_json_as_array (call->args[i]);

      for (guint j = 0; j < get_length (part); j++)
        json_array_add_element (result, json_node_ref (json_array_get_element (part, j)));
      if (part == NULL)
        json_array_add_element (result, json_node_ref (call->args[i]));
    }

  return jc_logic_take_array (self, result);
}

static JsonNode *
apply_in (JcLogic *self, const JcLogicCall *call)
{
  JsonNode        *needle = jc_logic_get_arg (call, 0);
  JsonNode        *hay = jc_logic_get_arg (call, 1);
  JsonArray       *array = jc_json_as_array (hay);
  const char      *text = jc_json_as_string (hay);
  g_autofree char *part = NULL;

  for (guint i = 0; i < get_length (array); i++)
    if (jc_logic_strict_equal (needle, json_array_get_element (array, i)))
      return jc_logic_new_boolean (TRUE);

  /* An empty text holds nothing, not even "": the reference asks for a truthy text first. */
  if (text == NULL || *text == '\0')
    return jc_logic_new_boolean (FALSE);
  part = jc_logic_dup_string (self, needle);

  return jc_logic_new_boolean (strstr (text, part) != NULL);
}

static JsonNode *
apply_distinct (JcLogic *self, const JcLogicCall *call)
{
  JsonArray *array = jc_json_as_array (jc_logic_get_arg (call, 0));
  JsonArray *result = json_array_new ();
  g_autoptr (GTree) seen
      = g_tree_new_full ((GCompareDataFunc)(GCallback)strcmp, NULL, g_free, NULL);

  for (guint i = 0; i < get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      char     *key;

      if (!jc_logic_spend (self, 1 + jc_logic_measure (self, element) / 256))
        break;
      key = jc_json_to_canonical (element);
      if (g_tree_lookup_extended (seen, key, NULL, NULL))
        g_free (key);
      else
        {
          g_tree_insert (seen, key, NULL);
          json_array_add_element (result, json_node_ref (element));
        }
    }

  return jc_logic_take_array (self, result);
}

const JcLogicOperation jc_logic_array_operations[] = {
  { "all", apply_quantifier, TRUE },
  { "count", apply_count, TRUE },
  { "distinct", apply_distinct },
  { "filter", apply_filter, TRUE },
  { "in", apply_in },
  { "map", apply_map, TRUE },
  { "merge", apply_merge },
  { "none", apply_quantifier, TRUE },
  { "reduce", apply_reduce, TRUE },
  { "some", apply_quantifier, TRUE },
  { NULL },
};
