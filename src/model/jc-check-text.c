/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

#define ROW_PREFIX "row."
#define PROGRAMME_PREFIX "programme."

/* --- Labels --- */

/* The field's label; a member's says which row it stands in, counted from 1. */
JcText *
jc_check_dup_label (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);
  const char         *zh = jc_text_get (found->field->label, JC_LANGUAGE_ZH);
  const char         *en = jc_text_get (found->field->label, JC_LANGUAGE_EN);
  const JcText       *rows;
  JcText             *label;

  if (found->rows == JC_CHECK_NONE)
    return jc_text_new (zh, en);

  rows = jc_check_plan_get_field (self->plan, found->rows)->field->label;
  label = g_new0 (JcText, 1);
  label->zh = g_strdup_printf ("%s第 %d 行的%s", jc_text_get (rows, JC_LANGUAGE_ZH), row + 1, zh);
  label->en = g_strdup_printf ("%s, row %d, %s", jc_text_get (rows, JC_LANGUAGE_EN), row + 1, en);

  return label;
}

/* --- Placeholders --- */

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.';
}

/* The name in the braces that open at @open, or NULL when they hold no name. */
static char *
dup_name (const char *open, const char **after)
{
  const char *end = open + 1;

  while (is_name_character (*end))
    end++;
  if (*end != '}' || end == open + 1)
    return NULL;

  *after = end + 1;

  return g_strndup (open + 1, (gsize)(end - open - 1));
}

static void
list_names (GPtrArray *names, const char *text)
{
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      const char *after = NULL;
      char       *name = dup_name (p, &after);

      if (name != NULL)
        g_ptr_array_add (names, name);
    }
}

GPtrArray *
jc_check_list_placeholders (const JcText *message)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  list_names (names, jc_text_get (message, JC_LANGUAGE_ZH));
  list_names (names, jc_text_get (message, JC_LANGUAGE_EN));

  return names;
}

/* A parameter as text, or NULL when there is none of that name or it is no scalar. */
static char *
dup_parameter (JcCheck *self, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  JsonNode *node = jc_programme_get_parameters (self->programme);

  for (gsize i = 0; node != NULL && parts[i] != NULL; i++)
    {
      JsonObject *object = jc_json_as_object (node);

      node = object != NULL ? json_object_get_member (object, parts[i]) : NULL;
    }

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  return jc_json_as_string (node) != NULL ? g_strdup (jc_json_as_string (node))
                                          : jc_json_to_canonical (node);
}

/* A field of the kind, or with `row.` before it a member of @rows; JC_CHECK_NONE for neither. */
static int
find_named (JcCheck *self, int rows, const char *name)
{
  if (rows == JC_CHECK_NONE || !g_str_has_prefix (name, ROW_PREFIX))
    return jc_check_plan_find_field (self->plan, jc_kind_find_field (self->plan->kind, name));

  for (int i = rows + 1; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);

      if (field->rows != rows)
        break;
      if (strcmp (field->name, name + strlen (ROW_PREFIX)) == 0)
        return i;
    }

  return JC_CHECK_NONE;
}

/* What stands for a placeholder, or NULL when it is unknown and stays. */
static char *
dup_replacement (JcCheck *self, int rows, int row, const char *name, JcLanguage language)
{
  int                 position;
  const JcCheckField *field;
  JsonNode           *value;

  if (g_str_has_prefix (name, PROGRAMME_PREFIX))
    return dup_parameter (self, name + strlen (PROGRAMME_PREFIX));

  position = find_named (self, rows, name);
  if (position == JC_CHECK_NONE)
    return NULL;

  field = jc_check_plan_get_field (self->plan, position);
  if (field->rows != JC_CHECK_NONE && field->rows != rows)
    return NULL;

  value = jc_check_data_get_value (self, position, row);
  if (jc_json_is_blank (value))
    return g_strdup (language == JC_LANGUAGE_ZH ? "（未填）" : "(empty)");

  return jc_field_dup_display (field->field, self->programme, value, language);
}

static char *
fill (JcCheck *self, int rows, int row, const char *template, JcLanguage language)
{
  GString    *text = g_string_new (NULL);
  const char *rest = template;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL)
    {
      const char      *after = open + 1;
      g_autofree char *name = dup_name (open, &after);
      g_autofree char *value
          = name != NULL ? dup_replacement (self, rows, row, name, language) : NULL;

      g_string_append_len (text, rest, open - rest);
      if (value != NULL)
        g_string_append (text, value);
      else
        g_string_append_len (text, open, after - open);
      rest = after;
    }

  g_string_append (text, rest);

  return g_string_free (text, FALSE);
}

JcText *
jc_check_dup_rule_message (JcCheck *self, const JcCheckNode *node, int row)
{
  const JcText *message = node->rule->message;
  JcText       *text = g_new0 (JcText, 1);

  text->zh = fill (self, node->rows, row, jc_text_get (message, JC_LANGUAGE_ZH), JC_LANGUAGE_ZH);
  text->en = fill (self, node->rows, row, jc_text_get (message, JC_LANGUAGE_EN), JC_LANGUAGE_EN);

  return text;
}

/* --- What is still missing --- */

/* The section's title and what is missing in it, on one line; nothing when nothing is. */
static void
append_missing (JcCheck *self, GString *text, int section, JcLanguage language)
{
  const JcSection *of = g_ptr_array_index (self->plan->kind->sections, section);
  gboolean         chinese = language == JC_LANGUAGE_ZH;
  gboolean         first = TRUE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const JcCheckEntry *entry = &g_array_index (self->entries, JcCheckEntry, i);
      g_autoptr (JcText) label = NULL;

      if (entry->section != section || strcmp (entry->finding->code, "missing") != 0)
        continue;

      label = jc_check_dup_label (self, entry->field, entry->row);
      if (first)
        g_string_append_printf (text, chinese ? "%s：" : "%s: ", jc_text_get (of->title, language));
      else
        g_string_append (text, chinese ? "、" : "; ");
      g_string_append (text, jc_text_get (label, language));
      first = FALSE;
    }

  if (!first)
    g_string_append_c (text, '\n');
}

static void
append_missing_slots (JcCheck *self, GString *text, JcLanguage language)
{
  g_autoptr (GPtrArray) slots = jc_check_dup_missing_slots (self);
  gboolean chinese = language == JC_LANGUAGE_ZH;

  for (guint i = 0; i < slots->len; i++)
    {
      if (i == 0)
        g_string_append (text, chinese ? "附件：" : "Attachments: ");
      else
        g_string_append (text, chinese ? "、" : "; ");
      g_string_append (text, jc_text_get (g_ptr_array_index (slots, i), language));
    }

  if (slots->len > 0)
    g_string_append_c (text, '\n');
}

static void
append_problems (JcCheck *self, GString *text, JcLanguage language)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const JcFinding *finding = g_array_index (self->entries, JcCheckEntry, i).finding;

      if (finding->severity == JC_SEVERITY_ERROR && strcmp (finding->code, "missing") != 0
          && !jc_check_slot_code_is_missing (finding->code))
        g_string_append_printf (text, "%s\n", jc_text_get (finding->message, language));
    }
}

/**
 * jc_check_dup_missing_text:
 * @self: a check
 * @language: which language to write
 *
 * Returns: (transfer full): the dossier's title, one line for each section in which something is
 *   missing, one for the attachments, the problems, each on its line; or that nothing is left to
 * do. Ends with a line break
 */
char *
jc_check_dup_missing_text (JcCheck *self, JcLanguage language)
{
  g_autofree char  *title = jc_kind_dup_dossier_title_in (self->plan->kind, self->values, language);
  GString          *text = g_string_new (title);
  JcSectionProgress progress;

  jc_check_ensure_entries (self);
  jc_check_get_progress (self, NULL, &progress);
  g_string_append_c (text, '\n');

  for (guint i = 0; i < self->plan->kind->sections->len; i++)
    append_missing (self, text, (int)i, language);
  append_missing_slots (self, text, language);
  if (progress.n_problems > 0)
    g_string_append_printf (text,
                            language == JC_LANGUAGE_ZH ? "要改的 %u 处：\n" : "To mend (%u):\n",
                            progress.n_problems);
  append_problems (self, text, language);
  if (progress.n_missing == 0 && progress.n_problems == 0)
    g_string_append (text, language == JC_LANGUAGE_ZH ? "没有缺的，也没有要改的。\n"
                                                      : "Nothing is missing or wrong.\n");

  return g_string_free (text, FALSE);
}
