/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"
#include "jc-slot-check.h"
#include "jc-wrap-box.h"

G_BEGIN_DECLS

/* The named pages of a slot, or the rows whose evidence belongs there, as small places that say whether
 * they are filled; files and pages may be dropped on them. Only what differs is made anew. */
void jc_slot_places_show (JcWrapBox         *box,
                          JcDossierSession  *session,
                          JcAttachmentDesk  *desk,
                          const JcSlotState *state);

G_END_DECLS
