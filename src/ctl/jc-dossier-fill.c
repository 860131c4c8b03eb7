/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* dossier fill: values in stored form, from a file. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-dossier-fill.h"

#include "jc-dossier-edit.h"
#include "jc-drafting.h"
#include "jc-pointer.h"

static const JcField *
find_member (const JcField *rows, const char *key)
{
  for (guint i = 0; rows->fields != NULL && i < rows->fields->len; i++)
    {
      const JcField *field = g_ptr_array_index (rows->fields, i);

      if (g_str_equal (field->key, key))
        return field;
    }
  return NULL;
}

static gboolean
check_row (const JcField *field, const char *pointer, guint at, JsonObject *row, GError **error)
{
  JsonObjectIter members;
  const char    *name;

  json_object_iter_init (&members, row);
  while (json_object_iter_next (&members, &name, NULL))
    {
      const JcField   *member = find_member (field, name);
      g_autofree char *parent = g_strdup_printf ("%s/%u", pointer, at);
      g_autofree char *place = jc_pointer_append (parent, name);

      if (member == NULL && !g_str_equal (name, "id"))
        return jc_dossier_edit_refuse_unknown (error, place);
      if (member != NULL && member->derived != NULL)
        return jc_dossier_edit_refuse_derived (error, place);
    }
  return TRUE;
}

/**
 * jc_dossier_fill_check_rows:
 * @field: a field of rows
 * @pointer: its place
 * @rows: (nullable): what is to stand there; anything that is no row is left to the check
 * @error: return location
 *
 * Returns: %FALSE with #JC_LIBRARY_ERROR_NOT_FOUND for a member that the definition lacks,
 *   #JC_MODEL_ERROR_STATE for one that it calculates
 */
gboolean
jc_dossier_fill_check_rows (const JcField *field,
                            const char    *pointer,
                            JsonNode      *rows,
                            GError       **error)
{
  JsonArray *array = jc_json_as_array (rows);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (array, i));

      if (row != NULL && !check_row (field, pointer, i, row, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_ids (JsonArray *rows)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject      *row = jc_json_as_object (json_array_get_element (rows, i));
      g_autofree char *id = g_uuid_string_random ();

      if (row != NULL && !json_object_has_member (row, "id"))
        json_object_set_string_member (row, "id", id);
    }
}

/**
 * jc_dossier_fill_dup_rows:
 * @rows: rows as they were written by hand
 *
 * Merging goes by the ids of rows, so that each gets one here.
 *
 * Returns: (transfer full): a copy
 */
JsonNode *
jc_dossier_fill_dup_rows (JsonNode *rows)
{
  JsonNode *copy = jc_json_copy (rows);

  add_ids (jc_json_as_array (copy));
  return copy;
}

static gboolean
check_member (
    const JcKind *kind, const char *section, const char *name, JsonNode *value, GError **error)
{
  const char      *tokens[] = { section, name, NULL };
  g_autofree char *pointer = jc_pointer_join (tokens);
  const JcField   *field = jc_kind_find_field (kind, pointer);

  if (field == NULL)
    return jc_dossier_edit_refuse_unknown (error, pointer);
  if (field->derived != NULL)
    return jc_dossier_edit_refuse_derived (error, pointer);
  return field->type != JC_FIELD_ROWS || jc_dossier_fill_check_rows (field, pointer, value, error);
}

static gboolean
has_section (const JcKind *kind, const char *section)
{
  g_autofree char *place = jc_pointer_append ("", section);
  g_autofree char *prefix = g_strconcat (place, "/", NULL);
  GHashTableIter   iter;
  gpointer         pointer;

  g_hash_table_iter_init (&iter, kind->by_pointer);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    if (g_str_has_prefix (pointer, prefix))
      return TRUE;
  return FALSE;
}

/* Every place of @values must be one the definition has, and none a derived one. A section that is
 * null goes as a whole. */
static gboolean
check_values (const JcKind *kind, JsonObject *values, GError **error)
{
  JsonObjectIter sections;
  const char    *section;
  JsonNode      *fields;

  json_object_iter_init (&sections, values);
  while (json_object_iter_next (&sections, &section, &fields))
    {
      JsonObjectIter members;
      const char    *name;
      JsonNode      *value;

      if (!has_section (kind, section))
        return jc_dossier_edit_refuse_unknown (error, section);
      if (JSON_NODE_HOLDS_NULL (fields))
        continue;
      if (jc_json_as_object (fields) == NULL)
        return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                             "“%s”这一节要是一个对象。", "The section “%s” has to be an object.",
                             section);
      json_object_iter_init (&members, jc_json_as_object (fields));
      while (json_object_iter_next (&members, &name, &value))
        if (!check_member (kind, section, name, value, error))
          return FALSE;
    }
  return TRUE;
}

static void
add_all_ids (const JcKind *kind, JsonNode *values)
{
  GHashTableIter iter;
  gpointer       pointer;
  gpointer       field;

  g_hash_table_iter_init (&iter, kind->by_pointer);
  while (g_hash_table_iter_next (&iter, &pointer, &field))
    if (((const JcField *)field)->type == JC_FIELD_ROWS)
      add_ids (jc_json_as_array (jc_pointer_get (values, pointer)));
}

/**
 * jc_dossier_fill_run:
 * @invocation: ID FILE
 * @error: return location
 *
 * Merges the file's `values`, in stored form, into the dossier (RFC 7396).
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_dossier_fill_run (JcInvocation *invocation, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JsonNode) file = NULL;
  g_autoptr (JsonNode) merged = NULL;
  g_autoptr (JcDossier) filled = NULL;
  g_autoptr (JcDossier) saved = NULL;
  JsonObject *values;

  if (!jc_dossier_edit_load (&edit, invocation, invocation->arguments[0], error))
    return -1;
  file = jc_invocation_load_json (invocation->arguments[1], error);
  if (file == NULL)
    return -1;
  values = jc_json_get_object (jc_json_as_object (file), "values");
  if (values == NULL)
    {
      jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "“%s”里没有 values 这一项。",
                    "“%s” has no member `values`.", invocation->arguments[1]);
      return -1;
    }
  if (!check_values (edit.kind, values, error))
    return -1;

  merged = jc_json_merge_patch (jc_dossier_get_values (edit.dossier),
                                json_object_get_member (jc_json_as_object (file), "values"));
  add_all_ids (edit.kind, merged);
  filled = jc_dossier_with_values (edit.dossier, merged);
  saved
      = jc_drafting_save_over (edit.library, edit.programme, edit.dossier, filled, "edited", error);
  return saved != NULL ? JC_EXIT_DONE : -1;
}
