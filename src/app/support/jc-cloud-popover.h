/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcCloudPopover:
 *
 * What the cloud button opens: who is signed in, what is unsent and why, and what can be done.
 */
#define JC_TYPE_CLOUD_POPOVER (jc_cloud_popover_get_type ())
G_DECLARE_FINAL_TYPE (JcCloudPopover, jc_cloud_popover, JC, CLOUD_POPOVER, GtkPopover)

GtkWidget *jc_cloud_popover_new (void);

G_END_DECLS
