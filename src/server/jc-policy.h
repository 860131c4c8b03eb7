/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-table.h"
#include "jc-account-table.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcAccess:
 * @JC_ACCESS_NONE: for the caller it does not exist
 * @JC_ACCESS_READ: it may be looked at
 * @JC_ACCESS_OWN: it is the caller's own unit's
 */
typedef enum
{
  JC_ACCESS_NONE,
  JC_ACCESS_READ,
  JC_ACCESS_OWN,
} JcAccess;

/* @is_child: whether the dossier's unit is recommended by the account's. */
JcAccess jc_policy_get_access     (const JcAccount       *account,
                                   const JcDossierRecord *record,
                                   gboolean               is_child);
gboolean jc_policy_reviewers_see  (const JcDossierRecord *record);
/* Whether the document itself may be changed in its state. */
gboolean jc_policy_is_editable    (JcDossier             *dossier);
gboolean jc_policy_may_own        (const JcAccount       *account,
                                   const JcKind          *kind);

G_END_DECLS
