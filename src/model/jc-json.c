/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-json-private.h"

#include <math.h>

/* --- Comparing and copying --- */

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
arrays_equal (JsonArray *a, JsonArray *b)
{
  guint n_elements = json_array_get_length (a);

  if (n_elements != json_array_get_length (b))
    return FALSE;

  for (guint i = 0; i < n_elements; i++)
    if (!jc_json_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
      return FALSE;

  return TRUE;
}

static gboolean
objects_equal (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    if (!json_object_has_member (b, name)
        || !jc_json_equal (value, json_object_get_member (b, name)))
      return FALSE;

  return TRUE;
}

/**
 * jc_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Returns: TRUE when their canonical forms are the same; the order of members and whether a number
 * is held as integer do not count
 */
gboolean
jc_json_equal (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (is_null (a) || is_null (b))
    return is_null (a) && is_null (b);
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (a))
    return arrays_equal (json_node_get_array (a), json_node_get_array (b));
  if (JSON_NODE_HOLDS_OBJECT (a))
    return objects_equal (json_node_get_object (a), json_node_get_object (b));
  if (jc_json_is_number (a) || jc_json_is_number (b))
    return jc_json_is_number (a) && jc_json_is_number (b)
           && json_node_get_double (a) == json_node_get_double (b);
  if (json_node_get_value_type (a) != json_node_get_value_type (b))
    return FALSE;
  if (json_node_get_value_type (a) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (a) == json_node_get_boolean (b);

  return g_strcmp0 (json_node_get_string (a), json_node_get_string (b)) == 0;
}

static JsonNode *
copy_array (JsonArray *array)
{
  guint n_elements = json_array_get_length (array);
  g_autoptr (JsonArray) copy = json_array_sized_new (n_elements);

  for (guint i = 0; i < n_elements; i++)
    json_array_add_element (copy, jc_json_copy (json_array_get_element (array, i)));

  return json_node_init_array (json_node_alloc (), copy);
}

static JsonNode *
copy_object (JsonObject *object)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, jc_json_copy (value));

  return json_node_init_object (json_node_alloc (), copy);
}

/* json_node_copy () would leave the copy of a sealed scalar sealed. */
static JsonNode *
copy_scalar (JsonNode *node)
{
  JsonNode *copy = json_node_alloc ();
  GType     type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return json_node_init_string (copy, json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return json_node_init_boolean (copy, json_node_get_boolean (node));
  if (type == G_TYPE_INT64)
    return json_node_init_int (copy, json_node_get_int (node));

  return json_node_init_double (copy, json_node_get_double (node));
}

/**
 * jc_json_copy:
 * @node: (nullable): a value; NULL is null
 *
 * Returns: (transfer full): a copy that shares nothing with it and may be changed
 */
JsonNode *
jc_json_copy (JsonNode *node)
{
  if (is_null (node))
    return json_node_init_null (json_node_alloc ());
  if (JSON_NODE_HOLDS_ARRAY (node))
    return copy_array (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return copy_object (json_node_get_object (node));

  return copy_scalar (node);
}

/* --- Merge patch --- */

/* Applies the members of @patch to @object, which is ours to change. */
static void
patch_object (JsonObject *object, JsonObject *patch)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init_ordered (&iter, patch);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *target = json_object_get_member (object, name);

      if (is_null (value))
        {
          if (json_object_has_member (object, name))
            json_object_remove_member (object, name);
        }
      else if (target != NULL && JSON_NODE_HOLDS_OBJECT (target) && JSON_NODE_HOLDS_OBJECT (value))
        patch_object (json_node_get_object (target), json_node_get_object (value));
      else
        json_object_set_member (object, name, jc_json_merge_patch (NULL, value));
    }
}

/**
 * jc_json_merge_patch:
 * @target: (nullable): the value to change; NULL where there is none yet
 * @patch: (nullable): what to change, null removing a member; NULL changes nothing
 *
 * Source: RFC 7396 §2.
 *
 * Returns: (transfer full): the changed value, unsealed
 */
JsonNode *
jc_json_merge_patch (JsonNode *target, JsonNode *patch)
{
  g_autoptr (JsonObject) empty = json_object_new ();
  JsonNode *result;

  if (patch == NULL)
    return jc_json_copy (target);
  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return jc_json_copy (patch);

  result = target != NULL && JSON_NODE_HOLDS_OBJECT (target)
               ? jc_json_copy (target)
               : json_node_init_object (json_node_alloc (), empty);
  patch_object (json_node_get_object (result), json_node_get_object (patch));

  return result;
}

/* --- Reading untrusted objects --- */

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * jc_json_get_string:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: (nullable): what to return instead
 *
 * Returns: (nullable): the string in the member, lent by @object; @fallback when there is none
 */
const char *
jc_json_get_string (JsonObject *object, const char *name, const char *fallback)
{
  const char *string = jc_json_as_string (get_member (object, name));

  return string != NULL ? string : fallback;
}

/**
 * jc_json_get_int:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return instead
 *
 * Returns: the whole number in the member; @fallback when it is missing, no number, has a fraction
 * or lies beyond ±2^53
 */
gint64
jc_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_member (object, name);
  double    value = jc_json_as_double (node);

  if (!jc_json_is_number (node) || floor (value) != value
      || fabs (value) > JC_JSON_MAX_SAFE_INTEGER)
    return fallback;

  return (gint64)value;
}

/**
 * jc_json_get_double:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return instead
 *
 * Returns: the number in the member, or @fallback
 */
double
jc_json_get_double (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = get_member (object, name);

  return jc_json_is_number (node) ? json_node_get_double (node) : fallback;
}

/**
 * jc_json_get_boolean:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return instead
 *
 * Returns: the truth value in the member, or @fallback
 */
gboolean
jc_json_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_member (object, name);

  return holds (node, G_TYPE_BOOLEAN) ? json_node_get_boolean (node) : fallback;
}

/**
 * jc_json_get_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the object in the member
 */
JsonObject *
jc_json_get_object (JsonObject *object, const char *name)
{
  return jc_json_as_object (get_member (object, name));
}

/**
 * jc_json_get_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the array in the member
 */
JsonArray *
jc_json_get_array (JsonObject *object, const char *name)
{
  return jc_json_as_array (get_member (object, name));
}

/**
 * jc_json_dup_text:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the words in the member, {"zh", "en"} or a string for both;
 *   NULL when it is missing, neither of these, or an object without either language
 */
JcText *
jc_json_dup_text (JsonObject *object, const char *name)
{
  JsonNode   *node = get_member (object, name);
  const char *string = jc_json_as_string (node);
  JsonObject *words = jc_json_as_object (node);
  const char *zh = jc_json_get_string (words, "zh", string);
  const char *en = jc_json_get_string (words, "en", string);

  return zh != NULL || en != NULL ? jc_text_new (zh, en) : NULL;
}

/**
 * jc_json_as_object:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the object it holds
 */
JsonObject *
jc_json_as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * jc_json_as_array:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the array it holds
 */
JsonArray *
jc_json_as_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * jc_json_new_object:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): an unsealed node that owns @object, which may be filled further
 */
JsonNode *
jc_json_new_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/**
 * jc_json_new_array:
 * @array: (transfer full): an array
 *
 * Returns: (transfer full): an unsealed node that owns @array, which may be filled further
 */
JsonNode *
jc_json_new_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

/**
 * jc_json_as_string:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the string it holds
 */
const char *
jc_json_as_string (JsonNode *node)
{
  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

/**
 * jc_json_is_blank:
 * @node: (nullable): a value
 *
 * Returns: TRUE for NULL, null, "", [] and {}: a field nobody has filled; FALSE for 0 and false
 */
gboolean
jc_json_is_blank (JsonNode *node)
{
  const char *string = jc_json_as_string (node);

  if (is_null (node))
    return TRUE;
  if (string != NULL)
    return *string == '\0';
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;

  return JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 0;
}

/**
 * jc_text_to_json:
 * @text: (nullable): words
 *
 * Returns: (transfer full): {"zh", "en"}, each only when it is there; null for NULL
 */
JsonNode *
jc_text_to_json (const JcText *text)
{
  g_autoptr (JsonObject) object = NULL;

  if (text == NULL)
    return json_node_init_null (json_node_alloc ());

  object = json_object_new ();
  if (text->zh != NULL)
    json_object_set_string_member (object, "zh", text->zh);
  if (text->en != NULL)
    json_object_set_string_member (object, "en", text->en);

  return json_node_init_object (json_node_alloc (), object);
}
