/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-row-edits.h"

#include <string.h>

#include "jc-json.h"
#include "jc-pointer.h"

static JsonNode *
wrap_rows (JsonArray *rows)
{
  JsonNode *node;

  if (json_array_get_length (rows) == 0)
    {
      json_array_unref (rows);
      return NULL;
    }

  node = json_node_init_array (json_node_alloc (), rows);
  json_array_unref (rows);

  return node;
}

static JsonArray *
copy_rows (JsonNode *rows)
{
  JsonArray *source = jc_json_as_array (rows);
  JsonArray *copy = json_array_new ();

  for (guint i = 0; source != NULL && i < json_array_get_length (source); i++)
    json_array_add_element (copy, jc_json_copy (json_array_get_element (source, i)));

  return copy;
}

static void
set_new_id (JsonNode *row)
{
  g_autofree char *id = g_uuid_string_random ();

  json_object_set_string_member (json_node_get_object (row), "id", id);
}

/* json-glib has no insertion: a new array with @element before @position. */
static JsonArray *
insert_row (JsonArray *rows, guint position, JsonNode *element)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      if (i == position)
        json_array_add_element (result, g_steal_pointer (&element));
      json_array_add_element (result, json_node_copy (json_array_get_element (rows, i)));
    }
  if (element != NULL)
    json_array_add_element (result, element);
  json_array_unref (rows);

  return result;
}

/**
 * jc_row_edits_dup_added:
 * @rows: (nullable): an array of rows
 *
 * Returns: (transfer full): @rows with an empty one at the end, which has an id of its own
 */
JsonNode *
jc_row_edits_dup_added (JsonNode *rows)
{
  JsonArray *copy = copy_rows (rows);
  JsonNode  *row = json_node_init (json_node_alloc (), JSON_NODE_OBJECT);

  json_node_take_object (row, json_object_new ());
  set_new_id (row);
  json_array_add_element (copy, row);

  return wrap_rows (copy);
}

/**
 * jc_row_edits_dup_copied:
 * @rows: an array of rows
 * @position: one of them
 *
 * Returns: (transfer full): @rows with a copy of that row behind it, which has an id of its own
 */
JsonNode *
jc_row_edits_dup_copied (JsonNode *rows, guint position)
{
  JsonArray *copy = copy_rows (rows);
  JsonNode  *row;

  g_return_val_if_fail (position < json_array_get_length (copy), wrap_rows (copy));

  row = jc_json_copy (json_array_get_element (copy, position));
  set_new_id (row);

  return wrap_rows (insert_row (copy, position + 1, row));
}

/**
 * jc_row_edits_dup_removed:
 * @rows: an array of rows
 * @position: one of them
 *
 * Returns: (transfer full) (nullable): @rows without it; %NULL when it was the last one
 */
JsonNode *
jc_row_edits_dup_removed (JsonNode *rows, guint position)
{
  JsonArray *copy = copy_rows (rows);

  g_return_val_if_fail (position < json_array_get_length (copy), wrap_rows (copy));

  json_array_remove_element (copy, position);

  return wrap_rows (copy);
}

/**
 * jc_row_edits_dup_moved:
 * @rows: an array of rows
 * @from: one of them
 * @to: its new position
 *
 * Returns: (transfer full): @rows in the new order
 */
JsonNode *
jc_row_edits_dup_moved (JsonNode *rows, guint from, guint to)
{
  JsonArray *copy = copy_rows (rows);
  JsonNode  *row;

  g_return_val_if_fail (from < json_array_get_length (copy), wrap_rows (copy));
  g_return_val_if_fail (to < json_array_get_length (copy), wrap_rows (copy));

  row = jc_json_copy (json_array_get_element (copy, from));
  json_array_remove_element (copy, from);

  return wrap_rows (insert_row (copy, to, row));
}

/* --- The order of problems --- */

static guint
find_member (const JcField *field, const char *key)
{
  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    if (g_strcmp0 (((const JcField *)g_ptr_array_index (field->fields, i))->key, key) == 0)
      return i + 1;

  return 0;
}

static guint64
rank_within (const JcField *field, const char *rest)
{
  g_auto (GStrv) tokens = jc_pointer_split (rest);
  guint64 position;

  if (tokens == NULL || tokens[0] == NULL)
    return 0;

  position = g_ascii_strtoull (tokens[0], NULL, 10) + 1;

  return (MIN (position, 0xffff) << 16) | (tokens[1] != NULL ? find_member (field, tokens[1]) : 0);
}

/* Slots come behind the sections, files that are not sorted behind the slots. */
static guint64
rank_slot (const JcKind *kind, const char *slot)
{
  guint64 page = (guint64)(kind->sections->len + 1) << 48;
  guint   i = 0;

  while (i < kind->slots->len
         && g_strcmp0 (((const JcSlot *)g_ptr_array_index (kind->slots, i))->id, slot) != 0)
    i++;

  return page | ((guint64)(i + 1) << 32);
}

static guint64
rank_finding (const JcKind *kind, const JcFinding *finding)
{
  return finding->slot != NULL ? rank_slot (kind, finding->slot)
                               : jc_problem_order_rank (kind, finding->pointer);
}

/**
 * jc_problem_order_rank:
 * @kind: a kind of dossier
 * @pointer: (nullable): a field of it, also a row's; or a slot as "slot:ID"
 *
 * Returns: a number that grows down the form and its slots; %G_MAXUINT64 for what is neither
 */
guint64
jc_problem_order_rank (const JcKind *kind, const char *pointer)
{
  if (pointer != NULL && g_str_has_prefix (pointer, "slot:"))
    return rank_slot (kind, pointer + strlen ("slot:"));

  for (guint i = 0; pointer != NULL && i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          if (jc_pointer_is_below (pointer, field->pointer))
            return ((guint64)(i + 1) << 48) | ((guint64)(j + 1) << 32)
                   | rank_within (field, pointer + strlen (field->pointer));
        }
    }

  return G_MAXUINT64;
}

/**
 * jc_problem_order_section:
 * @kind: a kind of dossier
 * @section: (nullable): a section's id, or JC_SECTION_SLOTS
 *
 * Returns: a number below those of the section's fields and above those of the sections before
 */
guint64
jc_problem_order_section (const JcKind *kind, const char *section)
{
  for (guint i = 0; i < kind->sections->len; i++)
    if (g_strcmp0 (((const JcSection *)g_ptr_array_index (kind->sections, i))->id, section) == 0)
      return (guint64)(i + 1) << 48;

  return g_strcmp0 (section, JC_SECTION_SLOTS) == 0 ? (guint64)(kind->sections->len + 1) << 48 : 0;
}

/**
 * jc_problem_order_find:
 * @kind: a kind of dossier
 * @findings: (element-type JcFinding): of a dossier of it, in any order
 * @rank: where the person is
 * @forward: down the form, else up
 *
 * Hints are no problems. Of several at one place the first one is given.
 *
 * Returns: (nullable) (transfer none): the nearest problem in that direction
 */
const JcFinding *
jc_problem_order_find (const JcKind *kind, GPtrArray *findings, guint64 rank, gboolean forward)
{
  guint64          best_rank = 0;
  const JcFinding *best = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);
      guint64          there = rank_finding (kind, finding);

      if (finding->severity == JC_SEVERITY_HINT || (forward ? there <= rank : there >= rank))
        continue;
      if (best == NULL || (forward ? there < best_rank : there > best_rank))
        {
          best = finding;
          best_rank = there;
        }
    }

  return best;
}
