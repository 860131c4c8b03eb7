/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "jc-import.h"

#define ICON_DELAY_MS 500

enum
{
  LIBRARY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcApplication, jc_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "new", 'n', 0, G_OPTION_ARG_NONE, NULL, N_ ("Begin a new dossier"), NULL },
  { "open", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open the dossier with that id"), N_ ("ID") },
  { "library", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Use the library in DIR"), N_ ("DIR") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE…]") },
  { NULL }
};

/* --- GApplication --- */

static gboolean
signal_received_cb (gpointer user_data)
{
  g_action_group_activate_action (user_data, "quit", NULL);

  return G_SOURCE_CONTINUE;
}

/* Where the display wants a picture with each window, it is drawn once there is a window to see. */
static void
name_icon_cb (gpointer user_data)
{
  gtk_window_set_default_icon_name (JC_APP_ID);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/cn/jiangce/Jiangce/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
query_no_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard_mode, GtkTooltip *tooltip, gpointer user_data)
{
  return FALSE;
}

/* In a browser (GTK 4.8's Broadway) a window that has shown a tooltip takes no more clicks. */
static void
leave_out_tooltips_in_a_browser (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (!g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay"))
    return;

  /* The class has its signals once somebody asked for it; it stays as long as the program. */
  g_type_class_ref (GTK_TYPE_WIDGET);
  g_signal_override_class_handler ("query-tooltip", GTK_TYPE_WIDGET,
                                   G_CALLBACK (query_no_tooltip));
}

static void
apply_colours (JcApplication *self)
{
  g_autofree char *colours = jc_preferences_dup_string (self->preferences, JC_PREFERENCES_INTERFACE,
                                                        JC_PREFERENCES_COLOURS, "system");
  AdwColorScheme   scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (colours, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (colours, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
apply_text_size (JcApplication *self)
{
  int percent = jc_preferences_get_int (self->preferences, JC_PREFERENCES_INTERFACE,
                                        JC_PREFERENCES_TEXT_PERCENT, 0);

  if (percent < 100 || percent > 200)
    return;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

static void
preferences_changed_cb (JcApplication *self, const char *group, const char *key)
{
  if (g_strcmp0 (key, JC_PREFERENCES_COLOURS) == 0)
    apply_colours (self);
  else if (g_strcmp0 (key, JC_PREFERENCES_TEXT_PERCENT) == 0)
    apply_text_size (self);
}

static void
cloud_dossier_changed_cb (JcApplication *self, const char *id)
{
  jc_application_note_change (self, id);
}

/* On the library's thread: definitions stay in memory once somebody asked for them. */
static gpointer
read_definitions (JcLibrary *library, gpointer data, GError **error)
{
  const char *const *ids = jc_programme_get_shipped_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    jc_programme_unref (jc_programme_ref_shipped (ids[i]));

  return NULL;
}

/* The library reads while GTK starts, so that it can answer before the first frame.
 *
 * GTK reads its theme, a sixth of its start-up, before libadwaita puts an empty one in its place
 * and brings its own: told beforehand, it reads the empty one at once. A person who names a theme
 * is left alone. */
static void
start_library_and_gtk (JcApplication *self)
{
  gboolean is_named = g_getenv ("GTK_THEME") != NULL;

  /* Before there is another thread, which may read the environment. */
  if (!is_named)
    g_setenv ("GTK_THEME", "Adwaita-empty", FALSE);

  if (self->folder == NULL)
    self->folder = jc_library_dup_default_folder ();
  self->worker = jc_library_worker_new (self->folder);
  jc_library_worker_run_async (self->worker, read_definitions, NULL, NULL, NULL, NULL, NULL, NULL);
  gtk_init ();
  gtk_settings_get_default ();
  /* Read on a thread of its own while libadwaita's style is. */
  gtk_icon_theme_get_for_display (gdk_display_get_default ());
  /* libadwaita would leave its own style out. */
  if (!is_named)
    g_unsetenv ("GTK_THEME");
}

static void
jc_application_startup (GApplication *application)
{
  JcApplication *self = JC_APPLICATION (application);

  start_library_and_gtk (self);
  G_APPLICATION_CLASS (jc_application_parent_class)->startup (application);

  self->cloud = jc_cloud_new (self->folder);
  g_signal_connect_object (self->cloud, "dossier-changed", G_CALLBACK (cloud_dossier_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (preferences_changed_cb), self,
                           G_CONNECT_SWAPPED);

  jc_application_add_actions (self);
  self->notifier = jc_notifier_new (self);
  jc_application_add_keys (self);

  g_timeout_add_once (ICON_DELAY_MS, name_icon_cb, NULL);
  load_style ();
  leave_out_tooltips_in_a_browser ();
  apply_colours (self);
  apply_text_size (self);
  self->term_source = g_unix_signal_add (SIGTERM, signal_received_cb, self);
  self->int_source = g_unix_signal_add (SIGINT, signal_received_cb, self);
}

static void
jc_application_shutdown (GApplication *application)
{
  JcApplication *self = JC_APPLICATION (application);

  g_clear_handle_id (&self->term_source, g_source_remove);
  g_clear_handle_id (&self->int_source, g_source_remove);
  G_APPLICATION_CLASS (jc_application_parent_class)->shutdown (application);

  g_clear_object (&self->notifier);
  /* Windows are gone and have saved; what they queued is still done. */
  if (self->cloud != NULL)
    jc_cloud_stop (self->cloud);
  if (self->worker != NULL)
    jc_library_worker_close (self->worker);
  jc_preferences_flush (self->preferences);
}

static void
jc_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (jc_application_parent_class)->window_added (application, window);
  jc_application_add_window_actions (window);
}

static void
jc_application_activate (GApplication *application)
{
  JcApplication *self = JC_APPLICATION (application);

  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL
      && jc_application_reopen_lost (self) > 0)
    return;

  jc_application_show_home (self);
}

/* What cannot be read ends with 2 as in the other programs; GLib says 1. */
static gboolean
jc_application_local_command_line (GApplication *application, char ***arguments, int *status)
{
  JcApplication *self = JC_APPLICATION (application);
  gboolean       is_done;

  self->has_read_options = FALSE;
  is_done = G_APPLICATION_CLASS (jc_application_parent_class)
                ->local_command_line (application, arguments, status);
  if (is_done && *status == 1 && !self->has_read_options)
    *status = 2;
  return is_done;
}

static int
jc_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  JcApplication *self = JC_APPLICATION (application);

  self->has_read_options = TRUE;
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("jiangce %s\n", JC_VERSION);
      return 0;
    }

  /* Another library is another program: it shares no windows with the one that may be running. */
  if (g_variant_dict_lookup (dict, "library", "^ay", &self->folder))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  else if (g_getenv ("JIANGCE_LIBRARY") != NULL)
    {
      self->folder = g_strdup (g_getenv ("JIANGCE_LIBRARY"));
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

static int
jc_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  JcApplication *self = JC_APPLICATION (application);
  GVariantDict  *dict = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) files = NULL;
  const char *id = NULL;

  if (g_variant_dict_contains (dict, "new"))
    {
      jc_application_create_dossier (self, NULL, NULL);
      return 0;
    }
  if (g_variant_dict_lookup (dict, "open", "&s", &id))
    {
      jc_application_open_dossier (self, id, NULL);
      return 0;
    }

  g_application_activate (application);
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^aay", &files))
    for (guint i = 0; files[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, files[i]);

        jc_import_file (self, file);
      }

  return 0;
}

static void
jc_application_finalize (GObject *object)
{
  JcApplication *self = JC_APPLICATION (object);

  g_clear_object (&self->cloud);
  g_clear_object (&self->worker);
  g_clear_object (&self->preferences);
  g_free (self->folder);

  G_OBJECT_CLASS (jc_application_parent_class)->finalize (object);
}

static void
jc_application_class_init (JcApplicationClass *klass)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = jc_application_finalize;
  GTK_APPLICATION_CLASS (klass)->window_added = jc_application_window_added;
  application_class->startup = jc_application_startup;
  application_class->shutdown = jc_application_shutdown;
  application_class->activate = jc_application_activate;
  application_class->command_line = jc_application_command_line;
  application_class->local_command_line = jc_application_local_command_line;
  application_class->handle_local_options = jc_application_handle_local_options;

  signals[LIBRARY_CHANGED]
      = g_signal_new ("library-changed", JC_TYPE_APPLICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
jc_application_init (JcApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/* --- Public functions --- */

/**
 * jc_application_new:
 * @preferences: the person's choices; kept
 *
 * Returns: (transfer full): the program
 */
JcApplication *
jc_application_new (JcPreferences *preferences)
{
  JcApplication *self = g_object_new (JC_TYPE_APPLICATION, "application-id", JC_APP_ID, "flags",
                                      G_APPLICATION_HANDLES_COMMAND_LINE, NULL);

  /* GTK would look there for icons, once it has begun to read its themes, and begin anew. */
  g_application_set_resource_base_path (G_APPLICATION (self), NULL);
  self->preferences = g_object_ref (preferences);

  return self;
}

/**
 * jc_application_get:
 *
 * Returns: (transfer none): the running program
 */
JcApplication *
jc_application_get (void)
{
  return JC_APPLICATION (g_application_get_default ());
}

/**
 * jc_application_get_worker:
 * @self: the program, after its startup
 *
 * Returns: (transfer none): the library's worker
 */
JcLibraryWorker *
jc_application_get_worker (JcApplication *self)
{
  g_return_val_if_fail (JC_IS_APPLICATION (self), NULL);

  return self->worker;
}

/**
 * jc_application_get_cloud:
 * @self: the program, after its startup
 *
 * Returns: (transfer none): what it knows of the server
 */
JcCloud *
jc_application_get_cloud (JcApplication *self)
{
  g_return_val_if_fail (JC_IS_APPLICATION (self), NULL);

  return self->cloud;
}

/**
 * jc_application_get_preferences:
 * @self: the program
 *
 * Returns: (transfer none): the person's choices
 */
JcPreferences *
jc_application_get_preferences (JcApplication *self)
{
  g_return_val_if_fail (JC_IS_APPLICATION (self), NULL);

  return self->preferences;
}

/**
 * jc_application_note_change:
 * @self: the program
 * @dossier: (nullable): the dossier that changed in the library; %NULL: anything may have
 */
void
jc_application_note_change (JcApplication *self, const char *dossier)
{
  g_return_if_fail (JC_IS_APPLICATION (self));

  g_signal_emit (self, signals[LIBRARY_CHANGED], 0, dossier);
}
