/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-page-thumb.h"
#include "jc-reading.h"
#include "jc-slot-chooser.h"

G_BEGIN_DECLS

/**
 * JcUnsortedRow:
 *
 * A file that belongs to no slot yet, with the question where it belongs.
 *
 * Signals:
 * - "sort" (string slot): that was answered
 * - "accept": where it seems to belong is right
 */
#define JC_TYPE_UNSORTED_ROW (jc_unsorted_row_get_type ())
G_DECLARE_FINAL_TYPE (JcUnsortedRow, jc_unsorted_row, JC, UNSORTED_ROW, GtkListBoxRow)

GtkWidget   *jc_unsorted_row_new       (JcDossierSession   *session,
                                        JcPagePictures     *pictures);
/* @findings: (element-type JcFinding): of what is not sorted; @guess: (nullable): where it seems to belong */
void         jc_unsorted_row_show      (JcUnsortedRow      *self,
                                        const JcAttachment *attachment,
                                        GPtrArray          *findings,
                                        const JcSlotGuess  *guess);
/* Whether it seems to belong somewhere. */
gboolean     jc_unsorted_row_has_guess (JcUnsortedRow      *self);
const char  *jc_unsorted_row_get_id    (JcUnsortedRow      *self);
JcPageThumb *jc_unsorted_row_get_thumb (JcUnsortedRow      *self);
/* Opens the list of slots. */
void         jc_unsorted_row_ask       (JcUnsortedRow      *self);

G_END_DECLS
