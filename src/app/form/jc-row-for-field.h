/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-field-row.h"

G_BEGIN_DECLS

GtkWidget *jc_row_for_field_new (JcDossierSession *session,
                                 const JcField    *field,
                                 gboolean          writable);

G_END_DECLS
