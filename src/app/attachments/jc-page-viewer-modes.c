/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "jc-words.h"

/* The slider's reach, in degrees; what was straightened by more widens it to the most there is. */
#define REACH 15.0
#define MAX_REACH 45.0

/* --- Showing --- */

static void
show_skew (JcPageViewer *self)
{
  double           degrees = self->draft->skew / 100.0;
  g_autofree char *words = g_strdup_printf (self->draft->skew == 0 ? "%.1f°" : "%+.1f°", degrees);
  GtkAdjustment   *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->skew_scale));
  double           reach = ABS (degrees) > REACH ? MAX_REACH : REACH;

  if (gtk_adjustment_get_upper (adjustment) < reach)
    {
      gtk_adjustment_set_lower (adjustment, -reach);
      gtk_adjustment_set_upper (adjustment, reach);
    }
  self->is_showing = TRUE;
  gtk_range_set_value (GTK_RANGE (self->skew_scale), degrees);
  self->is_showing = FALSE;
  gtk_label_set_label (self->skew_value, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->skew_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static void
say (JcPageViewer *self, const char *words)
{
  GtkLabel *note = self->mode == JC_VIEWER_OUTLINING ? self->outline_note : self->skew_note;

  gtk_label_set_label (note, words);
  gtk_widget_set_visible (GTK_WIDGET (note), words[0] != '\0');
}

/**
 * jc_page_viewer_show_modes:
 * @self: a viewer
 *
 * The panel of what is being done, and its commands.
 */
void
jc_page_viewer_show_modes (JcPageViewer *self)
{
  static const char *const panels[] = { "tools", "straighten", "outline" };
  gboolean                 reading = self->mode == JC_VIEWER_READING;

  gtk_stack_set_visible_child_name (self->panels, panels[self->mode]);
  gtk_widget_set_visible (self->navigation, self->mode != JC_VIEWER_OUTLINING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.apply", !reading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.propose", !reading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.level", !reading);
}

/* --- What the program proposes --- */

static void
take_proposal (JcPageViewer *self, const JcPageView *proposal)
{
  g_autofree char *words = NULL;

  if (self->mode == JC_VIEWER_OUTLINING)
    {
      if (proposal->has_quad)
        jc_outline_editor_set_quad (self->editor, proposal->quad);
      say (self, proposal->has_quad
                     ? _ ("This is where the sheet seems to end. Move the corners that are off.")
                     : _ ("No edges of a sheet were found. Move the corners yourself."));
      return;
    }
  if (proposal->skew == self->draft->skew)
    {
      say (self, _ ("The lines are level already."));
      return;
    }
  self->draft->skew = proposal->skew;
  words = g_strdup_printf (_ ("Proposed: %+.1f°. Compare with before, then apply."),
                           proposal->skew / 100.0);
  say (self, words);
  show_skew (self);
  jc_page_viewer_draw (self);
}

static void
proposed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcPageViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPageView) proposal
      = jc_page_pictures_propose_finish (JC_PAGE_PICTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->proposing);
  if (proposal != NULL)
    take_proposal (self, proposal);
  else
    {
      g_autofree char *why = jc_words_dup_error (error);

      say (self, why);
    }
}

/* A proposal looks for all that a view leaves open. One that says the whole page is the outline is
 * asked for the angle alone: with an outline found, the angle would be left at none. One that says
 * how the page is turned is not asked for that, which takes the longest. */
static JcPageView *
dup_question (JcPageViewer *self)
{
  static const int whole[8]
      = { 0, 0, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE };
  JcPageView *view = jc_page_view_copy (jc_page_viewer_get_page (self)->view);

  view->turn = view->turn != 0 ? view->turn : 90;
  if (self->mode == JC_VIEWER_OUTLINING)
    {
      view->has_quad = FALSE;
      return view;
    }
  view->skew = 0;
  if (!view->has_quad)
    memcpy (view->quad, whole, sizeof view->quad);
  view->has_quad = TRUE;

  return view;
}

static void
propose (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autoptr (JcPageView) view = dup_question (self);

  g_cancellable_cancel (self->proposing);
  g_clear_object (&self->proposing);
  self->proposing = g_cancellable_new ();
  say (self, _ ("Looking at the page…"));
  jc_page_pictures_propose_async (self->pictures, page->sha256, view, self->proposing, proposed_cb,
                                  g_object_ref (self));
}

static void
propose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  propose (JC_PAGE_VIEWER (widget));
}

/* --- Coming and going --- */

static gboolean
enter (JcPageViewer *self, JcViewerMode mode)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (self->mode != JC_VIEWER_READING || page == NULL || !jc_page_viewer_may_edit (self))
    return FALSE;
  self->mode = mode;
  self->draft = jc_page_view_copy (page->view);
  gtk_toggle_button_set_active (self->compare_button, FALSE);
  say (self, "");
  jc_page_viewer_show (self);

  return TRUE;
}

static void
straighten_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  if (!enter (self, JC_VIEWER_STRAIGHTENING))
    return;
  show_skew (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->skew_scale));
  if (self->draft->skew == 0)
    propose (self);
}

static void
outline_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  if (!enter (self, JC_VIEWER_OUTLINING))
    return;
  jc_outline_editor_set_page (self->editor, NULL, self->draft->turn);
  jc_outline_editor_set_quad (self->editor, self->draft->has_quad ? self->draft->quad : NULL);
  say (self,
       _ ("Move the corners to the sheet’s corners: drag them, or use Tab and the arrow keys."));
  gtk_stack_set_visible_child_name (self->views, "outline");
  jc_page_viewer_draw_soon (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

/**
 * jc_page_viewer_leave_mode:
 * @self: a viewer
 *
 * Nothing is kept of the draft.
 */
void
jc_page_viewer_leave_mode (JcPageViewer *self)
{
  JcViewerMode mode = self->mode;

  if (mode == JC_VIEWER_READING)
    return;
  g_cancellable_cancel (self->proposing);
  g_clear_object (&self->proposing);
  g_clear_pointer (&self->draft, jc_page_view_free);
  self->mode = JC_VIEWER_READING;
  gtk_toggle_button_set_active (self->compare_button, FALSE);
  jc_page_viewer_show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
apply_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);
  g_autoptr (JcPageView) view = NULL;
  const char *label = _ ("straightening a page");

  if (self->mode == JC_VIEWER_READING)
    return;
  view = jc_page_view_copy (self->draft);
  if (self->mode == JC_VIEWER_OUTLINING)
    {
      label = _ ("cropping a page");
      view->has_quad = jc_outline_editor_get_quad (self->editor, view->quad);
      if (!view->has_quad)
        memset (view->quad, 0, sizeof view->quad);
    }
  /* The draft goes first: what changed is shown by whoever hears of it. */
  jc_page_viewer_leave_mode (self);
  jc_page_viewer_put_view (self, view, label);
}

/* Escape leaves what is being tried, else the window. */
static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  if (self->mode == JC_VIEWER_READING)
    gtk_window_close (GTK_WINDOW (self));
  else
    jc_page_viewer_leave_mode (self);
}

/* No tilt, or nothing cut. */
static void
level_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  if (self->mode == JC_VIEWER_OUTLINING)
    jc_outline_editor_set_quad (self->editor, NULL);
  if (self->mode != JC_VIEWER_STRAIGHTENING)
    return;
  self->draft->skew = 0;
  show_skew (self);
  jc_page_viewer_draw (self);
}

static void
skew_changed_cb (JcPageViewer *self)
{
  if (self->is_showing || self->draft == NULL)
    return;
  self->draft->skew = (int)lround (gtk_range_get_value (GTK_RANGE (self->skew_scale)) * 10) * 10;
  gtk_toggle_button_set_active (self->compare_button, FALSE);
  g_cancellable_cancel (self->proposing);
  say (self, "");
  show_skew (self);
  jc_page_viewer_draw_soon (self);
}

/**
 * jc_page_viewer_add_modes:
 * @widget_class: the viewer's
 */
void
jc_page_viewer_add_modes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.straighten", NULL, straighten_cb);
  gtk_widget_class_install_action (widget_class, "viewer.outline", NULL, outline_cb);
  gtk_widget_class_install_action (widget_class, "viewer.propose", NULL, propose_cb);
  gtk_widget_class_install_action (widget_class, "viewer.level", NULL, level_cb);
  gtk_widget_class_install_action (widget_class, "viewer.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "viewer.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "viewer.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "viewer.apply", NULL);
  gtk_widget_class_bind_template_callback (widget_class, skew_changed_cb);
}
