/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-names.h"

/**
 * jc_names_clean:
 * @widget: a window, or a part of one that was built later
 *
 * GTK 4.8 names a button by its raw label and by the label widget inside, one after the other, so that
 * a screen reader would say “_Save Save”. The widget inside is enough.
 */
void
jc_names_clean (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget))
      && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    jc_names_clean (child);
}
