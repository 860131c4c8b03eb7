/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

#include <string.h>

void
jc_check_forget_touched (JcCheck *self)
{
  g_hash_table_remove_all (self->touched_set);
  g_ptr_array_set_size (self->touched, 0);
  g_ptr_array_set_size (self->touched_slots, 0);
}

static void
take_values (JcCheck *self, JsonNode *values)
{
  json_node_ref (values);
  g_clear_pointer (&self->values, json_node_unref);
  self->values = values;
}

/**
 * jc_check_new:
 * @programme: a programme
 * @kind: the id of one of its kinds
 * @today: ISO date that counts as today
 *
 * Returns: (transfer full) (nullable): the check of an empty dossier; NULL when @programme has no
 * such kind
 */
JcCheck *
jc_check_new (JcProgramme *programme, const char *kind, const char *today)
{
  const JcKind *found = jc_programme_find_kind (programme, kind);
  g_autoptr (JsonNode) values = NULL;
  JcCheck *self;

  if (found == NULL)
    return NULL;

  self = g_new0 (JcCheck, 1);
  self->programme = jc_programme_ref (programme);
  self->plan = jc_check_plan_new (programme, found);
  self->today = g_strdup (today);
  self->touched = g_ptr_array_new_with_free_func (g_free);
  self->touched_set = g_hash_table_new (g_str_hash, g_str_equal);
  self->findings = g_ptr_array_new ();
  self->options.as_of = self->today;
  self->options.default_area = jc_programme_get_default_area (programme);
  jc_programme_init_logic_env (programme, &self->env);
  jc_check_files_init (self);
  jc_check_readings_init (self);
  jc_check_prepare (self);

  values = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (values, json_object_new ());
  json_node_seal (values);
  take_values (self, values);
  jc_check_reset (self);
  jc_check_run (self);
  jc_check_forget_touched (self);

  return self;
}

/**
 * jc_check_free:
 * @self: (transfer full): a check
 */
void
jc_check_free (JcCheck *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->derived, json_node_unref);
  g_ptr_array_unref (self->findings);
  jc_check_files_clear (self);
  jc_check_readings_clear (self);
  g_ptr_array_unref (self->results);
  g_free (self->dirty);
  g_hash_table_unref (self->touched_set);
  g_ptr_array_unref (self->touched);
  json_node_unref (self->data_node);
  json_node_unref (self->values);
  jc_check_plan_free (self->plan);
  jc_programme_unref (self->programme);
  g_free (self->finalised_on);
  g_free (self->today);
  g_free (self);
}

/**
 * jc_check_set_dossier:
 * @self: a check
 * @dossier: a dossier of its kind
 */
void
jc_check_set_dossier (JcCheck *self, JcDossier *dossier)
{
  jc_check_forget_touched (self);
  g_free (self->finalised_on);
  self->finalised_on = g_strdup (jc_dossier_get_finalised_on (dossier));
  take_values (self, jc_dossier_get_values (dossier));
  jc_check_files_take (self, jc_dossier_get_attachments (dossier));
  jc_check_reset (self);
  jc_check_run (self);
}

/**
 * jc_check_update:
 * @self: a check
 * @values: the values now, sealed
 * @changed: (array zero-terminated=1): pointers to where they differ from the last ones
 *
 * A malformed pointer counts as a change of everything.
 */
void
jc_check_update (JcCheck *self, JsonNode *values, const char *const *changed)
{
  static const char *const everything[] = { NULL };

  jc_check_forget_touched (self);
  take_values (self, values);
  for (gsize i = 0; changed[i] != NULL; i++)
    {
      g_auto (GStrv) tokens = jc_pointer_split (changed[i]);

      jc_check_apply_change (self, tokens != NULL ? (const char *const *)tokens : everything);
    }

  jc_check_run (self);
}

/**
 * jc_check_update_attachments:
 * @self: a check
 * @attachments: the dossier's attachments now, sealed
 *
 * What values say is not looked at again.
 */
void
jc_check_update_attachments (JcCheck *self, JsonNode *attachments)
{
  jc_check_forget_touched (self);
  jc_check_files_take (self, attachments);
  jc_check_run (self);
}

/**
 * jc_check_get_findings:
 * @self: a check
 *
 * Returns: (transfer none) (element-type JcFinding): all findings, in the form's order
 */
GPtrArray *
jc_check_get_findings (JcCheck *self)
{
  jc_check_ensure_entries (self);

  return self->findings;
}

/**
 * jc_check_dup_findings_at:
 * @self: a check
 * @pointer: a field, a row or a member of one
 *
 * Returns: (transfer container) (element-type JcFinding): the findings at @pointer or below it
 */
GPtrArray *
jc_check_dup_findings_at (JcCheck *self, const char *pointer)
{
  GPtrArray *found = g_ptr_array_new ();

  jc_check_ensure_entries (self);
  for (guint i = 0; i < self->findings->len; i++)
    {
      JcFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->pointer != NULL && jc_pointer_is_below (finding->pointer, pointer))
        g_ptr_array_add (found, finding);
    }

  return found;
}

static JsonObject *
ensure_object (JsonObject *parent, const char *name)
{
  if (!json_object_has_member (parent, name))
    json_object_set_object_member (parent, name, json_object_new ());

  return json_object_get_object_member (parent, name);
}

/* The derived values of one row's members stand in an array as long as the rows. */
static JsonObject *
ensure_row (JsonObject *root, const char *name, guint n_rows, int row)
{
  if (!json_object_has_member (root, name))
    {
      JsonArray *rows = json_array_sized_new (n_rows);

      for (guint i = 0; i < n_rows; i++)
        json_array_add_object_element (rows, json_object_new ());
      json_object_set_array_member (root, name, rows);
    }

  return json_array_get_object_element (json_object_get_array_member (root, name), (guint)row);
}

static void
lay_derived (JcCheck *self, JsonObject *derived, int position)
{
  const JcCheckField *field = jc_check_plan_get_field (self->plan, position);
  const JcCheckField *rows;
  guint               n_rows;

  if (field->rows == JC_CHECK_NONE)
    {
      JsonNode *value = jc_check_data_get_value (self, position, JC_CHECK_NONE);

      if (value != NULL)
        json_object_set_member (ensure_object (derived, field->root), field->name,
                                json_node_ref (value));
      return;
    }

  rows = jc_check_plan_get_field (self->plan, field->rows);
  n_rows = jc_check_data_count_rows (self, field->rows);
  for (guint i = 0; i < n_rows; i++)
    {
      JsonNode *value = jc_check_data_get_value (self, position, (int)i);

      if (value != NULL)
        json_object_set_member (ensure_row (ensure_object (derived, rows->root), rows->name, n_rows,
                                            (int)i),
                                field->name, json_node_ref (value));
    }
}

/**
 * jc_check_get_derived:
 * @self: a check
 *
 * Returns: (transfer none): derived values as jc_kind_dup_derived () gives them, sealed; until the
 * next call that changes @self
 */
JsonNode *
jc_check_get_derived (JcCheck *self)
{
  JsonObject *derived;

  if (self->derived != NULL)
    return self->derived;

  derived = json_object_new ();
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    if (jc_check_plan_get_field (self->plan, i)->field->derived != NULL)
      lay_derived (self, derived, i);

  self->derived = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->derived, derived);
  json_node_seal (self->derived);

  return self->derived;
}

gboolean
jc_check_locate (JcCheck *self, const char *pointer, int *field, int *row)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  guint64 number = 0;
  guint   length;

  *row = JC_CHECK_NONE;
  *field = jc_check_plan_find_field (self->plan, jc_kind_find_field (self->plan->kind, pointer));
  if (*field == JC_CHECK_NONE || tokens == NULL)
    return FALSE;
  if (jc_check_plan_get_field (self->plan, *field)->rows == JC_CHECK_NONE)
    return TRUE;

  length = g_strv_length (tokens);
  if (length < 2 || !g_ascii_string_to_unsigned (tokens[length - 2], 10, 0, G_MAXINT, &number, NULL)
      || number
             >= jc_check_data_count_rows (self, jc_check_plan_get_field (self->plan, *field)->rows))
    return FALSE;
  *row = (int)number;

  return TRUE;
}

/**
 * jc_check_get_value:
 * @self: a check
 * @pointer: a field, or any place in the values
 *
 * Returns: (transfer none) (nullable): its derived or stored value; NULL when there is neither
 */
JsonNode *
jc_check_get_value (JcCheck *self, const char *pointer)
{
  int field;
  int row;

  if (jc_check_locate (self, pointer, &field, &row))
    return jc_check_data_get_value (self, field, row);

  return jc_pointer_get (self->values, pointer);
}

/**
 * jc_check_field_applies:
 * @self: a check
 * @pointer: a field, or a member of a row
 *
 * Returns: whether it applies, its section and its rows too; FALSE for an unknown one
 */
gboolean
jc_check_field_applies (JcCheck *self, const char *pointer)
{
  int field;
  int row;

  return jc_check_locate (self, pointer, &field, &row) && jc_check_field_at_applies (self, field, row);
}

/**
 * jc_check_field_is_required:
 * @self: a check
 * @pointer: a field, or a member of a row
 *
 * Returns: whether it has to be filled; FALSE where it does not apply and for an unknown one
 */
gboolean
jc_check_field_is_required (JcCheck *self, const char *pointer)
{
  int field;
  int row;

  return jc_check_locate (self, pointer, &field, &row) && jc_check_field_at_is_required (self, field, row);
}

/**
 * jc_check_dup_proposal:
 * @self: a check
 * @pointer: a field, or a member of a row
 *
 * Returns: (transfer full) (nullable): what to offer; NULL when the field is filled, does not
 * apply, or nothing is known to offer
 */
JsonNode *
jc_check_dup_proposal (JcCheck *self, const char *pointer)
{
  JcCheckResult *result;
  int            field;
  int            row;
  int            node;

  if (!jc_check_locate (self, pointer, &field, &row) || !jc_check_field_at_applies (self, field, row)
      || !jc_json_is_blank (jc_check_data_get_value (self, field, row)))
    return NULL;

  node = jc_check_plan_get_field (self->plan, field)->nodes[JC_CHECK_PROPOSAL];
  result = node != JC_CHECK_NONE ? jc_check_get_result (self, node, row) : NULL;

  return result != NULL && !jc_json_is_blank (result->value) ? json_node_ref (result->value) : NULL;
}

/**
 * jc_check_slot_applies:
 * @self: a check
 * @slot: a slot's id
 *
 * Returns: whether its originals are asked for; FALSE for an unknown one
 */
gboolean
jc_check_slot_applies (JcCheck *self, const char *slot)
{
  int position = jc_check_plan_find_slot (self->plan, slot);
  int node;

  if (position == JC_CHECK_NONE)
    return FALSE;

  node = jc_check_plan_get_slot (self->plan, position)->applies;

  return node == JC_CHECK_NONE || jc_check_get_result (self, node, JC_CHECK_NONE)->flag;
}

/**
 * jc_check_get_route:
 * @self: a check
 *
 * Returns: (transfer none) (nullable): the id of the first route whose `when` holds, or that has
 * none
 */
const char *
jc_check_get_route (JcCheck *self)
{
  GPtrArray *routes = jc_programme_get_routes (self->programme);

  for (guint i = 0; i < self->plan->route_nodes->len; i++)
    {
      int node = g_array_index (self->plan->route_nodes, int, i);

      if (node == JC_CHECK_NONE || jc_check_get_result (self, node, JC_CHECK_NONE)->flag)
        return ((const JcRoute *)g_ptr_array_index (routes, i))->id;
    }

  return NULL;
}

/**
 * jc_check_get_touched:
 * @self: a check
 *
 * Returns: (transfer none) (element-type utf8): pointers of fields that look different since the
 * last call that changed @self, rows that went included
 */
GPtrArray *
jc_check_get_touched (JcCheck *self)
{
  return self->touched;
}

/**
 * jc_check_get_touched_slots:
 * @self: a check
 *
 * Returns: (transfer none) (element-type utf8): ids of the slots that look different since the last
 * call that changed @self
 */
GPtrArray *
jc_check_get_touched_slots (JcCheck *self)
{
  return self->touched_slots;
}

/**
 * jc_check_get_n_evaluated:
 * @self: a check
 *
 * Returns: how many evaluations it has made
 */
guint64
jc_check_get_n_evaluated (JcCheck *self)
{
  return self->n_evaluated;
}
