/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-merge-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

/* --- Conflicts --- */

/**
 * jc_conflict_free:
 * @conflict: (transfer full): a conflict
 */
void
jc_conflict_free (JcConflict *conflict)
{
  g_free (conflict->pointer);
  g_clear_pointer (&conflict->base, json_node_unref);
  g_clear_pointer (&conflict->mine, json_node_unref);
  g_clear_pointer (&conflict->theirs, json_node_unref);
  g_free (conflict);
}

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

static void
set_member (JsonObject *object, const char *name, JsonNode *value)
{
  if (value != NULL)
    json_object_set_member (object, name, json_node_ref (value));
  else
    json_object_set_null_member (object, name);
}

/**
 * jc_conflicts_to_json:
 * @conflicts: (element-type JcConflict): conflicts
 *
 * Returns: (transfer full): an array of {"pointer", "base", "mine", "theirs"}
 */
JsonNode *
jc_conflicts_to_json (GPtrArray *conflicts)
{
  JsonArray *array = json_array_sized_new (conflicts->len);
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const JcConflict *conflict = g_ptr_array_index (conflicts, i);
      JsonObject       *object = json_object_new ();

      json_object_set_string_member (object, "pointer", conflict->pointer);
      set_member (object, "base", conflict->base);
      set_member (object, "mine", conflict->mine);
      set_member (object, "theirs", conflict->theirs);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

JsonNode *
jc_merge_keep_mine (const JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  JcConflict *conflict = g_new0 (JcConflict, 1);

  conflict->pointer = g_strdup (pointer);
  conflict->base = ref_node (sides->base);
  conflict->mine = ref_node (sides->mine);
  conflict->theirs = ref_node (sides->theirs);
  g_ptr_array_add (conflicts, conflict);

  return ref_node (sides->mine);
}

/* --- Objects --- */

static gboolean
is_object_or_absent (JsonNode *node)
{
  return node == NULL || jc_json_as_object (node) != NULL;
}

/* An object that one side took away is one whose members it took away, all of them. */
static gboolean
sides_are_objects (const JcMergeSides *sides)
{
  return is_object_or_absent (sides->base) && is_object_or_absent (sides->mine)
         && is_object_or_absent (sides->theirs);
}

static JsonNode *
get_member (JsonNode *node, const char *name)
{
  JsonObject *object = jc_json_as_object (node);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static void
merge_members_of (JsonNode           *side,
                  const JcMergeSides *sides,
                  const char         *pointer,
                  JsonObject         *merged,
                  GHashTable         *done,
                  GPtrArray          *conflicts)
{
  JsonObject    *object = jc_json_as_object (side);
  JsonObjectIter iter;
  const char    *name;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      g_autofree char *below = NULL;
      JcMergeSides     members = { get_member (sides->base, name), get_member (sides->mine, name),
                                   get_member (sides->theirs, name) };
      JsonNode        *node;

      if (!g_hash_table_add (done, (gpointer)name))
        continue;

      below = jc_pointer_append (pointer, name);
      node = jc_merge_nodes (&members, below, conflicts);
      if (node != NULL)
        json_object_set_member (merged, name, node);
    }
}

static JsonNode *
merge_objects (const JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonObject) merged = json_object_new ();
  JsonNode *node;

  merge_members_of (sides->theirs, sides, pointer, merged, done, conflicts);
  merge_members_of (sides->mine, sides, pointer, merged, done, conflicts);
  if (json_object_get_size (merged) == 0 && sides->mine == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&merged));

  return node;
}

/* --- Any node --- */

JsonNode *
jc_merge_nodes (const JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  if (jc_json_equal (sides->theirs, sides->base) || jc_json_equal (sides->mine, sides->theirs))
    return ref_node (sides->mine);
  if (jc_json_equal (sides->mine, sides->base))
    return ref_node (sides->theirs);

  if (sides_are_objects (sides))
    return merge_objects (sides, pointer, conflicts);
  if (jc_merge_sides_are_rows (sides))
    return jc_merge_rows (sides, pointer, FALSE, conflicts);

  return jc_merge_keep_mine (sides, pointer, conflicts);
}

static JsonNode *
merge_attachments (const JcMergeSides *sides, GPtrArray *conflicts)
{
  if (jc_json_equal (sides->theirs, sides->base) || jc_json_equal (sides->mine, sides->theirs))
    return ref_node (sides->mine);
  if (jc_json_equal (sides->mine, sides->base))
    return ref_node (sides->theirs);
  if (jc_merge_sides_are_rows (sides))
    return jc_merge_rows (sides, "/attachments", TRUE, conflicts);

  return jc_merge_keep_mine (sides, "/attachments", conflicts);
}

/**
 * jc_merge:
 * @base: what both sides began with
 * @mine: what this side made of it
 * @theirs: what the other side made of it
 * @conflicts: (element-type JcConflict): receives what both changed differently
 *
 * Pointers of conflicts lead into the merged values ("/leader/phone"), those below "/attachments"
 * into its attachments. A row that this side took away and the other changed is not in the merged
 * document: its pointer has the next position after the last row, where it may be put back. Where
 * both sides moved rows to different places, the conflict is of the rows as a whole, and its values
 * are the merged rows in either order.
 *
 * Returns: (transfer full): the merged dossier
 */
JcDossier *
jc_merge (JcDossier *base, JcDossier *mine, JcDossier *theirs, GPtrArray *conflicts)
{
  JcMergeSides values = { jc_dossier_get_values (base), jc_dossier_get_values (mine),
                          jc_dossier_get_values (theirs) };
  JcMergeSides attachments = { jc_dossier_get_attachments (base), jc_dossier_get_attachments (mine),
                               jc_dossier_get_attachments (theirs) };
  g_autoptr (JsonNode) merged_values = jc_merge_nodes (&values, "", conflicts);
  g_autoptr (JsonNode) merged_attachments = merge_attachments (&attachments, conflicts);
  g_autoptr (JcDossier) merged = NULL;

  json_node_seal (merged_values);
  json_node_seal (merged_attachments);
  merged = jc_dossier_with_values (theirs, merged_values);

  return jc_dossier_with_attachments (merged, merged_attachments);
}
