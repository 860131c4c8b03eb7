/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-pointer.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* The document of RFC 6901 §5. */
#define RFC_DOCUMENT                                                                               \
  "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,"        \
  "\"k\\\"l\":6,\" \":7,\"m~n\":8}"

static const struct
{
  const char *path;
  const char *pointer;
  const char *expected; /* NULL: nothing there */
} gets[] = {
  { "/model/pointer/get/whole", "", RFC_DOCUMENT },
  { "/model/pointer/get/array", "/foo", "[\"bar\",\"baz\"]" },
  { "/model/pointer/get/first", "/foo/0", "\"bar\"" },
  { "/model/pointer/get/last", "/foo/1", "\"baz\"" },
  { "/model/pointer/get/past-end", "/foo/2", NULL },
  { "/model/pointer/get/leading-zero", "/foo/01", NULL },
  { "/model/pointer/get/sign", "/foo/+1", NULL },
  { "/model/pointer/get/dash", "/foo/-", NULL },
  { "/model/pointer/get/huge-index", "/foo/18446744073709551616", NULL },
  { "/model/pointer/get/below-string", "/foo/0/0", NULL },
  { "/model/pointer/get/empty-name", "/", "0" },
  { "/model/pointer/get/slash", "/a~1b", "1" },
  { "/model/pointer/get/percent", "/c%d", "2" },
  { "/model/pointer/get/caret", "/e^f", "3" },
  { "/model/pointer/get/bar", "/g|h", "4" },
  { "/model/pointer/get/backslash", "/i\\j", "5" },
  { "/model/pointer/get/quote", "/k\"l", "6" },
  { "/model/pointer/get/space", "/ ", "7" },
  { "/model/pointer/get/tilde", "/m~0n", "8" },
  { "/model/pointer/get/tilde-one", "/m~01n", NULL },
  { "/model/pointer/get/absent", "/nothing/here", NULL },
  { "/model/pointer/get/malformed", "foo", NULL },
  { "/model/pointer/get/bad-escape", "/m~2n", NULL },
  { "/model/pointer/get/open-escape", "/m~", NULL },
};

static void
test_get (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) root = parse (RFC_DOCUMENT);
  JsonNode *found = jc_pointer_get (root, gets[i].pointer);

  if (gets[i].expected == NULL)
    g_assert_null (found);
  else
    {
      g_autoptr (JsonNode) expected = parse (gets[i].expected);

      g_assert_nonnull (found);
      g_assert_true (jc_json_equal (found, expected));
    }
}

#define NO_ERROR (-1)

static const struct
{
  const char *path;
  const char *root;
  const char *pointer;
  const char *value;    /* NULL removes */
  const char *expected; /* NULL: refused with */
  int         code;
} sets[] = {
  { "/model/pointer/set/member", "{\"a\":1,\"b\":2}", "/a", "3", "{\"a\":3,\"b\":2}", NO_ERROR },
  { "/model/pointer/set/new", "{\"a\":1}", "/b", "2", "{\"a\":1,\"b\":2}", NO_ERROR },
  { "/model/pointer/set/deep", "{\"a\":{\"b\":[1,{\"c\":2}]}}", "/a/b/1/c", "null",
    "{\"a\":{\"b\":[1,{\"c\":null}]}}", NO_ERROR },
  { "/model/pointer/set/makes-objects", "{}", "/a/b/0", "1", "{\"a\":{\"b\":{\"0\":1}}}",
    NO_ERROR },
  { "/model/pointer/set/through-null", "{\"a\":null}", "/a/b", "1", "{\"a\":{\"b\":1}}", NO_ERROR },
  { "/model/pointer/set/whole", "{\"a\":1}", "", "[]", "[]", NO_ERROR },
  { "/model/pointer/set/element", "[1,2,3]", "/1", "9", "[1,9,3]", NO_ERROR },
  { "/model/pointer/set/dash", "[1]", "/-", "2", "[1,2]", NO_ERROR },
  { "/model/pointer/set/at-length", "[1]", "/1", "2", "[1,2]", NO_ERROR },
  { "/model/pointer/set/appends-object", "[]", "/-/year", "2025", "[{\"year\":2025}]", NO_ERROR },
  { "/model/pointer/set/past-length", "[1]", "/2", "2", NULL, JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/set/name-in-array", "[1]", "/x", "2", NULL, JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/set/leading-zero", "[1]", "/00", "2", NULL, JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/set/through-string", "{\"a\":\"b\"}", "/a/b", "2", NULL,
    JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/set/through-false", "{\"a\":false}", "/a/b", "2", NULL,
    JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/set/malformed", "{}", "a", "2", NULL, JC_MODEL_ERROR_INVALID },
  { "/model/pointer/set/slash", "{}", "/a~1b", "2", "{\"a/b\":2}", NO_ERROR },
  { "/model/pointer/remove/member", "{\"a\":1,\"b\":2}", "/a", NULL, "{\"b\":2}", NO_ERROR },
  { "/model/pointer/remove/element", "[1,2,3]", "/1", NULL, "[1,3]", NO_ERROR },
  { "/model/pointer/remove/absent", "{\"a\":1}", "/b/c", NULL, "{\"a\":1}", NO_ERROR },
  { "/model/pointer/remove/at-length", "[1]", "/1", NULL, NULL, JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/remove/dash", "[1]", "/-", NULL, NULL, JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/remove/below-scalar", "{\"a\":1}", "/a/b", NULL, NULL,
    JC_MODEL_ERROR_NOT_FOUND },
  { "/model/pointer/remove/whole", "{\"a\":1}", "", NULL, "null", NO_ERROR },
};

static void
test_set (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = parse (sets[i].root);
  g_autoptr (JsonNode) before = parse (sets[i].root);
  g_autoptr (JsonNode) value = sets[i].value != NULL ? parse (sets[i].value) : NULL;
  g_autoptr (JsonNode) changed = jc_pointer_set (root, sets[i].pointer, value, &error);

  g_assert_true (jc_json_equal (root, before));
  if (sets[i].expected == NULL)
    {
      g_assert_error (error, JC_MODEL_ERROR, sets[i].code);
      g_assert_null (changed);
    }
  else
    {
      g_autoptr (JsonNode) expected = parse (sets[i].expected);

      g_assert_no_error (error);
      g_assert_true (jc_json_equal (changed, expected));
      g_assert_true (json_node_is_immutable (changed));
    }
}

/* Members keep their place and what is beside the way is the same node. */
static void
test_sharing (void)
{
  g_autoptr (JsonNode) root = parse ("{\"a\":{\"x\":1},\"b\":{\"y\":{\"z\":2},\"w\":[1]}}");
  g_autoptr (JsonNode) value = json_node_init_int (json_node_alloc (), 3);
  g_autoptr (JsonNode) changed = jc_pointer_set (root, "/b/y/z", value, NULL);

  g_assert_true (jc_pointer_get (root, "/a") == jc_pointer_get (changed, "/a"));
  g_assert_true (jc_pointer_get (root, "/b/w") == jc_pointer_get (changed, "/b/w"));
  g_assert_true (jc_pointer_get (root, "/b") != jc_pointer_get (changed, "/b"));
  g_assert_false (json_node_is_immutable (value));
  g_assert_cmpint (json_node_get_int (jc_pointer_get (root, "/b/y/z")), ==, 2);
}

static void
test_unsealed_root (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) value = parse ("1");
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (JsonNode) from_nothing = NULL;

  json_object_set_int_member (object, "a", 1);
  changed = jc_pointer_set (root, "/b", value, NULL);
  g_assert_nonnull (jc_pointer_get (changed, "/a"));
  json_object_set_int_member (object, "a", 2);
  g_assert_cmpint (json_node_get_int (jc_pointer_get (changed, "/a")), ==, 1);

  from_nothing = jc_pointer_set (NULL, "/a/b", value, NULL);
  g_assert_nonnull (jc_pointer_get (from_nothing, "/a/b"));
}

static void
test_text (void)
{
  const char *const tokens[] = { "a/b", "m~n", "", "~1", "0", NULL };
  g_autofree char  *joined = jc_pointer_join (tokens);
  g_auto (GStrv) split = jc_pointer_split (joined);
  g_auto (GStrv) root = jc_pointer_split ("");
  g_auto (GStrv) empty_name = jc_pointer_split ("/");
  g_autofree char *appended = jc_pointer_append ("/leader", "a/b~");

  g_assert_cmpstr (joined, ==, "/a~1b/m~0n//~01/0");
  g_assert_true (g_strv_equal (tokens, (const char *const *)split));
  g_assert_cmpuint (g_strv_length (root), ==, 0);
  g_assert_cmpuint (g_strv_length (empty_name), ==, 1);
  g_assert_cmpstr (empty_name[0], ==, "");
  g_assert_cmpstr (appended, ==, "/leader/a~1b~0");
  g_assert_null (jc_pointer_split ("leader"));
  g_assert_null (jc_pointer_split (NULL));
  g_assert_false (jc_pointer_is_valid ("/\xff"));
  g_assert_false (jc_pointer_is_valid ("/~/a"));
  g_assert_true (jc_pointer_is_valid ("/~0~1"));
}

static void
test_below (void)
{
  g_assert_true (jc_pointer_is_below ("/leader/id_no", "/leader"));
  g_assert_true (jc_pointer_is_below ("/leader", "/leader"));
  g_assert_true (jc_pointer_is_below ("/leader", ""));
  g_assert_false (jc_pointer_is_below ("/leaders", "/leader"));
  g_assert_false (jc_pointer_is_below ("/leader", "/leader/id_no"));
}

/* 128 steps are the most; a longer way would make what jc_json_parse () refuses. */
static void
test_depth (void)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autoptr (JsonNode) value = parse ("1");
  g_autoptr (JsonNode) deep = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < JC_JSON_MAX_DEPTH; i++)
    g_string_append (pointer, "/a");
  deep = jc_pointer_set (NULL, pointer->str, value, NULL);
  g_assert_true (jc_pointer_get (deep, pointer->str) == value);

  g_string_append (pointer, "/a");
  g_assert_null (jc_pointer_set (NULL, pointer->str, value, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (gets); i++)
    g_test_add_data_func (gets[i].path, GSIZE_TO_POINTER (i), test_get);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    g_test_add_data_func (sets[i].path, GSIZE_TO_POINTER (i), test_set);
  g_test_add_func ("/model/pointer/sharing", test_sharing);
  g_test_add_func ("/model/pointer/unsealed-root", test_unsealed_root);
  g_test_add_func ("/model/pointer/text", test_text);
  g_test_add_func ("/model/pointer/below", test_below);
  g_test_add_func ("/model/pointer/depth", test_depth);

  return g_test_run ();
}
