/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/**
 * JcSubmitBox: the promise, the one question, the steps of sending, and how it ended.
 *
 * Signals: "problems": the server found something to mend, it stands among the findings;
 * "submitted": the receipt is here.
 */
#define JC_TYPE_SUBMIT_BOX (jc_submit_box_get_type ())
G_DECLARE_FINAL_TYPE (JcSubmitBox, jc_submit_box, JC, SUBMIT_BOX, GtkBox)

void     jc_submit_box_set_session (JcSubmitBox      *self,
                                    JcDossierSession *session);
gboolean jc_submit_box_is_sending  (JcSubmitBox      *self);
gboolean jc_submit_box_begin       (JcSubmitBox      *self,
                                    guint             n_errors);

G_END_DECLS
