/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"
#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcSlotRow:
 *
 * One slot: how it stands in words, what belongs there, its named pages or rows, and its pages as tiles.
 *
 * Signal: "rebuild": tiles are wanted that jc_slot_row_build () has not made yet.
 */
#define JC_TYPE_SLOT_ROW (jc_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (JcSlotRow, jc_slot_row, JC, SLOT_ROW, GtkListBoxRow)

GtkWidget  *jc_slot_row_new       (JcDossierSession *session,
                                   JcAttachmentDesk *desk,
                                   JcPagePictures   *pictures,
                                   const JcSlot     *slot);
const char *jc_slot_row_get_slot  (JcSlotRow        *self);
/* Shows how the slot stands now; only what differs is changed. New tiles come by jc_slot_row_build (). */
void        jc_slot_row_update    (JcSlotRow        *self);
/* Makes tiles until @end_us of the monotonic clock; TRUE: all are there. */
gboolean    jc_slot_row_build     (JcSlotRow        *self,
                                   gint64            end_us);
/* Adds the tiles' pictures (element-type JcPageThumb) (unowned). */
void        jc_slot_row_list_thumbs (JcSlotRow      *self,
                                     GPtrArray      *thumbs);
/* Something is dragged over the page: shows whether it may be dropped here. */
void        jc_slot_row_set_dragging (JcSlotRow     *self,
                                      gboolean       dragging);

G_END_DECLS
