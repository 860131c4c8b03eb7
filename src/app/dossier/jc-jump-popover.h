/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcJumpPopover:
 *
 * Finds sections, fields, slots and problems of the open dossier by their words.
 *
 * Signal: "go-to" (string pointer), as jc_dossier_window_go_to () takes it.
 */
#define JC_TYPE_JUMP_POPOVER (jc_jump_popover_get_type ())
G_DECLARE_FINAL_TYPE (JcJumpPopover, jc_jump_popover, JC, JUMP_POPOVER, GtkPopover)

GtkWidget *jc_jump_popover_new (JcDossierSession *session);

G_END_DECLS
