/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-pointer.h"

#include "jc-json.h"

#include <string.h>

/* --- Text --- */

/**
 * jc_pointer_is_valid:
 * @pointer: (nullable): any text
 *
 * Source: RFC 6901 §3.
 *
 * Returns: TRUE for "" and for tokens each after a "/", with "~" only in "~0" and "~1"
 */
gboolean
jc_pointer_is_valid (const char *pointer)
{
  if (pointer == NULL || (*pointer != '\0' && *pointer != '/'))
    return FALSE;

  for (const char *p = strchr (pointer, '~'); p != NULL; p = strchr (p + 1, '~'))
    if (p[1] != '0' && p[1] != '1')
      return FALSE;

  return g_utf8_validate (pointer, -1, NULL);
}

static void
unescape (char *token)
{
  char *out = token;

  for (const char *p = token; *p != '\0'; p++)
    {
      if (*p == '~')
        *out++ = *++p == '1' ? '/' : '~';
      else
        *out++ = *p;
    }
  *out = '\0';
}

/**
 * jc_pointer_split:
 * @pointer: (nullable): a pointer
 *
 * Returns: (transfer full) (nullable): its unescaped tokens, none for ""; NULL when it is malformed
 */
GStrv
jc_pointer_split (const char *pointer)
{
  GStrv tokens;

  if (!jc_pointer_is_valid (pointer))
    return NULL;
  if (*pointer == '\0')
    return g_new0 (char *, 1);

  tokens = g_strsplit (pointer + 1, "/", -1);
  /* g_strsplit () makes no token of "", but "/" is the member named "". */
  if (tokens[0] == NULL)
    {
      g_strfreev (tokens);
      tokens = g_new0 (char *, 2);
      tokens[0] = g_strdup ("");
    }
  for (gsize i = 0; tokens[i] != NULL; i++)
    unescape (tokens[i]);

  return tokens;
}

static void
append_token (GString *out, const char *token)
{
  g_string_append_c (out, '/');
  for (const char *p = token; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (out, "~0");
      else if (*p == '/')
        g_string_append (out, "~1");
      else
        g_string_append_c (out, *p);
    }
}

/**
 * jc_pointer_join:
 * @tokens: (array zero-terminated=1): unescaped tokens
 *
 * Returns: (transfer full): the pointer of them
 */
char *
jc_pointer_join (const char *const *tokens)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; tokens[i] != NULL; i++)
    append_token (out, tokens[i]);

  return g_string_free (out, FALSE);
}

/**
 * jc_pointer_append:
 * @pointer: a pointer
 * @token: an unescaped token
 *
 * Returns: (transfer full): @pointer, one step deeper
 */
char *
jc_pointer_append (const char *pointer, const char *token)
{
  GString *out = g_string_new (pointer);

  append_token (out, token);

  return g_string_free (out, FALSE);
}

/**
 * jc_pointer_is_below:
 * @pointer: a pointer
 * @ancestor: another
 *
 * Returns: TRUE when @pointer is @ancestor or lies below it
 */
gboolean
jc_pointer_is_below (const char *pointer, const char *ancestor)
{
  gsize length = strlen (ancestor);

  return strncmp (pointer, ancestor, length) == 0
         && (pointer[length] == '\0' || pointer[length] == '/');
}

/* --- Reading --- */

/* An array index: no sign, no leading zero; FALSE otherwise. */
static gboolean
parse_index (const char *token, guint *index)
{
  guint64 value = 0;

  if (!g_ascii_isdigit (*token) || (token[0] == '0' && token[1] != '\0'))
    return FALSE;
  if (!g_ascii_string_to_unsigned (token, 10, 0, G_MAXUINT - 1, &value, NULL))
    return FALSE;

  *index = (guint)value;

  return TRUE;
}

/* The value that @token names in @node, lent; NULL when there is none. */
static JsonNode *
step_into (JsonNode *node, const char *token)
{
  JsonObject *object = jc_json_as_object (node);
  JsonArray  *array = jc_json_as_array (node);
  guint       index = 0;

  if (object != NULL)
    return json_object_get_member (object, token);
  if (array != NULL && parse_index (token, &index) && index < json_array_get_length (array))
    return json_array_get_element (array, index);

  return NULL;
}

/**
 * jc_pointer_get:
 * @root: (nullable): a document
 * @pointer: where to look
 *
 * Source: RFC 6901 §4.
 *
 * Returns: (transfer none) (nullable): the value there, lent by @root; NULL when there is none or
 *   @pointer is malformed
 */
JsonNode *
jc_pointer_get (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  JsonNode *node = root;

  if (tokens == NULL)
    return NULL;

  for (gsize i = 0; node != NULL && tokens[i] != NULL; i++)
    node = step_into (node, tokens[i]);

  return node;
}

/* --- Changing --- */

typedef struct
{
  const char *pointer;
  JsonNode   *value; /* (unowned) (nullable): NULL removes */
  GError    **error;
} Change;

static JsonNode *set_at (const Change *change, JsonNode *node, char **tokens);

static gpointer
fail_no_way (const Change *change, const char *token)
{
  jc_set_error (change->error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND,
                "“%s”走不通：“%s”这一步不在对象里，也不是数组现有的序号；核对路径。",
                "“%s” leads nowhere: the step “%s” is in no object and is no index of the array; "
                "check the path.",
                change->pointer, token);

  return NULL;
}

static JsonNode *
seal (JsonNode *node)
{
  json_node_seal (node);

  return node;
}

/* @object with the member named by the first token set to @value, or without it when @value is
 * NULL. */
static JsonNode *
rebuild_object (JsonObject *object, const char *token, JsonNode *value)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  g_autoptr (JsonNode) added = value;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (object != NULL)
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          if (strcmp (name, token) != 0)
            json_object_set_member (copy, name, json_node_ref (member));
          else if (added != NULL)
            json_object_set_member (copy, name, g_steal_pointer (&added));
        }
    }
  if (added != NULL)
    json_object_set_member (copy, token, g_steal_pointer (&added));

  return seal (json_node_init_object (json_node_alloc (), copy));
}

/* @array with the element at @index set to @value (appended at its length), or without that element
 * when @value is NULL. */
static JsonNode *
rebuild_array (JsonArray *array, guint index, JsonNode *value)
{
  guint n_elements = json_array_get_length (array);
  g_autoptr (JsonArray) copy = json_array_sized_new (n_elements + 1);

  for (guint i = 0; i < n_elements; i++)
    {
      if (i != index)
        json_array_add_element (copy, json_node_ref (json_array_get_element (array, i)));
      else if (value != NULL)
        json_array_add_element (copy, value);
    }
  if (index == n_elements && value != NULL)
    json_array_add_element (copy, value);

  return seal (json_node_init_array (json_node_alloc (), copy));
}

static JsonNode *
set_in_object (const Change *change, JsonNode *node, char **tokens)
{
  JsonObject *object = jc_json_as_object (node);
  JsonNode   *member = object != NULL ? json_object_get_member (object, tokens[0]) : NULL;
  gboolean    is_last = tokens[1] == NULL;
  JsonNode   *changed = NULL;

  if (change->value == NULL && member == NULL)
    return node != NULL ? json_node_ref (node) : seal (json_node_init_null (json_node_alloc ()));

  if (!is_last || change->value != NULL)
    {
      changed = set_at (change, member, tokens + 1);
      if (changed == NULL)
        return NULL;
    }

  return rebuild_object (object, tokens[0], changed);
}

static JsonNode *
set_in_array (const Change *change, JsonNode *node, char **tokens)
{
  JsonArray *array = json_node_get_array (node);
  guint      n_elements = json_array_get_length (array);
  guint      index = n_elements;
  JsonNode  *changed = NULL;

  if (strcmp (tokens[0], "-") != 0 && !parse_index (tokens[0], &index))
    return fail_no_way (change, tokens[0]);
  if (index > n_elements || (index == n_elements && change->value == NULL))
    return fail_no_way (change, tokens[0]);

  if (tokens[1] != NULL || change->value != NULL)
    {
      changed = set_at (change, index < n_elements ? json_array_get_element (array, index) : NULL,
                        tokens + 1);
      if (changed == NULL)
        return NULL;
    }

  return rebuild_array (array, index, changed);
}

/* What @node becomes when the value at @tokens below it is changed; NULL with the error set. */
static JsonNode *
set_at (const Change *change, JsonNode *node, char **tokens)
{
  if (tokens[0] == NULL)
    {
      if (change->value == NULL)
        return seal (json_node_init_null (json_node_alloc ()));
      if (json_node_is_immutable (change->value))
        return json_node_ref (change->value);
      return seal (jc_json_copy (change->value));
    }

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || JSON_NODE_HOLDS_OBJECT (node))
    return set_in_object (change, node, tokens);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return set_in_array (change, node, tokens);

  return fail_no_way (change, tokens[0]);
}

/**
 * jc_pointer_set:
 * @root: (nullable): a document; NULL and null count as an object not yet made
 * @pointer: where to change it
 * @value: (nullable): what to put there, copied unless it is sealed; NULL removes
 * @error: return location
 *
 * Only the objects and arrays on the way are made anew; the rest is shared with @root, which has to
 * be sealed for that (another is copied whole first). Removing a member that is not there changes
 * nothing.
 *
 * Errors: %JC_MODEL_ERROR_INVALID for a malformed pointer or a way longer than %JC_JSON_MAX_DEPTH,
 * %JC_MODEL_ERROR_NOT_FOUND as the header says.
 *
 * Returns: (transfer full) (nullable): the new document, sealed
 */
JsonNode *
jc_pointer_set (JsonNode *root, const char *pointer, JsonNode *value, GError **error)
{
  Change change = { pointer, value, error };
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  g_autoptr (JsonNode) sealed = NULL;

  if (tokens == NULL || g_strv_length (tokens) > JC_JSON_MAX_DEPTH)
    {
      jc_set_error (
          error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
          "“%s”不是 JSON 指针；应写成“/leader/id_no”的样子，不超过 128 级。",
          "“%s” is no JSON Pointer; it should look like “/leader/id_no”, 128 steps at most.",
          pointer != NULL ? pointer : "");
      return NULL;
    }

  if (root != NULL)
    sealed = json_node_is_immutable (root) ? json_node_ref (root) : seal (jc_json_copy (root));

  return set_at (&change, sealed, tokens);
}
