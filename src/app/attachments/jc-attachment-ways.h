/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/* The ways by which files reach a slot: chosen, pasted, dropped. @slot may be JC_SLOT_UNSORTED; @row is
 * (nullable). */

/* @title: what the slot is called. */
void     jc_attachment_choose  (GtkWidget        *widget,
                                JcAttachmentDesk *desk,
                                const char       *slot,
                                const char       *row,
                                const char       *title);

/* Told on the main loop when there was nothing on the clipboard to take. */
typedef void (*JcNothingPasted) (GtkWidget *widget);
void     jc_attachment_paste   (GtkWidget        *widget,
                                JcAttachmentDesk *desk,
                                const char       *slot,
                                JcNothingPasted   nothing_cb);

/* Files or a picture that were dropped; FALSE: @value is neither. */
gboolean jc_attachment_take    (JcAttachmentDesk *desk,
                                const GValue     *value,
                                const char       *slot,
                                const char       *part,
                                const char       *row);
/* What a slot takes: files, pictures, and pages of this dossier. */
GtkDropTarget *jc_attachment_drop_target_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
