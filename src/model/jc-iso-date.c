/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-iso-date.h"

#include <string.h>

/**
 * jc_iso_date_parse:
 * @text: (nullable): what should be a date
 * @date: (out caller-allocates): the date
 *
 * Source: RFC 3339 `full-date`, years 0001 to 9999.
 *
 * Returns: whether @text is exactly YYYY-MM-DD and that day exists
 */
gboolean
jc_iso_date_parse (const char *text, GDate *date)
{
  int parts[3] = { 0 };
  int part = 0;

  if (text == NULL || strnlen (text, 11) != 10)
    return FALSE;

  for (int i = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          part++;
        }
      else if (g_ascii_isdigit (text[i]))
        parts[part] = parts[part] * 10 + (text[i] - '0');
      else
        return FALSE;
    }

  if (!g_date_valid_dmy ((GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0]))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0]);

  return TRUE;
}

/**
 * jc_iso_date_dup:
 * @date: a date
 *
 * Returns: (transfer full): YYYY-MM-DD
 */
char *
jc_iso_date_dup (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", (int)g_date_get_year (date),
                          (int)g_date_get_month (date), (int)g_date_get_day (date));
}
