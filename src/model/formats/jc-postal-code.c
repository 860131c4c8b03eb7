/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define DIGITS "0123456789"

static const JcFormatWords words[] = {
  { "empty", "还没有填：填 6 位邮政编码，如 130022。",
    "Nothing is filled in: enter the six-digit postal code, such as 130022." },
  { "charset", "“{}”里有不是数字的字符：只填 6 位数字。",
    "“{}” holds something that is no digit: enter six digits." },
  { "length", "位数不对：应为 6 位，核对后补全。",
    "The number of digits is wrong: six are needed." },
  { "prefix", "没有“{}”这样开头的邮政编码：核对前两位，吉林省以 13 开头。",
    "No postal code begins like “{}”: compare the first two digits, Jilin's are 13." },
  { "not_jilin", "“{}”不是吉林省的邮政编码：核对通信地址，确在外省就不用改。",
    "“{}” is no postal code of Jilin: compare the address, and leave it if it is elsewhere." },
  { NULL, NULL, NULL },
};

static const char *const prefixes[] = {
  "01", "02", "03", "04", "05", "06", "07", "10", "11", "12", "13", "15", "16", "20", "21", "22",
  "23", "24", "25", "26", "27", "30", "31", "32", "33", "34", "35", "36", "40", "41", "42", "43",
  "44", "45", "46", "47", "51", "52", "53", "54", "55", "56", "57", "61", "62", "63", "64", "65",
  "66", "67", "71", "72", "73", "74", "75", "81", "83", "84", "85", "99", NULL,
};

/* Source: rules §4. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *code = jc_format_squash (text);
  JsonObject      *verdict;

  if (*code == '\0')
    return jc_verdict_fail ("empty");
  if (!jc_ascii_is_digits (code))
    return jc_verdict_fail ("charset");
  if (strlen (code) != 6)
    return jc_verdict_fail ("length");
  if (!jc_ascii_is_listed (prefixes, code, 2))
    return jc_verdict_fail ("prefix");

  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", code);
  jc_verdict_set_warnings (verdict, g_str_has_prefix (code, "13") ? NULL : "not_jilin", NULL);

  return jc_verdict_end (verdict);
}

static JcText *
dup_message (const char *code, const char *text)
{
  g_autofree char *typed = jc_format_squash (text);

  if (g_str_equal (code, "length"))
    return jc_length_dup_message (typed, 6);
  if (g_str_equal (code, "charset"))
    return jc_stray_dup_message (typed, DIGITS, "邮政编码只有 6 位数字，改正这一位。",
                                 "a postal code is six digits, correct this one.");

  return NULL;
}

const JcFormatRule jc_postal_code_rule = {
  .name = "postal_code",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
  .dup_message = dup_message,
};
