/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-sample.h"

#define SAMPLE_ID "00000000-0000-4000-8000-000000000000"

static void
check_sample (JcLint *lint, const JcKind *kind, JsonNode *sample, const char *at)
{
  /* The end of the programme's year: whatever the sample dates is past by then. */
  g_autofree char *today
      = g_strdup_printf ("%04d-12-31", (int)jc_json_get_int (lint->json, "year", 2025));
  g_autoptr (JcDossier) empty
      = jc_dossier_new (SAMPLE_ID, kind->id, jc_programme_get_id (lint->programme),
                        jc_programme_get_version (lint->programme));
  g_autoptr (JcDossier) filled = jc_dossier_with_values (empty, sample);
  g_autoptr (JcDossier) dossier = jc_sample_lay_in (lint->programme, filled);
  g_autoptr (JcCheck) check = jc_check_new (lint->programme, kind->id, today);
  GPtrArray *findings;

  jc_check_set_dossier (check, dossier);
  findings = jc_check_get_findings (check);
  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *place
          = g_strconcat (at, finding->pointer != NULL ? finding->pointer : "", NULL);

      if (finding->severity == JC_SEVERITY_ERROR)
        jc_lint_add (lint, place, "sample_fails",
                     jc_text_new_printf ("样例过不了检查。%1$s%2$.0s", "The sample fails its check. %2$s%1$.0s",
                                         finding->message->zh, finding->message->en));
    }
}

void
jc_lint_samples (JcLint *self)
{
  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      const JcKind    *kind = g_ptr_array_index (self->programme->kinds, i);
      JsonNode        *sample = jc_programme_get_sample (self->programme, kind->id);
      g_autofree char *at = g_strdup_printf ("/kinds/%u/sample", i);

      if (sample != NULL)
        check_sample (self, kind, sample, at);
    }
}
