/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-pointer.h"

#include <gio/gio.h>
#include <string.h>

/* The programme that ships. A case of tests/data/notice takes the complete sample, sets some values
 * (null removes) and names every code that the check then finds. */

#define PROGRAMME "changchun-studio-2025"
#define DOSSIER "3f2b8c1e-5d47-4a6b-9c0d-2e1f3a4b5c6d"
#define TODAY "2025-10-09"

typedef struct
{
  JsonNode   *file; /* keeps @json alive */
  JsonObject *json;
} Case;

static const char *const tables[]
    = { "unit", "route", "fund", "leader", "merits", "project", "batch", "review", NULL };

static JcProgramme *programme;

static void
case_free (Case *data)
{
  json_node_unref (data->file);
  g_free (data);
}

static JsonNode *
load_table (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/notice/%s.json", JC_TEST_DATA, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = jc_json_parse (text, (gssize)length, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&node);
}

static const char *
get_kind (JsonObject *json)
{
  return jc_json_get_string (json, "kind", "application");
}

/* --- Checking --- */

static JcCheck *
check_values (const char *kind, JsonNode *values, const char *finalised_on, const char *today)
{
  g_autoptr (JcDossier) empty
      = jc_dossier_new (DOSSIER, kind, PROGRAMME, jc_programme_get_version (programme));
  g_autoptr (JcDossier) filled = jc_dossier_with_values (empty, values);
  g_autoptr (JcDossier) dossier
      = jc_dossier_with_state (filled, finalised_on != NULL ? "finalised" : NULL, finalised_on);
  JcCheck *check = jc_check_new (programme, kind, today);

  g_assert_nonnull (check);
  jc_check_set_dossier (check, dossier);

  return check;
}

static JsonNode *
dup_changed_sample (JsonObject *json)
{
  JsonObject    *set = jc_json_get_object (json, "set");
  JsonObjectIter iter;
  const char    *pointer;
  JsonNode      *value;
  JsonNode      *values = json_node_ref (jc_programme_get_sample (programme, get_kind (json)));

  g_assert_nonnull (set);
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &pointer, &value))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) before = values;

      values
          = jc_pointer_set (before, pointer, JSON_NODE_HOLDS_NULL (value) ? NULL : value, &error);
      g_assert_no_error (error);
    }

  return values;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Codes without repeats, joined by blanks; what slots ask for is left out. */
static char *
list_codes (JcCheck *check)
{
  GPtrArray *findings = jc_check_get_findings (check);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->slot == NULL
          && !g_ptr_array_find_with_equal_func (codes, finding->code, g_str_equal, NULL))
        g_ptr_array_add (codes, finding->code);
    }
  g_ptr_array_sort (codes, compare_strings);
  g_ptr_array_add (codes, NULL);

  return g_strjoinv (" ", (char **)codes->pdata);
}

static char *
join_array (JsonArray *array)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (words, (gpointer)json_array_get_string_element (array, i));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" ", (char **)words->pdata);
}

/* Both languages, every placeholder filled, and none of the words that the house does not use. */
static void
assert_message (const JcFinding *finding)
{
  static const char *const unwanted[] = { "无效", "非法", "有误", "请", "抱歉", "系统错误" };

  g_assert_cmpstr (finding->message->zh, !=, "");
  g_assert_cmpstr (finding->message->en, !=, "");
  g_assert_null (strpbrk (finding->message->zh, "{}"));
  g_assert_null (strpbrk (finding->message->en, "{}"));
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_null (strstr (finding->message->zh, unwanted[i]));
}

static void
test_case (gconstpointer user_data)
{
  JsonObject *json = ((const Case *)user_data)->json;
  g_autoptr (JsonNode) values = dup_changed_sample (json);
  g_autoptr (JcCheck) check
      = check_values (get_kind (json), values, jc_json_get_string (json, "finalised_on", NULL),
                      jc_json_get_string (json, "today", TODAY));
  g_autofree char *expected = join_array (jc_json_get_array (json, "expect"));
  g_autofree char *found = list_codes (check);
  GPtrArray       *findings = jc_check_get_findings (check);

  g_assert_cmpstr (found, ==, expected);
  for (guint i = 0; i < findings->len; i++)
    assert_message (g_ptr_array_index (findings, i));
}

/* --- The sample --- */

static void
test_sample_any_day (gconstpointer kind)
{
  static const char *const days[]
      = { "2025-01-01", "2025-10-08", "2025-10-09", "2025-10-15", "2026-02-28", "2027-12-31" };
  JsonNode *values = jc_programme_get_sample (programme, kind);

  g_assert_nonnull (values);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (JcCheck) draft = check_values (kind, values, NULL, days[i]);
      g_autoptr (JcCheck) final = check_values (kind, values, "2025-11-20", days[i]);
      g_autofree char *draft_codes = list_codes (draft);
      g_autofree char *final_codes = list_codes (final);

      g_assert_cmpstr (draft_codes, ==, "");
      g_assert_cmpstr (final_codes, ==, "");
    }
}

static void
test_empty_only_misses (gconstpointer kind)
{
  g_autoptr (JsonNode) values = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JcCheck) check = NULL;
  g_autofree char *codes = NULL;

  json_node_take_object (values, json_object_new ());
  check = check_values (kind, values, NULL, TODAY);
  codes = list_codes (check);
  g_assert_cmpstr (codes, ==, "missing");
}

static void
test_derived (void)
{
  static const struct
  {
    const char *pointer;
    const char *json;
  } derived[] = {
    { "/leader/birth_date", "\"1980-03-12\"" }, { "/leader/sex", "\"1\"" },
    { "/leader/honour_year", "[\"2023\"]" },    { "/host/edu_fund_share", "0.525" },
    { "/host/edu_fund_needed", "40000000" },    { "/host/skilled_staff_total", "63" },
    { "/project/fund_total", "20000000" },      { "/project/fund_target", "20000000" },
    { "/project/filled_on", "\"2025-09-22\"" },
  };
  JsonNode *values = jc_programme_get_sample (programme, "application");
  g_autoptr (JcCheck) check = check_values ("application", values, "2025-09-22", TODAY);

  for (gsize i = 0; i < G_N_ELEMENTS (derived); i++)
    {
      JsonNode        *value = jc_check_get_value (check, derived[i].pointer);
      g_autofree char *text = NULL;

      g_assert_nonnull (value);
      text = jc_json_to_canonical (value);
      g_assert_cmpstr (text, ==, derived[i].json);
    }

  g_assert_true (jc_json_equal (jc_check_get_value (check, "/report/fund_use"),
                                jc_pointer_get (values, "/project/fund_use")));
  g_assert_true (jc_json_equal (jc_check_get_value (check, "/report/expected_effect"),
                                jc_pointer_get (values, "/project/expected_effect")));
}

static void
test_routes (void)
{
  static const struct
  {
    const char *kind;
    const char *route;
  } routes[] = {
    { "central_soe", "direct_central_soe" },
    { "municipal_technical_school", "direct_technical_school" },
    { "municipal_vocational_college", "via_education_bureau" },
    { "municipal_soe", "via_sasac" },
    { "other", "territorial" },
    { "nobody", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      JsonNode *sample = jc_programme_get_sample (programme, "application");
      g_autoptr (JsonNode) kind = json_node_new (JSON_NODE_VALUE);
      g_autoptr (JsonNode) values = NULL;
      g_autoptr (JcCheck) check = NULL;
      g_autoptr (GError) error = NULL;

      json_node_set_string (kind, routes[i].kind);
      values = jc_pointer_set (sample, "/host/kind", kind, &error);
      g_assert_no_error (error);
      check = check_values ("application", values, NULL, TODAY);
      g_assert_cmpstr (jc_check_get_route (check), ==, routes[i].route);
    }
}

/* What only an enterprise has to give. */
static void
test_base_leaves_out (void)
{
  JsonNode *sample = jc_programme_get_sample (programme, "application");
  g_autoptr (JsonNode) base = json_node_new (JSON_NODE_VALUE);
  g_autoptr (JsonNode) values = NULL;
  g_autoptr (JcCheck) enterprise = check_values ("application", sample, NULL, TODAY);
  g_autoptr (JcCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  json_node_set_string (base, "vocational_base");
  values = jc_pointer_set (sample, "/host/base", base, &error);
  g_assert_no_error (error);
  check = check_values ("application", values, NULL, TODAY);

  g_assert_true (jc_check_section_applies (enterprise, "fund"));
  g_assert_true (jc_check_slot_applies (enterprise, "edu_fund_proof"));
  g_assert_false (jc_check_section_applies (check, "fund"));
  g_assert_false (jc_check_slot_applies (check, "skilled_staff"));
  g_assert_false (jc_check_slot_applies (check, "edu_fund_proof"));
  g_assert_true (jc_check_slot_applies (check, "licence"));
}

/* --- The tables --- */

static void
collect_expected (GHashTable *codes, const char *kind)
{
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (JsonNode) file = load_table (tables[i]);
      JsonArray *cases = jc_json_as_array (file);

      for (guint j = 0; j < json_array_get_length (cases); j++)
        {
          JsonObject *json = json_array_get_object_element (cases, j);
          JsonArray  *expect = jc_json_get_array (json, "expect");

          for (guint k = 0;
               g_str_equal (get_kind (json), kind) && k < json_array_get_length (expect); k++)
            g_hash_table_add (codes, g_strdup (json_array_get_string_element (expect, k)));
        }
    }
}

static void
test_every_rule_has_a_case (void)
{
  GPtrArray *kinds = jc_programme_get_kinds (programme);

  for (guint i = 0; i < kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (kinds, i);
      g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      collect_expected (codes, kind->id);
      for (guint j = 0; j < kind->rules->len; j++)
        {
          const JcRule *rule = g_ptr_array_index (kind->rules, j);

          if (!g_hash_table_contains (codes, rule->id))
            g_test_fail_printf ("No case breaks the rule %s", rule->id);
        }
    }
}

static void
add_table (const char *name)
{
  g_autoptr (JsonNode) file = load_table (name);
  JsonArray *cases = jc_json_as_array (file);

  g_assert_nonnull (cases);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject      *json = json_array_get_object_element (cases, i);
      g_autofree char *path = g_strdup_printf ("/model/notice/%s/%s", name,
                                               json_object_get_string_member (json, "name"));
      Case            *data = g_new0 (Case, 1);

      data->file = json_node_ref (file);
      data->json = json;
      g_test_add_data_func_full (path, data, test_case, (GDestroyNotify)case_free);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  programme = jc_programme_ref_shipped (PROGRAMME);
  g_assert_nonnull (programme);

  for (guint i = 0; tables[i] != NULL; i++)
    add_table (tables[i]);
  g_test_add_func ("/model/notice/every-rule-has-a-case", test_every_rule_has_a_case);
  g_test_add_data_func ("/model/notice/sample/application", "application", test_sample_any_day);
  g_test_add_data_func ("/model/notice/sample/batch", "batch", test_sample_any_day);
  g_test_add_data_func ("/model/notice/sample/visit", "visit", test_sample_any_day);
  g_test_add_data_func ("/model/notice/sample/score", "score", test_sample_any_day);
  g_test_add_data_func ("/model/notice/empty/application", "application", test_empty_only_misses);
  g_test_add_data_func ("/model/notice/empty/batch", "batch", test_empty_only_misses);
  g_test_add_data_func ("/model/notice/empty/visit", "visit", test_empty_only_misses);
  g_test_add_data_func ("/model/notice/empty/score", "score", test_empty_only_misses);
  g_test_add_func ("/model/notice/derived", test_derived);
  g_test_add_func ("/model/notice/routes", test_routes);
  g_test_add_func ("/model/notice/base-leaves-out", test_base_leaves_out);

  result = g_test_run ();
  jc_programme_unref (programme);

  return result;
}
