/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-private.h"

#include <string.h>

#include "jc-json.h"

/* --- Laying values into an object --- */

/* A new object that shares the members of @node, if that is one. */
static JsonObject *
copy_object (JsonNode *node)
{
  JsonObject    *copy = json_object_new ();
  JsonObject    *object = node != NULL ? jc_json_as_object (node) : NULL;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (object == NULL)
    return copy;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (copy, name, json_node_ref (member));

  return copy;
}

static JsonNode *
wrap_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/* The object under @name, made into one of our own first unless @owned holds it. */
static JsonObject *
own_object (JsonObject *parent, const char *name, GHashTable *owned)
{
  JsonNode   *node = json_object_get_member (parent, name);
  JsonObject *object = node != NULL ? jc_json_as_object (node) : NULL;

  if (object != NULL && g_hash_table_contains (owned, object))
    return object;

  object = copy_object (node);
  g_hash_table_add (owned, object);
  json_object_set_member (parent, name, wrap_object (object));

  return object;
}

/* The object that holds the last word of @key, whose name is given in @last. */
static JsonObject *
own_parent (JsonObject *root, const char *key, GHashTable *owned, const char **last)
{
  const char *word = key;
  const char *dot;

  while ((dot = strchr (word, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (word, (gsize)(dot - word));

      root = own_object (root, name, owned);
      word = dot + 1;
    }
  *last = word;

  return root;
}

static JsonNode *
get_value (JsonObject *root, const char *key)
{
  g_auto (GStrv) words = g_strsplit (key, ".", -1);
  JsonNode *node = NULL;

  for (guint i = 0; words[i] != NULL && root != NULL; i++)
    {
      node = json_object_get_member (root, words[i]);
      if (words[i + 1] != NULL)
        root = node != NULL ? jc_json_as_object (node) : NULL;
      if (node == NULL || root == NULL)
        return NULL;
    }

  return node;
}

/* NULL removes, so that `var` gives its default there as for any field that is not filled in. */
static void
lay_value (JsonObject *root, const char *key, GHashTable *owned, JsonNode *value)
{
  const char *last;
  JsonObject *parent;

  if (value == NULL && get_value (root, key) == NULL)
    return;

  parent = own_parent (root, key, owned, &last);
  if (value != NULL)
    json_object_set_member (parent, last, json_node_ref (value));
  else
    json_object_remove_member (parent, last);
}

/* A copy of @rows with @values in the member @name, NULL removing it. */
static JsonNode *
lay_rows (JsonArray *rows, const char *name, GPtrArray *values)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *copy = json_array_sized_new (json_array_get_length (rows));

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode   *element = json_array_get_element (rows, i);
      JsonNode   *value = i < values->len ? g_ptr_array_index (values, i) : NULL;
      JsonObject *row;

      if (jc_json_as_object (element) == NULL)
        {
          json_array_add_element (copy, json_node_ref (element));
          continue;
        }

      row = copy_object (element);
      if (value != NULL)
        json_object_set_member (row, name, json_node_ref (value));
      else
        json_object_remove_member (row, name);
      json_array_add_element (copy, wrap_object (row));
    }
  json_node_take_array (node, copy);

  return node;
}

/* --- Calculating --- */

typedef struct
{
  const JcKind *kind;
  JsonNode     *data;    /* (unowned) */
  JsonObject   *root;    /* of @data */
  GHashTable   *owned;   /* objects of @data that are ours to change */
  JsonObject   *derived; /* receives what is not null */
  GHashTable   *derived_owned;
} Run;

/* Sealed; NULL for null, also where the calculation failed. */
static JsonNode *
calculate (Run *run, const JcField *field)
{
  g_autoptr (JsonNode) result = NULL;
  JcLogicEnv env;

  jc_programme_init_logic_env (run->kind->programme, &env);
  result = jc_logic_apply (field->derived, run->data, &env, NULL);
  if (result == NULL || JSON_NODE_HOLDS_NULL (result))
    return NULL;

  /* What a rule hands through belongs to others, who may still want to change it. */
  if (!json_node_is_immutable (result))
    {
      JsonNode *copy = jc_json_copy (result);

      json_node_unref (result);
      result = copy;
      json_node_seal (result);
    }

  return g_steal_pointer (&result);
}

static void
derive_field (Run *run, const JcDerivation *derivation)
{
  g_autoptr (JsonNode) value = NULL;

  if (!derivation->looped)
    value = calculate (run, derivation->field);
  lay_value (run->root, derivation->field->key, run->owned, value);
  if (value != NULL)
    lay_value (run->derived, derivation->field->key, run->derived_owned, value);
}

static void
clear_value (gpointer value)
{
  g_clear_pointer ((JsonNode **)&value, json_node_unref);
}

/* Rows of @key among the derived ones: as many empty objects as there are rows, or those so far. */
static JsonArray *
ensure_derived_rows (Run *run, const char *key, guint n_rows)
{
  JsonNode *present = get_value (run->derived, key);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (present != NULL)
    return json_node_get_array (present);

  array = json_array_sized_new (n_rows);
  for (guint i = 0; i < n_rows; i++)
    json_array_add_element (array, wrap_object (json_object_new ()));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  lay_value (run->derived, key, run->derived_owned, node);

  return array;
}

static void
derive_member (Run *run, const JcDerivation *derivation)
{
  const char *key = derivation->rows->key;
  const char *name = derivation->field->key;
  JsonNode   *node = get_value (run->root, key);
  JsonArray  *rows = node != NULL ? jc_json_as_array (node) : NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (JsonNode) laid = NULL;

  if (rows == NULL || json_array_get_length (rows) == 0)
    return;

  values = g_ptr_array_new_with_free_func (clear_value);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      json_object_set_member (run->root, "row", json_node_ref (json_array_get_element (rows, i)));
      g_ptr_array_add (values, derivation->looped ? NULL : calculate (run, derivation->field));
    }
  json_object_remove_member (run->root, "row");

  for (guint i = 0; i < values->len; i++)
    if (g_ptr_array_index (values, i) != NULL)
      json_object_set_member (
          json_array_get_object_element (ensure_derived_rows (run, key, values->len), i), name,
          json_node_ref (g_ptr_array_index (values, i)));

  laid = lay_rows (rows, name, values);
  lay_value (run->root, key, run->owned, laid);
}

/* The object that rules see, with nothing derived in it yet. */
static JsonNode *
new_data (const JcKind *kind, JsonNode *values, const char *finalised_on, const char *today)
{
  JsonObject *root = copy_object (values);
  JsonObject *dossier = json_object_new ();

  json_object_set_string_member (dossier, "kind", kind->id);
  if (finalised_on != NULL)
    json_object_set_string_member (dossier, "finalised_on", finalised_on);
  json_object_set_member (root, "dossier", wrap_object (dossier));
  json_object_set_member (root, "programme",
                          json_node_ref (jc_programme_get_parameters (kind->programme)));
  json_object_remove_member (root, "row");
  json_object_remove_member (root, "today");
  if (today != NULL)
    json_object_set_string_member (root, "today", today);

  return wrap_object (root);
}

/**
 * jc_kind_dup_derived:
 * @kind: a kind
 * @values: (nullable): a dossier's values; untrusted
 * @finalised_on: (nullable): ISO date of finalising
 * @today: (nullable): ISO date
 *
 * Fields that depend on themselves, and those whose calculation fails, have no value. Members of
 * rows are calculated for each row, with `row` in their data; they stand in an array as long as the
 * rows.
 *
 * Returns: (transfer full): {"unit": {…}, …} of the values that are not null, sealed
 */
JsonNode *
jc_kind_dup_derived (const JcKind *kind,
                     JsonNode     *values,
                     const char   *finalised_on,
                     const char   *today)
{
  GPtrArray *derivations;
  g_autoptr (JsonNode) data = NULL;
  g_autoptr (GHashTable) owned = NULL;
  g_autoptr (GHashTable) derived_owned = NULL;
  JsonNode *derived;
  Run       run = { kind };

  g_return_val_if_fail (kind != NULL, NULL);

  derivations = ((const JcKindData *)kind)->derivations;
  owned = g_hash_table_new (NULL, NULL);
  derived_owned = g_hash_table_new (NULL, NULL);
  derived = wrap_object (json_object_new ());
  run.data = data = new_data (kind, values, finalised_on, today);
  run.root = json_node_get_object (data);
  run.owned = owned;
  run.derived = json_node_get_object (derived);
  run.derived_owned = derived_owned;

  for (guint i = 0; i < derivations->len; i++)
    {
      const JcDerivation *derivation = g_ptr_array_index (derivations, i);

      if (derivation->rows != NULL)
        derive_member (&run, derivation);
      else
        derive_field (&run, derivation);
    }
  json_node_seal (derived);

  return derived;
}

/* The values of one derived member of rows, in the rows' order; NULL where there is none. */
static GPtrArray *
dup_member_values (JsonNode *rows, const char *name)
{
  JsonArray *array = rows != NULL ? jc_json_as_array (rows) : NULL;
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (array, i));

      g_ptr_array_add (values, row != NULL ? json_object_get_member (row, name) : NULL);
    }

  return values;
}

/**
 * jc_kind_dup_logic_data:
 * @kind: a kind
 * @values: (nullable): a dossier's values; untrusted
 * @derived: (nullable): what jc_kind_dup_derived () made of them
 * @finalised_on: (nullable): ISO date of finalising
 * @today: (nullable): ISO date
 *
 * A derived field has no value where @derived has none, whatever @values hold there.
 *
 * Returns: (transfer full): the data that rules see; parts are shared with @values and @derived
 */
JsonNode *
jc_kind_dup_logic_data (const JcKind *kind,
                        JsonNode     *values,
                        JsonNode     *derived,
                        const char   *finalised_on,
                        const char   *today)
{
  GPtrArray *derivations;
  g_autoptr (GHashTable) owned = NULL;
  JsonObject *from;
  JsonObject *root;
  JsonNode   *data;

  g_return_val_if_fail (kind != NULL, NULL);

  derivations = ((const JcKindData *)kind)->derivations;
  owned = g_hash_table_new (NULL, NULL);
  from = derived != NULL ? jc_json_as_object (derived) : NULL;
  data = new_data (kind, values, finalised_on, today);
  root = json_node_get_object (data);

  for (guint i = 0; i < derivations->len; i++)
    {
      const JcDerivation *derivation = g_ptr_array_index (derivations, i);
      const char *key = derivation->rows != NULL ? derivation->rows->key : derivation->field->key;
      JsonNode   *value = from != NULL ? get_value (from, key) : NULL;
      JsonNode   *rows = get_value (root, key);

      if (derivation->rows == NULL)
        {
          lay_value (root, key, owned, value);
        }
      else if (rows != NULL && jc_json_as_array (rows) != NULL)
        {
          g_autoptr (GPtrArray) members = dup_member_values (value, derivation->field->key);
          g_autoptr (JsonNode) laid
              = lay_rows (jc_json_as_array (rows), derivation->field->key, members);

          lay_value (root, key, owned, laid);
        }
    }

  return data;
}
