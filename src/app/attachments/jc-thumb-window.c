/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-thumb-window.h"

#include "jc-page-thumb.h"

/* Somebody who scrolls past wants none of it drawn. */
#define LOOK_AFTER_MS 80
/* How many heights of the view away a picture is drawn, and from where on it is dropped. */
#define NEAR 1.0
#define FAR 4.0

struct _JcThumbWindow
{
  GtkScrolledWindow *scroller; /* (unowned): outlives this */
  GtkAdjustment     *adjustment;
  JcListThumbs       list_cb;
  gpointer           user_data;
  guint              look_id;
};

static gboolean
look_cb (gpointer user_data)
{
  JcThumbWindow *self = user_data;
  g_autoptr (GPtrArray) thumbs = g_ptr_array_new ();
  double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));

  self->look_id = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->scroller)))
    return G_SOURCE_REMOVE;
  self->list_cb (thumbs, self->user_data);
  /* What is asked for last is drawn first: the topmost. */
  for (guint i = thumbs->len; i > 0; i--)
    {
      GtkWidget      *thumb = g_ptr_array_index (thumbs, i - 1);
      graphene_rect_t bounds;
      double          away;

      if (!gtk_widget_compute_bounds (thumb, GTK_WIDGET (self->scroller), &bounds)
          || bounds.size.height <= 0)
        continue;
      away = MAX (-(bounds.origin.y + bounds.size.height), bounds.origin.y - height);
      if (away < NEAR * height)
        jc_page_thumb_load (JC_PAGE_THUMB (thumb));
      else if (away > FAR * height || !jc_page_thumb_get_paintable (JC_PAGE_THUMB (thumb)))
        jc_page_thumb_unload (JC_PAGE_THUMB (thumb));
    }

  return G_SOURCE_REMOVE;
}

/**
 * jc_thumb_window_look:
 * @self: pictures of a page
 */
void
jc_thumb_window_look (JcThumbWindow *self)
{
  if (self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_AFTER_MS, look_cb, self);
}

/**
 * jc_thumb_window_new:
 * @scroller: outlives the result
 * @list_cb: lists the pictures that are in it
 * @user_data: for @list_cb
 *
 * Returns: (transfer full): what keeps them
 */
JcThumbWindow *
jc_thumb_window_new (GtkScrolledWindow *scroller, JcListThumbs list_cb, gpointer user_data)
{
  JcThumbWindow *self = g_new0 (JcThumbWindow, 1);

  self->scroller = scroller;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  self->list_cb = list_cb;
  self->user_data = user_data;
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (jc_thumb_window_look),
                            self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (jc_thumb_window_look), self);

  return self;
}

/**
 * jc_thumb_window_free:
 * @self: (transfer full): what keeps pictures
 */
void
jc_thumb_window_free (JcThumbWindow *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_object_unref (self->adjustment);
  g_free (self);
}
