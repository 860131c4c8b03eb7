/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include <string.h>

#include "jc-json.h"

static const char *const body_operations[]
    = { "map", "filter", "reduce", "all", "none", "some", "count", NULL };

const char *
jc_lint_get_operation (JsonNode *node, JsonNode **arguments)
{
  JsonObject    *object = node != NULL ? jc_json_as_object (node) : NULL;
  JsonObjectIter iter;
  const char    *name = NULL;

  if (object == NULL || json_object_get_size (object) != 1)
    return NULL;

  json_object_iter_init (&iter, object);
  json_object_iter_next (&iter, &name, arguments);

  return name;
}

JsonNode *
jc_lint_get_argument (JsonNode *arguments, guint n)
{
  JsonArray *array = arguments != NULL ? jc_json_as_array (arguments) : NULL;

  if (array == NULL)
    return n == 0 ? arguments : NULL;

  return n < json_array_get_length (array) ? json_array_get_element (array, n) : NULL;
}

const char *
jc_lint_get_var (JsonNode *node)
{
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (node, &arguments);
  JsonNode   *path;

  if (g_strcmp0 (name, "var") != 0 || jc_lint_get_argument (arguments, 1) != NULL)
    return NULL;

  path = jc_lint_get_argument (arguments, 0);

  return path != NULL ? jc_json_as_string (path) : NULL;
}

/* --- Names --- */

static gboolean
has_parameter (JcProgramme *programme, const char *path)
{
  g_auto (GStrv) words = g_strsplit (path, ".", -1);
  JsonNode *node = jc_programme_get_parameters (programme);

  for (guint i = 1; words[i] != NULL; i++)
    {
      JsonObject *object = jc_json_as_object (node);

      /* The part of a name that is computed, or a position: nothing can be said of it. */
      if (object == NULL)
        return jc_json_as_array (node) != NULL;
      if (*words[i] == '\0')
        return TRUE;
      node = json_object_get_member (object, words[i]);
      if (node == NULL)
        return FALSE;
    }

  return TRUE;
}

static const JcField *
find_member (const JcField *rows, const char *name)
{
  for (guint i = 0; rows->fields != NULL && i < rows->fields->len; i++)
    {
      const JcField *member = g_ptr_array_index (rows->fields, i);

      if (g_str_equal (member->key, name))
        return member;
    }

  return NULL;
}

static JcLintName
resolve_member (const JcField *rows, const char *name, const JcField **field)
{
  const JcField *member = find_member (rows, name);

  if (field != NULL)
    *field = member;

  return member != NULL || g_str_equal (name, "id") ? JC_LINT_DECLARED : JC_LINT_UNDECLARED;
}

static JcLintName
resolve_in_kind (const JcKind *kind, const char *path, const JcField **field)
{
  g_autofree char *plain = jc_path_dup_plain (path);
  const JcField   *found = jc_kind_find_field (kind, plain);
  gsize            length = strlen (plain);
  const char      *last = strrchr (plain, '.');
  GHashTableIter   iter;
  gpointer         pointer;

  if (found != NULL)
    {
      if (field != NULL)
        *field = found;
      return JC_LINT_DECLARED;
    }

  /* The id of a row; a whole section; the known beginning of a computed name. */
  if (g_strcmp0 (last, ".id") == 0)
    {
      g_autofree char *rows_key = g_strndup (plain, (gsize)(last - plain));
      const JcField   *rows = jc_kind_find_field (kind, rows_key);

      return rows != NULL && rows->type == JC_FIELD_ROWS ? JC_LINT_DECLARED : JC_LINT_UNDECLARED;
    }
  if (length > 0 && plain[length - 1] == '.')
    plain[--length] = '\0';
  g_strdelimit (plain, ".", '/');
  g_hash_table_iter_init (&iter, kind->by_pointer);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    {
      const char *place = (const char *)pointer + 1;

      if (strncmp (place, plain, length) == 0 && (place[length] == '/' || place[length] == '\0'))
        return JC_LINT_DECLARED;
    }

  return JC_LINT_UNDECLARED;
}

static JcLintName
resolve_in_body (const JcLintScope *scope, const char *path, const JcField **field)
{
  if (scope->in_reduce)
    {
      if (g_str_equal (path, "accumulator") || g_str_has_prefix (path, "accumulator.")
          || g_str_equal (path, "current"))
        return JC_LINT_DECLARED;
      if (!g_str_has_prefix (path, "current."))
        return JC_LINT_UNDECLARED;
      path += strlen ("current.");
    }

  if (scope->element == NULL || *path == '\0' || path[strlen (path) - 1] == '.')
    return JC_LINT_UNKNOWN;

  return resolve_member (scope->element, path, field);
}

JcLintName
jc_lint_resolve (const JcLintScope *scope, const char *path, const JcField **field)
{
  g_autofree char *root = g_strndup (path, strcspn (path, "."));
  JcLint          *lint = scope->lint;

  if (field != NULL)
    *field = NULL;
  if (scope->in_body)
    return resolve_in_body (scope, path, field);
  if (*path == '\0')
    return JC_LINT_UNKNOWN;

  if (g_str_equal (root, "programme"))
    return has_parameter (lint->programme, path) ? JC_LINT_DECLARED : JC_LINT_UNDECLARED;
  if (g_str_equal (root, "dossier"))
    return g_str_equal (path, "dossier") || g_str_equal (path, "dossier.")
                   || g_str_equal (path, "dossier.kind")
                   || g_str_equal (path, "dossier.finalised_on")
               ? JC_LINT_DECLARED
               : JC_LINT_UNDECLARED;
  if (g_str_equal (path, "today"))
    return JC_LINT_DECLARED;
  if (g_str_equal (root, "row"))
    {
      if (scope->rows == NULL)
        return JC_LINT_UNDECLARED;
      if (g_str_equal (path, "row") || g_str_equal (path, "row."))
        return JC_LINT_DECLARED;
      return resolve_member (scope->rows, path + strlen ("row."), field);
    }

  if (scope->kind != NULL)
    return resolve_in_kind (scope->kind, path, field);

  for (guint i = 0; i < lint->programme->kinds->len; i++)
    if (resolve_in_kind (g_ptr_array_index (lint->programme->kinds, i), path, field)
        == JC_LINT_DECLARED)
      return JC_LINT_DECLARED;

  return JC_LINT_UNDECLARED;
}

/* --- Operations --- */

/* The field whose elements @source yields; NULL when that cannot be told. */
static const JcField *
find_source (const JcLintScope *scope, JsonNode *source)
{
  JsonNode      *arguments = NULL;
  const char    *name = jc_lint_get_operation (source, &arguments);
  const char    *path = jc_lint_get_var (source);
  const JcField *field = NULL;

  if (path != NULL && jc_lint_resolve (scope, path, &field) == JC_LINT_DECLARED && field != NULL
      && field->type == JC_FIELD_ROWS)
    return field;
  if (g_strcmp0 (name, "filter") == 0)
    return find_source (scope, jc_lint_get_argument (arguments, 0));

  return NULL;
}

static void
walk_body (const JcLintScope  *scope,
           const char         *name,
           JsonNode           *arguments,
           const char         *at,
           JcLintOperationFunc func)
{
  JsonNode   *source = jc_lint_get_argument (arguments, 0);
  JcLintScope within = *scope;

  within.in_body = TRUE;
  within.in_reduce = g_str_equal (name, "reduce");
  within.element = source != NULL ? find_source (scope, source) : NULL;

  if (source != NULL)
    jc_lint_walk (scope, source, at, func);
  if (jc_lint_get_argument (arguments, 1) != NULL)
    jc_lint_walk (&within, jc_lint_get_argument (arguments, 1), at, func);
  if (jc_lint_get_argument (arguments, 2) != NULL)
    jc_lint_walk (scope, jc_lint_get_argument (arguments, 2), at, func);
}

void
jc_lint_walk (const JcLintScope *scope, JsonNode *logic, const char *at, JcLintOperationFunc func)
{
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (logic, &arguments);
  JsonArray  *array = jc_json_as_array (name != NULL ? arguments : logic);

  if (name != NULL)
    func (scope, name, arguments, at);

  if (name != NULL && g_strv_contains (body_operations, name))
    walk_body (scope, name, arguments, at, func);
  else if (array != NULL)
    for (guint i = 0; i < json_array_get_length (array); i++)
      jc_lint_walk (scope, json_array_get_element (array, i), at, func);
  else if (name != NULL)
    jc_lint_walk (scope, arguments, at, func);
}
