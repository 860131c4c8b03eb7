/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-logic.h"

/* Each row: rule, data, value. A row "name" begins a group of rows, one test case each. */
static const struct
{
  const char *rule;
  const char *data;
  const char *expected;
} cases[] = {
  { "data" },
  { "null", "1", "null" },
  { "\"apple\"", "1", "\"apple\"" },
  { "{}", "1", "{}" },
  { "{\"var\":\"a\",\"b\":1}", "{\"a\":1}", "{\"b\":1,\"var\":\"a\"}" },
  { "[1,{\"var\":\"a\"},[{\"+\":[1,2]}]]", "{\"a\":7}", "[1,7,[3]]" },
  { "{\"log\":\"apple\"}", "null", "\"apple\"" },
  { "{\"log\":[]}", "null", "null" },

  { "var" },
  { "{\"var\":\"a\"}", "{\"a\":1}", "1" },
  { "{\"var\":[\"a\"]}", "{\"a\":1}", "1" },
  { "{\"var\":\"b\"}", "{\"a\":1}", "null" },
  { "{\"var\":[\"b\",2]}", "{\"a\":1}", "2" },
  { "{\"var\":[\"a\",2]}", "{\"a\":null}", "null" },
  { "{\"var\":[\"a.b\",2]}", "{\"a\":null}", "2" },
  { "{\"var\":[\"b\",{\"var\":\"a\"}]}", "{\"a\":1}", "1" },
  { "{\"var\":[\"a\",1]}", "null", "1" },
  { "{\"var\":\"a.b.c\"}", "{\"a\":{\"b\":{\"c\":true}}}", "true" },
  { "{\"var\":\"\"}", "[1]", "[1]" },
  { "{\"var\":[]}", "3", "3" },
  { "{\"var\":null}", "3", "3" },
  { "{\"var\":1}", "[\"a\",\"b\"]", "\"b\"" },
  { "{\"var\":\"1.0\"}", "[1,[2]]", "2" },
  { "{\"var\":1.5}", "[0,[0,0,0,0,0,9]]", "9" },
  { "{\"var\":\"01\"}", "[1,2]", "null" },
  { "{\"var\":\"-1\"}", "[1,2]", "null" },
  { "{\"var\":2}", "[1,2]", "null" },
  { "{\"var\":\"length\"}", "[1,2]", "2" },
  { "{\"var\":\"a.length\"}", "{\"a\":\"匠😀\"}", "3" },
  { "{\"var\":\"a.0\"}", "{\"a\":\"匠册\"}", "\"匠\"" },
  { "{\"var\":[\"a.0\",5]}", "{\"a\":\"😀\"}", "5" },
  { "{\"var\":\"a.length\"}", "{\"a\":{}}", "null" },
  { "{\"var\":\"a..b\"}", "{\"a\":{\"\":{\"b\":4}}}", "4" },
  { "{\"var\":true}", "{\"true\":5}", "5" },
  { "{\"var\":{\"cat\":[\"a.\",{\"var\":\"k\"}]}}", "{\"a\":{\"x\":6},\"k\":\"x\"}", "6" },

  { "missing" },
  { "{\"missing\":[\"a\",\"b\"]}", "{\"a\":1}", "[\"b\"]" },
  { "{\"missing\":\"a\"}", "null", "[\"a\"]" },
  { "{\"missing\":[[\"a\",\"b\"]]}", "{\"b\":\"\"}", "[\"a\",\"b\"]" },
  { "{\"missing\":{\"merge\":[\"a\",[\"b\",\"c.d\"]]}}", "{\"a\":0,\"b\":false}", "[\"c.d\"]" },
  { "{\"missing\":[]}", "null", "[]" },
  { "{\"missing\":[\"a\"]}", "{\"a\":null}", "[\"a\"]" },
  { "{\"missing\":[\"a\"]}", "{\"a\":[]}", "[]" },
  { "{\"missing\":[1,\"x\"]}", "[0]", "[1,\"x\"]" },
  { "{\"missing\":[[[\"a\",\"fallback\"],[\"b\"]]]}", "{}", "[[\"b\"]]" },
  { "{\"missing_some\":[1,[\"a\",\"b\",\"c\"]]}", "{\"a\":1}", "[]" },
  { "{\"missing_some\":[2,[\"a\",\"b\",\"c\"]]}", "{\"a\":1}", "[\"b\",\"c\"]" },
  { "{\"missing_some\":[0,[\"a\"]]}", "{}", "[]" },
  { "{\"missing_some\":[1]}", "{}", "[]" },

  { "if" },
  { "{\"if\":[]}", "null", "null" },
  { "{\"if\":[5]}", "null", "5" },
  { "{\"if\":[true,1]}", "null", "1" },
  { "{\"if\":[false,1]}", "null", "null" },
  { "{\"if\":[[],1,2]}", "null", "2" },
  { "{\"if\":[0,1,\"\",2,\"0\",3,4]}", "null", "3" },
  { "{\"?:\":[{\"<\":[1,2]},\"y\",\"n\"]}", "null", "\"y\"" },
  { "{\"if\":[true,1,{\"no such\":1}]}", "null", "1" },

  { "truth" },
  { "{\"!!\":[[]]}", "null", "false" },
  { "{\"!!\":[[0]]}", "null", "true" },
  { "{\"!!\":{}}", "null", "true" },
  { "{\"!!\":\"0\"}", "null", "true" },
  { "{\"!!\":\"\"}", "null", "false" },
  { "{\"!!\":0}", "null", "false" },
  { "{\"!!\":-0.5}", "null", "true" },
  { "{\"!!\":null}", "null", "false" },
  { "{\"!!\":[]}", "null", "false" },
  { "{\"!\":[[]]}", "null", "true" },
  { "{\"!\":true}", "null", "false" },
  { "{\"!\":[]}", "null", "true" },
  { "{\"and\":[1,0,{\"no such\":1}]}", "null", "0" },
  { "{\"and\":[1,\"a\"]}", "null", "\"a\"" },
  { "{\"and\":[]}", "null", "null" },
  { "{\"or\":[0,\"\",\"a\",{\"no such\":1}]}", "null", "\"a\"" },
  { "{\"or\":[0,[]]}", "null", "[]" },
  { "{\"or\":[]}", "null", "null" },

  { "equality" },
  { "{\"==\":[1,\"1\"]}", "null", "true" },
  { "{\"==\":[1,\" 1.0e0 \"]}", "null", "true" },
  { "{\"==\":[31,\"0x1f\"]}", "null", "true" },
  { "{\"==\":[0,\"\"]}", "null", "true" },
  { "{\"==\":[0,null]}", "null", "false" },
  { "{\"==\":[null,false]}", "null", "false" },
  { "{\"==\":[null]}", "null", "true" },
  { "{\"==\":[1,true]}", "null", "true" },
  { "{\"==\":[\"true\",true]}", "null", "false" },
  { "{\"==\":[[1],1]}", "null", "true" },
  { "{\"==\":[[1,2],\"1,2\"]}", "null", "true" },
  { "{\"==\":[[1],[1]]}", "null", "false" },
  { "{\"==\":[{\"var\":\"a\"},{\"var\":\"a\"}]}", "{\"a\":[1]}", "true" },
  { "{\"==\":[{\"a\":1,\"b\":2},\"[object Object]\"]}", "null", "true" },
  { "{\"==\":[\"a\",0]}", "null", "false" },
  { "{\"!=\":[1,\"1\"]}", "null", "false" },
  { "{\"===\":[1,\"1\"]}", "null", "false" },
  { "{\"===\":[1,1.0]}", "null", "true" },
  { "{\"===\":[null,null]}", "null", "true" },
  { "{\"===\":[null]}", "null", "false" },
  { "{\"===\":[[1],[1]]}", "null", "false" },
  { "{\"!==\":[1,\"1\"]}", "null", "true" },

  { "order" },
  { "{\"<\":[1,2]}", "null", "true" },
  { "{\"<\":[2,2]}", "null", "false" },
  { "{\"<=\":[2,2]}", "null", "true" },
  { "{\">\":[\"11\",2]}", "null", "true" },
  { "{\">\":[\"11\",\"2\"]}", "null", "false" },
  { "{\">=\":[\"a\",1]}", "null", "false" },
  { "{\"<=\":[\"a\",1]}", "null", "false" },
  { "{\"<=\":[null,0]}", "null", "true" },
  { "{\"<\":[1]}", "null", "false" },
  { "{\"<\":[1,2,3]}", "null", "true" },
  { "{\"<\":[1,3,3]}", "null", "false" },
  { "{\"<=\":[1,3,3]}", "null", "true" },
  { "{\"<=\":[1,0,3]}", "null", "false" },
  { "{\">\":[3,2,9]}", "null", "true" },
  { "{\"<\":[\"2025-09-30\",\"2025-10-09\"]}", "null", "true" },
  { "{\"<\":[\"😀\",\"\xEE\x80\x80\"]}", "null", "true" },

  { "arithmetic" },
  { "{\"+\":[1,\"2\",\" 3.5px\"]}", "null", "6.5" },
  { "{\"+\":\"3.14\"}", "null", "3.14" },
  { "{\"+\":[]}", "null", "0" },
  { "{\"+\":[1,null]}", "null", "null" },
  { "{\"+\":[1,true]}", "null", "null" },
  { "{\"+\":[\"0x10\",1]}", "null", "1" },
  { "{\"+\":[[\"2\",3],1]}", "null", "3" },
  { "{\"+\":[0.1,0.2]}", "null", "0.30000000000000004" },
  { "{\"*\":[2,\"3\"]}", "null", "6" },
  { "{\"*\":[\"3\"]}", "null", "\"3\"" },
  { "{\"*\":[]}", "null", "null" },
  { "{\"*\":[1e200,1e200]}", "null", "null" },
  { "{\"-\":[5,\"2\"]}", "null", "3" },
  { "{\"-\":\"2\"}", "null", "-2" },
  { "{\"-\":[\"\"]}", "null", "0" },
  { "{\"-\":[1,\"2px\"]}", "null", "null" },
  { "{\"/\":[1,4]}", "null", "0.25" },
  { "{\"/\":[1,0]}", "null", "null" },
  { "{\"/\":[0,0]}", "null", "null" },
  { "{\"%\":[-7,3]}", "null", "-1" },
  { "{\"%\":[7,0]}", "null", "null" },
  { "{\"%\":[5.5,2]}", "null", "1.5" },
  { "{\"max\":[1,\"3\",2]}", "null", "3" },
  { "{\"min\":[1,null]}", "null", "0" },
  { "{\"max\":[1,\"a\"]}", "null", "null" },
  { "{\"min\":[]}", "null", "null" },

  { "text" },
  { "{\"cat\":[\"a\",1.50,true,null,[1,[2,null]],{\"a\":1,\"b\":2}]}", "null",
    "\"a1.5true1,2,[object Object]\"" },
  { "{\"cat\":[1e21,\" \",0.0000001]}", "null", "\"1e+21 1e-7\"" },
  { "{\"cat\":[]}", "null", "\"\"" },
  { "{\"substr\":[\"jsonlogic\",4]}", "null", "\"logic\"" },
  { "{\"substr\":[\"jsonlogic\",-5]}", "null", "\"logic\"" },
  { "{\"substr\":[\"jsonlogic\",0,1]}", "null", "\"j\"" },
  { "{\"substr\":[\"jsonlogic\",4,-2]}", "null", "\"log\"" },
  { "{\"substr\":[\"jsonlogic\",-5,-2]}", "null", "\"log\"" },
  { "{\"substr\":[\"jsonlogic\",-99,4]}", "null", "\"json\"" },
  { "{\"substr\":[\"jsonlogic\",99]}", "null", "\"\"" },
  { "{\"substr\":[\"jsonlogic\",4,-99]}", "null", "\"\"" },
  { "{\"substr\":[\"jsonlogic\",1e300,-1e300]}", "null", "\"\"" },
  { "{\"substr\":[\"jsonlogic\",0,null]}", "null", "\"\"" },
  { "{\"substr\":[12345,\"1\",2.9]}", "null", "\"23\"" },
  { "{\"substr\":[\"长春工匠\",2]}", "null", "\"工匠\"" },
  { "{\"substr\":[\"a😀b\",1,2]}", "null", "\"😀\"" },
  { "{\"substr\":[\"a😀b\",2]}", "null", "\"b\"" },
  { "{\"substr\":[\"a😀b\",0,2]}", "null", "\"a\"" },
  { "{\"in\":[\"Spring\",\"Springfield\"]}", "null", "true" },
  { "{\"in\":[\"x\",\"Springfield\"]}", "null", "false" },
  { "{\"in\":[\"\",\"\"]}", "null", "false" },
  { "{\"in\":[1,\"a1b\"]}", "null", "true" },
  { "{\"in\":[1,[1,2]]}", "null", "true" },
  { "{\"in\":[\"1\",[1,2]]}", "null", "false" },
  { "{\"in\":[1,null]}", "null", "false" },
  { "{\"in\":[1,12]}", "null", "false" },
  { "{\"in\":[1]}", "null", "false" },

  { "arrays" },
  { "{\"map\":[{\"var\":\"a\"},{\"*\":[{\"var\":\"\"},2]}]}", "{\"a\":[1,2]}", "[2,4]" },
  { "{\"map\":[{\"var\":\"a\"},{\"var\":\"b\"}]}", "{\"b\":1}", "[]" },
  { "{\"map\":[[1,2],{\"var\":\"outside\"}]}", "{\"outside\":1}", "[null,null]" },
  { "{\"filter\":[{\"var\":\"a\"},{\">\":[{\"var\":\"n\"},1]}]}", "{\"a\":[{\"n\":1},{\"n\":2}]}",
    "[{\"n\":2}]" },
  { "{\"filter\":[\"abc\",true]}", "null", "[]" },
  { "{\"filter\":[[0,1,\"\",\"0\"],{\"var\":\"\"}]}", "null", "[1,\"0\"]" },
  { "{\"reduce\":[{\"var\":\"a\"},{\"+\":[{\"var\":\"current\"},{\"var\":\"accumulator\"}]},10]}",
    "{\"a\":[1,2]}", "13" },
  { "{\"reduce\":[null,1,{\"var\":\"a\"}]}", "{\"a\":5}", "5" },
  { "{\"reduce\":[[],1]}", "null", "null" },
  { "{\"reduce\":[[1],{\"var\":\"accumulator\"}]}", "null", "null" },
  { "{\"all\":[[1,2],{\">\":[{\"var\":\"\"},0]}]}", "null", "true" },
  { "{\"all\":[[1,0],{\">\":[{\"var\":\"\"},0]}]}", "null", "false" },
  { "{\"all\":[[],true]}", "null", "false" },
  { "{\"all\":[null,true]}", "null", "false" },
  { "{\"some\":[[0,1],{\"var\":\"\"}]}", "null", "true" },
  { "{\"some\":[[0],{\"var\":\"\"}]}", "null", "false" },
  { "{\"some\":[[],true]}", "null", "false" },
  { "{\"none\":[[0,1],{\"var\":\"\"}]}", "null", "false" },
  { "{\"none\":[[0],{\"var\":\"\"}]}", "null", "true" },
  { "{\"none\":[[],true]}", "null", "true" },
  { "{\"merge\":[1,[2,[3]],null,[]]}", "null", "[1,2,[3],null]" },
  { "{\"merge\":[]}", "null", "[]" },

  { "own-arrays" },
  { "{\"count\":{\"var\":\"a\"}}", "{\"a\":[1,2,3]}", "3" },
  { "{\"count\":[{\"var\":\"a\"}]}", "{\"a\":\"abc\"}", "0" },
  { "{\"count\":[{\"var\":\"a\"},{\">\":[{\"var\":\"\"},1]}]}", "{\"a\":[1,2,3]}", "2" },
  { "{\"count\":[]}", "null", "0" },
  { "{\"distinct\":{\"var\":\"a\"}}", "{\"a\":[2,1,2]}", "[2,1]" },
  { "{\"distinct\":[{\"var\":\"a\"}]}",
    "{\"a\":[1,\"1\",1.0,[2],[2],{\"b\":1,\"c\":2},{\"c\":2,\"b\":1}]}",
    "[1,\"1\",[2],{\"b\":1,\"c\":2}]" },
  { "{\"distinct\":\"a\"}", "null", "[]" },
  { "{\"distinct\":[]}", "null", "[]" },

  { "own-dates" },
  { "{\"age_at\":[\"1985-03-14\",\"2025-03-13\"]}", "null", "39" },
  { "{\"age_at\":[\"1985-03-14\",\"2025-03-14\"]}", "null", "40" },
  { "{\"age_at\":[\"1985-03-14\",\"2025-03-15\"]}", "null", "40" },
  { "{\"age_at\":[\"2000-02-29\",\"2025-02-28\"]}", "null", "24" },
  { "{\"age_at\":[\"2000-02-29\",\"2025-03-01\"]}", "null", "25" },
  { "{\"age_at\":[\"1985-03\",\"2025-03-15\"]}", "null", "null" },
  { "{\"age_at\":[\"1985-02-30\",\"2025-03-15\"]}", "null", "null" },
  { "{\"age_at\":[19850314,\"2025-03-15\"]}", "null", "null" },
  { "{\"age_at\":[]}", "null", "null" },
  { "{\"days_between\":[\"2024-02-28\",\"2024-03-01\"]}", "null", "2" },
  { "{\"days_between\":[\"2025-10-09\",\"2025-10-09\"]}", "null", "0" },
  { "{\"days_between\":[\"2025-10-10\",\"2025-10-09\"]}", "null", "-1" },
  { "{\"days_between\":[\"2025-10-10\",\"tomorrow\"]}", "null", "null" },
  { "{\"year\":\"2001-07-15\"}", "null", "2001" },
  { "{\"year\":\"2001-07\"}", "null", "2001" },
  { "{\"year\":\"2023\"}", "null", "2023" },
  { "{\"year\":2023}", "null", "2023" },
  { "{\"year\":\"2001-13\"}", "null", "null" },
  { "{\"year\":\"2001-02-29\"}", "null", "null" },
  { "{\"year\":\"201\"}", "null", "null" },
  { "{\"year\":\"2001/07\"}", "null", "null" },
  { "{\"year\":[]}", "null", "null" },
  { "{\"map\":[[1],{\"today\":[]}]}", "{\"today\":\"2025-10-09\"}", "[\"2025-10-09\"]" },
  { "{\"today\":[]}", "null", "null" },
  /* Monday the 3rd is off, Saturday the 8th is worked. */
  { "{\"working_days_after\":[\"2031-02-02\",1]}", "null", "\"2031-02-04\"" },
  { "{\"working_days_after\":[\"2031-02-07\",\"1\"]}", "null", "\"2031-02-08\"" },
  { "{\"working_days_after\":[\"2031-02-07\",2]}", "null", "\"2031-02-10\"" },
  { "{\"working_days_after\":[\"2031-02-07\",0]}", "null", "null" },
  { "{\"working_days_after\":[\"2031-02-07\",1.5]}", "null", "null" },
  { "{\"working_days_after\":[\"2031-02-07\",1e300]}", "null", "null" },
  { "{\"working_days_after\":[\"2031-02-07\",\"x\"]}", "null", "null" },
  { "{\"working_days_after\":[\"2033-02-07\",1]}", "null", "null" },
  { "{\"working_days_after\":[\"2031-02\",1]}", "null", "null" },

  { "own-lists" },
  { "{\"code\":[\"levels\",\"A\",\"rank\"]}", "null", "3" },
  { "{\"code\":[\"levels\",\"A\",\"colour\"]}", "null", "null" },
  { "{\"code\":[\"levels\",\"B\",\"rank\"]}", "null", "null" },
  { "{\"code\":[\"other\",\"A\",\"rank\"]}", "null", "null" },
  { "{\"code\":[\"levels\",1,\"rank\"]}", "null", "null" },
  { "{\"code\":[\"levels\",\"A\"]}", "null", "null" },
  { "{\"part\":[\"resident_id\",\"11010519491231002X\",\"birth\"]}", "null", "\"1949-12-31\"" },
  { "{\"part\":[\"resident_id\",\"11010519491231002X\",\"no such\"]}", "null", "null" },
  { "{\"part\":[\"resident_id\",\"110105194912310021\",\"birth\"]}", "null", "null" },
  { "{\"part\":[\"no such\",\"x\",\"birth\"]}", "null", "null" },
  { "{\"part\":[\"resident_id\",1,\"birth\"]}", "null", "null" },
};

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static JsonObject *
lookup_code_cb (const char *list, const char *code, gpointer user_data)
{
  return g_str_equal (list, "levels") && g_str_equal (code, "A") ? user_data : NULL;
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) days = parse ("{\"years\":[{\"year\":2031,\"off_days\":[\"2031-02-03\"],"
                                     "\"makeup_working_days\":[\"2031-02-08\"]}]}");
  g_autoptr (JcCalendar) calendar = jc_calendar_new_from_json (days, NULL);
  g_autoptr (JsonNode) item = parse ("{\"code\":\"A\",\"rank\":3}");
  JcLogicEnv env = { calendar, lookup_code_cb, json_node_get_object (item), 0 };
  g_autoptr (JsonNode) rule = parse (cases[i].rule);
  g_autoptr (JsonNode) root = parse (cases[i].data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) result = jc_logic_apply (rule, root, &env, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = jc_json_to_canonical (result);
  if (!g_str_equal (text, cases[i].expected))
    g_error ("%s on %s is %s, not %s", cases[i].rule, cases[i].data, text, cases[i].expected);
}

static void
test_no_environment (void)
{
  g_autoptr (JsonNode) rule
      = parse ("[{\"code\":[\"levels\",\"A\",\"rank\"]},"
               "{\"working_days_after\":[\"2031-02-07\",1]},{\"var\":\"a\"}]");
  g_autoptr (JsonNode) result = jc_logic_apply (rule, NULL, NULL, NULL);
  g_autoptr (JsonNode) of_nothing = jc_logic_apply (NULL, NULL, NULL, NULL);
  g_autofree char *text = jc_json_to_canonical (result);

  g_assert_cmpstr (text, ==, "[null,null,null]");
  g_assert_true (JSON_NODE_HOLDS_NULL (of_nothing));
}

static void
test_truthy_nothing (void)
{
  g_assert_false (jc_logic_is_truthy (NULL));
}

static void
test_operations (void)
{
  g_auto (GStrv) names
      = g_strsplit ("var missing missing_some if ?: == === != !== ! !! and or > >= < <= max min + "
                    "- * / % map reduce"
                    " filter all none some merge in cat substr log age_at days_between "
                    "working_days_after count distinct code part year today",
                    " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    g_assert_true (jc_logic_is_operation (names[i]));
  g_assert_false (jc_logic_is_operation ("Var"));
  g_assert_false (jc_logic_is_operation (""));
  g_assert_false (jc_logic_is_operation (NULL));
}

static const struct
{
  const char *rule;
  const char *paths; /* joined by "|" */
} reads[] = {
  { "1", "" },
  { "{\"var\":\"a.b\"}", "a.b" },
  { "{\"and\":[{\"var\":\"b\"},{\"!\":{\"var\":[\"a\",{\"var\":\"c\"}]}},{\"var\":\"b\"}]}",
    "a|b|c" },
  { "[{\"var\":\"b\"},[{\"var\":\"a\"}]]", "a|b" },
  { "{\"var\":1}", "1" },
  { "{\"a\":1,\"var\":\"b\"}", "" },
  { "{\"var\":{\"cat\":[\"a.\",{\"var\":\"k\"},\"c\"]}}", "a.|k" },
  { "{\"var\":{\"cat\":[\"a.\",\"b\"]}}", "a.b" },
  { "{\"var\":{\"if\":[{\"var\":\"c\"},\"a\",\"b\"]}}", "a|b|c" },
  { "{\"missing\":[\"a\",\"b\"]}", "a|b" },
  { "{\"missing\":{\"merge\":[\"a\",{\"if\":[{\"var\":\"c\"},[\"b\"],[]]}]}}", "a|b|c" },
  { "{\"missing_some\":[1,[\"a\",\"b\"]]}", "a|b" },
  { "{\"map\":[{\"var\":\"a\"},{\"var\":\"inner\"}]}", "a" },
  { "{\"reduce\":[{\"var\":\"a\"},{\"var\":\"current\"},{\"var\":\"b\"}]}", "a|b" },
  { "{\"count\":[{\"filter\":[{\"var\":\"a\"},{\"var\":\"x\"}]},{\"var\":\"y\"}]}", "a" },
  { "{\"today\":[]}", "today" },
};

static void
test_vars (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      g_autoptr (JsonNode) rule = parse (reads[i].rule);
      g_autoptr (GPtrArray) paths = jc_logic_dup_vars (rule);
      g_autofree char *joined = NULL;

      g_ptr_array_add (paths, NULL);
      joined = g_strjoinv ("|", (char **)paths->pdata);
      g_assert_cmpstr (joined, ==, reads[i].paths);
    }
}

/* What cannot be known is told by "", the whole data. */
static void
test_unknown_vars (void)
{
  static const char *const rules[] = { "{\"var\":\"\"}", "{\"var\":[]}", "{\"var\":null}",
                                       "{\"var\":{\"cat\":[{\"substr\":[\"a\",0]},\"b\"]}}",
                                       "{\"missing\":{\"substr\":[\"a\",0]}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (JsonNode) rule = parse (rules[i]);
      g_autoptr (GPtrArray) paths = jc_logic_dup_vars (rule);

      g_assert_cmpuint (paths->len, ==, 1);
      g_assert_cmpstr (paths->pdata[0], ==, "");
    }
}

static void
add_cases (void)
{
  const char *group = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;

      if (cases[i].data == NULL)
        {
          group = cases[i].rule;
          continue;
        }
      path = g_strdup_printf ("/model/logic/%s/%" G_GSIZE_FORMAT, group, i);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ();
  g_test_add_func ("/model/logic/no-environment", test_no_environment);
  g_test_add_func ("/model/logic/truthy-nothing", test_truthy_nothing);
  g_test_add_func ("/model/logic/operations", test_operations);
  g_test_add_func ("/model/logic/vars", test_vars);
  g_test_add_func ("/model/logic/unknown-vars", test_unknown_vars);

  return g_test_run ();
}
