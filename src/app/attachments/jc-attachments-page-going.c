/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachments-page-private.h"

#include "jc-slot-check.h"

/* Until what was made has its place. */
#define SETTLE_MS 120
/* What a slot keeps from the upper edge, in pixels. */
#define REVEAL_MARGIN 12

static gboolean
reveal_cb (gpointer user_data)
{
  JcAttachmentsPage *self = user_data;
  GtkAdjustment     *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t    bounds;
  double             top;

  self->reveal_id = 0;
  if (self->wanted == NULL || !gtk_widget_get_mapped (self->wanted)
      || !gtk_widget_compute_bounds (self->wanted, GTK_WIDGET (self->scroller), &bounds))
    return G_SOURCE_REMOVE;
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y - REVEAL_MARGIN;
  /* Of a slot that is taller than the view, its top. */
  gtk_adjustment_clamp_page (adjustment, top,
                             top
                                 + MIN (bounds.size.height + 2 * REVEAL_MARGIN,
                                        gtk_adjustment_get_page_size (adjustment)));
  /* On a busy machine what was made may not have its place yet, or move once more. */
  if (self->build_id == 0 && bounds.size.height > 0 && ABS (top - self->revealed) < 1)
    self->wanted = NULL;
  else if (self->build_id == 0)
    jc_attachments_page_reveal_later (self);
  self->revealed = top;

  return G_SOURCE_REMOVE;
}

/**
 * jc_attachments_page_reveal_later:
 * @self: the page
 *
 * Tiles above the slot that somebody went to are still being made.
 */
void
jc_attachments_page_reveal_later (JcAttachmentsPage *self)
{
  if (self->wanted != NULL && self->reveal_id == 0)
    self->reveal_id = g_timeout_add (SETTLE_MS, reveal_cb, self);
}

static gboolean
lacks_something (JcAttachmentsPage *self, const char *slot)
{
  JcSlotProgress progress;

  jc_check_get_slot_progress (jc_dossier_session_get_check (self->session), slot, &progress);

  return progress.n_missing > 0 || progress.n_problems > 0;
}

/**
 * jc_attachments_page_go_to:
 * @self: the page
 * @slot: a slot's id, JC_SLOT_UNSORTED, or ""
 */
void
jc_attachments_page_go_to (JcAttachmentsPage *self, const char *slot)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  JcSlotRow *row;

  if (slot[0] == '\0' && focus != NULL && gtk_widget_get_mapped (focus)
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller)))
    return;
  if (g_str_equal (slot, JC_SLOT_UNSORTED)
      && gtk_widget_child_focus (GTK_WIDGET (self->unsorted), GTK_DIR_TAB_FORWARD))
    {
      self->wanted = GTK_WIDGET (self->unsorted);
      jc_attachments_page_reveal_later (self);
      return;
    }
  for (int i = 0; (row = jc_attachments_page_get_row (self, i)) != NULL; i++)
    if (slot[0] != '\0' ? g_str_equal (jc_slot_row_get_slot (row), slot)
                        : lacks_something (self, jc_slot_row_get_slot (row)))
      {
        gtk_widget_grab_focus (GTK_WIDGET (row));
        self->wanted = GTK_WIDGET (row);
        jc_attachments_page_reveal_later (self);
        return;
      }
  if (jc_attachments_page_get_row (self, 0) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (jc_attachments_page_get_row (self, 0)));
}

/**
 * jc_attachments_page_dup_focused:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the slot that has the focus, as jc_dossier_window_go_to ()
 * takes it
 */
char *
jc_attachments_page_dup_focused (JcAttachmentsPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row;

  if (focus == NULL)
    return NULL;
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->unsorted)))
    return g_strconcat ("slot:", JC_SLOT_UNSORTED, NULL);
  row = gtk_widget_get_ancestor (focus, JC_TYPE_SLOT_ROW);

  return row != NULL ? g_strconcat ("slot:", jc_slot_row_get_slot (JC_SLOT_ROW (row)), NULL) : NULL;
}

/* --- What has the focus and is out of view --- */

static gboolean
bring_into_view (JcAttachmentsPage *self, GtkWidget *focus)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double          page = gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t bounds;
  double          top;

  if (!gtk_widget_compute_bounds (focus, GTK_WIDGET (self->scroller), &bounds)
      || (bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < page))
    return FALSE;
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y - REVEAL_MARGIN;
  gtk_adjustment_clamp_page (adjustment, top,
                             top + MIN (bounds.size.height + 2 * REVEAL_MARGIN, page));

  return TRUE;
}

/* A plain button opens nothing that needs a place on the screen. */
static gboolean
opens_something (GtkWidget *focus)
{
  return !GTK_IS_BUTTON (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) != NULL;
}

static gboolean
key_pressed_cb (JcAttachmentsPage *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space
          || key == GDK_KEY_Menu || key == GDK_KEY_F10)
         && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller))
         && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL
         && bring_into_view (self, focus) && opens_something (focus);
}

/**
 * jc_attachments_page_watch_keys:
 * @self: the page
 *
 * After scrolling, what has the focus may be far away: the first key that would open it shows it
 * instead. A menu cannot open outside of the screen.
 */
void
jc_attachments_page_watch_keys (JcAttachmentsPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
