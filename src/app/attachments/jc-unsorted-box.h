/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-dossier-session.h"
#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcUnsortedBox:
 *
 * The files that belong to no slot yet; hidden while there are none.
 *
 * Signals: what the person wants:
 * - "sort" (GStrv ids, string slot)
 * - "accept" (GStrv ids): each goes where it seems to belong
 */
#define JC_TYPE_UNSORTED_BOX (jc_unsorted_box_get_type ())
G_DECLARE_FINAL_TYPE (JcUnsortedBox, jc_unsorted_box, JC, UNSORTED_BOX, GtkWidget)

void     jc_unsorted_box_set_session (JcUnsortedBox    *self,
                                      JcDossierSession *session,
                                      JcPagePictures   *pictures);
/* Only what differs is changed; the focus stays on its file, else goes to the one that took its place. */
void     jc_unsorted_box_update      (JcUnsortedBox    *self);
/* As jc_slot_row_build (). */
gboolean jc_unsorted_box_build       (JcUnsortedBox    *self,
                                      gint64            end_us);
void     jc_unsorted_box_list_thumbs (JcUnsortedBox    *self,
                                      GPtrArray        *thumbs);

G_END_DECLS
