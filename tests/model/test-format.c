/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "format-cases.h"

#include <string.h>

#define SEED 20251009
#define N_ROUNDS 3000
#define MAX_BYTES (64 * 1024)

static void
names_cb (void)
{
  static const char *const expected[] = {
    "area",        "bank_account", "date",        "email",       "headcount", "integer", "money",
    "person_name", "phone",        "postal_code", "resident_id", "uscc",      "width",   NULL,
  };
  const char *const *names = jc_format_get_names ();

  g_assert_cmpuint (g_strv_length ((char **)names), ==, g_strv_length ((char **)expected));
  for (gsize i = 0; expected[i] != NULL; i++)
    {
      g_assert_cmpstr (names[i], ==, expected[i]);
      g_assert_true (jc_format_exists (names[i]));
    }
}

static void
unknown_cb (void)
{
  g_autoptr (JsonNode) verdict = jc_format_check ("fax", "1", NULL);
  g_autoptr (JcText) no_format = jc_format_dup_message ("fax", "empty", "");
  g_autoptr (JcText) no_code = jc_format_dup_message ("phone", "fax", "");
  g_autofree char *normal = jc_format_dup_normal ("fax", NULL);

  g_assert_false (jc_format_exists ("fax"));
  g_assert_false (jc_format_exists (NULL));
  g_assert_null (verdict);
  g_assert_null (no_format);
  g_assert_null (no_code);
  g_assert_null (normal);
  g_assert_null (jc_format_get_codes ("fax"));
}

/* Text of every kind that a message may meet, with its code or without. */
static const char *const any_text[] = {
  "",
  "1",
  "12345678",
  "13900000001",
  "220102870102151",
  "220102198701020019",
  "91220104MA0X1234XB",
  "李明",
  "\xFF\xFE",
  "%s%n{}",
};

static void
assert_plain (const char *words, gboolean chinese)
{
  static const char *const unwanted_zh[] = { "无效", "非法", "请", "抱歉", "系统错误" };
  static const char *const unwanted_en[] = { "nvalid", "llegal", "lease", "orry" };

  g_assert_nonnull (words);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpint (strlen (words), >, 8);
  g_assert_true (g_str_has_suffix (words, chinese ? "。" : "."));
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted_zh); i++)
    g_assert_null (strstr (words, unwanted_zh[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted_en); i++)
    g_assert_null (strstr (words, unwanted_en[i]));
}

static void
messages_cb (gconstpointer data)
{
  const char        *format = data;
  const char *const *codes = jc_format_get_codes (format);

  g_assert_true (g_strv_contains (codes, "length"));
  for (gsize i = 0; codes[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (any_text); j++)
      {
        g_autoptr (JcText) message = jc_format_dup_message (format, codes[i], any_text[j]);

        g_assert_nonnull (message);
        assert_plain (message->zh, TRUE);
        assert_plain (message->en, FALSE);
        g_assert_cmpstr (message->zh, !=, message->en);
      }
}

static void
assert_code (const char *format, const char *text, const char *first, const char *second)
{
  g_autoptr (JsonNode) verdict = jc_format_check (format, text, NULL);
  const char *code = jc_json_get_string (jc_json_as_object (verdict), "code", "valid");

  g_assert_true (g_str_equal (code, first) || g_str_equal (code, second));
}

static void
too_long_cb (gconstpointer data)
{
  static const char fills[] = "0x- ,.";
  const char       *format = data;

  for (gsize i = 0; i < strlen (fills); i++)
    {
      g_autofree char *allowed = g_strnfill (MAX_BYTES, fills[i]);
      g_autofree char *over = g_strnfill (MAX_BYTES + 1, fills[i]);
      g_autoptr (JsonNode) verdict = jc_format_check (format, allowed, NULL);

      g_assert_nonnull (verdict);
      assert_code (format, over, "length", "length");
    }
}

/* Combining marks in reverse order are what makes Unicode normalisation slow. */
static void
marks_cb (gconstpointer data)
{
  const char      *format = data;
  GString         *text = g_string_new ("1");
  g_autofree char *typed = NULL;
  g_autoptr (JsonNode) verdict = NULL;

  while (text->len + 4 < MAX_BYTES)
    g_string_append (text, text->len < MAX_BYTES / 2 ? "\xCC\x81" : "\xCC\xA3");
  typed = g_string_free (text, FALSE);
  verdict = jc_format_check (format, typed, NULL);

  g_assert_nonnull (verdict);
}

static void
not_utf8_cb (gconstpointer data)
{
  static const char *const texts[] = { "1\xFF", "\xC0\x80", "\xED\xA0\x80", "100\xE5\xB9" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_code (data, texts[i], "charset", "format");
}

static void
append_piece (GString *text, GRand *rand)
{
  static const char *const pieces[] = {
    "0",  "1",  "9",  "86", "0431",         "13",           "+",  "-",    "--", ",",    ".",
    "/",  "@",  "x",  "X",  "转",           "约",           "至", "人",   "名", "以上", "年",
    "月", "日", "m",  "m2", "㎡",           "平方米",       "元", "万元", "·",  "李",   "𬱖",
    "A",  "é",  "（", "１", "\xE3\x80\x80", "\xE2\x80\x8B", " ",  "￥",
  };
  int kind = g_rand_int_range (rand, 0, 8);

  if (kind == 0)
    g_string_append_c (text, (char)g_rand_int_range (rand, 1, 256));
  else if (kind == 1)
    g_string_append_unichar (text, (gunichar)g_rand_int_range (rand, 1, 0xD800));
  else
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
}

static void
assert_sound (const char *format, const char *text)
{
  g_autoptr (JsonNode) verdict = jc_format_check (format, text, NULL);
  g_autofree char *normal = jc_format_dup_normal (format, verdict);
  JsonObject      *object = jc_json_as_object (verdict);

  g_assert_nonnull (object);
  if (jc_json_get_boolean (object, "valid", FALSE))
    {
      g_autoptr (JsonNode) again = jc_format_check (format, normal, NULL);

      g_assert_nonnull (normal);
      g_assert_false (json_object_has_member (object, "code"));
      if (!g_str_equal (format, "money"))
        {
          g_autofree char *normal_again = jc_format_dup_normal (format, again);

          g_assert_cmpstr (normal_again, ==, normal);
        }
    }
  else
    {
      const char *code = jc_json_get_string (object, "code", NULL);
      g_autoptr (JcText) message = jc_format_dup_message (format, code, text);

      g_assert_nonnull (code);
      g_assert_true (g_strv_contains (jc_format_get_codes (format), code));
      g_assert_nonnull (message);
      assert_plain (message->zh, TRUE);
      g_assert_null (normal);
    }
}

/* Whatever comes, there is a verdict with words, and a normal form is its own normal form. */
static void
random_cb (gconstpointer data)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GString         *text = g_string_new (NULL);
      int              n_pieces = g_rand_int_range (rand, 0, 14);
      g_autofree char *typed = NULL;

      for (int j = 0; j < n_pieces; j++)
        append_piece (text, rand);
      typed = g_string_free (text, FALSE);
      assert_sound (data, typed);
    }

  g_rand_free (rand);
}

/* A verdict that came from elsewhere need not have the members it should. */
static void
strange_verdict_cb (gconstpointer data)
{
  static const char *const verdicts[] = {
    "null",
    "[]",
    "{}",
    "{\"valid\":true}",
    "{\"valid\":\"true\",\"normalized\":\"1\"}",
    "{\"valid\":true,\"normalized\":[],\"iso\":{},\"display\":null,\"m2\":[],\"fen\":{},\"min\":"
    "\"x\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (JsonNode) verdict = jc_json_parse (verdicts[i], -1, NULL);
      g_autofree char *normal = jc_format_dup_normal (data, verdict);

      g_assert_null (normal);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char   *name;
    GTestDataFunc test;
  } walks[] = {
    { "messages", messages_cb },     { "too-long", too_long_cb },
    { "combining-marks", marks_cb }, { "not-utf8", not_utf8_cb },
    { "random", random_cb },         { "strange-verdict", strange_verdict_cb },
  };
  const char *const *names = jc_format_get_names ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/format/names", names_cb);
  g_test_add_func ("/model/format/unknown", unknown_cb);
  for (gsize i = 0; names[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (walks); j++)
      {
        g_autofree char *path = g_strdup_printf ("/model/format/%s/%s", names[i], walks[j].name);

        g_test_add_data_func (path, names[i], walks[j].test);
      }

  return g_test_run ();
}
