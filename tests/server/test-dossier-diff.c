/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-dossier-diff.h"

#include "jc-json.h"

#define DOSSIER                                                                                    \
  "{\"id\": \"123e4567-e89b-42d3-a456-426614174000\", \"kind\": \"application\","                  \
  " \"programme\": \"small\", \"version\": \"0\", \"values\": %s, \"attachments\": %s}"

static const struct
{
  const char *path;
  const char *before;
  const char *after;
  const char *expected;
} cases[] = {
  { "/server/dossier-diff/equal", "{\"a\": {\"x\": 1}}", "{\"a\": {\"x\": 1.0}}", "[]" },
  { "/server/dossier-diff/changed", "{\"a\": {\"x\": 1, \"y\": 2}}",
    "{\"a\": {\"x\": 3, \"y\": 2}}", "[{\"pointer\": \"/a/x\", \"before\": 1, \"after\": 3}]" },
  { "/server/dossier-diff/section-came", "{}", "{\"a\": {\"x\": 1}}",
    "[{\"pointer\": \"/a/x\", \"before\": null, \"after\": 1}]" },
  { "/server/dossier-diff/section-went", "{\"a\": {\"x\": 1}}", "{}",
    "[{\"pointer\": \"/a/x\", \"before\": 1, \"after\": null}]" },
  { "/server/dossier-diff/escaped", "{\"a/b\": {\"x~y\": 1}}", "{\"a/b\": {\"x~y\": 2}}",
    "[{\"pointer\": \"/a~1b/x~0y\", \"before\": 1, \"after\": 2}]" },
  { "/server/dossier-diff/list-is-one-value", "{\"a\": {\"l\": [\"1\", \"2\"]}}",
    "{\"a\": {\"l\": [\"1\"]}}",
    "[{\"pointer\": \"/a/l\", \"before\": [\"1\", \"2\"], \"after\": [\"1\"]}]" },
  { "/server/dossier-diff/row-changed",
    "{\"a\": {\"r\": [{\"id\": \"1\", \"t\": 1}, {\"id\": \"2\", \"t\": 2}]}}",
    "{\"a\": {\"r\": [{\"id\": \"2\", \"t\": 3}, {\"id\": \"1\", \"t\": 1}]}}",
    "[{\"pointer\": \"/a/r/0/t\", \"before\": 2, \"after\": 3}]" },
  { "/server/dossier-diff/row-came-and-went", "{\"a\": {\"r\": [{\"id\": \"1\"}]}}",
    "{\"a\": {\"r\": [{\"id\": \"2\"}]}}",
    "[{\"pointer\": \"/a/r/0\", \"before\": {\"id\": \"1\"}, \"after\": null},"
    " {\"pointer\": \"/a/r/0\", \"before\": null, \"after\": {\"id\": \"2\"}}]" },
};

static JcDossier *
new_dossier (const char *values, const char *attachments)
{
  g_autofree char *text = g_strdup_printf (DOSSIER, values, attachments);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, &error);
  JcDossier *dossier;

  g_assert_no_error (error);
  dossier = jc_dossier_new_from_json (node, &error);
  g_assert_no_error (error);

  return dossier;
}

static void
assert_diff (JcDossier *before, JcDossier *after, const char *expected)
{
  g_autoptr (JsonNode) diff = jc_dossier_diff (before, after);
  g_autoptr (JsonNode) wanted = jc_json_parse (expected, -1, NULL);
  g_autofree char *got = jc_json_to_canonical (diff);
  g_autofree char *want = jc_json_to_canonical (wanted);

  g_assert_cmpstr (got, ==, want);
}

static void
test_values (gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  g_autoptr (JcDossier) before = new_dossier (row->before, "[]");
  g_autoptr (JcDossier) after = new_dossier (row->after, "[]");

  assert_diff (before, after, row->expected);
}

#define ATTACHMENT(name)                                                                           \
  "{\"id\": \"123e4567-e89b-42d3-a456-426614174001\", \"slot\": \"-\", \"name\": \"" name "\","    \
  " \"sha256\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"size\": "  \
  "1,"                                                                                             \
  " \"media_type\": \"image/png\"}"
#define PLACE "\"pointer\": \"/attachments/123e4567-e89b-42d3-a456-426614174001\""

static void
test_attachments (void)
{
  g_autoptr (JcDossier) none = new_dossier ("{}", "[]");
  g_autoptr (JcDossier) one = new_dossier ("{}", "[" ATTACHMENT ("a.png") "]");
  g_autoptr (JcDossier) renamed = new_dossier ("{}", "[" ATTACHMENT ("b.png") "]");

  assert_diff (none, one, "[{" PLACE ", \"before\": null, \"after\": " ATTACHMENT ("a.png") "}]");
  assert_diff (one, none, "[{" PLACE ", \"before\": " ATTACHMENT ("a.png") ", \"after\": null}]");
  assert_diff (one, renamed,
               "[{" PLACE
               ", \"before\": " ATTACHMENT ("a.png") ", \"after\": " ATTACHMENT ("b.png") "}]");
  assert_diff (one, one, "[]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_values);
  g_test_add_func ("/server/dossier-diff/attachments", test_attachments);

  return g_test_run ();
}
