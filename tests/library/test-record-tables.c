/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autofree char *text = node != NULL ? jc_json_to_canonical (node) : g_strdup ("none");

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_list (GPtrArray *nodes, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (nodes);
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *part = jc_json_to_canonical (g_ptr_array_index (nodes, i));

      g_string_append (text, part);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_conflicts (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) found = jc_library_load_conflicts (fixture->library, ID_A, &error);

  g_assert_no_error (error);
  assert_json (found, expected);
}

static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) one = parse ("[{\"pointer\":\"/a\"}]");
  g_autoptr (JsonNode) none = parse ("[]");

  g_assert_false (jc_library_save_conflicts (fixture->library, ID_A, one, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED);
  save (fixture, ID_A, "甲", "created");
  assert_conflicts (fixture, "none");
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, one, NULL));
  assert_conflicts (fixture, "[{\"pointer\":\"/a\"}]");
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, none, NULL));
  assert_conflicts (fixture, "none");
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, one, NULL));
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, NULL, NULL));
  assert_conflicts (fixture, "none");
}

static void
test_receipts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) first = parse ("{\"number\":\"1\"}");
  g_autoptr (JsonNode) second = parse ("{\"number\":\"2\"}");
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GPtrArray) others = NULL;

  g_assert_true (jc_library_save_receipt (fixture->library, ID_A, first, NULL));
  g_assert_true (jc_library_save_receipt (fixture->library, ID_A, second, NULL));
  g_assert_true (jc_library_save_receipt (fixture->library, ID_A, first, NULL));
  receipts = jc_library_load_receipts (fixture->library, ID_A, NULL);
  assert_list (receipts, "{\"number\":\"2\"}{\"number\":\"1\"}");
  others = jc_library_load_receipts (fixture->library, ID_B, NULL);
  assert_list (others, "");
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  static const char *const lists[] = { "[]", "[{\"type\":\"submit\"}]", "[1,2]" };
  g_autoptr (GError) error = NULL;

  g_assert_null (jc_library_load_events (fixture->library, ID_A, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (JsonNode) events = parse (lists[i]);
      g_autoptr (JsonNode) found = NULL;

      g_assert_true (jc_library_save_events (fixture->library, ID_A, events, NULL));
      found = jc_library_load_events (fixture->library, ID_A, NULL);
      assert_json (found, lists[i]);
    }
}

static void
test_rounds (Fixture *fixture, gconstpointer data)
{
  static const char *const rounds[][2]
      = { { "b", "{\"id\":\"b\"}" }, { "a", "{\"id\":\"a\"}" }, { "b", "{\"id\":\"b\",\"n\":2}" } };
  g_autoptr (GPtrArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      g_autoptr (JsonNode) round = parse (rounds[i][1]);

      g_assert_true (jc_library_save_round (fixture->library, rounds[i][0], round, NULL));
    }
  found = jc_library_load_rounds (fixture->library, NULL);
  assert_list (found, "{\"id\":\"a\"}{\"id\":\"b\",\"n\":2}");
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const char *const values[] = { NULL, "", "一", "two", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;

      g_assert_true (jc_library_set_setting (fixture->library, "server", values[i], &error));
      found = jc_library_dup_setting (fixture->library, "server", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, values[i]);
    }
}

static void
test_originals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("abc", 3, NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize            size = 0;

  g_assert_true (
      jc_library_add_original (fixture->library, stream, 0, &sha256, &size, NULL, &error));
  g_assert_true (jc_library_has_original (fixture->library, sha256));
  g_assert_true (jc_library_verify_original (fixture->library, sha256, &error));
  path = jc_library_dup_original_path (fixture->library, sha256);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "abc");
  g_assert_true (g_str_has_prefix (path, fixture->folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/conflict-table/save-and-clear", test_conflicts);
  ADD_CASE ("/library/receipt-table/order", test_receipts);
  ADD_CASE ("/library/event-table/replace", test_events);
  ADD_CASE ("/library/round-table/by-id", test_rounds);
  ADD_CASE ("/library/setting-table/values", test_settings);
  ADD_CASE ("/library/originals/add", test_originals);

  return g_test_run ();
}
