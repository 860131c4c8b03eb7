/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-decimal.h"
#include "jc-format-rule.h"

#include <string.h>

/* Up to 2^53 every integer is a JSON number exactly. */
#define MAX_FEN ((G_GINT64_CONSTANT (1) << 53) - 1)
#define MAX_INTEGER (G_GINT64_CONSTANT (1) << 53)
#define YUAN_DECIMALS 2

static const JcFormatWords money_words[] = {
  { "empty", "还没有填：填以元为单位的金额，如 800,000.00。",
    "Nothing is filled in: enter an amount in yuan, such as 800,000.00." },
  { "format", "“{}”里读不出金额：用阿拉伯数字填，如 800,000.00 或 80万元。",
    "“{}” holds no amount that can be read: enter it in digits, such as 800,000.00." },
  { "unit", "“{}”的单位不是元或万元：换算成元，只写数字。",
    "The unit of “{}” is neither 元 nor 万元: convert it to yuan and write the number." },
  { "out_of_range", "“{}”不在范围内：应为 0 至 90,071,992,547,409.91 元。",
    "“{}” is out of range: it must be 0 to 90,071,992,547,409.91 yuan." },
  { "precision", "“{}”精确到了分以下：四舍五入到分。",
    "“{}” is finer than a fen: round it to two decimals of a yuan." },
  { NULL, NULL, NULL },
};

static const JcFormatWords integer_words[] = {
  { "empty", "还没有填：填一个整数。", "Nothing is filled in: enter a whole number." },
  { "format", "“{}”不是整数：用阿拉伯数字填，不带单位和小数。",
    "“{}” is no whole number: enter digits without unit or decimals." },
  { "out_of_range", "“{}”不在范围内：应为 0 至 9007199254740992。",
    "“{}” is out of range: it must be 0 to 9007199254740992." },
  { NULL, NULL, NULL },
};

static const struct
{
  const char *unit;
  guint       n_decimals;
} money_units[] = {
  { "", YUAN_DECIMALS },
  { "元", YUAN_DECIMALS },
  { "万", YUAN_DECIMALS + 4 },
  { "万元", YUAN_DECIMALS + 4 },
};

/* A sign may stand on either side of ￥. */
static char *
drop_currency (const char *squashed)
{
  static const char *const currencies[] = { "\xEF\xBF\xA5", "\xC2\xA5" };
  gboolean                 is_negative = *squashed == '-';
  const char              *rest = squashed + (is_negative ? 1 : 0);

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_str_has_prefix (rest, currencies[i]))
      return g_strconcat (is_negative ? "-" : "", rest + strlen (currencies[i]), NULL);

  return g_strdup (squashed);
}

static gboolean
find_unit (const char *rest, guint *n_decimals)
{
  for (gsize i = 0; i < G_N_ELEMENTS (money_units); i++)
    if (g_str_equal (money_units[i].unit, rest))
      {
        *n_decimals = money_units[i].n_decimals;
        return TRUE;
      }

  return FALSE;
}

static const char *
read_fen (const char *text, gint64 *fen)
{
  g_auto (JcDecimal) number = { 0 };
  guint n_decimals;

  if (!jc_decimal_read (&number, text) || strpbrk (number.rest, "0123456789") != NULL)
    return "format";
  if (!find_unit (number.rest, &n_decimals))
    return "unit";
  if ((number.negative && !jc_decimal_is_zero (&number))
      || !jc_decimal_scale (&number, n_decimals, MAX_FEN, fen))
    return "out_of_range";
  if (strlen (number.fraction) > n_decimals)
    return "precision";

  return NULL;
}

static char *
dup_yuan (gint64 fen)
{
  g_autofree char *yuan = g_strdup_printf ("%" G_GINT64_FORMAT, fen / 100);
  gsize            length = strlen (yuan);
  GString         *out = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, yuan[i]);
    }
  g_string_append_printf (out, ".%02d", (int)(fen % 100));

  return g_string_free (out, FALSE);
}

/* Yuan as typed to integer fen, without floating point. Source: rules §14. */
static JsonNode *
check_money (const char *text, const JcFormatOptions *options)
{
  g_autofree char *squashed = jc_format_squash (text);
  g_autofree char *plain = NULL;
  g_autofree char *display = NULL;
  const char      *fault;
  gint64           fen = 0;
  JsonObject      *verdict;

  if (*squashed == '\0')
    return jc_verdict_fail ("empty");
  plain = drop_currency (squashed);
  fault = read_fen (plain, &fen);
  if (fault != NULL)
    return jc_verdict_fail (fault);

  display = dup_yuan (fen);
  verdict = jc_verdict_begin ();
  json_object_set_int_member (verdict, "fen", fen);
  json_object_set_string_member (verdict, "display", display);

  return jc_verdict_end (verdict);
}

static JsonNode *
check_integer (const char *text, const JcFormatOptions *options)
{
  g_autofree char *squashed = jc_format_squash (text);
  g_auto (JcDecimal) number = { 0 };
  gint64      value = 0;
  JsonObject *verdict;

  if (*squashed == '\0')
    return jc_verdict_fail ("empty");
  if (!jc_decimal_read (&number, squashed) || *number.fraction != '\0' || *number.rest != '\0')
    return jc_verdict_fail ("format");
  if ((number.negative && !jc_decimal_is_zero (&number))
      || !jc_decimal_scale (&number, 0, MAX_INTEGER, &value))
    return jc_verdict_fail ("out_of_range");

  verdict = jc_verdict_begin ();
  json_object_set_int_member (verdict, "value", value);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_money_rule = {
  .name = "money",
  .normal_member = "fen",
  .bad_text_code = "format",
  .words = money_words,
  .check = check_money,
};

const JcFormatRule jc_integer_rule = {
  .name = "integer",
  .normal_member = "value",
  .bad_text_code = "format",
  .words = integer_words,
  .check = check_integer,
};
