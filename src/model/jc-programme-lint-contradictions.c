/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include <math.h>

#include "jc-json.h"

/**
 * Limits:
 * @allowed: (nullable): literals one of which it has to equal; NULL: any
 * @denied: literals that it must not equal
 * @low, @high: bounds, with whether they are out of bounds themselves
 * @truthy, @falsy: it is asked for by itself, or negated
 *
 * All that conditions joined by `and` ask of one name.
 */
typedef struct
{
  GHashTable *allowed;
  GHashTable *denied;
  double      low;
  double      high;
  gboolean    above_low;
  gboolean    below_high;
  gboolean    truthy;
  gboolean    falsy;
} Limits;

static Limits *
limits_new (void)
{
  Limits *limits = g_new0 (Limits, 1);

  limits->denied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  limits->low = -INFINITY;
  limits->high = INFINITY;

  return limits;
}

static void
limits_free (Limits *limits)
{
  g_clear_pointer (&limits->allowed, g_hash_table_unref);
  g_hash_table_unref (limits->denied);
  g_free (limits);
}

static gboolean
is_literal (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node);
}

/* What loose equality takes for the same has one spelling: 1, "1" and true. */
static char *
dup_spelling (JsonNode *literal)
{
  if (jc_json_as_string (literal) != NULL)
    return g_strdup (jc_json_as_string (literal));
  if (json_node_get_value_type (literal) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (literal) ? "1" : "0");

  return jc_json_to_canonical (literal);
}

static gboolean
is_truthy_spelling (const char *spelling)
{
  return *spelling != '\0' && !g_str_equal (spelling, "0");
}

/* Only of a value that is one thing: a list may well hold two codes at once. */
static Limits *
get_limits (const JcLintScope *scope, GHashTable *all, JsonNode *node)
{
  const char    *path = node != NULL ? jc_lint_get_var (node) : NULL;
  const JcField *field = NULL;
  Limits        *limits;

  if (path == NULL || *path == '\0')
    return NULL;

  jc_lint_resolve (scope, path, &field);
  if (field != NULL
      && (field->type == JC_FIELD_CODES || field->type == JC_FIELD_TERMS
          || field->type == JC_FIELD_ROWS))
    return NULL;

  limits = g_hash_table_lookup (all, path);
  if (limits == NULL)
    {
      limits = limits_new ();
      g_hash_table_insert (all, (gpointer)path, limits);
    }

  return limits;
}

/* @allowed (transfer full) */
static void
intersect (Limits *limits, GHashTable *allowed)
{
  GHashTableIter iter;
  gpointer       spelling;

  if (limits->allowed == NULL)
    {
      limits->allowed = allowed;
      return;
    }

  g_hash_table_iter_init (&iter, limits->allowed);
  while (g_hash_table_iter_next (&iter, &spelling, NULL))
    if (!g_hash_table_contains (allowed, spelling))
      g_hash_table_iter_remove (&iter);
  g_hash_table_unref (allowed);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_equality (const JcLintScope *scope, GHashTable *all, JsonNode *arguments, gboolean equal)
{
  JsonNode *left = jc_lint_get_argument (arguments, 0);
  JsonNode *right = jc_lint_get_argument (arguments, 1);
  Limits   *limits = get_limits (scope, all, is_literal (left) ? right : left);
  JsonNode *literal = is_literal (left) ? left : right;

  if (limits == NULL || !is_literal (literal))
    return;

  if (equal)
    {
      GHashTable *allowed = new_set ();

      g_hash_table_add (allowed, dup_spelling (literal));
      intersect (limits, allowed);
    }
  else
    {
      g_hash_table_add (limits->denied, dup_spelling (literal));
    }
}

static void
add_membership (const JcLintScope *scope, GHashTable *all, JsonNode *arguments)
{
  JsonNode   *set = jc_lint_get_argument (arguments, 1);
  JsonArray  *array = set != NULL ? jc_json_as_array (set) : NULL;
  Limits     *limits = get_limits (scope, all, jc_lint_get_argument (arguments, 0));
  GHashTable *allowed;

  if (limits == NULL || array == NULL)
    return;

  allowed = new_set ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (!is_literal (item))
        {
          g_hash_table_unref (allowed);
          return;
        }
      g_hash_table_add (allowed, dup_spelling (item));
    }
  intersect (limits, allowed);
}

static gboolean
get_number (JsonNode *node, double *number)
{
  if (!is_literal (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  *number = json_node_get_double (node);

  return TRUE;
}

static void
set_low (Limits *limits, double number, gboolean strict)
{
  if (number > limits->low || (number == limits->low && strict))
    {
      limits->low = number;
      limits->above_low = strict;
    }
}

static void
set_high (Limits *limits, double number, gboolean strict)
{
  if (number < limits->high || (number == limits->high && strict))
    {
      limits->high = number;
      limits->below_high = strict;
    }
}

/* @left < @right, or <= unless @strict. */
static void
add_order (
    const JcLintScope *scope, GHashTable *all, JsonNode *left, JsonNode *right, gboolean strict)
{
  double  number;
  Limits *limits;

  if (left == NULL || right == NULL)
    return;

  if (get_number (right, &number) && (limits = get_limits (scope, all, left)) != NULL)
    set_high (limits, number, strict);
  if (get_number (left, &number) && (limits = get_limits (scope, all, right)) != NULL)
    set_low (limits, number, strict);
}

static void
add_orders (const JcLintScope *scope, GHashTable *all, const char *name, JsonNode *arguments)
{
  gboolean  strict = name[1] == '\0';
  JsonNode *first = jc_lint_get_argument (arguments, 0);
  JsonNode *second = jc_lint_get_argument (arguments, 1);

  if (name[0] == '<')
    {
      add_order (scope, all, first, second, strict);
      add_order (scope, all, second, jc_lint_get_argument (arguments, 2), strict);
    }
  else
    {
      add_order (scope, all, second, first, strict);
    }
}

static void
add_condition (const JcLintScope *scope, GHashTable *all, JsonNode *logic)
{
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (logic, &arguments);
  JsonNode   *first = jc_lint_get_argument (arguments, 0);
  Limits     *limits;

  if (name == NULL)
    return;

  if (g_str_equal (name, "and"))
    for (guint i = 0; jc_lint_get_argument (arguments, i) != NULL; i++)
      add_condition (scope, all, jc_lint_get_argument (arguments, i));
  else if (g_str_equal (name, "==") || g_str_equal (name, "==="))
    add_equality (scope, all, arguments, TRUE);
  else if (g_str_equal (name, "!=") || g_str_equal (name, "!=="))
    add_equality (scope, all, arguments, FALSE);
  else if (g_str_equal (name, "in"))
    add_membership (scope, all, arguments);
  else if (name[0] == '<' || name[0] == '>')
    add_orders (scope, all, name, arguments);
  else if (g_str_equal (name, "!!") && first != NULL)
    add_condition (scope, all, first);
  else if (g_str_equal (name, "!") && (limits = get_limits (scope, all, first)) != NULL)
    limits->falsy = TRUE;
  else if ((limits = get_limits (scope, all, logic)) != NULL)
    limits->truthy = TRUE;
}

static gboolean
fits (const Limits *limits, const char *spelling)
{
  char  *end = NULL;
  double number = g_ascii_strtod (spelling, &end);

  if (g_hash_table_contains (limits->denied, spelling))
    return FALSE;
  if ((limits->truthy && !is_truthy_spelling (spelling))
      || (limits->falsy && is_truthy_spelling (spelling)))
    return FALSE;
  if (end == spelling || *end != '\0')
    return TRUE;

  return (limits->above_low ? number > limits->low : number >= limits->low)
         && (limits->below_high ? number < limits->high : number <= limits->high);
}

static gboolean
are_impossible (const Limits *limits)
{
  GHashTableIter iter;
  gpointer       spelling;

  if (limits->truthy && limits->falsy)
    return TRUE;
  if (limits->low > limits->high
      || (limits->low == limits->high && (limits->above_low || limits->below_high)))
    return TRUE;
  if (limits->allowed == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, limits->allowed);
  while (g_hash_table_iter_next (&iter, &spelling, NULL))
    if (fits (limits, spelling))
      return FALSE;

  return TRUE;
}

/**
 * jc_lint_contradict:
 * @scope: where the conditions stand
 * @conditions: (element-type JsonNode): logic, joined by `and`
 *
 * Sees equalities, memberships, bounds and bare names, each of one name and literals. What it does
 * not understand it takes for possible.
 *
 * Returns: TRUE when no values can fulfil all of them
 */
gboolean
jc_lint_contradict (const JcLintScope *scope, GPtrArray *conditions)
{
  g_autoptr (GHashTable) all
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)limits_free);
  GHashTableIter iter;
  gpointer       limits;

  for (guint i = 0; i < conditions->len; i++)
    add_condition (scope, all, g_ptr_array_index (conditions, i));

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &limits))
    if (are_impossible (limits))
      return TRUE;

  return FALSE;
}
