/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-dossier-diff.h"

#include "jc-json.h"
#include "jc-pointer.h"

static void
compare (JsonArray *differences, const char *pointer, JsonNode *before, JsonNode *after);

static JsonNode *
copy_or_null (JsonNode *node)
{
  return node != NULL ? jc_json_copy (node) : json_node_new (JSON_NODE_NULL);
}

static void
add (JsonArray *differences, const char *pointer, JsonNode *before, JsonNode *after)
{
  JsonObject *difference = json_object_new ();

  json_object_set_string_member (difference, "pointer", pointer);
  json_object_set_member (difference, "before", copy_or_null (before));
  json_object_set_member (difference, "after", copy_or_null (after));
  json_array_add_object_element (differences, difference);
}

static JsonNode *
get_member (JsonNode *node, const char *name)
{
  JsonObject *object = jc_json_as_object (node);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* Every name of either object, each once, those of @before first. */
static GPtrArray *
list_names (JsonNode *before, JsonNode *after)
{
  GPtrArray  *names = g_ptr_array_new ();
  JsonObject *old = jc_json_as_object (before);
  JsonObject *new = jc_json_as_object (after);
  g_autoptr (GList) old_names = old != NULL ? json_object_get_members (old) : NULL;
  g_autoptr (GList) new_names = new != NULL ? json_object_get_members (new) : NULL;

  for (GList *l = old_names; l != NULL; l = l->next)
    g_ptr_array_add (names, l->data);
  for (GList *l = new_names; l != NULL; l = l->next)
    if (old == NULL || !json_object_has_member (old, l->data))
      g_ptr_array_add (names, l->data);

  return names;
}

static void
compare_objects (JsonArray *differences, const char *pointer, JsonNode *before, JsonNode *after)
{
  g_autoptr (GPtrArray) names = list_names (before, after);

  for (guint i = 0; i < names->len; i++)
    {
      const char      *name = g_ptr_array_index (names, i);
      g_autofree char *member = jc_pointer_append (pointer, name);

      compare (differences, member, get_member (before, name), get_member (after, name));
    }
}

/* Rows and attachments have an id each. */
static gboolean
holds_rows (JsonNode *node)
{
  JsonArray *array = jc_json_as_array (node);

  if (array == NULL || json_array_get_length (array) == 0)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (jc_json_get_string (jc_json_as_object (json_array_get_element (array, i)), "id", NULL)
        == NULL)
      return FALSE;

  return TRUE;
}

static JsonNode *
find_row (JsonNode *rows, const char *id)
{
  JsonArray *array = jc_json_as_array (rows);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *row = json_array_get_element (array, i);

      if (g_strcmp0 (jc_json_get_string (jc_json_as_object (row), "id", NULL), id) == 0)
        return row;
    }

  return NULL;
}

/* A row that came or went is one difference. */
static void
compare_rows (JsonArray *differences, const char *pointer, JsonNode *before, JsonNode *after)
{
  JsonArray *old = jc_json_as_array (before);
  JsonArray *new = jc_json_as_array (after);

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode        *row = json_array_get_element (old, i);
      const char      *id = jc_json_get_string (jc_json_as_object (row), "id", NULL);
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

      if (find_row (after, id) == NULL)
        add (differences, place, row, NULL);
    }

  for (guint i = 0; new != NULL &&i < json_array_get_length (new); i++)
    {
      JsonNode        *row = json_array_get_element (new, i);
      const char      *id = jc_json_get_string (jc_json_as_object (row), "id", NULL);
      JsonNode        *was = find_row (before, id);
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

      if (was == NULL)
        add (differences, place, NULL, row);
      else
        compare (differences, place, was, row);
    }
}

static void
compare (JsonArray *differences, const char *pointer, JsonNode *before, JsonNode *after)
{
  if (jc_json_equal (before, after))
    return;

  if (jc_json_as_object (before) != NULL && jc_json_as_object (after) != NULL)
    compare_objects (differences, pointer, before, after);
  else if (holds_rows (before) && holds_rows (after))
    compare_rows (differences, pointer, before, after);
  else
    add (differences, pointer, before, after);
}

/* A whole section that came or went is told field by field. */
static void
compare_values (JsonArray *differences, JsonNode *before, JsonNode *after)
{
  g_autoptr (GPtrArray) sections = list_names (before, after);

  for (guint i = 0; i < sections->len; i++)
    {
      const char      *name = g_ptr_array_index (sections, i);
      g_autofree char *pointer = jc_pointer_append ("", name);

      compare_objects (differences, pointer, get_member (before, name), get_member (after, name));
    }
}

static void
compare_attachments (JsonArray *differences, JsonNode *before, JsonNode *after)
{
  JsonNode *const sides[] = { before, after };

  for (gsize side = 0; side < G_N_ELEMENTS (sides); side++)
    {
      JsonArray *array = jc_json_as_array (sides[side]);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode        *one = json_array_get_element (array, i);
          const char      *id = jc_json_get_string (jc_json_as_object (one), "id", "");
          g_autofree char *pointer = g_strconcat ("/attachments/", id, NULL);
          JsonNode        *other = find_row (sides[1 - side], id);

          if (side == 0 && other == NULL)
            add (differences, pointer, one, NULL);
          else if (side == 1 && !jc_json_equal (one, other))
            add (differences, pointer, other, one);
        }
    }
}

/**
 * jc_dossier_diff:
 * @before: a dossier
 * @after: a later version of it
 *
 * Whoever judges a resubmission sees the difference first.
 *
 * Returns: (transfer full): [{"pointer", "before", "after"}], empty when they are equal
 */
JsonNode *
jc_dossier_diff (JcDossier *before, JcDossier *after)
{
  JsonArray *differences = json_array_new ();
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);

  compare_values (differences, jc_dossier_get_values (before), jc_dossier_get_values (after));
  compare_attachments (differences, jc_dossier_get_attachments (before),
                       jc_dossier_get_attachments (after));
  json_node_take_array (node, differences);

  return node;
}
