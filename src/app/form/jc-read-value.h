/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-finding.h"

G_BEGIN_DECLS

/* What a page seems to say instead of a field's value. A person takes it over, nothing else does. */

/* As the field shows it; NULL: @finding says nothing of the kind. */
char    *jc_read_value_dup_words (JcDossierSession *session,
                                  const JcFinding  *finding) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the field may be changed. */
gboolean jc_read_value_may_take  (JcDossierSession *session,
                                  const JcFinding  *finding);
/* One step that undo takes back. */
void     jc_read_value_take      (JcDossierSession *session,
                                  const JcFinding  *finding);

G_END_DECLS
