/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-policy.h"

static gboolean
sees_all_units (const JcAccount *account)
{
  return g_str_equal (account->role, "officer") || g_str_equal (account->role, "admin");
}

/**
 * jc_policy_reviewers_see:
 * @record: a dossier
 *
 * Reviewers see what was handed in and not taken back; a draft is its unit's own affair. The lists
 * and the feed say the same in SQL.
 *
 * Returns: whether recommenders (of their own units) and officers see it
 */
gboolean
jc_policy_reviewers_see (const JcDossierRecord *record)
{
  const char *state = jc_dossier_get_state (record->dossier);

  return !record->deleted && record->n_submissions > 0 && !g_str_equal (state, "draft")
         && !g_str_equal (state, "finalised");
}

/**
 * jc_policy_get_access:
 * @account: who asks
 * @record: a dossier
 * @is_child: whether @account's unit recommends the dossier's
 *
 * Returns: what @account may do with it; a tombstone is nobody's
 */
JcAccess
jc_policy_get_access (const JcAccount *account, const JcDossierRecord *record, gboolean is_child)
{
  if (record->deleted)
    return JC_ACCESS_NONE;
  if (g_str_equal (account->unit, record->unit))
    return JC_ACCESS_OWN;
  if (!jc_policy_reviewers_see (record))
    return JC_ACCESS_NONE;
  if (sees_all_units (account) || (is_child && g_str_equal (account->role, "recommender")))
    return JC_ACCESS_READ;

  return JC_ACCESS_NONE;
}

/**
 * jc_policy_is_editable:
 * @dossier: a dossier
 *
 * Source: 定稿 locks; a submission is not changed but superseded.
 *
 * Returns: whether its values and attachments may change now
 */
gboolean
jc_policy_is_editable (JcDossier *dossier)
{
  return g_str_equal (jc_dossier_get_state (dossier), "draft");
}

/**
 * jc_policy_may_own:
 * @account: who asks
 * @kind: a kind of dossier
 *
 * Returns: whether the definition lets accounts of that role write dossiers of this kind
 */
gboolean
jc_policy_may_own (const JcAccount *account, const JcKind *kind)
{
  return kind->roles != NULL && g_strv_contains ((const char *const *)kind->roles, account->role);
}
