/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include <string.h>

#include "jc-json.h"

/**
 * jc_field_problem_free:
 * @problem: (transfer full) (nullable): a problem
 */
void
jc_field_problem_free (JcFieldProblem *problem)
{
  if (problem == NULL)
    return;

  g_free (problem->code);
  jc_text_free (problem->message);
  g_free (problem);
}

/* @message (transfer full) */
JcFieldProblem *
jc_field_problem_new (const char *code, JcSeverity severity, JcText *message)
{
  JcFieldProblem *problem = g_new0 (JcFieldProblem, 1);

  problem->code = g_strdup (code);
  problem->severity = severity;
  problem->message = message;

  return problem;
}

/* @message (transfer full) */
static void
add_error (GPtrArray *problems, const char *code, JcText *message)
{
  g_ptr_array_add (problems, jc_field_problem_new (code, JC_SEVERITY_ERROR, message));
}

static gboolean
is_number (JsonNode *value)
{
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

/* --- Lengths and numbers of items --- */

static void
check_length (GPtrArray *problems, const JcField *field, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  glong min = field->min_length;
  glong max = field->max_length;

  if (length < min)
    add_error (problems, "too_short",
               jc_text_new_printf ("现 %ld 字，至少 %ld 字，还差 %ld 字。",
                                   "%ld characters now, at least %ld: write %ld more.", length, min,
                                   min - length));
  else if (max > 0 && length > max)
    add_error (problems, "too_long",
               jc_text_new_printf ("现 %ld 字，最多 %ld 字，删去 %ld 字。",
                                   "%ld characters now, at most %ld: take out %ld.", length, max,
                                   length - max));
}

static void
check_n_items (GPtrArray *problems, const JcField *field, guint n_items)
{
  if (n_items < field->min_items)
    add_error (problems, "too_few",
               jc_text_new_printf ("现有 %u 项，至少 %u 项，再加 %u 项。",
                                   "%u items now, at least %u: add %u more.", n_items,
                                   field->min_items, field->min_items - n_items));
  else if (field->max_items > 0 && n_items > field->max_items)
    add_error (problems, "too_many",
               jc_text_new_printf ("现有 %u 项，最多 %u 项，删去 %u 项。",
                                   "%u items now, at most %u: remove %u.", n_items,
                                   field->max_items, n_items - field->max_items));
}

/* --- Formats --- */

static void
check_kind (GPtrArray     *problems,
            const JcField *field,
            const char    *format,
            JsonObject    *verdict,
            const char    *text)
{
  const char      *kind = jc_json_get_string (verdict, "kind", NULL);
  g_autofree char *wanted = NULL;
  JcText          *message;

  if (kind == NULL || field->format_kinds == NULL
      || g_strv_contains ((const char *const *)field->format_kinds, kind))
    return;

  message = jc_format_dup_message (format, "kind_not_allowed", text);
  wanted = g_strjoinv ("、", field->format_kinds);
  if (message == NULL)
    message
        = jc_text_new_printf ("“%s”是 %s，这里只收 %s：换一个再填。",
                              "“%s” is of the kind %s; only %s is taken here.", text, kind, wanted);
  add_error (problems, "kind_not_allowed", message);
}

/* What a normal form cannot say of itself is no news to anyone: an area is stored without its unit.
 */
static void
add_warnings (GPtrArray *problems, const char *format, JsonObject *verdict, const char *text)
{
  JsonArray *warnings = jc_json_get_array (verdict, "warnings");

  for (guint i = 0; warnings != NULL && i < json_array_get_length (warnings); i++)
    {
      const char      *warning = jc_json_as_string (json_array_get_element (warnings, i));
      g_autofree char *code = NULL;

      if (warning == NULL || g_str_equal (warning, "unit_assumed"))
        continue;
      code = jc_field_dup_code (format, warning);
      g_ptr_array_add (problems, jc_field_problem_new (code, JC_SEVERITY_WARNING,
                                                       jc_field_dup_words (format, warning, text)));
    }
}

static void
check_precision (GPtrArray *problems, const JcField *field, const char *iso)
{
  static const char *const zh_names[] = { "日", "月", "年" };
  static const char *const en_names[] = { "day", "month", "year" };
  gsize                    length = strlen (iso);
  guint                    has = length >= 10 ? 0 : length >= 7 ? 1 : 2;
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);
  JcText *message;

  if (((guint)field->precisions & (1u << has)) != 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (zh_names); i++)
    if (((guint)field->precisions & (1u << i)) != 0)
      {
        g_string_append_printf (zh, "%s%s", zh->len > 0 ? "或" : "", zh_names[i]);
        g_string_append_printf (en, "%s%s", en->len > 0 ? " or the " : "", en_names[i]);
      }
  message = g_new0 (JcText, 1);
  message->zh = g_strdup_printf ("“%s”填到了%s，应填到%s。", iso, zh_names[has], zh->str);
  message->en = g_strdup_printf ("“%s” goes down to the %s; it must go down to the %s.", iso,
                                 en_names[has], en->str);
  add_error (problems, "precision_not_allowed", message);
}

/* A stored text, by its format: it has to be the normal form, or equals would not be found equal.
 */
static void
check_format (GPtrArray             *problems,
              const JcField         *field,
              const char            *format,
              const char            *text,
              const JcFormatOptions *options)
{
  g_autoptr (JsonNode) verdict = jc_format_check (format, text, options);
  g_autofree char *normal = NULL;
  g_autofree char *code = NULL;
  const char      *fault;
  JsonObject      *object;

  if (verdict == NULL)
    return;

  object = jc_json_as_object (verdict);
  normal = jc_format_dup_normal (format, verdict);
  if (normal == NULL)
    {
      fault = jc_json_get_string (object, "code", "format");
      code = jc_field_dup_code (format, fault);
      add_error (problems, code, jc_field_dup_words (format, fault, text));
      return;
    }

  if (!g_str_equal (normal, text))
    add_error (problems, "not_normal",
               jc_text_new_printf ("“%s”应写成“%s”：重填一次即可。",
                                   "“%s” should be written “%s”: enter it once more.", text,
                                   normal));
  check_kind (problems, field, format, object, normal);
  if (field->type == JC_FIELD_DATE)
    check_precision (problems, field, normal);
  else
    check_length (problems, field, text);
  add_warnings (problems, format, object, text);
}

/* --- Codes and lists --- */

static void
check_code (GPtrArray *problems, const JcField *field, JcProgramme *programme, const char *code)
{
  JcCodeList   *list = jc_programme_get_code_list (programme, field->codes);
  const JcCode *found = list != NULL ? jc_code_list_find (list, code) : NULL;
  JcText       *message;

  if (list == NULL || (found != NULL && found->selectable))
    return;

  if (found == NULL)
    {
      add_error (problems, "not_in_list", jc_field_dup_not_in_list (list, code));
      return;
    }

  message = g_new0 (JcText, 1);
  message->zh = g_strdup_printf ("“%s”不能选：改选它下面或旁边的一项。",
                                 jc_text_get (found->name, JC_LANGUAGE_ZH));
  message->en = g_strdup_printf ("“%s” cannot be chosen: take one below or beside it.",
                                 jc_text_get (found->name, JC_LANGUAGE_EN));
  add_error (problems, "not_selectable", message);
}

static gboolean
is_term (const char *term)
{
  return *term >= '1' && *term <= '9' && strlen (term) <= 6
         && term[strspn (term, "0123456789")] == '\0';
}

static void
add_type (GPtrArray *problems, const char *zh, const char *en)
{
  add_error (problems, "type", jc_text_new (zh, en));
}

/* One string of codes or terms. */
static void
check_item (GPtrArray     *problems,
            const JcField *field,
            JcProgramme   *programme,
            GHashTable    *seen,
            const char    *item)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;
  JcText          *message;

  if (field->type == JC_FIELD_CODES)
    check_code (problems, field, programme, item);
  else if (!is_term (item))
    add_error (problems, "type",
               jc_text_new_printf ("“%s”读不出是第几：写成 13、14 这样的数字，用、隔开。",
                                   "“%s” is no ordinal: write numbers such as 13, 14.", item));

  if (g_hash_table_add (seen, (gpointer)item))
    return;

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, json_array_new ());
  json_array_add_string_element (json_node_get_array (node), item);
  zh = jc_field_dup_display (field, programme, node, JC_LANGUAGE_ZH);
  en = jc_field_dup_display (field, programme, node, JC_LANGUAGE_EN);
  message = g_new0 (JcText, 1);
  message->zh = g_strdup_printf ("“%s”填了两次：删去一个。", zh);
  message->en = g_strdup_printf ("“%s” stands twice: remove one.", en);
  add_error (problems, "repeated", message);
}

static void
check_items (GPtrArray             *problems,
             const JcField         *field,
             JcProgramme           *programme,
             JsonNode              *value,
             const JcFormatOptions *options)
{
  JsonArray *array = json_node_get_array (value);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *item = jc_json_as_string (json_array_get_element (array, i));

      if (item == NULL)
        {
          add_type (problems, "这一列里有的不是文字：删去后重新选。",
                    "Something in this list is no text: remove it and choose again.");
          return;
        }
      check_item (problems, field, programme, seen, item);
    }
  check_n_items (problems, field, json_array_get_length (array));
  if (field->type == JC_FIELD_TERMS)
    jc_field_add_bounds (problems, field, programme, value, options);
}

static void
check_rows (GPtrArray *problems, const JcField *field, JsonArray *rows)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (rows, i));
      const char *id = jc_json_get_string (row, "id", "");

      if (row == NULL || *id == '\0')
        {
          add_error (problems, "type",
                     jc_text_new_printf ("第 %u 行没有 id：删去这一行，重新加一行。",
                                         "Row %u has no id: remove it and add a new one.", i + 1));
          return;
        }
      if (!g_hash_table_add (ids, (gpointer)id))
        {
          add_error (problems, "repeated",
                     jc_text_new_printf ("第 %u 行和前面一行的 id 相同：删去其中一行，重新加一行。",
                                         "Row %u has the id of an earlier one: remove one of them "
                                         "and add a new one.",
                                         i + 1));
          return;
        }
    }
  check_n_items (problems, field, json_array_get_length (rows));
}

/* --- Types --- */

static gboolean
is_of_type (const JcField *field, JsonNode *value)
{
  switch (field->type)
    {
    case JC_FIELD_TEXT:
    case JC_FIELD_LONG_TEXT:
    case JC_FIELD_CODE:
    case JC_FIELD_DATE:
      return jc_json_as_string (value) != NULL;
    case JC_FIELD_CODES:
    case JC_FIELD_TERMS:
    case JC_FIELD_ROWS:
      return jc_json_as_array (value) != NULL;
    case JC_FIELD_BOOLEAN:
      return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
    case JC_FIELD_INTEGER:
    case JC_FIELD_MONEY:
      return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64;
    case JC_FIELD_PERCENT:
    default:
      return is_number (value);
    }
}

/* Text that was kept as typed says what was wrong with it when it is read once more. */
static void
check_wrong_type (GPtrArray             *problems,
                  const JcField         *field,
                  JcProgramme           *programme,
                  JsonNode              *value,
                  const JcFormatOptions *options)
{
  const char      *text = jc_json_as_string (value);
  g_autofree char *code = NULL;
  JcText          *message = NULL;
  g_autoptr (JsonNode) understood = NULL;

  if (text == NULL)
    {
      add_type (problems, "存的内容不是这一项该有的：清空后重新填。",
                "What is stored does not belong here: clear it and enter it anew.");
      return;
    }

  understood = jc_field_understand (field, programme, text, options, &code, &message);
  if (message != NULL)
    add_error (problems, code, message);
  else
    add_error (problems, "type",
               jc_text_new_printf ("“%s”存成了文字：重填一次即可。",
                                   "“%s” is stored as text: enter it once more.", text));
}

static void
check_text (GPtrArray             *problems,
            const JcField         *field,
            const char            *text,
            const JcFormatOptions *options)
{
  const char *format = jc_field_get_format (field);

  if (field->type != JC_FIELD_LONG_TEXT && strpbrk (text, "\r\n") != NULL)
    add_error (problems, "line_break",
               jc_text_new ("这里只写一行：去掉换行。",
                            "Only one line fits here: take out the line breaks."));
  else if (format != NULL && jc_format_exists (format))
    check_format (problems, field, format, text, options);
  else
    check_length (problems, field, text);
}

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const JcFieldProblem *left = *(const JcFieldProblem *const *)a;
  const JcFieldProblem *right = *(const JcFieldProblem *const *)b;

  return (int)left->severity - (int)right->severity;
}

/**
 * jc_field_check_value:
 * @field: a field
 * @programme: its programme
 * @value: (nullable): what is stored, of any type
 * @options: (nullable): today and the programme's area code
 *
 * Codes: `type` (or, for text kept as it was typed, the code that tells what could not be read in
 * it), `FORMAT.code`, `not_normal`, `kind_not_allowed`, `too_short`, `too_long`, `line_break`,
 * `not_in_list`, `not_selectable`, `out_of_range`, `precision_not_allowed`, `too_few`, `too_many`,
 * `repeated`. Lengths count characters. Members of rows are checked as fields of their own.
 *
 * Source: rules §1 to §12.
 *
 * Returns: (element-type JcFieldProblem) (transfer full): errors, then warnings; empty when right
 * or blank
 */
GPtrArray *
jc_field_check_value (const JcField         *field,
                      JcProgramme           *programme,
                      JsonNode              *value,
                      const JcFormatOptions *options)
{
  GPtrArray *problems;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (programme != NULL, NULL);

  problems = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_field_problem_free);
  if (jc_json_is_blank (value))
    return problems;

  if (!is_of_type (field, value))
    check_wrong_type (problems, field, programme, value, options);
  else if (field->type == JC_FIELD_CODE)
    check_code (problems, field, programme, jc_json_as_string (value));
  else if (field->type == JC_FIELD_CODES || field->type == JC_FIELD_TERMS)
    check_items (problems, field, programme, value, options);
  else if (field->type == JC_FIELD_ROWS)
    check_rows (problems, field, jc_json_as_array (value));
  else if (jc_json_as_string (value) != NULL)
    check_text (problems, field, jc_json_as_string (value), options);
  else
    jc_field_add_bounds (problems, field, programme, value, options);

  g_ptr_array_sort (problems, compare_severity);

  return problems;
}
