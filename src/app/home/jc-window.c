/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-window.h"

#include <glib/gi18n.h>

#include "jc-cloud-button.h"
#include "jc-dossier-list-page.h"
#include "jc-home-model.h"
#include "jc-sync-page.h"

#define GROUP "home"

struct _JcWindow
{
  AdwApplicationWindow parent_instance;

  AdwLeaflet        *leaflet;
  GtkWidget         *content;
  GtkListBox        *places;
  GtkStack          *stack;
  AdwWindowTitle    *title;
  GtkWidget         *new_button;
  GtkWidget         *new_label;
  GtkWidget         *cloud;
  GtkWidget         *bottom_bar;
  GtkToggleButton   *search_button;
  JcDossierListPage *dossiers;

  JcHomeModel *model;
};

G_DEFINE_FINAL_TYPE (JcWindow, jc_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Places --- */

static const struct
{
  const char *id;
  const char *title;
  const char *icon;
} places[] = {
  { "dossiers", N_ ("My dossiers"), "folder-documents-symbolic" },
  { "attention", N_ ("Waiting for me"), "dialog-warning-symbolic" },
  { "sync", N_ ("Sync centre"), "emblem-synchronizing-symbolic" },
};

static GtkWidget *
make_place_row (guint place)
{
  /* A horizontal box would try many widths for a label that wraps, a grid tries one. */
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 12, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", places[place].icon,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _ (places[place].title), "xalign", 0.0f,
                                   "hexpand", TRUE, "vexpand", TRUE, "wrap", TRUE, NULL);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_grid_attach (GTK_GRID (grid), image, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), label, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), count, 2, 0, 1, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);

  return row;
}

/* @n: -1: this place has nothing to count, or nobody knows yet. */
static void
show_count (JcWindow *self, guint place, int n)
{
  GtkListBoxRow   *row = gtk_list_box_get_row_at_index (self->places, (int)place);
  GtkWidget       *count = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  const char      *title = _ (places[place].title);
  g_autofree char *text = n > 0 ? g_strdup_printf ("%d", n) : g_strdup ("");
  g_autofree char *name = n > 0 ? g_strdup_printf ("%s, %d", title, n) : g_strdup (title);

  gtk_label_set_label (GTK_LABEL (count), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_counts (JcWindow *self)
{
  gboolean is_known = jc_home_model_is_loaded (self->model);
  guint    n_unsent = jc_cloud_get_n_unsent (jc_application_get_cloud (jc_application_get ()));

  show_count (self, 0, is_known ? (int)jc_home_model_get_n_dossiers (self->model) : -1);
  show_count (self, 1, is_known ? (int)jc_home_model_get_n_attention (self->model) : -1);
  show_count (self, 2, (int)n_unsent);
}

static JcDossierListPage *
get_list (JcWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  return JC_IS_DOSSIER_LIST_PAGE (page) ? JC_DOSSIER_LIST_PAGE (page) : NULL;
}

static void
search_ended_cb (JcWindow *self, JcDossierListPage *list)
{
  if (list == get_list (self))
    gtk_toggle_button_set_active (self->search_button, FALSE);
}

/* Only the first place is there from the start: the others are made when they are first gone to. */
static void
ensure_page (JcWindow *self, const char *id)
{
  GtkWidget *page;

  if (gtk_stack_get_child_by_name (self->stack, id) != NULL)
    return;

  if (g_str_equal (id, "sync"))
    page = g_object_new (JC_TYPE_SYNC_PAGE, NULL);
  else
    {
      page = g_object_new (JC_TYPE_DOSSIER_LIST_PAGE, "attention", TRUE, NULL);
      g_signal_connect_object (page, "search-ended", G_CALLBACK (search_ended_cb), self,
                               G_CONNECT_SWAPPED);
      jc_dossier_list_page_set_model (JC_DOSSIER_LIST_PAGE (page), self->model);
    }
  gtk_stack_add_named (self->stack, page, id);
}

static void
place_selected_cb (JcWindow *self, GtkListBoxRow *row)
{
  guint place = row != NULL ? (guint)gtk_list_box_row_get_index (row) : 0;

  gtk_toggle_button_set_active (self->search_button, FALSE);
  ensure_page (self, places[place].id);
  gtk_stack_set_visible_child_name (self->stack, places[place].id);
  adw_window_title_set_title (self->title, _ (places[place].title));
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), get_list (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find", get_list (self) != NULL);
}

/* Choosing one, also the one that is chosen already, leads to it where there is room for one pane.
 */
static void
place_activated_cb (JcWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->content);
}

static void
fill_bottom_bar (JcWindow *self)
{
  GtkWidget *cloud = jc_cloud_button_new ();

  gtk_widget_set_hexpand (cloud, TRUE);
  gtk_widget_set_halign (cloud, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->bottom_bar), cloud);
}

static void
folded_cb (JcWindow *self)
{
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);

  if (is_folded && gtk_widget_get_first_child (self->bottom_bar) == NULL)
    fill_bottom_bar (self);
  gtk_widget_set_visible (self->new_label, !is_folded);
  /* A narrow header has no room for words, and the cloud button is always words. */
  gtk_widget_set_visible (self->cloud, !is_folded);
  gtk_widget_set_visible (self->bottom_bar, is_folded);
}

/* --- Actions --- */

static void
search_toggled_cb (JcWindow *self)
{
  JcDossierListPage *list = get_list (self);

  if (list != NULL)
    jc_dossier_list_page_set_search (list, gtk_toggle_button_get_active (self->search_button));
}

static void
find_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcWindow *self = JC_WINDOW (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->content);
  if (gtk_toggle_button_get_active (self->search_button))
    search_toggled_cb (self);
  else
    gtk_toggle_button_set_active (self->search_button, TRUE);
}

static void
back_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (JC_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* F6 goes from the places to what is in them and back. */
static void
next_pane_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcWindow  *self = JC_WINDOW (widget);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean   in_places = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->places));
  JcDossierListPage *list = get_list (self);

  if (!in_places)
    {
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->places)));
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  if (list != NULL)
    jc_dossier_list_page_focus (list);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* --- What changes outside --- */

static void
library_changed_cb (JcWindow *self)
{
  jc_home_model_reload (self->model);
}

static void
failed_cb (JcWindow *self, const GError *error)
{
  jc_application_show_error (jc_application_get (), _ ("The list could not be read"), error);
}

/* --- GObject --- */

static gboolean
jc_window_close_request (GtkWindow *window)
{
  JcPreferences *preferences = jc_application_get_preferences (jc_application_get ());
  int            width;
  int            height;

  gtk_window_get_default_size (window, &width, &height);
  jc_preferences_set_int (preferences, GROUP, "width", width);
  jc_preferences_set_int (preferences, GROUP, "height", height);

  return GTK_WINDOW_CLASS (jc_window_parent_class)->close_request (window);
}

static void
jc_window_dispose (GObject *object)
{
  g_clear_object (&JC_WINDOW (object)->model);

  G_OBJECT_CLASS (jc_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, JcWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, content);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, places);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, title);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, new_label);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, cloud);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, JcWindow, dossiers);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_ended_cb);
}

static void
jc_window_class_init (JcWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = jc_window_close_request;

  g_type_ensure (JC_TYPE_CLOUD_BUTTON);
  g_type_ensure (JC_TYPE_DOSSIER_LIST_PAGE);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.next-pane", NULL, next_pane_activated_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/home/jc-window.ui");
  bind_children (widget_class);
}

static void
jc_window_init (JcWindow *self)
{
  JcPreferences *preferences = jc_application_get_preferences (jc_application_get ());

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self),
                               jc_preferences_get_int (preferences, GROUP, "width", 960),
                               jc_preferences_get_int (preferences, GROUP, "height", 680));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    gtk_list_box_append (self->places, make_place_row (i));
  folded_cb (self);
}

/* --- Public functions --- */

/**
 * jc_window_new:
 * @app: the program, after its startup
 *
 * Returns: (transfer none): Home, not yet shown
 */
JcWindow *
jc_window_new (JcApplication *app)
{
  JcWindow *self = g_object_new (JC_TYPE_WINDOW, "application", app, NULL);

  self->model = jc_home_model_new (jc_application_get_worker (app));
  g_signal_connect_object (self->model, "changed", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (app, "library-changed", G_CALLBACK (library_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_application_get_cloud (app), "changed", G_CALLBACK (show_counts),
                           self, G_CONNECT_SWAPPED);
  jc_dossier_list_page_set_model (self->dossiers, self->model);
  show_counts (self);
  jc_window_show_place (self, "dossiers");
  jc_home_model_reload (self->model);

  return self;
}

/**
 * jc_window_show_place:
 * @self: Home
 * @place: "dossiers", "attention" or "sync"
 */
void
jc_window_show_place (JcWindow *self, const char *place)
{
  g_return_if_fail (JC_IS_WINDOW (self));

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].id, place))
      gtk_list_box_select_row (self->places, gtk_list_box_get_row_at_index (self->places, (int)i));
  adw_leaflet_set_visible_child (self->leaflet, self->content);
}
