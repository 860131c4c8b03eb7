/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-code-list.h"

#include "jc-json.h"

/* One name for two items, one of which holds the other; an alias of two; a name that is cut by 、.
 */
static const char sample[]
    = "{\"id\":\"sample\",\"title\":{\"zh\":\"样表\",\"en\":\"Sample\"},\"items\":["
      "{\"code\":\"P\",\"name\":{\"zh\":\"教育\",\"en\":\"Education\"}},"
      "{\"code\":\"P83\",\"name\":{\"zh\":\"教育\",\"en\":\"Education\"},\"parent\":\"P\"},"
      "{\"code\":\"C\",\"name\":{\"zh\":\"制造业\",\"en\":\"Manufacturing\"}},"
      "{\"code\":\"C36\",\"name\":{\"zh\":\"汽车制造业\",\"en\":\"Manufacture of motor vehicles\"},"
      "\"short\":{\"zh\":\"汽车\",\"en\":\"Cars\"},\"parent\":\"C\",\"aliases\":[\"整车\",\"工厂\"]"
      "},"
      "{\"code\":\"C37\",\"name\":{\"zh\":\"铁路（车辆）\",\"en\":\"Rolling "
      "stock\"},\"parent\":\"C\","
      "\"aliases\":[\"工厂\",\"制造业务\"]},"
      "{\"code\":\"Z\",\"name\":{\"zh\":\"停用\",\"en\":\"Retired\"},\"selectable\":false}]}";

static JcCodeList *
load (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, &error);
  JcCodeList *list;

  g_assert_no_error (error);
  list = jc_code_list_new_from_json (node, &error);
  g_assert_no_error (error);

  return list;
}

static void
test_members (void)
{
  g_autoptr (JcCodeList) list = load (sample);
  const JcCode *code = jc_code_list_find (list, "C36");

  g_assert_cmpstr (jc_code_list_get_id (list), ==, "sample");
  g_assert_cmpstr (jc_code_list_get_title (list)->en, ==, "Sample");
  g_assert_cmpuint (jc_code_list_get_n_codes (list), ==, 6);
  g_assert_cmpstr (jc_code_list_get_nth (list, 2)->code, ==, "C");
  g_assert_cmpstr (code->name->zh, ==, "汽车制造业");
  g_assert_cmpstr (code->short_name->zh, ==, "汽车");
  g_assert_cmpstr (code->parent, ==, "C");
  g_assert_cmpuint (g_strv_length (code->aliases), ==, 2);
  g_assert_true (code->selectable);
  g_assert_cmpstr (jc_json_get_string (code->json, "parent", NULL), ==, "C");
  g_assert_false (jc_code_list_find (list, "Z")->selectable);
  g_assert_null (jc_code_list_find (list, "c36"));
  g_assert_null (jc_code_list_find (list, NULL));
}

/* --- Matching --- */

static const struct
{
  const char *path;
  const char *typed;
  const char *code; /* NULL: none */
} matches[] = {
  { "code", "C36", "C36" },
  { "code-lower-case", "c36", "C36" },
  { "code-full-width", "Ｃ３６", "C36" },
  { "name", "汽车制造业", "C36" },
  { "name-spaced", " 汽车 制造业 ", "C36" },
  { "english", "manufacturing", "C" },
  { "english-spaces", "MANUFACTURE  of Motor vehicles", "C36" },
  { "short", "汽车", "C36" },
  { "alias", "整车", "C36" },
  { "ascii-brackets", "铁路(车辆)", "C37" },
  { "general-of-two", "教育", "P" },
  { "ambiguous-alias", "工厂", NULL },
  { "retired", "停用", "Z" },
  { "part-of-a-name", "制造", NULL },
  { "unknown", "农业", NULL },
  { "empty", "", NULL },
  { "blank", "  ", NULL },
  { "null", NULL, NULL },
};

static void
test_match (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCodeList) list = load (sample);
  const JcCode *found = jc_code_list_match (list, matches[i].typed);

  g_assert_cmpstr (found != NULL ? found->code : NULL, ==, matches[i].code);
}

/* --- Searching --- */

static const struct
{
  const char *path;
  const char *query;
  guint       max;
  const char *codes; /* joined by spaces, best first */
} searches[] = {
  { "exact-prefix-contains-alias", "制造业", 9, "C C36 C37" },
  { "contains", "汽", 9, "C36" },
  { "code-before-codes", "c", 9, "C C36 C37 P P83" },
  { "code", "c3", 9, "C36 C37" },
  { "two-words", "汽车 制造", 9, "C36" },
  { "full-width-space", "制造　汽车", 9, "C36" },
  { "two-words-one-missing", "汽车 教育", 9, "" },
  { "whole-english-name", "rolling stock", 9, "C37" },
  { "alias-of-two", "工厂", 9, "C36 C37" },
  { "not-retired", "停用", 9, "" },
  { "all", "", 9, "P P83 C C36 C37" },
  { "all-of-null", NULL, 9, "P P83 C C36 C37" },
  { "at-most", "", 2, "P P83" },
  { "none-wanted", "", 0, "" },
  { "nothing", "农业", 9, "" },
};

static void
test_search (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCodeList) list = load (sample);
  g_autoptr (GPtrArray) found = jc_code_list_search (list, searches[i].query, searches[i].max);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint j = 0; j < found->len; j++)
    g_string_append_printf (codes, "%s%s", j > 0 ? " " : "",
                            ((const JcCode *)g_ptr_array_index (found, j))->code);
  g_assert_cmpstr (codes->str, ==, searches[i].codes);
}

/* --- Damaged lists --- */

static const struct
{
  const char *path;
  const char *text;
  const char *where;
} damaged[] = {
  { "not-an-object", "[]", "/items：" },
  { "no-items", "{\"id\":\"x\"}", "/items：" },
  { "items-no-array", "{\"items\":{}}", "/items：" },
  { "item-no-object", "{\"items\":[1]}", "/items/0：" },
  { "no-code", "{\"items\":[{\"name\":{\"zh\":\"a\",\"en\":\"a\"}}]}", "/items/0：" },
  { "empty-code", "{\"items\":[{\"code\":\"\",\"name\":\"a\"}]}", "/items/0：" },
  { "code-no-text", "{\"items\":[{\"code\":1,\"name\":\"a\"}]}", "/items/0：" },
  { "no-name", "{\"items\":[{\"code\":\"1\"}]}", "/items/0：" },
  { "twice", "{\"items\":[{\"code\":\"1\",\"name\":\"a\"},{\"code\":\"1\",\"name\":\"b\"}]}",
    "/items/1/code：" },
  { "aliases-no-array", "{\"items\":[{\"code\":\"1\",\"name\":\"a\",\"aliases\":\"b\"}]}",
    "/items/0/aliases：" },
  { "alias-no-text", "{\"items\":[{\"code\":\"1\",\"name\":\"a\",\"aliases\":[1]}]}",
    "/items/0/aliases：" },
  { "no-such-parent", "{\"items\":[{\"code\":\"1\",\"name\":\"a\",\"parent\":\"2\"}]}",
    "/items/0/parent：" },
};

static void
test_damaged (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (damaged[i].text, -1, NULL);
  g_autoptr (JcCodeList) list = jc_code_list_new_from_json (node, &error);

  g_assert_null (list);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, damaged[i].where));
}

static JcCodeList *
load_many (guint n_items, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray  *items = json_array_new ();

  for (guint i = 0; i < n_items; i++)
    {
      JsonObject      *item = json_object_new ();
      g_autofree char *code = g_strdup_printf ("%u", i);

      json_object_set_string_member (item, "code", code);
      json_object_set_string_member (item, "name", code);
      json_array_add_object_element (items, item);
    }
  json_object_set_array_member (object, "items", items);
  json_node_take_object (node, object);

  return jc_code_list_new_from_json (node, error);
}

static void
test_bound (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcCodeList) most = load_many (20000, &error);
  g_autoptr (JcCodeList) more = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (jc_code_list_get_n_codes (most), ==, 20000);
  more = load_many (20001, &error);
  g_assert_null (more);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE);
}

/* Parents that are each other's: nothing may run for ever. */
static void
test_ring (void)
{
  g_autoptr (JcCodeList) list
      = load ("{\"items\":[{\"code\":\"1\",\"name\":\"a\",\"parent\":\"2\"},"
              "{\"code\":\"2\",\"name\":\"a\",\"parent\":\"1\"}]}");
  const JcCode *found = jc_code_list_match (list, "a");

  g_assert_nonnull (found);
}

/* --- What ships --- */

static const struct
{
  const char *id;
  guint       n_codes; /* at least */
  const char *typed;
  const char *code;
} shipped[] = {
  { "ethnic_group", 56, "汉", "01" },
  { "industry", 117, "制造业", "C" },
  { "occupation", 1000, "焊工", "6-18-02-04" },
  { "political_status", 13, "中共党员", "01" },
  { "region_changchun", 11, "南关区", "220102" },
  { "sex", 4, "男", "1" },
  { "skill_level", 8, "高级技师", "l1" },
  { "unit_nature", 5, "民营企业", NULL },
  { "recommending_unit_category", 6, "district_hr", "district_hr" },
  { "holidays", 0, "1", NULL },
};

static void
test_shipped (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      JcCodeList   *list = jc_code_list_get_shipped (shipped[i].id);
      const JcCode *found;

      g_assert_nonnull (list);
      g_assert_true (list == jc_code_list_get_shipped (shipped[i].id));
      g_assert_true (jc_code_list_is_shipped (shipped[i].id));
      g_assert_cmpstr (jc_code_list_get_id (list), ==, shipped[i].id);
      g_assert_cmpuint (jc_code_list_get_n_codes (list), >=, shipped[i].n_codes);
      found = jc_code_list_match (list, shipped[i].typed);
      if (shipped[i].code != NULL)
        g_assert_cmpstr (found != NULL ? found->code : NULL, ==, shipped[i].code);
    }
}

static void
test_not_shipped (void)
{
  static const char *const ids[] = { "nothing", "", "../programmes/x", "sex.json", "a/b" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_null (jc_code_list_get_shipped (ids[i]));
      g_assert_false (jc_code_list_is_shipped (ids[i]));
    }
}

static void
test_occupations (void)
{
  JcCodeList *list = jc_code_list_get_shipped ("occupation");
  g_autoptr (GPtrArray) welders = jc_code_list_search (list, "焊工", 5);
  g_autoptr (GPtrArray) group = jc_code_list_search (list, "6-18", 500);

  g_assert_cmpuint (welders->len, >=, 1);
  g_assert_cmpstr (((const JcCode *)g_ptr_array_index (welders, 0))->name->zh, ==, "焊工");
  g_assert_cmpuint (group->len, >, 5);
  for (guint i = 0; i < group->len; i++)
    g_assert_true (g_str_has_prefix (((const JcCode *)g_ptr_array_index (group, i))->code, "6-18"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/code-list/members", test_members);
  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *path = g_strconcat ("/model/code-list/match/", matches[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_match);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/model/code-list/search/", searches[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_search);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autofree char *path = g_strconcat ("/model/code-list/damaged/", damaged[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_damaged);
    }
  g_test_add_func ("/model/code-list/bound", test_bound);
  g_test_add_func ("/model/code-list/ring", test_ring);
  g_test_add_func ("/model/code-list/shipped", test_shipped);
  g_test_add_func ("/model/code-list/not-shipped", test_not_shipped);
  g_test_add_func ("/model/code-list/occupations", test_occupations);

  return g_test_run ();
}
