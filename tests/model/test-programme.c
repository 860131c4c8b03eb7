/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "programme-fixture.h"

#include <string.h>

#define FIELD "/kinds/0/sections/0/fields/0"

/* --- Structure --- */

static const struct
{
  const char *path;
  const char *pointer;
  const char *json;  /* NULL removes */
  const char *where; /* the error begins with it; NULL: no error */
} structures[] = {
  { "format-missing", "/format", NULL, "/format：" },
  { "format-newer", "/format", "\"jiangce-programme/2\"", "/format：" },
  { "format-number", "/format", "1", "/format：" },
  { "id-missing", "/id", NULL, "/id：" },
  { "id-letters", "/id", "\"a b\"", "/id：" },
  { "title-missing", "/title", NULL, "/title：" },
  { "title-number", "/title", "1", "/title：" },
  { "year-before", "/year", "1999", "/year：" },
  { "year-first", "/year", "2000", NULL },
  { "year-last", "/year", "2100", NULL },
  { "year-after", "/year", "2101", "/year：" },
  { "year-text", "/year", "\"2025\"", "/year：" },
  { "timezone", "/timezone", "\"Europe/Berlin\"", "/timezone：" },
  { "timezone-missing", "/timezone", NULL, NULL },
  { "parameters-array", "/parameters", "[]", "/parameters：" },
  { "parameters-missing", "/parameters", NULL, NULL },
  { "code-lists-array", "/code_lists", "[]", "/code_lists：" },
  { "code-list-text", "/code_lists/base", "\"base\"", "/code_lists/base：" },
  { "code-list-twice", "/code_lists/base/items/1/code", "\"enterprise\"", "/code_lists/base：" },
  { "code-list-resource-number", "/code_lists/sex/resource", "1", "/code_lists/sex/resource：" },
  { "code-list-resource-path", "/code_lists/sex/resource", "\"../sex\"",
    "/code_lists/sex/resource：" },
  { "windows-object", "/windows", "{}", "/windows：" },
  { "window-number", "/windows/0", "1", "/windows/0：" },
  { "window-date", "/windows/0/from", "\"2025-02-30\"", "/windows/0/from：" },
  { "window-until", "/windows/0/until", "\"soon\"", "/windows/0/until：" },
  { "window-open", "/windows/0/from", "null", NULL },
  { "route-when", "/routes/0/when", NULL, "/routes/0/when：" },
  { "kinds-missing", "/kinds", NULL, "/kinds：" },
  { "kinds-empty", "/kinds", "[]", "/kinds：" },
  { "kind-twice", "/kinds/1/id", "\"application\"", "/kinds/1/id：" },
  { "sections-empty", "/kinds/0/sections", "[]", "/kinds/0/sections：" },
  { "section-title", "/kinds/0/sections/0/title", NULL, "/kinds/0/sections/0/title：" },
  { "key-missing", FIELD "/key", NULL, FIELD "/key：" },
  { "key-capital", FIELD "/key", "\"unit.Name\"", FIELD "/key：" },
  { "key-slash", FIELD "/key", "\"unit/name\"", FIELD "/key：" },
  { "key-dot-at-end", FIELD "/key", "\"unit.\"", FIELD "/key：" },
  { "key-two-dots", FIELD "/key", "\"unit..name\"", FIELD "/key：" },
  { "key-number", FIELD "/key", "\"unit.1\"", FIELD "/key：" },
  { "key-reserved", FIELD "/key", "\"dossier.name\"", FIELD "/key：" },
  { "key-twice", FIELD "/key", "\"unit.uscc\"", "/kinds/0/sections/0/fields/1/key：" },
  { "key-below-another", FIELD "/key", "\"unit.uscc.name\"", "/kinds/0/sections：" },
  { "member-dotted", "/kinds/0/sections/3/fields/9/fields/0/key", "\"a.b\"",
    "/kinds/0/sections/3/fields/9/fields/0/key：" },
  { "member-id", "/kinds/0/sections/3/fields/9/fields/0/key", "\"id\"",
    "/kinds/0/sections/3/fields/9/fields/0/key：" },
  { "rows-in-rows", "/kinds/0/sections/3/fields/9/fields/0/type", "\"rows\"",
    "/kinds/0/sections/3/fields/9/fields/0/type：" },
  { "rows-empty", "/kinds/0/sections/3/fields/9/fields", "[]",
    "/kinds/0/sections/3/fields/9/fields：" },
  { "label-missing", FIELD "/label", NULL, FIELD "/label：" },
  { "label-text", FIELD "/label", "\"Name\"", NULL },
  { "type-missing", FIELD "/type", NULL, FIELD "/type：" },
  { "type-unknown", FIELD "/type", "\"string\"", FIELD "/type：" },
  { "codes-missing", "/kinds/0/sections/1/fields/0/codes", NULL,
    "/kinds/0/sections/1/fields/0/codes：" },
  { "min-length-negative", FIELD "/min_length", "-1", FIELD "/min_length：" },
  { "min-length-fraction", FIELD "/min_length", "1.5", FIELD "/min_length：" },
  { "max-length-most", FIELD "/max_length", "1000000", NULL },
  { "max-length-more", FIELD "/max_length", "1000001", FIELD "/max_length：" },
  { "format-kinds-text", FIELD "/format_kinds", "\"mobile\"", FIELD "/format_kinds：" },
  { "precision-unknown", FIELD "/precisions", "[\"hour\"]", FIELD "/precisions：" },
  { "owner-unknown", FIELD "/owner", "\"anyone\"", FIELD "/owner：" },
  { "content-text", FIELD "/content", "\"yes\"", FIELD "/content：" },
  { "rule-id", "/kinds/0/rules/0/id", NULL, "/kinds/0/rules/0/id：" },
  { "rule-assert", "/kinds/0/rules/0/assert", NULL, "/kinds/0/rules/0/assert：" },
  { "rule-severity", "/kinds/0/rules/0/severity", "\"fatal\"", "/kinds/0/rules/0/severity：" },
  { "rule-message", "/kinds/0/rules/0/message", NULL, "/kinds/0/rules/0/message：" },
  { "rule-at-number", "/kinds/0/rules/0/at", "[1]", "/kinds/0/rules/0/at：" },
  { "slot-label", "/kinds/0/slots/0/label", NULL, "/kinds/0/slots/0/label：" },
  { "slot-page", "/kinds/0/slots/0/pages/0/id", NULL, "/kinds/0/slots/0/pages/0/id：" },
  { "opinion-due", "/kinds/0/opinions/0/due", "\"never\"", "/kinds/0/opinions/0/due：" },
  { "sheet-title", "/kinds/0/sheets/0/title", NULL, "/kinds/0/sheets/0/title：" },
  { "unknown-member", "/kinds/0/later", "{\"x\":1}", NULL },
};

static void
test_structure (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = load_changed (structures[i].pointer, structures[i].json);
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, &error);

  if (structures[i].where == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (programme);
      return;
    }

  g_assert_null (programme);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, structures[i].where));
  /* One line for each language. */
  g_assert_nonnull (strchr (error->message, '\n'));
  g_assert_true (strchr (error->message, '\n') == strrchr (error->message, '\n'));
}

/* As many copies of the item at @pointer as @n, with numbered ids or keys. */
static JcProgramme *
load_many (const char *pointer, const char *item, guint n)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append_printf (text, "{\"id\":\"i%u\",\"key\":\"k%u\",%s}", i, i, item);
    }
  g_string_append_c (text, ']');
  node = load_changed (pointer, text->str);

  return jc_programme_new_from_json (node, NULL);
}

/* The definition has 44 fields beside those of the visit. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *pointer;
    const char *item;
    guint       most;
  } bounds[] = {
    { "/kinds/0/rules", "\"assert\":true,\"message\":\"m\"", 2000 },
    { "/kinds/0/slots", "\"label\":\"s\"", 200 },
    { "/routes", "\"title\":\"r\",\"when\":true,\"category\":\"c\"", 200 },
    { "/kinds/1/sections", "\"title\":\"s\"", 200 },
  };
  g_autoptr (JcProgramme) most = NULL;
  g_autoptr (JcProgramme) more = NULL;
  guint n_others;

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (JcProgramme) full = load_many (bounds[i].pointer, bounds[i].item, bounds[i].most);
      g_autoptr (JcProgramme) over
          = load_many (bounds[i].pointer, bounds[i].item, bounds[i].most + 1);

      g_assert_nonnull (full);
      g_assert_null (over);
    }

  most = load_programme ();
  n_others = g_hash_table_size (jc_programme_find_kind (most, "application")->by_pointer);
  g_clear_pointer (&most, jc_programme_unref);
  most = load_many ("/kinds/1/sections/0/fields", "\"type\":\"text\",\"label\":\"f\"",
                    2000 - n_others);
  more = load_many ("/kinds/1/sections/0/fields", "\"type\":\"text\",\"label\":\"f\"",
                    2001 - n_others);
  g_assert_nonnull (most);
  g_assert_null (more);
}

/* --- What is read --- */

static void
test_members (void)
{
  g_autoptr (JsonNode) node = load_definition ();
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autofree char   *version = jc_json_dup_sha256 (node);
  JsonObject        *parameters = jc_json_as_object (jc_programme_get_parameters (programme));
  JcProgrammeWindow *window;
  JcRoute           *route;

  g_assert_cmpstr (jc_programme_get_id (programme), ==, "minimal-2025");
  g_assert_cmpstr (jc_programme_get_version (programme), ==, version);
  g_assert_cmpstr (jc_programme_get_title (programme)->en, ==, "The smallest programme");
  g_assert_cmpstr (jc_programme_get_default_area (programme), ==, "0431");
  g_assert_true (jc_json_equal (jc_programme_get_json (programme), node));
  g_assert_true (json_node_is_immutable (jc_programme_get_json (programme)));
  g_assert_nonnull (jc_programme_get_calendar (programme));
  g_assert_cmpint (jc_json_get_int (parameters, "year", 0), ==, 2025);
  g_assert_cmpstr (jc_json_get_string (parameters, "id", NULL), ==, "minimal-2025");
  g_assert_cmpint (jc_json_get_int (parameters, "max_term", 0), ==, 14);

  g_assert_cmpuint (jc_programme_get_windows (programme)->len, ==, 2);
  window = g_ptr_array_index (jc_programme_get_windows (programme), 1);
  g_assert_cmpstr (window->event, ==, "submit");
  g_assert_null (window->from);
  g_assert_cmpuint (jc_programme_get_routes (programme)->len, ==, 2);
  route = g_ptr_array_index (jc_programme_get_routes (programme), 1);
  g_assert_cmpstr (route->category, ==, "bureau");
  g_assert_null (route->area);
}

static void
test_kind (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcKind    *kind = jc_programme_find_kind (programme, "application");
  const JcSection *section = g_ptr_array_index (kind->sections, 2);
  const JcRule    *rule = g_ptr_array_index (kind->rules, 1);
  const JcSlot    *slot = g_ptr_array_index (kind->slots, 0);
  const JcOpinion *opinion = g_ptr_array_index (kind->opinions, 0);
  const JcSheet   *sheet = g_ptr_array_index (kind->sheets, 0);

  g_assert_cmpuint (jc_programme_get_kinds (programme)->len, ==, 2);
  g_assert_null (jc_programme_find_kind (programme, "score"));
  g_assert_null (jc_programme_find_kind (programme, NULL));
  g_assert_cmpstr (kind->roles[0], ==, "applicant");
  g_assert_true (kind->programme == programme);
  g_assert_nonnull (section->applies);
  g_assert_cmpstr (section->not_applicable->zh, ==, "不依托企业");
  g_assert_cmpstr (rule->each, ==, "leader.honours");
  g_assert_cmpint (rule->severity, ==, JC_SEVERITY_WARNING);
  g_assert_cmpstr (rule->at[0], ==, "year");
  g_assert_cmpstr (rule->source, ==, "附件1");
  g_assert_true (slot == jc_kind_find_slot (kind, "certificate"));
  g_assert_null (jc_kind_find_slot (kind, "photo"));
  g_assert_cmpuint (slot->pages->len, ==, 1);
  g_assert_cmpuint (slot->max_files, ==, 3);
  g_assert_false (slot->sealed);
  g_assert_true (jc_kind_find_slot (kind, "signed")->sealed);
  g_assert_cmpstr (opinion->due, ==, "submission");
  g_assert_true (opinion->seal);

  /* "leader.*" stands for the twelve fields of that section. */
  g_assert_cmpuint (g_strv_length (sheet->keys), ==, 13);
  g_assert_cmpstr (sheet->keys[0], ==, "unit.name");
  g_assert_true (g_strv_contains ((const char *const *)sheet->keys, "leader.birth_date"));

  g_assert_nonnull (jc_programme_get_sample (programme, "application"));
  g_assert_null (jc_programme_get_sample (programme, "visit"));
  g_assert_null (jc_programme_get_sample (programme, "score"));
}

static void
test_field_members (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcKind  *kind = jc_programme_find_kind (programme, "application");
  const JcField *name = jc_kind_find_field (kind, "unit.name");
  const JcField *mobile = jc_kind_find_field (kind, "unit.mobile");
  const JcField *soe_name = jc_kind_find_field (kind, "unit.soe_name");
  const JcField *start = jc_kind_find_field (kind, "leader.work_start");
  const JcField *birth = jc_kind_find_field (kind, "leader.birth_date");
  const JcField *title = jc_kind_find_field (kind, "/leader/honours/0/title");

  g_assert_cmpstr (name->pointer, ==, "/unit/name");
  g_assert_true (jc_logic_is_truthy (name->required));
  g_assert_null (name->applies);
  g_assert_cmpuint (name->min_length, ==, 2);
  g_assert_cmpstr (name->owner, ==, "applicant");
  g_assert_true (name->content);
  g_assert_false (name->sensitive);
  g_assert_cmpstr (mobile->format_kinds[0], ==, "mobile");
  g_assert_true (mobile->sensitive);
  g_assert_null (mobile->required);
  g_assert_true (soe_name->empty_unless_applies);
  g_assert_nonnull (soe_name->applies);
  g_assert_cmpint (start->precisions, ==, JC_PRECISION_DAY | JC_PRECISION_MONTH);
  g_assert_cmpint (birth->precisions, ==, JC_PRECISION_DAY);
  g_assert_cmpstr (title->key, ==, "title");
  g_assert_cmpstr (title->pointer, ==, "/leader/honours/*/title");
}

static const struct
{
  const char *path;
  const char *place;
  const char *pointer; /* of the field; NULL: none */
  const char *section; /* NULL: none */
} places[] = {
  { "pointer", "/unit/name", "/unit/name", "unit" },
  { "dotted", "unit.name", "/unit/name", "unit" },
  { "rows", "/leader/honours", "/leader/honours", "leader" },
  { "member", "/leader/honours/2/year", "/leader/honours/*/year", "leader" },
  { "member-star", "/leader/honours/*/year", "/leader/honours/*/year", "leader" },
  { "member-append", "/leader/honours/-/year", "/leader/honours/*/year", "leader" },
  { "member-dotted", "leader.honours.10.year", "/leader/honours/*/year", "leader" },
  { "member-plain", "leader.honours.year", "/leader/honours/*/year", "leader" },
  { "row", "/leader/honours/2", NULL, "leader" },
  { "row-id", "/leader/honours/2/id", NULL, NULL },
  { "row-by-name", "/leader/honours/x/year", NULL, NULL },
  { "below-a-text", "/unit/name/0", NULL, "unit" },
  { "below-a-member", "/leader/honours/0/year/x", NULL, NULL },
  { "section", "/unit", NULL, NULL },
  { "unknown", "/unit/gone", NULL, NULL },
  { "whole", "", NULL, NULL },
  { "slash", "/", NULL, NULL },
  { "malformed", "/unit/~2", NULL, NULL },
  { "escaped-slash", "/unit~1name", NULL, NULL },
  { "capital", "/Unit/name", NULL, NULL },
  { "null", NULL, NULL, NULL },
};

static void
test_place (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcKind    *kind = jc_programme_find_kind (programme, "application");
  const JcField   *field = jc_kind_find_field (kind, places[i].place);
  const JcSection *section = jc_kind_find_section_of (kind, places[i].place);

  g_assert_cmpstr (field != NULL ? field->pointer : NULL, ==, places[i].pointer);
  g_assert_cmpstr (section != NULL ? section->id : NULL, ==, places[i].section);
}

static void
test_code_lists (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  JcLogicEnv env;

  g_assert_nonnull (jc_programme_get_code_list (programme, "base"));
  g_assert_true (jc_programme_get_code_list (programme, "sex") == jc_code_list_get_shipped ("sex"));
  /* Shipped, but not declared. */
  g_assert_null (jc_programme_get_code_list (programme, "occupation"));
  g_assert_null (jc_programme_get_code_list (programme, NULL));

  jc_programme_init_logic_env (programme, &env);
  g_assert_true (env.calendar == jc_programme_get_calendar (programme));
  g_assert_cmpint (jc_json_get_int (env.lookup_code ("level", "national", env.user_data), "points",
                                    0),
                   ==, 5);
  g_assert_null (env.lookup_code ("level", "world", env.user_data));
  g_assert_null (env.lookup_code ("gone", "national", env.user_data));
}

/* --- What is calculated --- */

static char *
dup_derived (JcProgramme *programme, const char *values)
{
  g_autoptr (JsonNode) node = values != NULL ? jc_json_parse (values, -1, NULL) : NULL;
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, node, "2025-09-22", "2025-10-09");

  g_assert_true (json_node_is_immutable (derived));

  return jc_json_to_canonical (derived);
}

static const struct
{
  const char *path;
  const char *values;
  const char *derived;
} derivations[] = {
  { "nothing", NULL,
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "chain", "{\"host\":{\"total\":80000000,\"skilled\":42000000}}",
    "{\"host\":{\"is_enough\":true,\"share\":0.525},"
    "\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "identity", "{\"leader\":{\"id_no\":\"220102198003120178\"}}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"birth_date\":\"1980-03-12\","
    "\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "rows",
    "{\"leader\":{\"honours\":[{\"id\":\"a\",\"level\":\"national\"},{\"id\":\"b\"},"
    "{\"id\":\"c\",\"level\":\"city\"}]}}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\","
    "\"honours\":[{\"points\":5},{},{\"points\":1}],\"points\":6}}" },
  /* What somebody wrote where a value is derived is not read. */
  { "written", "{\"host\":{\"share\":1},\"leader\":{\"honours\":[{\"id\":\"a\",\"points\":99}]}}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "reserved", "{\"dossier\":{\"finalised_on\":\"1999-01-01\"},\"programme\":1,\"row\":{}}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "hostile", "{\"host\":[1],\"leader\":\"x\"}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "hostile-rows", "{\"leader\":{\"honours\":[1,null,{\"level\":[]}]}}",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
  { "no-object", "[1,2]",
    "{\"host\":{\"is_enough\":false},\"leader\":{\"filled_on\":\"2025-09-22\",\"points\":0}}" },
};

static void
test_derived (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autofree char *derived = dup_derived (programme, derivations[i].values);

  g_assert_cmpstr (derived, ==, derivations[i].derived);
}

static const struct
{
  const char *path;
  const char *pointer;
  const char *json;
  const char *host; /* what is derived of the host */
} loops[] = {
  { "itself", "/kinds/0/sections/1/fields/5/derived", "{\"+\":[{\"var\":\"host.share\"},1]}",
    "{\"is_enough\":false}" },
  { "two", "/kinds/0/sections/1/fields/5/derived", "{\"var\":\"host.is_enough\"}", NULL },
  { "unknown-operation", "/kinds/0/sections/1/fields/5/derived", "{\"nope\":1}",
    "{\"is_enough\":false}" },
};

static void
test_loop (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = load_changed (loops[i].pointer, loops[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, &error);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) derived = NULL;
  JsonNode        *host;
  g_autofree char *host_text = NULL;

  g_assert_no_error (error);
  text = dup_derived (programme, "{\"host\":{\"total\":2,\"skilled\":1}}");
  derived = jc_json_parse (text, -1, NULL);
  host = jc_pointer_get (derived, "/host");
  host_text = host != NULL ? jc_json_to_canonical (host) : NULL;
  g_assert_cmpstr (host_text, ==, loops[i].host);
}

static void
test_logic_data (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (JsonNode) values
      = jc_json_parse ("{\"host\":{\"total\":4,\"skilled\":1,\"share\":7},"
                       "\"leader\":{\"honours\":[{\"id\":\"a\",\"level\":\"city\",\"points\":7}]}}",
                       -1, NULL);
  g_autofree char *before = jc_json_to_canonical (values);
  g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, values, NULL, "2025-10-09");
  g_autoptr (JsonNode) data = jc_kind_dup_logic_data (kind, values, derived, NULL, "2025-10-09");
  g_autoptr (JsonNode) bare = jc_kind_dup_logic_data (kind, values, NULL, NULL, NULL);
  g_autofree char *after = jc_json_to_canonical (values);

  g_assert_cmpfloat (json_node_get_double (jc_pointer_get (data, "/host/share")), ==, 0.25);
  g_assert_cmpint (json_node_get_int (jc_pointer_get (data, "/host/total")), ==, 4);
  g_assert_cmpint (json_node_get_int (jc_pointer_get (data, "/leader/honours/0/points")), ==, 1);
  g_assert_cmpstr (jc_json_as_string (jc_pointer_get (data, "/leader/honours/0/id")), ==, "a");
  g_assert_cmpint (json_node_get_int (jc_pointer_get (data, "/programme/year")), ==, 2025);
  g_assert_cmpstr (jc_json_as_string (jc_pointer_get (data, "/dossier/kind")), ==, "application");
  g_assert_null (jc_pointer_get (data, "/dossier/finalised_on"));
  g_assert_cmpstr (jc_json_as_string (jc_pointer_get (data, "/today")), ==, "2025-10-09");
  g_assert_null (jc_pointer_get (data, "/leader/birth_date"));

  g_assert_null (jc_pointer_get (bare, "/host/share"));
  g_assert_null (jc_pointer_get (bare, "/leader/honours/0/points"));
  g_assert_null (jc_pointer_get (bare, "/today"));
  g_assert_cmpstr (before, ==, after);
}

/* Values that somebody still edits stay as they are, and theirs to change. */
static void
test_unsealed_values (void)
{
  g_autoptr (JsonNode) node
      = load_changed ("/kinds/0/sections/1/fields/5/derived", "{\"var\":\"unit\"}");
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, NULL);
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (JsonNode) sealed = jc_json_parse ("{\"unit\":{\"name\":\"a\"}}", -1, NULL);
  g_autoptr (JsonNode) values = jc_json_copy (sealed);
  g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, values, NULL, NULL);

  g_assert_cmpstr (jc_json_as_string (jc_pointer_get (derived, "/host/share/name")), ==, "a");
  json_object_set_string_member (json_node_get_object (jc_pointer_get (values, "/unit")), "name",
                                 "b");
  g_assert_cmpstr (jc_json_as_string (jc_pointer_get (derived, "/host/share/name")), ==, "a");
}

static const struct
{
  const char *path;
  const char *logic; /* NULL: none */
  const char *values;
  const char *title;
} titles[] = {
  { "name", "{\"var\":\"leader.name\"}", "{\"leader\":{\"name\":\"李明远\"}}", "李明远" },
  { "derived", "{\"var\":\"leader.birth_date\"}", "{\"leader\":{\"id_no\":\"220102198003120178\"}}",
    "1980-03-12" },
  { "one-line", "{\"var\":\"leader.name\"}", "{\"leader\":{\"name\":\" 李\\n明 \"}}", "李 明" },
  { "blank", "{\"var\":\"leader.name\"}", "{\"leader\":{\"name\":\" \"}}", "申报书" },
  { "missing", "{\"var\":\"leader.name\"}", "{}", "申报书" },
  { "number", "{\"var\":\"leader.name\"}", "{\"leader\":{\"name\":1}}", "申报书" },
  { "unknown-operation", "{\"nope\":[]}", "{}", "申报书" },
  { "none", NULL, "{}", "申报书" },
};

static void
test_title (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = load_changed ("/kinds/0/dossier_title", titles[i].logic);
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, NULL);
  g_autoptr (JsonNode) values = jc_json_parse (titles[i].values, -1, NULL);
  g_autofree char *title
      = jc_kind_dup_dossier_title (jc_programme_find_kind (programme, "application"), values);

  g_assert_cmpstr (title, ==, titles[i].title);
}

/* A dossier without a name of its own is called after its kind, in the reader's language. */
static void
test_title_language (void)
{
  g_autoptr (JsonNode) node = load_changed ("/kinds/0/dossier_title", "{\"var\":\"leader.name\"}");
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, NULL);
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (JsonNode) named = jc_json_parse ("{\"leader\":{\"name\":\"李\"}}", -1, NULL);
  g_autofree char *blank_zh = jc_kind_dup_dossier_title_in (kind, NULL, JC_LANGUAGE_ZH);
  g_autofree char *blank_en = jc_kind_dup_dossier_title_in (kind, NULL, JC_LANGUAGE_EN);
  g_autofree char *named_en = jc_kind_dup_dossier_title_in (kind, named, JC_LANGUAGE_EN);

  g_assert_cmpstr (blank_zh, ==, jc_text_get (kind->title, JC_LANGUAGE_ZH));
  g_assert_cmpstr (blank_en, ==, jc_text_get (kind->title, JC_LANGUAGE_EN));
  g_assert_cmpstr (blank_en, !=, blank_zh);
  g_assert_cmpstr (named_en, ==, "李");
}

static void
test_title_length (void)
{
  g_autoptr (JsonNode) node = load_changed ("/kinds/0/dossier_title", "{\"var\":\"leader.name\"}");
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, NULL);
  g_autoptr (GString) text = g_string_new ("{\"leader\":{\"name\":\"");
  g_autoptr (JsonNode) values = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < 121; i++)
    g_string_append (text, "字");
  g_string_append (text, "\"}}");
  values = jc_json_parse (text->str, -1, NULL);
  title = jc_kind_dup_dossier_title (jc_programme_find_kind (programme, "application"), values);
  g_assert_cmpint (g_utf8_strlen (title, -1), ==, 120);
}

/* --- Life --- */

static void
test_unsealed_definition (void)
{
  g_autoptr (JsonNode) sealed = load_definition ();
  g_autoptr (JsonNode) node = jc_json_copy (sealed);
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, NULL);

  json_object_set_string_member (json_node_get_object (node), "id", "changed");
  g_assert_cmpstr (jc_programme_get_id (programme), ==, "minimal-2025");
  g_assert_true (jc_json_equal (jc_programme_get_json (programme), sealed));
}

static void
test_shipped (void)
{
  const char *const *ids = jc_programme_get_shipped_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (ids[i]);
      g_autoptr (JcProgramme) again = jc_programme_ref_shipped (ids[i]);

      g_assert_nonnull (programme);
      g_assert_true (programme == again);
      g_assert_cmpstr (jc_programme_get_id (programme), ==, ids[i]);
    }

  g_assert_null (jc_programme_ref_shipped ("gone"));
  g_assert_null (jc_programme_ref_shipped ("programme.schema"));
  g_assert_null (jc_programme_ref_shipped ("../code-lists/sex"));
}

static void
add_cases (const char *folder, const char *name, gsize i, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/model/programme/", folder, "/", name, NULL);

  g_test_add_data_func (path, GSIZE_TO_POINTER (i), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (structures); i++)
    add_cases ("structure", structures[i].path, i, test_structure);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    add_cases ("place", places[i].path, i, test_place);
  for (gsize i = 0; i < G_N_ELEMENTS (derivations); i++)
    add_cases ("derived", derivations[i].path, i, test_derived);
  for (gsize i = 0; i < G_N_ELEMENTS (loops); i++)
    add_cases ("loop", loops[i].path, i, test_loop);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    add_cases ("title", titles[i].path, i, test_title);
  g_test_add_func ("/model/programme/bounds", test_bounds);
  g_test_add_func ("/model/programme/members", test_members);
  g_test_add_func ("/model/programme/kind", test_kind);
  g_test_add_func ("/model/programme/field-members", test_field_members);
  g_test_add_func ("/model/programme/code-lists", test_code_lists);
  g_test_add_func ("/model/programme/logic-data", test_logic_data);
  g_test_add_func ("/model/programme/unsealed-values", test_unsealed_values);
  g_test_add_func ("/model/programme/title-language", test_title_language);
  g_test_add_func ("/model/programme/title-length", test_title_length);
  g_test_add_func ("/model/programme/unsealed-definition", test_unsealed_definition);
  g_test_add_func ("/model/programme/shipped", test_shipped);

  return g_test_run ();
}
