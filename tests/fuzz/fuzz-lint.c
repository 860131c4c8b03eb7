/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* The linter judges every JSON: what cannot be loaded has an error, what can be loaded makes a
 * dossier that can be checked. */

#include "config.h"

#include "fuzz-driver.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-programme-lint.h"

static const char *const seeds[] = { NULL };
static const char *const files[]
    = { "programmes/tiny.json", "programmes/minimal.json", "check-programme.json", NULL };

const JcFuzzTarget jc_fuzz_target = { "lint", seeds, files, 32768, TRUE, 2500 };

static void
check_kind (JcProgramme *programme, const char *kind)
{
  g_autoptr (JcDossier) dossier
      = jc_dossier_new ("11111111-1111-4111-8111-111111111111", kind,
                        jc_programme_get_id (programme), jc_programme_get_version (programme));
  g_autoptr (JcCheck) check = jc_check_new (programme, kind, "2025-10-09");
  g_autofree char *missing = NULL;

  jc_check_set_dossier (check, dossier);
  missing = jc_check_dup_missing_text (check, JC_LANGUAGE_ZH);
  g_assert_nonnull (missing);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) node = jc_json_parse ((const char *)data, (gssize)size, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (JcProgramme) programme = NULL;
  GPtrArray *kinds;

  if (node == NULL)
    return -1;

  findings = jc_programme_lint_json (node);
  programme = jc_programme_new_from_json (node, NULL);
  if (programme == NULL)
    {
      g_assert_cmpuint (jc_findings_count (findings, JC_SEVERITY_ERROR), >, 0);
      return 0;
    }

  kinds = jc_programme_get_kinds (programme);
  for (guint i = 0; i < kinds->len; i++)
    check_kind (programme, ((const JcKind *)g_ptr_array_index (kinds, i))->id);

  return 0;
}
