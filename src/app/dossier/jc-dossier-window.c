/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-attachments-page.h"
#include "jc-cloud-button.h"
#include "jc-dossier-notices.h"
#include "jc-dossier-window-private.h"
#include "jc-jump-popover.h"
#include "jc-library-jobs.h"
#include "jc-section-page.h"
#include "jc-task-list.h"
#include "jc-words.h"

/* What a line of the task list keeps from the edges of its pane, in pixels. */
#define TASK_MARGIN 12

G_DEFINE_FINAL_TYPE (JcDossierWindow, jc_dossier_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Titles and progress --- */

static void
show_whole_progress (JcDossierWindow *self)
{
  JcSectionProgress progress = { 0 };
  g_autofree char  *words = NULL;
  double            share;

  jc_check_get_progress (jc_dossier_session_get_check (self->session), NULL, &progress);
  share = progress.n_required > 0 ? (double)progress.n_filled / progress.n_required : 0;
  /* Rounded down: 100 % is said only when nothing is missing. */
  words = g_strdup_printf (_ ("%d %% filled in"), (int)(share * 100));
  gtk_label_set_label (self->done_label, words);
  gtk_progress_bar_set_fraction (self->done_bar, share);
}

/* In a narrow window the page's own heading says where one is; the bar keeps room for the name. */
static void
show_titles (JcDossierWindow *self)
{
  g_autofree char *title = jc_dossier_session_dup_title (self->session);
  const char      *name = jc_dossier_window_get_page_name (self);
  const char      *page
      = name != NULL
            ? jc_dossier_pages_get_title (jc_dossier_session_get_kind (self->session), name)
            : NULL;
  g_autofree char *both
      = page != NULL ? g_strdup_printf ("%s / %s", title, page) : g_strdup (title);

  adw_window_title_set_title (self->window_title,
                              adw_leaflet_get_folded (self->leaflet) ? title : both);
  gtk_window_set_title (GTK_WINDOW (self), both);
}

static void
findings_changed_cb (JcDossierWindow *self)
{
  jc_task_list_update (self->tasks, self->session);
  show_whole_progress (self);
  show_titles (self);
  jc_dossier_actions_update (self);
}

/* --- Pages --- */

static void
page_go_to_cb (JcDossierWindow *self, const char *pointer)
{
  jc_dossier_window_go_to (self, pointer);
}

/* The selected line stays in view, whoever selected it, with a margin of its list's padding. */
static void
show_task (JcDossierWindow *self)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (self->tasks_scroller);
  GtkListBoxRow  *row = gtk_list_box_get_selected_row (self->tasks);
  graphene_rect_t bounds;

  if (row != NULL
      && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->tasks), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y - TASK_MARGIN,
                               bounds.origin.y + bounds.size.height + TASK_MARGIN);
}

/* Only the lines of the list follow one another; what is not among them has no next one. */
static void
show_position (JcDossierWindow *self)
{
  const JcKind    *kind = jc_dossier_session_get_kind (self->session);
  GtkListBoxRow   *row = gtk_list_box_get_selected_row (self->tasks);
  int              index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  g_autofree char *words = NULL;

  if (index >= 0 && index < (int)kind->sections->len)
    words = adw_leaflet_get_folded (self->leaflet)
                ? g_strdup_printf ("%d / %u", index + 1, kind->sections->len)
                : g_strdup_printf (_ ("Section %d of %u"), index + 1, kind->sections->len);
  gtk_label_set_label (self->position_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->bottom_bar, row != NULL);
}

static void
show_place (JcDossierWindow *self)
{
  show_titles (self);
  show_position (self);
  jc_dossier_actions_update (self);
}

static void
task_selected_cb (JcDossierWindow *self, GtkListBoxRow *row)
{
  if (row == NULL || self->session == NULL)
    return;

  jc_dossier_pages_show (self, jc_task_row_get_page (JC_TASK_ROW (row)));
  show_task (self);
  show_place (self);
}

static void
task_activated_cb (JcDossierWindow *self, GtkListBoxRow *row)
{
  jc_dossier_window_enter (self, JC_TASK_ROW (row));
}

static void
folded_cb (JcDossierWindow *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_widget_add_css_class (GTK_WIDGET (self), "jc-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "jc-narrow");
  if (self->session != NULL)
    show_place (self);
}

/* --- What comes from the library --- */

static void
saver_changed_cb (JcDossierWindow *self)
{
  JcSaver         *saver = jc_dossier_session_get_saver (self->session);
  g_autofree char *words = jc_dossier_notices_dup_saving (self->session);

  adw_window_title_set_subtitle (self->window_title, words);
  if (jc_saver_is_dirty (saver) || jc_saver_get_saved_at_us (saver) == 0)
    return;

  jc_application_note_change (jc_application_get (), jc_dossier_window_get_dossier_id (self));
  jc_cloud_wake (jc_application_get_cloud (jc_application_get ()), FALSE);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcDossierWindow) self = user_data;
  g_autoptr (JcOpened) opened
      = jc_jobs_load_dossier_finish (JC_LIBRARY_WORKER (source), result, NULL);

  if (opened != NULL && !g_cancellable_is_cancelled (self->cancellable))
    jc_dossier_session_take_stored (self->session, opened->dossier);
}

/* Sync wrote into the library: what is new there comes into the window. */
static void
cloud_dossier_changed_cb (JcDossierWindow *self, const char *id)
{
  if (g_strcmp0 (id, jc_dossier_window_get_dossier_id (self)) == 0)
    jc_jobs_load_dossier_async (jc_application_get_worker (jc_application_get ()), id,
                                self->cancellable, reloaded_cb, g_object_ref (self));
}

static gboolean
jc_dossier_window_close_request (GtkWindow *window)
{
  return jc_dossier_closing_begin (JC_DOSSIER_WINDOW (window))
         || GTK_WINDOW_CLASS (jc_dossier_window_parent_class)->close_request (window);
}

/* --- GObject --- */

static void
jc_dossier_window_dispose (GObject *object)
{
  JcDossierWindow *self = JC_DOSSIER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->reader != NULL)
    jc_page_reader_set_stopped (self->reader, TRUE);

  G_OBJECT_CLASS (jc_dossier_window_parent_class)->dispose (object);
}

static void
jc_dossier_window_finalize (GObject *object)
{
  JcDossierWindow *self = JC_DOSSIER_WINDOW (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_dossier_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/dossier/jc-dossier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, content_pane);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, tasks);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, tasks_scroller);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, done_label);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, done_bar);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, jump_button);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, JcDossierWindow, position_label);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, task_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, task_activated_cb);
}

static void
jc_dossier_window_class_init (JcDossierWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_dossier_window_dispose;
  object_class->finalize = jc_dossier_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = jc_dossier_window_close_request;

  g_type_ensure (JC_TYPE_DOSSIER_NOTICES);
  g_type_ensure (JC_TYPE_CLOUD_BUTTON);
  bind_template (widget_class);

  /* After the text that has the focus had its own turn. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
}

static void
jc_dossier_window_init (JcDossierWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
connect (JcDossierWindow *self, JcApplication *app)
{
  const struct
  {
    gpointer    source;
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { self->session, "findings-changed", G_CALLBACK (findings_changed_cb) },
    { self->session, "document-changed", G_CALLBACK (jc_dossier_actions_update) },
    { self->session, "go-to", G_CALLBACK (page_go_to_cb) },
    { jc_dossier_session_get_saver (self->session), "changed", G_CALLBACK (saver_changed_cb) },
    { jc_dossier_session_get_undo (self->session), "changed",
      G_CALLBACK (jc_dossier_actions_update) },
    { jc_application_get_cloud (app), "dossier-changed", G_CALLBACK (cloud_dossier_changed_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (handlers[i].source, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

/* Where the person was; else the first thing that is not done. */
static void
show_first_page (JcDossierWindow *self, const char *last_page, double scroll)
{
  JcTaskRow     *task = jc_task_list_find (self->tasks, last_page);
  GtkListBoxRow *row;
  GtkWidget     *page;

  if (task != NULL && jc_task_row_is_done (task))
    task = NULL;
  for (int i = 0; task == NULL && (row = gtk_list_box_get_row_at_index (self->tasks, i)) != NULL;
       i++)
    if (!jc_task_row_is_done (JC_TASK_ROW (row)))
      task = JC_TASK_ROW (row);

  jc_dossier_window_show_page (self, jc_task_row_get_page (task));
  page = jc_dossier_window_get_page (self);
  if (!JC_IS_SECTION_PAGE (page))
    return;

  if (g_strcmp0 (jc_task_row_get_page (task), last_page) == 0)
    jc_section_page_set_scroll (JC_SECTION_PAGE (page), scroll);
  else
    jc_section_page_start (JC_SECTION_PAGE (page));
}

/**
 * jc_dossier_window_new:
 * @app: the program
 * @dossier: as it was loaded
 * @programme: the definition it was begun under
 *
 * Returns: (transfer none): the dossier's window, not yet shown
 */
JcDossierWindow *
jc_dossier_window_new (JcApplication *app, JcDossier *dossier, JcProgramme *programme)
{
  JcDossierWindow *self = g_object_new (JC_TYPE_DOSSIER_WINDOW, "application", app, NULL);
  JcPreferences   *preferences = jc_application_get_preferences (app);
  JcLibraryWorker *worker = jc_application_get_worker (app);
  const char      *id = jc_dossier_get_id (dossier);
  gboolean         lost = jc_dossier_window_was_lost (preferences, id);
  double           scroll = 0;
  g_autofree char *last_page
      = jc_dossier_marks_restore (preferences, id, GTK_WINDOW (self), &scroll);
  GtkWidget *jump;

  self->session = jc_dossier_session_new (worker, dossier, programme);
  self->reader = jc_page_reader_new (
      self->session, jc_page_pictures_get_default (jc_library_worker_get_folder (worker)));
  jump = jc_jump_popover_new (self->session);
  g_signal_connect_object (jump, "go-to", G_CALLBACK (page_go_to_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->jump_button, jump);
  jc_task_list_fill (self->tasks, self->session);
  jc_dossier_actions_add (self);
  connect (self, app);
  findings_changed_cb (self);
  saver_changed_cb (self);
  jc_dossier_notices_set_session (self->notices, self->session, lost);
  show_first_page (self, last_page, scroll);

  jc_dossier_marks_opened (preferences, id);

  return self;
}

/**
 * jc_dossier_window_get_dossier_id:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): its dossier; %NULL while it is still being made
 */
const char *
jc_dossier_window_get_dossier_id (JcDossierWindow *self)
{
  g_return_val_if_fail (JC_IS_DOSSIER_WINDOW (self), NULL);

  if (self->session == NULL)
    return NULL;

  return jc_dossier_get_id (jc_dossier_session_get_dossier (self->session));
}

/**
 * jc_dossier_window_go_to:
 * @self: a window
 * @pointer: a field, also of a row; a slot as "slot:ID"; or a page's name
 */
void
jc_dossier_window_go_to (JcDossierWindow *self, const char *pointer)
{
  const JcSection *section
      = jc_kind_find_section_of (jc_dossier_session_get_kind (self->session), pointer);

  if (g_str_has_prefix (pointer, "slot:"))
    {
      jc_dossier_window_show_page (self, JC_PAGE_SLOTS);
      jc_attachments_page_go_to (JC_ATTACHMENTS_PAGE (jc_dossier_window_get_page (self)),
                                 pointer + strlen ("slot:"));
      return;
    }
  if (section == NULL)
    {
      jc_dossier_window_show_page (self, pointer);
      gtk_widget_child_focus (jc_dossier_window_get_page (self), GTK_DIR_TAB_FORWARD);
      return;
    }

  jc_dossier_window_show_page (self, section->id);
  if (!jc_section_page_go_to (JC_SECTION_PAGE (jc_dossier_window_get_page (self)), pointer))
    jc_section_page_start (JC_SECTION_PAGE (jc_dossier_window_get_page (self)));
}

/* --- For the window's other files --- */

/**
 * jc_dossier_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none): what is open in it
 */
JcDossierSession *
jc_dossier_window_get_session (JcDossierWindow *self)
{
  return self->session;
}

/**
 * jc_dossier_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): the page that is shown
 */
GtkWidget *
jc_dossier_window_get_page (JcDossierWindow *self)
{
  return gtk_stack_get_visible_child (self->pages);
}

/**
 * jc_dossier_window_get_page_name:
 * @self: a window
 *
 * Returns: (transfer none): its name
 */
const char *
jc_dossier_window_get_page_name (JcDossierWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * jc_dossier_window_enter:
 * @self: a window
 * @task: a line of its task list
 *
 * Shows its page and puts the focus on the first thing that is not done there.
 */
void
jc_dossier_window_enter (JcDossierWindow *self, JcTaskRow *task)
{
  GtkWidget *page;

  task_selected_cb (self, GTK_LIST_BOX_ROW (task));
  page = jc_dossier_window_get_page (self);
  adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  if (JC_IS_SECTION_PAGE (page))
    jc_section_page_start (JC_SECTION_PAGE (page));
  else if (JC_IS_ATTACHMENTS_PAGE (page))
    jc_attachments_page_go_to (JC_ATTACHMENTS_PAGE (page), "");
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * jc_dossier_window_show_page:
 * @self: a window
 * @name: a section's id or one of the other pages
 */
void
jc_dossier_window_show_page (JcDossierWindow *self, const char *name)
{
  JcTaskRow *task = jc_task_list_find (self->tasks, name);

  adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  gtk_list_box_select_row (self->tasks, GTK_LIST_BOX_ROW (task));
  if (task != NULL)
    return;

  jc_dossier_pages_show (self, name);
  show_place (self);
}
