/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#define USCC(code, kind, org, warnings)                                                            \
  "{\"kind\":\"" kind "\",\"normalized\":\"" code "\",\"org_code\":\"" org                         \
  "\",\"valid\":true,\"warnings\":[" warnings "]}"

static const FormatCase cases[] = {
  { "worked-example", "91220104MA0X1234XB",
    USCC ("91220104MA0X1234XB", "enterprise", "MA0X1234-X", "") },
  { "check-0", "912201041000000910", USCC ("912201041000000910", "enterprise", "10000009-1", "") },
  { "organisation-check-0", "91220104100000040P",
    USCC ("91220104100000040P", "enterprise", "10000004-0", "") },
  { "mass-organisation", "13220104123456788H",
    USCC ("13220104123456788H", "mass_org", "12345678-8", "") },
  { "foundation", "53220104123456788D",
    USCC ("53220104123456788D", "foundation", "12345678-8", "") },
  { "letters-in-front", "n2220104123456788y",
    USCC ("N2220104123456788Y", "other", "12345678-8", "") },
  { "letter-y", "Y1220104123456788R", USCC ("Y1220104123456788R", "other", "12345678-8", "") },
  { "department-2", "21220104123456788N", USCC ("21220104123456788N", "other", "12345678-8", "") },
  { "letter-s", "9122010SMA0X1234XB", "charset" },
  { "letter-z", "9122010ZMA0X1234XB", "charset" },
  { "letter-v", "9122010VMA0X1234XB", "charset" },
  { "charset-before-region", "91A20104IA0X1234XB", "charset" },
  { "region-before-check", "9122010AMA0X1234XA", "region" },
  { "han", "91220104MA0X1234X啊", "charset" },
  { "organisation-code", "MA0X1234-X", "length" },
  { "fourteen-digits", "22010100001234", "length" },
  { "fifteen-digits", "220101000012345", "legacy_registration_no" },
  { "blank", "\xC2\xA0", "empty" },
};

static void
words_cb (void)
{
  assert_words ("uscc", "check_digit", "91220104MA0X1234XA",
                "校验码不对：最后一位应为 B，现为 A，多半是抄错了一位，照证照逐位核对。",
                "The check character does not fit: it should be B and is A. Most likely one was "
                "copied wrongly, compare each with the licence.");
  assert_words (
      "uscc", "length", "MA0X1234-X",
      "这是 9 位的组织机构代码：照新证照填 18 位统一社会信用代码，它是其中第 9 至 17 位。",
      "This is a nine-character organisation code: copy the 18-character credit code, of "
      "which it is characters 9 to 17.");
  assert_words ("uscc", "length", "91220101123456788", "少 1 位：应为 18 位，现有 17 位。",
                "One character short: 18 are needed, 17 are there.");
  assert_words (
      "uscc", "org_check", "91220103234567895K",
      "其中的组织机构代码校验不符：第 17 位算出来是 4，现为 5；早年的代码可能如此，照证照再核"
      "对一遍。",
      "The organisation code inside fails its own check: character 17 should be 4 and is "
      "5. Some early codes do, compare it once more.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_format_cases ("uscc", NULL, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/model/uscc/words", words_cb);

  return g_test_run ();
}
