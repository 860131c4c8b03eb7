/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-dossier.h"
#include "jc-json.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define OTHER_ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a02"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HEAD "\"id\":\"" ID "\",\"kind\":\"application\",\"programme\":\"p\",\"version\":\"v\""
#define ATTACHMENT                                                                                 \
  "{\"id\":\"" OTHER_ID "\",\"slot\":\"licence\",\"name\":\"执照.pdf\",\"sha256\":\"" SHA256       \
  "\",\"size\":0,\"media_type\":\"application/pdf\",\"pages\":1}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static JcDossier *
read_dossier (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  JcDossier *dossier = jc_dossier_new_from_json (node, &error);

  g_assert_no_error (error);

  return dossier;
}

static const struct
{
  const char *path;
  const char *json;
  const char *where; /* NULL: taken */
} cases[] = {
  { "least", "{" HEAD "}", NULL },
  { "null-options", "{" HEAD ",\"about\":null,\"round\":null,\"finalised_on\":null}", NULL },
  { "all",
    "{" HEAD ",\"about\":\"" OTHER_ID
    "\",\"round\":\"2025\",\"state\":\"finalised\",\"revision\":3,"
    "\"finalised_on\":\"2025-09-22\",\"values\":{\"unit\":{\"full_name\":\"甲\"}},\"attachments\":"
    "[" ATTACHMENT "]}",
    NULL },
  { "no-object", "[]", "/：" },
  { "no-id", "{\"kind\":\"a\",\"programme\":\"p\",\"version\":\"v\"}", "/id" },
  { "id-no-uuid", "{\"id\":\"42\",\"kind\":\"a\",\"programme\":\"p\",\"version\":\"v\"}", "/id" },
  { "id-number", "{\"id\":42,\"kind\":\"a\",\"programme\":\"p\",\"version\":\"v\"}", "/id" },
  { "no-kind", "{\"id\":\"" ID "\",\"programme\":\"p\",\"version\":\"v\"}", "/kind" },
  { "empty-kind", "{\"id\":\"" ID "\",\"kind\":\"\",\"programme\":\"p\",\"version\":\"v\"}",
    "/kind" },
  { "control-in-programme",
    "{\"id\":\"" ID "\",\"kind\":\"a\",\"programme\":\"p\\n\",\"version\":\"v\"}", "/programme" },
  { "no-version", "{\"id\":\"" ID "\",\"kind\":\"a\",\"programme\":\"p\"}", "/version" },
  { "about-no-uuid", "{" HEAD ",\"about\":\"x\"}", "/about" },
  { "about-number", "{" HEAD ",\"about\":1}", "/about" },
  { "round-number", "{" HEAD ",\"round\":2025}", "/round" },
  { "state-null", "{" HEAD ",\"state\":null}", "/state" },
  { "revision-zero", "{" HEAD ",\"revision\":0}", NULL },
  { "revision-negative", "{" HEAD ",\"revision\":-1}", "/revision" },
  { "revision-fraction", "{" HEAD ",\"revision\":1.5}", "/revision" },
  { "leap-day", "{" HEAD ",\"finalised_on\":\"2024-02-29\"}", NULL },
  { "no-leap-day", "{" HEAD ",\"finalised_on\":\"2025-02-29\"}", "/finalised_on" },
  { "short-date", "{" HEAD ",\"finalised_on\":\"2025-9-22\"}", "/finalised_on" },
  { "letters-in-date", "{" HEAD ",\"finalised_on\":\"2025-0a-22\"}", "/finalised_on" },
  { "values-array", "{" HEAD ",\"values\":[]}", "/values" },
  { "section-string", "{" HEAD ",\"values\":{\"unit\":\"x\"}}", "/values/unit" },
  { "draft-of-anything", "{" HEAD ",\"values\":{\"unit\":{\"a\":1.5,\"b\":null,\"c\":{\"d\":[]}}}}",
    NULL },
  { "rows-without-id", "{" HEAD ",\"values\":{\"a\":{\"rows\":[{\"t\":1},{\"t\":2},3]}}}", NULL },
  { "rows", "{" HEAD ",\"values\":{\"a\":{\"rows\":[{\"id\":\"1\"},{\"id\":\"2\"}]}}}", NULL },
  { "rows-same-id", "{" HEAD ",\"values\":{\"a\":{\"rows\":[{\"id\":\"1\"},{\"id\":\"1\"}]}}}",
    "/values/a/rows" },
  { "row-id-number", "{" HEAD ",\"values\":{\"a\":{\"rows\":[{\"id\":1}]}}}", "/values/a/rows" },
  { "attachments-object", "{" HEAD ",\"attachments\":{}}", "/attachments" },
  { "attachment", "{" HEAD ",\"attachments\":[" ATTACHMENT "]}", NULL },
  { "attachment-twice", "{" HEAD ",\"attachments\":[" ATTACHMENT "," ATTACHMENT "]}",
    "/attachments/1/id" },
  { "attachment-string", "{" HEAD ",\"attachments\":[\"x\"]}", "/attachments/0/id" },
};

static void
test_read (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = parse (cases[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier = jc_dossier_new_from_json (node, &error);

  if (cases[i].where == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (dossier);
    }
  else
    {
      g_assert_null (dossier);
      g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].where));
    }
}

static const struct
{
  const char *name;
  const char *member;
  const char *value; /* NULL: missing */
  gboolean    good;
} members[] = {
  { "id", "id", "\"x\"", FALSE },
  { "no-slot", "slot", NULL, FALSE },
  { "unfiled", "slot", "\"-\"", TRUE },
  { "empty-name", "name", "\"\"", FALSE },
  { "name-with-slash", "name", "\"../x\"", FALSE },
  { "name-dots", "name", "\"..\"", FALSE },
  { "name-with-backslash", "name", "\"a\\\\b\"", TRUE },
  { "short-hash", "sha256", "\"e3b0\"", FALSE },
  { "upper-case-hash", "sha256",
    "\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\"", FALSE },
  { "negative-size", "size", "-1", FALSE },
  { "no-size", "size", NULL, FALSE },
  { "size-string", "size", "\"1\"", FALSE },
  { "media-type-null", "media_type", "null", TRUE },
  { "media-type-number", "media_type", "1", FALSE },
};

static void
test_attachment (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) sealed = parse ("{" HEAD ",\"attachments\":[" ATTACHMENT "]}");
  g_autoptr (JsonNode) node = jc_json_copy (sealed);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier = NULL;
  g_autofree char *where = g_strconcat ("/attachments/0/", members[i].member, NULL);
  JsonObject      *attachment = json_array_get_object_element (
           json_object_get_array_member (json_node_get_object (node), "attachments"), 0);

  json_object_remove_member (attachment, members[i].member);
  if (members[i].value != NULL)
    json_object_set_member (attachment, members[i].member, parse (members[i].value));
  dossier = jc_dossier_new_from_json (node, &error);

  g_assert_cmpint (dossier != NULL, ==, members[i].good);
  if (!members[i].good)
    {
      g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, where));
    }
}

static void
test_round_trip (void)
{
  const char *text = cases[2].json;
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (JcDossier) dossier = read_dossier (text);
  g_autoptr (JsonNode) again = jc_dossier_to_json (dossier);

  g_assert_true (jc_json_equal (node, again));
  g_assert_cmpstr (jc_dossier_get_about (dossier), ==, OTHER_ID);
  g_assert_cmpstr (jc_dossier_get_round (dossier), ==, "2025");
  g_assert_cmpstr (jc_dossier_get_state (dossier), ==, "finalised");
  g_assert_cmpstr (jc_dossier_get_finalised_on (dossier), ==, "2025-09-22");
  g_assert_cmpint (jc_dossier_get_revision (dossier), ==, 3);
}

static void
test_new (void)
{
  g_autoptr (JcDossier) dossier = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JcDossier) read = read_dossier ("{" HEAD "}");

  g_assert_cmpstr (jc_dossier_get_state (dossier), ==, "draft");
  g_assert_cmpint (jc_dossier_get_revision (dossier), ==, 0);
  g_assert_null (jc_dossier_get_round (dossier));
  g_assert_true (json_node_is_immutable (jc_dossier_get_values (dossier)));
  g_assert_true (jc_dossier_equal (dossier, read));
}

/* What a caller built stays the caller's; the dossier does not change with it. */
static void
test_unsealed_values_are_copied (void)
{
  g_autoptr (JcDossier) dossier = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JsonNode) sealed = parse ("{\"unit\":{\"a\":1}}");
  g_autoptr (JsonNode) values = jc_json_copy (sealed);
  g_autoptr (JcDossier) changed = jc_dossier_with_values (dossier, values);
  g_autoptr (JcDossier) shared = jc_dossier_with_values (dossier, sealed);

  json_object_remove_member (json_node_get_object (values), "unit");
  g_assert_true (jc_json_equal (jc_dossier_get_values (changed), sealed));
  g_assert_true (jc_dossier_get_values (shared) == sealed);
}

static void
test_with (void)
{
  g_autoptr (JcDossier) dossier = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JcDossier) finalised = jc_dossier_with_state (dossier, "finalised", "2025-09-22");
  g_autoptr (JcDossier) undated = jc_dossier_with_state (finalised, NULL, NULL);
  g_autoptr (JcDossier) round = jc_dossier_with_round (dossier, "2025");
  g_autoptr (JcDossier) version = jc_dossier_with_version (dossier, "w");
  g_autoptr (JcDossier) about = jc_dossier_with_about (dossier, OTHER_ID);
  g_autoptr (JcDossier) revision = jc_dossier_with_revision (dossier, 7);

  g_assert_cmpstr (jc_dossier_get_finalised_on (finalised), ==, "2025-09-22");
  g_assert_cmpstr (jc_dossier_get_state (undated), ==, "finalised");
  g_assert_null (jc_dossier_get_finalised_on (undated));
  g_assert_cmpstr (jc_dossier_get_state (dossier), ==, "draft");
  g_assert_cmpstr (jc_dossier_get_round (round), ==, "2025");
  g_assert_cmpstr (jc_dossier_get_version (version), ==, "w");
  g_assert_cmpstr (jc_dossier_get_about (about), ==, OTHER_ID);
  g_assert_cmpint (jc_dossier_get_revision (revision), ==, 7);

  g_assert_false (jc_dossier_equal (dossier, finalised));
  g_assert_false (jc_dossier_equal (finalised, undated));
  g_assert_false (jc_dossier_equal (dossier, round));
  g_assert_false (jc_dossier_equal (dossier, version));
  g_assert_false (jc_dossier_equal (dossier, about));
  g_assert_true (jc_dossier_equal (dossier, revision));
}

static void
test_with_value (void)
{
  g_autoptr (JcDossier) dossier = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JsonNode) value = parse ("\"甲\"");
  g_autoptr (JsonNode) expected = parse ("{\"unit\":{\"full_name\":\"甲\"}}");
  g_autoptr (JsonNode) empty = parse ("{\"unit\":{}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) set = jc_dossier_with_value (dossier, "/unit/full_name", value, &error);
  g_autoptr (JcDossier) removed = NULL;

  g_assert_no_error (error);
  g_assert_true (jc_json_equal (jc_dossier_get_values (set), expected));

  removed = jc_dossier_with_value (set, "/unit/full_name", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (jc_json_equal (jc_dossier_get_values (removed), empty));

  g_assert_null (jc_dossier_with_value (set, "/unit/full_name/x", value, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (jc_dossier_with_value (set, "/unit", value, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/dossier/read/", cases[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_read);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *path = g_strconcat ("/model/dossier/attachment/", members[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_attachment);
    }
  g_test_add_func ("/model/dossier/round-trip", test_round_trip);
  g_test_add_func ("/model/dossier/new", test_new);
  g_test_add_func ("/model/dossier/unsealed-values-are-copied", test_unsealed_values_are_copied);
  g_test_add_func ("/model/dossier/with", test_with);
  g_test_add_func ("/model/dossier/with-value", test_with_value);

  return g_test_run ();
}
