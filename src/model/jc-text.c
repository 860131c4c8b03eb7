/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-text.h"

#include <string.h>

G_DEFINE_QUARK (jc - model - error - quark, jc_model_error)

/* What a person typed may hold line breaks, of which the one between the languages has to stay the
 * only one, and a file's name bytes that are no UTF-8. */
static char *
join_languages (char *zh, char *en)
{
  g_autofree char *message = NULL;

  g_strdelimit (zh, "\r\n", ' ');
  g_strdelimit (en, "\r\n", ' ');
  message = g_strconcat (zh, "\n", en, NULL);

  return g_utf8_make_valid (message, -1);
}

/* The line break between the two languages of @message, or NULL when it is a foreign error's. */
static const char *
find_border (const char *message)
{
  const char *border = strchr (message, '\n');

  if (border == NULL || border == message || border[1] == '\0' || strchr (border + 1, '\n') != NULL)
    return NULL;

  return border;
}

/**
 * jc_text_new:
 * @zh: (nullable): the Chinese words
 * @en: (nullable): the English words
 *
 * Returns: (transfer full): a copy of both
 */
JcText *
jc_text_new (const char *zh, const char *en)
{
  JcText *text = g_new0 (JcText, 1);

  text->zh = g_strdup (zh);
  text->en = g_strdup (en);

  return text;
}

/**
 * jc_text_new_printf:
 * @zh_format: printf format of the Chinese words
 * @en_format: printf format of the English words, for the same arguments in the same order
 * @...: the arguments
 *
 * Returns: (transfer full): a new text
 */
JcText *
jc_text_new_printf (const char *zh_format, const char *en_format, ...)
{
  JcText *text = g_new0 (JcText, 1);
  va_list args;

  va_start (args, en_format);
  text->zh = g_strdup_vprintf (zh_format, args);
  va_end (args);

  va_start (args, en_format);
  text->en = g_strdup_vprintf (en_format, args);
  va_end (args);

  return text;
}

/**
 * jc_text_copy:
 * @text: (nullable): a text
 *
 * Returns: (transfer full) (nullable): a copy; NULL for NULL
 */
JcText *
jc_text_copy (const JcText *text)
{
  return text != NULL ? jc_text_new (text->zh, text->en) : NULL;
}

/**
 * jc_text_free:
 * @text: (transfer full) (nullable): a text
 */
void
jc_text_free (JcText *text)
{
  if (text == NULL)
    return;

  g_free (text->zh);
  g_free (text->en);
  g_free (text);
}

/**
 * jc_text_get:
 * @text: (nullable): a text
 * @language: the language wanted
 *
 * Returns: (transfer none): the words in @language, else the other language's, else ""
 */
const char *
jc_text_get (const JcText *text, JcLanguage language)
{
  const char *wanted;
  const char *other;

  if (text == NULL)
    return "";

  wanted = language == JC_LANGUAGE_ZH ? text->zh : text->en;
  other = language == JC_LANGUAGE_ZH ? text->en : text->zh;

  if (wanted != NULL && *wanted != '\0')
    return wanted;

  return other != NULL ? other : "";
}

/**
 * jc_language_get_default:
 *
 * Returns: the process' language: English in an English, C or POSIX locale, else Chinese
 */
JcLanguage
jc_language_get_default (void)
{
  static const char *const english[] = { "en", "C", "POSIX" };
  const char              *name = g_get_language_names ()[0];
  gsize                    length = name != NULL ? strcspn (name, "_.@") : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    if (length == strlen (english[i]) && strncmp (name, english[i], length) == 0)
      return JC_LANGUAGE_EN;

  return JC_LANGUAGE_ZH;
}

/**
 * jc_set_error:
 * @error: (out) (optional): where the error goes
 * @domain: its domain
 * @code: its code
 * @zh_format: printf format of the Chinese message
 * @en_format: printf format of the English message, for the same arguments in the same order
 * @...: the arguments
 *
 * Returns: FALSE, always
 */
gboolean
jc_set_error (
    GError **error, GQuark domain, int code, const char *zh_format, const char *en_format, ...)
{
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;
  g_autofree char *message = NULL;
  va_list          args;

  if (error == NULL)
    return FALSE;

  va_start (args, en_format);
  zh = g_strdup_vprintf (zh_format, args);
  va_end (args);

  va_start (args, en_format);
  en = g_strdup_vprintf (en_format, args);
  va_end (args);

  message = join_languages (zh, en);
  g_set_error_literal (error, domain, code, message);

  return FALSE;
}

/**
 * jc_prefix_error:
 * @error: (inout) (optional): an error, or where none was set
 * @zh_prefix: words put before the Chinese message
 * @en_prefix: words put before the English message
 */
void
jc_prefix_error (GError **error, const char *zh_prefix, const char *en_prefix)
{
  g_autoptr (JcText) text = NULL;
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;

  if (error == NULL || *error == NULL)
    return;

  text = jc_error_dup_text (*error);
  zh = g_strconcat (zh_prefix, text->zh, NULL);
  en = g_strconcat (en_prefix, text->en, NULL);

  g_free ((*error)->message);
  (*error)->message = join_languages (zh, en);
}

/**
 * jc_error_dup_text:
 * @error: (nullable): an error
 *
 * Returns: (transfer full): what it says in both languages; empty for NULL
 */
JcText *
jc_error_dup_text (const GError *error)
{
  const char *message = error != NULL && error->message != NULL ? error->message : "";
  const char *border = find_border (message);
  JcText     *text;

  if (border == NULL)
    return jc_text_new (message, message);

  text = g_new0 (JcText, 1);
  text->zh = g_strndup (message, (gsize)(border - message));
  text->en = g_strdup (border + 1);

  return text;
}
