/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#include <string.h>

#define CODE(code, warnings)                                                                       \
  "{\"normalized\":\"" code "\",\"valid\":true,\"warnings\":[" warnings "]}"
#define PLAIN(text) "{\"normalized\":\"" text "\",\"valid\":true}"
#define WIDTH(text) "{\"result\":\"" text "\",\"valid\":true}"

#define X16 "xxxxxxxxxxxxxxxx"
#define X63 X16 X16 X16 "xxxxxxxxxxxxxxx"
#define HAN_5 "一二三四五"
#define HAN_25 HAN_5 HAN_5 HAN_5 HAN_5 HAN_5

static const FormatCase postal_cases[] = {
  { "prefix-01", "010000", CODE ("010000", "\"not_jilin\"") },
  { "prefix-08", "080000", "prefix" },
  { "prefix-14", "140000", "prefix" },
  { "prefix-82", "820000", "prefix" },
  { "prefix-99", "999077", CODE ("999077", "\"not_jilin\"") },
  { "spaces-inside", "130 022", CODE ("130022", "") },
  { "charset-before-length", "13A", "charset" },
  { "length-before-prefix", "00000", "length" },
  { "hyphen", "130-022", "charset" },
};

static const FormatCase email_cases[] = {
  { "local-64", X63 "x@example.com", PLAIN (X63 "x@example.com") },
  { "local-65", X63 "xx@example.com", "length" },
  { "local-none", "@example.com", "length" },
  { "label-63", "a@" X63 ".com", PLAIN ("a@" X63 ".com") },
  { "label-64", "a@" X63 "x.com", "domain" },
  { "total-254", X63 "@" X63 "." X63 "." X16 X16 X16 "xxxxxxxxxx.com",
    PLAIN (X63 "@" X63 "." X63 "." X16 X16 X16 "xxxxxxxxxx.com") },
  { "total-255", X63 "@" X63 "." X63 "." X16 X16 X16 "xxxxxxxxxxx.com", "length" },
  { "all-signs", "!#$%&'*+-/=?^_`{|}~@example.com", PLAIN ("!#$%&'*+-/=?^_`{|}~@example.com") },
  { "last-dot", "a.@example.com", "local_part" },
  { "quoted", "\"a\"@example.com", "local_part" },
  { "comment", "a(b)@example.com", "local_part" },
  { "comma", "a,b@example.com", "local_part" },
  { "length-before-local-part", "." X63 "x@example.com", "length" },
  { "local-part-before-domain", ".a@example", "local_part" },
  { "domain-none", "a@", "domain" },
  { "domain-trailing-dot", "a@example.com.", "domain" },
  { "domain-double-dot", "a@example..com", "domain" },
  { "domain-trailing-hyphen", "a@example-.com", "domain" },
  { "domain-underscore", "a@ex_ample.com", "domain" },
  { "domain-last-digit", "a@example.1om", "domain" },
  { "domain-last-one-letter", "a@example.c", "domain" },
  { "domain-address", "a@192.0.2.1", "domain" },
  { "domain-punycode", "a@xn--fiq228c.xn--FIQS8S", PLAIN ("a@xn--fiq228c.xn--fiqs8s") },
  { "domain-chinese", "a@中文.cn", "charset" },
  { "space-inside", "a b@example.com", "charset" },
  { "control", "a\x01@example.com", "charset" },
  { "delete", "a\x7F@example.com", "charset" },
  { "charset-before-format", "名字", "charset" },
  { "full-width-at", "a＠example．com", PLAIN ("a@example.com") },
  { "zero-width", "a\xE2\x80\x8B@example.com", PLAIN ("a@example.com") },
  { "line-break-at-end", "a@example.com\r\n", PLAIN ("a@example.com") },
  { "two-addresses", "a@example.com;b@example.com", "format" },
  { "blank", " \t ", "empty" },
};

static const FormatCase bank_cases[] = {
  { "eight-digits", "1234-5678", "length" },
  { "nine-digits", "123456780", CODE ("123456780", "") },
  { "thirty-digits", "123456789012345678901234567890",
    CODE ("123456789012345678901234567890", "") },
  { "charset-before-length", "12A", "charset" },
  { "length-before-repeated", "11111111", "length" },
  { "repeated", "111111111", "format" },
  { "repeated-but-last", "1111111112", CODE ("1111111112", "") },
  { "hyphens-alone", "--", "empty" },
  { "card-15", "621234567890128", CODE ("621234567890128", "") },
  { "card-16", "6212345678901232", CODE ("6212345678901232", "\"looks_like_card\"") },
  { "card-16-luhn-wrong", "6212345678901233", CODE ("6212345678901233", "") },
  { "card-19", "6212345678901234569", CODE ("6212345678901234569", "\"looks_like_card\"") },
  { "card-20", "62123456789012345676", CODE ("62123456789012345676", "") },
  { "full-width-hyphen", "1234－56789", CODE ("123456789", "") },
};

static const FormatCase name_cases[] = {
  { "han-25", HAN_25, PLAIN (HAN_25) },
  { "han-26", HAN_25 "六", "length" },
  { "han-25-with-dots", HAN_5 "·" HAN_5 "·" HAN_5 "·" HAN_5 "·一",
    PLAIN (HAN_5 "·" HAN_5 "·" HAN_5 "·" HAN_5 "·一") },
  { "han-26-with-dots", HAN_25 "·六", "length" },
  { "supplementary-plane-25", "𬱖" HAN_5 HAN_5 HAN_5 HAN_5 "一二三四",
    PLAIN ("𬱖" HAN_5 HAN_5 HAN_5 HAN_5 "一二三四") },
  { "one-outside-the-basic-plane", "𬱖", "length" },
  { "ling", "李〇", PLAIN ("李〇") },
  { "compatibility-ideograph", "李\xEF\xA4\x80", PLAIN ("李\xEF\xA4\x80") },
  { "one-each-side", "李·明", PLAIN ("李·明") },
  { "ascii-dot", "买买提.艾力", PLAIN ("买买提·艾力") },
  { "dot-operator", "买买提⋅艾力", PLAIN ("买买提·艾力") },
  { "black-circle", "买买提●艾力", PLAIN ("买买提·艾力") },
  { "half-width-katakana-dot", "买买提･艾力", PLAIN ("买买提·艾力") },
  { "spaces-round-dot", "买买提 · 艾力", PLAIN ("买买提·艾力") },
  { "dot-last", "李明·", "dot" },
  { "dot-double", "买买提··艾力", "dot" },
  { "charset-before-dot", "·李明1", "charset" },
  { "dot-before-length", "·李", "dot" },
  { "dots-alone", "··", "charset" },
  { "ideographic-full-stop", "买买提。艾力", "charset" },
  { "han-and-latin", "李Ming", "charset" },
  { "han-and-kana", "李の", "charset" },
  { "zero-width", "李\xE2\x80\x8B明", PLAIN ("李明") },
  { "line-break", "李\n明", PLAIN ("李明") },
  { "latin-1-character", "A", "charset" },
  { "latin-2-characters", "Li", PLAIN ("Li") },
  { "latin-50", X16 X16 X16 "xx", PLAIN (X16 X16 X16 "xx") },
  { "latin-51", X16 X16 X16 "xxx", "charset" },
  { "latin-accents", "José Ñandú", PLAIN ("José Ñandú") },
  { "latin-apostrophe", "O'Neil-Smith", PLAIN ("O'Neil-Smith") },
  { "latin-full-width", "Ａｎｎａ　Ｓｍｉｔｈ", PLAIN ("Anna Smith") },
  { "latin-dot", "J. Smith", "charset" },
  { "latin-digit", "Anna2", "charset" },
  { "latin-multiplication-sign", "A×B", "charset" },
  { "hyphens-alone", "--", "charset" },
  { "cyrillic", "Иван", "charset" },
  { "blank", "\xE2\x80\x8B ", "empty" },
};

static const FormatCase width_cases[] = {
  { "empty", "", WIDTH ("") },
  { "spaces-alone", " \xE3\x80\x80\t", WIDTH ("") },
  { "first-and-last", "！～", WIDTH ("!~") },
  { "just-outside", "\xEF\xBC\x80\xEF\xBD\x9F", WIDTH ("\xEF\xBC\x80\xEF\xBD\x9F") },
  { "tab-and-nbsp",
    "a\t\xC2\xA0"
    "b",
    WIDTH ("a b") },
  { "zero-width-between-spaces", "a \xE2\x80\x8B b", WIDTH ("a b") },
  { "untouched", "、。《》「」￥㎡²①ｱ", WIDTH ("、。《》「」￥㎡²①ｱ") },
  { "line-break-inside", "a\nb", WIDTH ("a\\nb") },
  { "line-break-at-ends", "\na\r\n", WIDTH ("a") },
};

static void
words_cb (void)
{
  assert_words ("postal_code", "length", "13000", "少 1 位：应为 6 位，现有 5 位。",
                "One character short: 6 are needed, 5 are there.");
  assert_words ("bank_account", "length", "12345678",
                "账号应为 9 至 30 位，现有 8 位：照银行凭证核对。",
                "An account number has 9 to 30 digits, 8 are there: compare the bank's paper.");
  assert_words ("bank_account", "charset", "2200145O1000",
                "第 8 位是“O”：账号只填数字，照银行凭证改正。",
                "Character 8 is “O”: an account number is digits only, correct it from the bank's "
                "paper.");
}

static void
fold_key_cb (void)
{
  g_autofree char *a = jc_format_fold_key ("长春（示例） ＡＢＣ\n公司");
  g_autofree char *b = jc_format_fold_key ("长春(示例)abc公司");

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (b, ==, "长春(示例)abc公司");
}

static void
squash_cb (void)
{
  static const char *const rows[][2] = {
    { " \t\n\r", "" },
    { "\xC2\xA0\xE2\x80\x89\xE2\x80\xAF\xE3\x80\x80", "" },
    { "\xE2\x80\x8B\xE2\x80\x8C\xE2\x80\x8D\xE2\x81\xA0\xEF\xBB\xBF", "" },
    { "\xE2\x80\x8A", "\xE2\x80\x8A" },
    { "\x0B", "\x0B" },
    { "Ａ－ ｚ", "A-z" },
    { "a\xFF", "a\xEF\xBF\xBD" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *squashed = jc_format_squash (rows[i][0]);

      g_assert_cmpstr (squashed, ==, rows[i][1]);
    }
}

static void
excerpt_cb (void)
{
  g_autofree char *text = g_strnfill (100, 'a');
  g_autofree char *cut = jc_format_dup_excerpt (text);
  g_autofree char *lines = jc_format_dup_excerpt ("a\nb");

  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 41);
  g_assert_true (g_str_has_suffix (cut, "a…"));
  g_assert_cmpstr (lines, ==, "a b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_format_cases ("postal_code", NULL, postal_cases, G_N_ELEMENTS (postal_cases));
  add_format_cases ("email", NULL, email_cases, G_N_ELEMENTS (email_cases));
  add_format_cases ("bank_account", NULL, bank_cases, G_N_ELEMENTS (bank_cases));
  add_format_cases ("person_name", NULL, name_cases, G_N_ELEMENTS (name_cases));
  add_format_cases ("width", NULL, width_cases, G_N_ELEMENTS (width_cases));
  g_test_add_func ("/model/text-format/words", words_cb);
  g_test_add_func ("/model/text-format/fold-key", fold_key_cb);
  g_test_add_func ("/model/text-format/squash", squash_cb);
  g_test_add_func ("/model/text-format/excerpt", excerpt_cb);

  return g_test_run ();
}
