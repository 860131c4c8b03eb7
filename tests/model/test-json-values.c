/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"

#include <math.h>
#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* --- Numbers --- */

static const struct
{
  const char *path;
  const char *text;
  const char *canonical;
  gboolean    is_integer;
} numbers[] = {
  { "/model/json-values/number/zero", "0", "0", TRUE },
  { "/model/json-values/number/minus-zero", "-0", "0", TRUE },
  { "/model/json-values/number/minus-zero-point", "-0.0e5", "0", TRUE },
  { "/model/json-values/number/one-point-zero", "1.0", "1", TRUE },
  { "/model/json-values/number/exponent-integer", "1E3", "1000", TRUE },
  { "/model/json-values/number/fraction", "-1.50", "-1.5", FALSE },
  { "/model/json-values/number/tenth", "0.1", "0.1", FALSE },
  { "/model/json-values/number/sum-of-tenths", "0.30000000000000004", "0.30000000000000004",
    FALSE },
  { "/model/json-values/number/safe", "9007199254740991", "9007199254740991", TRUE },
  { "/model/json-values/number/safe-limit", "9007199254740992", "9007199254740992", TRUE },
  { "/model/json-values/number/past-safe", "9007199254740993", "9007199254740992", TRUE },
  { "/model/json-values/number/unsafe", "9007199254740994", "9007199254740994", FALSE },
  { "/model/json-values/number/safe-negative", "-9007199254740992", "-9007199254740992", TRUE },
  { "/model/json-values/number/int64", "9223372036854775807", "9223372036854776000", FALSE },
  { "/model/json-values/number/int64-negative", "-9223372036854775809", "-9223372036854776000",
    FALSE },
  { "/model/json-values/number/e20", "100000000000000000000", "100000000000000000000", FALSE },
  { "/model/json-values/number/below-e21", "999999999999999900000", "999999999999999900000",
    FALSE },
  { "/model/json-values/number/e21", "1000000000000000000000", "1e+21", FALSE },
  { "/model/json-values/number/e23", "1e23", "1e+23", FALSE },
  { "/model/json-values/number/micro", "0.000001", "0.000001", FALSE },
  { "/model/json-values/number/below-micro", "0.0000001", "1e-7", FALSE },
  { "/model/json-values/number/below-micro-long", "0.00000123", "0.00000123", FALSE },
  { "/model/json-values/number/largest", "1.7976931348623157e308", "1.7976931348623157e+308",
    FALSE },
  { "/model/json-values/number/half-to-largest", "1.7976931348623158e308",
    "1.7976931348623157e+308", FALSE },
  { "/model/json-values/number/smallest", "5e-324", "5e-324", FALSE },
  { "/model/json-values/number/smallest-negative", "-4.94065645841247e-324", "-5e-324", FALSE },
  { "/model/json-values/number/smallest-normal", "2.2250738585072014e-308",
    "2.2250738585072014e-308", FALSE },
  { "/model/json-values/number/largest-subnormal", "2.225073858507201e-308",
    "2.225073858507201e-308", FALSE },
  { "/model/json-values/number/underflow", "1e-999", "0", TRUE },
  { "/model/json-values/number/underflow-negative", "-1e-400", "0", TRUE },
  /* A power of two whose nearest decimal of 16 digits does not read back, but the next one does. */
  { "/model/json-values/number/power-of-two", "5.684341886080802e-14", "5.684341886080802e-14",
    FALSE },
  { "/model/json-values/number/rfc8785-sample", "333333333.33333329", "333333333.3333333", FALSE },
  { "/model/json-values/number/rfc8785-4.50", "4.50", "4.5", FALSE },
  { "/model/json-values/number/rfc8785-2e-3", "2e-3", "0.002", FALSE },
  { "/model/json-values/number/rfc8785-27", "0.000000000000000000000000001", "1e-27", FALSE },
  { "/model/json-values/number/half-way", "1424953923781206.25", "1424953923781206.2", FALSE },
};

static void
test_number (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = parse (numbers[i].text);
  g_autofree char *canonical = jc_json_to_canonical (node);

  g_assert_cmpstr (canonical, ==, numbers[i].canonical);
  g_assert_cmpint (json_node_get_value_type (node), ==,
                   numbers[i].is_integer ? G_TYPE_INT64 : G_TYPE_DOUBLE);
}

/* RFC 8785, appendix B: the bits of doubles and their forms. */
static const struct
{
  guint64     bits;
  const char *canonical;
} doubles[] = {
  { 0x0000000000000000, "0" },
  { 0x8000000000000000, "0" },
  { 0x0000000000000001, "5e-324" },
  { 0x8000000000000001, "-5e-324" },
  { 0x7fefffffffffffff, "1.7976931348623157e+308" },
  { 0xffefffffffffffff, "-1.7976931348623157e+308" },
  { 0x4340000000000000, "9007199254740992" },
  { 0xc340000000000000, "-9007199254740992" },
  { 0x4430000000000000, "295147905179352830000" },
  { 0x44b52d02c7e14af5, "9.999999999999997e+22" },
  { 0x44b52d02c7e14af6, "1e+23" },
  { 0x44b52d02c7e14af7, "1.0000000000000001e+23" },
  { 0x444b1ae4d6e2ef4e, "999999999999999700000" },
  { 0x444b1ae4d6e2ef4f, "999999999999999900000" },
  { 0x444b1ae4d6e2ef50, "1e+21" },
  { 0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7" },
  { 0x3eb0c6f7a0b5ed8d, "0.000001" },
  { 0x41b3de4355555553, "333333333.3333332" },
  { 0x41b3de4355555556, "333333333.3333334" },
  { 0x41b3de4355555557, "333333333.33333343" },
  { 0xbecbf647612f3696, "-0.0000033333333333333333" },
  { 0x43143ff3c1cb0959, "1424953923781206.2" },
};

static void
test_rfc8785_doubles (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doubles); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *canonical = NULL;
      double           value;

      memcpy (&value, &doubles[i].bits, sizeof value);
      node = json_node_init_double (json_node_alloc (), value);
      canonical = jc_json_to_canonical (node);
      g_assert_cmpstr (canonical, ==, doubles[i].canonical);
    }
}

/* Any double survives, and no decimal of fewer digits would do. */
static void
test_random_doubles (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);

  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = ((guint64)g_rand_int (rand) << 32) | g_rand_int (rand);
      double  value;
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *canonical = NULL;

      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      node = json_node_init_double (json_node_alloc (), value);
      canonical = jc_json_to_canonical (node);
      g_assert_true (g_ascii_strtod (canonical, NULL) == value);
    }
}

/* --- Forms --- */

static void
test_pretty (void)
{
  g_autoptr (JsonNode) node = parse ("{\"b\":[],\"a\":[1,{\"c\":{}}]}");
  g_autofree char *pretty = jc_json_to_pretty (node);

  g_assert_cmpstr (pretty, ==,
                   "{\n  \"a\": [\n    1,\n    {\n      \"c\": {}\n    }\n  ],\n  \"b\": []\n}");
}

static void
test_sha256 (void)
{
  g_autoptr (JsonNode) node = parse (" { } ");
  g_autofree char *digest = jc_json_dup_sha256 (node);

  g_assert_cmpstr (digest, ==, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}

static const struct
{
  const char *a; /* NULL: no node */
  const char *b;
  gboolean    equal;
} pairs[] = {
  { NULL, NULL, TRUE },
  { NULL, "null", TRUE },
  { NULL, "false", FALSE },
  { "1", "1.0", TRUE },
  { "0", "-0", TRUE },
  { "1", "\"1\"", FALSE },
  { "1", "true", FALSE },
  { "\"a\"", "\"\\u0061\"", TRUE },
  { "[1,2]", "[2,1]", FALSE },
  { "[1]", "[1,1]", FALSE },
  { "{\"a\":1,\"b\":[{}]}", "{\"b\":[{}],\"a\":1}", TRUE },
  { "{\"a\":null}", "{}", FALSE },
  { "{\"a\":null}", "{\"b\":null}", FALSE },
  { "{}", "[]", FALSE },
};

static void
test_equal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (JsonNode) a = pairs[i].a != NULL ? parse (pairs[i].a) : NULL;
      g_autoptr (JsonNode) b = pairs[i].b != NULL ? parse (pairs[i].b) : NULL;

      g_assert_cmpint (jc_json_equal (a, b), ==, pairs[i].equal);
      g_assert_cmpint (jc_json_equal (b, a), ==, pairs[i].equal);
    }
}

static void
test_copy (void)
{
  g_autoptr (JsonNode) node = parse ("{\"b\":[1,\"x\",null],\"a\":{\"c\":1.5}}");
  g_autoptr (JsonNode) copy = jc_json_copy (node);
  g_autoptr (JsonNode) nothing = jc_json_copy (NULL);

  g_assert_true (jc_json_equal (node, copy));
  g_assert_false (json_node_is_immutable (copy));
  g_assert_true (JSON_NODE_HOLDS_NULL (nothing));
  json_object_set_int_member (jc_json_get_object (json_node_get_object (copy), "a"), "c", 2);
  g_assert_false (jc_json_equal (node, copy));
}

/* RFC 7396, appendix A, and what a NULL means. */
static const struct
{
  const char *target;
  const char *patch;
  const char *result;
} patches[] = {
  { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
  { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
  { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
  { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
  { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
  { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
  { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
  { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
  { "{\"a\":\"foo\"}", "null", "null" },
  { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
  { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
  { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
  { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
  { NULL, "{\"a\":null,\"b\":1}", "{\"b\":1}" },
  { "{\"a\":1}", NULL, "{\"a\":1}" },
  { NULL, NULL, "null" },
};

static void
test_merge_patch (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autoptr (JsonNode) target = patches[i].target != NULL ? parse (patches[i].target) : NULL;
      g_autoptr (JsonNode) patch = patches[i].patch != NULL ? parse (patches[i].patch) : NULL;
      g_autoptr (JsonNode) expected = parse (patches[i].result);
      g_autoptr (JsonNode) result = jc_json_merge_patch (target, patch);

      g_assert_true (jc_json_equal (result, expected));
      g_assert_false (json_node_is_immutable (result));
    }
}

/* --- Reading untrusted objects --- */

static void
test_getters (void)
{
  g_autoptr (JsonNode) node
      = parse ("{\"s\":\"x\",\"i\":3,\"d\":2.5,\"big\":1e300,\"b\":true,\"o\":{\"zh\":\"甲\"},"
               "\"a\":[1],\"n\":null}");
  JsonObject *object = jc_json_as_object (node);

  g_assert_cmpstr (jc_json_get_string (object, "s", NULL), ==, "x");
  g_assert_cmpstr (jc_json_get_string (object, "i", "none"), ==, "none");
  g_assert_null (jc_json_get_string (object, "absent", NULL));
  g_assert_cmpint (jc_json_get_int (object, "i", -1), ==, 3);
  g_assert_cmpint (jc_json_get_int (object, "d", -1), ==, -1);
  g_assert_cmpint (jc_json_get_int (object, "big", -1), ==, -1);
  g_assert_cmpint (jc_json_get_int (object, "s", -1), ==, -1);
  g_assert_cmpfloat (jc_json_get_double (object, "d", 0), ==, 2.5);
  g_assert_cmpfloat (jc_json_get_double (object, "i", 0), ==, 3);
  g_assert_cmpfloat (jc_json_get_double (object, "n", 7), ==, 7);
  g_assert_true (jc_json_get_boolean (object, "b", FALSE));
  g_assert_true (jc_json_get_boolean (object, "i", TRUE));
  g_assert_nonnull (jc_json_get_object (object, "o"));
  g_assert_null (jc_json_get_object (object, "a"));
  g_assert_nonnull (jc_json_get_array (object, "a"));
  g_assert_null (jc_json_get_array (object, "o"));
  g_assert_null (jc_json_get_array (NULL, "o"));
  g_assert_cmpstr (jc_json_get_string (NULL, "s", "none"), ==, "none");
  g_assert_null (jc_json_as_object (NULL));
  g_assert_null (jc_json_as_string (node));
}

static void
test_words (void)
{
  g_autoptr (JsonNode) node
      = parse ("{\"both\":{\"zh\":\"甲\",\"en\":\"a\"},\"one\":{\"zh\":\"甲\"},\"plain\":\"x\","
               "\"neither\":{\"fr\":\"a\"},\"number\":1}");
  JsonObject *object = jc_json_as_object (node);
  g_autoptr (JcText) both = jc_json_dup_text (object, "both");
  g_autoptr (JcText) one = jc_json_dup_text (object, "one");
  g_autoptr (JcText) plain = jc_json_dup_text (object, "plain");
  g_autoptr (JsonNode) back = jc_text_to_json (both);
  g_autoptr (JsonNode) nothing = jc_text_to_json (NULL);

  g_assert_cmpstr (both->en, ==, "a");
  g_assert_null (one->en);
  g_assert_cmpstr (plain->zh, ==, "x");
  g_assert_cmpstr (plain->en, ==, "x");
  g_assert_null (jc_json_dup_text (object, "neither"));
  g_assert_null (jc_json_dup_text (object, "number"));
  g_assert_null (jc_json_dup_text (object, "absent"));
  g_assert_true (jc_json_equal (back, json_object_get_member (object, "both")));
  g_assert_true (JSON_NODE_HOLDS_NULL (nothing));
}

static void
test_blank (void)
{
  static const char *const blank[] = { "null", "\"\"", "[]", "{}" };
  static const char *const filled[] = { "0", "false", "\" \"", "[null]", "{\"a\":null}", "0.5" };

  g_assert_true (jc_json_is_blank (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    {
      g_autoptr (JsonNode) node = parse (blank[i]);

      g_assert_true (jc_json_is_blank (node));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      g_autoptr (JsonNode) node = parse (filled[i]);

      g_assert_false (jc_json_is_blank (node));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_test_add_data_func (numbers[i].path, GSIZE_TO_POINTER (i), test_number);
  g_test_add_func ("/model/json-values/number/rfc8785-doubles", test_rfc8785_doubles);
  g_test_add_func ("/model/json-values/number/random", test_random_doubles);
  g_test_add_func ("/model/json-values/pretty", test_pretty);
  g_test_add_func ("/model/json-values/sha256", test_sha256);
  g_test_add_func ("/model/json-values/equal", test_equal);
  g_test_add_func ("/model/json-values/copy", test_copy);
  g_test_add_func ("/model/json-values/merge-patch", test_merge_patch);
  g_test_add_func ("/model/json-values/getters", test_getters);
  g_test_add_func ("/model/json-values/words", test_words);
  g_test_add_func ("/model/json-values/blank", test_blank);

  return g_test_run ();
}
