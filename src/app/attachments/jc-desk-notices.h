/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/**
 * JcDeskNotices:
 *
 * What became of files that were not simply taken: refused ones with the reason and a way out, and those
 * that are in the dossier a second time. Hidden while there is nothing to say.
 */
#define JC_TYPE_DESK_NOTICES (jc_desk_notices_get_type ())
G_DECLARE_FINAL_TYPE (JcDeskNotices, jc_desk_notices, JC, DESK_NOTICES, GtkWidget)

void jc_desk_notices_set_desk (JcDeskNotices    *self,
                               JcDossierSession *session,
                               JcAttachmentDesk *desk);

G_END_DECLS
