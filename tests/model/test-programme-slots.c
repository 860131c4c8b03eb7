/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-check-private.h"
#include "jc-programme-lint.h"

#include "programme-fixture.h"

#define SLOT "/kinds/0/slots/0/"
#define MIB (G_GINT64_CONSTANT (1024) * 1024)

/* --- Reading --- */

/* @where: pointer of what is wrong, NULL when it is taken. */
static const struct
{
  const char *name;
  const char *pointer;
  const char *json;
  const char *where;
} shapes[] = {
  { "each-if", SLOT "each_if", "true", NULL },
  { "each-if-without-each", "/kinds/0/slots/1/each_if", "true", "/kinds/0/slots/1/each_if" },
  { "max-mib", SLOT "max_mib", "1", NULL },
  { "max-mib-negative", SLOT "max_mib", "-1", SLOT "max_mib" },
  { "max-mib-text", SLOT "max_mib", "\"1\"", SLOT "max_mib" },
  { "recognise", SLOT "recognise", "{\"keywords\":[\"证书\"]}", NULL },
  { "recognise-array", SLOT "recognise", "[\"证书\"]", SLOT "recognise" },
  { "keyword-empty", SLOT "recognise", "{\"keywords\":[\"\"]}", SLOT "recognise/keywords" },
  { "keyword-number", SLOT "recognise", "{\"keywords\":[1]}", SLOT "recognise/keywords" },
  { "page-keywords", SLOT "pages/0/keywords", "[\"照片\"]", NULL },
  { "page-keywords-text", SLOT "pages/0/keywords", "\"照片\"", SLOT "pages/0/keywords" },
  { "read", SLOT "reads", "[{\"fact\":\"date\"}]", NULL },
  { "read-no-fact", SLOT "reads", "[{\"key\":\"leader.name\"}]", SLOT "reads/0/fact" },
  { "read-unknown-fact", SLOT "reads", "[{\"fact\":\"colour\"}]", SLOT "reads/0/fact" },
  { "read-label-empty", SLOT "reads", "[{\"fact\":\"date\",\"labels\":[\"\"]}]",
    SLOT "reads/0/labels" },
  { "limits", "/kinds/0/limits", "{\"file_mib\":1}", NULL },
  { "limits-number", "/kinds/0/limits", "5", "/kinds/0/limits" },
  { "limit-fraction", "/kinds/0/limits", "{\"dossier_mib\":0.5}", "/kinds/0/limits/dossier_mib" },
  { "sample-without-title", "/kinds/0/sample_attachments/0/title", NULL,
    "/kinds/0/sample_attachments/0/title" },
  { "sample-without-slot", "/kinds/0/sample_attachments/0/slot", NULL,
    "/kinds/0/sample_attachments/0/slot" },
  { "sample-object", "/kinds/0/sample_attachments", "{}", "/kinds/0/sample_attachments" },
};

static void
test_shape (gconstpointer data)
{
  const gsize      i = GPOINTER_TO_SIZE (data);
  g_autofree char *beginning = g_strconcat (shapes[i].where, "：", NULL);
  g_autoptr (JsonNode) node = load_changed (shapes[i].pointer, shapes[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (node, &error);

  if (shapes[i].where == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (programme);
      return;
    }

  g_assert_null (programme);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, beginning));
}

static void
test_sizes (void)
{
  g_autoptr (JsonNode) limits = jc_json_parse ("{\"file_mib\":7,\"dossier_mib\":9}", -1, NULL);
  g_autoptr (JsonNode) own = jc_json_parse ("3", -1, NULL);
  g_autoptr (JcProgramme) plain = load_programme ();
  g_autoptr (JsonNode) node = load_definition ();
  g_autoptr (JsonNode) limited = jc_pointer_set (node, "/kinds/0/limits", limits, NULL);
  g_autoptr (JsonNode) both = jc_pointer_set (limited, SLOT "max_mib", own, NULL);
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (both, NULL);
  const JcKind *kind = g_ptr_array_index (jc_programme_get_kinds (plain), 0);

  g_assert_cmpint (kind->max_file_bytes, ==, 50 * MIB);
  g_assert_cmpint (kind->max_dossier_bytes, ==, 500 * MIB);
  g_assert_cmpint (((const JcSlot *)g_ptr_array_index (kind->slots, 0))->max_bytes, ==, 50 * MIB);

  kind = g_ptr_array_index (jc_programme_get_kinds (programme), 0);
  g_assert_cmpint (kind->max_file_bytes, ==, 7 * MIB);
  g_assert_cmpint (kind->max_dossier_bytes, ==, 9 * MIB);
  g_assert_cmpint (((const JcSlot *)g_ptr_array_index (kind->slots, 0))->max_bytes, ==, 3 * MIB);
  g_assert_cmpint (((const JcSlot *)g_ptr_array_index (kind->slots, 1))->max_bytes, ==, 7 * MIB);
}

/* --- Linting --- */

static const struct
{
  const char *name;
  const char *pointer;
  const char *json;
  const char *code; /* NULL: nothing is found */
  const char *at;
} findings_of[] = {
  { "each-if-row", SLOT "each_if", "{\"==\":[{\"var\":\"row.level\"},\"city\"]}", NULL, NULL },
  { "each-if-undeclared", SLOT "each_if", "{\"!\":{\"var\":\"row.gone\"}}", "undeclared_field",
    SLOT "each_if" },
  { "each-if-never", SLOT "each_if", "{\"==\":[{\"var\":\"row.level\"},\"world\"]}",
    "unreachable_rule", SLOT "each_if" },
  { "read-name", SLOT "reads",
    "[{\"fact\":\"text\",\"key\":\"leader.name\",\"labels\":[\"姓名\"]}]", NULL, NULL },
  { "read-number", SLOT "reads", "[{\"fact\":\"resident_id\",\"key\":\"leader.id_no\"}]", NULL,
    NULL },
  { "read-derived", SLOT "reads", "[{\"fact\":\"date\",\"key\":\"leader.birth_date\"}]", NULL,
    NULL },
  { "read-of-row", SLOT "reads", "[{\"fact\":\"text\",\"key\":\"row.title\"}]", NULL, NULL },
  { "read-undeclared", SLOT "reads", "[{\"fact\":\"text\",\"key\":\"leader.gone\"}]",
    "undeclared_field", SLOT "reads/0/key" },
  { "read-undeclared-of-row", SLOT "reads", "[{\"fact\":\"text\",\"key\":\"row.gone\"}]",
    "undeclared_field", SLOT "reads/0/key" },
  { "read-row-without-each", "/kinds/0/slots/1/reads",
    "[{\"fact\":\"text\",\"key\":\"row.title\"}]", "undeclared_field",
    "/kinds/0/slots/1/reads/0/key" },
  { "read-misfit-format", SLOT "reads", "[{\"fact\":\"uscc\",\"key\":\"leader.id_no\"}]",
    "read_misfit", SLOT "reads/0/key" },
  { "read-misfit-type", SLOT "reads", "[{\"fact\":\"date\",\"key\":\"leader.name\"}]",
    "read_misfit", SLOT "reads/0/key" },
  { "read-misfit-code", SLOT "reads", "[{\"fact\":\"code_label\",\"key\":\"leader.name\"}]",
    "read_misfit", SLOT "reads/0/key" },
  { "size-at-limit", SLOT "max_mib", "500", NULL, NULL },
  { "size-above-limit", SLOT "max_mib", "501", "bad_range", SLOT "max_mib" },
  { "sample-slot", "/kinds/0/sample_attachments/0/slot", "\"gone\"", "unknown_slot",
    "/kinds/0/sample_attachments/0/slot" },
  { "sample-row", "/kinds/0/sample_attachments/0/row", "\"c\"", "unknown_row",
    "/kinds/0/sample_attachments/0/row" },
  { "sample-part", "/kinds/0/sample_attachments/1/parts/0", "\"gone\"", "unknown_page",
    "/kinds/0/sample_attachments/1/parts/0" },
  { "sample-lacking", "/kinds/0/sample_attachments/1", NULL, "sample_fails", "/kinds/0/sample" },
  { "sample-too-many", "/kinds/0/slots/0/max_files", "1", "sample_fails", "/kinds/0/sample" },
};

static void
test_lint (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = load_changed (findings_of[i].pointer, findings_of[i].json);
  g_autoptr (GPtrArray) findings = jc_programme_lint_json (node);
  const JcFinding *finding;

  if (findings_of[i].code == NULL)
    {
      g_assert_cmpuint (findings->len, ==, 0);
      return;
    }

  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->code, ==, findings_of[i].code);
  g_assert_cmpstr (finding->pointer, ==, findings_of[i].at);
  g_assert_cmpstr (finding->message->zh, !=, "");
  g_assert_cmpstr (finding->message->en, !=, "");
}

static void
test_shipped (void)
{
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped ("changchun-studio-2025");
  g_autoptr (GPtrArray) findings = jc_programme_lint (programme);

  g_assert_cmpuint (findings->len, ==, 0);
}

#define ADD_TABLE(path, table, function)                                                           \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *name                                                                        \
          = g_strconcat ("/model/programme-slots/" path "/", table[i].name, NULL);                 \
                                                                                                   \
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), function);                                 \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("shape", shapes, test_shape)
  ADD_TABLE ("lint", findings_of, test_lint)
  g_test_add_func ("/model/programme-slots/sizes", test_sizes);
  g_test_add_func ("/model/programme-slots/shipped", test_shipped);

  return g_test_run ();
}
