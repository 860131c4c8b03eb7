/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/**
 * JcSlotChooser:
 *
 * Finds a slot by a few letters of its name: type, Enter.
 *
 * Signal: "chosen" (string slot).
 */
#define JC_TYPE_SLOT_CHOOSER (jc_slot_chooser_get_type ())
G_DECLARE_FINAL_TYPE (JcSlotChooser, jc_slot_chooser, JC, SLOT_CHOOSER, GtkPopover)

GtkWidget *jc_slot_chooser_new (JcDossierSession *session);

G_END_DECLS
