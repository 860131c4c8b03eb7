/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-programme-lint.h"

#include "programme-fixture.h"

#define UNIT "/kinds/0/sections/0/fields/"
#define HOST "/kinds/0/sections/1/fields/"
#define LEADER "/kinds/0/sections/3/fields/"
#define RULE "/kinds/0/rules/0/"
#define EACH "/kinds/0/rules/1/"

/* One change to a definition without fault, and the one finding that it makes. */
static const struct
{
  const char *path;
  const char *pointer;
  const char *json;
  const char *code; /* NULL: still without fault */
  const char *at;
} cases[] = {
  /* undeclared_field */
  { "undeclared/var", RULE "assert", "{\"var\":\"host.nothing\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/section", RULE "assert", "{\"var\":\"nothing\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/below-a-field", RULE "assert", "{\"var\":\"host.total.x\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/parameter", RULE "assert", "{\"var\":\"programme.nothing\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/nested-parameter", RULE "assert", "{\"var\":\"programme.nested.x\"}",
    "undeclared_field", RULE "assert" },
  { "undeclared/dossier", RULE "assert", "{\"var\":\"dossier.state\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/row-without-each", RULE "assert", "{\"var\":\"row.year\"}", "undeclared_field",
    RULE "assert" },
  { "undeclared/row-member", EACH "assert", "{\"var\":\"row.rank\"}", "undeclared_field",
    EACH "assert" },
  { "undeclared/in-body", "/kinds/0/rules/2/assert",
    "{\"some\":[{\"var\":\"leader.honours\"},{\"var\":\"rank\"}]}", "undeclared_field",
    "/kinds/0/rules/2/assert" },
  { "undeclared/in-filtered-body", "/kinds/0/rules/2/assert",
    "{\"count\":[{\"filter\":[{\"var\":\"leader.honours\"},true]},{\"var\":\"rank\"}]}",
    "undeclared_field", "/kinds/0/rules/2/assert" },
  { "undeclared/in-reduce", "/kinds/0/rules/2/assert",
    "{\"reduce\":[{\"var\":\"leader.honours\"},{\"var\":\"current.rank\"},0]}", "undeclared_field",
    "/kinds/0/rules/2/assert" },
  { "undeclared/missing", RULE "assert", "{\"missing\":[\"host.total\",\"host.gone\"]}",
    "undeclared_field", RULE "assert" },
  { "undeclared/missing-some", RULE "assert", "{\"missing_some\":[1,[\"host.gone\"]]}",
    "undeclared_field", RULE "assert" },
  { "undeclared/at", RULE "at/0", "\"host.gone\"", "undeclared_field", RULE "at/0" },
  { "undeclared/at-member", EACH "at/0", "\"gone\"", "undeclared_field", EACH "at/0" },
  { "undeclared/each", EACH "each", "\"leader.gone\"", "undeclared_field", EACH "each" },
  { "undeclared/each-no-rows", "/kinds/0/slots/0/each", "\"leader.name\"", "undeclared_field",
    "/kinds/0/slots/0/each" },
  { "undeclared/message", RULE "message/en", "\"{host.gone}\"", "undeclared_field",
    RULE "message" },
  { "undeclared/message-parameter", RULE "message/zh", "\"{programme.gone}\"", "undeclared_field",
    RULE "message" },
  { "undeclared/message-row", RULE "message/zh", "\"{row.year}\"", "undeclared_field",
    RULE "message" },
  { "undeclared/sheet", "/kinds/0/sheets/0/keys/0", "\"unit.gone\"", "undeclared_field",
    "/kinds/0/sheets/0/keys" },
  { "undeclared/sheet-section", "/kinds/0/sheets/0/keys/1", "\"gone.*\"", "undeclared_field",
    "/kinds/0/sheets/0/keys" },
  { "undeclared/title", "/kinds/0/dossier_title", "{\"var\":\"leader.gone\"}", "undeclared_field",
    "/kinds/0/dossier_title" },
  { "undeclared/code-field", LEADER "8/code_field", "\"leader.gone\"", "undeclared_field",
    LEADER "8/code_field" },
  { "undeclared/proposed", LEADER "8/proposed", "{\"var\":\"unit.gone\"}", "undeclared_field",
    LEADER "8/proposed" },
  { "undeclared/maximum", LEADER "6/maximum", "{\"var\":\"programme.gone\"}", "undeclared_field",
    LEADER "6/maximum" },
  { "undeclared/slot-required", "/kinds/0/slots/0/required", "{\"var\":\"unit.gone\"}",
    "undeclared_field", "/kinds/0/slots/0/required" },
  { "undeclared/route-area", "/routes/0/area", "{\"var\":\"unit.gone\"}", "undeclared_field",
    "/routes/0/area" },
  { "undeclared/window-kind", "/windows/0/kind", "\"gone\"", "undeclared_field",
    "/windows/0/kind" },
  { "declared/row-id", EACH "assert", "{\"var\":\"row.id\"}", NULL, NULL },
  { "declared/position", RULE "assert", "{\"var\":\"leader.honours.0.year\"}", NULL, NULL },
  { "declared/section", RULE "assert", "{\"var\":\"leader\"}", NULL, NULL },
  { "declared/computed", RULE "assert", "{\"var\":{\"cat\":[\"leader.\",\"name\"]}}", NULL, NULL },
  { "declared/today", RULE "assert", "{\"<\":[{\"var\":\"leader.birth_date\"},{\"today\":[]}]}",
    NULL, NULL },
  { "declared/finalised", RULE "assert", "{\"var\":\"dossier.finalised_on\"}", NULL, NULL },
  { "declared/parameter", RULE "assert", "{\"var\":\"programme.nested.name\"}", NULL, NULL },
  { "declared/other-kind", "/routes/0/area", "{\"var\":\"visit.verdict\"}", NULL, NULL },
  { "declared/terms", RULE "assert",
    "{\"some\":[{\"var\":\"leader.terms\"},{\"==\":[{\"var\":\"\"},\"13\"]}]}", NULL, NULL },

  /* unreachable_rule */
  { "unreachable/false", RULE "applies", "false", "unreachable_rule", RULE "applies" },
  { "unreachable/constant", RULE "applies", "{\"==\":[1,2]}", "unreachable_rule", RULE "applies" },
  { "unreachable/code", RULE "applies", "{\"==\":[{\"var\":\"host.base\"},\"school\"]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/code-reversed", RULE "applies", "{\"===\":[\"school\",{\"var\":\"host.base\"}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/code-in", RULE "applies",
    "{\"in\":[{\"var\":\"host.base\"},[\"enterprise\",\"school\"]]}", "unreachable_rule",
    RULE "applies" },
  { "unreachable/in-codes", RULE "applies", "{\"in\":[\"gone\",{\"var\":\"host.systems\"}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/code-in-assert", RULE "assert", "{\"!=\":[{\"var\":\"host.base\"},\"school\"]}",
    "unreachable_rule", RULE "assert" },
  { "unreachable/code-in-body", "/kinds/0/rules/2/assert",
    "{\"some\":[{\"var\":\"leader.honours\"},{\"==\":[{\"var\":\"level\"},\"world\"]}]}",
    "unreachable_rule", "/kinds/0/rules/2/assert" },
  { "unreachable/code-of-row", EACH "applies", "{\"==\":[{\"var\":\"row.level\"},\"world\"]}",
    "unreachable_rule", EACH "applies" },
  { "unreachable/two-values", RULE "applies",
    "{\"and\":[{\"==\":[{\"var\":\"host.base\"},\"enterprise\"]},"
    "{\"==\":[{\"var\":\"host.base\"},\"public_base\"]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/value-and-not", RULE "applies",
    "{\"and\":[{\"==\":[{\"var\":\"host.base\"},\"enterprise\"]},"
    "{\"!=\":[{\"var\":\"host.base\"},\"enterprise\"]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/value-not-in-set", RULE "applies",
    "{\"and\":[{\"==\":[{\"var\":\"host.base\"},\"enterprise\"]},"
    "{\"in\":[{\"var\":\"host.base\"},[\"public_base\"]]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/true-and-not", RULE "applies",
    "{\"and\":[{\"var\":\"unit.is_soe\"},{\"!\":{\"var\":\"unit.is_soe\"}}]}", "unreachable_rule",
    RULE "applies" },
  { "unreachable/true-and-false", RULE "applies",
    "{\"and\":[{\"var\":\"unit.is_soe\"},{\"==\":[{\"var\":\"unit.is_soe\"},false]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/above-and-below", RULE "applies",
    "{\"and\":[{\">\":[{\"var\":\"host.total\"},5]},{\"<\":[{\"var\":\"host.total\"},5]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/empty-span", RULE "applies", "{\"and\":[{\"<=\":[7,{\"var\":\"host.total\"},6]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/nested-and", RULE "applies",
    "{\"and\":[{\"and\":[{\"==\":[{\"var\":\"unit.name\"},\"a\"]}]},"
    "{\"==\":[{\"var\":\"unit.name\"},\"b\"]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/or-of-false", RULE "applies", "{\"or\":[false,{\"==\":[1,2]}]}",
    "unreachable_rule", RULE "applies" },
  { "unreachable/field", LEADER "8/applies", "{\"!\":[true]}", "unreachable_rule",
    LEADER "8/applies" },
  { "unreachable/section", "/kinds/0/sections/2/applies", "{\"and\":[true,0]}", "unreachable_rule",
    "/kinds/0/sections/2/applies" },
  { "unreachable/slot", "/kinds/0/slots/0/applies", "false", "unreachable_rule",
    "/kinds/0/slots/0/applies" },
  { "unreachable/route", "/routes/0/when", "{\"==\":[{\"var\":\"host.base\"},\"school\"]}",
    "unreachable_rule", "/routes/0/when" },
  { "reachable/or", RULE "applies",
    "{\"or\":[{\"==\":[{\"var\":\"host.base\"},\"enterprise\"]},"
    "{\"==\":[{\"var\":\"host.base\"},\"public_base\"]}]}",
    NULL, NULL },
  { "reachable/two-codes-of-a-list", RULE "applies",
    "{\"and\":[{\"in\":[\"training\",{\"var\":\"host.systems\"}]},"
    "{\"in\":[\"appraisal\",{\"var\":\"host.systems\"}]}]}",
    NULL, NULL },
  { "reachable/two-names", RULE "applies",
    "{\"and\":[{\"==\":[{\"var\":\"host.base\"},\"enterprise\"]},"
    "{\"==\":[{\"var\":\"leader.sex\"},\"1\"]}]}",
    NULL, NULL },
  { "reachable/blank-code", RULE "applies", "{\"!=\":[{\"var\":\"host.base\"},\"\"]}", NULL, NULL },
  { "reachable/touching-span", RULE "applies",
    "{\"and\":[{\">=\":[{\"var\":\"host.total\"},5]},{\"<=\":[{\"var\":\"host.total\"},5]}]}", NULL,
    NULL },
  { "reachable/same-spelling", RULE "applies",
    "{\"and\":[{\"==\":[{\"var\":\"unit.is_soe\"},true]},{\"==\":[{\"var\":\"unit.is_soe\"},1]}]}",
    NULL, NULL },
  { "reachable/retired-code", RULE "applies", "{\"==\":[{\"var\":\"host.base\"},\"closed\"]}", NULL,
    NULL },

  /* loop */
  { "loop/derived-itself", HOST "5/derived", "{\"+\":[{\"var\":\"host.share\"},1]}", "loop",
    HOST "5/derived" },
  { "loop/derived-section", HOST "5/derived", "{\"var\":\"host\"}", "loop", NULL },
  { "loop/derived-two", HOST "5/derived", "{\"var\":\"host.is_enough\"}", "loop", NULL },
  { "loop/derived-row", LEADER "9/fields/3/derived", "{\"var\":\"row.points\"}", "loop",
    LEADER "9/fields/3/derived" },
  { "loop/derived-over-rows", LEADER "9/fields/3/derived", "{\"var\":\"leader.points\"}", "loop",
    NULL },
  { "loop/applies-itself", UNIT "8/applies", "{\"var\":\"unit.soe_name\"}", "loop",
    UNIT "8/applies" },
  { "loop/applies-two", UNIT "7/applies", "{\"var\":\"unit.soe_name\"}", "loop", NULL },
  { "loop/applies-through-derived", HOST "4/applies", "{\"var\":\"host.is_enough\"}", "loop",
    HOST "4/applies" },
  { "loop/section", "/kinds/0/sections/2/applies", "{\">\":[{\"var\":\"enterprise.staff\"},0]}",
    "loop", "/kinds/0/sections/2/applies" },
  { "loop/required-itself", UNIT "0/required", "{\"!\":{\"var\":\"unit.name\"}}", "loop",
    UNIT "0/required" },
  { "loop/proposed-itself", LEADER "8/proposed", "{\"var\":\"leader.occupation\"}", "loop",
    LEADER "8/proposed" },
  { "loop/proposed-two", UNIT "0/proposed", "{\"var\":\"leader.occupation\"}", "loop", NULL },
  { "no-loop/required-one-of-two", UNIT "0/required", "{\"!\":{\"var\":\"unit.soe_name\"}}", NULL,
    NULL },
  { "no-loop/chain", LEADER "8/applies", "{\"var\":\"unit.soe_name\"}", NULL, NULL },

  /* window_order */
  { "window/dates", "/windows/0/until", "\"2025-10-08\"", "window_order", "/windows/0" },
  { "window/instants", "/windows/1/from", "\"2025-10-15T17:00:01+08:00\"", "window_order",
    "/windows/1" },
  { "window/one-day", "/windows/0/until", "\"2025-10-09\"", NULL, NULL },

  /* missing_translation */
  { "translation/en-empty", UNIT "0/label/en", "\"\"", "missing_translation", UNIT "0/label" },
  { "translation/zh-missing", UNIT "0/label/zh", NULL, "missing_translation", UNIT "0/label" },
  { "translation/stage", "/stages/0/title/en", NULL, "missing_translation", "/stages/0/title" },
  { "translation/list", "/code_lists/base/items/0/name/en", NULL, "missing_translation",
    "/code_lists/base/items/0/name" },

  /* copies_differ */
  { "copies/no-note", "/documents/0/copies_note", NULL, "copies_differ", "/documents/0/copies" },
  { "copies/equal", "/documents/0",
    "{\"id\":\"summary\",\"copies\":[{\"paper\":1},{\"paper\":1,\"electronic\":0}]}", NULL, NULL },
  { "copies/electronic", "/documents/0",
    "{\"id\":\"summary\",\"copies\":[{\"paper\":1},{\"paper\":1,\"electronic\":1}]}",
    "copies_differ", "/documents/0/copies" },

  /* dangling_code_list */
  { "list/field", LEADER "3/codes", "\"gone\"", "dangling_code_list", LEADER "3/codes" },
  { "list/resource", "/code_lists/unused", "{\"resource\":\"gone\"}", "dangling_code_list",
    "/code_lists/unused/resource" },
  { "list/calendar", "/calendar", "\"gone\"", "dangling_code_list", "/calendar" },
  { "list/logic", EACH "assert", "{\"code\":[\"gone\",{\"var\":\"row.level\"},\"points\"]}",
    "dangling_code_list", EACH "assert" },

  /* unknown_operation, unknown_format */
  { "operation/unknown", RULE "assert", "{\"equals\":[1,1]}", "unknown_operation", RULE "assert" },
  { "operation/nested", RULE "assert", "{\"and\":[true,{\"if\":[{\"nope\":1},1,2]}]}",
    "unknown_operation", RULE "assert" },
  { "operation/in-body", RULE "assert", "{\"all\":[{\"var\":\"leader.honours\"},{\"nope\":[]}]}",
    "unknown_operation", RULE "assert" },
  { "format/field", UNIT "1/format", "\"credit\"", "unknown_format", UNIT "1/format" },
  { "format/part", LEADER "2/derived", "{\"part\":[\"id\",{\"var\":\"leader.id_no\"},\"birth\"]}",
    "unknown_format", LEADER "2/derived" },

  /* duplicate_key */
  { "duplicate/rule", EACH "id", "\"share\"", "duplicate_key", EACH "id" },
  { "duplicate/slot", "/kinds/0/slots/1/id", "\"certificate\"", "duplicate_key",
    "/kinds/0/slots/1/id" },
  { "duplicate/page", "/kinds/0/slots/0/pages/1",
    "{\"id\":\"photo\",\"label\":{\"zh\":\"页\",\"en\":\"Page\"}}", "duplicate_key",
    "/kinds/0/slots/0/pages/1/id" },
  { "duplicate/section", "/kinds/0/sections/1/id", "\"unit\"", "duplicate_key",
    "/kinds/0/sections/1/id" },
  { "duplicate/window", "/windows/1/event", "\"deliver\"", "duplicate_key", "/windows/1" },

  /* bad_range */
  { "range/length", UNIT "0/min_length", "11", "bad_range", UNIT "0" },
  { "range/length-equal", UNIT "0/min_length", "10", NULL, NULL },
  { "range/items", HOST "2/min_items", "3", "bad_range", HOST "2" },
  { "range/numbers", HOST "3/minimum", "100000001", "bad_range", HOST "3" },
  { "range/numbers-equal", HOST "3/minimum", "100000000", NULL, NULL },
  { "range/member", LEADER "9/fields/0/min_length", "0", NULL, NULL },
  { "range/of-member", LEADER "9/fields/2/minimum", "1", NULL, NULL },

  /* unknown_route, unknown_slot */
  { "route/opinion", "/kinds/0/opinions/0/routes/0", "\"gone\"", "unknown_route",
    "/kinds/0/opinions/0/routes/0" },
  { "slot/volume", "/volume/items/0/slots/0", "\"gone\"", "unknown_slot",
    "/volume/items/0/slots/0" },
  { "slot/sealed", "/volume/items/0/sealed_slot", "\"gone\"", "unknown_slot",
    "/volume/items/0/sealed_slot" },
  { "slot/document", "/documents/0/slot", "\"gone\"", "unknown_slot", "/documents/0/slot" },
  { "route/stage", "/stages/0/route", "\"gone\"", "unknown_route", "/stages/0/route" },
  { "undeclared/volume", "/volume/items/0/keys/0", "\"leader.gone\"", "undeclared_field",
    "/volume/items/0/keys/0" },
  { "undeclared/column", "/summary_table", "{\"columns\":[{\"key\":\"leader.gone\"}]}",
    "undeclared_field", "/summary_table/columns/0/key" },
  { "declared/column", "/summary_table", "{\"columns\":[{\"key\":\"leader.honours.title\"}]}", NULL,
    NULL },
  { "unreachable/volume", "/volume/items/0/applies", "{\"==\":[{\"var\":\"host.base\"},\"x\"]}",
    "unreachable_rule", "/volume/items/0/applies" },

  /* unknown_member */
  { "member/top", "/colour", "1", "unknown_member", "/colour" },
  { "member/kind", "/kinds/0/colour", "null", "unknown_member", "/kinds/0/colour" },
  { "member/field", UNIT "0/requierd", "true", "unknown_member", UNIT "0/requierd" },
  { "member/of-row", LEADER "9/fields/0/requierd", "true", "unknown_member",
    LEADER "9/fields/0/requierd" },
  { "member/rows-in-row", LEADER "9/fields/0/fields", "[]", "unknown_member",
    LEADER "9/fields/0/fields" },
  { "member/text", UNIT "0/label/de", "\"Name\"", "unknown_member", UNIT "0/label/de" },
  { "member/rule", RULE "assert_that", "true", "unknown_member", RULE "assert_that" },
  { "member/list", "/code_lists/unused", "{\"resource\":\"sex\",\"colour\":1}", "unknown_member",
    "/code_lists/unused/colour" },
  { "member/parameter", "/parameters/colour", "1", NULL, NULL },

  /* wrong_type */
  { "type/text", UNIT "0/label", "\"Name\"", "wrong_type", UNIT "0/label" },
  { "type/null", RULE "source", "null", "wrong_type", RULE "source" },
  { "type/parameter", "/parameters/colour", "null", "wrong_type", "/parameters/colour" },
  { "type/logic", UNIT "0/required", "null", NULL, NULL },

  /* structure */
  { "structure/type", UNIT "0/type", "\"string\"", "structure", UNIT "0/type" },
  { "structure/key-twice", UNIT "1/key", "\"unit.name\"", "structure", UNIT "1/key" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) changed = load_changed (cases[i].pointer, cases[i].json);
  /* The sample and its scans were written for the definition as it stood. */
  g_autoptr (JsonNode) bare = jc_pointer_set (changed, "/kinds/0/sample", NULL, NULL);
  g_autoptr (JsonNode) node = jc_pointer_set (bare, "/kinds/0/sample_attachments", NULL, NULL);
  g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);
  gboolean found = FALSE;

  if (cases[i].code == NULL)
    g_assert_cmpuint (findings->len, ==, 0);

  for (guint j = 0; j < findings->len; j++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, j);

      g_test_message ("%s %s: %s", finding->pointer, finding->code, finding->message->en);
      /* A reference is looked up wherever its name stands, also where the schema has none yet. */
      if (g_str_equal (finding->code, "unknown_member")
          && g_strcmp0 (finding->pointer, cases[i].pointer) == 0 && !found)
        {
          found = cases[i].at != NULL && g_str_equal (cases[i].code, "unknown_member");
          continue;
        }
      g_assert_cmpstr (finding->code, ==, cases[i].code);
      g_assert_cmpstr (finding->message->zh, !=, "");
      g_assert_cmpstr (finding->message->en, !=, "");
      found = found || cases[i].at == NULL || g_strcmp0 (finding->pointer, cases[i].at) == 0;
    }
  g_assert_true (found || cases[i].code == NULL);
}

static void
test_clean (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (GPtrArray) findings = jc_programme_lint (programme);

  g_assert_cmpuint (findings->len, ==, 0);
}

/* A name that is not declared is null: what asks for it cannot hold, and both are told. */
static void
test_undeclared_condition (void)
{
  g_autoptr (JsonNode) node
      = load_changed (RULE "applies", "{\"==\":[{\"var\":\"host.gone\"},\"enterprise\"]}");
  g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);

  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->code, ==, "undeclared_field");
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 1))->code, ==, "unreachable_rule");
}

static void
test_sample (void)
{
  g_autoptr (JsonNode) node = load_changed ("/kinds/0/sample/leader/id_no", "\"220102198003120179\"");
  g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->code, ==, "sample_fails");
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->pointer, ==,
                   "/kinds/0/sample/leader/id_no");
}

static void
test_fields_apart (void)
{
  g_autoptr (JsonNode) apart
      = load_changed (UNIT "8/applies", "{\"==\":[{\"var\":\"host.base\"},\"public_base\"]}");
  g_autoptr (JsonNode) at = jc_json_parse ("[\"unit.soe_name\",\"enterprise.staff\"]", -1, NULL);
  g_autoptr (JsonNode) node = jc_pointer_set (apart, RULE "at", at, NULL);
  g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->code, ==, "unreachable_rule");
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->pointer, ==, RULE "at");
}

static void
test_not_a_definition (void)
{
  static const char *const texts[] = { "null", "[]", "\"\"", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = jc_json_parse (texts[i], -1, NULL);
      g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);

      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_cmpstr (((JcFinding *)g_ptr_array_index (findings, 0))->code, ==, "structure");
    }
}

static void
test_shipped (void)
{
  const char *const *ids = jc_programme_get_shipped_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (ids[i]);
      g_autoptr (GPtrArray) findings = NULL;

      g_assert_nonnull (programme);
      findings = jc_programme_lint (programme);
      for (guint j = 0; j < findings->len; j++)
        {
          const JcFinding *finding = g_ptr_array_index (findings, j);

          g_test_message ("%s %s: %s", finding->pointer, finding->code, finding->message->en);
        }
      g_assert_cmpuint (findings->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/programme-lint/sample", test_sample);
  g_test_add_func ("/model/programme-lint/clean", test_clean);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/programme-lint/", cases[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/model/programme-lint/undeclared-condition", test_undeclared_condition);
  g_test_add_func ("/model/programme-lint/fields-apart", test_fields_apart);
  g_test_add_func ("/model/programme-lint/not-a-definition", test_not_a_definition);
  g_test_add_func ("/model/programme-lint/shipped", test_shipped);

  return g_test_run ();
}
