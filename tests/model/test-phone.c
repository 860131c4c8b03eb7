/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#define MOBILE(number)                                                                             \
  "{\"display\":\"" number "\",\"e164\":\"+86" number                                              \
  "\",\"kind\":\"mobile\",\"valid\":true,\"warnings\":[]}"
#define LANDLINE(display, e164, warnings)                                                          \
  "{\"display\":\"" display "\",\"e164\":\"+86" e164                                               \
  "\",\"kind\":\"landline\",\"valid\":true,\"warnings\":[" warnings "]}"
#define SERVICE(display)                                                                           \
  "{\"display\":\"" display "\",\"e164\":null,\"kind\":\"service\",\"valid\":true,\"warnings\":[]" \
                            "}"

static const FormatCase cases[] = {
  { "mobile-13", "13000000000", MOBILE ("13000000000") },
  { "mobile-19", "19900000000", MOBILE ("19900000000") },
  { "mobile-12", "12900000000", "prefix" },
  { "mobile-10", "10000000000", "prefix" },
  { "mobile-plus-86", "+86-139-0000-0001", MOBILE ("13900000001") },
  { "mobile-bracketed-plus-86", "(+86)13900000001", MOBILE ("13900000001") },
  { "mobile-0086", "0086 13900000001", MOBILE ("13900000001") },
  { "mobile-bare-86", "86-13900000001", MOBILE ("13900000001") },
  { "bare-86-before-12-digits", "86139000000011", "length" },
  { "bare-86-before-10-digits", "861390000000", "length" },
  { "bare-86-landline", "8643180000001", "length" },
  { "mobile-extension", "13900000001转1", "extension" },
  { "extension-before-prefix", "12900000001#1", "extension" },
  { "mobile-hyphen-extension", "13900000001-1", "length" },
  { "machine-number", "1064000000000", "length" },
  { "trunk-zero-before-mobile", "013900000001", "area_code" },
  { "country-code-alone", "+86", "area_code" },
  { "plus-alone", "+", "charset" },
  { "plus-8", "+8 13900000001", "country" },
  { "hong-kong", "+852 20000000", "country" },
  { "letters-before-country", "+1 20O5550123", "charset" },
  { "plus-in-the-middle", "0431+80000001", "charset" },
  { "two-plus", "++8613900000001", "charset" },
  { "brackets-alone", "()", "charset" },
  { "slash", "13900000001/13900000002", "charset" },
  { "chinese-digits", "〇四三一80000001", "charset" },
  { "beijing-plus-86", "+86 10 60000012", LANDLINE ("010-60000012", "1060000012", "") },
  { "beijing-0086", "00861060000012", LANDLINE ("010-60000012", "1060000012", "") },
  { "beijing-with-trunk-zero", "+86 (010) 60000012", LANDLINE ("010-60000012", "1060000012", "") },
  { "beijing-without-country-code", "1060000012", "length" },
  { "ten-digits-from-11-plus-86", "+86 1160000012", "length" },
  { "beijing-7-digits-plus-86", "+86 106000001", "length" },
  { "beijing-local-0", "+86 1006000012", "prefix" },
  { "local-7-in-three-digit-area", "010-6000001", "length" },
  { "local-9", "010-600000123", "length" },
  { "area-026", "026-60000000", "area_code" },
  { "area-029", "029-60000000", LANDLINE ("029-60000000", "2960000000", "") },
  { "area-0299", "0299-6000000", LANDLINE ("029-96000000", "2996000000", "") },
  { "area-03", "0300-6000000", LANDLINE ("0300-6000000", "3006000000", "") },
  { "area-free-8", "0432-60000009", LANDLINE ("0432-60000009", "43260000009", "") },
  { "area-free-7", "0432-6000009", LANDLINE ("0432-6000009", "4326000009", "") },
  { "area-free-6", "0432-600000", "length" },
  { "area-free-9", "0432-600000099", "length" },
  { "area-0757-needs-8", "0757-6000000", "length" },
  { "local-begins-1", "0431-18000001", "prefix" },
  { "local-begins-2", "0431-28000001", LANDLINE ("0431-28000001", "43128000001", "") },
  { "length-before-prefix", "0431-0800001", "length" },
  { "area-alone", "0431", "length" },
  { "zero-alone", "0", "area_code" },
  { "bare-8", "8000-0007", LANDLINE ("0431-80000007", "43180000007", "\"area_code_assumed\"") },
  { "bare-7", "8000007", "length" },
  { "bare-9", "800000071", "length" },
  { "bare-8-from-1", "18000007", "length" },
  { "plus-86-changchun", "+8643180000008", LANDLINE ("0431-80000008", "43180000008", "") },
  { "plus-86-puts-zero-back", "+86 80000008", "length" },
  { "service-400", "4000000010", SERVICE ("400-000-0010") },
  { "service-800", "800 000 0010", SERVICE ("800-000-0010") },
  { "service-plus-86", "+86 400-000-0010", SERVICE ("400-000-0010") },
  { "service-9-digits", "400000001", "length" },
  { "service-extension", "400-000-0010转8", SERVICE ("400-000-0010-8") },
  { "service-600", "6000000010", "length" },
  { "extension-1-digit", "0431-80000005转1", LANDLINE ("0431-80000005-1", "43180000005", "") },
  { "extension-6-digits", "0431-80000005转123456",
    LANDLINE ("0431-80000005-123456", "43180000005", "") },
  { "extension-7-digits", "0431-80000005转1234567", "charset" },
  { "extension-none", "0431-80000005转", "charset" },
  { "extension-ext-dot", "0431-80000005 ext. 8001",
    LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-capital", "0431-80000005EXT8001",
    LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-x", "0431-80000005x8001", LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-hash", "0431-80000005＃8001", LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-after-hyphen", "0431-80000005-转8001",
    LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-bare-number", "80000007转8001",
    LANDLINE ("0431-80000007-8001", "43180000007", "\"area_code_assumed\"") },
  { "extension-alone", "转8001", "charset" },
  { "extension-as-stored", "0431-80000005-8001",
    LANDLINE ("0431-80000005-8001", "43180000005", "") },
  { "extension-as-stored-7", "0432-6000009-8", LANDLINE ("0432-6000009-8", "4326000009", "") },
  { "number-in-two-pieces", "0431-8000-0004", LANDLINE ("0431-80000004", "43180000004", "") },
  { "en-dash", "0431–80000001", LANDLINE ("0431-80000001", "43180000001", "") },
  { "soft-hyphen",
    "0431\xC2\xAD"
    "80000001",
    LANDLINE ("0431-80000001", "43180000001", "") },
  { "minus-sign", "0431−80000001", LANDLINE ("0431-80000001", "43180000001", "") },
};

static const FormatCase beijing_cases[] = {
  { "default-area/bare-8", "80000007",
    LANDLINE ("010-80000007", "1080000007", "\"area_code_assumed\"") },
};

static const FormatCase bad_default_cases[] = {
  { "default-area/no-area-code", "80000007",
    LANDLINE ("0431-80000007", "43180000007", "\"area_code_assumed\"") },
};

static void
words_cb (void)
{
  assert_words ("phone", "length", "139000000011", "多 1 位：应为 11 位，现有 12 位。",
                "One character too many: 11 are needed, 12 are there.");
  assert_words ("phone", "length", "0431-8000001",
                "区号 0431 后应为 8 位，现有 7 位：核对是否多写或漏写。",
                "After the area code 0431 8 digits are needed, 7 are there: look for a missing or "
                "doubled digit.");
  assert_words (
      "phone", "length", "0432-800001",
      "区号 0432 后应为 7 或 8 位，现有 6 位：核对是否多写或漏写。",
      "After the area code 0432 7 or 8 digits are needed, 6 are there: look for a missing "
      "or doubled digit.");
  assert_words ("phone", "prefix", "12300000001",
                "没有以 12 开头的手机号：手机号以 13 至 19 开头，核对后改正。",
                "No mobile number begins with 12: they begin with 13 to 19, compare and correct "
                "it.");
  assert_words ("phone", "area_code", "0131-80000001",
                "没有 0131 这个区号：核对开头的区号，如长春 0431、北京 010。",
                "There is no area code 0131: compare the beginning, such as 0431 for Changchun or "
                "010 for Beijing.");
  assert_words ("phone", "kind_not_allowed", "0431-80000001",
                "这是座机或服务号码，这里要手机号：填 11 位手机号。",
                "This is a landline or service number, a mobile number is wanted here: enter its "
                "11 digits.");
}

int
main (int argc, char *argv[])
{
  static const JcFormatOptions beijing = { NULL, "010" };
  static const JcFormatOptions bad_default = { NULL, "04" };

  g_test_init (&argc, &argv, NULL);
  add_format_cases ("phone", NULL, cases, G_N_ELEMENTS (cases));
  add_format_cases ("phone", &beijing, beijing_cases, G_N_ELEMENTS (beijing_cases));
  add_format_cases ("phone", &bad_default, bad_default_cases, G_N_ELEMENTS (bad_default_cases));
  g_test_add_func ("/model/phone/words", words_cb);

  return g_test_run ();
}
