/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format.h"

#include <string.h>

/* U+FF01 to U+FF5E are ASCII drawn wide. */
static gunichar
fold_char (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFEE0;
  return c;
}

static gboolean
is_zero_width (gunichar c)
{
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static gboolean
is_blank (gunichar c)
{
  switch (c)
    {
    case 0x0009:
    case 0x000A:
    case 0x000D:
    case 0x0020:
    case 0x00A0:
    case 0x2009:
    case 0x202F:
    case 0x3000:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Blanks that §11 makes a space; a line break or a thin space inside a text stays what it is. */
static gboolean
becomes_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0x00A0 || c == 0x3000;
}

static char *
dup_valid (const char *text)
{
  return text == NULL ? g_strdup ("") : g_utf8_make_valid (text, -1);
}

/**
 * jc_format_squash:
 * @text: (nullable): what was typed; bytes that are no UTF-8 become U+FFFD
 *
 * Folds full-width to half-width and deletes white space and invisible characters, nothing else.
 *
 * Source: rules "squash".
 *
 * Returns: (transfer full): the squashed text, perhaps ""
 */
char *
jc_format_squash (const char *text)
{
  g_autofree char *valid = dup_valid (text);
  GString         *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_blank (c) && !is_zero_width (c))
        g_string_append_unichar (out, fold_char (c));
    }

  return g_string_free (out, FALSE);
}

static void
strip_blanks (GString *out)
{
  const char *start = out->str;

  while (out->len > 0)
    {
      const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

      if (last == NULL || !is_blank (g_utf8_get_char (last)))
        break;
      g_string_truncate (out, (gsize)(last - out->str));
    }

  while (is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  g_string_erase (out, 0, start - out->str);
}

/**
 * jc_format_fold_width:
 * @text: (nullable): what was typed; bytes that are no UTF-8 become U+FFFD
 *
 * Full-width ASCII to half-width, zero-width characters deleted, runs of spaces to one, both ends
 * trimmed. Chinese punctuation, ￥, ㎡, ² and circled digits stay.
 *
 * Source: rules §11.
 *
 * Returns: (transfer full): the folded text, perhaps ""
 */
char *
jc_format_fold_width (const char *text)
{
  g_autofree char *valid = dup_valid (text);
  GString         *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_zero_width (c))
        continue;
      if (!becomes_space (c))
        g_string_append_unichar (out, fold_char (c));
      else if (out->len == 0 || out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }

  strip_blanks (out);

  return g_string_free (out, FALSE);
}

/**
 * jc_format_fold_key:
 * @text: (nullable): a name, an address or what was typed into a search
 *
 * A key for comparison and search, never for storing: squashed and with case folded, so that
 * 长春（示例）ABC and 长春(示例) abc are one.
 *
 * Source: rules §11.
 *
 * Returns: (transfer full): the key, perhaps ""
 */
char *
jc_format_fold_key (const char *text)
{
  g_autofree char *squashed = jc_format_squash (text);

  return g_utf8_casefold (squashed, -1);
}
