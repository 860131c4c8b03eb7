/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-list-page-private.h"

#include <glib/gi18n.h>

#define SEARCH_WIDTH 480

static void
search_changed_cb (JcDossierListPage *self, GtkSearchEntry *entry)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  g_free (self->query);
  self->query = g_utf8_casefold (typed, -1);
  jc_dossier_list_page_update (self);
}

static void
search_mode_cb (JcDossierListPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    g_signal_emit_by_name (self, "search-ended");
}

/* Enter opens what is found, if it is one; else it goes to the list. */
static void
search_activated_cb (JcDossierListPage *self, GtkSearchEntry *entry)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 2)
    jc_dossier_list_rows_activate (self, 1);
  else
    jc_dossier_list_rows_focus_first (self);
}

static void
ensure_search (JcDossierListPage *self)
{
  GtkWidget *bar;
  GtkWidget *clamp;
  GtkWidget *entry;

  if (self->search_bar != NULL)
    return;

  bar = gtk_search_bar_new ();
  clamp = adw_clamp_new ();
  entry = gtk_search_entry_new ();
  self->search_bar = GTK_SEARCH_BAR (bar);
  self->search_entry = GTK_SEARCH_ENTRY (entry);
  g_object_set (entry, "placeholder-text", _ ("Title, state or pinyin initials"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a dossier"), -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), SEARCH_WIDTH);
  gtk_widget_set_hexpand (clamp, TRUE);
  adw_clamp_set_child (ADW_CLAMP (clamp), entry);
  gtk_search_bar_set_child (self->search_bar, clamp);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (entry));
  gtk_box_prepend (self->box, bar);

  g_signal_connect_object (bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * jc_dossier_list_search_set_active:
 * @self: a list
 * @is_active: %FALSE shows everything again
 */
void
jc_dossier_list_search_set_active (JcDossierListPage *self, gboolean is_active)
{
  if (!is_active && self->search_bar == NULL)
    return;

  ensure_search (self);
  gtk_search_bar_set_search_mode (self->search_bar, is_active);
  if (is_active)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
