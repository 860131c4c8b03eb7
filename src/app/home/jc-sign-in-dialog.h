/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcSignInDialog:
 *
 * Asks for server, account and password, signs in, and says in words what does not work.
 */
#define JC_TYPE_SIGN_IN_DIALOG (jc_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (JcSignInDialog, jc_sign_in_dialog, JC, SIGN_IN_DIALOG, AdwWindow)

GtkWidget *jc_sign_in_dialog_new (GtkWindow *parent);

G_END_DECLS
