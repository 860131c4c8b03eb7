/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-json.h"

#include <math.h>
#include <string.h>

/* --- Comparing --- */

/* == and != */
static JsonNode *
apply_loose (JcLogic *self, const JcLogicCall *call)
{
  gboolean equal
      = jc_logic_loose_equal (self, jc_logic_get_arg (call, 0), jc_logic_get_arg (call, 1));

  return jc_logic_new_boolean (equal == (call->name[0] == '='));
}

/* === and !== */
static JsonNode *
apply_strict (JcLogic *self, const JcLogicCall *call)
{
  gboolean equal = jc_logic_strict_equal (jc_logic_get_arg (call, 0), jc_logic_get_arg (call, 1));

  return jc_logic_new_boolean (equal == (call->name[0] == '='));
}

/* Whether the arguments at @index and the next stand as the operation's name says. */
static gboolean
is_ordered (JcLogic *self, const JcLogicCall *call, guint index)
{
  int order;

  if (!jc_logic_compare (self, jc_logic_get_arg (call, index), jc_logic_get_arg (call, index + 1),
                         &order))
    return FALSE;
  if (order == 0)
    return call->name[1] == '=';

  return (order < 0) == (call->name[0] == '<');
}

/* > >= < <=; the latter two also between a third argument. */
static JsonNode *
apply_order (JcLogic *self, const JcLogicCall *call)
{
  gboolean is_between = call->name[0] == '<' && call->n_args > 2;

  return jc_logic_new_boolean (is_ordered (self, call, 0)
                               && (!is_between || is_ordered (self, call, 1)));
}

/* ! and !! */
static JsonNode *
apply_truth (JcLogic *self, const JcLogicCall *call)
{
  return jc_logic_new_boolean (jc_logic_is_truthy (jc_logic_get_arg (call, 0))
                               == (call->name[1] == '!'));
}

/* --- Reckoning --- */

static JsonNode *
apply_sum (JcLogic *self, const JcLogicCall *call)
{
  double sum = 0;

  for (guint i = 0; i < call->n_args; i++)
    sum += jc_logic_parse_float (self, call->args[i]);

  return jc_logic_new_number (sum);
}

/* One factor alone is returned as it is, text and all; none, where the reference throws, is null.
 */
static JsonNode *
apply_product (JcLogic *self, const JcLogicCall *call)
{
  double product;

  if (call->n_args < 2)
    return call->n_args == 1 ? json_node_ref (call->args[0]) : NULL;

  product = jc_logic_parse_float (self, call->args[0]);
  for (guint i = 1; i < call->n_args; i++)
    product *= jc_logic_parse_float (self, call->args[i]);

  return jc_logic_new_number (product);
}

/* - (also of one argument), / and % */
static JsonNode *
apply_arithmetic (JcLogic *self, const JcLogicCall *call)
{
  double a = jc_logic_to_number (self, jc_logic_get_arg (call, 0));
  double b = jc_logic_to_number (self, jc_logic_get_arg (call, 1));

  if (call->name[0] == '-')
    return jc_logic_new_number (call->n_args < 2 ? -a : a - b);

  return jc_logic_new_number (call->name[0] == '/' ? a / b : fmod (a, b));
}

/* min and max */
static JsonNode *
apply_extreme (JcLogic *self, const JcLogicCall *call)
{
  gboolean is_max = strcmp (call->name, "max") == 0;
  double   extreme = is_max ? -INFINITY : INFINITY;

  for (guint i = 0; i < call->n_args; i++)
    {
      double value = jc_logic_to_number (self, call->args[i]);

      if (isnan (value))
        return NULL;
      extreme = is_max ? MAX (extreme, value) : MIN (extreme, value);
    }

  return jc_logic_new_number (extreme);
}

/* --- Text --- */

static JsonNode *
apply_cat (JcLogic *self, const JcLogicCall *call)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < call->n_args && !self->failed; i++)
    if (!JSON_NODE_HOLDS_NULL (call->args[i]))
      jc_logic_append_string (self, out, call->args[i]);

  return jc_logic_new_string (out->str);
}

/* ECMA-262, ToIntegerOrInfinity, kept within ±@limit. */
static glong
to_integer (double value, glong limit)
{
  if (isnan (value))
    return 0;

  return (glong)CLAMP (trunc (value), (double)-limit, (double)limit);
}

/* UTF-8 of @n_units UTF-16 units; a surrogate whose other half was cut off goes too. */
static char *
units_to_utf8 (const gunichar2 *units, glong n_units)
{
  if (n_units > 0 && units[0] >= 0xDC00 && units[0] <= 0xDFFF)
    {
      units++;
      n_units--;
    }
  if (n_units > 0 && units[n_units - 1] >= 0xD800 && units[n_units - 1] <= 0xDBFF)
    n_units--;

  return n_units > 0 ? g_utf16_to_utf8 (units, n_units, NULL, NULL, NULL) : g_strdup ("");
}

/* Counts UTF-16 units as the reference does. */
static JsonNode *
apply_substr (JcLogic *self, const JcLogicCall *call)
{
  g_autofree char      *source = jc_logic_dup_string (self, jc_logic_get_arg (call, 0));
  double                length = jc_logic_to_number (self, jc_logic_get_arg (call, 2));
  glong                 n_units = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (source, -1, NULL, &n_units, NULL);
  g_autofree char      *part = NULL;
  glong                 start;
  glong                 n_wanted;

  if (units == NULL)
    return NULL;

  start = to_integer (jc_logic_to_number (self, jc_logic_get_arg (call, 1)), n_units);
  if (start < 0)
    start += n_units;
  n_units -= start;
  /* A negative length counts from the end. */
  n_wanted = n_units;
  if (call->n_args > 2)
    n_wanted = to_integer (length < 0 ? (double)n_units + length : length, n_units);
  part = units_to_utf8 (units + start, n_wanted);

  return jc_logic_new_string (part != NULL ? part : "");
}

static JsonNode *
apply_log (JcLogic *self, const JcLogicCall *call)
{
  return call->n_args > 0 ? json_node_ref (call->args[0]) : NULL;
}

const JcLogicOperation jc_logic_scalar_operations[] = {
  { "!", apply_truth },     { "!!", apply_truth },      { "!=", apply_loose },
  { "!==", apply_strict },  { "%", apply_arithmetic },  { "*", apply_product },
  { "+", apply_sum },       { "-", apply_arithmetic },  { "/", apply_arithmetic },
  { "<", apply_order },     { "<=", apply_order },      { "==", apply_loose },
  { "===", apply_strict },  { ">", apply_order },       { ">=", apply_order },
  { "cat", apply_cat },     { "log", apply_log },       { "max", apply_extreme },
  { "min", apply_extreme }, { "substr", apply_substr }, { NULL },
};
