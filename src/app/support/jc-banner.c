/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-banner.h"

struct _JcBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkImage    *icon;
  GtkLabel    *label;
  GtkButton   *button;
};

enum
{
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcBanner, jc_banner, GTK_TYPE_WIDGET)

static void
button_clicked_cb (JcBanner *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
jc_banner_dispose (GObject *object)
{
  JcBanner *self = JC_BANNER (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (jc_banner_parent_class)->dispose (object);
}

static void
jc_banner_class_init (JcBannerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_banner_dispose;

  signals[CLICKED] = g_signal_new ("clicked", JC_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/support/jc-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, JcBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, JcBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, JcBanner, label);
  gtk_widget_class_bind_template_child (widget_class, JcBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
jc_banner_init (JcBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_banner_new:
 *
 * Returns: (transfer floating): a banner that says nothing yet
 */
GtkWidget *
jc_banner_new (void)
{
  return g_object_new (JC_TYPE_BANNER, NULL);
}

/**
 * jc_banner_show:
 * @self: a banner
 * @icon_name: a symbolic icon
 * @message: what is the matter, then what to do
 * @button_label: (nullable): the way out; %NULL: there is none to offer
 */
void
jc_banner_show (JcBanner   *self,
                const char *icon_name,
                const char *message,
                const char *button_label)
{
  g_return_if_fail (JC_IS_BANNER (self));

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  if (button_label != NULL)
    gtk_button_set_label (self->button, button_label);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * jc_banner_hide:
 * @self: a banner
 */
void
jc_banner_hide (JcBanner *self)
{
  g_return_if_fail (JC_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * jc_banner_is_shown:
 * @self: a banner
 *
 * Returns: whether it says something
 */
gboolean
jc_banner_is_shown (JcBanner *self)
{
  g_return_val_if_fail (JC_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
