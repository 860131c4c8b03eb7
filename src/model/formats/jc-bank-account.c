/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define DIGITS "0123456789"
#define MIN_LENGTH 9
#define MAX_LENGTH 30

static const JcFormatWords words[] = {
  { "empty", "还没有填：照开户许可证或银行回单填账号。",
    "Nothing is filled in: copy the account number from the bank's paper." },
  { "charset", "有不是数字的字符：账号只填数字，照银行凭证改正。",
    "Something that is no digit stands there: an account number is digits only." },
  { "length", "位数不对：账号为 9 至 30 位，照银行凭证核对。",
    "The number of digits is wrong: an account number has 9 to 30, compare the bank's paper." },
  { "format", "整个账号是同一个数字：照银行凭证填真实的账号。",
    "The whole number is one digit repeated: copy the real one from the bank's paper." },
  { "looks_like_card", "像是个人银行卡号：这里要单位的对公账号，照开户许可证核对。",
    "This looks like a personal card: the unit's own account is wanted, compare the bank's "
    "paper." },
  { NULL, NULL, NULL },
};

static char *
normalise (const char *text)
{
  char *account = jc_format_squash (text);
  char *end = account;

  for (const char *p = account; *p != '\0'; p++)
    if (*p != '-')
      *end++ = *p;
  *end = '\0';

  return account;
}

/* From the right every second digit counts double, less nine above nine. */
static gboolean
passes_luhn (const char *digits)
{
  gsize length = strlen (digits);
  int   sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      int value = digits[length - 1 - i] - '0';

      if (i % 2 == 1)
        value = value * 2 > 9 ? value * 2 - 9 : value * 2;
      sum += value;
    }

  return sum % 10 == 0;
}

static gboolean
looks_like_card (const char *account)
{
  gsize length = strlen (account);

  return length >= 16 && length <= 19 && g_str_has_prefix (account, "62") && passes_luhn (account);
}

/* Source: rules §8. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *account = normalise (text);
  gsize            length = strlen (account);
  const char       first[] = { *account, '\0' };
  JsonObject      *verdict;

  if (length == 0)
    return jc_verdict_fail ("empty");
  if (!jc_ascii_is_digits (account))
    return jc_verdict_fail ("charset");
  if (length < MIN_LENGTH || length > MAX_LENGTH)
    return jc_verdict_fail ("length");
  if (strspn (account, first) == length)
    return jc_verdict_fail ("format");

  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", account);
  jc_verdict_set_warnings (verdict, looks_like_card (account) ? "looks_like_card" : NULL, NULL);

  return jc_verdict_end (verdict);
}

static JcText *
dup_message (const char *code, const char *text)
{
  g_autofree char *account = normalise (text);
  guint            length = (guint)g_utf8_strlen (account, -1);

  if (g_str_equal (code, "charset"))
    return jc_stray_dup_message (account, DIGITS, "账号只填数字，照银行凭证改正。",
                                 "an account number is digits only, correct it from the bank's "
                                 "paper.");
  if (g_str_equal (code, "length") && (length < MIN_LENGTH || length > MAX_LENGTH))
    return jc_text_new_printf ("账号应为 9 至 30 位，现有 %u 位：照银行凭证核对。",
                               "An account number has 9 to 30 digits, %u are there: compare the "
                               "bank's paper.",
                               length);

  return NULL;
}

const JcFormatRule jc_bank_account_rule = {
  .name = "bank_account",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
  .dup_message = dup_message,
};
