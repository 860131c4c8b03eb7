/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-focus.h"

/**
 * jc_focus_leave:
 * @widget: what is about to be hidden or removed
 *
 * Takes the focus from @widget and what is in it. A window whose focus goes away moves it by itself
 * a moment later, away from where the program has put it by then.
 */
void
jc_focus_leave (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    gtk_root_set_focus (root, NULL);
}

/**
 * jc_focus_pass_on:
 * @widget: a row of a list
 * @direction: where the focus goes
 *
 * Returns: whether a row behind it took the focus
 */
gboolean
jc_focus_pass_on (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean   back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *next = widget;

  do
    next = back ? gtk_widget_get_prev_sibling (next) : gtk_widget_get_next_sibling (next);
  while (next != NULL && !gtk_widget_get_visible (next));

  return next != NULL && gtk_widget_child_focus (next, direction);
}
