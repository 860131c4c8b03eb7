/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-decimal.h"

#include <string.h>

#define DIGITS "0123456789"
#define MINUS_SIGN "\xE2\x88\x92"

/* One to three digits, then groups of three. */
static gboolean
has_good_groups (const char *number, gsize length)
{
  gsize n_group = 0;
  gsize n_commas = 0;

  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && number[i] != ',')
        {
          n_group++;
          continue;
        }
      if (i == length && n_commas == 0)
        return TRUE;
      if (n_commas == 0 ? n_group < 1 || n_group > 3 : n_group != 3)
        return FALSE;
      n_commas++;
      n_group = 0;
    }

  return TRUE;
}

static char *
dup_integer (const char *number, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (number[i] != ',' && (number[i] != '0' || out->len > 0))
      g_string_append_c (out, number[i]);
  if (out->len == 0)
    g_string_append_c (out, '0');

  return g_string_free (out, FALSE);
}

/**
 * jc_decimal_clear:
 * @decimal: a number
 *
 * Frees what it holds.
 */
void
jc_decimal_clear (JcDecimal *decimal)
{
  g_free (decimal->integer);
  g_free (decimal->fraction);
  memset (decimal, 0, sizeof *decimal);
}

/**
 * jc_decimal_read:
 * @decimal: (out caller-allocates): the number
 * @text: squashed text that begins with it; must outlive @decimal
 *
 * Reads `-?[0-9][0-9,]*(.[0-9]+)?`, for as long as it goes. Commas must divide thousands.
 *
 * Source: rules §6.
 *
 * Returns: FALSE when @text does not begin with a number or its commas stand wrong
 */
gboolean
jc_decimal_read (JcDecimal *decimal, const char *text)
{
  gsize n_integer;
  gsize n_fraction = 0;

  memset (decimal, 0, sizeof *decimal);
  decimal->negative = *text == '-' || g_str_has_prefix (text, MINUS_SIGN);
  if (decimal->negative)
    text = g_utf8_next_char (text);

  n_integer = strspn (text, DIGITS ",");
  if (!g_ascii_isdigit (*text) || !has_good_groups (text, n_integer))
    return FALSE;

  decimal->integer = dup_integer (text, n_integer);
  text += n_integer;
  if (*text == '.')
    n_fraction = strspn (text + 1, DIGITS);
  decimal->fraction = g_strndup (text + 1, n_fraction);
  decimal->rest = n_fraction > 0 ? text + 1 + n_fraction : text;

  return TRUE;
}

/**
 * jc_decimal_is_zero:
 * @decimal: a number
 *
 * Returns: whether it is 0, however many zeros were typed
 */
gboolean
jc_decimal_is_zero (const JcDecimal *decimal)
{
  return g_str_equal (decimal->integer, "0")
         && decimal->fraction[strspn (decimal->fraction, "0")] == '\0';
}

/**
 * jc_decimal_scale:
 * @decimal: a number; its sign is not looked at
 * @n_decimals: multiply by ten to this power
 * @limit: the largest result, inclusive; at most 2^53
 * @result: (out): the product, cut off after the point
 *
 * Returns: FALSE when the exact product is greater than @limit
 */
gboolean
jc_decimal_scale (const JcDecimal *decimal, guint n_decimals, gint64 limit, gint64 *result)
{
  const char *fraction = decimal->fraction;
  gint64      value = 0;

  for (const char *p = decimal->integer; *p != '\0' && value <= limit; p++)
    value = value * 10 + (*p - '0');
  for (guint i = 0; i < n_decimals && value <= limit; i++)
    value = value * 10 + (*fraction != '\0' ? *fraction++ - '0' : 0);
  *result = value;

  return value < limit || (value == limit && fraction[strspn (fraction, "0")] == '\0');
}

/**
 * jc_decimal_dup_plain:
 * @decimal: a number
 *
 * Returns: (transfer full): the absolute value without commas and needless zeros ("120.5")
 */
char *
jc_decimal_dup_plain (const JcDecimal *decimal)
{
  gsize n_fraction = strlen (decimal->fraction);

  while (n_fraction > 0 && decimal->fraction[n_fraction - 1] == '0')
    n_fraction--;
  if (n_fraction == 0)
    return g_strdup (decimal->integer);

  return g_strdup_printf ("%s.%.*s", decimal->integer, (int)n_fraction, decimal->fraction);
}
