/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic.h"

#include "jc-json.h"

#include <string.h>

/* Rules come from jc_json_parse (), so they end; this only spares the stack of others. */
#define MAX_DEPTH (2 * JC_JSON_MAX_DEPTH)

static void collect (JsonNode *rule, GHashTable *paths, guint depth);
static void collect_keys (JsonNode *key, GHashTable *paths, guint depth);

/* The operation and arguments of @rule, or NULL when it is data. */
static const char *
get_operation (JsonNode *rule, JsonNode **values)
{
  JsonObject    *object = jc_json_as_object (rule);
  JsonObjectIter iter;
  const char    *name = NULL;

  if (object == NULL || json_object_get_size (object) != 1)
    return NULL;

  json_object_iter_init (&iter, object);
  json_object_iter_next (&iter, &name, values);

  return name;
}

static guint
count_args (JsonNode *values)
{
  JsonArray *array = jc_json_as_array (values);

  return array != NULL ? json_array_get_length (array) : 1;
}

/* (nullable): the argument, which may stand alone instead of in an array of one. */
static JsonNode *
get_arg (JsonNode *values, guint index)
{
  JsonArray *array = jc_json_as_array (values);

  if (index >= count_args (values))
    return NULL;

  return array != NULL ? json_array_get_element (array, index) : values;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* The beginning that a path joined by `cat` is known to have. */
static void
collect_cat (JsonNode *values, GHashTable *paths)
{
  g_autoptr (GString) known = g_string_new (NULL);
  const char *part;

  for (guint i = 0; (part = jc_json_as_string (get_arg (values, i))) != NULL; i++)
    g_string_append (known, part);

  g_hash_table_add (paths, g_strdup (known->str));
}

/* The branches that `if` may choose a path from. */
static void
collect_branches (JsonNode *values, GHashTable *paths, guint depth)
{
  guint n_args = count_args (values);

  for (guint i = 0; i < n_args; i++)
    if (i % 2 == 1 || i + 1 == n_args)
      collect_keys (get_arg (values, i), paths, depth);
}

/* The paths that @key, an argument of `var` or `missing`, names; a number names an index. */
static void
collect_keys (JsonNode *key, GHashTable *paths, guint depth)
{
  static const char *const choices[] = { "if", "?:", NULL };
  static const char *const lists[] = { "merge", "and", "or", NULL };
  JsonNode                *values = NULL;
  const char              *name = get_operation (key, &values);
  JsonArray               *array = jc_json_as_array (key);

  if (depth > MAX_DEPTH)
    return;

  if (name != NULL && is_one_of (name, choices))
    collect_branches (values, paths, depth + 1);
  else if (name != NULL && is_one_of (name, lists))
    for (guint i = 0; i < count_args (values); i++)
      collect_keys (get_arg (values, i), paths, depth + 1);
  else if (name != NULL && strcmp (name, "cat") == 0)
    collect_cat (values, paths);
  else if (array != NULL)
    for (guint i = 0; i < json_array_get_length (array); i++)
      collect_keys (json_array_get_element (array, i), paths, depth + 1);
  else if (key != NULL && JSON_NODE_HOLDS_VALUE (key) && jc_json_as_string (key) == NULL)
    g_hash_table_add (paths, jc_json_to_canonical (key));
  else
    g_hash_table_add (paths,
                      g_strdup (jc_json_as_string (key) != NULL ? jc_json_as_string (key) : ""));
}

static void
collect_operation (const char *name, JsonNode *values, GHashTable *paths, guint depth)
{
  static const char *const scoped[]
      = { "all", "count", "filter", "map", "none", "reduce", "some", NULL };
  gboolean has_body = is_one_of (name, scoped);

  if (strcmp (name, "var") == 0)
    collect_keys (get_arg (values, 0), paths, depth);
  else if (strcmp (name, "missing") == 0)
    for (guint i = 0; i < count_args (values); i++)
      collect_keys (get_arg (values, i), paths, depth);
  else if (strcmp (name, "missing_some") == 0)
    collect_keys (get_arg (values, 1), paths, depth);
  else if (strcmp (name, "today") == 0)
    g_hash_table_add (paths, g_strdup ("today"));

  for (guint i = 0; i < count_args (values); i++)
    if (!has_body || i != 1)
      collect (get_arg (values, i), paths, depth + 1);
}

static void
collect (JsonNode *rule, GHashTable *paths, guint depth)
{
  JsonNode   *values = NULL;
  const char *name = get_operation (rule, &values);
  JsonArray  *array = jc_json_as_array (rule);

  if (depth > MAX_DEPTH)
    return;

  if (name != NULL)
    collect_operation (name, values, paths, depth);
  else if (array != NULL)
    for (guint i = 0; i < json_array_get_length (array); i++)
      collect (json_array_get_element (array, i), paths, depth + 1);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/**
 * jc_logic_dup_vars:
 * @rule: (nullable): a rule
 *
 * Tells what a rule has to be evaluated anew for. The arguments of unknown operations count too.
 *
 * Returns: (transfer full) (element-type utf8): the paths, as the header says
 */
GPtrArray *
jc_logic_dup_vars (JsonNode *rule)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray     *result = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer       path;

  collect (rule, paths, 0);

  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_ptr_array_add (result, g_strdup (path));
  g_ptr_array_sort (result, compare_paths);

  return result;
}
