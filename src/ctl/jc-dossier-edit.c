/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* dossier set, and what every command about one dossier begins with. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-dossier-edit.h"

#include <string.h>

#include "jc-dossier-fill.h"
#include "jc-drafting.h"
#include "jc-field.h"
#include "jc-pointer.h"

/**
 * jc_dossier_edit_clear:
 * @self: what to empty
 *
 * Gives back what jc_dossier_edit_load () took.
 */
void
jc_dossier_edit_clear (JcDossierEdit *self)
{
  g_clear_pointer (&self->dossier, jc_dossier_unref);
  g_clear_pointer (&self->programme, jc_programme_unref);
}

/**
 * jc_dossier_edit_load:
 * @self: zeroed
 * @invocation: gives the library
 * @id: the dossier's id
 * @error: return location
 *
 * Returns: %FALSE with #JC_LIBRARY_ERROR_NOT_FOUND when there is no such dossier or definition
 */
gboolean
jc_dossier_edit_load (JcDossierEdit *self, JcInvocation *invocation, const char *id, GError **error)
{
  self->library = jc_invocation_get_library (invocation, error);
  if (self->library == NULL)
    return FALSE;
  self->dossier = jc_library_load_dossier (self->library, id, error);
  if (self->dossier == NULL)
    return FALSE;
  self->programme = jc_drafting_load_programme (self->library, self->dossier, error);
  if (self->programme == NULL)
    return FALSE;
  self->kind = jc_programme_find_kind (self->programme, jc_dossier_get_kind (self->dossier));
  if (self->kind == NULL)
    return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                         "这份定义里没有“%s”这一类材料。", "The definition has no kind “%s”.",
                         jc_dossier_get_kind (self->dossier));
  return TRUE;
}

/**
 * jc_dossier_edit_refuse_unknown:
 * @error: return location
 * @pointer: a place that the definition lacks
 *
 * Returns: %FALSE, always
 */
gboolean
jc_dossier_edit_refuse_unknown (GError **error, const char *pointer)
{
  return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                       "这份定义里没有“%s”这一项。", "The definition has no field “%s”.", pointer);
}

/**
 * jc_dossier_edit_refuse_derived:
 * @error: return location
 * @pointer: the place of a calculated value
 *
 * Returns: %FALSE, always
 */
gboolean
jc_dossier_edit_refuse_derived (GError **error, const char *pointer)
{
  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE,
                       "“%s”由其他内容算出，不能填写。", "“%s” is calculated and cannot be set.",
                       pointer);
}

/* "@FILE" is the file's text, "@@…" a literal @. */
static char *
load_value (const char *value, GError **error)
{
  gboolean         is_file = value[0] == '@' && value[1] != '@';
  const char      *literal = value[0] == '@' ? value + 1 : value;
  gsize            length = strlen (literal);
  g_autofree char *text
      = is_file ? jc_invocation_load_text (literal, &length, error) : g_strdup (literal);

  if (text == NULL || g_utf8_validate_len (text, length, NULL))
    return g_steal_pointer (&text);
  jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                "“%s”不是 UTF-8 文本：另存为 UTF-8 再试。",
                "“%s” is not UTF-8 text: save it as UTF-8, then try again.", literal);
  return NULL;
}

/* Makes what a member of a row stands in: the rows, and behind the last one a new row with its id.
 */
static JcDossier *
with_row (JcDossier *dossier, const char *pointer, GError **error)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  g_autofree char *row = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JsonNode) empty = jc_json_new_array (json_array_new ());
  g_autoptr (JsonNode) fresh = jc_json_new_object (json_object_new ());
  g_autoptr (JcDossier) with_rows = NULL;

  if (g_strv_length (tokens) < 4)
    return jc_dossier_ref (dossier);
  g_clear_pointer (&tokens[3], g_free);
  row = jc_pointer_join ((const char *const *)tokens);
  g_clear_pointer (&tokens[2], g_free);
  rows = jc_pointer_join ((const char *const *)tokens);

  with_rows = jc_pointer_get (jc_dossier_get_values (dossier), rows) != NULL
                  ? jc_dossier_ref (dossier)
                  : jc_dossier_with_value (dossier, rows, empty, error);
  if (with_rows == NULL || jc_pointer_get (jc_dossier_get_values (with_rows), row) != NULL)
    return g_steal_pointer (&with_rows);
  json_object_set_string_member (json_node_get_object (fresh), "id", id);
  return jc_dossier_with_value (with_rows, row, fresh, error);
}

/* "/leader/honours/-" names the row behind the last. */
static char *
resolve_dash (JcDossier *dossier, const char *pointer)
{
  const char      *dash = strstr (pointer, "/-/");
  g_autofree char *rows = NULL;
  JsonArray       *array;

  if (dash == NULL)
    return g_strdup (pointer);
  rows = g_strndup (pointer, (gsize)(dash - pointer));
  array = jc_json_as_array (jc_pointer_get (jc_dossier_get_values (dossier), rows));
  return g_strdup_printf ("%s/%u%s", rows, array != NULL ? json_array_get_length (array) : 0,
                          dash + 2);
}

/* Several codes or terms in stored form; NULL for what is no array of strings. */
static JsonNode *
parse_strings (const JcField *field, const char *text)
{
  gboolean is_list = field->type == JC_FIELD_CODES || field->type == JC_FIELD_TERMS;
  g_autoptr (JsonNode) node = is_list && *text == '[' ? jc_json_parse (text, -1, NULL) : NULL;
  JsonArray *array = jc_json_as_array (node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (jc_json_as_string (json_array_get_element (array, i)) == NULL)
      return NULL;
  return g_steal_pointer (&node);
}

/* A literal array may be given as JSON where a field holds rows, codes or terms. */
static JsonNode *
parse_value (const JcDossierEdit *edit,
             const JcField       *field,
             const char          *pointer,
             const char          *text,
             GError             **error)
{
  g_autofree char *today = jc_drafting_dup_today ();
  JcFormatOptions  options = { today, jc_programme_get_default_area (edit->programme) };

  g_autoptr (JsonNode) rows = NULL;
  JsonNode *strings = parse_strings (field, text);

  if (strings != NULL)
    return strings;
  if (field->type == JC_FIELD_ROWS)
    {
      rows = jc_json_parse (text, -1, error);
      if (rows == NULL || !jc_dossier_fill_check_rows (field, pointer, rows, error))
        return NULL;
      return jc_dossier_fill_dup_rows (rows);
    }
  return jc_field_parse (field, edit->programme, text, &options, NULL);
}

static gboolean
apply_assignment (JcDossierEdit *edit, const char *assignment, GError **error)
{
  const char      *equals = strchr (assignment, '=');
  g_autofree char *named = NULL;
  g_autofree char *pointer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JcDossier) prepared = NULL;
  JcDossier     *next;
  GError        *local = NULL;
  const JcField *field;

  if (equals == NULL)
    return jc_set_error (error, JC_USAGE_ERROR, 0, "“%s”里没有等号：要写成 POINTER=VALUE。",
                         "“%s” has no equals sign: write POINTER=VALUE.", assignment);
  named = g_strndup (assignment, (gsize)(equals - assignment));
  pointer = resolve_dash (edit->dossier, named);
  field = pointer[0] == '/' ? jc_kind_find_field (edit->kind, pointer) : NULL;
  if (field == NULL)
    return jc_dossier_edit_refuse_unknown (error, named);
  if (field->derived != NULL)
    return jc_dossier_edit_refuse_derived (error, named);

  text = load_value (equals + 1, error);
  if (text == NULL)
    return FALSE;
  value = parse_value (edit, field, pointer, text, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  prepared = with_row (edit->dossier, pointer, error);
  next = prepared != NULL ? jc_dossier_with_value (prepared, pointer, value, error) : NULL;
  if (next == NULL)
    return FALSE;
  jc_dossier_unref (edit->dossier);
  edit->dossier = next;
  return TRUE;
}

/**
 * jc_dossier_edit_run_set:
 * @invocation: ID POINTER=VALUE …
 * @error: return location
 *
 * Sets values as a person would type them, all or none. A text that is not understood is saved as
 * typed. What another program saved meanwhile stays.
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_dossier_edit_run_set (JcInvocation *invocation, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcDossier) last = NULL;
  g_autoptr (JcDossier) saved = NULL;

  if (!jc_dossier_edit_load (&edit, invocation, invocation->arguments[0], error))
    return -1;
  last = jc_dossier_ref (edit.dossier);
  for (guint i = 1; i < invocation->n_arguments; i++)
    if (!apply_assignment (&edit, invocation->arguments[i], error))
      return -1;
  saved = jc_drafting_save_over (edit.library, edit.programme, last, edit.dossier, "edited", error);
  return saved != NULL ? JC_EXIT_DONE : -1;
}
