/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcDossierNotices:
 *
 * The strips above a dossier's page: saving fails, the program was not ended in good order, the state
 * lets nothing be changed.
 */
#define JC_TYPE_DOSSIER_NOTICES (jc_dossier_notices_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierNotices, jc_dossier_notices, JC, DOSSIER_NOTICES, GtkBox)

/* @was_lost: the window of it was never closed. */
void  jc_dossier_notices_set_session (JcDossierNotices *self,
                                      JcDossierSession *session,
                                      gboolean          was_lost);
/* "Saved 10:32:05": how far saving is, in words. */
char *jc_dossier_notices_dup_saving  (JcDossierSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
