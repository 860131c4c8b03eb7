/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define MAX_EXCERPT 40

/**
 * jc_verdict_fail:
 * @code: the first test that failed
 *
 * Returns: (transfer full): {"valid": false, "code": @code}
 */
JsonNode *
jc_verdict_fail (const char *code)
{
  JsonObject *verdict = json_object_new ();

  json_object_set_boolean_member (verdict, "valid", FALSE);
  json_object_set_string_member (verdict, "code", code);

  return jc_verdict_end (verdict);
}

/**
 * jc_verdict_begin:
 *
 * Returns: (transfer full): {"valid": true}, to be filled and given to jc_verdict_end ()
 */
JsonObject *
jc_verdict_begin (void)
{
  JsonObject *verdict = json_object_new ();

  json_object_set_boolean_member (verdict, "valid", TRUE);

  return verdict;
}

/**
 * jc_verdict_set_warnings:
 * @verdict: a valid verdict
 * @first: (nullable): a warning
 * @second: (nullable): another
 *
 * A format that knows warnings says so with an empty array, too.
 */
void
jc_verdict_set_warnings (JsonObject *verdict, const char *first, const char *second)
{
  JsonArray *warnings = json_array_new ();

  if (first != NULL)
    json_array_add_string_element (warnings, first);
  if (second != NULL)
    json_array_add_string_element (warnings, second);
  json_object_set_array_member (verdict, "warnings", warnings);
}

/**
 * jc_verdict_end:
 * @verdict: (transfer full): a verdict with all its members
 *
 * Returns: (transfer full): the verdict as a node
 */
JsonNode *
jc_verdict_end (JsonObject *verdict)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, verdict);

  return node;
}

/**
 * jc_ascii_is_digits:
 * @text: squashed text
 *
 * Returns: whether @text is nothing but ASCII digits, at least one
 */
gboolean
jc_ascii_is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/**
 * jc_ascii_is_listed:
 * @list: NULL-terminated
 * @text: where to look
 * @n_bytes: length of the piece of @text that is compared
 *
 * Returns: whether the first @n_bytes of @text are one of @list
 */
gboolean
jc_ascii_is_listed (const char *const *list, const char *text, gsize n_bytes)
{
  for (gsize i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) == n_bytes && strncmp (list[i], text, n_bytes) == 0)
      return TRUE;

  return FALSE;
}

/**
 * jc_ascii_upper:
 * @text: changed in place
 *
 * ASCII letters to upper case; everything else stays, so that nothing changes its length.
 */
void
jc_ascii_upper (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
}

/**
 * jc_format_dup_excerpt:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full): as much of @text as a message can hold, on one line
 */
char *
jc_format_dup_excerpt (const char *text)
{
  g_autofree char *folded = jc_format_fold_width (text);
  GString         *out = g_string_new (NULL);
  guint            n = 0;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (n == MAX_EXCERPT)
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, g_unichar_isprint (c) ? c : ' ');
    }

  return g_string_free (out, FALSE);
}

/**
 * jc_length_dup_message:
 * @text: squashed text
 * @n_wanted: the characters it should have
 *
 * Returns: (transfer full) (nullable): how many characters are missing or too many; NULL when
 *   neither
 */
JcText *
jc_length_dup_message (const char *text, guint n_wanted)
{
  guint            n_there = (guint)g_utf8_strlen (text, -1);
  guint            n_off = n_there < n_wanted ? n_wanted - n_there : n_there - n_wanted;
  g_autofree char *zh = NULL;
  g_autofree char *count = NULL;
  g_autofree char *en = NULL;

  if (n_off == 0)
    return NULL;

  zh = g_strdup_printf ("%s %u 位：应为 %u 位，现有 %u 位。", n_there < n_wanted ? "少" : "多",
                        n_off, n_wanted, n_there);
  count = n_off == 1 ? g_strdup ("One character") : g_strdup_printf ("%u characters", n_off);
  en = g_strdup_printf ("%s %s: %u are needed, %u %s there.", count,
                        n_there < n_wanted ? "short" : "too many", n_wanted, n_there,
                        n_there == 1 ? "is" : "are");

  return jc_text_new (zh, en);
}

/**
 * jc_stray_dup_message:
 * @text: squashed text
 * @allowed: the ASCII characters that may stand in it
 * @zh: what may stand there and how to mend it, in Chinese
 * @en: the same in English
 *
 * Returns: (transfer full) (nullable): which character does not belong there; NULL when all do
 */
JcText *
jc_stray_dup_message (const char *text, const char *allowed, const char *zh, const char *en)
{
  const char      *stray = text + strspn (text, allowed);
  g_autofree char *character = NULL;
  g_autofree char *all_zh = NULL;
  g_autofree char *all_en = NULL;
  guint            position;

  if (*stray == '\0')
    return NULL;

  position = (guint)g_utf8_pointer_to_offset (text, stray) + 1;
  character = g_unichar_isprint (g_utf8_get_char (stray)) ? g_utf8_substring (stray, 0, 1)
                                                          : g_strdup ("\xEF\xBF\xBD");
  all_zh = g_strdup_printf ("第 %u 位是“%s”：%s", position, character, zh);
  all_en = g_strdup_printf ("Character %u is “%s”: %s", position, character, en);

  return jc_text_new (all_zh, all_en);
}
