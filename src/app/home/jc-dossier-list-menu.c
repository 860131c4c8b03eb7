/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-list-page-private.h"

#include "jc-application.h"
#include "jc-dossier-card.h"
#include "jc-dossier-removal.h"

static GtkWidget *
find_card (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL && !GTK_IS_LIST_VIEW (at);
       at = gtk_widget_get_parent (at))
    {
      GtkWidget *child = gtk_widget_get_first_child (at);

      if (JC_IS_DOSSIER_CARD (at))
        return at;
      if (JC_IS_DOSSIER_CARD (child))
        return child;
    }

  return NULL;
}

static GtkWidget *
find_focused_card (JcDossierListPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))
             ? find_card (focus)
             : NULL;
}

/* The menu's row while the menu is what asks, else the row with the focus. */
static JcDossierItem *
get_target (JcDossierListPage *self)
{
  GtkWidget *card = find_focused_card (self);

  if (self->menu_item != NULL)
    return self->menu_item;

  return card != NULL ? jc_dossier_card_get_item (JC_DOSSIER_CARD (card)) : NULL;
}

static void menu_closed_cb (JcDossierListPage *self, GtkPopover *menu);

static void
ensure_menu (JcDossierListPage *self)
{
  if (self->menu != NULL)
    return;

  self->menu = gtk_popover_menu_new_from_model (self->dossier_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_menu (JcDossierListPage *self, GtkWidget *card, double x, double y)
{
  JcDossierItem      *item = jc_dossier_card_get_item (JC_DOSSIER_CARD (card));
  const JcDossierRow *row = jc_dossier_item_get_row (item);
  GdkRectangle        at = { (int)x, (int)y, 1, 1 };

  ensure_menu (self);
  g_set_object (&self->menu_item, item);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.delete",
                                 !jc_dossier_item_was_submitted (item));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.decide",
                                 g_strcmp0 (row->sync, "conflict") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.carry-over",
                                 jc_home_model_is_application (self->model, item));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_asked_cb (JcDossierListPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *card = find_card (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT));

  if (card == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, card, x, y);
}

static void
long_pressed_cb (JcDossierListPage *self, double x, double y, GtkGesture *gesture)
{
  menu_asked_cb (self, 1, x, y, gesture);
}

static void
menu_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierListPage *self = JC_DOSSIER_LIST_PAGE (widget);
  GtkWidget         *card = find_focused_card (self);
  double             x;
  double             y;

  if (card == NULL)
    return;

  gtk_widget_translate_coordinates (card, widget, 24, gtk_widget_get_height (card), &x, &y);
  show_menu (self, card, x, y);
}

/* The action that was chosen runs after the menu has closed. */
static gboolean
forget_menu_item_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  if (self->menu != NULL && !gtk_widget_get_visible (self->menu))
    {
      g_clear_object (&self->menu_item);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.delete", TRUE);
    }

  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (JcDossierListPage *self, GtkPopover *menu)
{
  g_idle_add_full (G_PRIORITY_LOW, forget_menu_item_cb, g_object_ref (self), g_object_unref);
}

static void
open_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    jc_application_open_dossier (jc_application_get (), jc_dossier_item_get_id (item), NULL);
}

static void
decide_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (jc_application_get ()), "decide-conflict",
                                    g_variant_new_string (jc_dossier_item_get_id (item)));
}

static void
carry_over_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (jc_application_get ()), "carry-over",
                                    g_variant_new_string (jc_dossier_item_get_id (item)));
}

static void
delete_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    jc_dossier_removal_start (item, widget);
}

/**
 * jc_dossier_list_menu_dispose:
 * @self: a list that goes
 */
void
jc_dossier_list_menu_dispose (JcDossierListPage *self)
{
  g_clear_object (&self->menu_item);
  if (self->menu != NULL)
    gtk_widget_unparent (g_steal_pointer (&self->menu));
}

/**
 * jc_dossier_list_menu_class_init:
 * @widget_class: the list's, with its template
 *
 * Its actions, their keys and the ways to the menu.
 */
void
jc_dossier_list_menu_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dossier.open", NULL, open_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.decide", NULL, decide_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.carry-over", NULL,
                                   carry_over_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.delete", NULL, delete_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.menu", NULL, menu_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "dossier.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "dossier.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "dossier.menu",
                                       NULL);

  gtk_widget_class_bind_template_callback (widget_class, menu_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}
