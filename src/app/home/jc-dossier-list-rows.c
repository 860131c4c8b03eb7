/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-list-page-private.h"

#include "jc-application.h"
#include "jc-dossier-card.h"

#define TICK_SECONDS 30

static void
show_heading (GtkListItem *list_item, JcRoundItem *heading)
{
  GtkWidget       *box = gtk_list_item_get_child (list_item);
  GtkWidget       *title = gtk_widget_get_first_child (box);
  GtkWidget       *window = gtk_widget_get_next_sibling (title);
  JcCloud         *cloud = jc_application_get_cloud (jc_application_get ());
  g_autofree char *words = jc_round_item_dup_window (heading, jc_cloud_get_server_time_us (cloud));
  g_autofree char *clock
      = jc_round_item_is_from_server (heading) ? jc_cloud_dup_clock_words (cloud) : g_strdup ("");
  g_autofree char *all = *clock != '\0' && *words != '\0' ? g_strdup_printf ("%s\n%s", words, clock)
                                                          : g_strdup (words);
  g_autofree char *name = g_strdup_printf ("%s, %s", jc_round_item_get_title (heading), words);

  gtk_label_set_label (GTK_LABEL (title), jc_round_item_get_title (heading));
  gtk_label_set_label (GTK_LABEL (window), all);
  gtk_widget_set_visible (window, *all != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *window = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "jc-round");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (window, "dim-label");
  gtk_widget_add_css_class (window, "caption");
  for (GtkWidget *label = title; label != NULL; label = label == title ? window : NULL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static void
row_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, JcDossierListPage *self)
{
  gpointer   object = gtk_list_item_get_item (list_item);
  gboolean   is_heading = JC_IS_ROUND_ITEM (object);
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (child == NULL || JC_IS_DOSSIER_CARD (child) == is_heading)
    gtk_list_item_set_child (list_item, is_heading ? make_heading () : jc_dossier_card_new ());
  gtk_list_item_set_activatable (list_item, !is_heading);
  /* GTK gives the focus to selectable rows only; a heading too, or the list could not be entered.
   */
  child = gtk_list_item_get_child (list_item);
  if (is_heading)
    {
      gtk_widget_remove_css_class (gtk_widget_get_parent (child), "jc-card");
      show_heading (list_item, object);
      g_ptr_array_add (self->headings, list_item);
      return;
    }
  gtk_widget_add_css_class (gtk_widget_get_parent (child), "jc-card");
  jc_dossier_card_set_item (JC_DOSSIER_CARD (child), object);
}

static void
row_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, JcDossierListPage *self)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  g_ptr_array_remove_fast (self->headings, list_item);
  if (JC_IS_DOSSIER_CARD (child))
    jc_dossier_card_set_item (JC_DOSSIER_CARD (child), NULL);
}

/**
 * jc_dossier_list_rows_activate:
 * @self: a list
 * @position: a row; a heading's does nothing
 *
 * Opens the dossier of that row.
 */
void
jc_dossier_list_rows_activate (JcDossierListPage *self, guint position)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (JC_IS_DOSSIER_ITEM (object))
    jc_application_open_dossier (jc_application_get (),
                                 jc_dossier_item_get_id (JC_DOSSIER_ITEM (object)), NULL);
}

static void
row_activated_cb (JcDossierListPage *self, guint position, GtkListView *list)
{
  jc_dossier_list_rows_activate (self, position);
}

/* Times that run stand in the headings. */
static gboolean
tick_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  for (guint i = 0; i < self->headings->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->headings, i);

      show_heading (list_item, gtk_list_item_get_item (list_item));
    }

  return G_SOURCE_CONTINUE;
}

/**
 * jc_dossier_list_rows_start_clock:
 * @self: a list that comes onto the screen
 */
void
jc_dossier_list_rows_start_clock (JcDossierListPage *self)
{
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

/**
 * jc_dossier_list_rows_stop_clock:
 * @self: a list that leaves the screen
 */
void
jc_dossier_list_rows_stop_clock (JcDossierListPage *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
}

/**
 * jc_dossier_list_rows_focus_first:
 * @self: a list
 *
 * Returns: whether there is a dossier whose row has the focus now
 */
gboolean
jc_dossier_list_rows_focus_first (JcDossierListPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (JC_IS_DOSSIER_CARD (gtk_widget_get_first_child (row)))
      return gtk_widget_grab_focus (row);

  return FALSE;
}

/**
 * jc_dossier_list_rows_class_init:
 * @widget_class: the list's, with its template
 */
void
jc_dossier_list_rows_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}
