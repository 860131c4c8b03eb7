/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include <glib/gi18n.h>

#include "jc-dossier-window-private.h"
#include "jc-task-row.h"

#define UNDO_TOAST_S 10

/**
 * jc_dossier_window_step:
 * @self: a window
 * @by: lines of the task list to go down
 */
void
jc_dossier_window_step (JcDossierWindow *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tasks);
  GtkListBoxRow *next
      = row != NULL
            ? gtk_list_box_get_row_at_index (self->tasks, gtk_list_box_row_get_index (row) + by)
            : gtk_list_box_get_row_at_index (self->tasks, 0);

  if (next == NULL)
    return;

  gtk_list_box_select_row (self->tasks, next);
  jc_dossier_window_enter (self, JC_TASK_ROW (next));
}

/**
 * jc_dossier_window_toast:
 * @self: a window
 * @words: what was done
 * @offer_undo: whether it can be taken back
 */
void
jc_dossier_window_toast (JcDossierWindow *self, const char *words, gboolean offer_undo)
{
  AdwToast        *toast;
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  toast = adw_toast_new (escaped);
  if (offer_undo)
    {
      adw_toast_set_timeout (toast, UNDO_TOAST_S);
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * jc_dossier_window_toggle_list:
 * @self: a window
 *
 * Shows or hides the task list; in a folded window goes there or back.
 */
void
jc_dossier_window_toggle_list (JcDossierWindow *self)
{
  gboolean on_list = adw_leaflet_get_visible_child (self->leaflet) == self->list_pane;

  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_set_visible (self->list_pane, !gtk_widget_get_visible (self->list_pane));
  else if (on_list)
    adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  else
    jc_dossier_window_go_back (self);
}

/**
 * jc_dossier_window_go_back:
 * @self: a window
 *
 * In a folded window, back to the task list.
 */
void
jc_dossier_window_go_back (JcDossierWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tasks);

  if (!adw_leaflet_get_folded (self->leaflet))
    return;

  gtk_widget_set_visible (self->list_pane, TRUE);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->tasks));
}

/**
 * jc_dossier_window_open_jump:
 * @self: a window
 */
void
jc_dossier_window_open_jump (JcDossierWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  gtk_menu_button_popup (self->jump_button);
}

/**
 * jc_dossier_window_next_pane:
 * @self: a window
 *
 * Moves the focus from the list to the content, from there to the bottom bar, and round.
 */
void
jc_dossier_window_next_pane (JcDossierWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *panes[] = { self->list_pane, GTK_WIDGET (self->pages), self->bottom_bar };
  guint      here = G_N_ELEMENTS (panes) - 1;

  for (guint i = 0; focus != NULL && i < G_N_ELEMENTS (panes); i++)
    if (gtk_widget_is_ancestor (focus, panes[i]))
      here = i;

  for (guint i = 1; i <= G_N_ELEMENTS (panes); i++)
    {
      GtkWidget     *pane = panes[(here + i) % G_N_ELEMENTS (panes)];
      GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tasks);

      if (pane == self->list_pane && row != NULL && gtk_widget_get_child_visible (pane)
          && gtk_widget_get_visible (pane) && gtk_widget_grab_focus (GTK_WIDGET (row)))
        return;
      if (pane != self->list_pane && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}
