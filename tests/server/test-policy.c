/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-policy.h"

#define ID "123e4567-e89b-42d3-a456-426614174000"

/* Who: role and unit; what: a dossier of 甲厂, which 南关区 recommends. */
static const struct
{
  const char *path;
  const char *role;
  const char *unit;
  gboolean    is_child;
  const char *state;
  gint64      n_submissions;
  gboolean    deleted;
  JcAccess    access;
} cases[] = {
  { "/server/policy/own-draft", "applicant", "甲厂", FALSE, "draft", 0, FALSE, JC_ACCESS_OWN },
  { "/server/policy/own-submitted", "applicant", "甲厂", FALSE, "submitted", 1, FALSE,
    JC_ACCESS_OWN },
  { "/server/policy/own-deleted", "applicant", "甲厂", FALSE, "draft", 0, TRUE, JC_ACCESS_NONE },
  { "/server/policy/other-applicant", "applicant", "乙厂", FALSE, "submitted", 1, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/applicant-of-parent", "applicant", "南关区", TRUE, "submitted", 1, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/recommender-before", "recommender", "南关区", TRUE, "draft", 0, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/recommender-finalised", "recommender", "南关区", TRUE, "finalised", 0, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/recommender-after", "recommender", "南关区", TRUE, "submitted", 1, FALSE,
    JC_ACCESS_READ },
  { "/server/policy/recommender-withdrawn", "recommender", "南关区", TRUE, "draft", 1, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/other-recommender", "recommender", "绿园区", FALSE, "submitted", 1, FALSE,
    JC_ACCESS_NONE },
  { "/server/policy/officer-before", "officer", "市局", FALSE, "draft", 0, FALSE, JC_ACCESS_NONE },
  { "/server/policy/officer-after", "officer", "市局", FALSE, "submitted", 1, FALSE,
    JC_ACCESS_READ },
  { "/server/policy/admin-after", "admin", "市局", FALSE, "submitted", 1, FALSE, JC_ACCESS_READ },
  { "/server/policy/expert", "expert", "专家", FALSE, "submitted", 1, FALSE, JC_ACCESS_NONE },
};

static void
test_access (gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  JcAccount                account = { .role = (char *)row->role, .unit = (char *)row->unit };
  g_autoptr (JcDossier) fresh = jc_dossier_new (ID, "application", "small", "0");
  g_autoptr (JcDossier) dossier = jc_dossier_with_state (fresh, row->state, NULL);
  JcDossierRecord record = { .dossier = dossier,
                             .unit = (char *)"甲厂",
                             .n_submissions = row->n_submissions,
                             .deleted = row->deleted };

  g_assert_cmpint (jc_policy_get_access (&account, &record, row->is_child), ==, row->access);
}

static void
test_editable (void)
{
  static const char *const locked[] = { "finalised", "submitted", "delivered", "paid" };
  g_autoptr (JcDossier) draft = jc_dossier_new (ID, "application", "small", "0");

  g_assert_true (jc_policy_is_editable (draft));
  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++)
    {
      g_autoptr (JcDossier) other = jc_dossier_with_state (draft, locked[i], NULL);

      g_assert_false (jc_policy_is_editable (other));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_access);
  g_test_add_func ("/server/policy/editable", test_editable);

  return g_test_run ();
}
