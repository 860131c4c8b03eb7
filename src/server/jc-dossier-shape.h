/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"
#include "jc-finding.h"
#include "jc-programme.h"
#include "jc-request.h"

G_BEGIN_DECLS

/* What a client may write: the shape, not the rules. A draft that breaks rules is stored all the
   same. */

/* The dossier in the body of a PUT, as a draft of revision 0. NULL: the call has its answer. */
JcDossier *jc_dossier_shape_read      (JcRequest    *request,
                                       const char   *id) G_GNUC_WARN_UNUSED_RESULT;
/* Appends `unknown_field` and `derived_field` (element-type JcFinding). */
void       jc_dossier_shape_check     (JcDossier    *dossier,
                                       const JcKind *kind,
                                       GPtrArray    *findings);

G_END_DECLS
