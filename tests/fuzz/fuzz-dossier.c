/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Whatever is filled into a dossier can be saved, read again and checked, and what is checked step
 * by step is what is checked at once. The input is a merge patch of the values (RFC 7396). */

#include "config.h"

#include "fuzz-driver.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-submission.h"

#define TODAY "2025-10-09"

static const char *const seeds[] = {
  "{\"unit\": {\"full_name\": \"长春示例精工有限公司\", \"fax\": null, \"is_central_soe\": true, "
  "\"nature\": \"private\"}}",
  "{\"leader\": {\"id_no\": \"220102198701020158\", \"honours\": [{\"id\": \"a\", \"title\": "
  "\"全国技术能手\", \"year\": \"2023\"},"
  " {\"id\": \"b\", \"title\": 5}], \"conditions\": [\"1\", \"3\"]}}",
  "{\"host\": {\"edu_fund_total\": 80000000, \"base\": \"enterprise\"}, \"studio\": {\"area\": "
  "\"120.5\", \"size\": \"6-10\"}}",
  "{\"project\": null, \"funding\": {\"uses\": [{\"id\": \"1\", \"amount\": -1}]}, \"unit\": []}",
  NULL,
};

const JcFuzzTarget jc_fuzz_target = { "dossier", seeds, NULL, 16384, TRUE, 4000 };

/* A new dossier of the first kind, with its sample. */
static JcDossier *
new_sample (JcProgramme *programme)
{
  const JcKind *kind = g_ptr_array_index (jc_programme_get_kinds (programme), 0);
  g_autoptr (JcDossier) empty
      = jc_dossier_new ("11111111-1111-4111-8111-111111111111", kind->id,
                        jc_programme_get_id (programme), jc_programme_get_version (programme));

  return jc_dossier_with_values (empty, jc_programme_get_sample (programme, kind->id));
}

/* The places of @patch, section and field; NULL where a whole section goes. */
static GStrv
dup_changed (JsonObject *patch)
{
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  JsonObjectIter sections;
  const char    *section;
  JsonNode      *fields;

  json_object_iter_init (&sections, patch);
  while (json_object_iter_next (&sections, &section, &fields))
    {
      JsonObjectIter members;
      const char    *name;

      if (jc_json_as_object (fields) == NULL)
        return NULL;
      json_object_iter_init (&members, jc_json_as_object (fields));
      while (json_object_iter_next (&members, &name, NULL))
        {
          const char *const tokens[] = { section, name, NULL };
          g_autofree char  *pointer = jc_pointer_join (tokens);

          g_strv_builder_add (changed, pointer);
        }
    }

  return g_strv_builder_end (changed);
}

static char *
describe (JcCheck *check)
{
  g_autoptr (JsonNode) findings = jc_findings_to_json (jc_check_get_findings (check));
  g_autofree char *told = jc_json_to_canonical (findings);
  g_autofree char *derived = jc_json_to_canonical (jc_check_get_derived (check));

  return g_strconcat (told, "\n", derived, NULL);
}

static void
check_both_ways (JcProgramme *programme, JcDossier *before, JcDossier *after, GStrv changed)
{
  g_autoptr (JcCheck) whole = jc_check_new (programme, jc_dossier_get_kind (after), TODAY);
  g_autoptr (JcCheck) stepwise = jc_check_new (programme, jc_dossier_get_kind (after), TODAY);
  g_autofree char *at_once = NULL;
  g_autofree char *by_steps = NULL;

  jc_check_set_dossier (whole, after);
  at_once = describe (whole);
  if (changed == NULL)
    return;
  jc_check_set_dossier (stepwise, before);
  jc_check_update (stepwise, jc_dossier_get_values (after), (const char *const *)changed);
  by_steps = describe (stepwise);
  g_assert_cmpstr (by_steps, ==, at_once);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (jc_programme_get_shipped_ids ()[0]);
  g_autoptr (JsonNode) patch = jc_json_parse ((const char *)data, (gssize)size, NULL);
  g_autoptr (JcDossier) sample = NULL;
  g_autoptr (JcDossier) filled = NULL;
  g_autoptr (JcDossier) read = NULL;
  g_autoptr (JsonNode) merged = NULL;
  g_autoptr (JsonNode) written = NULL;
  g_autofree char *fingerprint = NULL;
  g_auto (GStrv) changed = NULL;

  if (jc_json_as_object (patch) == NULL)
    return -1;

  sample = new_sample (programme);
  merged = jc_json_merge_patch (jc_dossier_get_values (sample), patch);
  filled = jc_dossier_with_values (sample, merged);
  written = jc_dossier_to_json (filled);
  read = jc_dossier_new_from_json (written, NULL);
  if (read == NULL)
    return 0;

  g_assert_true (jc_dossier_equal (filled, read));
  fingerprint = jc_dossier_dup_content_fingerprint (read, programme);
  g_assert_nonnull (fingerprint);
  changed = dup_changed (jc_json_as_object (patch));
  check_both_ways (programme, sample, read, changed);

  return 0;
}
