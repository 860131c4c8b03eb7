/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-calendar.h"
#include "jc-format.h"
#include "jc-json.h"

#include <gio/gio.h>

#define HOLIDAYS "/cn/jiangce/data/code-lists/holidays.json"
#define N_VECTORS 254

typedef struct
{
  const char *section;
  JsonObject *vector;
  const char *as_of;
} Case;

static JcCalendar *calendar;

static JsonNode *
wrap (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonObject *
new_verdict (const char *code)
{
  JsonObject *verdict = json_object_new ();

  json_object_set_boolean_member (verdict, "valid", code == NULL);
  if (code != NULL)
    json_object_set_string_member (verdict, "code", code);

  return verdict;
}

static JsonNode *
check_format (const Case *data)
{
  JcFormatOptions options
      = { data->as_of, jc_json_get_string (data->vector, "default_area", NULL) };

  return jc_format_check (data->section, jc_json_get_string (data->vector, "input", NULL),
                          &options);
}

static JcCalendarResult
walk_calendar (JsonObject *vector, char **day)
{
  const char *op = jc_json_get_string (vector, "op", "");
  gint64      n = jc_json_get_int (vector, "n", -1);

  if (g_str_equal (op, "nth"))
    return jc_calendar_nth (calendar, jc_json_get_string (vector, "start", NULL), n, day);
  if (g_str_equal (op, "next"))
    return jc_calendar_next (calendar, jc_json_get_string (vector, "date", NULL), day);

  g_assert_cmpstr (op, ==, "publicity");

  return jc_calendar_publicity (calendar, jc_json_get_string (vector, "posted", NULL), n,
                                jc_json_get_boolean (vector, "count_posting_day", FALSE), day);
}

static JsonNode *
check_working_days (const Case *data)
{
  const char      *op = jc_json_get_string (data->vector, "op", "");
  g_autofree char *day = NULL;
  gboolean         works = FALSE;
  int              count = 0;
  JcCalendarResult result;
  JsonObject      *verdict;

  if (g_str_equal (op, "is_working_day"))
    result = jc_calendar_is_working_day (calendar, jc_json_get_string (data->vector, "date", NULL),
                                         &works);
  else if (g_str_equal (op, "count"))
    result = jc_calendar_count (calendar, jc_json_get_string (data->vector, "from", NULL),
                                jc_json_get_string (data->vector, "to", NULL), &count);
  else
    result = walk_calendar (data->vector, &day);

  verdict = new_verdict (jc_calendar_result_to_code (result));
  if (g_str_equal (op, "is_working_day"))
    json_object_set_boolean_member (verdict, "result", works);
  else if (g_str_equal (op, "count"))
    json_object_set_int_member (verdict, "result", count);
  else
    json_object_set_string_member (verdict, "result", day);

  return wrap (verdict);
}

static JsonNode *
check_window (const Case *data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *local = NULL;
  JcWindowVerdict  where;
  JsonObject      *verdict;
  gint64           at_us = 0;
  JcSpan           span;

  jc_span_parse (&span, jc_json_get_string (data->vector, "start", NULL),
                 jc_json_get_string (data->vector, "end", NULL), &error);
  g_assert_no_error (error);
  g_assert_true (jc_instant_parse (jc_json_get_string (data->vector, "at", NULL), &at_us));

  where = jc_span_check (&span, at_us);
  verdict = new_verdict (where == JC_WINDOW_IN_TIME ? NULL : jc_window_verdict_to_code (where));
  local = jc_instant_to_local (at_us);
  json_object_set_string_member (verdict, "local", local);

  return wrap (verdict);
}

static gboolean
has_string (JsonArray *array, const char *string)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), string) == 0)
      return TRUE;

  return FALSE;
}

static void
assert_same_set (JsonArray *a, JsonArray *b)
{
  g_assert_nonnull (a);
  g_assert_cmpuint (json_array_get_length (a), ==, json_array_get_length (b));
  for (guint i = 0; i < json_array_get_length (b); i++)
    g_assert_true (has_string (a, json_array_get_string_element (b, i)));
}

/* Members that are absent from `expect` are not tested; warnings are a set. */
static void
vector_cb (gconstpointer user_data)
{
  const Case *data = user_data;
  JsonObject *expect = jc_json_get_object (data->vector, "expect");
  g_autoptr (GList) names = json_object_get_members (expect);
  g_autoptr (JsonNode) verdict = NULL;
  JsonObject *got;

  if (g_str_equal (data->section, "working_days"))
    verdict = check_working_days (data);
  else if (g_str_equal (data->section, "submission_window"))
    verdict = check_window (data);
  else
    verdict = check_format (data);

  got = jc_json_as_object (verdict);
  g_assert_nonnull (got);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;

      g_test_message ("%s", name);
      g_assert_true (json_object_has_member (got, name));
      if (g_str_equal (name, "warnings"))
        assert_same_set (jc_json_get_array (got, name), jc_json_get_array (expect, name));
      else
        g_assert_true (jc_json_equal (json_object_get_member (got, name),
                                      json_object_get_member (expect, name)));
    }
}

static JcCalendar *
load_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (HOLIDAYS, 0, &error);
  g_autoptr (JsonNode) node = NULL;
  JcCalendar *loaded;

  g_assert_no_error (error);
  node = jc_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  loaded = jc_calendar_new_from_json (node, &error);
  g_assert_no_error (error);

  return loaded;
}

static JsonNode *
load_vectors (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonNode        *node;
  gsize            length;

  g_file_get_contents (JC_TEST_DATA "/vectors.json", &text, &length, &error);
  g_assert_no_error (error);
  node = jc_json_parse (text, (gssize)length, &error);
  g_assert_no_error (error);

  return node;
}

static guint
add_section (const char *section, JsonArray *vectors, const char *as_of)
{
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      Case            *data = g_new0 (Case, 1);
      g_autofree char *path = NULL;

      data->section = section;
      data->vector = json_array_get_object_element (vectors, i);
      data->as_of = as_of;
      path = g_strdup_printf ("/model/vectors/%s", jc_json_get_string (data->vector, "id", NULL));
      g_test_add_data_func_full (path, data, vector_cb, g_free);
    }

  return json_array_get_length (vectors);
}

int
main (int argc, char *argv[])
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) sections = NULL;
  JsonObject *all;
  const char *as_of;
  guint       n_vectors = 0;
  int         status;

  g_test_init (&argc, &argv, NULL);
  root = load_vectors ();
  all = jc_json_as_object (root);
  as_of = jc_json_get_string (jc_json_get_object (all, "_meta"), "as_of", NULL);
  calendar = load_calendar ();

  sections = json_object_get_members (all);
  for (GList *l = sections; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "_meta"))
      n_vectors += add_section (l->data, jc_json_get_array (all, l->data), as_of);
  g_assert_cmpuint (n_vectors, ==, N_VECTORS);

  status = g_test_run ();
  jc_calendar_unref (calendar);

  return status;
}
