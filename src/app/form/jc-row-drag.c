/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-row-drag.h"

/**
 * Drop: what a row was dropped on; told once the drag is over, since telling makes the rows anew.
 */
typedef struct
{
  GtkWidget   *dragged;
  GtkWidget   *target;
  JcRowDropped dropped_cb;
  gpointer     user_data;
} Drop;

static void
drop_free (gpointer data)
{
  Drop *drop = data;

  g_object_unref (drop->dragged);
  g_object_unref (drop->target);
  g_free (drop);
}

static gboolean
tell_drop_cb (gpointer data)
{
  Drop *drop = data;

  if (gtk_widget_get_parent (drop->dragged) != NULL && gtk_widget_get_parent (drop->target) != NULL)
    drop->dropped_cb (drop->dragged, drop->target, drop->user_data);

  return G_SOURCE_REMOVE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, gtk_widget_get_height (row) / 2);

  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

/* A row of another list has no place here. */
static gboolean
is_sibling (GtkWidget *row, const GValue *value)
{
  GtkWidget *dragged = value != NULL && G_VALUE_HOLDS (value, GTK_TYPE_LIST_BOX_ROW)
                           ? g_value_get_object (value)
                           : NULL;

  return dragged != NULL && dragged != row
         && gtk_widget_get_parent (dragged) == gtk_widget_get_parent (row);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *row)
{
  Drop *drop;

  if (!is_sibling (row, value))
    return FALSE;

  drop = g_new0 (Drop, 1);
  drop->dragged = g_object_ref (g_value_get_object (value));
  drop->target = g_object_ref (row);
  drop->dropped_cb = g_object_get_data (G_OBJECT (row), "jc-dropped");
  drop->user_data = g_object_get_data (G_OBJECT (row), "jc-dropped-data");
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_drop_cb, drop, drop_free);

  return TRUE;
}

/**
 * jc_row_drag_add:
 * @row: a row of a #GtkListBox
 * @handle: what it is dragged by
 * @dropped_cb: called with the row that takes another one's place
 * @user_data: for @dropped_cb; lives as long as the row's list
 *
 * Dragging is a second way beside the row's menu and keys, never the only one.
 */
void
jc_row_drag_add (GtkWidget *row, GtkWidget *handle, JcRowDropped dropped_cb, gpointer user_data)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

  g_object_set_data (G_OBJECT (row), "jc-dropped", dropped_cb);
  g_object_set_data (G_OBJECT (row), "jc-dropped-data", user_data);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), row, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), row, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}
