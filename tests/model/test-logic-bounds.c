/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-logic.h"

#include <string.h>

#define NO_ERROR (-1)

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* Evaluates and asserts that it ends with @code, or with none. */
static JsonNode *
apply_expecting (const char *rule_text, JsonNode *data, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rule = parse (rule_text);
  JcLogicEnv env = { 0 };
  JsonNode  *result = jc_logic_apply (rule, data, &env, &error);

  if (code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, JC_MODEL_ERROR, code);
  g_assert_true ((result == NULL) == (error != NULL));

  return result;
}

static void
assert_outcome (const char *rule, JsonNode *data, int code)
{
  g_autoptr (JsonNode) result = apply_expecting (rule, data, code);

  g_assert_true ((result != NULL) == (code == NO_ERROR));
}

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

/* {"a": [0, 0, …]} */
static JsonNode *
make_zeros (guint n_elements)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":[");

  for (guint i = 0; i < n_elements; i++)
    g_string_append (text, i == 0 ? "0" : ",0");
  g_string_append (text, "]}");

  return parse (text->str);
}

/* {"a": "xxx…"} */
static JsonNode *
make_text (gsize length)
{
  g_autofree char *string = g_strnfill (length, 'x');
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "a", string);

  return json_node_init_object (json_node_alloc (), object);
}

static void
test_unknown_operation (void)
{
  assert_outcome ("{\"fubar\":[]}", NULL, JC_MODEL_ERROR_INVALID);
  assert_outcome ("{\"\":[]}", NULL, JC_MODEL_ERROR_INVALID);
  assert_outcome ("[1,{\"+\":[{\"fubar\":1}]}]", NULL, JC_MODEL_ERROR_INVALID);
  assert_outcome ("{\"map\":[[1],{\"fubar\":1}]}", NULL, JC_MODEL_ERROR_INVALID);
  assert_outcome ("{\"map\":[[],{\"fubar\":1}]}", NULL, NO_ERROR);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest ("{\"!\":", "1", "}", JC_LOGIC_MAX_DEPTH);
  g_autofree char *too_deep = nest ("{\"!\":", "1", "}", JC_LOGIC_MAX_DEPTH + 1);
  g_autofree char *arrays = nest ("[", "", "]", JC_LOGIC_MAX_DEPTH);
  g_autofree char *arrays_too_deep = nest ("[", "", "]", JC_LOGIC_MAX_DEPTH + 1);

  assert_outcome (deepest, NULL, NO_ERROR);
  assert_outcome (too_deep, NULL, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (arrays, NULL, NO_ERROR);
  assert_outcome (arrays_too_deep, NULL, JC_MODEL_ERROR_TOO_LARGE);
}

/* Steps add up over evaluations with one environment. */
static void
test_steps (void)
{
  g_autoptr (JsonNode) rule = parse ("{\"!\":1}");
  g_autoptr (GError) error = NULL;
  JcLogicEnv env = { .n_steps = JC_LOGIC_MAX_STEPS - 1 };
  g_autoptr (JsonNode) last = jc_logic_apply (rule, NULL, &env, NULL);

  g_assert_nonnull (last);
  g_assert_cmpuint (env.n_steps, ==, JC_LOGIC_MAX_STEPS);
  g_assert_null (jc_logic_apply (rule, NULL, &env, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE);
  g_assert_cmpuint (env.n_steps, <=, JC_LOGIC_MAX_STEPS);
}

static void
test_many_elements (void)
{
  g_autoptr (JsonNode) thousand = make_zeros (1000);
  g_autoptr (JsonNode) million = make_zeros (1000000);

  assert_outcome ("{\"count\":[{\"var\":\"a\"},{\"==\":[{\"var\":\"\"},0]}]}", thousand, NO_ERROR);
  assert_outcome ("{\"count\":{\"var\":\"a\"}}", million, NO_ERROR);
  assert_outcome ("{\"count\":[{\"var\":\"a\"},true]}", million, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome ("{\"distinct\":[{\"var\":\"a\"}]}", million, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome ("{\"missing\":{\"var\":\"a\"}}", million, JC_MODEL_ERROR_TOO_LARGE);
}

/* Loops in loops, and cheap steps over big data, come to an end. */
static void
test_quadratic (void)
{
  g_autoptr (JsonNode) thousand = make_zeros (1000);
  g_autoptr (JsonNode) text = make_text (4 * 1024 * 1024);
  g_autofree char *looks = nest ("{\"map\":[[1,2,3,4],[", "{\"var\":\"\"}", "]]}", 9);
  g_autoptr (GString) searches = g_string_new ("[0");

  assert_outcome ("{\"reduce\":[{\"var\":\"a\"},{\"merge\":[{\"var\":\"accumulator\"},{\"var\":"
                  "\"accumulator\"},1]},[]]}",
                  thousand, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (looks, NULL, JC_MODEL_ERROR_TOO_LARGE);

  for (int i = 0; i < 200; i++)
    g_string_append (searches, ",{\"in\":[\"y\",{\"var\":\"a\"}]}");
  g_string_append_c (searches, ']');
  assert_outcome (searches->str, text, JC_MODEL_ERROR_TOO_LARGE);
}

/* The quotes count: a text of 2 bytes less than the bound is the longest. */
static void
test_output (void)
{
  g_autoptr (JsonNode) longest = make_text (JC_LOGIC_MAX_OUTPUT_BYTES - 2);
  g_autoptr (JsonNode) too_long = make_text (JC_LOGIC_MAX_OUTPUT_BYTES - 1);
  g_autoptr (JsonNode) half = make_text (JC_LOGIC_MAX_OUTPUT_BYTES / 2 + 1);

  assert_outcome ("{\"var\":\"a\"}", longest, NO_ERROR);
  assert_outcome ("{\"var\":\"a\"}", too_long, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome ("{\"!\":{\"var\":\"a\"}}", too_long, NO_ERROR);
  assert_outcome ("{\"cat\":[{\"var\":\"a\"}]}", half, NO_ERROR);
  assert_outcome ("{\"!\":{\"cat\":[{\"var\":\"a\"},{\"var\":\"a\"}]}}", half,
                  JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome ("[{\"var\":\"a\"},{\"var\":\"a\"}]", half, JC_MODEL_ERROR_TOO_LARGE);
}

/* An accumulator put into itself doubles: few nodes, endless text. */
static void
test_doubling (void)
{
  g_autoptr (JsonNode) data = make_zeros (40);
  const char      *texts = "{\"reduce\":[{\"var\":\"a\"},{\"cat\":[{\"var\":\"accumulator\"},"
                           "{\"var\":\"accumulator\"}]},\"x\"]}";
  const char      *arrays = "{\"reduce\":[{\"var\":\"a\"},[{\"var\":\"accumulator\"},"
                            "{\"var\":\"accumulator\"}],0]}";
  g_autofree char *as_text = g_strdup_printf ("{\"==\":[%s,\"x\"]}", arrays);
  g_autofree char *as_number = g_strdup_printf ("{\"-\":[%s]}", arrays);
  g_autofree char *as_path = g_strdup_printf ("{\"var\":[%s]}", arrays);
  g_autofree char *as_element = g_strdup_printf ("{\"distinct\":[[%s]]}", arrays);

  assert_outcome (texts, data, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (arrays, data, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (as_text, data, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (as_number, data, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (as_path, data, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (as_element, data, JC_MODEL_ERROR_TOO_LARGE);
}

/* Every turn puts an array and a scope around what was there: 50 turns make 100 levels. */
static void
test_wrapping (void)
{
  g_autoptr (JsonNode) fifty = make_zeros (50);
  g_autoptr (JsonNode) more = make_zeros (51);
  g_autoptr (JsonNode) many = make_zeros (20000);
  const char *wrap = "{\"!\":{\"reduce\":[{\"var\":\"a\"},[{\"var\":\"\"}],0]}}";
  const char *wrap_array = "{\"!\":{\"reduce\":[{\"var\":\"a\"},[{\"var\":\"accumulator\"}],0]}}";

  assert_outcome (wrap, fifty, NO_ERROR);
  assert_outcome (wrap, more, JC_MODEL_ERROR_TOO_LARGE);
  assert_outcome (wrap_array, many, JC_MODEL_ERROR_TOO_LARGE);
}

/* Data is never run as a rule. */
static void
test_data_is_no_rule (void)
{
  g_autoptr (JsonNode) data = parse ("{\"a\":{\"fubar\":1},\"keys\":[{\"fubar\":1}]}");
  g_autoptr (JsonNode) result = apply_expecting ("{\"var\":\"a\"}", data, NO_ERROR);
  g_autoptr (JsonNode) missing
      = apply_expecting ("{\"missing\":{\"var\":\"keys\"}}", data, NO_ERROR);
  g_autofree char *text = jc_json_to_canonical (result);
  g_autofree char *missing_text = jc_json_to_canonical (missing);

  g_assert_cmpstr (text, ==, "{\"fubar\":1}");
  g_assert_cmpstr (missing_text, ==, "[{\"fubar\":1}]");
}

/* --- Rules and data at random --- */

#define OPERATIONS                                                                                 \
  "var missing missing_some if ?: == === != !== ! !! and or > >= < <= max min + - * / % map "      \
  "reduce"                                                                                         \
  " filter all none some merge in cat substr log age_at days_between working_days_after count "    \
  "distinct code part year today"

static void append_rule (GString *out, GRand *rand, int depth);

static const char *
pick (GRand *rand, const char *const *words, gsize n_words)
{
  return words[g_rand_int_range (rand, 0, (gint32)n_words)];
}

static void
append_list (GString *out, GRand *rand, int depth)
{
  g_string_append_c (out, '[');
  for (int n = g_rand_int_range (rand, 0, 4), i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_rule (out, rand, depth);
    }
  g_string_append_c (out, ']');
}

static void
append_rule (GString *out, GRand *rand, int depth)
{
  static const char *const scalars[]
      = { "0",      "-1",    "1.5",    "1e308",          "null",
          "true",   "false", "\"\"",   "\"a\"",          "\"b.0\"",
          "\"匠\"", "\"😀\"", "\"12\"", "\"2025-10-09\"", "\"resident_id\"" };
  int kind = g_rand_int_range (rand, 0, 8);

  if (depth == 0 || kind == 0)
    g_string_append (out, pick (rand, scalars, G_N_ELEMENTS (scalars)));
  else if (kind == 1)
    append_list (out, rand, depth - 1);
  else
    {
      g_auto (GStrv) operations = g_strsplit (OPERATIONS, " ", -1);

      g_string_append_printf (out, "{\"%s\":",
                              pick (rand, (const char *const *)operations,
                                    g_strv_length (operations)));
      if (kind == 2)
        append_rule (out, rand, depth - 1);
      else
        append_list (out, rand, depth - 1);
      g_string_append_c (out, '}');
    }
}

/* Every operation on every kind of argument: a value of valid JSON comes out, or a bound is passed.
 */
static void
test_random_rules (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1949);
  g_autoptr (JsonNode) data
      = parse ("{\"a\":[1,\"2\",null,{\"b\":[]}],\"b\":[\"匠册\",-0.5],\"today\":\"2025-10-09\"}");
  guint n_values = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonNode) rule = NULL;
      g_autoptr (JsonNode) result = NULL;
      g_autoptr (GPtrArray) paths = NULL;
      g_autoptr (GError) error = NULL;
      JcLogicEnv env = { 0 };

      append_rule (text, rand, 5);
      rule = parse (text->str);
      paths = jc_logic_dup_vars (rule);
      result = jc_logic_apply (rule, data, &env, &error);
      if (result != NULL)
        {
          g_autofree char *canonical = jc_json_to_canonical (result);
          g_autoptr (JsonNode) again = parse (canonical);

          g_assert_true (jc_json_equal (result, again));
          n_values++;
        }
      else
        g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE);
    }

  g_assert_cmpuint (n_values, >, 19000);
}

/* Bytes of a rule changed at random: refused by the reader, an unknown operation, or a value. */
static void
test_mutated_rules (void)
{
  static const char seed[] = "{\"if\":[{\"some\":[{\"var\":\"a\"},{\"==\":[{\"var\":\"b.0\"},1]}]},"
                             "{\"cat\":[\"x\",{\"substr\":"
                             "[\"匠册\",-1]}]},{\"reduce\":[[1,2],{\"+\":[{\"var\":\"current\"},{"
                             "\"var\":\"accumulator\"}]},0]}]}";
  g_autoptr (GRand) rand = g_rand_new_with_seed (2049);
  g_autoptr (JsonNode) data = parse ("{\"a\":[{\"b\":[1]}]}");
  guint n_values = 0;

  for (int i = 0; i < 40000; i++)
    {
      g_autofree char *text = g_strdup (seed);
      g_autoptr (JsonNode) rule = NULL;
      g_autoptr (JsonNode) result = NULL;
      g_autoptr (GError) error = NULL;
      JcLogicEnv env = { 0 };

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, sizeof seed - 1)]
            = seed[g_rand_int_range (rand, 0, sizeof seed - 1)];
      rule = jc_json_parse (text, -1, NULL);
      if (rule == NULL)
        continue;

      result = jc_logic_apply (rule, data, &env, &error);
      if (result == NULL)
        g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
      else
        n_values++;
    }

  g_assert_cmpuint (n_values, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/logic-bounds/unknown-operation", test_unknown_operation);
  g_test_add_func ("/model/logic-bounds/depth", test_depth);
  g_test_add_func ("/model/logic-bounds/steps", test_steps);
  g_test_add_func ("/model/logic-bounds/many-elements", test_many_elements);
  g_test_add_func ("/model/logic-bounds/quadratic", test_quadratic);
  g_test_add_func ("/model/logic-bounds/output", test_output);
  g_test_add_func ("/model/logic-bounds/doubling", test_doubling);
  g_test_add_func ("/model/logic-bounds/wrapping", test_wrapping);
  g_test_add_func ("/model/logic-bounds/data-is-no-rule", test_data_is_no_rule);
  g_test_add_func ("/model/logic-bounds/random-rules", test_random_rules);
  g_test_add_func ("/model/logic-bounds/mutated-rules", test_mutated_rules);

  return g_test_run ();
}
