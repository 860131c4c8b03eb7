/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer.h"

#include <glib/gi18n.h>

#include "jc-page-viewer-private.h"
#include "jc-session-attachments.h"
#include "jc-slot-words.h"
#include "jc-words.h"

#define ZOOM_STEP 1.25
#define TOAST_SECONDS 10
#define CAUTION_ICON "dialog-warning-symbolic"

G_DEFINE_FINAL_TYPE (JcPageViewer, jc_page_viewer, ADW_TYPE_WINDOW)

const JcViewerPage *
jc_page_viewer_get_page (JcPageViewer *self)
{
  return self->position < self->pages->len ? g_ptr_array_index (self->pages, self->position) : NULL;
}

gboolean
jc_page_viewer_may_edit (JcPageViewer *self)
{
  return jc_session_may_attach (self->session, self->slot);
}

/**
 * jc_page_viewer_toast:
 * @self: a viewer
 * @words: what was done
 * @offer_undo: whether it can be taken back from here
 */
void
jc_page_viewer_toast (JcPageViewer *self, const char *words, gboolean offer_undo)
{
  AdwToast *toast = adw_toast_new (words);

  if (offer_undo && jc_dossier_session_is_editable (self->session))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "viewer.undo");
      adw_toast_set_timeout (toast, TOAST_SECONDS);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- Showing a page --- */

static void
show_names (JcPageViewer *self, const JcViewerPage *page)
{
  const char *label
      = jc_slot_words_get_label (jc_dossier_session_get_kind (self->session), self->slot);
  guint            n_pages = self->pages->len;
  g_autofree char *place = NULL;
  g_autofree char *place_words = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *words = NULL;

  adw_window_title_set_title (self->window_title, label);
  gtk_window_set_title (GTK_WINDOW (self), label);
  adw_window_title_set_subtitle (self->window_title, page != NULL ? page->name : "");
  if (page == NULL)
    return;

  place = g_strdup_printf ("%u / %u", self->position + 1, n_pages);
  place_words = g_strdup_printf (_ ("Page %u of %u"), self->position + 1, n_pages);
  gtk_label_set_label (self->position_label, place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->position_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, place_words, -1);
  /* Translators: a slot, a file's name, the number of one of the file's pages. */
  words = g_strdup_printf (_ ("%s, “%s”, page %d"), label, page->name, page->view->page);
  jc_page_canvas_set_words (self->canvas, words, place_words);
  subtitle = g_strdup_printf (_ ("Outline on %s"), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  subtitle, -1);
}

static void
add_note (JcPageViewer *self, const char *icon_name, const char *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, "hexpand", TRUE, NULL);

  if (g_str_equal (icon_name, CAUTION_ICON))
    gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->notes, row);
}

/* Cautions of the page, and why it may not be changed. */
static void
show_notes (JcPageViewer *self, const JcViewerPage *page)
{
  GtkWidget  *child;
  guint       n_cautions = page != NULL ? page->cautions->len : 0;
  guint       n_marks = jc_page_viewer_show_marks (self);
  gboolean    locked = !jc_page_viewer_may_edit (self);
  const char *state = jc_dossier_get_state (jc_dossier_session_get_dossier (self->session));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
  if (locked)
    add_note (self, "jc-state-skip-symbolic",
              g_str_equal (state, "finalised")
                  ? _ (
                      "The dossier is finalised: pages can be looked at. Reopen it to change them.")
                  : _ ("The dossier was handed in: pages can be looked at."));
  for (guint i = 0; i < n_cautions; i++)
    add_note (self, CAUTION_ICON, jc_words_get (g_ptr_array_index (page->cautions, i)));
  gtk_widget_set_visible (self->notes_scroller,
                          self->mode == JC_VIEWER_READING
                              && (locked || n_cautions > 0 || n_marks > 0));
}

static void
findings_changed_cb (JcPageViewer *self)
{
  show_notes (self, jc_page_viewer_get_page (self));
}

static void
show_zoom (JcPageViewer *self)
{
  g_autofree char *words
      = g_strdup_printf ("%.0f %%", jc_page_canvas_get_zoom (self->canvas) * 100);
  g_autofree char *name = g_strdup_printf (_ ("Size of the page: %s"), words);

  gtk_menu_button_set_label (self->zoom_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * jc_page_viewer_show:
 * @self: a viewer
 *
 * Shows the page as it stands in the dossier.
 */
void
jc_page_viewer_show (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  gboolean            reading = self->mode == JC_VIEWER_READING;

  show_names (self, page);
  show_notes (self, page);
  jc_page_viewer_show_tools (self);
  jc_page_viewer_show_modes (self);
  gtk_widget_set_visible (self->parts_box,
                          reading && page != NULL && gtk_widget_get_visible (self->parts_box));
  gtk_widget_set_visible (self->panels_box,
                          page != NULL && (jc_page_viewer_may_edit (self) || !reading));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous",
                                 reading && self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next",
                                 reading && self->position + 1 < self->pages->len);
  if (page == NULL)
    {
      gtk_widget_set_visible (self->navigation, FALSE);
      gtk_stack_set_visible_child_name (self->views, "none");
    }
  else if (g_str_equal (gtk_stack_get_visible_child_name (self->views), "none"))
    gtk_stack_set_visible_child_name (self->views, "page");
  jc_page_viewer_draw (self);
}

/**
 * jc_page_viewer_go:
 * @self: a viewer
 * @position: among the slot's pages
 */
void
jc_page_viewer_go (JcPageViewer *self, int position)
{
  guint last = self->pages->len > 0 ? self->pages->len - 1 : 0;

  if (self->mode != JC_VIEWER_READING)
    return;
  self->position = (guint)CLAMP (position, 0, (int)last);
  gtk_toggle_button_set_active (self->compare_button, FALSE);
  jc_page_viewer_show (self);
}

/* The same page again where it is still there, else the one in its place. */
static void
load (JcPageViewer *self)
{
  const JcViewerPage *old = jc_page_viewer_get_page (self);
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (self->session);
  g_autoptr (GPtrArray) pages = jc_viewer_pages_load (attachments, self->slot);
  guint position = self->position;

  if (old != NULL && !jc_viewer_pages_find (pages, old->id, old->view->page, &position))
    {
      position = MIN (position, pages->len > 0 ? pages->len - 1 : 0);
      jc_page_viewer_leave_mode (self);
    }
  g_ptr_array_unref (self->pages);
  self->pages = g_steal_pointer (&pages);
  self->position = position;
  jc_page_viewer_show (self);
}

/* --- Going about, and sizes --- */

static void
go_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);
  int           position = (int)self->position;

  if (g_str_equal (name, "viewer.next"))
    jc_page_viewer_go (self, position + 1);
  else if (g_str_equal (name, "viewer.previous"))
    jc_page_viewer_go (self, position - 1);
  else
    jc_page_viewer_go (self, g_str_equal (name, "viewer.first") ? 0 : G_MAXINT);
}

static void
zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageViewer *self = JC_PAGE_VIEWER (widget);

  if (g_str_equal (name, "viewer.zoom-in"))
    jc_page_canvas_zoom_by (self->canvas, ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-out"))
    jc_page_canvas_zoom_by (self->canvas, 1 / ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-full"))
    jc_page_canvas_zoom_to (self->canvas, 1);
  else
    jc_page_canvas_fit (self->canvas, g_str_equal (name, "viewer.zoom-width")
                                          ? JC_PAGE_ZOOM_WIDTH
                                          : JC_PAGE_ZOOM_WINDOW);
}

static void
zoom_changed_cb (JcPageViewer *self)
{
  show_zoom (self);
  jc_page_viewer_draw_soon (self);
}

/* --- GObject --- */

static void
jc_page_viewer_dispose (GObject *object)
{
  JcPageViewer *self = JC_PAGE_VIEWER (object);

  jc_page_viewer_stop_drawing (self);
  g_cancellable_cancel (self->proposing);
  g_clear_object (&self->proposing);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);

  G_OBJECT_CLASS (jc_page_viewer_parent_class)->dispose (object);
}

static void
jc_page_viewer_finalize (GObject *object)
{
  JcPageViewer *self = JC_PAGE_VIEWER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->draft, jc_page_view_free);
  g_ptr_array_unref (self->parts_shown);
  g_ptr_array_unref (self->pages);
  g_free (self->slot);

  G_OBJECT_CLASS (jc_page_viewer_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-page-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, toasts);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, window_title);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, views);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, spinner);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, editor);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, trouble);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, outside_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, away);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, fetch_bar);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, stop_fetch_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, notes_scroller);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, notes);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, differences);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, parts_box);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, parts);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, navigation);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, position_label);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, compare_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, panels_box);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, panels);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, clean_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, skew_scale);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, skew_value);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, skew_note);
  gtk_widget_class_bind_template_child (widget_class, JcPageViewer, outline_note);
  gtk_widget_class_bind_template_callback (widget_class, zoom_changed_cb);
}

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} keys[] = {
  { GDK_KEY_Page_Down, 0, "viewer.next" },
  { GDK_KEY_Page_Up, 0, "viewer.previous" },
  { GDK_KEY_Home, 0, "viewer.first" },
  { GDK_KEY_End, 0, "viewer.last" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "viewer.zoom-in" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "viewer.zoom-in" },
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "viewer.zoom-in" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "viewer.zoom-out" },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "viewer.zoom-out" },
  { GDK_KEY_0, GDK_CONTROL_MASK, "viewer.zoom-window" },
};

static void
jc_page_viewer_class_init (JcPageViewerClass *klass)
{
  static const char *const walks[]
      = { "viewer.next", "viewer.previous", "viewer.first", "viewer.last" };
  static const char *const sizes[] = { "viewer.zoom-in", "viewer.zoom-out", "viewer.zoom-full",
                                       "viewer.zoom-width", "viewer.zoom-window" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_page_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_page_viewer_finalize;

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    gtk_widget_class_install_action (widget_class, walks[i], NULL, go_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    gtk_widget_class_install_action (widget_class, sizes[i], NULL, zoom_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);

  g_type_ensure (JC_TYPE_OUTLINE_EDITOR);
  g_type_ensure (JC_TYPE_PAGE_CANVAS);
  bind_template (widget_class);
  jc_page_viewer_add_fetch (widget_class);
  jc_page_viewer_add_tools (widget_class);
  jc_page_viewer_add_modes (widget_class);
}

/* The scrolled window takes these for itself, even where there is nothing to scroll. */
static void
give_keys_to_canvas (JcPageViewer *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                          gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), controller);
}

static void
jc_page_viewer_init (JcPageViewer *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_viewer_page_free);
  self->parts_shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  give_keys_to_canvas (self);
}

/* --- Opening --- */

static void
open_on (JcPageViewer *self, const char *slot, const char *id, int page)
{
  GtkFlowBoxChild *check;
  guint            position = 0;

  jc_page_viewer_leave_mode (self);
  if (g_strcmp0 (self->slot, slot) != 0)
    {
      g_free (self->slot);
      self->slot = g_strdup (slot);
      while ((check = gtk_flow_box_get_child_at_index (self->parts, 0)) != NULL)
        gtk_flow_box_remove (self->parts, GTK_WIDGET (check));
      g_ptr_array_set_size (self->parts_shown, 0);
    }
  load (self);
  jc_viewer_pages_find (self->pages, id, page, &position);
  jc_page_viewer_go (self, (int)position);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  gtk_window_present (GTK_WINDOW (self));
}

static JcPageViewer *
find_viewer (GtkWindow *parent, JcDossierSession *session)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (JC_IS_PAGE_VIEWER (l->data) && gtk_window_get_transient_for (l->data) == parent
        && JC_PAGE_VIEWER (l->data)->session == session)
      return l->data;

  return NULL;
}

/**
 * jc_page_viewer_present:
 * @parent: the dossier's window, which has one viewer
 * @session: the open dossier
 * @pictures: draws the pages
 * @id: an attachment
 * @page: of its original, from 1
 */
void
jc_page_viewer_present (GtkWindow        *parent,
                        JcDossierSession *session,
                        JcPagePictures   *pictures,
                        const char       *id,
                        int               page)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);
  const JcAttachment *attachment = jc_attachments_find (attachments, id);
  JcPageViewer       *self = find_viewer (parent, session);

  if (attachment == NULL)
    return;
  if (self == NULL)
    {
      self = g_object_new (JC_TYPE_PAGE_VIEWER, "transient-for", parent, "destroy-with-parent",
                           TRUE, NULL);
      self->session = g_object_ref (session);
      self->pictures = g_object_ref (pictures);
      jc_page_viewer_watch_fetch (self);
      g_signal_connect_object (session, "findings-changed", G_CALLBACK (findings_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "attachments-changed", G_CALLBACK (load), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "document-changed", G_CALLBACK (load), self,
                               G_CONNECT_SWAPPED);
    }
  open_on (self, attachment->slot, id, page);
}
