/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-card.h"

#include <glib/gi18n.h>

#include "jc-words.h"

struct _JcDossierCard
{
  GtkWidget parent_instance;

  GtkLabel  *title;
  GtkLabel  *subtitle;
  GtkImage  *state_icon;
  GtkLabel  *state;
  GtkWidget *state_box;
  GtkImage  *sync_icon;
  GtkLabel  *sync;

  JcDossierItem *item; /* (nullable) */
  gulong         changed_id;
};

G_DEFINE_FINAL_TYPE (JcDossierCard, jc_dossier_card, GTK_TYPE_WIDGET)

static void
set_style (GtkWidget *widget, const char *style)
{
  const char *styles[] = { style, NULL };

  gtk_widget_set_css_classes (widget, styles);
}

/* The list's own row is what has the focus, so it speaks for the card. */
static void
name_row (JcDossierCard *self, const char *state)
{
  GtkWidget       *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf (_ ("%s, %s, %s"), jc_dossier_item_get_title (self->item),
                                           state, jc_dossier_item_get_sync (self->item));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A dossier that has no name yet is called what it is: that need not be said twice. */
static char *
dup_subtitle (JcDossierItem *item, const char *moment)
{
  const char *kind = jc_dossier_item_get_kind (item);

  if (g_str_equal (kind, jc_dossier_item_get_title (item)))
    return g_strdup_printf (_ ("Changed %s"), moment);

  return g_strdup_printf (_ ("%s · changed %s"), kind, moment);
}

static void
show_item (JcDossierCard *self)
{
  const JcDossierRow *row = jc_dossier_item_get_row (self->item);
  g_autofree char    *state = jc_dossier_item_dup_state (self->item);
  g_autofree char    *moment = jc_words_dup_moment (row->updated_at_us);
  g_autofree char    *subtitle = dup_subtitle (self->item, moment);
  const char         *sync_icon = jc_dossier_item_get_sync_icon (self->item);

  gtk_label_set_label (self->title, jc_dossier_item_get_title (self->item));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->state, state);
  gtk_image_set_from_icon_name (self->state_icon, jc_dossier_item_get_state_icon (self->item));
  set_style (self->state_box, jc_dossier_item_get_state_class (self->item));
  gtk_label_set_label (self->sync, jc_dossier_item_get_sync (self->item));
  gtk_image_set_from_icon_name (self->sync_icon, sync_icon);
  gtk_widget_set_visible (GTK_WIDGET (self->sync_icon), sync_icon != NULL);
  /* One of both pushes the words to the end. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->sync), sync_icon == NULL);
  name_row (self, state);
}

static void
jc_dossier_card_dispose (GObject *object)
{
  JcDossierCard *self = JC_DOSSIER_CARD (object);
  GtkWidget     *child;

  jc_dossier_card_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (jc_dossier_card_parent_class)->dispose (object);
}

static void
jc_dossier_card_class_init (JcDossierCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_dossier_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/home/jc-dossier-card.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, title);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, state);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, state_box);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, sync_icon);
  gtk_widget_class_bind_template_child (widget_class, JcDossierCard, sync);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
jc_dossier_card_init (JcDossierCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- Public functions --- */

GtkWidget *
jc_dossier_card_new (void)
{
  return g_object_new (JC_TYPE_DOSSIER_CARD, NULL);
}

JcDossierItem *
jc_dossier_card_get_item (JcDossierCard *self)
{
  return self->item;
}

/**
 * jc_dossier_card_set_item:
 * @self: a card that already stands in its list's row
 * @item: (nullable): what it shows from now on; %NULL: nothing
 */
void
jc_dossier_card_set_item (JcDossierCard *self, JcDossierItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}
