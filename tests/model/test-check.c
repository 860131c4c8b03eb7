/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-check-private.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-sample.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define TODAY "2025-10-09"

/* --- What is checked --- */

static JcProgramme *
load_programme (void)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JcProgramme *programme = NULL;

  g_file_get_contents (JC_TEST_DATA "/check-programme.json", &text, &length, &error);
  g_assert_no_error (error);
  node = jc_json_parse (text, (gssize)length, &error);
  g_assert_no_error (error);
  programme = jc_programme_new_from_json (node, &error);
  g_assert_no_error (error);

  return programme;
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static JcDossier *
new_dossier (JsonNode *values)
{
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "check", "v");

  return jc_dossier_with_values (empty, values);
}

static JcCheck *
new_check (const char *values)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JsonNode) node = parse (values);
  g_autoptr (JcDossier) dossier = new_dossier (node);
  JcCheck *check = jc_check_new (programme, "application", TODAY);

  g_assert_nonnull (check);
  jc_check_set_dossier (check, dossier);

  return check;
}

/* Findings as "severity code pointer", joined by "; ". */
static char *
describe (JcCheck *check)
{
  GPtrArray *findings = jc_check_get_findings (check);
  GString   *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? "; " : "",
                              jc_severity_to_string (finding->severity), finding->code,
                              finding->pointer != NULL ? finding->pointer : "-");
    }

  return g_string_free (text, FALSE);
}

static const JcFinding *
find_finding (JcCheck *check, const char *code)
{
  GPtrArray *findings = jc_check_get_findings (check);

  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((const JcFinding *)g_ptr_array_index (findings, i))->code, code) == 0)
      return g_ptr_array_index (findings, i);

  return NULL;
}

/* Complete and right, for a school: the fund does not apply. */
#define UNIT "\"name\":\"甲公司\",\"central\":false,\"declared\":true"
#define SCHOOL "\"unit\":{" UNIT "},\"host\":{\"base\":\"school\"}"
#define ENTERPRISE "\"unit\":{" UNIT "},\"host\":{\"base\":\"enterprise\",\"total\":100,"
#define HONOURS(rows) "{" SCHOOL ",\"leader\":{\"honours\":[" rows "]}}"

static const struct
{
  const char *name;
  const char *values;
  const char *findings;
} cases[] = {
  { "empty", "{}",
    "error missing /unit/name; error missing /unit/central; error missing /unit/declared; "
    "error missing /host/base" },
  { "complete", "{" SCHOOL "}", "" },
  { "too-short",
    "{\"unit\":{\"name\":\"甲\",\"central\":false,\"declared\":true},\"host\":{\"base\":\"school\"}"
    "}",
    "error too_short /unit/name" },
  { "blank-text",
    "{\"unit\":{\"name\":\"\",\"central\":false,\"declared\":true},\"host\":{\"base\":\"school\"}}",
    "error missing /unit/name" },
  { "as-typed",
    "{\"unit\":{" UNIT ",\"id_no\":\"22010219870102001\"},\"host\":{\"base\":\"school\"}}",
    "error resident_id.length /unit/id_no" },
  { "boolean-as-typed",
    "{\"unit\":{\"name\":\"甲公司\",\"central\":\"maybe\",\"declared\":true},\"host\":{\"base\":"
    "\"school\"}}",
    "error type /unit/central" },
  { "declared-false",
    "{\"unit\":{\"name\":\"甲公司\",\"central\":false,\"declared\":false},\"host\":{\"base\":"
    "\"school\"}}",
    "error must_be /unit/declared" },
  { "applies-and-missing",
    "{\"unit\":{\"name\":\"甲公司\",\"central\":true,\"declared\":true},\"host\":{\"base\":"
    "\"school\"}}",
    "error missing /unit/group" },
  { "not-applicable", "{\"unit\":{" UNIT ",\"group\":\"乙集团\"},\"host\":{\"base\":\"school\"}}",
    "error not_applicable /unit/group" },
  { "section-applies", "{\"unit\":{" UNIT "},\"host\":{\"base\":\"enterprise\"}}",
    "error missing /host/total; error missing /host/part" },
  /* Wrong as they are, values of a section that does not apply are nobody's concern, nor are rules.
   */
  { "section-does-not-apply",
    "{\"unit\":{" UNIT "},\"host\":{\"base\":\"school\",\"total\":100,\"part\":\"x\"}}", "" },
  { "share-below", "{" ENTERPRISE "\"part\":49}}", "error share /host/part" },
  { "share-at-limit", "{" ENTERPRISE "\"part\":50}}", "" },
  { "share-above", "{" ENTERPRISE "\"part\":51}}", "" },
  { "warning", "{\"unit\":{" UNIT ",\"account_name\":\"乙\"},\"host\":{\"base\":\"school\"}}",
    "warning account /unit/account_name" },
  { "rule-failed",
    "{\"unit\":{\"name\":\"坏\",\"central\":false,\"declared\":true},\"host\":{\"base\":\"school\"}"
    "}",
    "error too_short /unit/name; warning rule_failed /unit/name" },
  { "row-missing", HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\"}"),
    "error missing /leader/honours/1/title" },
  { "row-member-applies", HONOURS ("{\"id\":\"a\",\"title\":\"x\",\"kind\":\"patent\"}"),
    "error missing /leader/honours/0/number" },
  { "row-member-not-applicable", HONOURS ("{\"id\":\"a\",\"title\":\"x\",\"number\":\"1\"}"),
    "error not_applicable /leader/honours/0/number" },
  { "row-rule",
    HONOURS ("{\"id\":\"a\",\"title\":\"x\",\"year\":2026},{\"id\":\"b\",\"title\":\"y\",\"year\":"
             "2025}"),
    "error late /leader/honours/0/year" },
  /* Row by row, in a row by member. */
  { "row-order",
    HONOURS ("{\"id\":\"a\",\"year\":2026},{\"id\":\"b\",\"kind\":\"patent\",\"title\":\"甲公司\","
             "\"year\":2026}"),
    "error missing /leader/honours/0/title; error late /leader/honours/0/year; "
    "hint title_unit /leader/honours/1/title; error missing /leader/honours/1/number; "
    "error late /leader/honours/1/year" },
  { "dossier-last",
    HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\",\"title\":\"x\"},{\"id\":\"c\"}"),
    "error missing /leader/honours/2/title; hint whole -" },
  { "rows-as-text", "{" SCHOOL ",\"leader\":{\"honours\":\"x\"}}", "error type /leader/honours" },
  { "row-no-object", HONOURS ("3"),
    "error type /leader/honours; error missing /leader/honours/0/title" },
  { "hostile-roots",
    "{" SCHOOL ",\"programme\":{\"amount\":1},\"row\":{\"year\":9999},\"today\":{},\"dossier\":{}}",
    "" },
};

static void
test_findings (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (cases[i].values);
  g_autofree char *described = describe (check);

  g_assert_cmpstr (described, ==, cases[i].findings);
}

static void
test_no_kind (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();

  g_assert_null (jc_check_new (programme, "batch", TODAY));
}

/* --- Words --- */

static const struct
{
  const char *name;
  const char *values;
  const char *code;
  const char *zh;
  const char *en;
} messages[] = {
  { "missing-with-hint", "{}", "missing", "单位全称还没有填。照营业执照。",
    "Name is not filled in yet. As on the licence." },
  { "label", "{\"unit\":{\"name\":\"甲\"}}", "too_short",
    "单位全称：现 1 字，至少 2 字，还差 1 字。",
    "Name: 1 characters now, at least 2: write 1 more." },
  { "row", HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\"}"), "missing",
    "所获荣誉第 2 行的名称还没有填。", "Honours, row 2, title is not filled in yet." },
  { "must-be", "{\"unit\":{\"declared\":false}}", "must_be", "承诺：填“是”才能提交，现填“否”。",
    "Declaration: only “Yes” can be submitted; it now says “No”." },
  { "not-applicable", "{\"unit\":{\"group\":\"乙\"}}", "not_applicable",
    "央企名称：这里不用填，把“乙”清空。", "Group: does not apply here; clear “乙”." },
  { "derived", "{" ENTERPRISE "\"part\":25}}", "share",
    "占 25.00%，不到一半：0.25 元 少于 1.00 元 的一半。", "25.00% is less than half." },
  { "placeholders", "{\"unit\":{" UNIT ",\"account_name\":\"乙\"},\"host\":{\"base\":\"school\"}}",
    "account",
    "户名“乙”与“甲公司”不同，（未填），300、示例、2025，{programme.list}、{unknown}、{unit.name。",
    "“乙” is not “甲公司”, (empty)." },
  { "row-placeholders", HONOURS ("{\"id\":\"a\",\"title\":\"x\",\"year\":2026}"), "late",
    "“x”的 2026 太晚。", "2026 of “x” is too late." },
};

static void
test_message (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (messages[i].values);
  const JcFinding *finding = find_finding (check, messages[i].code);

  g_assert (finding != NULL);
  g_assert_cmpstr (finding->message->zh, ==, messages[i].zh);
  g_assert_cmpstr (finding->message->en, ==, messages[i].en);
}

static void
test_missing_text (void)
{
  g_autoptr (JcCheck) check = new_check ("{\"unit\":{\"name\":\"甲公司\",\"declared\":false},"
                                         "\"leader\":{\"honours\":[{\"id\":\"a\"}]}}");
  g_autoptr (JcCheck) done = new_check ("{" SCHOOL "}");
  g_autofree char *zh = jc_check_dup_missing_text (check, JC_LANGUAGE_ZH);
  g_autofree char *en = jc_check_dup_missing_text (check, JC_LANGUAGE_EN);
  g_autofree char *nothing = jc_check_dup_missing_text (done, JC_LANGUAGE_ZH);

  g_assert_cmpstr (
      zh, ==,
      "甲公司\n单位：是否央企\n依托：依托类型\n荣誉：所获荣誉第 1 行的名称\n要改的 1 处：\n"
      "承诺：填“是”才能提交，现填“否”。\n");
  g_assert_cmpstr (
      en, ==,
      "甲公司\nUnit: Central\nHost: Base\nHonours: Honours, row 1, title\nTo mend (1):\n"
      "Declaration: only “Yes” can be submitted; it now says “No”.\n");
  g_assert_cmpstr (nothing, ==, "甲公司\n没有缺的，也没有要改的。\n");
}

/* --- Questions --- */

static void
test_applies (void)
{
  g_autoptr (JcCheck) check
      = new_check (HONOURS ("{\"id\":\"a\",\"kind\":\"patent\"},{\"id\":\"b\"}"));

  g_assert_true (jc_check_field_applies (check, "/unit/name"));
  g_assert_false (jc_check_field_applies (check, "/unit/group"));
  g_assert_false (jc_check_field_applies (check, "/host/total"));
  g_assert_true (jc_check_field_applies (check, "/leader/honours/0/number"));
  g_assert_false (jc_check_field_applies (check, "/leader/honours/1/number"));
  g_assert_false (jc_check_field_applies (check, "/leader/honours/2/number"));
  g_assert_false (jc_check_field_applies (check, "/unit/unknown"));
  g_assert_false (jc_check_field_applies (check, "malformed"));

  g_assert_true (jc_check_field_is_required (check, "/unit/name"));
  g_assert_true (jc_check_field_is_required (check, "/unit/declared"));
  g_assert_false (jc_check_field_is_required (check, "/unit/account_name"));
  g_assert_false (jc_check_field_is_required (check, "/host/total"));
  g_assert_true (jc_check_field_is_required (check, "/leader/honours/0/number"));
  g_assert_false (jc_check_field_is_required (check, "/leader/honours/1/number"));

  g_assert_true (jc_check_section_applies (check, "unit"));
  g_assert_false (jc_check_section_applies (check, "fund"));
  g_assert_false (jc_check_section_applies (check, "unknown"));

  g_assert_true (jc_check_slot_applies (check, "licence"));
  g_assert_false (jc_check_slot_applies (check, "fund_proof"));
  g_assert_false (jc_check_slot_applies (check, "unknown"));
}

static void
test_route (void)
{
  g_autoptr (JcCheck) school = new_check ("{\"host\":{\"base\":\"school\"}}");
  g_autoptr (JcCheck) city = new_check ("{\"host\":{\"base\":\"enterprise\"}}");
  g_autoptr (JcCheck) none = new_check ("{}");

  g_assert_cmpstr (jc_check_get_route (school), ==, "school");
  g_assert_cmpstr (jc_check_get_route (city), ==, "city");
  g_assert_null (jc_check_get_route (none));
}

static void
test_values (void)
{
  g_autoptr (JcCheck) check = new_check (
      "{\"unit\":{\"name\":\"甲公司\"},\"host\":{\"base\":\"enterprise\",\"total\":4,\"part\":1},"
      "\"leader\":{\"honours\":[{\"id\":\"a\",\"year\":2026}]}}");
  g_autoptr (JsonNode) derived
      = parse ("{\"host\":{\"enough\":false,\"share\":0.25},\"leader\":{\"honours\":[{\"late\":"
               "true}],\"n_late\":1,\"years\":[\"2026\"]}}");
  g_autoptr (JsonNode) proposal = jc_check_dup_proposal (check, "/unit/account_name");

  g_assert_true (jc_json_equal (jc_check_get_derived (check), derived));
  g_assert_cmpfloat (json_node_get_double (jc_check_get_value (check, "/host/share")), ==, 0.25);
  g_assert_cmpint (json_node_get_int (jc_check_get_value (check, "/host/total")), ==, 4);
  g_assert_true (json_node_get_boolean (jc_check_get_value (check, "/leader/honours/0/late")));
  g_assert_nonnull (jc_check_get_value (check, "/leader/honours/0"));
  g_assert_null (jc_check_get_value (check, "/unit/group"));

  g_assert_cmpstr (json_node_get_string (proposal), ==, "甲公司");
  g_assert_null (jc_check_dup_proposal (check, "/unit/name"));
  g_assert_null (jc_check_dup_proposal (check, "/leader/honours/0/year"));
}

static void
test_findings_at (void)
{
  g_autoptr (JcCheck) check = new_check (HONOURS ("{\"id\":\"a\"},{\"id\":\"b\",\"year\":2026}"));
  g_autoptr (GPtrArray) rows = jc_check_dup_findings_at (check, "/leader/honours");
  g_autoptr (GPtrArray) second = jc_check_dup_findings_at (check, "/leader/honours/1");
  g_autoptr (GPtrArray) year = jc_check_dup_findings_at (check, "/leader/honours/1/year");
  g_autoptr (GPtrArray) other = jc_check_dup_findings_at (check, "/unit/name");

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpuint (year->len, ==, 1);
  g_assert_cmpuint (other->len, ==, 0);
}

static const struct
{
  const char       *name;
  const char       *values;
  const char       *section;
  JcSectionProgress expected;
} progresses[] = {
  { "not-started", "{}", "unit", { JC_PROGRESS_NOT_STARTED, 3, 0, 0, 3, 0 } },
  { "incomplete",
    "{\"unit\":{\"name\":\"甲公司\"}}",
    "unit",
    { JC_PROGRESS_INCOMPLETE, 2, 0, 0, 3, 1 } },
  { "problems", "{\"unit\":{\"name\":\"甲\"}}", "unit", { JC_PROGRESS_PROBLEMS, 2, 1, 0, 3, 1 } },
  { "done", "{" SCHOOL "}", "unit", { JC_PROGRESS_DONE, 0, 0, 0, 3, 3 } },
  { "warnings",
    "{\"unit\":{" UNIT ",\"account_name\":\"乙\"}}",
    "unit",
    { JC_PROGRESS_DONE, 0, 0, 1, 3, 3 } },
  { "not-applicable", "{" SCHOOL "}", "fund", { JC_PROGRESS_NOT_APPLICABLE, 0, 0, 0, 0, 0 } },
  { "nothing-asked", "{}", "record", { JC_PROGRESS_DONE, 0, 0, 0, 0, 0 } },
  { "rows",
    HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\",\"kind\":\"patent\"}"),
    "record",
    { JC_PROGRESS_INCOMPLETE, 2, 0, 0, 3, 1 } },
  { "whole", "{" ENTERPRISE "\"part\":1}}", NULL, { JC_PROGRESS_PROBLEMS, 0, 1, 0, 6, 6 } },
  { "whole-empty", "{}", NULL, { JC_PROGRESS_NOT_STARTED, 4, 0, 0, 4, 0 } },
};

static void
test_progress (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (progresses[i].values);
  JcSectionProgress progress;

  jc_check_get_progress (check, progresses[i].section, &progress);
  g_assert_cmpint (progress.state, ==, progresses[i].expected.state);
  g_assert_cmpuint (progress.n_missing, ==, progresses[i].expected.n_missing);
  g_assert_cmpuint (progress.n_problems, ==, progresses[i].expected.n_problems);
  g_assert_cmpuint (progress.n_warnings, ==, progresses[i].expected.n_warnings);
  g_assert_cmpuint (progress.n_required, ==, progresses[i].expected.n_required);
  g_assert_cmpuint (progress.n_filled, ==, progresses[i].expected.n_filled);
}

/* --- Changes --- */

static JsonNode *
set_value (JsonNode *values, const char *pointer, const char *value)
{
  g_autoptr (JsonNode) node = value != NULL ? parse (value) : NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *changed = jc_pointer_set (values, pointer, node, &error);

  g_assert_no_error (error);

  return changed;
}

static guint64
count_update (JcCheck *check, JsonNode *values, const char *pointer)
{
  const char *changed[] = { pointer, NULL };
  guint64     before = jc_check_get_n_evaluated (check);

  jc_check_update (check, values, changed);

  return jc_check_get_n_evaluated (check) - before;
}

#define THREE_ROWS                                                                                 \
  HONOURS ("{\"id\":\"a\",\"title\":\"x\",\"year\":2020},{\"id\":\"b\",\"title\":\"y\",\"year\":"  \
           "2021},{\"id\":\"c\",\"title\":\"z\",\"year\":2022}")

static const struct
{
  const char *name;
  const char *pointer;
  const char *value;
  guint64     n_evaluated;
} counts[] = {
  /* Its own value and nothing else reads it. */
  { "alone", "/unit/id_no", "\"x\"", 1 },
  /* Its value, a proposal, the rules account, broken and, for each of three rows, title_unit. */
  { "name", "/unit/name", "\"乙公司\"", 7 },
  /* The rows' own value and that row's; rules late and title_unit of that row (for the title stands
   * in both); whole and the two derived values that read all rows. */
  { "row-title", "/leader/honours/1/title", "\"w\"", 7 },
  /* As above: the row's late, its value, the rows, whole, years, n_late; rule late. */
  { "row-year-same-lateness", "/leader/honours/1/year", "2019", 7 },
  /* Not even the value of an unknown field; but what reads all of its root would be asked. */
  { "unknown", "/unit/unknown", "1", 0 },
  { "unknown-root", "/nowhere", "{}", 0 },
  /* Its value, the share and the rule that shows it, though its section does not apply. */
  { "not-applicable-part", "/host/part", "5", 3 },
};

static void
test_count (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (THREE_ROWS);
  g_autoptr (JsonNode) before = parse (THREE_ROWS);
  g_autoptr (JsonNode) values = set_value (before, counts[i].pointer, counts[i].value);

  g_assert_cmpuint (count_update (check, values, counts[i].pointer), ==, counts[i].n_evaluated);
}

/* Two hundred fields, each required where the one before is filled, each with a rule of its own and
 * the one before, and a sum of every tenth. */
static JcProgramme *
new_big_programme (void)
{
  GString *text
      = g_string_new ("{\"format\":\"jiangce-programme/"
                      "1\",\"id\":\"big\",\"year\":2025,\"title\":{\"zh\":\"大\",\"en\":\"Big\"},"
                      "\"kinds\":[{\"id\":\"application\",\"title\":{\"zh\":\"申报\",\"en\":\"A\"},"
                      "\"sections\":[{\"id\":"
                      "\"s\",\"title\":{\"zh\":\"节\",\"en\":\"S\"},\"fields\":[");
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JcProgramme *programme;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (
        text,
        "%s{\"key\":\"s.f%d\",\"type\":\"integer\",\"label\":{\"zh\":\"项\",\"en\":\"F\"},"
        "\"required\":{\"var\":\"s.f%d\"}}",
        i > 0 ? "," : "", i, i - 1);
  g_string_append (text, ",{\"key\":\"s.sum\",\"type\":\"integer\",\"label\":{\"zh\":\"和\",\"en\":"
                         "\"Sum\"},\"derived\":{\"+\":[");
  for (int i = 0; i < 200; i += 10)
    g_string_append_printf (text, "%s{\"var\":[\"s.f%d\",0]}", i > 0 ? "," : "", i);
  g_string_append (text, "]}}]}],\"rules\":[");
  for (int i = 0; i < 200; i++)
    g_string_append_printf (
        text,
        "%s{\"id\":\"r%d\",\"assert\":{\"<=\":[{\"var\":\"s.f%d\"},{\"var\":"
        "\"s.f%d\"}]},\"at\":[\"s.f%d\"],\"message\":{\"zh\":\"甲\",\"en\":\"M\"}}",
        i > 0 ? "," : "", i, i, (i + 199) % 200, i);
  g_string_append (text, "]}]}");

  json = g_string_free (text, FALSE);
  node = jc_json_parse (json, -1, &error);
  g_assert_no_error (error);
  programme = jc_programme_new_from_json (node, &error);
  g_assert_no_error (error);

  return programme;
}

static void
test_big (void)
{
  g_autoptr (JcProgramme) programme = new_big_programme ();
  g_autoptr (JcCheck) check = jc_check_new (programme, "application", TODAY);
  g_autoptr (JsonNode) empty = parse ("{}");
  g_autoptr (JsonNode) first = set_value (empty, "/s/f5", "1");
  g_autoptr (JsonNode) second = set_value (first, "/s/f5", "2");
  g_autoptr (JsonNode) third = set_value (second, "/s/f10", "2");

  /* All of it once: 200 values, 200 required, 200 rules and the sum. */
  g_assert_cmpuint (jc_check_get_n_evaluated (check), ==, 601);

  /* Its value, two rules, required of the next, which changes, and so the next one's value. */
  g_assert_cmpuint (count_update (check, first, "/s/f5"), ==, 5);
  /* The next one stays required: its value is not looked at again. */
  g_assert_cmpuint (count_update (check, second, "/s/f5"), ==, 4);
  /* The sum as well, which nobody reads. */
  g_assert_cmpuint (count_update (check, third, "/s/f10"), ==, 6);
}

static gboolean
is_touched (JcCheck *check, const char *pointer)
{
  return g_ptr_array_find_with_equal_func (jc_check_get_touched (check), pointer, g_str_equal,
                                           NULL);
}

static void
test_touched (void)
{
  g_autoptr (JcCheck) check
      = new_check ("{\"unit\":{" UNIT "},\"host\":{\"base\":\"enterprise\"}}");
  g_autoptr (JsonNode) before = parse ("{\"unit\":{" UNIT "},\"host\":{\"base\":\"enterprise\"}}");
  g_autoptr (JsonNode) total = set_value (before, "/host/total", "4");
  g_autoptr (JsonNode) both = set_value (total, "/host/part", "1");
  g_autoptr (JsonNode) school = set_value (both, "/host/base", "\"school\"");
  g_autoptr (JsonNode) named = set_value (school, "/unit/name", "\"乙公司\"");

  count_update (check, total, "/host/total");
  g_assert_true (is_touched (check, "/host/total"));
  g_assert_false (is_touched (check, "/host/share"));
  g_assert_false (is_touched (check, "/unit/name"));

  count_update (check, both, "/host/part");
  g_assert_true (is_touched (check, "/host/part"));
  g_assert_true (is_touched (check, "/host/share"));
  g_assert_true (is_touched (check, "/host/enough"));
  g_assert_false (is_touched (check, "/host/total"));

  count_update (check, school, "/host/base");
  g_assert_true (is_touched (check, "/host/total"));
  g_assert_true (is_touched (check, "/host/share"));
  g_assert_false (is_touched (check, "/unit/name"));

  count_update (check, named, "/unit/name");
  g_assert_true (is_touched (check, "/unit/account_name"));
  g_assert_false (is_touched (check, "/host/total"));
}

/* The rows behind one that went have moved, and those at the end are gone. */
static void
test_removed_row (void)
{
  g_autoptr (JcCheck) check = new_check (HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\"}"));
  g_autoptr (JsonNode) before = parse (HONOURS ("{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\"}"));
  g_autoptr (JsonNode) values = set_value (before, "/leader/honours/0", NULL);
  g_autofree char *described = NULL;

  count_update (check, values, "/leader/honours/0");
  described = describe (check);
  g_assert_cmpstr (described, ==, "error missing /leader/honours/0/title");
  g_assert_true (is_touched (check, "/leader/honours/0/title"));
  g_assert_true (is_touched (check, "/leader/honours/1/title"));
  g_assert_false (jc_check_field_applies (check, "/leader/honours/1/title"));
}

/* --- Incremental and anew --- */

static const char *const edits[][2] = {
  { "/unit/name", "\"甲公司\"" },
  { "/unit/name", "\"甲\"" },
  { "/unit/name", "\"坏\"" },
  { "/unit/name", NULL },
  { "/unit/central", "true" },
  { "/unit/central", "false" },
  { "/unit/central", "\"maybe\"" },
  { "/unit/group", "\"乙集团\"" },
  { "/unit/group", NULL },
  { "/unit/account_name", "\"甲公司\"" },
  { "/unit/account_name", "\"乙\"" },
  { "/unit/id_no", "\"22010219870102001\"" },
  { "/unit/declared", "true" },
  { "/unit/declared", "false" },
  { "/unit/unknown", "1" },
  { "/unit", NULL },
  { "/unit", "{\"name\":\"丙公司\",\"central\":true}" },
  { "/host/base", "\"enterprise\"" },
  { "/host/base", "\"school\"" },
  { "/host/base", "\"nothing\"" },
  { "/host", "{}" },
  { "/host/total", "100" },
  { "/host/total", "\"x\"" },
  { "/host/part", "49" },
  { "/host/part", "50" },
  { "/host/part", NULL },
  { "/host/share", "0.9" },
  { "/leader", NULL },
  { "/leader/honours", "[]" },
  { "/leader/honours", NULL },
  { "/leader/honours", "\"x\"" },
  { "/leader/honours", "[{\"id\":\"p\",\"year\":2030},7,{\"id\":\"q\",\"kind\":\"patent\"}]" },
  { "/leader/honours/-", "{\"id\":\"n\",\"title\":\"甲公司\",\"late\":true}" },
  { "/leader/honours/-", "{\"kind\":\"patent\",\"year\":2025}" },
  { "/leader/honours/0", NULL },
  { "/leader/honours/1", NULL },
  { "/leader/honours/0", "{\"id\":\"z\",\"title\":\"新\"}" },
  { "/leader/honours/0/title", "\"甲公司\"" },
  { "/leader/honours/1/title", NULL },
  { "/leader/honours/0/kind", "\"patent\"" },
  { "/leader/honours/1/kind", NULL },
  { "/leader/honours/1/number", "\"1\"" },
  { "/leader/honours/0/year", "2024" },
  { "/leader/honours/0/year", "2026" },
  { "/leader/honours/1/year", "\"x\"" },
  { "", "{}" },
  { "/elsewhere", "{\"a\":1}" },
  { "/programme", "{\"nested\":{\"year\":1}}" },
};

static char *
describe_fully (JcCheck *check)
{
  g_autoptr (JsonNode) findings = jc_findings_to_json (jc_check_get_findings (check));
  g_autofree char  *text = jc_json_to_canonical (findings);
  g_autofree char  *derived = jc_json_to_canonical (jc_check_get_derived (check));
  GString          *all = g_string_new (text);
  JcSectionProgress progress;

  jc_check_get_progress (check, NULL, &progress);
  g_string_append_printf (all, " %s %d %u %u %s", derived, progress.state, progress.n_required,
                          progress.n_filled, jc_check_get_route (check));

  return g_string_free (all, FALSE);
}

/* What one field looks like, so that a change nobody was told of is noticed. */
static char *
describe_field (JcCheck *check, const char *pointer)
{
  g_autoptr (GPtrArray) findings = jc_check_dup_findings_at (check, pointer);
  g_autoptr (JsonNode) node = jc_findings_to_json (findings);
  g_autofree char *text = jc_json_to_canonical (node);

  return g_strdup_printf ("%s %d %d", text, jc_check_field_applies (check, pointer),
                          jc_check_field_is_required (check, pointer));
}

static const char *const watched[] = {
  "/unit/name",
  "/unit/group",
  "/unit/account_name",
  "/unit/declared",
  "/host/total",
  "/host/part",
  "/leader/honours/0/title",
  "/leader/honours/0/number",
  "/leader/honours/1/number",
  "/leader/honours/1/year",
};

static JsonNode *
apply_edit (JsonNode *values, const char *pointer, const char *value)
{
  g_autoptr (JsonNode) node = value != NULL ? parse (value) : NULL;
  JsonNode *changed;

  if (*pointer == '\0')
    return g_steal_pointer (&node);

  /* An edit that has no place in these values changes nothing. */
  changed = jc_pointer_set (values, pointer, node, NULL);

  return changed != NULL ? changed : json_node_ref (values);
}

static void
test_random_edits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251009);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcCheck) check = jc_check_new (programme, "application", TODAY);
  g_autoptr (JsonNode) values = parse ("{}");
  const JcKind *kind = jc_programme_find_kind (programme, "application");

  for (int i = 0; i < 1000; i++)
    {
      const char *const *edit = edits[g_rand_int_range (rand, 0, G_N_ELEMENTS (edits))];
      const char        *changed[] = { edit[0], NULL };
      g_autoptr (JsonNode) next = apply_edit (values, edit[0], edit[1]);
      g_autoptr (JcDossier) dossier = new_dossier (next);
      g_autoptr (JcCheck) anew = jc_check_new (programme, "application", TODAY);
      g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, next, NULL, TODAY);
      char            *before[G_N_ELEMENTS (watched)];
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (watched); j++)
        before[j] = describe_field (check, watched[j]);

      jc_check_update (check, next, changed);
      jc_check_set_dossier (anew, dossier);
      one = describe_fully (check);
      other = describe_fully (anew);
      g_test_message ("%d: %s = %s", i, edit[0], edit[1]);
      g_assert_cmpstr (one, ==, other);
      g_assert_true (jc_json_equal (jc_check_get_derived (check), derived));

      for (gsize j = 0; j < G_N_ELEMENTS (watched); j++)
        {
          g_autofree char *after = describe_field (check, watched[j]);

          g_assert_true (strcmp (before[j], after) == 0 || is_touched (check, watched[j]));
          g_free (before[j]);
        }

      json_node_unref (values);
      values = g_steal_pointer (&next);
    }
}

/* The definition that ships, from its sample: fields cleared, spoilt and put back. */
static void
test_shipped (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251015);
  const char *id = jc_programme_get_shipped_ids ()[0];
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (id);
  g_autoptr (JcCheck) check = jc_check_new (programme, "application", TODAY);
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  JsonNode     *sample = jc_programme_get_sample (programme, "application");
  g_autoptr (JsonNode) spoilt = parse ("\"\\u0001x\"");
  g_autoptr (JsonNode) values = json_node_ref (sample);
  g_autoptr (JcDossier) bare = new_dossier (sample);
  g_autoptr (JcDossier) complete = jc_sample_lay_in (programme, bare);

  jc_check_set_dossier (check, complete);
  g_assert_cmpuint (jc_findings_count (jc_check_get_findings (check), JC_SEVERITY_ERROR), ==, 0);

  for (int i = 0; i < 500; i++)
    {
      const JcSection *section
          = g_ptr_array_index (kind->sections,
                               (guint)g_rand_int_range (rand, 0, (int)kind->sections->len));
      const JcField *field
          = g_ptr_array_index (section->fields,
                               (guint)g_rand_int_range (rand, 0, (int)section->fields->len));
      JsonNode *choices[] = { NULL, spoilt, jc_pointer_get (sample, field->pointer) };
      JsonNode *value = choices[g_rand_int_range (rand, 0, 3)];
      g_autoptr (JsonNode) next = jc_pointer_set (values, field->pointer, value, NULL);
      g_autoptr (JcDossier) dossier = jc_dossier_with_values (complete, next);
      g_autoptr (JcCheck) anew = jc_check_new (programme, "application", TODAY);
      g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, next, NULL, TODAY);
      const char      *changed[] = { field->pointer, NULL };
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      jc_check_update (check, next, changed);
      jc_check_set_dossier (anew, dossier);
      one = describe_fully (check);
      other = describe_fully (anew);
      g_test_message ("%d: %s", i, field->pointer);
      g_assert_cmpstr (one, ==, other);
      g_assert_true (jc_json_equal (jc_check_get_derived (check), derived));

      json_node_unref (values);
      values = g_steal_pointer (&next);
    }
}

static void
add_cases (const char *prefix, const char *name, gsize i, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat ("/model/check/", prefix, "/", name, NULL);

  g_test_add_data_func (path, GSIZE_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_cases ("findings", cases[i].name, i, test_findings);
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    add_cases ("message", messages[i].name, i, test_message);
  for (gsize i = 0; i < G_N_ELEMENTS (progresses); i++)
    add_cases ("progress", progresses[i].name, i, test_progress);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    add_cases ("count", counts[i].name, i, test_count);
  g_test_add_func ("/model/check/no-kind", test_no_kind);
  g_test_add_func ("/model/check/missing-text", test_missing_text);
  g_test_add_func ("/model/check/applies", test_applies);
  g_test_add_func ("/model/check/route", test_route);
  g_test_add_func ("/model/check/values", test_values);
  g_test_add_func ("/model/check/findings-at", test_findings_at);
  g_test_add_func ("/model/check/count/two-hundred-fields", test_big);
  g_test_add_func ("/model/check/touched", test_touched);
  g_test_add_func ("/model/check/removed-row", test_removed_row);
  g_test_add_func ("/model/check/random-edits", test_random_edits);
  g_test_add_func ("/model/check/shipped", test_shipped);

  return g_test_run ();
}
