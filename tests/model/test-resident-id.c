/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#include <string.h>

#define ID(number, kind, birth, sex, region)                                                       \
  "{\"birth\":\"" birth "\",\"kind\":\"" kind "\",\"normalized\":\"" number                        \
  "\",\"region\":\"" region "\",\"sex\":\"" sex "\",\"valid\":true}"

static const FormatCase cases[] = {
  { "worked-example", "220102198701020019",
    ID ("220102198701020019", "resident_id", "1987-01-02", "male", "220102") },
  { "first-day-of-1900", "220102190001010016",
    ID ("220102190001010016", "resident_id", "1900-01-01", "male", "220102") },
  { "year-before-1900", "220102189912310011", "birth_date" },
  { "1900-was-no-leap-year", "220102190002290013", "birth_date" },
  { "2000-was-a-leap-year", "22010220000229001x",
    ID ("22010220000229001X", "resident_id", "2000-02-29", "male", "220102") },
  { "born-today", "220102202510150012",
    ID ("220102202510150012", "resident_id", "2025-10-15", "male", "220102") },
  { "born-tomorrow", "220102202510160018", "birth_future" },
  { "foreign-permanent-resident", "900101198701020014",
    ID ("900101198701020014", "foreign_permanent_resident", "1987-01-02", "male", "900101") },
  { "macao-permit", "820000198701020020",
    ID ("820000198701020020", "hmt_residence_permit", "1987-01-02", "female", "820000") },
  { "region-71", "710000198701020025",
    ID ("710000198701020025", "resident_id", "1987-01-02", "female", "710000") },
  { "only-whole-permit-codes", "830001198701020010",
    ID ("830001198701020010", "resident_id", "1987-01-02", "male", "830001") },
  { "region-16", "160102198701020012", "region" },
  { "sequence-000", "220102198701020000",
    ID ("220102198701020000", "resident_id", "1987-01-02", "female", "220102") },
  { "thirtieth-february", "220102199902300011", "birth_date" },
  { "region-before-date", "160102198713020016", "region" },
  { "charset-before-region", "1601021987O1020012", "charset" },
  { "future-before-check", "220102202510160019", "birth_future" },
  { "x-in-front", "X20102198701020019", "charset" },
  { "zero-width",
    "2201021987\xE2\x80\x8B"
    "01020019",
    ID ("220102198701020019", "resident_id", "1987-01-02", "male", "220102") },
  { "arabic-indic-digits", "٢٢٠١٠٢١٩٨٧٠١٠٢٠٠١٩", "charset" },
  { "han-last", "22010219870102001九", "charset" },
  { "blank-only", " \t\xE3\x80\x80", "empty" },
  { "fifteen-with-letter", "22010287010215A", "length" },
  { "sixteen-digits", "2201028701021511", "length" },
};

static JsonNode *
check (const char *text, const char *as_of)
{
  JcFormatOptions options = { as_of, NULL };

  return jc_format_check ("resident_id", text, &options);
}

static void
legacy_cb (void)
{
  static const struct
  {
    const char *text;
    const char *canonical;
  } rows[] = {
    { "220102870102151",
      "{\"code\":\"legacy_15\",\"upgraded\":\"220102198701021513\",\"valid\":false}" },
    { "220102870102995",
      "{\"code\":\"legacy_15\",\"upgraded\":\"220102198701029953\",\"valid\":false}" },
    { "220102870102996", "{\"code\":\"legacy_15\",\"unsafe\":true,\"upgraded\":"
                         "\"220102198701029961\",\"valid\":false}" },
    { "220102871302001", "{\"code\":\"legacy_15\",\"upgraded\":\"220102198713020016\","
                         "\"upgraded_code\":\"birth_date\",\"valid\":false}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) verdict = check (rows[i].text, "2025-10-15");
      g_autofree char *canonical = jc_json_to_canonical (verdict);

      g_assert_cmpstr (canonical, ==, rows[i].canonical);
    }
}

static void
without_today_cb (void)
{
  g_autoptr (JsonNode) verdict = check ("220102202510160018", NULL);

  g_assert_true (jc_json_get_boolean (jc_json_as_object (verdict), "valid", FALSE));
}

/* Every single wrong digit and every swap of neighbours has to be found. */
static void
check_digit_cb (void)
{
  const char *id = "220102198701020019";

  for (gsize i = 0; i < strlen (id); i++)
    for (char c = '0'; c <= '9'; c++)
      {
        g_autofree char *wrong = g_strdup (id);
        g_autoptr (JsonNode) verdict = NULL;

        wrong[i] = c;
        verdict = check (wrong, "2025-10-15");
        g_assert_cmpint (jc_json_get_boolean (jc_json_as_object (verdict), "valid", FALSE), ==,
                         id[i] == c);
      }

  for (gsize i = 0; i + 1 < strlen (id); i++)
    {
      g_autofree char *wrong = g_strdup (id);
      g_autoptr (JsonNode) verdict = NULL;

      wrong[i] = id[i + 1];
      wrong[i + 1] = id[i];
      verdict = check (wrong, "2025-10-15");
      g_assert_cmpint (jc_json_get_boolean (jc_json_as_object (verdict), "valid", FALSE), ==,
                       id[i] == id[i + 1]);
    }
}

static void
words_cb (void)
{
  assert_words ("resident_id", "length", "22010219870102001", "少 1 位：应为 18 位，现有 17 位。",
                "One character short: 18 are needed, 17 are there.");
  assert_words ("resident_id", "length", "22010219870102001234",
                "多 2 位：应为 18 位，现有 20 位。",
                "2 characters too many: 18 are needed, 20 are there.");
  assert_words ("resident_id", "check_digit", "22010219870102001x",
                "校验码不对：最后一位应为 9，现为 X，多半是抄错了一位，照证件逐位核对。",
                "The check character does not fit: it should be 9 and is X. Most likely one digit "
                "was copied wrongly, compare each with the card.");
  assert_words ("resident_id", "charset", "220102O98701020158",
                "第 7 位是“O”：前 17 位只能是数字，照证件改正。",
                "Character 7 is “O”: the first 17 characters are digits, correct it from the "
                "card.");
  assert_words ("resident_id", "charset", "22010219870102001Y",
                "第 18 位是“Y”：最后一位只能是数字或 X，照证件改正。",
                "Character 18 is “Y”: the last character is a digit or X, correct it from the "
                "card.");
}

int
main (int argc, char *argv[])
{
  static const JcFormatOptions options = { "2025-10-15", NULL };

  g_test_init (&argc, &argv, NULL);
  add_format_cases ("resident_id", &options, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/model/resident_id/legacy", legacy_cb);
  g_test_add_func ("/model/resident_id/without-today", without_today_cb);
  g_test_add_func ("/model/resident_id/one-wrong-digit", check_digit_cb);
  g_test_add_func ("/model/resident_id/words", words_cb);

  return g_test_run ();
}
