/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

/* Sorted by name. */
static const JcFormatRule *const rules[] = {
  &jc_area_rule,      &jc_bank_account_rule, &jc_date_rule,        &jc_email_rule,
  &jc_headcount_rule, &jc_integer_rule,      &jc_money_rule,       &jc_person_name_rule,
  &jc_phone_rule,     &jc_postal_code_rule,  &jc_resident_id_rule, &jc_uscc_rule,
  &jc_width_rule,
};

/* Every format may meet text that is far too long; those that count characters have words of their
 * own for it. */
static const JcFormatWords too_long = {
  "length",
  "太长了：只留这一项要的内容，多余的文字放到别处。",
  "This is far too long: keep only what belongs here and put the rest elsewhere.",
};

static const JcFormatRule *
find_rule (const char *format)
{
  for (gsize i = 0; format != NULL && i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i]->name, format))
      return rules[i];

  return NULL;
}

static const JcFormatWords *
find_words (const JcFormatRule *rule, const char *code)
{
  for (const JcFormatWords *words = rule->words; words->code != NULL; words++)
    if (g_str_equal (words->code, code))
      return words;

  return g_str_equal (code, too_long.code) ? &too_long : NULL;
}

/**
 * jc_format_exists:
 * @format: (nullable): a name
 *
 * Returns: whether there is such a format
 */
gboolean
jc_format_exists (const char *format)
{
  return find_rule (format) != NULL;
}

/**
 * jc_format_get_names:
 *
 * Returns: (transfer none): all names, sorted, NULL-terminated
 */
const char *const *
jc_format_get_names (void)
{
  static const char *names[G_N_ELEMENTS (rules) + 1];
  static gsize       filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
        names[i] = rules[i]->name;
      g_once_init_leave (&filled, 1);
    }

  return names;
}

/**
 * jc_format_get_codes:
 * @format: (nullable): a name
 *
 * Returns: (transfer none) (nullable): every code and warning that a verdict of @format can carry,
 *   and those that a field can add to it, NULL-terminated; NULL for an unknown format
 */
const char *const *
jc_format_get_codes (const char *format)
{
  static GMutex       mutex;
  static const char **codes[G_N_ELEMENTS (rules)];
  const JcFormatRule *rule = find_rule (format);
  gsize               index = 0;

  if (rule == NULL)
    return NULL;

  while (rules[index] != rule)
    index++;

  g_mutex_lock (&mutex);
  if (codes[index] == NULL)
    {
      g_autoptr (GPtrArray) array = g_ptr_array_new ();

      for (const JcFormatWords *words = rule->words; words->code != NULL; words++)
        g_ptr_array_add (array, (gpointer)words->code);
      if (!g_ptr_array_find_with_equal_func (array, too_long.code, g_str_equal, NULL))
        g_ptr_array_add (array, (gpointer)too_long.code);
      g_ptr_array_add (array, NULL);
      codes[index] = (const char **)g_ptr_array_steal (array, NULL);
    }
  g_mutex_unlock (&mutex);

  return codes[index];
}

/**
 * jc_format_check:
 * @format: a name
 * @text: (nullable): what was typed, or a stored normal form
 * @options: (nullable): today and the programme's area code
 *
 * Normalises, parses and judges. The verdict of a valid text is {"valid": true} with the members
 * that the format's rule makes; of another {"valid": false, "code": …} with the first failing test.
 *
 * Source: rules §1 to §12; `money` and `integer` are ours (rules §14 for the unit).
 *
 * Returns: (transfer full) (nullable): the verdict; NULL for an unknown format only
 */
JsonNode *
jc_format_check (const char *format, const char *text, const JcFormatOptions *options)
{
  static const JcFormatOptions no_options = { NULL, NULL };
  const JcFormatRule          *rule = find_rule (format);

  if (rule == NULL)
    return NULL;

  if (text == NULL)
    text = "";
  if (strnlen (text, JC_FORMAT_MAX_BYTES + 1) > JC_FORMAT_MAX_BYTES)
    return jc_verdict_fail (too_long.code);
  if (!g_utf8_validate (text, -1, NULL))
    return jc_verdict_fail (rule->bad_text_code);

  return rule->check (text, options != NULL ? options : &no_options);
}

/**
 * jc_format_dup_normal:
 * @format: a name
 * @verdict: (nullable): what jc_format_check () gave
 *
 * Returns: (transfer full) (nullable): the form that is stored; NULL when @verdict is not a valid
 * one
 */
char *
jc_format_dup_normal (const char *format, JsonNode *verdict)
{
  const JcFormatRule *rule = find_rule (format);
  JsonObject         *object;
  JsonNode           *member;

  if (rule == NULL || verdict == NULL || !JSON_NODE_HOLDS_OBJECT (verdict))
    return NULL;

  object = json_node_get_object (verdict);
  if (object == NULL || !json_object_get_boolean_member_with_default (object, "valid", FALSE))
    return NULL;
  if (rule->dup_normal != NULL)
    return rule->dup_normal (object);

  member = json_object_get_member (object, rule->normal_member);
  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member))
    return NULL;
  if (json_node_get_value_type (member) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (member));

  return json_node_dup_string (member);
}

/* @words with a short piece of @text in place of {}. */
static char *
fill (const char *words, const char *excerpt)
{
  g_auto (GStrv) parts = g_strsplit (words, "{}", -1);

  return g_strjoinv (excerpt, parts);
}

/**
 * jc_format_dup_message:
 * @format: a name
 * @code: a code or a warning of a verdict
 * @text: (nullable): what was typed
 *
 * What is wrong with @text and how to mend it, without the field's label. Numbers of people and of
 * accounts are not repeated, only the place that is wrong.
 *
 * Returns: (transfer full) (nullable): the message; NULL for an unknown format or code
 */
JcText *
jc_format_dup_message (const char *format, const char *code, const char *text)
{
  const JcFormatRule  *rule = find_rule (format);
  const JcFormatWords *words;
  g_autofree char     *valid = NULL;
  g_autofree char     *excerpt = NULL;
  g_autofree char     *zh = NULL;
  g_autofree char     *en = NULL;

  words = rule != NULL && code != NULL ? find_words (rule, code) : NULL;
  if (words == NULL)
    return NULL;

  if (text == NULL)
    text = "";
  valid = g_utf8_make_valid (text, (gssize)strnlen (text, JC_FORMAT_MAX_BYTES));

  if (rule->dup_message != NULL)
    {
      JcText *message = rule->dup_message (code, valid);

      if (message != NULL)
        return message;
    }

  excerpt = jc_format_dup_excerpt (valid);
  zh = fill (words->zh, excerpt);
  en = fill (words->en, excerpt);

  return jc_text_new (zh, en);
}
