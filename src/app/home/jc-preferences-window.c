/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-preferences-window.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-notifier.h"

struct _JcPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwActionRow *account_row;
  GtkWidget    *sign_in_button;
  GtkWidget    *sign_out_button;
  AdwComboRow  *language_row;
  AdwComboRow  *colours_row;
  AdwComboRow  *size_row;
  GtkSwitch    *received_switch;
  GtkSwitch    *refused_switch;
  GtkSwitch    *conflict_switch;
  AdwActionRow *folder_row;
};

G_DEFINE_FINAL_TYPE (JcPreferencesWindow, jc_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows' choices in the template. */
static const char *const languages[] = { "system", "zh_CN", "en" };
static const char *const colours[] = { "system", "light", "dark" };
static const int         sizes[] = { 100, 125, 150, 175, 200 };

static JcPreferences *
get_preferences (void)
{
  return jc_application_get_preferences (jc_application_get ());
}

static guint
find_choice (const char *const *choices, guint n_choices, const char *key)
{
  g_autofree char *chosen
      = jc_preferences_dup_string (get_preferences (), JC_PREFERENCES_INTERFACE, key, "system");

  for (guint i = 0; i < n_choices; i++)
    if (g_str_equal (choices[i], chosen))
      return i;

  return 0;
}

static guint
find_size (void)
{
  int   percent = jc_preferences_get_int (get_preferences (), JC_PREFERENCES_INTERFACE,
                                          JC_PREFERENCES_TEXT_PERCENT, 100);
  guint nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (ABS (sizes[i] - percent) < ABS (sizes[nearest] - percent))
      nearest = i;

  return nearest;
}

/* --- Account --- */

static char *
dup_account_detail (const char *account, const char *server)
{
  JcSyncService *service = jc_cloud_get_service (jc_application_get_cloud (jc_application_get ()));
  const char    *place = service != NULL ? jc_sync_service_get_token_place (service) : NULL;

  if (account == NULL)
    return g_strdup (_ ("Nothing leaves this computer before you sign in."));
  if (g_strcmp0 (place, "file") == 0)
    return g_strdup_printf (_ ("%s\nNo keyring answered: the sign-in lies in the library folder, "
                               "readable by this computer’s account only."),
                            server);
  if (g_strcmp0 (place, "keyring") == 0)
    return g_strdup_printf (_ ("%s\nThe sign-in lies in the desktop’s keyring."), server);

  return g_strdup (server);
}

static void
show_account (JcPreferencesWindow *self)
{
  JcCloud         *cloud = jc_application_get_cloud (jc_application_get ());
  g_autofree char *account = jc_cloud_dup_account (cloud);
  g_autofree char *server = jc_cloud_dup_server (cloud);
  g_autofree char *detail = dup_account_detail (account, server != NULL ? server : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row),
                                 account != NULL ? account : _ ("Not signed in"));
  adw_action_row_set_subtitle (self->account_row, detail);
  gtk_widget_set_visible (self->sign_in_button, jc_cloud_must_sign_in (cloud));
  gtk_widget_set_visible (self->sign_out_button, account != NULL);
}

/* --- Choices --- */

static void
language_selected_cb (JcPreferencesWindow *self)
{
  g_autofree char *before = jc_preferences_dup_string (get_preferences (), JC_PREFERENCES_INTERFACE,
                                                       JC_PREFERENCES_LANGUAGE, "system");
  const char      *chosen = languages[adw_combo_row_get_selected (self->language_row)];

  if (g_str_equal (before, chosen))
    return;

  jc_preferences_set_string (get_preferences (), JC_PREFERENCES_INTERFACE, JC_PREFERENCES_LANGUAGE,
                             chosen);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                    adw_toast_new (
                                        _ ("The language changes when Jiangce is started next.")));
}

static void
colours_selected_cb (JcPreferencesWindow *self)
{
  jc_preferences_set_string (get_preferences (), JC_PREFERENCES_INTERFACE, JC_PREFERENCES_COLOURS,
                             colours[adw_combo_row_get_selected (self->colours_row)]);
}

static void
size_selected_cb (JcPreferencesWindow *self)
{
  jc_preferences_set_int (get_preferences (), JC_PREFERENCES_INTERFACE, JC_PREFERENCES_TEXT_PERCENT,
                          sizes[adw_combo_row_get_selected (self->size_row)]);
}

/* --- Notifications --- */

static void
switched_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer key)
{
  jc_preferences_set_boolean (get_preferences (), JC_NOTIFIER_GROUP, key,
                              gtk_switch_get_active (toggle));
}

static void
add_switch (GtkSwitch *toggle, const char *key)
{
  gtk_switch_set_active (toggle, jc_preferences_get_boolean (get_preferences (), JC_NOTIFIER_GROUP,
                                                             key, TRUE));
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switched_cb), (gpointer)key);
}

/* --- The folder --- */

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcPreferencesWindow) self = user_data;

  /* The path stands in the row: a file manager is only a convenience. */
  if (!gtk_show_uri_full_finish (GTK_WINDOW (self), result, NULL))
    adw_preferences_window_add_toast (
        ADW_PREFERENCES_WINDOW (self),
        adw_toast_new (_ ("No file manager answered; the folder’s path stands in the row.")));
}

static void
open_clicked_cb (JcPreferencesWindow *self)
{
  JcLibraryWorker *worker = jc_application_get_worker (jc_application_get ());
  g_autofree char *uri = g_filename_to_uri (jc_library_worker_get_folder (worker), NULL, NULL);

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, NULL, folder_shown_cb,
                       g_object_ref (self));
}

/* A relative folder was named on the command line; it is shown, and opened, as a whole path. */
static char *
dup_folder (void)
{
  JcLibraryWorker *worker = jc_application_get_worker (jc_application_get ());
  g_autofree char *path = g_canonicalize_filename (jc_library_worker_get_folder (worker), NULL);

  return g_filename_display_name (path);
}

/* --- GObject --- */

static void
jc_preferences_window_class_init (JcPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/home/jc-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, account_row);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, sign_out_button);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, colours_row);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, size_row);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, received_switch);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, refused_switch);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, conflict_switch);
  gtk_widget_class_bind_template_child (widget_class, JcPreferencesWindow, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
jc_preferences_window_init (JcPreferencesWindow *self)
{
  g_autofree char *folder = dup_folder ();
  /* Before the rows can tell of a choice that nobody made. */
  guint language = find_choice (languages, G_N_ELEMENTS (languages), JC_PREFERENCES_LANGUAGE);
  guint colour = find_choice (colours, G_N_ELEMENTS (colours), JC_PREFERENCES_COLOURS);
  guint size = find_size ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->language_row, language);
  adw_combo_row_set_selected (self->colours_row, colour);
  adw_combo_row_set_selected (self->size_row, size);
  g_signal_connect_swapped (self->language_row, "notify::selected",
                            G_CALLBACK (language_selected_cb), self);
  g_signal_connect_swapped (self->colours_row, "notify::selected", G_CALLBACK (colours_selected_cb),
                            self);
  g_signal_connect_swapped (self->size_row, "notify::selected", G_CALLBACK (size_selected_cb),
                            self);
  add_switch (self->received_switch, JC_NOTIFIER_RECEIVED);
  add_switch (self->refused_switch, JC_NOTIFIER_REFUSED);
  add_switch (self->conflict_switch, JC_NOTIFIER_CONFLICT);
  adw_action_row_set_subtitle (self->folder_row, folder);
  g_signal_connect_object (jc_application_get_cloud (jc_application_get ()), "changed",
                           G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  show_account (self);
}

/**
 * jc_preferences_window_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWidget *
jc_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (JC_TYPE_PREFERENCES_WINDOW, "application", jc_application_get (),
                       "transient-for", parent, "modal", parent != NULL, NULL);
}
