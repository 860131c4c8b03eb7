/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachments-page-private.h"

static void
set_dragging (JcAttachmentsPage *self, gboolean dragging)
{
  JcSlotRow *row;

  for (int i = 0; (row = jc_attachments_page_get_row (self, i)) != NULL; i++)
    jc_slot_row_set_dragging (row, dragging);
  if (!dragging)
    gtk_widget_set_visible (self->drop_words, FALSE);
}

static void
drag_entered_cb (JcAttachmentsPage *self)
{
  set_dragging (self, TRUE);
}

static void
drag_left_cb (JcAttachmentsPage *self)
{
  set_dragging (self, FALSE);
}

/**
 * jc_attachments_page_end_drag:
 * @self: the page
 *
 * The toolkit tells that a drag left when the pointer moves next, which may be long after the drop.
 */
void
jc_attachments_page_end_drag (JcAttachmentsPage *self)
{
  set_dragging (self, FALSE);
}

/**
 * jc_attachments_page_show_drop:
 * @widget: the page
 * @over: whether what is dragged would be dropped beside the slots
 */
void
jc_attachments_page_show_drop (GtkWidget *widget, gboolean over)
{
  gtk_widget_set_visible (JC_ATTACHMENTS_PAGE (widget)->drop_words, over);
}

/**
 * jc_attachments_page_watch_drags:
 * @self: the page
 *
 * While something is dragged over it, every slot that can take it is outlined.
 */
void
jc_attachments_page_watch_drags (JcAttachmentsPage *self)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (drag_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (drag_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
