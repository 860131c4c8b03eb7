/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

#include <string.h>

/* Logic reads one object that lives as long as the check: its members are objects of our own that
 * lend theirs from the values, with derived ones laid in. A change puts one member in its place;
 * nothing is ever built anew for a rule. */

/* Members of the data that no values may take the place of. */
static const char *const reserved[] = { "dossier", "programme", "row", "today", NULL };

/* --- The values as they are stored --- */

static JsonObject *
get_stored_root (JcCheck *self, const char *root)
{
  return jc_json_get_object (jc_json_as_object (self->values), root);
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* A field's own name has one word as a rule. */
static JsonNode *
get_stored_field (JcCheck *self, const JcCheckField *field)
{
  JsonObject *root = get_stored_root (self, field->root);

  if (strchr (field->name, '.') == NULL)
    return get_member (root, field->name);

  return jc_pointer_get (self->values, field->field->pointer);
}

static JsonNode *
get_stored_row (JcCheck *self, int rows, int row)
{
  JsonArray *array
      = jc_json_as_array (get_stored_field (self, jc_check_plan_get_field (self->plan, rows)));

  return array != NULL && row >= 0 && row < (int)json_array_get_length (array)
             ? json_array_get_element (array, (guint)row)
             : NULL;
}

guint
jc_check_data_count_rows (JcCheck *self, int field)
{
  JsonArray *array
      = jc_json_as_array (get_stored_field (self, jc_check_plan_get_field (self->plan, field)));

  return array != NULL ? json_array_get_length (array) : 0;
}

JsonNode *
jc_check_data_get_value (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);
  int                 derived = found->nodes[JC_CHECK_DERIVED];
  JcCheckResult      *result;

  if (found->field->derived != NULL)
    {
      result = derived != JC_CHECK_NONE ? jc_check_get_result (self, derived, row) : NULL;

      return result != NULL ? result->value : NULL;
    }

  if (found->rows == JC_CHECK_NONE)
    return get_stored_field (self, found);

  return get_member (jc_json_as_object (get_stored_row (self, found->rows, row)), found->name);
}

/* --- The mirror --- */

/* (nullable): ours, to be changed. */
static JsonObject *
get_mirror (JcCheck *self, const char *root)
{
  return g_strv_contains (reserved, root) ? NULL : jc_json_get_object (self->data, root);
}

static JsonObject *
copy_shallow (JsonObject *object)
{
  JsonObject    *copy = json_object_new ();
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

static void
set_member (JsonObject *object, const char *name, JsonNode *value)
{
  if (value != NULL)
    json_object_set_member (object, name, json_node_ref (value));
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static gboolean
has_derived_members (JcCheck *self, int rows)
{
  for (int i = rows + 1; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);

      if (field->rows != rows)
        return FALSE;
      if (field->field->derived != NULL)
        return TRUE;
    }

  return FALSE;
}

/* One row with its derived members. */
static JsonNode *
mirror_row (JcCheck *self, int rows, int row, JsonNode *stored)
{
  JsonObject *object = jc_json_as_object (stored);
  JsonNode   *node;
  JsonObject *copy;

  if (object == NULL)
    return json_node_ref (stored);

  copy = copy_shallow (object);
  for (int i = rows + 1; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);

      if (field->rows != rows)
        break;
      if (field->field->derived != NULL)
        set_member (copy, field->name, jc_check_data_get_value (self, i, row));
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, copy);

  return node;
}

/* Rows are lent as they are unless something derived has to stand in them. */
static JsonNode *
mirror_value (JcCheck *self, int position)
{
  JsonNode  *value = jc_check_data_get_value (self, position, JC_CHECK_NONE);
  JsonArray *source = jc_json_as_array (value);
  JsonArray *array;
  JsonNode  *node;

  if (source == NULL || !has_derived_members (self, position))
    return value != NULL ? json_node_ref (value) : NULL;

  array = json_array_sized_new (json_array_get_length (source));
  for (guint i = 0; i < json_array_get_length (source); i++)
    json_array_add_element (array, mirror_row (self, position, (int)i,
                                               json_array_get_element (source, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);

  return node;
}

static void
mirror_field (JcCheck *self, int position)
{
  const JcCheckField *field = jc_check_plan_get_field (self->plan, position);
  JsonObject         *mirror = get_mirror (self, field->root);
  g_autoptr (JsonNode) value = mirror_value (self, position);

  if (mirror != NULL && strchr (field->name, '.') == NULL)
    set_member (mirror, field->name, value);
}

static void
mirror_root (JcCheck *self, const char *root)
{
  JsonObject *stored = get_stored_root (self, root);

  if (stored == NULL && g_hash_table_lookup (self->plan->roots, root) == NULL)
    {
      set_member (self->data, root, NULL);
      return;
    }

  json_object_set_object_member (self->data, root, copy_shallow (stored));
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);

      if (strcmp (field->root, root) == 0 && field->rows == JC_CHECK_NONE)
        mirror_field (self, i);
    }
}

static void
mirror_member (JcCheck *self, const char *root, const char *name)
{
  g_autofree char *key = g_strconcat (root, ".", name, NULL);
  JsonObject      *mirror = get_mirror (self, root);
  JsonObject      *stored = get_stored_root (self, root);
  int position = jc_check_plan_find_field (self->plan, jc_kind_find_field (self->plan->kind, key));

  if (mirror == NULL || stored == NULL)
    mirror_root (self, root);
  else if (position != JC_CHECK_NONE)
    mirror_field (self, position);
  else
    set_member (mirror, name, get_member (stored, name));
}

void
jc_check_data_update (JcCheck *self, const char *const *tokens)
{
  if (g_strv_contains (reserved, tokens[0]))
    return;

  if (tokens[1] == NULL)
    mirror_root (self, tokens[0]);
  else
    mirror_member (self, tokens[0], tokens[1]);
}

/* `dossier` as rules see it. */
static JsonObject *
describe_dossier (JcCheck *self)
{
  JsonObject *dossier = json_object_new ();

  if (self->finalised_on != NULL)
    json_object_set_string_member (dossier, "finalised_on", self->finalised_on);
  else
    json_object_set_null_member (dossier, "finalised_on");
  json_object_set_string_member (dossier, "kind", self->plan->kind->id);

  return dossier;
}

void
jc_check_data_reset (JcCheck *self)
{
  JsonObject    *values = jc_json_as_object (self->values);
  JsonNode      *parameters = jc_programme_get_parameters (self->programme);
  JsonObjectIter iter;
  const char    *name;
  GHashTableIter roots;
  gpointer       root;

  g_clear_pointer (&self->data_node, json_node_unref);
  self->data = json_object_new ();
  self->data_node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->data_node, self->data);

  g_hash_table_iter_init (&roots, self->plan->roots);
  while (g_hash_table_iter_next (&roots, &root, NULL))
    mirror_root (self, root);

  if (values != NULL)
    {
      json_object_iter_init (&iter, values);
      while (json_object_iter_next (&iter, &name, NULL))
        if (!json_object_has_member (self->data, name) && !g_strv_contains (reserved, name))
          mirror_root (self, name);
    }

  set_member (self->data, "programme", parameters);
  json_object_set_object_member (self->data, "dossier", describe_dossier (self));
  json_object_set_string_member (self->data, "today", self->today);
}

static JsonNode *
get_mirrored_row (JcCheck *self, int rows, int row)
{
  const JcCheckField *field = jc_check_plan_get_field (self->plan, rows);
  JsonArray          *array = jc_json_get_array (get_mirror (self, field->root), field->name);

  return array != NULL && row >= 0 && row < (int)json_array_get_length (array)
             ? json_array_get_element (array, (guint)row)
             : NULL;
}

void
jc_check_data_set_derived (JcCheck *self, int field, int row, JsonNode *value)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);
  JsonObject         *holder = found->rows == JC_CHECK_NONE
                                   ? get_mirror (self, found->root)
                                   : jc_json_as_object (get_mirrored_row (self, found->rows, row));

  if (holder != NULL)
    set_member (holder, found->name, value);
}

void
jc_check_data_set_row (JcCheck *self, int rows, int row)
{
  JsonNode *node = row != JC_CHECK_NONE ? get_mirrored_row (self, rows, row) : NULL;

  set_member (self->data, "row", node);
}
