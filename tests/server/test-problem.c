/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-problem.h"

#include <string.h>

#include "jc-json.h"
#include "jc-request.h"

static void
test_table (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < JC_N_PROBLEMS; i++)
    {
      const JcProblem *problem = jc_problem_get ((JcProblemId)i);

      g_assert_cmpuint (problem->status, >=, 400);
      g_assert_cmpuint (problem->status, <, 600);
      g_assert_true (g_hash_table_add (codes, (char *)problem->code));
      g_assert_cmpuint (strspn (problem->code, "abcdefghijklmnopqrstuvwxyz_"), ==,
                        strlen (problem->code));
      g_assert_cmpuint (strlen (problem->title.zh), >, 0);
      g_assert_cmpuint (strlen (problem->title.en), >, 0);
    }
}

static void
test_language (void)
{
  g_autoptr (JcText) message = jc_text_new ("中文", "English");
  g_autoptr (JsonNode) zh = jc_problem_to_json (JC_PROBLEM_STALE, JC_LANGUAGE_ZH, message);
  g_autoptr (JsonNode) en = jc_problem_to_json (JC_PROBLEM_STALE, JC_LANGUAGE_EN, message);
  JsonObject *object = json_node_get_object (en);

  g_assert_cmpstr (jc_json_get_string (json_node_get_object (zh), "detail", NULL), ==, "中文");
  g_assert_cmpstr (jc_json_get_string (object, "detail", NULL), ==, "English");
  g_assert_cmpstr (jc_json_get_string (object, "type", NULL), ==, "urn:jiangce:problem:stale");
  g_assert_cmpint (jc_json_get_int (object, "status", 0), ==, 412);
  g_assert_cmpstr (jc_json_get_string (object, "next_action", NULL), ==, "pull");
}

/* The reason goes to the log, which is kept here. */
static char *logged;

static GLogWriterOutput
keep_log_cb (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         user_data)
{
  g_free (logged);
  logged = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  return G_LOG_WRITER_HANDLED;
}

static void
test_refusal_has_no_internals (void)
{
  g_autoptr (JcRequest) request = jc_request_new ("GET", "/x");
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "/secret/path broke");
  g_autofree char *text = NULL;
  gsize            length;

  jc_request_refuse_for_error (request, error);
  g_assert_nonnull (strstr (logged, "secret"));

  text = g_strndup (g_bytes_get_data (request->content, &length),
                    g_bytes_get_size (request->content));
  g_assert_cmpuint (request->status, ==, 500);
  g_assert_null (strstr (text, "secret"));
}

int
main (int argc, char **argv)
{
  int result;

  g_log_set_writer_func (keep_log_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/problem/table", test_table);
  g_test_add_func ("/server/problem/language", test_language);
  g_test_add_func ("/server/problem/refusal-has-no-internals", test_refusal_has_no_internals);

  result = g_test_run ();
  g_free (logged);

  return result;
}
