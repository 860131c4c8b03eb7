/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-json-private.h"

#include <math.h>
#include <string.h>

/* --- Making values --- */

JsonNode *
jc_logic_new_null (void)
{
  return json_node_init_null (json_node_alloc ());
}

JsonNode *
jc_logic_new_boolean (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

/**
 * jc_logic_new_number:
 * @value: any number
 *
 * Returns: (transfer full): it, or null when JSON cannot hold it
 */
JsonNode *
jc_logic_new_number (double value)
{
  if (!isfinite (value))
    return jc_logic_new_null ();
  if (fabs (value) <= JC_JSON_MAX_SAFE_INTEGER && floor (value) == value)
    return json_node_init_int (json_node_alloc (), (gint64)value);

  return json_node_init_double (json_node_alloc (), value);
}

JsonNode *
jc_logic_new_string (const char *value)
{
  return json_node_init_string (json_node_alloc (), value);
}

/* Notes how high @node stands, whose highest part is @part_height high. */
static JsonNode *
note_height (JcLogic *self, JsonNode *node, guint part_height)
{
  if (part_height >= JC_LOGIC_MAX_DEPTH)
    jc_logic_fail (self, JC_MODEL_ERROR_TOO_LARGE,
                   "规则造出的数组嵌套超过 " G_STRINGIFY (JC_LOGIC_MAX_DEPTH) " 层；减少层数。",
                   "the rule makes arrays nested deeper than " G_STRINGIFY (
                       JC_LOGIC_MAX_DEPTH) " levels; flatten them.");
  g_hash_table_insert (self->heights, json_node_ref (node), GUINT_TO_POINTER (part_height + 1));

  return node;
}

static guint
get_height (JcLogic *self, JsonNode *node)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->heights, node));
}

/**
 * jc_logic_take_array:
 * @self: the evaluation, which fails when its arrays come to lie too deep in each other
 * @array: (transfer full): an array just made
 *
 * Returns: (transfer full): a value of it
 */
JsonNode *
jc_logic_take_array (JcLogic *self, JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  guint     height = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    height = MAX (height, get_height (self, json_array_get_element (array, i)));
  json_node_take_array (node, array);

  return note_height (self, node, height);
}

/**
 * jc_logic_take_object:
 * @self: as for jc_logic_take_array()
 * @object: (transfer full): an object just made
 *
 * Returns: (transfer full): a value of it
 */
JsonNode *
jc_logic_take_object (JcLogic *self, JsonObject *object)
{
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  JsonNode      *member;
  guint          height = 0;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    height = MAX (height, get_height (self, member));
  json_node_take_object (node, object);

  return note_height (self, node, height);
}

/* --- Kinds --- */

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_container (JsonNode *node)
{
  return node != NULL && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node));
}

static gboolean
is_boolean (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

/**
 * jc_logic_is_truthy:
 * @node: (nullable): a value
 *
 * Source: jsonlogic.com/truthy: as in JavaScript, but that an empty array is falsy.
 *
 * Returns: FALSE for NULL, null, false, 0, "" and []; TRUE for all else, "0" and {} among it
 */
gboolean
jc_logic_is_truthy (JsonNode *node)
{
  const char *string = jc_json_as_string (node);

  if (is_null (node))
    return FALSE;
  if (string != NULL)
    return *string != '\0';
  if (is_boolean (node))
    return json_node_get_boolean (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0;

  return JSON_NODE_HOLDS_OBJECT (node) || json_node_get_double (node) != 0;
}

/* --- Strings --- */

/* Array.prototype.toString (): null elements are empty, nested arrays are not marked. */
static void
append_elements (JcLogic *self, GString *out, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array) && !self->failed; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (i > 0)
        g_string_append_c (out, ',');
      if (!is_null (element))
        jc_logic_append_string (self, out, element);
    }
}

/**
 * jc_logic_append_string:
 * @self: the evaluation, which fails when @out grows too long
 * @out: where to write
 * @node: (nullable): a value; NULL is undefined
 *
 * Writes what JavaScript's String () makes of @node.
 */
void
jc_logic_append_string (JcLogic *self, GString *out, JsonNode *node)
{
  const char *string = jc_json_as_string (node);

  if (node == NULL)
    g_string_append (out, "undefined");
  else if (string != NULL)
    g_string_append (out, string);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else if (is_boolean (node))
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (JSON_NODE_HOLDS_OBJECT (node))
    g_string_append (out, "[object Object]");
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_elements (self, out, json_node_get_array (node));
  else
    jc_json_append_number (out, json_node_get_double (node));

  if (out->len > JC_LOGIC_MAX_OUTPUT_BYTES)
    jc_logic_fail (self, JC_MODEL_ERROR_TOO_LARGE, "规则拼出的文字超过 1 MiB；缩短它。",
                   "the rule makes a text longer than 1 MiB; shorten it.");
}

/**
 * jc_logic_dup_string:
 * @self: the evaluation
 * @node: (nullable): a value; NULL is undefined
 *
 * Returns: (transfer full): what JavaScript's String () makes of @node
 */
char *
jc_logic_dup_string (JcLogic *self, JsonNode *node)
{
  GString *out = g_string_new (NULL);

  jc_logic_append_string (self, out, node);

  return g_string_free (out, FALSE);
}

/* --- Numbers --- */

static const char *
skip_space (const char *p)
{
  for (;;)
    {
      gunichar c = g_utf8_get_char (p);

      if (!(c >= '\t' && c <= '\r') && c != 0xFEFF && c != 0x2028 && c != 0x2029
          && g_unichar_type (c) != G_UNICODE_SPACE_SEPARATOR)
        return p;
      p = g_utf8_next_char (p);
    }
}

static const char *
skip_digits (const char *p)
{
  while (g_ascii_isdigit (*p))
    p++;

  return p;
}

/* Reads the longest StrDecimalLiteral (ECMA-262) at @text; NaN when there is none. */
static double
read_decimal (const char *text, const char **end)
{
  const char      *p = *text == '-' || *text == '+' ? text + 1 : text;
  const char      *digits = p;
  g_autofree char *span = NULL;
  gboolean         has_digits;

  if (g_str_has_prefix (p, "Infinity"))
    {
      *end = p + strlen ("Infinity");
      return *text == '-' ? -INFINITY : INFINITY;
    }

  p = skip_digits (p);
  has_digits = p > digits;
  if (*p == '.' && (has_digits || g_ascii_isdigit (p[1])))
    {
      p = skip_digits (p + 1);
      has_digits = TRUE;
    }
  *end = has_digits ? p : text;
  if (!has_digits)
    return NAN;

  if (*p == 'e' || *p == 'E')
    {
      digits = p[1] == '-' || p[1] == '+' ? p + 2 : p + 1;
      if (g_ascii_isdigit (*digits))
        *end = p = skip_digits (digits);
    }
  span = g_strndup (text, (gsize)(p - text));

  return g_ascii_strtod (span, NULL);
}

/* "0x1F", "0o17", "0b1": the digits at @p to base @base; they end where *@end points. */
static double
read_radix (const char *p, int base, const char **end)
{
  double value = 0;
  int    digit;

  *end = p;
  for (; (digit = g_ascii_xdigit_value (*p)) >= 0 && digit < base; p++)
    value = value * base + digit;
  if (p == *end)
    return NAN;
  *end = p;

  return value;
}

static double
string_to_number (const char *text)
{
  const char *start = skip_space (text);
  const char *end = start;
  double      value;

  if (*start == '\0')
    return 0;

  switch (start[0] == '0' ? g_ascii_tolower (start[1]) : '\0')
    {
    case 'x':
      value = read_radix (start + 2, 16, &end);
      break;
    case 'o':
      value = read_radix (start + 2, 8, &end);
      break;
    case 'b':
      value = read_radix (start + 2, 2, &end);
      break;
    default:
      value = read_decimal (start, &end);
    }

  return *skip_space (end) == '\0' ? value : NAN;
}

/**
 * jc_logic_to_number:
 * @self: the evaluation
 * @node: (nullable): a value; NULL is undefined
 *
 * Returns: what JavaScript's Number () makes of @node, NaN and infinities included
 */
double
jc_logic_to_number (JcLogic *self, JsonNode *node)
{
  g_autofree char *string = NULL;

  if (node == NULL)
    return NAN;
  if (JSON_NODE_HOLDS_NULL (node))
    return 0;
  if (jc_json_is_number (node))
    return json_node_get_double (node);
  if (is_boolean (node))
    return json_node_get_boolean (node) ? 1 : 0;
  if (jc_json_as_string (node) != NULL)
    return string_to_number (jc_json_as_string (node));

  string = jc_logic_dup_string (self, node);

  return string_to_number (string);
}

/**
 * jc_logic_parse_float:
 * @self: the evaluation
 * @node: (nullable): a value; NULL is undefined
 *
 * Returns: what JavaScript's parseFloat () makes of @node: the number that its text begins with
 */
double
jc_logic_parse_float (JcLogic *self, JsonNode *node)
{
  g_autofree char *string = NULL;
  const char      *end;

  if (jc_json_is_number (node))
    return json_node_get_double (node);
  if (jc_json_as_string (node) != NULL)
    return read_decimal (skip_space (jc_json_as_string (node)), &end);

  string = jc_logic_dup_string (self, node);

  return read_decimal (skip_space (string), &end);
}

/* --- Comparing --- */

/**
 * jc_logic_strict_equal:
 * @a: (nullable): a value; NULL is undefined
 * @b: (nullable): another
 *
 * Source: ECMA-262, IsStrictlyEqual: an array or object equals only itself.
 *
 * Returns: what JavaScript's === says
 */
gboolean
jc_logic_strict_equal (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || is_container (a) || is_container (b))
    return FALSE;

  return jc_json_equal (a, b);
}

/* ECMA-262, ToPrimitive: arrays and objects become strings. */
static JsonNode *
to_primitive (JcLogic *self, JsonNode *node)
{
  g_autofree char *string = NULL;

  if (!is_container (node))
    return node != NULL ? json_node_ref (node) : NULL;

  string = jc_logic_dup_string (self, node);

  return jc_logic_new_string (string);
}

/**
 * jc_logic_loose_equal:
 * @self: the evaluation
 * @a: (nullable): a value; NULL is undefined
 * @b: (nullable): another
 *
 * Source: ECMA-262, IsLooselyEqual.
 *
 * Returns: what JavaScript's == says
 */
gboolean
jc_logic_loose_equal (JcLogic *self, JsonNode *a, JsonNode *b)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;

  if (is_null (a) || is_null (b))
    return is_null (a) && is_null (b);
  if (is_container (a) && is_container (b))
    return a == b;

  first = to_primitive (self, a);
  second = to_primitive (self, b);
  if (jc_json_as_string (first) != NULL && jc_json_as_string (second) != NULL)
    return strcmp (jc_json_as_string (first), jc_json_as_string (second)) == 0;

  return jc_logic_to_number (self, first) == jc_logic_to_number (self, second);
}

/**
 * jc_logic_compare:
 * @self: the evaluation
 * @a: (nullable): a value; NULL is undefined
 * @b: (nullable): another
 * @order: (out): below, at or above 0 as @a is less than, equal to or greater than @b
 *
 * Source: ECMA-262, IsLessThan: two strings by UTF-16 code units, all else as numbers.
 *
 * Returns: FALSE when either is no number, so that every comparison is false
 */
gboolean
jc_logic_compare (JcLogic *self, JsonNode *a, JsonNode *b, int *order)
{
  g_autoptr (JsonNode) first = to_primitive (self, a);
  g_autoptr (JsonNode) second = to_primitive (self, b);
  double x;
  double y;

  *order = 0;
  if (jc_json_as_string (first) != NULL && jc_json_as_string (second) != NULL)
    {
      *order = jc_json_compare_names (jc_json_as_string (first), jc_json_as_string (second));
      return TRUE;
    }

  x = jc_logic_to_number (self, first);
  y = jc_logic_to_number (self, second);
  *order = (x > y) - (x < y);

  return !isnan (x) && !isnan (y);
}
