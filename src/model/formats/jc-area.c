/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-decimal.h"
#include "jc-format-rule.h"

#include <string.h>

#define MAX_AREA 100000
#define MAX_DECIMALS 2
#define MAX_UNIT_BYTES 32

static const JcFormatWords words[] = {
  { "empty", "还没有填：填平方米数，如 100。",
    "Nothing is filled in: enter the square metres, such as 100." },
  { "format", "“{}”里读不出面积：用阿拉伯数字填平方米数，如 100 或 1,200.5。",
    "“{}” holds no area that can be read: enter square metres in digits, such as 100 or 1,200.5." },
  { "range_not_allowed", "“{}”是一个范围：只填一个平方米数。",
    "“{}” is a range: enter one number of square metres." },
  { "unit", "“{}”的单位不是平方米：换算成平方米，只写数字或加“平方米”。",
    "The unit of “{}” is not square metres: convert it and write the number, alone or with m2." },
  { "out_of_range", "“{}”不在范围内：应大于 0，不超过 100000 平方米。",
    "“{}” is out of range: it must be above 0 and at most 100000 square metres." },
  { "precision", "“{}”的小数超过两位：四舍五入到两位。",
    "“{}” has more than two decimals: round it to two." },
  { "approximate", "“{}”是约数，已取其中的数字：量准后改正。",
    "“{}” is approximate and its figure was taken: correct it once it is measured." },
  { "unit_assumed", "没有写单位，已按平方米记下：不是平方米就换算后改正。",
    "No unit was typed and square metres were taken: convert it if it is another." },
  { NULL, NULL, NULL },
};

static const char *const approximations[] = { "约", "大约", "近" };

static const char *const units[] = {
  "m2", "m^2", "平方米", "平米", "平方", "平", "sqm", NULL,
};

static gboolean
skip_approximation (const char **text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (approximations); i++)
    if (g_str_has_prefix (*text, approximations[i]))
      {
        *text += strlen (approximations[i]);
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_range_mark (gunichar c)
{
  switch (c)
    {
    case '-':
    case '~':
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2212: /* − */
    case 0x301C: /* 〜 */
    case 0x81F3: /* 至 */
    case 0x5230: /* 到 */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_second_number (const char *rest)
{
  for (const char *p = rest; *p != '\0'; p = g_utf8_next_char (p))
    if (is_range_mark (g_utf8_get_char (p)) && g_ascii_isdigit (*g_utf8_next_char (p)))
      return TRUE;

  return FALSE;
}

/* ㎡, m², M2 and ｍ２ are one after compatibility folding. Longer than any unit is none: folding
 * hostile text would cost too much. */
static gboolean
is_unit (const char *rest)
{
  g_autofree char *folded = NULL;
  g_autofree char *lower = NULL;

  if (strlen (rest) > MAX_UNIT_BYTES)
    return FALSE;

  folded = g_utf8_normalize (rest, -1, G_NORMALIZE_NFKC);
  lower = g_utf8_strdown (folded, -1);

  return jc_ascii_is_listed (units, lower, strlen (lower));
}

static const char *
find_fault (const JcDecimal *number)
{
  gint64 whole;

  if (has_second_number (number->rest))
    return "range_not_allowed";
  if (*number->rest != '\0' && !is_unit (number->rest))
    return "unit";
  if (number->negative || jc_decimal_is_zero (number)
      || !jc_decimal_scale (number, 0, MAX_AREA, &whole))
    return "out_of_range";
  if (strlen (number->fraction) > MAX_DECIMALS)
    return "precision";

  return NULL;
}

/* Source: rules §6. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *squashed = jc_format_squash (text);
  g_autofree char *m2 = NULL;
  g_autofree char *display = NULL;
  g_auto (JcDecimal) number = { 0 };
  const char *start = squashed;
  gboolean    is_approximate;
  const char *fault;
  JsonObject *verdict;

  if (*squashed == '\0')
    return jc_verdict_fail ("empty");
  is_approximate = skip_approximation (&start);
  if (!jc_decimal_read (&number, start))
    return jc_verdict_fail ("format");
  fault = find_fault (&number);
  if (fault != NULL)
    return jc_verdict_fail (fault);

  m2 = jc_decimal_dup_plain (&number);
  display = g_strconcat (m2, "m2", NULL);
  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "m2", m2);
  json_object_set_string_member (verdict, "display", display);
  jc_verdict_set_warnings (verdict, is_approximate ? "approximate" : NULL,
                           *number.rest == '\0' ? "unit_assumed" : NULL);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_area_rule = {
  .name = "area",
  .normal_member = "m2",
  .bad_text_code = "format",
  .words = words,
  .check = check,
};
