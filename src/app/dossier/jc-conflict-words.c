/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-conflict-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-field.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-words.h"

#define ATTACHMENTS "/attachments"

/* The rows field that @pointer leads into, and the row's number from 1; NULL where it leads to
 * none. */
static const JcField *
find_rows (const JcKind *kind, const char *pointer, guint *number)
{
  g_auto (GStrv) tokens = jc_pointer_split (pointer);
  g_autofree char *above = NULL;
  const JcField   *field;
  guint64          position;

  if (tokens == NULL || g_strv_length (tokens) < 3
      || !g_ascii_string_to_unsigned (tokens[2], 10, 0, G_MAXINT - 1, &position, NULL))
    return NULL;

  g_clear_pointer (&tokens[2], g_free);
  for (guint i = 3; tokens[i] != NULL; i++)
    g_clear_pointer (&tokens[i], g_free);
  above = jc_pointer_join ((const char *const *)tokens);
  field = jc_kind_find_field (kind, above);
  *number = (guint)position + 1;

  return field != NULL && field->type == JC_FIELD_ROWS ? field : NULL;
}

static const JcField *
find_member (const JcField *rows, const char *key)
{
  for (guint i = 0; rows->fields != NULL && i < rows->fields->len; i++)
    {
      const JcField *field = g_ptr_array_index (rows->fields, i);

      if (g_strcmp0 (field->key, key) == 0)
        return field;
    }

  return NULL;
}

static char *
dup_attachment_label (const JcKind *kind, JsonNode *value)
{
  const char   *id = jc_json_get_string (jc_json_as_object (value), "slot", NULL);
  const JcSlot *slot = id != NULL ? jc_kind_find_slot (kind, id) : NULL;

  if (slot == NULL)
    return g_strdup (_ ("Attachments"));

  return g_strdup_printf (_ ("Attachment: %s"), jc_words_get (slot->label));
}

/**
 * jc_conflict_dup_label:
 * @kind: of the dossier
 * @pointer: where the conflict is
 * @value: (nullable): any of its values; an attachment says by it which slot it is in
 *
 * Returns: (transfer full): the place in words
 */
char *
jc_conflict_dup_label (const JcKind *kind, const char *pointer, JsonNode *value)
{
  const char    *last = strrchr (pointer, '/');
  guint          number = 0;
  const JcField *rows;
  const JcField *field;

  if (jc_pointer_is_below (pointer, ATTACHMENTS))
    return dup_attachment_label (kind, value);

  rows = find_rows (kind, pointer, &number);
  if (rows != NULL)
    {
      const JcField *member = find_member (rows, last != NULL ? last + 1 : "");

      return member != NULL
                 ? g_strdup_printf (_ ("%s, row %u: %s"), jc_words_get (rows->label), number,
                                    jc_words_get (member->label))
                 : g_strdup_printf (_ ("%s, row %u"), jc_words_get (rows->label), number);
    }

  field = jc_kind_find_field (kind, pointer);

  return g_strdup (field != NULL ? jc_words_get (field->label) : pointer);
}

/* --- Values --- */

static char *
dup_attachment (JsonObject *attachment)
{
  const char      *name = jc_json_get_string (attachment, "name", "");
  gint64           size_bytes = jc_json_get_int (attachment, "size", 0);
  gint64           n_pages = jc_json_get_int (attachment, "pages", 0);
  g_autofree char *size = g_format_size ((guint64)MAX (size_bytes, 0));
  g_autofree char *pages = NULL;

  if (n_pages <= 0)
    return g_strdup_printf ("%s, %s", name, size);

  pages = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong)n_pages), (int)n_pages);

  return g_strdup_printf ("%s, %s, %s", name, pages, size);
}

static char *
dup_row (const JcKind *kind, const JcField *rows, JsonObject *row)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < rows->fields->len; i++)
    {
      const JcField   *field = g_ptr_array_index (rows->fields, i);
      JsonNode        *value = json_object_get_member (row, field->key);
      g_autofree char *words
          = jc_field_dup_display (field, kind->programme, value, jc_language_get_default ());

      if (*words == '\0')
        continue;
      if (all->len > 0)
        g_string_append (all, " · ");
      g_string_append (all, words);
    }

  return g_string_free (all, FALSE);
}

static char *
dup_rows (const JcKind *kind, const JcField *rows, JsonArray *array)
{
  guint    n_rows = json_array_get_length (array);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      JsonObject      *row = jc_json_as_object (json_array_get_element (array, i));
      g_autofree char *words = row != NULL ? dup_row (kind, rows, row) : g_strdup ("");

      g_string_append_printf (all, "%s%u. %s", i > 0 ? "\n" : "", i + 1, words);
    }

  return g_string_free (all, FALSE);
}

static char *
dup_below_rows (const JcKind *kind, const JcField *rows, const char *pointer, JsonNode *value)
{
  const char    *last = strrchr (pointer, '/');
  const JcField *member = find_member (rows, last != NULL ? last + 1 : "");
  JsonObject    *row = jc_json_as_object (value);

  if (row != NULL)
    return dup_row (kind, rows, row);

  return member != NULL
             ? jc_field_dup_display (member, kind->programme, value, jc_language_get_default ())
             : jc_json_to_pretty (value);
}

static char *
dup_words (const JcKind *kind, const char *pointer, JsonNode *value)
{
  guint          number = 0;
  const JcField *rows = find_rows (kind, pointer, &number);
  const JcField *field = rows == NULL ? jc_kind_find_field (kind, pointer) : NULL;

  if (jc_pointer_is_below (pointer, ATTACHMENTS) && jc_json_as_object (value) != NULL)
    return dup_attachment (jc_json_as_object (value));
  if (rows != NULL)
    return dup_below_rows (kind, rows, pointer, value);
  if (field != NULL && field->type == JC_FIELD_ROWS && jc_json_as_array (value) != NULL)
    return dup_rows (kind, field, jc_json_as_array (value));
  if (field != NULL)
    return jc_field_dup_display (field, kind->programme, value, jc_language_get_default ());

  return jc_json_to_pretty (value);
}

/**
 * jc_conflict_dup_value:
 * @kind: of the dossier
 * @pointer: where the conflict is
 * @value: (nullable): one of its values
 *
 * Returns: (transfer full): the value as it is read; never empty
 */
char *
jc_conflict_dup_value (const JcKind *kind, const char *pointer, JsonNode *value)
{
  g_autofree char *words
      = jc_json_is_blank (value) ? g_strdup ("") : dup_words (kind, pointer, value);

  return *words != '\0' ? g_steal_pointer (&words) : g_strdup (_ ("Nothing"));
}
