/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-json-private.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "-d.dddddddddddddddde-308" and some room. */
#define NUMBER_SIZE 40
/* Every decimal of so many digits survives the way through a (normal) double and back. */
#define SAFE_DIGITS 15
#define MAX_DIGITS 17

/* --- Numbers --- */

/* A positive number as 0.DIGITS × 10^point. */
typedef struct
{
  char digits[MAX_DIGITS + 1];
  int  point;
} Decimal;

/* One more in the last digit of "d.ddde±xx"; FALSE when that carries into another digit. */
static gboolean
raise_last_digit (char *text)
{
  char *exponent = strchr (text, 'e');

  if (exponent[-1] == '9' || exponent[-1] == '.')
    return FALSE;

  exponent[-1]++;

  return TRUE;
}

/* Writes @value with @n_digits into @text; TRUE when that reads back as @value. Below a power of
 * two doubles lie closer together than above it, so there the next decimal may do where the nearest
 * does not. */
static gboolean
try_digits (double value, int n_digits, char text[NUMBER_SIZE])
{
  char format[] = "%.16e";
  int  exponent;

  g_snprintf (format, sizeof format, "%%.%de", n_digits - 1);
  g_ascii_formatd (text, NUMBER_SIZE, format, value);
  if (g_ascii_strtod (text, NULL) == value)
    return TRUE;

  return frexp (value, &exponent) == 0.5 && raise_last_digit (text)
         && g_ascii_strtod (text, NULL) == value;
}

static void
shorten (double value, Decimal *decimal)
{
  char  text[NUMBER_SIZE];
  int   n_digits = value < DBL_MIN ? 1 : SAFE_DIGITS;
  gsize n = 0;

  while (n_digits < MAX_DIGITS && !try_digits (value, n_digits, text))
    n_digits++;
  if (n_digits == MAX_DIGITS)
    g_ascii_formatd (text, sizeof text, "%.16e", value);

  for (const char *p = text; *p != 'e'; p++)
    if (*p != '.')
      decimal->digits[n++] = *p;
  while (n > 1 && decimal->digits[n - 1] == '0')
    n--;
  decimal->digits[n] = '\0';
  decimal->point = (int)strtol (strchr (text, 'e') + 1, NULL, 10) + 1;
}

/**
 * jc_json_append_number:
 * @out: where to write
 * @value: a finite number
 *
 * Writes @value with the fewest digits that read back as it, in the form that ECMAScript's
 * Number.prototype.toString () gives them. Minus zero is 0.
 *
 * Source: RFC 8785 §3.2.2.3; ECMA-262, Number::toString.
 */
void
jc_json_append_number (GString *out, double value)
{
  Decimal decimal;
  int     n_digits;

  g_return_if_fail (isfinite (value));

  if (fabs (value) <= JC_JSON_MAX_SAFE_INTEGER && floor (value) == value)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64)value);
      return;
    }

  if (value < 0)
    g_string_append_c (out, '-');
  shorten (fabs (value), &decimal);
  n_digits = (int)strlen (decimal.digits);

  if (decimal.point > 21 || decimal.point < -5)
    {
      g_string_append_c (out, decimal.digits[0]);
      if (n_digits > 1)
        g_string_append_printf (out, ".%s", decimal.digits + 1);
      g_string_append_printf (out, "e%+d", decimal.point - 1);
    }
  else if (decimal.point <= 0)
    g_string_append_printf (out, "0.%.*s%s", -decimal.point, "000000", decimal.digits);
  else if (decimal.point >= n_digits)
    g_string_append_printf (out, "%s%.*s", decimal.digits, decimal.point - n_digits,
                            "000000000000000000000");
  else
    g_string_append_printf (out, "%.*s.%s", decimal.point, decimal.digits,
                            decimal.digits + decimal.point);
}

gboolean
jc_json_is_number (JsonNode *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

double
jc_json_as_double (JsonNode *node)
{
  return jc_json_is_number (node) ? json_node_get_double (node) : 0;
}

/* --- Strings and names --- */

static void
append_string (GString *out, const char *string)
{
  static const char letters[] = "btn\0fr"; /* U+0008 to U+000D */
  const char       *start = string;
  const char       *p;

  g_string_append_c (out, '"');
  for (p = string; *p != '\0'; p++)
    {
      guchar c = (guchar)*p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (out, start, p - start);
      start = p + 1;
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c >= '\b' && c <= '\r' && c != '\v')
        g_string_append_printf (out, "\\%c", letters[c - '\b']);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_len (out, start, p - start);
  g_string_append_c (out, '"');
}

/**
 * jc_json_compare_names:
 * @a: valid UTF-8
 * @b: valid UTF-8
 *
 * UTF-8 sorts as UTF-16 does, but for characters beyond U+FFFF (lead bytes from F0): their
 * surrogates stand before U+E000 to U+FFFF (lead bytes EE and EF).
 *
 * Source: RFC 8785 §3.2.3.
 *
 * Returns: below, at or above 0
 */
int
jc_json_compare_names (const char *a, const char *b)
{
  guchar first;
  guchar second;

  while (*a != '\0' && *a == *b)
    {
      a++;
      b++;
    }

  first = (guchar)*a;
  second = (guchar)*b;
  if (first >= 0xEE && second >= 0xEE && (first >= 0xF0) != (second >= 0xF0))
    return first >= 0xF0 ? -1 : 1;

  return (int)first - (int)second;
}

GList *
jc_json_list_names (JsonObject *object)
{
  return g_list_sort (json_object_get_members (object), (GCompareFunc)jc_json_compare_names);
}

/* --- Values --- */

typedef struct
{
  GString *out;
  gboolean pretty;
} Writer;

static void write_node (const Writer *writer, JsonNode *node, guint depth);

static void
break_line (const Writer *writer, guint depth)
{
  if (writer->pretty)
    g_string_append_printf (writer->out, "\n%*s", (int)depth * 2, "");
}

static void
write_array (const Writer *writer, JsonArray *array, guint depth)
{
  guint n_elements = array != NULL ? json_array_get_length (array) : 0;

  g_string_append_c (writer->out, '[');
  for (guint i = 0; i < n_elements; i++)
    {
      if (i > 0)
        g_string_append_c (writer->out, ',');
      break_line (writer, depth + 1);
      write_node (writer, json_array_get_element (array, i), depth + 1);
    }
  if (n_elements > 0)
    break_line (writer, depth);
  g_string_append_c (writer->out, ']');
}

static void
write_object (const Writer *writer, JsonObject *object, guint depth)
{
  g_autoptr (GList) names = object != NULL ? jc_json_list_names (object) : NULL;

  g_string_append_c (writer->out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (writer->out, ',');
      break_line (writer, depth + 1);
      append_string (writer->out, l->data);
      g_string_append (writer->out, writer->pretty ? ": " : ":");
      write_node (writer, json_object_get_member (object, l->data), depth + 1);
    }
  if (names != NULL)
    break_line (writer, depth);
  g_string_append_c (writer->out, '}');
}

static void
write_node (const Writer *writer, JsonNode *node, guint depth)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    g_string_append (writer->out, "null");
  else if (JSON_NODE_HOLDS_ARRAY (node))
    write_array (writer, json_node_get_array (node), depth);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (writer, json_node_get_object (node), depth);
  else if (jc_json_is_number (node))
    jc_json_append_number (writer->out, json_node_get_double (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (writer->out, json_node_get_boolean (node) ? "true" : "false");
  else
    append_string (writer->out, json_node_get_string (node));
}

/**
 * jc_json_to_canonical:
 * @node: (nullable): a value of finite numbers and valid UTF-8; NULL is null
 *
 * Source: RFC 8785.
 *
 * Returns: (transfer full): its canonical form
 */
char *
jc_json_to_canonical (JsonNode *node)
{
  Writer writer = { g_string_new (NULL), FALSE };

  write_node (&writer, node, 0);

  return g_string_free (writer.out, FALSE);
}

/**
 * jc_json_to_pretty:
 * @node: (nullable): as for jc_json_to_canonical()
 *
 * Returns: (transfer full): the canonical form broken into lines, indented by two spaces, without
 *   final newline
 */
char *
jc_json_to_pretty (JsonNode *node)
{
  Writer writer = { g_string_new (NULL), TRUE };

  write_node (&writer, node, 0);

  return g_string_free (writer.out, FALSE);
}

/**
 * jc_json_dup_sha256:
 * @node: (nullable): as for jc_json_to_canonical()
 *
 * Returns: (transfer full): SHA-256 of the canonical form, 64 lower-case hex digits
 */
char *
jc_json_dup_sha256 (JsonNode *node)
{
  g_autofree char *canonical = jc_json_to_canonical (node);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
}
