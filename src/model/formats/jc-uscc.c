/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

/* Without I, O, S, V and Z; a character's value is its place. */
#define ALPHABET "0123456789ABCDEFGHJKLMNPQRTUWXY"

static const JcFormatWords words[] = {
  { "empty", "还没有填：照营业执照或登记证书填 18 位统一社会信用代码。",
    "Nothing is filled in: copy the 18-character credit code from the licence." },
  { "legacy_registration_no",
    "这是 15 位的旧注册号，2015 年起已被统一社会信用代码取代：照新证照填 18 位代码。",
    "This is a 15-digit registration number of before 2015: copy the 18-character credit code from "
    "the licence in use." },
  { "length", "位数不对：应为 18 位，照证照补全。",
    "The number of characters is wrong: 18 are needed, copy them from the licence." },
  { "charset", "有不该出现的字符：代码只用数字和大写字母，且没有 I、O、S、V、Z。",
    "A character does not belong there: the code has digits and capital letters without I, O, S, V "
    "and Z." },
  { "region", "第 3 至 8 位是登记机关的行政区划，只能是数字：照证照核对。",
    "Characters 3 to 8 are the region of registration and must be digits: compare them with the "
    "licence." },
  { "check_digit", "校验码不对：多半是抄错了一位，照证照逐位核对。",
    "The check character does not fit: most likely one was copied wrongly, compare each." },
  { "org_check", "第 9 至 17 位的组织机构代码校验不符：早年的代码可能如此，照证照再核对一遍。",
    "The organisation code in characters 9 to 17 fails its own check: some early codes do, compare "
    "it with the licence once more." },
  { NULL, NULL, NULL },
};

static const struct
{
  const char *prefix;
  const char *kind;
} kinds[] = {
  { "91", "enterprise" },  { "92", "individual_business" },
  { "93", "cooperative" }, { "11", "agency" },
  { "12", "institution" }, { "13", "mass_org" },
  { "51", "social_org" },  { "52", "private_non_enterprise" },
  { "53", "foundation" },
};

static char *
normalise (const char *text)
{
  char *code = jc_format_squash (text);

  jc_ascii_upper (code);

  return code;
}

/* GB 32100-2015: powers of three modulo 31; a sum of 0 gives "0". */
static char
compute_check (const char *code)
{
  int weight = 1;
  int sum = 0;

  for (gsize i = 0; i < 17; i++)
    {
      sum += (int)(strchr (ALPHABET, code[i]) - ALPHABET) * weight;
      weight = weight * 3 % 31;
    }

  return ALPHABET[(31 - sum % 31) % 31];
}

/* GB 11714-1997 over the eight characters at @org. */
static char
compute_org_check (const char *org)
{
  static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
  int              sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (g_ascii_isdigit (org[i]) ? org[i] - '0' : org[i] - 'A' + 10) * weights[i];

  return "0X987654321"[sum % 11];
}

static const char *
get_kind (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (code, kinds[i].prefix))
      return kinds[i].kind;

  return "other";
}

/* Source: GB 32100-2015, GB 11714-1997; rules §2. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *code = normalise (text);
  g_autofree char *org_code = NULL;
  JsonObject      *verdict;

  if (*code == '\0')
    return jc_verdict_fail ("empty");
  if (strlen (code) == 15 && jc_ascii_is_digits (code))
    return jc_verdict_fail ("legacy_registration_no");
  if (g_utf8_strlen (code, -1) != 18)
    return jc_verdict_fail ("length");
  if (code[strspn (code, ALPHABET)] != '\0')
    return jc_verdict_fail ("charset");
  if (strspn (code + 2, "0123456789") < 6)
    return jc_verdict_fail ("region");
  if (compute_check (code) != code[17])
    return jc_verdict_fail ("check_digit");

  org_code = g_strdup_printf ("%.8s-%c", code + 8, code[16]);
  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", code);
  json_object_set_string_member (verdict, "kind", get_kind (code));
  json_object_set_string_member (verdict, "org_code", org_code);
  jc_verdict_set_warnings (verdict, compute_org_check (code + 8) != code[16] ? "org_check" : NULL,
                           NULL);

  return jc_verdict_end (verdict);
}

/* Eight characters and a check, with or without the hyphen. */
static gboolean
is_org_code (const char *code)
{
  gsize length = strlen (code);

  return strspn (code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 8
         && (length == 9 || (length == 10 && code[8] == '-'))
         && strchr ("0123456789X", code[length - 1]) != NULL;
}

static JcText *
dup_message (const char *code, const char *text)
{
  g_autofree char *typed = normalise (text);

  if (g_str_equal (code, "length") && is_org_code (typed))
    return jc_text_new (
        "这是 9 位的组织机构代码：照新证照填 18 位统一社会信用代码，它是其中第 9 至 17 位。",
        "This is a nine-character organisation code: copy the 18-character credit "
        "code, of which it is characters 9 to 17.");
  if (g_str_equal (code, "length"))
    return jc_length_dup_message (typed, 18);
  if (g_str_equal (code, "charset"))
    return jc_stray_dup_message (typed, ALPHABET,
                                 "代码只用数字和大写字母，且没有 I、O、S、V、Z，照证照改正。",
                                 "the code has digits and capital letters without I, O, S, V and "
                                 "Z, correct it from the licence.");
  if (strspn (typed, ALPHABET) != 18 || typed[18] != '\0')
    return NULL;

  if (g_str_equal (code, "region"))
    return jc_text_new_printf ("第 3 至 8 位是行政区划，只能是数字，现为“%.6s”：照证照核对。",
                               "Characters 3 to 8 are the region and must be digits, “%.6s” stands "
                               "there: compare them with the licence.",
                               typed + 2);
  if (g_str_equal (code, "check_digit"))
    return jc_text_new_printf (
        "校验码不对：最后一位应为 %c，现为 %c，多半是抄错了一位，照证照逐位核对。",
        "The check character does not fit: it should be %c and is %c. Most "
        "likely one was copied wrongly, compare each with the licence.",
        compute_check (typed), typed[17]);
  if (g_str_equal (code, "org_check"))
    return jc_text_new_printf ("其中的组织机构代码校验不符：第 17 位算出来是 %c，现为 "
                               "%c；早年的代码可能如此，照证照再核对一遍。",
                               "The organisation code inside fails its own check: character 17 "
                               "should be %c and is %c. Some early codes do, compare it once more.",
                               compute_org_check (typed + 8), typed[16]);

  return NULL;
}

const JcFormatRule jc_uscc_rule = {
  .name = "uscc",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
  .dup_message = dup_message,
};
