/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer-private.h"

#include <glib/gi18n.h>

#include "jc-attachment-edits.h"
#include "jc-open-outside.h"
#include "jc-page-commands.h"
#include "jc-session-attachments.h"

/* --- What is done to the page that is shown --- */

static gboolean
may_change (JcPageViewer *self)
{
  return self->mode == JC_VIEWER_READING && jc_page_viewer_get_page (self) != NULL
         && jc_page_viewer_may_edit (self);
}

/**
 * jc_page_viewer_put_view:
 * @self: a viewer
 * @view: how its page is shown from now on
 * @label: what was done, for "Undo …"
 *
 * Returns: whether anything changed
 */
gboolean
jc_page_viewer_put_view (JcPageViewer *self, const JcPageView *view, const char *label)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (self->session);

  return jc_page_viewer_may_edit (self) && jc_attachment_edit_set_view (attachments, page->id, view)
         && jc_session_set_attachments (self->session, attachments, label, "attached");
}

static void
turn (JcPageViewer *self, int by)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (may_change (self))
    jc_page_command_turn (self->session, page->id, page->view->page, by);
}

static void
turn_left_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (JC_PAGE_VIEWER (widget), -1);
}

static void
turn_right_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (JC_PAGE_VIEWER (widget), 1);
}

static void
shift (JcPageViewer *self, int by)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (may_change (self))
    jc_page_command_shift (self->session, page->id, page->view->page, by);
}

static void
earlier_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shift (JC_PAGE_VIEWER (widget), -1);
}

static void
later_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shift (JC_PAGE_VIEWER (widget), 1);
}

static void
take_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer       *self = JC_PAGE_VIEWER (widget);
  const JcViewerPage *page = jc_page_viewer_get_page (self);

  if (may_change (self) && jc_page_command_remove (self->session, page->id, page->view->page))
    jc_page_viewer_toast (self, _ ("The page was taken out"), TRUE);
}

static void
reset_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);
  g_autoptr (JcPageView) view = NULL;

  if (!may_change (self))
    return;
  view = jc_page_view_new (jc_page_viewer_get_page (self)->view->page);
  if (jc_page_viewer_put_view (self, view, _ ("showing a page as it came")))
    jc_page_viewer_toast (self, _ ("The page is shown as it came"), TRUE);
}

static void
clean_toggled_cb (JcPageViewer *self)
{
  g_autoptr (JcPageView) view = NULL;

  if (self->is_showing || !may_change (self))
    return;
  view = jc_page_view_copy (jc_page_viewer_get_page (self)->view);
  view->clean = gtk_toggle_button_get_active (self->clean_button);
  jc_page_viewer_put_view (self, view, _ ("cleaning a page"));
}

static void
compare_toggled_cb (JcPageViewer *self)
{
  if (!self->is_showing)
    jc_page_viewer_draw (self);
}

static void
outside_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer       *self = JC_PAGE_VIEWER (widget);
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autofree char    *path
      = page != NULL ? jc_page_pictures_dup_path (self->pictures, page->sha256) : NULL;

  if (path != NULL)
    jc_open_outside (GTK_WINDOW (self), path, page->name);
  else
    jc_page_viewer_toast (self, _ ("This file is not on this computer yet. Sync, then open it."),
                          FALSE);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  jc_page_viewer_leave_mode (self);
  if (!jc_dossier_session_undo (self->session))
    jc_page_viewer_toast (self, _ ("There is nothing to take back"), FALSE);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  jc_page_viewer_leave_mode (self);
  if (!jc_dossier_session_redo (self->session))
    jc_page_viewer_toast (self, _ ("There is nothing to do again"), FALSE);
}

/* --- Which page is this --- */

static void
part_toggled_cb (GtkCheckButton *check, JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  const JcSlotPage   *part = g_object_get_data (G_OBJECT (check), "part");

  if (!self->is_showing && page != NULL && jc_page_viewer_may_edit (self))
    jc_page_command_mark (self->session, page->id, page->view->page, part->id,
                          gtk_check_button_get_active (check));
}

static GtkCheckButton *
get_check (JcPageViewer *self, guint position)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->parts, (int)position);

  return GTK_CHECK_BUTTON (gtk_flow_box_child_get_child (child));
}

static void
add_checks (JcPageViewer *self, GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      JcSlotPage *part = g_ptr_array_index (parts, i);
      GtkWidget  *check
          = gtk_check_button_new_with_label (jc_text_get (part->label, jc_language_get_default ()));
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);
      gtk_widget_set_focusable (child, FALSE);
      g_object_set_data (G_OBJECT (check), "part", part);
      g_signal_connect (check, "toggled", G_CALLBACK (part_toggled_cb), self);
      gtk_flow_box_append (self->parts, child);
      g_ptr_array_add (self->parts_shown, part);
    }
}

static void
show_parts (JcPageViewer *self, const JcViewerPage *page)
{
  const JcSlot *slot = jc_kind_find_slot (jc_dossier_session_get_kind (self->session), self->slot);
  GPtrArray    *parts = slot != NULL ? slot->pages : NULL;

  gtk_widget_set_visible (self->parts_box, page != NULL && parts != NULL && parts->len > 0);
  if (page == NULL || parts == NULL)
    return;
  if (self->parts_shown->len == 0)
    add_checks (self, parts);
  for (guint i = 0; i < self->parts_shown->len; i++)
    {
      const JcSlotPage *part = g_ptr_array_index (self->parts_shown, i);

      gtk_check_button_set_active (get_check (self, i),
                                   g_strv_contains ((const char *const *)page->parts, part->id));
      gtk_widget_set_sensitive (GTK_WIDGET (get_check (self, i)), jc_page_viewer_may_edit (self));
    }
}

/* --- Showing --- */

/**
 * jc_page_viewer_show_tools:
 * @self: a viewer
 *
 * What may be done with its page, and how it is.
 */
void
jc_page_viewer_show_tools (JcPageViewer *self)
{
  static const char *const tools[]
      = { "viewer.turn-left", "viewer.turn-right", "viewer.straighten", "viewer.outline" };
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  g_autoptr (JcPageView) plain = page != NULL ? jc_page_view_new (page->view->page) : NULL;
  gboolean edited = page != NULL && !jc_page_view_equal (plain, page->view);
  gboolean may = may_change (self);
  const char *shown = gtk_stack_get_visible_child_name (self->views);
  gboolean    seen = !g_str_equal (shown, "trouble") && !g_str_equal (shown, "away");

  self->is_showing = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), tools[i], may && seen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.take-out", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.earlier", may && self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.later",
                                 may && self->position + 1 < self->pages->len);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.reset", may && edited);
  gtk_widget_set_sensitive (GTK_WIDGET (self->clean_button), may && seen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->zoom_button), seen);
  gtk_toggle_button_set_active (self->clean_button, page != NULL && page->view->clean);
  /* Nothing differs: there is no before. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->compare_button),
                            edited || self->mode == JC_VIEWER_STRAIGHTENING);
  if (!edited && self->mode == JC_VIEWER_READING)
    gtk_toggle_button_set_active (self->compare_button, FALSE);
  show_parts (self, page);
  self->is_showing = FALSE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_bracketleft, 0, "viewer.turn-left" },
    { GDK_KEY_bracketright, 0, "viewer.turn-right" },
    { GDK_KEY_Up, GDK_ALT_MASK, "viewer.earlier" },
    { GDK_KEY_Down, GDK_ALT_MASK, "viewer.later" },
    { GDK_KEY_Delete, 0, "viewer.take-out" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "viewer.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "viewer.redo" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

/**
 * jc_page_viewer_add_tools:
 * @widget_class: the viewer's
 */
void
jc_page_viewer_add_tools (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "viewer.turn-left", turn_left_cb },
    { "viewer.turn-right", turn_right_cb },
    { "viewer.earlier", earlier_cb },
    { "viewer.later", later_cb },
    { "viewer.take-out", take_out_cb },
    { "viewer.reset", reset_cb },
    { "viewer.open-outside", outside_cb },
    { "viewer.undo", undo_cb },
    { "viewer.redo", redo_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  add_keys (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, clean_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_toggled_cb);
}
