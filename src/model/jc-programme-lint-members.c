/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A member that nobody reads is a spelling mistake: {"requierd": true} would ask for nothing. Which
 * members there are, and of which type, stands in one place, the JSON Schema beside the
 * definitions. */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include <string.h>

#include "jc-json.h"
#include "jc-pointer.h"

#define SCHEMA_PATH "/cn/jiangce/data/programmes/programme.schema.json"

static JsonNode *
load_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data (SCHEMA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  JsonNode   *schema = NULL;
  gsize       size = 0;
  const char *text;

  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &size);
      schema = jc_json_parse (text, (gssize)size, &error);
    }
  if (schema == NULL)
    g_critical ("The schema of definitions that came with the program is damaged: %s",
                error->message);

  return schema;
}

/* Alive until the program ends; NULL where it was not compiled in. */
static JsonNode *
get_schema (void)
{
  static gsize     once = 0;
  static JsonNode *schema = NULL;

  if (g_once_init_enter (&once))
    {
      schema = load_schema ();
      g_once_init_leave (&once, 1);
    }

  return schema;
}

static gboolean
has_required (JsonObject *schema, JsonObject *object)
{
  JsonArray *names = jc_json_get_array (schema, "required");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (!json_object_has_member (object, json_array_get_string_element (names, i)))
      return FALSE;

  return TRUE;
}

/* Of several shapes the one whose required members @node has; the first where it has none's. */
static JsonNode *
choose_shape (JsonArray *shapes, JsonNode *node)
{
  JsonObject *object = jc_json_as_object (node);

  for (guint i = 0; object != NULL && i < json_array_get_length (shapes); i++)
    if (has_required (json_array_get_object_element (shapes, i), object))
      return json_array_get_element (shapes, i);

  return json_array_get_element (shapes, 0);
}

/* What @schema says of @node, behind `$ref` and `oneOf`; NULL where it says nothing (true). */
static JsonObject *
resolve (JsonNode *schema, JsonNode *node)
{
  JsonObject *object = schema != NULL ? jc_json_as_object (schema) : NULL;
  const char *reference = object != NULL ? jc_json_get_string (object, "$ref", NULL) : NULL;
  JsonArray  *shapes = object != NULL ? jc_json_get_array (object, "oneOf") : NULL;

  if (reference != NULL)
    return resolve (jc_pointer_get (get_schema (), strchr (reference, '#') + 1), node);
  if (shapes != NULL)
    return resolve (choose_shape (shapes, node), node);

  return object;
}

/* Whether @node is a @type of JSON Schema (2020-12, validation 6.1.1). */
static gboolean
is_type (JsonNode *node, const char *type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (node);
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return value == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;

  return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;
}

/* `type` is one name or several. */
static void
check_type (JcLint *lint, JsonNode *node, JsonObject *shape, const char *at)
{
  const char *only = jc_json_get_string (shape, "type", NULL);
  JsonArray  *several = jc_json_get_array (shape, "type");
  gboolean    fits = only == NULL && several == NULL;
  g_autoptr (GString) names = g_string_new (only);

  if (only != NULL)
    fits = is_type (node, only);
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    {
      const char *name = json_array_get_string_element (several, i);

      fits = fits || is_type (node, name);
      g_string_append_printf (names, "%s%s", i > 0 ? " / " : "", name);
    }
  if (!fits)
    jc_lint_add (lint, at, "wrong_type",
                 jc_text_new_printf ("这里要写 %s 类型的值。", "Write a value of the type %s here.",
                                     names->str));
}

static void check_node (JcLint *lint, JsonNode *node, JsonNode *schema, const char *at);

static void
check_members (JcLint *lint, JsonObject *object, JsonObject *schema, const char *at)
{
  JsonObject    *known = jc_json_get_object (schema, "properties");
  JsonNode      *others = json_object_get_member (schema, "additionalProperties");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *place = jc_pointer_append (at, name);
      JsonNode        *member = known != NULL ? json_object_get_member (known, name) : NULL;

      if (member != NULL)
        check_node (lint, value, member, place);
      else if (others != NULL && jc_json_as_object (others) != NULL)
        check_node (lint, value, others, place);
      else if (others != NULL)
        jc_lint_add (
            lint, place, "unknown_member",
            jc_text_new_printf ("这里没有“%s”这一项：核对拼写，或者删掉它。",
                                "There is no member “%s” here: check its spelling, or take it out.",
                                name));
    }
}

static void
check_node (JcLint *lint, JsonNode *node, JsonNode *schema, const char *at)
{
  JsonObject *shape = resolve (schema, node);
  JsonObject *object = jc_json_as_object (node);
  JsonArray  *array = jc_json_as_array (node);

  if (shape == NULL)
    return;

  check_type (lint, node, shape, at);
  if (object != NULL)
    check_members (lint, object, shape, at);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", at, i);

      check_node (lint, json_array_get_element (array, i), json_object_get_member (shape, "items"),
                  place);
    }
}

void
jc_lint_members (JcLint *self)
{
  JsonNode *schema = get_schema ();

  if (schema != NULL)
    check_node (self, jc_programme_get_json (self->programme), schema, "");
}
