/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include <string.h>

static gboolean
is_invisible (gunichar c)
{
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF
         || (g_unichar_iscntrl (c) && c != '\t' && c != '\n');
}

gboolean
jc_field_is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x2028 || c == 0x2029;
}

/* CR LF, CR and the Unicode line ends as \n. */
static char *
dup_unix_lines (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      g_string_append_unichar (out, c == '\r' || c == 0x2028 || c == 0x2029 ? '\n' : c);
    }

  return g_string_free (out, FALSE);
}

/* From the first to the last character that can be seen. */
char *
jc_field_dup_trimmed (const char *text)
{
  const char *begin = NULL;
  const char *end = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (jc_field_is_space (c) || is_invisible (c))
        continue;
      if (begin == NULL)
        begin = p;
      end = g_utf8_next_char (p);
    }

  return begin != NULL ? g_strndup (begin, (gsize)(end - begin)) : g_strdup ("");
}

/* Prose: its width, its paragraphs and its tabs are the writer's. */
char *
jc_field_dup_prose (const char *text)
{
  g_autofree char *lines = dup_unix_lines (text);
  g_autofree char *trimmed = jc_field_dup_trimmed (lines);
  GString         *out = g_string_sized_new (strlen (trimmed));

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iscntrl (c) || c == '\n' || c == '\t')
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* One line: a run of spaces becomes its first one, one with a line break or tab a plain space. */
char *
jc_field_dup_line (const char *text)
{
  g_autofree char *lines = dup_unix_lines (text);
  g_autofree char *trimmed = jc_field_dup_trimmed (lines);
  GString         *out = g_string_sized_new (strlen (trimmed));
  gunichar         pending = 0;

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_invisible (c))
        continue;
      if (jc_field_is_space (c))
        {
          if (c == '\n' || c == '\t')
            pending = ' ';
          else if (pending == 0)
            pending = c;
          continue;
        }
      if (pending != 0)
        g_string_append_unichar (out, pending);
      pending = 0;
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}
