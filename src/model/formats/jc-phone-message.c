/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-phone.h"

#include <string.h>

const JcFormatWords jc_phone_words[] = {
  { "empty", "还没有填：填 11 位手机号，或区号加座机号码。",
    "Nothing is filled in: enter an 11-digit mobile number, or area code and number." },
  { "charset", "“{}”不是一个电话号码：只填一个号码，用数字，分机写成“转8001”。",
    "“{}” is not one telephone number: enter a single number in digits, an extension as “ext. "
    "8001”." },
  { "country", "“{}”是境外号码：填 +86 的号码。", "“{}” is a foreign number: enter one of +86." },
  { "extension", "手机号没有分机：去掉后面的分机号。",
    "A mobile number has no extension: take the extension away." },
  { "prefix", "开头的数字不对：手机号以 13 至 19 开头，座机本地号码不以 0 或 1 开头，核对后改正。",
    "The number begins wrongly: mobile numbers begin with 13 to 19, local numbers never with 0 or "
    "1; compare and correct it." },
  { "length", "位数不对：手机号 11 位，座机为区号加 7 或 8 位，核对是否多写或漏写。",
    "The number of digits is wrong: 11 for a mobile number, area code and 7 or 8 for a landline; "
    "look for a missing or doubled digit." },
  { "area_code", "区号不存在：核对开头的区号，如长春 0431、北京 010。",
    "There is no such area code: compare the beginning, such as 0431 for Changchun or 010 for "
    "Beijing." },
  { "area_code_assumed", "没有写区号，已按本地区号补上：不在本地的号码补写自己的区号。",
    "No area code was typed and the local one was put in front: write the area code if it is "
    "another." },
  { "kind_not_allowed", "号码的种类不合这里的要求：改填另一种号码。",
    "This kind of number is not wanted here: enter the other kind." },
  { NULL, NULL, NULL },
};

static JcText *
dup_country_message (const char *text)
{
  g_autofree char *squashed = jc_format_squash (text);

  return jc_text_new_printf ("“%.4s…”是境外号码：填 +86 的手机号或座机。",
                             "“%.4s…” is a foreign number: enter a mobile number or landline of "
                             "+86.",
                             squashed);
}

static JcText *
dup_length_message (const JcPhone *phone)
{
  guint n_there = (guint)strlen (phone->digits);
  guint n_local = n_there - (guint)phone->area_length;

  if (phone->digits[0] == '1')
    return jc_length_dup_message (phone->digits, 11);

  if (phone->area_length == 0)
    return jc_text_new_printf (
        "现有 %u 位：手机号应为 11 位，座机写成区号加号码，如 0431-80000001。",
        "There are %u digits: a mobile number has 11, a landline is written "
        "with its area code, such as 0431-80000001.",
        n_there);
  if (phone->local_length == 8)
    return jc_text_new_printf ("区号 %.*s 后应为 8 位，现有 %u 位：核对是否多写或漏写。",
                               "After the area code %.*s 8 digits are needed, %u are there: look "
                               "for a missing or doubled digit.",
                               (int)phone->area_length, phone->digits, n_local);

  return jc_text_new_printf ("区号 %.*s 后应为 7 或 8 位，现有 %u 位：核对是否多写或漏写。",
                             "After the area code %.*s 7 or 8 digits are needed, %u are there: "
                             "look for a missing or doubled digit.",
                             (int)phone->area_length, phone->digits, n_local);
}

static JcText *
dup_prefix_message (const JcPhone *phone)
{
  if (phone->area_length == 0)
    return jc_text_new_printf ("没有以 %.2s 开头的手机号：手机号以 13 至 19 开头，核对后改正。",
                               "No mobile number begins with %.2s: they begin with 13 to 19, "
                               "compare and correct it.",
                               phone->digits);

  return jc_text_new_printf ("区号后的号码以 %c 开头：本地号码不以 0 或 1 开头，核对后改正。",
                             "The number after the area code begins with %c: local numbers never "
                             "begin with 0 or 1, compare and correct it.",
                             phone->digits[phone->area_length]);
}

static JcText *
dup_kind_message (const JcPhone *phone)
{
  if (g_strcmp0 (phone->kind, "mobile") == 0)
    return jc_text_new ("这是手机号，这里要座机号码：填区号加号码，如 0431-80000001。",
                        "This is a mobile number, a landline is wanted here: enter area code and "
                        "number, such as 0431-80000001.");

  return jc_text_new ("这是座机或服务号码，这里要手机号：填 11 位手机号。",
                      "This is a landline or service number, a mobile number is wanted here: enter "
                      "its 11 digits.");
}

/**
 * jc_phone_dup_message:
 * @code: a code or a warning
 * @text: what was typed
 *
 * Returns: (transfer full) (nullable): words with the real values; NULL when the plain ones do
 */
JcText *
jc_phone_dup_message (const char *code, const char *text)
{
  g_auto (JcPhone) phone = { 0 };
  const char *fault = jc_phone_parse (&phone, text, NULL);

  if (g_str_equal (code, "kind_not_allowed") && phone.kind != NULL)
    return dup_kind_message (&phone);
  if (fault == NULL || !g_str_equal (fault, code))
    return NULL;

  if (g_str_equal (code, "country"))
    return dup_country_message (text);
  if (g_str_equal (code, "length"))
    return dup_length_message (&phone);
  if (g_str_equal (code, "prefix"))
    return dup_prefix_message (&phone);
  if (g_str_equal (code, "area_code"))
    return jc_text_new_printf (
        "没有 %.4s 这个区号：核对开头的区号，如长春 0431、北京 010。",
        "There is no area code %.4s: compare the beginning, such as 0431 for "
        "Changchun or 010 for Beijing.",
        phone.digits);

  return NULL;
}
