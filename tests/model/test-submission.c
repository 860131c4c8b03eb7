/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-submission.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define OTHER_ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a02"
#define TODAY "2025-09-22"
#define SCAN(id, slot, name, sha256)                                                               \
  "{\"id\":\"" id "\",\"slot\":\"" slot "\",\"name\":\"" name "\",\"sha256\":\"" sha256            \
  "\",\"size\":9,\"media_type\":\"application/pdf\",\"pages\":2,\"view\":{\"turn\":90}}"

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

static JcDossier *
new_dossier (const char *values, const char *attachments)
{
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "check", "v1");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) values_node = jc_json_parse (values, -1, &error);
  g_autoptr (JsonNode) attachments_node = jc_json_parse (attachments, -1, &error);
  g_autoptr (JcDossier) dossier = NULL;

  g_assert_no_error (error);
  dossier = jc_dossier_with_values (empty, values_node);

  return jc_dossier_with_attachments (dossier, attachments_node);
}

/* --- Content --- */

static void
test_bytes (void)
{
  static const char bytes[]
      = "{\"about\":null,\"alg\":\"SHA-256\",\"filled_on\":\"2025-09-22\",\"kind\":\"application\","
        "\"originals\":[{\"name\":\"a.pdf\",\"pages\":2,\"sha256\":\"11\",\"size\":9,\"slot\":"
        "\"licence\"},"
        "{\"name\":\"b.pdf\",\"pages\":2,\"sha256\":\"22\",\"size\":9,\"slot\":\"licence\"}],"
        "\"programme\":\"check\",\"values\":{\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":"
        "\"x\"}]},"
        "\"unit\":{\"name\":\"甲\"}},\"version\":\"v1\"}";
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcDossier) draft
      = new_dossier ("{\"unit\":{\"name\":\"甲\",\"secret\":\"密\"},\"leader\":{\"honours\":[{"
                     "\"id\":\"a\",\"title\":"
                     "\"x\",\"note\":\"密\"}]}}",
                     "[" SCAN ("2", "licence", "b.pdf",
                               "22") "," SCAN ("1", "licence", "a.pdf",
                                               "11") "," SCAN ("3", "form", "c.pdf", "33") "]");
  g_autoptr (JcDossier) dossier = jc_dossier_finalise (draft, TODAY, NULL);
  g_autofree char *found = jc_dossier_dup_content_fingerprint (dossier, programme);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);

  g_assert_cmpstr (found, ==, expected);
}

#define BASE                                                                                       \
  "{\"unit\":{\"name\":\"甲\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"}]}}"
#define ONE_SCAN "[" SCAN ("1", "licence", "a.pdf", "11") "]"

static const struct
{
  const char *name;
  const char *values;
  const char *attachments;
  gboolean    content_same;
  gboolean    all_same;
} cases[] = {
  { "same", BASE, ONE_SCAN, TRUE, TRUE },
  { "value",
    "{\"unit\":{\"name\":\"乙\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"}]}}",
    ONE_SCAN, FALSE, FALSE },
  { "row-member",
    "{\"unit\":{\"name\":\"甲\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"y\"}]}}",
    ONE_SCAN, FALSE, FALSE },
  { "cleared-text",
    "{\"unit\":{\"name\":\"甲\",\"group\":\"\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":"
    "\"x\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "cleared-null",
    "{\"unit\":{\"name\":\"甲\",\"group\":null},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":"
    "\"x\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "cleared-rows",
    "{\"unit\":{\"name\":\"甲\",\"r\":[]},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"}]}"
    "}",
    ONE_SCAN, TRUE, FALSE },
  { "cleared-section",
    "{\"unit\":{\"name\":\"甲\"},\"host\":{\"base\":\"\"},\"leader\":{\"honours\":[{\"id\":\"a\","
    "\"title\":\"x\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "cleared-row-member",
    "{\"unit\":{\"name\":\"甲\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\",\"kind\":"
    "\"\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "false-is-an-answer",
    "{\"unit\":{\"name\":\"甲\",\"central\":false},\"leader\":{\"honours\":[{\"id\":\"a\","
    "\"title\":\"x\"}]}}",
    ONE_SCAN, FALSE, FALSE },
  { "not-content",
    "{\"unit\":{\"name\":\"甲\",\"secret\":\"密\"},\"leader\":{\"honours\":[{\"id\":\"a\","
    "\"title\":\"x\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "not-content-in-row",
    "{\"unit\":{\"name\":\"甲\"},\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\",\"note\":"
    "\"密\"}]}}",
    ONE_SCAN, TRUE, FALSE },
  { "no-scan", BASE, "[]", FALSE, FALSE },
  { "other-scan", BASE, "[" SCAN ("1", "licence", "a.pdf", "12") "]", FALSE, FALSE },
  { "other-id-of-scan", BASE, "[" SCAN ("9", "licence", "a.pdf", "11") "]", TRUE, FALSE },
  { "sealed-sheet", BASE,
    "[" SCAN ("1", "licence", "a.pdf", "11") "," SCAN ("3", "form", "c.pdf", "33") "]", TRUE,
    FALSE },
};

static void
test_fingerprint (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcDossier) base = new_dossier (BASE, ONE_SCAN);
  g_autoptr (JcDossier) other = new_dossier (cases[i].values, cases[i].attachments);
  g_autofree char *content = jc_dossier_dup_content_fingerprint (base, programme);
  g_autofree char *other_content = jc_dossier_dup_content_fingerprint (other, programme);
  g_autofree char *all = jc_dossier_dup_fingerprint (base, programme);
  g_autofree char *other_all = jc_dossier_dup_fingerprint (other, programme);

  g_assert_cmpint (strcmp (content, other_content) == 0, ==, cases[i].content_same);
  g_assert_cmpint (strcmp (all, other_all) == 0, ==, cases[i].all_same);
  g_assert_cmpuint (strlen (all), ==, 64);
  g_assert_cmpstr (all, !=, content);
}

/* What the server changes by receiving it leaves both as they were printed and signed. */
static void
test_submitted (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcDossier) draft = new_dossier (BASE, ONE_SCAN);
  g_autoptr (JcDossier) finalised = jc_dossier_finalise (draft, TODAY, NULL);
  g_autoptr (JcDossier) state = jc_dossier_with_state (finalised, "submitted", TODAY);
  g_autoptr (JcDossier) submitted = jc_dossier_with_revision (state, 8);
  g_autoptr (JcDossier) about = jc_dossier_with_about (finalised, OTHER_ID);
  g_autofree char *one = jc_dossier_dup_fingerprint (finalised, programme);
  g_autofree char *other = jc_dossier_dup_fingerprint (submitted, programme);
  g_autofree char *of_draft = jc_dossier_dup_content_fingerprint (draft, programme);
  g_autofree char *of_finalised = jc_dossier_dup_content_fingerprint (finalised, programme);
  g_autofree char *of_about = jc_dossier_dup_content_fingerprint (about, programme);

  g_assert_cmpstr (one, ==, other);
  g_assert_cmpstr (of_draft, !=, of_finalised);
  g_assert_cmpstr (of_about, !=, of_finalised);
}

/* --- Sheets --- */

static const struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *changed;
} sheets[] = {
  { "nothing", "{\"unit\":{\"name\":\"甲\"}}", "{\"unit\":{\"name\":\"甲\"}}", "" },
  { "cover", "{\"unit\":{\"name\":\"甲\"}}", "{\"unit\":{\"name\":\"乙\"}}", "cover " },
  { "on-no-sheet", "{\"unit\":{\"name\":\"甲\"}}", "{\"unit\":{\"name\":\"甲\",\"group\":\"乙\"}}",
    "" },
  { "blank", "{\"unit\":{\"name\":\"\"}}", "{}", "" },
  { "derived", "{\"host\":{\"total\":4,\"part\":1}}", "{\"host\":{\"total\":4,\"part\":2}}",
    "body " },
  { "row", "{\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"}]}}",
    "{\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"y\"}]}}", "body " },
  { "row-typed-anew", "{\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"}]}}",
    "{\"leader\":{\"honours\":[{\"id\":\"b\",\"title\":\"x\"}]}}", "" },
  { "row-order",
    "{\"leader\":{\"honours\":[{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\",\"title\":\"y\"}]}}",
    "{\"leader\":{\"honours\":[{\"id\":\"b\",\"title\":\"y\"},{\"id\":\"a\",\"title\":\"x\"}]}}",
    "body " },
  { "both", "{\"unit\":{\"name\":\"甲\"}}", "{\"host\":{\"total\":4}}", "cover body " },
};

static void
test_sheets (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcDossier) before = new_dossier (sheets[i].before, "[]");
  g_autoptr (JcDossier) after = new_dossier (sheets[i].after, "[]");
  g_autoptr (GPtrArray) changed = jc_dossier_dup_changed_sheets (before, after, programme);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint j = 0; j < changed->len; j++)
    g_string_append_printf (names, "%s ", ((const JcSheet *)g_ptr_array_index (changed, j))->id);
  g_assert_cmpstr (names->str, ==, sheets[i].changed);
}

static void
test_sheet_hash (void)
{
  static const char bytes[] = "{\"sheet\":\"cover\",\"values\":{\"unit.name\":\"甲\"}}";
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JcDossier) dossier = new_dossier (BASE, "[]");
  g_autofree char *hash = jc_dossier_dup_sheet_hash (dossier, programme, "cover");
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);

  g_assert_cmpuint (strlen (hash), ==, 12);
  g_assert_true (g_str_has_prefix (expected, hash));
  g_assert_null (jc_dossier_dup_sheet_hash (dossier, programme, "unknown"));
}

/* --- Finalising --- */

static void
test_finalise (void)
{
  g_autoptr (JcDossier) draft = new_dossier (BASE, "[]");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) finalised = jc_dossier_finalise (draft, TODAY, &error);
  g_autoptr (JcDossier) reopened = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (jc_dossier_get_state (finalised), ==, "finalised");
  g_assert_cmpstr (jc_dossier_get_finalised_on (finalised), ==, TODAY);

  reopened = jc_dossier_reopen (finalised, &error);
  g_assert_no_error (error);
  g_assert_true (jc_dossier_equal (reopened, draft));
}

static void
test_finalise_refused (void)
{
  static const char *const states[]
      = { "draft", "finalised", "submitted", "returned", "unheard_of" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (JcDossier) draft = new_dossier (BASE, "[]");
      g_autoptr (JcDossier) dossier = jc_dossier_with_state (draft, states[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JcDossier) finalised = jc_dossier_finalise (dossier, TODAY, &error);
      g_autoptr (GError) reopen_error = NULL;
      g_autoptr (JcDossier) reopened = jc_dossier_reopen (dossier, &reopen_error);

      g_assert_cmpint (finalised != NULL, ==, strcmp (states[i], "draft") == 0);
      g_assert_cmpint (reopened != NULL, ==, strcmp (states[i], "finalised") == 0);
      if (finalised == NULL)
        g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE);
      if (reopened == NULL)
        g_assert_error (reopen_error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE);
    }
}

static void
add_cases (const char *prefix, const char *name, gsize i, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat ("/model/submission/", prefix, "/", name, NULL);

  g_test_add_data_func (path, GSIZE_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/submission/bytes", test_bytes);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_cases ("fingerprint", cases[i].name, i, test_fingerprint);
  g_test_add_func ("/model/submission/submitted", test_submitted);
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    add_cases ("sheets", sheets[i].name, i, test_sheets);
  g_test_add_func ("/model/submission/sheet-hash", test_sheet_hash);
  g_test_add_func ("/model/submission/finalise", test_finalise);
  g_test_add_func ("/model/submission/finalise-refused", test_finalise_refused);

  return g_test_run ();
}
