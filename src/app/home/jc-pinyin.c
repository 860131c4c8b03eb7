/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-pinyin.h"

#include <string.h>

/* The commoner characters of GB 2312 (rows 16 to 55) stand in the order of their readings, so the
 * first code of each initial is all that has to be known. */
static const struct
{
  guint first;
  char  initial;
} initials[] = {
  { 0xb0a1, 'a' }, { 0xb0c5, 'b' }, { 0xb2c1, 'c' }, { 0xb4ee, 'd' },  { 0xb6ea, 'e' },
  { 0xb7a2, 'f' }, { 0xb8c1, 'g' }, { 0xb9fe, 'h' }, { 0xbbf7, 'j' },  { 0xbfa6, 'k' },
  { 0xc0ac, 'l' }, { 0xc2e8, 'm' }, { 0xc4c3, 'n' }, { 0xc5b6, 'o' },  { 0xc5be, 'p' },
  { 0xc6da, 'q' }, { 0xc8bb, 'r' }, { 0xc8f6, 's' }, { 0xcbfa, 't' },  { 0xcdda, 'w' },
  { 0xcef4, 'x' }, { 0xd1b9, 'y' }, { 0xd4d1, 'z' }, { 0xd7fa, '\0' },
};

static char
find_initial (guint code)
{
  char initial = '\0';

  for (gsize i = 0; i < G_N_ELEMENTS (initials) && initials[i].first <= code; i++)
    initial = initials[i].initial;

  return initial;
}

/* Bytes of the GB 18030 character at @at: 1, 2, or 4 where the second byte is a digit. */
static gsize
get_length (const char *at, gsize left)
{
  guchar second = left > 1 ? (guchar)at[1] : 0;

  if ((guchar)at[0] < 0x80)
    return 1;

  return MIN (second >= 0x30 && second <= 0x39 ? 4 : 2, left);
}

/**
 * jc_pinyin_dup_initials:
 * @text: any text
 *
 * Letters and digits of ASCII stay, lower case; a common Chinese character gives the first letter
 * of its first reading; all else is left out.
 *
 * Returns: (transfer full): "" where nothing is left, or where the C library has no GB 18030
 */
char *
jc_pinyin_dup_initials (const char *text)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);
  gsize            length = 0;
  g_autofree char *bytes
      = g_convert_with_fallback (folded, -1, "GB18030", "UTF-8", "?", NULL, &length, NULL);
  GString *result = g_string_new (NULL);
  gsize    step = 1;

  for (gsize i = 0; bytes != NULL && i < length; i += step)
    {
      char letter = bytes[i];

      step = get_length (bytes + i, length - i);
      if (step == 2)
        letter = find_initial ((guint)(guchar)bytes[i] << 8 | (guchar)bytes[i + 1]);
      if (step <= 2 && g_ascii_isalnum (letter))
        g_string_append_c (result, letter);
    }

  return g_string_free (result, FALSE);
}
