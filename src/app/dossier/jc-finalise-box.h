/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/**
 * JcFinaliseBox: locks the contents for printing and sealing, opens them again, and says which sealed
 * sheets have changed in between.
 */
#define JC_TYPE_FINALISE_BOX (jc_finalise_box_get_type ())
G_DECLARE_FINAL_TYPE (JcFinaliseBox, jc_finalise_box, JC, FINALISE_BOX, GtkBox)

void jc_finalise_box_set_session (JcFinaliseBox    *self,
                                  JcDossierSession *session);

G_END_DECLS
