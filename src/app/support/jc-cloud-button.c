/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-cloud-button.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-cloud-popover.h"

#define MAX_WORDS 24
#define MAX_WIDTH_CHARS 32

struct _JcCloudButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkImage      *icon;
  GtkLabel      *label;
};

G_DEFINE_FINAL_TYPE (JcCloudButton, jc_cloud_button, ADW_TYPE_BIN)

static JcCloud *
get_cloud (void)
{
  return jc_application_get_cloud (jc_application_get ());
}

static void
cloud_changed_cb (JcCloudButton *self)
{
  const char      *words = jc_cloud_get_label (get_cloud ());
  gboolean         is_long = g_utf8_strlen (words, -1) > MAX_WORDS;
  g_autofree char *name = g_strdup_printf (_ ("Sync: %s"), words);

  gtk_label_set_label (self->label, words);
  /* Only words with a reason behind them may be cut short; the popover has them whole. */
  gtk_label_set_ellipsize (self->label, is_long ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (self->label, is_long ? MAX_WIDTH_CHARS : -1);
  gtk_image_set_from_icon_name (self->icon, jc_cloud_get_icon_name (get_cloud ()));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* No window waits for what may never be opened. */
static void
popover_wanted_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, jc_cloud_popover_new ());
}

static void
jc_cloud_button_class_init (JcCloudButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/support/jc-cloud-button.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, button);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, icon);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, label);
}

static void
jc_cloud_button_init (JcCloudButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, popover_wanted_cb, NULL, NULL);
  g_signal_connect_object (get_cloud (), "changed", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cloud_changed_cb (self);
}

GtkWidget *
jc_cloud_button_new (void)
{
  return g_object_new (JC_TYPE_CLOUD_BUTTON, NULL);
}
