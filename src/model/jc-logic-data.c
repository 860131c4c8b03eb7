/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-json.h"

#include <string.h>

/* An array index as JavaScript writes it: no sign, no leading zero. */
static gboolean
parse_index (const char *text, guint64 *index)
{
  return g_ascii_isdigit (*text) && (text[0] != '0' || text[1] == '\0')
         && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT - 1, index, NULL);
}

/* A new value of what the string @text has under @name, its length in UTF-16 units or the character
 * at such an index; NULL for undefined, as is half of a character beyond U+FFFF. */
static JsonNode *
step_into_string (JcLogic *self, const char *text, const char *name)
{
  guint64  wanted = G_MAXUINT64;
  guint64  n_units = 0;
  gboolean is_length = strcmp (name, "length") == 0;

  if (!is_length && !parse_index (name, &wanted))
    return NULL;
  if (!jc_logic_spend (self, strlen (text) / JC_LOGIC_BYTES_PER_STEP))
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *character = NULL;

      if (n_units == wanted && g_utf8_get_char (p) <= 0xFFFF)
        {
          character = g_strndup (p, (gsize)(g_utf8_next_char (p) - p));
          return jc_logic_new_string (character);
        }
      n_units += g_utf8_get_char (p) > 0xFFFF ? 2 : 1;
    }

  return is_length ? jc_logic_new_number ((double)n_units) : NULL;
}

/* A new reference to what @data has under @name, or NULL for undefined. Like the reference it knows
 * the length of arrays and strings, and a string's characters. */
static JsonNode *
step_into (JcLogic *self, JsonNode *data, const char *name)
{
  JsonObject *object = jc_json_as_object (data);
  JsonArray  *array = jc_json_as_array (data);
  const char *string = jc_json_as_string (data);
  JsonNode   *member = object != NULL ? json_object_get_member (object, name) : NULL;
  guint64     index = 0;

  if (member != NULL)
    return json_node_ref (member);
  if (array != NULL && parse_index (name, &index) && index < json_array_get_length (array))
    return json_node_ref (json_array_get_element (array, (guint)index));
  if (array != NULL && strcmp (name, "length") == 0)
    return jc_logic_new_number (json_array_get_length (array));

  return string != NULL ? step_into_string (self, string, name) : NULL;
}

/* A new reference to what the dotted @path leads to, or NULL for undefined. */
static JsonNode *
look_up (JcLogic *self, JsonNode *data, const char *path)
{
  g_autofree char *names = g_strdup (path);
  char            *rest = names;
  JsonNode        *node = json_node_ref (data);

  while (node != NULL && rest != NULL)
    {
      const char *name = strsep (&rest, ".");
      JsonNode   *next = step_into (self, node, name);

      json_node_unref (node);
      node = next;
    }

  return node;
}

/* What {"var": @key} gives, with @fallback (nullable) for undefined. */
static JsonNode *
read_var (JcLogic *self, JsonNode *data, JsonNode *key, JsonNode *fallback)
{
  const char      *string = jc_json_as_string (key);
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) found = NULL;

  if (key == NULL || JSON_NODE_HOLDS_NULL (key) || (string != NULL && *string == '\0'))
    return json_node_ref (data);

  path = jc_logic_dup_string (self, key);
  found = look_up (self, data, path);
  if (found != NULL)
    return g_steal_pointer (&found);

  return fallback != NULL ? json_node_ref (fallback) : jc_logic_new_null ();
}

static JsonNode *
apply_var (JcLogic *self, const JcLogicCall *call)
{
  return read_var (self, call->data, jc_logic_get_arg (call, 0), jc_logic_get_arg (call, 1));
}

/* Appends @key to @missing when nothing, null or "" is found under it. */
static void
check_key (JcLogic *self, JsonNode *data, JsonNode *key, JsonArray *missing)
{
  JsonArray *pair = jc_json_as_array (key);
  guint      length = pair != NULL ? json_array_get_length (pair) : 0;
  g_autoptr (JsonNode) found = NULL;
  const char *string;

  if (!jc_logic_spend (self, 1))
    return;

  /* A key that is itself an array stands for [path, fallback], as in `var`. */
  if (pair == NULL)
    found = read_var (self, data, key, NULL);
  else
    found = read_var (self, data, length > 0 ? json_array_get_element (pair, 0) : NULL,
                      length > 1 ? json_array_get_element (pair, 1) : NULL);

  string = jc_json_as_string (found);
  if (JSON_NODE_HOLDS_NULL (found) || (string != NULL && *string == '\0'))
    json_array_add_element (missing, json_node_ref (key));
}

/* The keys of @keys that are missing. */
static JsonArray *
list_missing (JcLogic *self, JsonNode *data, JsonNode *const *keys, guint n_keys)
{
  JsonArray *first = n_keys > 0 ? jc_json_as_array (keys[0]) : NULL;
  JsonArray *missing = json_array_new ();

  if (first != NULL)
    for (guint i = 0; i < json_array_get_length (first) && !self->failed; i++)
      check_key (self, data, json_array_get_element (first, i), missing);
  else
    for (guint i = 0; i < n_keys && !self->failed; i++)
      check_key (self, data, keys[i], missing);

  return missing;
}

static JsonNode *
apply_missing (JcLogic *self, const JcLogicCall *call)
{
  return jc_logic_take_array (self, list_missing (self, call->data, call->args, call->n_args));
}

static JsonNode *
apply_missing_some (JcLogic *self, const JcLogicCall *call)
{
  JsonNode  *options = jc_logic_get_arg (call, 1);
  JsonArray *array = jc_json_as_array (options);
  guint      n_options = array != NULL ? json_array_get_length (array) : 1;
  double     n_needed = jc_logic_to_number (self, jc_logic_get_arg (call, 0));
  g_autoptr (JsonArray) missing = NULL;

  if (options == NULL)
    return jc_logic_take_array (self, json_array_new ());

  missing = list_missing (self, call->data, &options, 1);
  if (n_options - json_array_get_length (missing) >= n_needed)
    return jc_logic_take_array (self, json_array_new ());

  return jc_logic_take_array (self, g_steal_pointer (&missing));
}

static JsonNode *
apply_today (JcLogic *self, const JcLogicCall *call)
{
  return step_into (self, self->root, "today");
}

const JcLogicOperation jc_logic_data_operations[] = {
  { "missing", apply_missing },
  { "missing_some", apply_missing_some },
  { "today", apply_today },
  { "var", apply_var },
  { NULL },
};
