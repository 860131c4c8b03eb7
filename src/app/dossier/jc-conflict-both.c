/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-conflict-both.h"

#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-row-edits.h"

#define ATTACHMENTS "/attachments"

/**
 * JcConflictAddition: a row or an attachment that is to stand a second time, with other values in
 * it.
 */
typedef struct
{
  char *rows; /* pointer of the rows field, or ATTACHMENTS */
  char *id;   /* of the one that is there */
  JsonObject
      *values; /* what is different in the second one, by member; of an attachment by pointer */
} JcConflictAddition;

static void
addition_free (gpointer data)
{
  JcConflictAddition *addition = data;

  g_free (addition->rows);
  g_free (addition->id);
  json_object_unref (addition->values);
  g_free (addition);
}

/* "/leader/honours/1/title" is member "title" of row 1 of "/leader/honours". */
static gboolean
split_member (const char *pointer, char **rows, guint *position, char **member)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  guint   n_tokens = tokens != NULL ? g_strv_length (tokens) : 0;
  guint64 number;

  if (n_tokens < 3
      || !g_ascii_string_to_unsigned (tokens[n_tokens - 2], 10, 0, G_MAXINT - 1, &number, NULL))
    return FALSE;

  *position = (guint)number;
  *member = g_strdup (tokens[n_tokens - 1]);
  g_clear_pointer (&tokens[n_tokens - 1], g_free);
  g_clear_pointer (&tokens[n_tokens - 2], g_free);
  *rows = jc_pointer_join ((const char *const *)tokens);

  return TRUE;
}

/* "/attachments/2/slot" is "/slot" of attachment 2. */
static gboolean
split_attachment (const char *pointer, guint *position, char **within)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  guint64 number;

  if (tokens == NULL || g_strv_length (tokens) < 2 || !g_str_equal (tokens[0], ATTACHMENTS + 1)
      || !g_ascii_string_to_unsigned (tokens[1], 10, 0, G_MAXINT - 1, &number, NULL))
    return FALSE;

  *position = (guint)number;
  *within = jc_pointer_join ((const char *const *)tokens + 2);

  return TRUE;
}

/* Where it lies, what it shows and how; not what the file is called. */
static gboolean
can_keep_both_files (const char *pointer)
{
  static const char *const members[] = { "/slot", "/row", "/parts", "/view" };
  g_autofree char         *within = NULL;
  guint                    position;

  if (!split_attachment (pointer, &position, &within))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (within, members[i]) || jc_pointer_is_below (within, members[i]))
      return TRUE;

  return within[0] == '\0';
}

/**
 * jc_conflict_can_keep_both:
 * @kind: of the dossier
 * @pointer: where the conflict is
 * @mine: (nullable): this side's value
 * @theirs: (nullable): the other side's
 *
 * Returns: whether both values can stand: each in a row, or an attachment, of its own
 */
gboolean
jc_conflict_can_keep_both (const JcKind *kind,
                           const char   *pointer,
                           JsonNode     *mine,
                           JsonNode     *theirs)
{
  g_autofree char *rows = NULL;
  g_autofree char *member = NULL;
  guint            position;
  const JcField   *field;

  if (jc_json_is_blank (mine) || jc_json_is_blank (theirs))
    return FALSE;
  if (jc_pointer_is_below (pointer, ATTACHMENTS))
    return can_keep_both_files (pointer);
  if (!split_member (pointer, &rows, &position, &member))
    return FALSE;
  field = jc_kind_find_field (kind, rows);

  return field != NULL && field->type == JC_FIELD_ROWS;
}

static JcConflictAddition *
find_addition (GPtrArray *additions, const char *rows, const char *id)
{
  JcConflictAddition *addition;

  for (guint i = 0; i < additions->len; i++)
    {
      addition = g_ptr_array_index (additions, i);
      if (g_str_equal (addition->rows, rows) && g_str_equal (addition->id, id))
        return addition;
    }

  addition = g_new0 (JcConflictAddition, 1);
  addition->rows = g_strdup (rows);
  addition->id = g_strdup (id);
  addition->values = json_object_new ();
  g_ptr_array_add (additions, addition);

  return addition;
}

static void
add_addition (GPtrArray *additions, JcDossier *dossier, const char *pointer, JsonNode *theirs)
{
  g_autofree char *rows = NULL;
  g_autofree char *member = NULL;
  guint            position = 0;
  JsonArray       *array;
  const char      *id;

  if (!split_member (pointer, &rows, &position, &member))
    return;
  array = jc_json_as_array (jc_pointer_get (jc_dossier_get_values (dossier), rows));
  if (array == NULL || position >= json_array_get_length (array))
    return;

  id = jc_json_get_string (jc_json_as_object (json_array_get_element (array, position)), "id",
                           NULL);
  if (id != NULL)
    json_object_set_member (find_addition (additions, rows, id)->values, member,
                            jc_json_copy (theirs));
}

static void
add_file (GPtrArray *additions, JcDossier *dossier, const char *pointer, JsonNode *theirs)
{
  JsonArray       *array = jc_json_as_array (jc_dossier_get_attachments (dossier));
  g_autofree char *within = NULL;
  guint            position = 0;
  const char      *id;

  if (!split_attachment (pointer, &position, &within) || array == NULL
      || position >= json_array_get_length (array))
    return;
  id = jc_json_get_string (jc_json_as_object (json_array_get_element (array, position)), "id",
                           NULL);
  if (id != NULL)
    json_object_set_member (find_addition (additions, ATTACHMENTS, id)->values, within,
                            jc_json_copy (theirs));
}

/**
 * jc_conflict_dup_additions:
 * @dossier: before anything is decided
 * @conflicts: its conflicts
 * @choices: pointer → "mine", "theirs" or #JC_CONFLICT_BOTH
 *
 * Several places of one row make one addition. Rows are known by their id: their places may change
 * while the rest is decided.
 *
 * Returns: (transfer full): what jc_conflict_dup_with_both () adds
 */
GPtrArray *
jc_conflict_dup_additions (JcDossier *dossier, JsonArray *conflicts, GHashTable *choices)
{
  GPtrArray *additions = g_ptr_array_new_with_free_func (addition_free);

  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonObject *conflict = jc_json_as_object (json_array_get_element (conflicts, i));
      const char *pointer = jc_json_get_string (conflict, "pointer", "");
      JsonNode   *theirs = conflict != NULL ? json_object_get_member (conflict, "theirs") : NULL;

      if (g_strcmp0 (g_hash_table_lookup (choices, pointer), JC_CONFLICT_BOTH) == 0
          && !jc_json_is_blank (theirs))
        {
          if (jc_pointer_is_below (pointer, ATTACHMENTS))
            add_file (additions, dossier, pointer, theirs);
          else
            add_addition (additions, dossier, pointer, theirs);
        }
    }

  return additions;
}

static gboolean
find_row (JsonArray *rows, const char *id, guint *position)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (json_array_get_element (rows, i)), "id",
                                       NULL),
                   id)
        == 0)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static JcDossier *
add_row (JcDossier *dossier, const JcConflictAddition *addition)
{
  JsonNode      *rows = jc_pointer_get (jc_dossier_get_values (dossier), addition->rows);
  guint          position = 0;
  JsonObject    *row;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;
  JcDossier     *result;
  g_autoptr (JsonNode) copied = NULL;

  /* A row that is gone by now was given up. */
  if (!find_row (jc_json_as_array (rows), addition->id, &position))
    return jc_dossier_ref (dossier);

  copied = jc_row_edits_dup_copied (rows, position);
  row = json_array_get_object_element (json_node_get_array (copied), position + 1);
  json_object_iter_init (&iter, addition->values);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (row, name, jc_json_copy (value));
  result = jc_dossier_with_value (dossier, addition->rows, copied, NULL);

  return result != NULL ? result : jc_dossier_ref (dossier);
}

/* Takes @node; where the place is not to be had in it, it stays as it is. */
static JsonNode *
put (JsonNode *node, const char *within, JsonNode *value)
{
  JsonNode *changed = jc_pointer_set (node, within, value, NULL);

  if (changed == NULL)
    return node;
  json_node_unref (node);

  return changed;
}

/* The same original a second time, as the other side has it. */
static JsonNode *
dup_second (JsonNode *attachment, JsonObject *values)
{
  JsonNode        *second = jc_json_copy (attachment);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JsonNode) id_node = json_node_init_string (json_node_alloc (), id);
  JsonObjectIter iter;
  const char    *within;
  JsonNode      *value;

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &within, &value))
    second = put (second, within, value);

  return put (second, "/id", id_node);
}

static JcDossier *
add_second_file (JcDossier *dossier, const JcConflictAddition *addition)
{
  JsonArray *standing = jc_json_as_array (jc_dossier_get_attachments (dossier));
  g_autoptr (JsonNode) all = NULL;
  JsonArray *array;
  guint      position = 0;

  /* A file that is gone by now was given up. */
  if (!find_row (standing, addition->id, &position))
    return jc_dossier_ref (dossier);

  array = json_array_new ();
  all = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  for (guint i = 0; i < json_array_get_length (standing); i++)
    {
      JsonNode *attachment = json_array_get_element (standing, i);

      json_array_add_element (array, jc_json_copy (attachment));
      if (i == position)
        json_array_add_element (array, dup_second (attachment, addition->values));
    }

  return jc_dossier_with_attachments (dossier, all);
}

/**
 * jc_conflict_dup_with_both:
 * @dossier: after everything else was decided
 * @additions: from jc_conflict_dup_additions ()
 *
 * Returns: (transfer full): @dossier with each second row or attachment right behind the first one
 */
JcDossier *
jc_conflict_dup_with_both (JcDossier *dossier, GPtrArray *additions)
{
  JcDossier *result = jc_dossier_ref (dossier);

  for (guint i = 0; i < additions->len; i++)
    {
      const JcConflictAddition *addition = g_ptr_array_index (additions, i);
      JcDossier                *before = result;

      result = g_str_equal (addition->rows, ATTACHMENTS) ? add_second_file (before, addition)
                                                         : add_row (before, addition);
      jc_dossier_unref (before);
    }

  return result;
}
