/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#define AREA(m2, warnings)                                                                         \
  "{\"display\":\"" m2 "m2\",\"m2\":\"" m2 "\",\"valid\":true,\"warnings\":[" warnings "]}"
#define HEADS(min, max, display)                                                                   \
  "{\"display\":\"" display "\",\"max\":" max ",\"min\":" min ",\"valid\":true}"
#define MONEY(fen, display) "{\"display\":\"" display "\",\"fen\":" fen ",\"valid\":true}"
#define INTEGER(value) "{\"valid\":true,\"value\":" value "}"

static const FormatCase area_cases[] = {
  { "smallest", "0.01m2", AREA ("0.01", "") },
  { "largest", "100000m2", AREA ("100000", "") },
  { "above-largest", "100000.01m2", "out_of_range" },
  { "range-before-precision", "100000.001m2", "out_of_range" },
  { "largest-with-zeros", "100,000.00m2", AREA ("100000", "") },
  { "zeros", "0.00m2", "out_of_range" },
  { "below-two-decimals", "0.001m2", "precision" },
  { "third-decimal-zero", "100.100m2", "precision" },
  { "trailing-zeros", "120.50", AREA ("120.5", "\"unit_assumed\"") },
  { "very-long", "99999999999999999999999999m2", "out_of_range" },
  { "no-leading-zero", ".5m2", "format" },
  { "no-decimals-after-point", "5.m2", "unit" },
  { "minus-zero", "-0m2", "out_of_range" },
  { "minus-sign", "−5m2", "out_of_range" },
  { "plus", "+5m2", "format" },
  { "group-of-two", "1,20m2", "format" },
  { "group-of-four", "1,2000m2", "format" },
  { "first-group-of-four", "1200,000m2", "format" },
  { "double-comma", "1,,200m2", "format" },
  { "trailing-comma", "1200,m2", "format" },
  { "comma-in-front", ",200m2", "format" },
  { "full-width-comma", "1，200㎡", AREA ("1200", "") },
  { "bad-group-before-range", "1,20-300m2", "format" },
  { "range-tilde", "100~200", "range_not_allowed" },
  { "range-full-width-tilde", "100～200㎡", "range_not_allowed" },
  { "range-chinese", "100至200㎡", "range_not_allowed" },
  { "range-with-unit", "100平方米到200平方米", "range_not_allowed" },
  { "range-em-dash", "100—200㎡", "range_not_allowed" },
  { "range-before-unit", "100-200亩", "range_not_allowed" },
  { "range-without-number", "100-㎡", "unit" },
  { "unit-before-range-of-values", "0亩", "unit" },
  { "unit-hectare", "1公顷", "unit" },
  { "unit-ping", "30坪", "unit" },
  { "unit-cm2", "100cm2", "unit" },
  { "unit-square-cm", "100㎠", "unit" },
  { "unit-word", "100平方米整", "unit" },
  { "unit-caret", "100m^2", AREA ("100", "") },
  { "unit-square", "100平方", AREA ("100", "") },
  { "unit-flat", "100平", AREA ("100", "") },
  { "unit-sqm", "100 SQM", AREA ("100", "") },
  { "unit-full-width", "100ｍ２", AREA ("100", "") },
  { "unit-capital-superscript", "100M²", AREA ("100", "") },
  { "unit-before-number", "m2100", "format" },
  { "about", "大约100", AREA ("100", "\"approximate\",\"unit_assumed\"") },
  { "nearly", "近100㎡", AREA ("100", "\"approximate\"") },
  { "about-twice", "约约100", "format" },
  { "about-alone", "约", "format" },
  { "circled-digits", "①㎡", "format" },
  { "blank", " ", "empty" },
};

static const FormatCase headcount_cases[] = {
  { "smallest", "1人", HEADS ("1", "1", "1人") },
  { "largest", "1-9999", HEADS ("1", "9999", "1-9999人") },
  { "above-largest", "1-10000", "out_of_range" },
  { "from-zero", "0-5人", "out_of_range" },
  { "order-before-range", "10000-5人", "order" },
  { "order-of-huge-numbers", "99999999999999999999-99999999999999999998", "order" },
  { "huge-numbers", "99999999999999999998-99999999999999999999", "out_of_range" },
  { "leading-zeros", "06-010人", HEADS ("6", "10", "6-10人") },
  { "double-em-dash", "6——10人", HEADS ("6", "10", "6-10人") },
  { "double-hyphen", "6--10人", HEADS ("6", "10", "6-10人") },
  { "mixed-dashes", "6-~—10人", HEADS ("6", "10", "6-10人") },
  { "en-dash", "6–10人", HEADS ("6", "10", "6-10人") },
  { "minus-sign", "6−10人", HEADS ("6", "10", "6-10人") },
  { "wave-dash", "6〜10人", HEADS ("6", "10", "6-10人") },
  { "unit-name", "6-10名", HEADS ("6", "10", "6-10人") },
  { "first-unit-name", "6名-10名", "format" },
  { "dash-in-front", "——3人", "format" },
  { "dash-at-end", "6-", "format" },
  { "dash-before-unit", "6-人", "format" },
  { "open", "10名以上", HEADS ("10", "null", "10人以上") },
  { "open-and", "10人及以上", HEADS ("10", "null", "10人以上") },
  { "open-as-stored", "10+", HEADS ("10", "null", "10人以上") },
  { "open-stored-with-unit", "10+人", "format" },
  { "open-without-unit", "10以上", "format" },
  { "open-range", "6-10人以上", "format" },
  { "open-zero", "0人以上", "out_of_range" },
  { "open-largest", "9999人以上", HEADS ("9999", "null", "9999人以上") },
  { "open-above-largest", "10000人以上", "out_of_range" },
  { "below", "10人以下", "format" },
  { "and-alone", "10人及", "format" },
  { "two-units", "10人名", "format" },
  { "decimal", "6.5人", "format" },
  { "unit-alone", "人", "format" },
  { "trailing-words", "8人左右", "format" },
};

static const FormatCase money_cases[] = {
  { "plain", "800000.00", MONEY ("80000000", "800,000.00") },
  { "grouped", "800,000", MONEY ("80000000", "800,000.00") },
  { "one-decimal", "0.5", MONEY ("50", "0.50") },
  { "zero", "0", MONEY ("0", "0.00") },
  { "minus-zero", "-0", MONEY ("0", "0.00") },
  { "minus-a-fen", "-0.01", "out_of_range" },
  { "yuan-sign", "￥1,234.56", MONEY ("123456", "1,234.56") },
  { "yen-sign", "¥999", MONEY ("99900", "999.00") },
  { "sign-both-sides", "-￥5", "out_of_range" },
  { "unit-yuan", "1000元", MONEY ("100000", "1,000.00") },
  { "unit-ten-thousand", "80万元", MONEY ("80000000", "800,000.00") },
  { "unit-ten-thousand-short", "80万", MONEY ("80000000", "800,000.00") },
  { "ten-thousand-exact", "0.123456万元", MONEY ("123456", "1,234.56") },
  { "ten-thousand-too-fine", "0.1234567万元", "precision" },
  { "no-binary-fraction", "1.1万元", MONEY ("1100000", "11,000.00") },
  { "three-decimals", "1.234", "precision" },
  { "largest", "90071992547409.91", MONEY ("9007199254740991", "90,071,992,547,409.91") },
  { "above-largest", "90071992547409.92", "out_of_range" },
  { "range-before-precision", "90071992547409.911", "out_of_range" },
  { "largest-in-ten-thousands", "9007199254.740991万元",
    MONEY ("9007199254740991", "90,071,992,547,409.91") },
  { "far-too-large", "999999999999999999999999", "out_of_range" },
  { "bad-groups", "80,00", "format" },
  { "range", "80-90", "format" },
  { "mixed-units", "80万5千元", "format" },
  { "words", "八十万元", "format" },
  { "dollars", "80美元", "unit" },
  { "hundred-million", "1亿元", "unit" },
  { "sign-alone", "￥", "format" },
  { "blank", "", "empty" },
};

static const FormatCase integer_cases[] = {
  { "zero", "0", INTEGER ("0") },
  { "leading-zeros", "007", INTEGER ("7") },
  { "full-width", "１２", INTEGER ("12") },
  { "grouped", "1,200", INTEGER ("1200") },
  { "largest", "9007199254740992", INTEGER ("9007199254740992") },
  { "above-largest", "9007199254740993", "out_of_range" },
  { "negative", "-1", "out_of_range" },
  { "decimal", "5.0", "format" },
  { "exponent", "1e3", "format" },
  { "unit", "5个", "format" },
  { "minus-alone", "-", "format" },
  { "blank", " ", "empty" },
};

static void
words_cb (void)
{
  assert_words ("area", "precision", "100.123㎡", "“100.123㎡”的小数超过两位：四舍五入到两位。",
                "“100.123㎡” has more than two decimals: round it to two.");
  assert_words ("headcount", "order", "10-6人", "“10-6人”前大后小：小的数写在前面。",
                "“10-6人” runs downwards: put the smaller number first.");
}

static void
stored_headcount_cb (void)
{
  static const char *const rows[][2]
      = { { "6-10人", "6-10" }, { "8名", "8" }, { "10人以上", "10+" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) verdict = jc_format_check ("headcount", rows[i][0], NULL);
      g_autofree char *normal = jc_format_dup_normal ("headcount", verdict);

      g_assert_cmpstr (normal, ==, rows[i][1]);
    }
}

static void
stored_money_cb (void)
{
  g_autoptr (JsonNode) verdict = jc_format_check ("money", "800,000.00", NULL);
  g_autofree char *normal = jc_format_dup_normal ("money", verdict);

  g_assert_cmpstr (normal, ==, "80000000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_format_cases ("area", NULL, area_cases, G_N_ELEMENTS (area_cases));
  add_format_cases ("headcount", NULL, headcount_cases, G_N_ELEMENTS (headcount_cases));
  add_format_cases ("money", NULL, money_cases, G_N_ELEMENTS (money_cases));
  add_format_cases ("integer", NULL, integer_cases, G_N_ELEMENTS (integer_cases));
  g_test_add_func ("/model/quantity/words", words_cb);
  g_test_add_func ("/model/headcount/stored", stored_headcount_cb);
  g_test_add_func ("/model/money/stored", stored_money_cb);

  return g_test_run ();
}
