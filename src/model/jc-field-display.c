/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "jc-json.h"

char *
jc_fen_dup_yuan (gint64 fen)
{
  guint64          size = fen < 0 ? 0 - (guint64)fen : (guint64)fen;
  g_autofree char *yuan = g_strdup_printf ("%" G_GUINT64_FORMAT, size / 100);
  gsize            length = strlen (yuan);
  GString         *out = g_string_new (fen < 0 ? "-" : "");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, yuan[i]);
    }
  g_string_append_printf (out, ".%02u", (guint)(size % 100));

  return g_string_free (out, FALSE);
}

static gboolean
is_integer (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64;
}

static gboolean
is_boolean (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static gboolean
is_number (JsonNode *value)
{
  return is_integer (value)
         || (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_DOUBLE);
}

/* The name of @code as the entry takes it back: the code itself where the name stands for another.
 */
static char *
dup_code_name (JcCodeList *list, const char *code, JcLanguage language, gboolean exact)
{
  const JcCode *found = list != NULL ? jc_code_list_find (list, code) : NULL;
  const char   *name = found != NULL ? jc_text_get (found->name, language) : "";

  if (*name == '\0' || (exact && jc_code_list_match (list, name) != found))
    return g_strdup (code);

  return g_strdup (name);
}

/* A scalar of any type as words; "" for arrays and objects. */
static char *
dup_scalar (JsonNode *value, JcLanguage language)
{
  const char *string = jc_json_as_string (value);

  if (string != NULL)
    return g_strdup (string);
  if (is_boolean (value) && language == JC_LANGUAGE_ZH)
    return g_strdup (json_node_get_boolean (value) ? "是" : "否");
  if (is_boolean (value))
    return g_strdup (json_node_get_boolean (value) ? "Yes" : "No");
  if (is_number (value))
    return jc_json_to_canonical (value);

  return g_strdup ("");
}

static char *
dup_joined (const JcField *field,
            JcProgramme   *programme,
            JsonArray     *array,
            JcLanguage     language,
            gboolean       exact)
{
  JcCodeList *list = jc_programme_get_code_list (programme, field->codes);
  GString    *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *item = dup_scalar (json_array_get_element (array, i), language);
      g_autofree char *words = dup_code_name (list, item, language, exact);

      if (*words == '\0')
        continue;
      if (out->len > 0)
        g_string_append (out, language == JC_LANGUAGE_ZH ? "、" : ", ");
      g_string_append (out, words);
    }

  return g_string_free (out, FALSE);
}

/**
 * jc_field_dup_editable:
 * @field: a field
 * @programme: its programme
 * @value: (nullable): a stored value, of any type
 * @language: for names
 *
 * jc_field_parse () turns the result back into @value.
 *
 * Returns: (transfer full): what stands in the entry; "" for NULL and for rows
 */
char *
jc_field_dup_editable (const JcField *field,
                       JcProgramme   *programme,
                       JsonNode      *value,
                       JcLanguage     language)
{
  const char *string;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (programme != NULL, NULL);

  if (value == NULL)
    return g_strdup ("");

  string = jc_json_as_string (value);
  if (field->type == JC_FIELD_MONEY && is_integer (value))
    return jc_fen_dup_yuan (json_node_get_int (value));
  if (field->type == JC_FIELD_CODE && string != NULL)
    return dup_code_name (jc_programme_get_code_list (programme, field->codes), string, language,
                          TRUE);
  if (field->type != JC_FIELD_ROWS && jc_json_as_array (value) != NULL)
    return dup_joined (field, programme, jc_json_as_array (value), language, TRUE);

  return dup_scalar (value, language);
}

/* --- To be read --- */

static char *
dup_with_unit (const JcField *field, const char *number, JcLanguage language)
{
  const char *unit = jc_text_get (field->unit, language);

  if (*unit == '\0')
    return g_strdup (number);

  return g_strconcat (number, language == JC_LANGUAGE_ZH ? "" : " ", unit, NULL);
}

/* Money stands apart from its unit in both languages: a tail of figures is hard to tell from it. */
static char *
dup_money (const JcField *field, gint64 fen, JcLanguage language)
{
  g_autofree char *yuan = jc_fen_dup_yuan (fen);
  const char      *unit = jc_text_get (field->unit, language);

  if (*unit == '\0')
    unit = language == JC_LANGUAGE_ZH ? "元" : "yuan";

  return g_strconcat (yuan, " ", unit, NULL);
}

/* 1987年1月2日 of an ISO date of any precision; English readers get ISO. Source: rules §9. */
static char *
dup_date (const char *iso, JcLanguage language)
{
  guint year = 0;
  guint month = 0;
  guint day = 0;
  int   used = 0;
  int   n_read = sscanf (iso, "%4u%n-%2u%n-%2u%n", &year, &used, &month, &used, &day, &used);

  if (language == JC_LANGUAGE_EN || n_read < 1 || iso[used] != '\0')
    return g_strdup (iso);
  if (n_read == 1)
    return g_strdup_printf ("%u年", year);
  if (n_read == 2)
    return g_strdup_printf ("%u年%u月", year, month);

  return g_strdup_printf ("%u年%u月%u日", year, month, day);
}

/* 52.50% of 0.525. A share is never rounded up to a whole percent: 49.996 % does not reach a limit
 * of 50 %, and must not look as if it did (rules §14). */
static char *
dup_percent (double share)
{
  char   digits[G_ASCII_DTOSTR_BUF_SIZE + 320];
  double percent = share * 100.0;
  double whole = round (percent);

  if (percent < whole && whole - percent <= 0.005 && whole - percent > 1e-9)
    percent = whole - 0.01;
  g_ascii_formatd (digits, sizeof digits, "%.2f", percent);

  return g_strconcat (digits, "%", NULL);
}

/* 120平方米, 6-10人. Source: rules §6 and §7. */
static char *
dup_quantity (const JcField *field, const char *text, JcLanguage language)
{
  g_autoptr (JsonNode) verdict = NULL;
  const char *display = NULL;

  if (g_strcmp0 (field->format, "area") == 0 && field->unit == NULL)
    return g_strconcat (text, language == JC_LANGUAGE_ZH ? "平方米" : " m²", NULL);

  if (g_strcmp0 (field->format, "headcount") == 0 && language == JC_LANGUAGE_ZH)
    {
      verdict = jc_format_check ("headcount", text, NULL);
      display = jc_json_get_string (jc_json_as_object (verdict), "display", NULL);
    }

  return display != NULL ? g_strdup (display) : dup_with_unit (field, text, language);
}

static char *
dup_rows (const JcField *field, JcProgramme *programme, JsonArray *rows, JcLanguage language);

/* A text that its format understands; one that was kept as typed says its unit itself. */
static gboolean
is_stored_form (const JcField *field, const char *text)
{
  g_autoptr (JsonNode) verdict = NULL;

  if (field->format == NULL)
    return TRUE;

  verdict = jc_format_check (field->format, text, NULL);

  return verdict == NULL || jc_json_get_boolean (jc_json_as_object (verdict), "valid", FALSE);
}

static char *
dup_string (const JcField *field, JcProgramme *programme, const char *string, JcLanguage language)
{
  switch (field->type)
    {
    case JC_FIELD_CODE:
      return dup_code_name (jc_programme_get_code_list (programme, field->codes), string, language,
                            FALSE);
    case JC_FIELD_DATE:
      return dup_date (string, language);
    case JC_FIELD_TEXT:
      return is_stored_form (field, string) ? dup_quantity (field, string, language)
                                            : g_strdup (string);
    default:
      return g_strdup (string);
    }
}

/**
 * jc_field_dup_display:
 * @field: a field
 * @programme: its programme
 * @value: (nullable): a stored or derived value, of any type
 * @language: of names, dates and units
 *
 * Text that was kept as typed is shown as it is. Rows are told one after the other.
 *
 * Returns: (transfer full): what is read; "" for NULL
 */
char *
jc_field_dup_display (const JcField *field,
                      JcProgramme   *programme,
                      JsonNode      *value,
                      JcLanguage     language)
{
  g_autofree char *scalar = NULL;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (programme != NULL, NULL);

  if (value == NULL)
    return g_strdup ("");
  if (jc_json_as_string (value) != NULL)
    return dup_string (field, programme, jc_json_as_string (value), language);
  if (field->type == JC_FIELD_ROWS && jc_json_as_array (value) != NULL)
    return dup_rows (field, programme, jc_json_as_array (value), language);
  if (jc_json_as_array (value) != NULL)
    return dup_joined (field, programme, jc_json_as_array (value), language, FALSE);
  if (field->type == JC_FIELD_MONEY && is_integer (value))
    return dup_money (field, json_node_get_int (value), language);
  if (field->type == JC_FIELD_PERCENT && is_number (value))
    return dup_percent (json_node_get_double (value));

  scalar = dup_scalar (value, language);
  if (field->type == JC_FIELD_INTEGER && is_number (value))
    return dup_with_unit (field, scalar, language);

  return g_steal_pointer (&scalar);
}

static char *
dup_rows (const JcField *field, JcProgramme *programme, JsonArray *rows, JcLanguage language)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (rows, i));
      gboolean    first = TRUE;

      for (guint j = 0; row != NULL && j < field->fields->len; j++)
        {
          const JcField   *member = g_ptr_array_index (field->fields, j);
          g_autofree char *words = NULL;

          words = jc_field_dup_display (member, programme,
                                        json_object_get_member (row, member->key), language);
          if (*words == '\0')
            continue;
          if (!first)
            g_string_append (out, language == JC_LANGUAGE_ZH ? "，" : ", ");
          else if (out->len > 0)
            g_string_append (out, language == JC_LANGUAGE_ZH ? "；" : "; ");
          g_string_append (out, words);
          first = FALSE;
        }
    }

  return g_string_free (out, FALSE);
}

/* --- To be recognised, not read --- */

/* How many characters stay at either end of @n; at most a half of them where there are few. */
static void
get_window (const JcField *field, glong n, glong *head, glong *tail)
{
  const char *format = field->format != NULL ? field->format : "";

  if (g_str_equal (format, "resident_id") && n >= 15)
    {
      *head = 6;
      *tail = 4;
    }
  else if (g_str_equal (format, "phone") && n >= 11)
    {
      *head = 3;
      *tail = 4;
    }
  else if (g_str_equal (format, "bank_account") && n >= 9)
    {
      *head = 0;
      *tail = 4;
    }
  else
    {
      *head = n >= 2 ? 1 : 0;
      *tail = n >= 8 ? 1 : 0;
    }
}

/**
 * jc_field_dup_masked:
 * @field: a field
 * @value: (nullable): a stored value, of any type
 *
 * An identity number keeps its first 6 and last 4 characters (rules §1), a telephone its first 3
 * and last 4, an account its last 4, anything else its first character. What is no text is hidden
 * whole. Values of fields that are not sensitive come as they are stored.
 *
 * Returns: (transfer full): for lists and logs; "" for NULL
 */
char *
jc_field_dup_masked (const JcField *field, JsonNode *value)
{
  const char *text;
  GString    *out;
  glong       length;
  glong       head;
  glong       tail;
  glong       i = 0;

  g_return_val_if_fail (field != NULL, NULL);

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");

  text = jc_json_as_string (value);
  if (!field->sensitive)
    return text != NULL ? g_strdup (text) : jc_json_to_canonical (value);
  if (text == NULL)
    return g_strdup ("***");

  length = g_utf8_strlen (text, -1);
  get_window (field, length, &head, &tail);
  out = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), i++)
    if (i < head || i >= length - tail)
      g_string_append_unichar (out, g_utf8_get_char (p));
    else
      g_string_append_c (out, '*');

  return g_string_free (out, FALSE);
}
