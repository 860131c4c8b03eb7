/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-private.h"

#include <string.h>

#include "jc-json.h"
#include "jc-pointer.h"

/* Characters of a dossier's name in lists. */
#define MAX_TITLE_LENGTH 120

static gboolean
is_position (const char *token)
{
  return g_str_equal (token, "*") || g_str_equal (token, "-")
         || (*token != '\0' && token[strspn (token, "0123456789")] == '\0');
}

/**
 * jc_path_dup_plain:
 * @path: a dotted path
 *
 * Returns: (transfer full): @path without positions of rows
 */
char *
jc_path_dup_plain (const char *path)
{
  g_auto (GStrv) tokens = g_strsplit (path, ".", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; tokens[i] != NULL; i++)
    if (i == 0 || !is_position (tokens[i]))
      g_ptr_array_add (kept, tokens[i]);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (".", (GStrv)kept->pdata);
}

static gboolean
is_above (const char *upper, const char *lower)
{
  gsize length = strlen (upper);

  /* A path of which only the beginning is known ends with a dot, or is empty. */
  if (length > 0 && upper[length - 1] == '.')
    length--;

  return length == 0
         || (strncmp (lower, upper, length) == 0
             && (lower[length] == '.' || lower[length] == '\0'));
}

/**
 * jc_path_reads:
 * @var: a path as jc_logic_dup_vars () gives it, plain
 * @path: a field's, plain
 *
 * Returns: whether a rule that reads @var reads what stands at @path, above or below it
 */
gboolean
jc_path_reads (const char *var, const char *path)
{
  return is_above (var, path) || is_above (path, var);
}

/* Looks for the field at the tokens, with stars for the positions within rows. */
static const JcField *
find_at (const JcKind *kind, GStrv tokens)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  const JcField *field = NULL;

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      gboolean in_rows = field != NULL && field->type == JC_FIELD_ROWS;

      /* Nothing of the definition lies below a field that has no rows, and no key holds what an
       * escape of a pointer stands for: "/a~1b" is not "/a/b". */
      if ((field != NULL && !in_rows) || strpbrk (tokens[i], "/~") != NULL)
        return NULL;
      if (in_rows && is_position (tokens[i]) && tokens[i + 1] == NULL)
        return NULL;
      if (in_rows && is_position (tokens[i]))
        i++;

      g_string_append (pointer, in_rows ? "/*/" : "/");
      g_string_append (pointer, tokens[i]);
      field = g_hash_table_lookup (kind->by_pointer, pointer->str);
      if (in_rows && field == NULL)
        return NULL;
    }

  return field;
}

static GStrv
split_place (const char *pointer)
{
  return *pointer == '/' ? jc_pointer_split (pointer) : g_strsplit (pointer, ".", -1);
}

/**
 * jc_kind_find_field:
 * @kind: a kind
 * @pointer: a JSON Pointer, or a dotted key; members of rows with a position, "*" or "-" before
 *   their key ("/leader/honours/2/year"), in a dotted key also without ("leader.honours.year")
 *
 * Returns: (transfer none) (nullable): the field; NULL also for a whole row
 */
const JcField *
jc_kind_find_field (const JcKind *kind, const char *pointer)
{
  g_auto (GStrv) tokens = NULL;

  g_return_val_if_fail (kind != NULL, NULL);

  tokens = pointer != NULL ? split_place (pointer) : NULL;

  return tokens != NULL ? find_at (kind, tokens) : NULL;
}

static gboolean
holds_field (const JcSection *section, const JcField *field)
{
  for (guint i = 0; i < section->fields->len; i++)
    {
      const JcField *own = g_ptr_array_index (section->fields, i);

      if (own == field || (own->fields != NULL && g_ptr_array_find (own->fields, field, NULL)))
        return TRUE;
    }

  return FALSE;
}

/**
 * jc_kind_find_section_of:
 * @kind: a kind
 * @pointer: as for jc_kind_find_field (); a whole row too
 *
 * Returns: (transfer none) (nullable): the section that shows it
 */
const JcSection *
jc_kind_find_section_of (const JcKind *kind, const char *pointer)
{
  g_auto (GStrv) tokens = NULL;
  const JcField *field = NULL;

  g_return_val_if_fail (kind != NULL, NULL);

  tokens = pointer != NULL ? split_place (pointer) : NULL;
  if (tokens == NULL)
    return NULL;

  field = find_at (kind, tokens);
  if (field == NULL && tokens[0] != NULL)
    {
      guint last = g_strv_length (tokens) - 1;

      if (is_position (tokens[last]))
        g_clear_pointer (&tokens[last], g_free);
      field = find_at (kind, tokens);
    }

  for (guint i = 0; field != NULL && i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      if (holds_field (section, field))
        return section;
    }

  return NULL;
}

/**
 * jc_kind_find_slot:
 * @kind: a kind
 * @id: (nullable): a slot's id
 *
 * Returns: (transfer none) (nullable): the slot
 */
const JcSlot *
jc_kind_find_slot (const JcKind *kind, const char *id)
{
  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; id != NULL && i < kind->slots->len; i++)
    {
      const JcSlot *slot = g_ptr_array_index (kind->slots, i);

      if (g_str_equal (slot->id, id))
        return slot;
    }

  return NULL;
}

/* One line of at most MAX_TITLE_LENGTH characters; NULL when nothing is left. */
static char *
dup_line (const char *text)
{
  g_autofree char *line = g_strdup (text);

  g_strdelimit (line, "\r\n\t", ' ');
  g_strstrip (line);
  if (*line == '\0')
    return NULL;

  return g_utf8_strlen (line, -1) > MAX_TITLE_LENGTH ? g_utf8_substring (line, 0, MAX_TITLE_LENGTH)
                                                     : g_steal_pointer (&line);
}

/**
 * jc_kind_dup_dossier_title:
 * @kind: a kind
 * @values: (nullable): a dossier's values
 *
 * Returns: (transfer full): what the kind's `dossier_title` makes of them; the kind's title in Chinese
 *   where that is blank
 */
char *
jc_kind_dup_dossier_title (const JcKind *kind, JsonNode *values)
{
  return jc_kind_dup_dossier_title_in (kind, values, JC_LANGUAGE_ZH);
}

/**
 * jc_kind_dup_dossier_title_in:
 * @kind: a kind
 * @values: (nullable): a dossier's values
 * @language: of whoever reads it
 *
 * Returns: (transfer full): what the kind's `dossier_title` makes of them; the kind's title in
 *   @language where that is blank
 */
char *
jc_kind_dup_dossier_title_in (const JcKind *kind, JsonNode *values, JcLanguage language)
{
  g_autofree char *title = NULL;
  g_autoptr (JsonNode) derived = NULL;
  g_autoptr (JsonNode) data = NULL;
  g_autoptr (JsonNode) result = NULL;
  JcLogicEnv env;

  g_return_val_if_fail (kind != NULL, NULL);

  if (kind->title_logic != NULL)
    {
      derived = jc_kind_dup_derived (kind, values, NULL, NULL);
      data = jc_kind_dup_logic_data (kind, values, derived, NULL, NULL);
      jc_programme_init_logic_env (kind->programme, &env);
      result = jc_logic_apply (kind->title_logic, data, &env, NULL);
    }
  if (result != NULL && jc_json_as_string (result) != NULL)
    title = dup_line (jc_json_as_string (result));

  return title != NULL ? g_steal_pointer (&title)
                       : g_strdup (jc_text_get (kind->title, language));
}
