/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-dossier-session.h"
#include "jc-reading.h"

G_BEGIN_DECLS

/* The open dossier's attachments. A change is told as "attachments-changed" and "findings-changed". */

/* (element-type JcAttachment) (transfer full): copies, to be changed and put back. */
GPtrArray *jc_session_dup_attachments  (JcDossierSession   *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @slot may be changed now: a sealed sheet's also once the dossier is finalised. */
gboolean   jc_session_may_attach       (JcDossierSession   *self,
                                        const char         *slot);
/* @label: what was done, for "Undo …"; @what: the history's word for it ("attached"). FALSE: nothing differs. */
gboolean   jc_session_set_attachments  (JcDossierSession   *self,
                                        GPtrArray          *attachments,
                                        const char         *label,
                                        const char         *what);
/* @reading: (transfer full): told as "field-changed" where it differs, and "findings-changed". */
void       jc_session_take_reading     (JcDossierSession   *self,
                                        JcReading          *reading);

G_END_DECLS
