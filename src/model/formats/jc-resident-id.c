/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define DIGITS "0123456789"

static const JcFormatWords words[] = {
  { "empty", "还没有填：照证件填 18 位号码。",
    "Nothing is filled in: copy the 18-character number from the card." },
  { "legacy_15", "这是 15 位的旧号码，第一代证件已停用：照现用证件填 18 位号码。",
    "This is a 15-digit number of a first-generation card, which no longer holds: copy the "
    "18-character number from the card in use." },
  { "length", "位数不对：应为 18 位，照证件补全。",
    "The number of characters is wrong: 18 are needed, copy them from the card." },
  { "charset", "有不该出现的字符：前 17 位只能是数字，最后一位是数字或 X。",
    "A character does not belong there: the first 17 are digits, the last is a digit or X." },
  { "region", "前两位不是任何省份的代码：照证件核对开头六位。",
    "The first two digits belong to no province: compare the first six with the card." },
  { "birth_date", "第 7 至 14 位不是真实的日期：照证件核对出生年月日。",
    "Characters 7 to 14 are no real date: compare the date of birth with the card." },
  { "birth_future", "出生日期在今天之后：照证件核对第 7 至 14 位。",
    "The date of birth lies in the future: compare characters 7 to 14 with the card." },
  { "check_digit", "校验码不对：多半是抄错了一位，照证件逐位核对。",
    "The check character does not fit: most likely one digit was copied wrongly, compare each." },
  { NULL, NULL, NULL },
};

/* Provinces of GB/T 2260; 71, 81, 82 and 83 stand for Taiwan, Hong Kong, Macao and residence
 * permits of Taiwan people. */
static const char *const provinces[] = {
  "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
  "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
  "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", NULL,
};

static const char *const permits[] = { "810000", "820000", "830000", NULL };

static char *
normalise (const char *text)
{
  char *id = jc_format_squash (text);

  jc_ascii_upper (id);

  return id;
}

/* ISO 7064 MOD 11-2 by its recursion over the first seventeen digits. */
static char
compute_check (const char *id)
{
  int q = 0;

  for (gsize i = 0; i < 17; i++)
    q = (q + (id[i] - '0')) * 2 % 11;

  return "0123456789X"[(12 - q) % 11];
}

static int
read_number (const char *digits, gsize n)
{
  int value = 0;

  for (gsize i = 0; i < n; i++)
    value = value * 10 + (digits[i] - '0');

  return value;
}

static gboolean
has_birth_date (const char *id)
{
  int year = read_number (id + 6, 4);
  int month = read_number (id + 10, 2);
  int day = read_number (id + 12, 2);

  return year >= 1900 && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static char *
dup_birth (const char *id)
{
  return g_strdup_printf ("%.4s-%.2s-%.2s", id + 6, id + 10, id + 12);
}

/* The first failing test after the length, or NULL. */
static const char *
find_fault (const char *id, const char *as_of)
{
  g_autofree char *birth = NULL;

  if (strspn (id, DIGITS) < 17 || strchr (DIGITS "X", id[17]) == NULL)
    return "charset";
  if (id[0] != '9' && !jc_ascii_is_listed (provinces, id, 2))
    return "region";
  if (!has_birth_date (id))
    return "birth_date";
  birth = dup_birth (id);
  if (as_of != NULL && strcmp (birth, as_of) > 0)
    return "birth_future";
  if (compute_check (id) != id[17])
    return "check_digit";

  return NULL;
}

static char *
upgrade (const char *legacy)
{
  char *id = g_strdup_printf ("%.6s19%s?", legacy, legacy + 6);

  id[17] = compute_check (id);

  return id;
}

/* Sequences that once meant people over a hundred, born before 1900. */
static gboolean
is_unsafe (const char *legacy)
{
  return strcmp (legacy + 12, "996") >= 0;
}

/* `upgraded` is only ever offered; `upgraded_code` says why it would not pass. */
static JsonNode *
judge_legacy (const char *legacy, const char *as_of)
{
  g_autofree char *upgraded = upgrade (legacy);
  const char      *fault = find_fault (upgraded, as_of);
  JsonNode        *node = jc_verdict_fail ("legacy_15");
  JsonObject      *verdict = json_node_get_object (node);

  json_object_set_string_member (verdict, "upgraded", upgraded);
  if (is_unsafe (legacy))
    json_object_set_boolean_member (verdict, "unsafe", TRUE);
  if (fault != NULL)
    json_object_set_string_member (verdict, "upgraded_code", fault);

  return node;
}

static const char *
get_kind (const char *id)
{
  if (jc_ascii_is_listed (permits, id, 6))
    return "hmt_residence_permit";

  return id[0] == '9' ? "foreign_permanent_resident" : "resident_id";
}

/* Source: GB 11643-1999; rules §1. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *id = normalise (text);
  g_autofree char *birth = NULL;
  g_autofree char *region = NULL;
  const char      *fault;
  JsonObject      *verdict;

  if (*id == '\0')
    return jc_verdict_fail ("empty");
  if (strlen (id) == 15 && jc_ascii_is_digits (id))
    return judge_legacy (id, options->as_of);
  if (g_utf8_strlen (id, -1) != 18)
    return jc_verdict_fail ("length");

  fault = find_fault (id, options->as_of);
  if (fault != NULL)
    return jc_verdict_fail (fault);

  birth = dup_birth (id);
  region = g_strndup (id, 6);
  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", id);
  json_object_set_string_member (verdict, "kind", get_kind (id));
  json_object_set_string_member (verdict, "birth", birth);
  json_object_set_string_member (verdict, "sex", (id[16] - '0') % 2 == 1 ? "male" : "female");
  json_object_set_string_member (verdict, "region", region);

  return jc_verdict_end (verdict);
}

static JcText *
dup_legacy_message (const char *legacy)
{
  g_autofree char *upgraded = NULL;

  if (strlen (legacy) != 15 || !jc_ascii_is_digits (legacy))
    return NULL;

  upgraded = upgrade (legacy);
  if (is_unsafe (legacy) || find_fault (upgraded, NULL) != NULL)
    return jc_text_new ("这是 15 位的旧号码，推算不出可靠的 18 位号码：照现用证件填写。",
                        "This is an old 15-digit number from which no safe 18-character number "
                        "follows: copy the number from the card in use.");

  return jc_text_new_printf (
      "这是 15 位的旧号码，第一代证件已停用：第 6 位后补 19，末尾补校验码 "
      "%c，与现用证件核对无误后再用。",
      "This is an old 15-digit number of a card that no longer holds: put 19 after the sixth digit "
      "and the check character %c at the end, and compare with the card in use.",
      upgraded[17]);
}

static JcText *
dup_stray_message (const char *id)
{
  JcText *message = jc_stray_dup_message (id, DIGITS, "前 17 位只能是数字，照证件改正。",
                                          "the first 17 characters are digits, correct it from the "
                                          "card.");

  if (message == NULL || strspn (id, DIGITS) < 17)
    return message;

  jc_text_free (message);

  return jc_stray_dup_message (id, DIGITS "X", "最后一位只能是数字或 X，照证件改正。",
                               "the last character is a digit or X, correct it from the card.");
}

static JcText *
dup_message (const char *code, const char *text)
{
  g_autofree char *id = normalise (text);
  g_autofree char *birth = NULL;

  if (g_str_equal (code, "legacy_15"))
    return dup_legacy_message (id);
  if (g_str_equal (code, "length"))
    return jc_length_dup_message (id, 18);
  if (g_str_equal (code, "charset"))
    return dup_stray_message (id);
  if (g_utf8_strlen (id, -1) != 18 || strspn (id, DIGITS) < 17)
    return NULL;

  birth = dup_birth (id);
  if (g_str_equal (code, "region"))
    return jc_text_new_printf ("开头两位 %.2s 不是任何省份的代码：照证件核对开头六位。",
                               "The first two digits, %.2s, belong to no province: compare the "
                               "first six with the card.",
                               id);
  if (g_str_equal (code, "birth_date"))
    return jc_text_new_printf ("没有 %s 这一天，或早于 1900 年：照证件核对第 7 至 14 位。",
                               "There is no day %s, or it lies before 1900: compare characters 7 "
                               "to 14 with the card.",
                               birth);
  if (g_str_equal (code, "birth_future"))
    return jc_text_new_printf ("出生日期 %s 在今天之后：照证件核对第 7 至 14 位。",
                               "The date of birth, %s, lies in the future: compare characters 7 to "
                               "14 with the card.",
                               birth);
  if (g_str_equal (code, "check_digit"))
    return jc_text_new_printf (
        "校验码不对：最后一位应为 %c，现为 %c，多半是抄错了一位，照证件逐位核对。",
        "The check character does not fit: it should be %c and is %c. Most "
        "likely one digit was copied wrongly, compare each with the card.",
        compute_check (id), id[17]);

  return NULL;
}

const JcFormatRule jc_resident_id_rule = {
  .name = "resident_id",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
  .dup_message = dup_message,
};
