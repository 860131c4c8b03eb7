/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/**
 * JcDeskProgress:
 *
 * Which file is being taken in, how many are done, and a way to stop; hidden while nothing takes long.
 */
#define JC_TYPE_DESK_PROGRESS (jc_desk_progress_get_type ())
G_DECLARE_FINAL_TYPE (JcDeskProgress, jc_desk_progress, JC, DESK_PROGRESS, GtkWidget)

void jc_desk_progress_set_desk (JcDeskProgress   *self,
                                JcAttachmentDesk *desk);

G_END_DECLS
