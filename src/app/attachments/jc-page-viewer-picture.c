/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer-private.h"

#include "jc-media.h"
#include "jc-words.h"

#define DRAW_DELAY_MS 120
#define SPINNER_DELAY_MS 500
#define THUMB_SIZE 256
/* More than a screen shows of a page, and as much as is held in memory for one. */
#define MAX_SIDE 5000

/* --- What is drawn --- */

static void
drawn_clear (JcDrawn *drawn)
{
  g_clear_pointer (&drawn->sha256, g_free);
  g_clear_pointer (&drawn->view, jc_page_view_free);
  *drawn = (JcDrawn){ 0 };
}

static gboolean
is_same_page (const JcDrawn *drawn, const JcViewerPage *page)
{
  return drawn->view != NULL && g_str_equal (drawn->sha256, page->sha256)
         && drawn->view->page == page->view->page;
}

/* Sharp enough, and not so large that it looks rough when it is made small. */
static gboolean
is_enough (
    const JcDrawn *drawn, const JcViewerPage *page, const JcPageView *view, int width, int height)
{
  return is_same_page (drawn, page) && jc_page_view_equal (drawn->view, view)
         && ((drawn->width * 1.05 >= width && drawn->height * 1.05 >= height) || drawn->is_all)
         && (drawn->width <= width * 2 || drawn->height <= height * 2);
}

/* The page as it is to be seen now: before or after what is done to it. */
static JcPageView *
dup_wanted (JcPageViewer *self, const JcViewerPage *page)
{
  gboolean    before = gtk_toggle_button_get_active (self->compare_button);
  JcPageView *view;

  if (before && self->mode == JC_VIEWER_READING)
    return jc_page_view_new (page->view->page);

  view = jc_page_view_copy (self->draft != NULL && !before ? self->draft : page->view);
  if (self->mode == JC_VIEWER_OUTLINING)
    view->has_quad = FALSE;

  return view;
}

static void
get_box (JcPageViewer *self, int *width, int *height)
{
  GtkWidget *editor = GTK_WIDGET (self->editor);

  jc_page_canvas_get_box (self->canvas, width, height);
  if (self->mode == JC_VIEWER_OUTLINING && gtk_widget_get_width (editor) > 0)
    {
      *width = gtk_widget_get_width (editor) * gtk_widget_get_scale_factor (editor);
      *height = gtk_widget_get_height (editor) * gtk_widget_get_scale_factor (editor);
    }
  *width = CLAMP (*width, 1, MAX_SIDE);
  *height = CLAMP (*height, 1, MAX_SIDE);
}

/* --- Showing it --- */

static void
stop_spinner (JcPageViewer *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static void
spinner_due_cb (gpointer user_data)
{
  JcPageViewer *self = user_data;

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
}

static void
show_texture (JcPageViewer *self, GdkTexture *texture, const JcPageView *view)
{
  gboolean is_outline = self->mode == JC_VIEWER_OUTLINING;

  if (is_outline)
    jc_outline_editor_set_page (self->editor, texture, view->turn);
  else
    jc_page_canvas_set_texture (self->canvas, texture);
  gtk_stack_set_visible_child_name (self->views, is_outline ? "outline" : "page");
}

static void
show_trouble (JcPageViewer *self, const GError *error)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autofree char    *words = jc_words_dup_error (error);
  g_autofree char    *escaped = g_markup_escape_text (words, -1);
  g_autofree char    *path = jc_page_pictures_dup_path (self->pictures, page->sha256);

  adw_status_page_set_description (self->trouble, escaped);
  gtk_widget_set_visible (self->outside_button, path != NULL);
  gtk_stack_set_visible_child_name (self->views, "trouble");
  jc_page_viewer_show_tools (self);
}

/* --- Asking for it --- */

static void
thumb_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcPageViewer) self = user_data;
  g_autoptr (GdkTexture) texture
      = jc_page_pictures_finish (JC_PAGE_PICTURES (source), result, NULL);

  /* Only until the page itself is there. */
  if (texture != NULL && self->drawn.view == NULL && self->asked.view != NULL
      && self->mode == JC_VIEWER_READING)
    show_texture (self, texture, self->asked.view);
}

static void
page_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcPageViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = jc_page_pictures_finish (JC_PAGE_PICTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop_spinner (self);
  g_clear_object (&self->drawing);
  drawn_clear (&self->drawn);
  if (self->asked.view == NULL || jc_page_viewer_get_page (self) == NULL)
    return;
  if (texture == NULL)
    {
      drawn_clear (&self->asked);
      show_trouble (self, error);
      return;
    }

  self->drawn = self->asked;
  self->asked = (JcDrawn){ 0 };
  self->drawn.is_all = gdk_texture_get_width (texture) + 1 < self->drawn.width
                       && gdk_texture_get_height (texture) + 1 < self->drawn.height;
  show_texture (self, texture, self->drawn.view);
}

/* Takes @view. */
static void
ask (JcPageViewer *self, const JcViewerPage *page, JcPageView *view, int width, int height)
{
  gboolean is_new = !is_same_page (&self->drawn, page);

  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  drawn_clear (&self->asked);
  self->asked = (JcDrawn){
    .sha256 = g_strdup (page->sha256), .view = view, .width = width, .height = height
  };
  if (is_new)
    {
      drawn_clear (&self->drawn);
      jc_page_canvas_set_texture (self->canvas, NULL);
      gtk_stack_set_visible_child_name (self->views, "page");
      jc_page_viewer_show_tools (self);
      jc_page_pictures_thumb_async (self->pictures, page->sha256, view, THUMB_SIZE, self->drawing,
                                    thumb_drawn_cb, g_object_ref (self));
    }
  jc_page_pictures_render_async (self->pictures, page->sha256, view, width, height, self->drawing,
                                 page_drawn_cb, g_object_ref (self));
  if (self->spinner_source == 0 && !gtk_widget_get_visible (GTK_WIDGET (self->spinner)))
    self->spinner_source = g_timeout_add_once (SPINNER_DELAY_MS, spinner_due_cb, self);
}

/**
 * jc_page_viewer_draw:
 * @self: a viewer
 *
 * Has the page drawn as it is to be seen, unless it is already; what was asked for before is not
 * wanted any more.
 */
void
jc_page_viewer_draw (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autoptr (JcPageView) view = NULL;
  int width;
  int height;

  g_clear_handle_id (&self->draw_source, g_source_remove);
  if (page == NULL)
    {
      jc_page_viewer_stop_drawing (self);
      return;
    }
  if (jc_page_viewer_show_away (self))
    return;
  view = dup_wanted (self, page);
  get_box (self, &width, &height);
  if (self->drawing != NULL && is_enough (&self->asked, page, view, width, height))
    return;
  /* The other of the two, canvas and editor, may not have this picture. */
  if (self->drawing == NULL && is_enough (&self->drawn, page, view, width, height)
      && (self->mode == JC_VIEWER_OUTLINING)
             == g_str_equal (gtk_stack_get_visible_child_name (self->views), "outline"))
    return;
  ask (self, page, g_steal_pointer (&view), width, height);
}

static void
draw_due_cb (gpointer user_data)
{
  JcPageViewer *self = user_data;

  self->draw_source = 0;
  jc_page_viewer_draw (self);
}

void
jc_page_viewer_draw_soon (JcPageViewer *self)
{
  g_clear_handle_id (&self->draw_source, g_source_remove);
  self->draw_source = g_timeout_add_once (DRAW_DELAY_MS, draw_due_cb, self);
}

void
jc_page_viewer_stop_drawing (JcPageViewer *self)
{
  g_clear_handle_id (&self->draw_source, g_source_remove);
  if (self->spinner != NULL)
    stop_spinner (self);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  drawn_clear (&self->drawn);
  drawn_clear (&self->asked);
}
