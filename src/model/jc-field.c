/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include <string.h>

#include "jc-json.h"

const char *
jc_field_get_format (const JcField *field)
{
  switch (field->type)
    {
    case JC_FIELD_TEXT:
      return field->format;
    case JC_FIELD_INTEGER:
      return "integer";
    case JC_FIELD_MONEY:
      return "money";
    case JC_FIELD_DATE:
      return "date";
    default:
      return NULL;
    }
}

char *
jc_field_dup_code (const char *format, const char *code)
{
  return g_strconcat (format, ".", code, NULL);
}

JcText *
jc_field_dup_words (const char *format, const char *code, const char *text)
{
  JcText *words = jc_format_dup_message (format, code, text);

  return words != NULL
             ? words
             : jc_text_new_printf ("“%s”读不懂（%s），改一改写法。",
                                   "“%s” cannot be read (%s); write it another way.", text, code);
}

static JsonNode *
new_string (const char *string)
{
  return json_node_init_string (json_node_alloc (), string);
}

/* --- Numbers and formats --- */

/* "12 人" as 12: a person writes the unit that stands beside the entry. */
static char *
dup_without_unit (const JcField *field, const char *text)
{
  g_autofree char *line = jc_format_fold_width (text);

  if (field->type != JC_FIELD_INTEGER || field->unit == NULL)
    return g_strdup (text);

  for (JcLanguage language = JC_LANGUAGE_ZH; language <= JC_LANGUAGE_EN; language++)
    {
      const char *unit = jc_text_get (field->unit, language);

      if (*unit != '\0' && g_str_has_suffix (line, unit))
        return g_strndup (line, strlen (line) - strlen (unit));
    }

  return g_steal_pointer (&line);
}

static JsonNode *
understand_format (const JcField         *field,
                   const char            *format,
                   const char            *text,
                   const JcFormatOptions *options,
                   char                 **code,
                   JcText               **message)
{
  g_autofree char *bare = dup_without_unit (field, text);
  g_autoptr (JsonNode) verdict = jc_format_check (format, bare, options);
  g_autofree char *normal = NULL;
  const char      *fault;

  /* A format that is not known is the linter's; the text stays text. */
  if (verdict == NULL)
    return new_string (text);

  normal = jc_format_dup_normal (format, verdict);
  if (normal == NULL)
    {
      fault = jc_json_get_string (jc_json_as_object (verdict), "code", "format");
      *code = jc_field_dup_code (format, fault);
      *message = jc_field_dup_words (format, fault, text);
      return NULL;
    }

  if (field->type == JC_FIELD_INTEGER || field->type == JC_FIELD_MONEY)
    return json_node_init_int (json_node_alloc (), g_ascii_strtoll (normal, NULL, 10));

  return new_string (normal);
}

/* --- Words --- */

static JsonNode *
understand_boolean (const char *text, char **code, JcText **message)
{
  static const char *const yes[] = { "是", "true", "yes", "1" };
  static const char *const no[] = { "否", "false", "no", "0" };
  g_autofree char         *key = jc_format_fold_key (text);

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      if (g_str_equal (yes[i], key))
        return json_node_init_boolean (json_node_alloc (), TRUE);
      if (g_str_equal (no[i], key))
        return json_node_init_boolean (json_node_alloc (), FALSE);
    }

  *code = g_strdup ("type");
  *message = jc_text_new_printf ("“%s”不是“是”或“否”：改填其中一个。",
                                 "“%s” is neither yes nor no: enter one of them.", text);

  return NULL;
}

static JsonNode *
refuse_typed (const char *text, char **code, JcText **message)
{
  *code = g_strdup ("type");
  *message = jc_text_new_printf ("“%s”放不到这里：这一项不是用文字填的。",
                                 "“%s” has no place here: this is not filled in as text.", text);

  return NULL;
}

JsonNode *
jc_field_understand (const JcField         *field,
                     JcProgramme           *programme,
                     const char            *text,
                     const JcFormatOptions *options,
                     char                 **code,
                     JcText               **message)
{
  const char      *format = jc_field_get_format (field);
  JcCodeList      *list = jc_programme_get_code_list (programme, field->codes);
  g_autofree char *clean = NULL;

  if (format != NULL)
    return understand_format (field, format, text, options, code, message);

  switch (field->type)
    {
    case JC_FIELD_LONG_TEXT:
      clean = jc_field_dup_prose (text);
      return new_string (clean);
    case JC_FIELD_CODE:
      return list != NULL ? jc_field_understand_code (list, text, code, message)
                          : new_string (text);
    case JC_FIELD_CODES:
      return list != NULL ? jc_field_understand_codes (list, text, code, message)
                          : new_string (text);
    case JC_FIELD_TERMS:
      return jc_field_understand_terms (text, code, message);
    case JC_FIELD_BOOLEAN:
      return understand_boolean (text, code, message);
    case JC_FIELD_PERCENT:
    case JC_FIELD_ROWS:
      return refuse_typed (text, code, message);
    default:
      clean = jc_field_dup_line (text);
      return new_string (clean);
    }
}

/**
 * jc_field_parse:
 * @field: a field
 * @programme: its programme, for code lists
 * @typed: (nullable): what a person typed or pasted; where it is not UTF-8, bytes that are none
 *   become U+FFFD
 * @options: (nullable): today and the programme's area code
 * @problem: (out) (optional) (nullable) (transfer full): code of the first error in it
 *
 * Text that is understood takes its stored form: a format's normal form (rules §1 to §12), money in
 * fen (rules §14), a code for a name, ordinals without 第 and 届. One line without format is
 * trimmed, its line breaks become spaces and what cannot be seen goes; prose keeps its paragraphs.
 * Other text is kept as it was typed, so that nothing is lost.
 *
 * Returns: (transfer full) (nullable): the value to store; NULL for blank text, which removes it
 */
JsonNode *
jc_field_parse (const JcField         *field,
                JcProgramme           *programme,
                const char            *typed,
                const JcFormatOptions *options,
                char                 **problem)
{
  g_autofree char *text = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *code = NULL;
  g_autoptr (JcText) message = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  JsonNode *value;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (programme != NULL, NULL);

  if (problem != NULL)
    *problem = NULL;
  text = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  seen = jc_field_dup_trimmed (text);
  if (*seen == '\0')
    return NULL;

  value = jc_field_understand (field, programme, text, options, &code, &message);
  if (value == NULL)
    value = new_string (text);
  if (problem == NULL)
    return value;

  problems = jc_field_check_value (field, programme, value, options);
  if (problems->len > 0)
    {
      const JcFieldProblem *first = g_ptr_array_index (problems, 0);

      if (first->severity == JC_SEVERITY_ERROR)
        *problem = g_strdup (first->code);
    }

  return value;
}
