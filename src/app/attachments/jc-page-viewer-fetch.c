/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer-private.h"

static void
fetch (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  JcDossier          *dossier = jc_dossier_session_get_dossier (self->session);

  if (page != NULL)
    jc_page_fetcher_fetch (self->fetcher, jc_dossier_get_id (dossier), page->id, page->sha256,
                           page->size);
}

static void
fetch_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fetch (JC_PAGE_VIEWER (widget));
}

static void
stop_fetch_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer       *self = JC_PAGE_VIEWER (widget);
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (page != NULL)
    jc_page_fetcher_stop (self->fetcher, page->sha256);
}

/* The button that takes the place of the one that has the focus takes the focus too. */
static void
show_buttons (JcPageViewer *self, gboolean coming)
{
  GtkWidget *fetch_button = GTK_WIDGET (self->fetch_button);
  GtkWidget *shown = coming ? self->stop_fetch_button : fetch_button;
  GtkWidget *hidden = coming ? fetch_button : self->stop_fetch_button;
  gboolean   had_focus = gtk_widget_has_focus (hidden);

  gtk_button_set_label (self->fetch_button, jc_page_fetcher_get_label (self->fetcher));
  gtk_widget_set_visible (shown, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
}

static void
show_state (JcPageViewer *self, const char *sha256, JcPageFetch state)
{
  g_autofree char *words = jc_page_fetcher_dup_words (self->fetcher, sha256);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->away, escaped);
  gtk_progress_bar_set_fraction (self->fetch_bar,
                                 jc_page_fetcher_get_fraction (self->fetcher, sha256));
  gtk_widget_set_visible (GTK_WIDGET (self->fetch_bar), state == JC_PAGE_COMING);
  show_buttons (self, state == JC_PAGE_COMING || state == JC_PAGE_WAITING);
}

/**
 * jc_page_viewer_show_away:
 * @self: a viewer with a page
 *
 * Whoever opens a page wants to see it: its original is asked for at once. After it was stopped, or
 * did not come, that is for the person to say.
 *
 * Returns: whether the page's original is not here; that is shown then
 */
gboolean
jc_page_viewer_show_away (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  JcPageFetch         state = jc_page_fetcher_look (self->fetcher, page->sha256);
  gboolean            was_here;

  if (state == JC_PAGE_HERE)
    return FALSE;
  was_here = !g_str_equal (gtk_stack_get_visible_child_name (self->views), "away");
  if (was_here)
    {
      jc_page_viewer_stop_drawing (self);
      jc_page_viewer_leave_mode (self);
      gtk_stack_set_visible_child_name (self->views, "away");
      jc_page_viewer_show_tools (self);
    }
  if (state == JC_PAGE_AWAY)
    fetch (self);
  show_state (self, page->sha256, jc_page_fetcher_look (self->fetcher, page->sha256));

  return TRUE;
}

static void
fetch_changed_cb (JcPageViewer *self, const char *sha256)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (page != NULL && (sha256[0] == '\0' || g_str_equal (sha256, page->sha256)))
    jc_page_viewer_draw (self);
}

/**
 * jc_page_viewer_watch_fetch:
 * @self: a viewer that has its pictures
 */
void
jc_page_viewer_watch_fetch (JcPageViewer *self)
{
  self->fetcher = jc_page_fetcher_get_default (self->pictures);
  g_signal_connect_object (self->fetcher, "changed", G_CALLBACK (fetch_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * jc_page_viewer_add_fetch:
 * @widget_class: the viewer's
 */
void
jc_page_viewer_add_fetch (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.fetch", NULL, fetch_cb);
  gtk_widget_class_install_action (widget_class, "viewer.stop-fetch", NULL, stop_fetch_cb);
}
