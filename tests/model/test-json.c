/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"

#include <string.h>

#define NO_ERROR (-1)
#define SYNTAX JC_MODEL_ERROR_SYNTAX
#define TOO_LARGE JC_MODEL_ERROR_TOO_LARGE

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* --- Accepted, with the canonical form, and refused, with the place --- */

static const struct
{
  const char *path;
  const char *text;
  const char *canonical;
} accepted[] = {
  { "/model/json/accepted/null", "null", "null" },
  { "/model/json/accepted/true", " \t\r\ntrue\n", "true" },
  { "/model/json/accepted/false", "false", "false" },
  { "/model/json/accepted/empty-array", "[ ]", "[]" },
  { "/model/json/accepted/empty-object", "{ }", "{}" },
  { "/model/json/accepted/nested", "[ [ { \"a\" : [ 1 , 2 ] } ] ]", "[[{\"a\":[1,2]}]]" },
  { "/model/json/accepted/empty-name", "{\"\":\"\"}", "{\"\":\"\"}" },
  { "/model/json/accepted/escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"",
    "\"\\\"\\\\/\\b\\f\\n\\r\\tA\"" },
  { "/model/json/accepted/control", "\"\\u0001\\u000B\\u001F\\u007f\"",
    "\"\\u0001\\u000b\\u001f\x7f\"" },
  { "/model/json/accepted/pair", "\"\\uD83D\\uDE00\"", "\"😀\"" },
  { "/model/json/accepted/noncharacter", "\"\\uFFFF\\uFDD0\"", "\"\xEF\xBF\xBF\xEF\xB7\x90\"" },
  { "/model/json/accepted/chinese", "\"匠册\"", "\"匠册\"" },
  { "/model/json/accepted/line-separator", "\"\\u2028\"", "\"\xE2\x80\xA8\"" },
  { "/model/json/accepted/order", "{\"b\":1,\"a\":2,\"\":3,\"10\":4,\"1\":5,\"A\":6}",
    "{\"\":3,\"1\":5,\"10\":4,\"A\":6,\"a\":2,\"b\":1}" },
  /* U+10000 is written with surrogates, which stand before U+E000 and U+FFFF but after U+D7FF. */
  { "/model/json/accepted/utf16-order",
    "{\"\\uFFFF\":1,\"\\uE000\":2,\"\\uD800\\uDC00\":3,\"\\uD7FF\":4}",
    "{\"\xED\x9F\xBF\":4,\"\xF0\x90\x80\x80\":3,\"\xEE\x80\x80\":2,\"\xEF\xBF\xBF\":1}" },
  { "/model/json/accepted/composed-and-not", "{\"\\u00e9\":1,\"e\\u0301\":2}",
    "{\"e\xCC\x81\":2,\"\xC3\xA9\":1}" },
};

static void
test_accepted (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = parse (accepted[i].text);
  g_autofree char *canonical = jc_json_to_canonical (node);
  g_autofree char *pretty = jc_json_to_pretty (node);
  g_autoptr (JsonNode) again = parse (pretty);

  g_assert_cmpstr (canonical, ==, accepted[i].canonical);
  g_assert_true (json_node_is_immutable (node));
  g_assert_true (jc_json_equal (node, again));
}

static const struct
{
  const char *path;
  const char *text;
  const char *place; /* at which the English message starts */
} refused[] = {
  { "/model/json/refused/nothing", "", "line 1, column 1:" },
  { "/model/json/refused/space", " \n ", "line 2, column 2:" },
  { "/model/json/refused/single-quotes", "{'a':1}", "line 1, column 2:" },
  { "/model/json/refused/bare-name", "{a:1}", "line 1, column 2:" },
  { "/model/json/refused/number-as-name", "{1:1}", "line 1, column 2:" },
  { "/model/json/refused/comment", "[1] // one", "line 1, column 5:" },
  { "/model/json/refused/block-comment", "[/**/1]", "line 1, column 2:" },
  { "/model/json/refused/trailing-comma", "[1,]", "line 1, column 4:" },
  { "/model/json/refused/trailing-comma-object", "{\"a\":1,}", "line 1, column 8:" },
  { "/model/json/refused/leading-comma", "[,1]", "line 1, column 2:" },
  { "/model/json/refused/trailing-text", "{} x", "line 1, column 4:" },
  { "/model/json/refused/two-values", "1 2", "line 1, column 3:" },
  { "/model/json/refused/no-colon", "{\"a\" 1}", "line 1, column 6:" },
  { "/model/json/refused/no-comma", "[1\n 2]", "line 2, column 2:" },
  { "/model/json/refused/open-array", "[1,\n2", "line 2, column 2:" },
  { "/model/json/refused/open-object", "{\"a\":", "line 1, column 6:" },
  { "/model/json/refused/wrong-bracket", "[1}", "line 1, column 3:" },
  { "/model/json/refused/open-string", "\"abc", "line 1, column 5:" },
  { "/model/json/refused/duplicate", "{\"a\":1,\n \"a\":1}", "line 2, column 2:" },
  { "/model/json/refused/duplicate-escaped", "{\"a\":1,\"\\u0061\":1}", "line 1, column 8:" },
  { "/model/json/refused/capital-word", "[True]", "line 1, column 2:" },
  { "/model/json/refused/cut-word", "[nul]", "line 1, column 2:" },
  { "/model/json/refused/nan", "NaN", "line 1, column 1:" },
  { "/model/json/refused/infinity", "-Infinity", "line 1, column 2:" },
  { "/model/json/refused/plus", "+1", "line 1, column 1:" },
  { "/model/json/refused/leading-zero", "-012", "line 1, column 2:" },
  { "/model/json/refused/point-first", ".5", "line 1, column 1:" },
  { "/model/json/refused/point-last", "[1.]", "line 1, column 4:" },
  { "/model/json/refused/exponent-empty", "[1e]", "line 1, column 4:" },
  { "/model/json/refused/exponent-sign", "1e+", "line 1, column 4:" },
  { "/model/json/refused/hex", "0x1f", "line 1, column 2:" },
  { "/model/json/refused/overflow", "[1e400]", "line 1, column 2:" },
  { "/model/json/refused/overflow-negative", "-1e309", "line 1, column 1:" },
  { "/model/json/refused/half-to-overflow", "1.7976931348623159e308", "line 1, column 1:" },
  { "/model/json/refused/tab-in-string", "\"a\tb\"", "line 1, column 3:" },
  { "/model/json/refused/newline-in-string", "\"a\nb\"", "line 1, column 3:" },
  { "/model/json/refused/escape", "\"\\a\"", "line 1, column 3:" },
  { "/model/json/refused/escape-capital", "\"\\U0041\"", "line 1, column 3:" },
  { "/model/json/refused/hex-short", "\"\\u12g4\"", "line 1, column 4:" },
  { "/model/json/refused/escape-at-end", "\"\\", "line 1, column 3:" },
  { "/model/json/refused/escaped-nul", "\"\\u0000\"", "line 1, column 4:" },
  { "/model/json/refused/high-alone", "\"\\uD800\"", "line 1, column 4:" },
  { "/model/json/refused/low-alone", "\"\\uDC00\"", "line 1, column 4:" },
  { "/model/json/refused/high-twice", "\"\\uD800\\uD800\"", "line 1, column 4:" },
  { "/model/json/refused/low-first", "\"\\uDC00\\uD800\"", "line 1, column 4:" },
  { "/model/json/refused/byte-order-mark", "\xEF\xBB\xBF{}", "line 1, column 1:" },
  { "/model/json/refused/utf8-cut", "\"\xE5\x8C\"", "line 1, column 2:" },
  { "/model/json/refused/utf8-overlong", "\"\xC0\xAF\"", "line 1, column 2:" },
  { "/model/json/refused/utf8-surrogate", "\"\xED\xA0\x80\"", "line 1, column 2:" },
  { "/model/json/refused/utf8-too-high", "\"\xF4\x90\x80\x80\"", "line 1, column 2:" },
  { "/model/json/refused/no-break-space",
    "[1,\xC2\xA0"
    "2]",
    "line 1, column 4:" },
  { "/model/json/refused/form-feed", "[\f]", "line 1, column 2:" },
  /* A column is a character: 匠册 takes two, not six. */
  { "/model/json/refused/after-chinese", "[\"匠册\" x]", "line 1, column 7:" },
};

static void
test_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (refused[i].text, -1, &error);
  g_autoptr (JcText) text = NULL;

  g_assert_null (node);
  g_assert_error (error, JC_MODEL_ERROR, SYNTAX);
  text = jc_error_dup_text (error);
  if (!g_str_has_prefix (text->en, refused[i].place))
    g_error ("%s: %s", refused[i].path, text->en);
  g_assert_true (g_str_has_prefix (text->zh, "第 "));
  g_assert_null (jc_json_parse (refused[i].text, -1, NULL));
}

/* --- Bounds --- */

static char *
nest (const char *open, const char *inner, const char *close, guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
assert_parse (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, &error);

  if (code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, JC_MODEL_ERROR, code);
  g_assert_true ((node == NULL) == (error != NULL));
}

static void
test_depth (void)
{
  g_autofree char *arrays = nest ("[", "", "]", JC_JSON_MAX_DEPTH);
  g_autofree char *scalar_inside = nest ("[", "1", "]", JC_JSON_MAX_DEPTH);
  g_autofree char *too_deep = nest ("[", "", "]", JC_JSON_MAX_DEPTH + 1);
  g_autofree char *objects = nest ("{\"a\":", "1", "}", JC_JSON_MAX_DEPTH);
  g_autofree char *objects_too_deep = nest ("{\"a\":", "{}", "}", JC_JSON_MAX_DEPTH);
  g_autofree char *very_deep = nest ("[", "", "", 1000000);

  assert_parse (arrays, NO_ERROR);
  assert_parse (scalar_inside, NO_ERROR);
  assert_parse (too_deep, TOO_LARGE);
  assert_parse (objects, NO_ERROR);
  assert_parse (objects_too_deep, TOO_LARGE);
  assert_parse (very_deep, TOO_LARGE);
}

static void
test_long_string (void)
{
  gsize            length = 10 * 1000 * 1000;
  g_autofree char *text = g_malloc (length + 3);
  g_autofree char *canonical = NULL;
  g_autoptr (JsonNode) node = NULL;

  memset (text, 'x', length + 2);
  text[0] = text[length + 1] = '"';
  text[length + 2] = '\0';
  node = parse (text);
  canonical = jc_json_to_canonical (node);
  g_assert_cmpmem (canonical, strlen (canonical), text, length + 2);
}

static void
test_size (void)
{
  g_autofree char *text = g_malloc (JC_JSON_MAX_BYTES + 2);

  memset (text, ' ', JC_JSON_MAX_BYTES + 1);
  text[0] = '1';
  text[JC_JSON_MAX_BYTES] = '\0';
  assert_parse (text, NO_ERROR);
  text[JC_JSON_MAX_BYTES] = ' ';
  text[JC_JSON_MAX_BYTES + 1] = '\0';
  assert_parse (text, TOO_LARGE);
}

/* The array itself is a value too. */
static void
test_values (void)
{
  g_autoptr (GString) text = g_string_new ("[0");

  for (int i = 2; i < JC_JSON_MAX_VALUES; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  assert_parse (text->str, NO_ERROR);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",0]");
  assert_parse (text->str, TOO_LARGE);
}

/* 200,000 names take no time; a repeated one at the end is still found. */
static void
test_many_names (void)
{
  g_autoptr (GString) text = g_string_new ("{\"first\":0");

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, ",\"name%d\":%d", i, i);
  g_string_append_c (text, '}');
  assert_parse (text->str, NO_ERROR);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"first\":1}");
  assert_parse (text->str, SYNTAX);
}

/* "Ez" and "FY" have the same hash, and so have all texts of so many of either. */
static char *
make_colliding (guint n_names)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n_names; i++)
    {
      g_string_append (text, i == 0 ? "\"" : ",\"");
      for (guint bit = 0; bit < 6; bit++)
        g_string_append (text, (i >> bit) & 1 ? "Ez" : "FY");
      g_string_append (text, "\":0");
    }
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_colliding_names (void)
{
  g_autofree char *bearable = make_colliding (32);
  g_autofree char *flood = make_colliding (33);

  g_assert_cmpuint (g_str_hash ("EzFY"), ==, g_str_hash ("FYEz"));
  assert_parse (bearable, NO_ERROR);
  assert_parse (flood, TOO_LARGE);
}

/* Only @length bytes are read, and a NUL among them is no end. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse ("[12]xyz", 4, &error);
  g_autofree char *unterminated = g_memdup2 ("1234", 4);
  g_autoptr (JsonNode) number = jc_json_parse (unterminated, 4, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_cmpint (json_node_get_int (number), ==, 1234);
  g_assert_null (jc_json_parse ("1\0", 2, &error));
  g_assert_error (error, JC_MODEL_ERROR, SYNTAX);
  g_assert_null (jc_json_parse (NULL, 0, NULL));
}

/* --- Hostile bytes --- */

/* Whatever is done to a text, it is refused, or read so that its canonical form reads as the same.
 */
static void
test_mutations (void)
{
  static const char *const seeds[] = {
    "{\"a\":[1,-2.5e3,true,false,null,\"x\\n\\u00e9\\ud83d\\ude00\"],\"b\":{\"c\":{}},\"\":"
    "\"匠册\"}",
    "[[[[[]]]],{\"k\":\"v\",\"k2\":[0.1,1e21,1e-7]},\"\\\\\\\"\"]",
    "-1234567890.0987654321e-12",
  };
  static const char spice[] = "{}[]\",:\\u0eE+-.\x80\xC2\xED\xF4/ \t\n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (8785);
  guint n_read = 0;

  for (int i = 0; i < 60000; i++)
    {
      const char      *seed = seeds[g_rand_int_range (rand, 0, G_N_ELEMENTS (seeds))];
      gsize            length = strlen (seed);
      g_autofree char *text = g_memdup2 (seed, length);
      g_autoptr (JsonNode) node = NULL;

      for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, (gint32)length)]
            = g_rand_boolean (rand) ? spice[g_rand_int_range (rand, 0, sizeof spice - 1)]
                                    : (char)g_rand_int_range (rand, 0, 256);
      if (g_rand_int_range (rand, 0, 8) == 0)
        length = (gsize)g_rand_int_range (rand, 0, (gint32)length);

      node = jc_json_parse (text, (gssize)length, NULL);
      if (node != NULL)
        {
          g_autofree char *canonical = jc_json_to_canonical (node);
          g_autoptr (JsonNode) again = parse (canonical);
          g_autofree char *twice = jc_json_to_canonical (again);

          g_assert_cmpstr (canonical, ==, twice);
          g_assert_true (jc_json_equal (node, again));
          n_read++;
        }
    }

  g_assert_cmpuint (n_read, >, 1000);
  g_assert_cmpuint (n_read, <, 59000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    g_test_add_data_func (accepted[i].path, GSIZE_TO_POINTER (i), test_accepted);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_test_add_data_func (refused[i].path, GSIZE_TO_POINTER (i), test_refused);
  g_test_add_func ("/model/json/bounds/depth", test_depth);
  g_test_add_func ("/model/json/bounds/long-string", test_long_string);
  g_test_add_func ("/model/json/bounds/size", test_size);
  g_test_add_func ("/model/json/bounds/values", test_values);
  g_test_add_func ("/model/json/bounds/many-names", test_many_names);
  g_test_add_func ("/model/json/bounds/colliding-names", test_colliding_names);
  g_test_add_func ("/model/json/bounds/length", test_length);
  g_test_add_func ("/model/json/mutations", test_mutations);

  return g_test_run ();
}
