/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcCloudButton:
 *
 * How things stand with the server, always in words, in a window's header; its popover says what is
 * unsent and why, and what can be done.
 */
#define JC_TYPE_CLOUD_BUTTON (jc_cloud_button_get_type ())
G_DECLARE_FINAL_TYPE (JcCloudButton, jc_cloud_button, JC, CLOUD_BUTTON, AdwBin)

GtkWidget *jc_cloud_button_new (void);

G_END_DECLS
