/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "jc-dossier-window.h"
#include "jc-home-actions.h"
#include "jc-import.h"
#include "jc-library-jobs.h"
#include "jc-window.h"
#include "jc-words.h"

struct _JcApplication
{
  AdwApplication parent_instance;

  JcPreferences   *preferences;
  JcLibraryWorker *worker; /* (nullable): until startup */
  JcCloud         *cloud;  /* (nullable): until startup */
  char            *folder;
  guint            term_source;
  guint            int_source;
};

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

/* --- Windows --- */

static JcDossierWindow *
find_dossier_window (JcApplication *self, const char *id)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (JC_IS_DOSSIER_WINDOW (l->data)
        && g_strcmp0 (jc_dossier_window_get_dossier_id (l->data), id) == 0)
      return l->data;

  return NULL;
}

static JcWindow *
find_home (JcApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (JC_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static JcDossierWindow *
present_opened (JcApplication *self, JcOpened *opened)
{
  const char      *id = jc_dossier_get_id (opened->dossier);
  JcDossierWindow *window = find_dossier_window (self, id);

  /* Somebody else may have opened it while it was read. */
  if (window == NULL)
    window = jc_dossier_window_new (self, opened->dossier, opened->programme);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/**
 * OpenRequest: what a window waits for while the worker reads.
 */
typedef struct
{
  JcApplication *app; /* (owned), held */
  char          *pointer;
} OpenRequest;

static OpenRequest *
open_request_new (JcApplication *self, const char *pointer)
{
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->app = g_object_ref (self);
  request->pointer = g_strdup (pointer);
  g_application_hold (G_APPLICATION (self));

  return request;
}

static void
open_request_free (OpenRequest *request)
{
  g_application_release (G_APPLICATION (request->app));
  g_object_unref (request->app);
  g_free (request->pointer);
  g_free (request);
}

static void
dossier_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OpenRequest          *request = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JcOpened)  opened
      = jc_jobs_load_dossier_finish (JC_LIBRARY_WORKER (source), result, &error);
  JcDossierWindow      *window;

  if (opened == NULL)
    {
      jc_application_show_home (request->app);
      jc_application_show_error (request->app, _ ("The dossier could not be opened"), error);
    }
  else
    {
      window = present_opened (request->app, opened);
      if (request->pointer != NULL)
        jc_dossier_window_go_to (window, request->pointer);
    }
  open_request_free (request);
}

static void
dossier_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OpenRequest          *request = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JcOpened)  opened
      = jc_jobs_create_dossier_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (opened == NULL)
    {
      jc_application_show_home (request->app);
      jc_application_show_error (request->app, _ ("No dossier could be begun"), error);
    }
  else
    {
      jc_application_note_change (request->app, jc_dossier_get_id (opened->dossier));
      present_opened (request->app, opened);
    }
  open_request_free (request);
}

/* Windows that a crash closed come back; a process that still runs keeps its own. */
static guint
reopen_after_crash (JcApplication *self)
{
  g_auto (GStrv) ids = jc_preferences_dup_keys (self->preferences, JC_PREFERENCES_OPEN);
  guint          n_opened = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    if (jc_dossier_window_was_lost (self->preferences, ids[i]))
      {
        jc_application_open_dossier (self, ids[i], NULL);
        n_opened++;
      }

  return n_opened;
}

/* --- Actions --- */

static void
home_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_application_show_home (user_data);
}

static void
open_dossier_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_application_open_dossier (user_data, g_variant_get_string (parameter, NULL), NULL);
}

static void
sync_now_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_cloud_wake (JC_APPLICATION (user_data)->cloud, TRUE);
}

static void
import_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_import_choose (user_data);
}

static void
quit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each window saves first; the last one that closes ends the program. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
about_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name",
                         _ ("Jiangce"), "application-icon", JC_APP_ID, "version", JC_VERSION,
                         "developer-name", _ ("The Jiangce authors"), "comments",
                         _ ("Grant dossiers, from the first keystroke to the receipt."),
                         "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

static const GActionEntry actions[] = {
  { "home", home_activated_cb },
  { "open-dossier", open_dossier_activated_cb, "s" }, { "sync-now", sync_now_activated_cb },
  { "import", import_activated_cb },
  { "quit", quit_activated_cb }, { "about", about_activated_cb },
};

/* The keys of the screens' plan. Undo and redo are not among them: a text has its own, so the window
 * listens for those after the text had its turn. */
static const struct
{
  const char *action;
  const char *accels[3];
} keys[] = {
  { "app.new-dossier", { "<Control>n" } },
  { "app.import", { "<Control>o" } },
  { "app.sync-now", { "F5" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.save", { "<Control>s" } },
  { "win.check-next", { "F8" } },
  { "win.check-previous", { "<Shift>F8" } },
  { "win.section-next", { "<Control>Page_Down" } },
  { "win.section-previous", { "<Control>Page_Up" } },
  { "win.jump", { "<Control>j" } },
  { "win.find", { "<Control>f" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.next-pane", { "F6" } },
  { "win.back", { "<Alt>Left" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

/* --- GApplication --- */

static gboolean
signal_received_cb (gpointer user_data)
{
  g_action_group_activate_action (user_data, "quit", NULL);

  return G_SOURCE_CONTINUE;
}

static void
apply_colours (JcApplication *self)
{
  g_autofree char *colours = jc_preferences_dup_string (
      self->preferences, JC_PREFERENCES_INTERFACE, JC_PREFERENCES_COLOURS, "system");
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

static void
jc_application_startup (GApplication *application)
{
  JcApplication *self = JC_APPLICATION (application);

  G_APPLICATION_CLASS (jc_application_parent_class)->startup (application);

  if (self->folder == NULL)
    self->folder = jc_library_dup_default_folder ();
  self->worker = jc_library_worker_new (self->folder);
  self->cloud = jc_cloud_new (self->folder);
  g_signal_connect_object (self->cloud, "dossier-changed", G_CALLBACK (cloud_dossier_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (preferences_changed_cb), self,
                           G_CONNECT_SWAPPED);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  jc_home_actions_add (self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);

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

  /* Windows are gone and have saved; what they queued is still done. */
  if (self->cloud != NULL)
    jc_cloud_stop (self->cloud);
  if (self->worker != NULL)
    jc_library_worker_close (self->worker);
  jc_preferences_flush (self->preferences);
}

/* The list of keys brings an action of its own, unless there is one of that name. GTK would make the
 * list with each window were it where GTK looks for it. */
static void
help_overlay_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/cn/jiangce/Jiangce/ui/gtk/help-overlay.ui");

  g_action_map_remove_action (user_data, "show-help-overlay");
  gtk_application_window_set_help_overlay (
      user_data, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
  g_action_group_activate_action (user_data, "show-help-overlay", NULL);
}

static const GActionEntry window_actions[] = {
  { "show-help-overlay", help_overlay_activated_cb },
};

static void
jc_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (jc_application_parent_class)->window_added (application, window);
  if (GTK_IS_APPLICATION_WINDOW (window))
    g_action_map_add_action_entries (G_ACTION_MAP (window), window_actions,
                                     G_N_ELEMENTS (window_actions), window);
}

static void
jc_application_activate (GApplication *application)
{
  JcApplication *self = JC_APPLICATION (application);

  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL && reopen_after_crash (self) > 0)
    return;

  jc_application_show_home (self);
}

static int
jc_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  JcApplication *self = JC_APPLICATION (application);

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
  JcApplication  *self = JC_APPLICATION (application);
  GVariantDict   *dict = g_application_command_line_get_options_dict (line);
  g_auto (GStrv)  files = NULL;
  const char     *id = NULL;

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
  application_class->handle_local_options = jc_application_handle_local_options;

  signals[LIBRARY_CHANGED] = g_signal_new ("library-changed", JC_TYPE_APPLICATION, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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
  JcApplication *self
      = g_object_new (JC_TYPE_APPLICATION, "application-id", JC_APP_ID, "flags",
                      G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                      "/cn/jiangce/Jiangce", NULL);

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

/**
 * jc_application_show_home:
 * @self: the program
 */
void
jc_application_show_home (JcApplication *self)
{
  JcWindow *home;

  g_return_if_fail (JC_IS_APPLICATION (self));

  home = find_home (self);
  if (home == NULL)
    home = jc_window_new (self);
  gtk_window_present (GTK_WINDOW (home));
}

/**
 * jc_application_open_dossier:
 * @self: the program
 * @id: a dossier
 * @pointer: (nullable): a field to go to
 */
void
jc_application_open_dossier (JcApplication *self, const char *id, const char *pointer)
{
  JcDossierWindow *window;

  g_return_if_fail (JC_IS_APPLICATION (self));
  g_return_if_fail (id != NULL);

  window = find_dossier_window (self, id);
  if (window == NULL)
    {
      jc_jobs_load_dossier_async (self->worker, id, NULL, dossier_loaded_cb,
                                  open_request_new (self, pointer));
      return;
    }

  gtk_window_present (GTK_WINDOW (window));
  if (pointer != NULL)
    jc_dossier_window_go_to (window, pointer);
}

/**
 * jc_application_create_dossier:
 * @self: the program
 * @programme: (nullable): id or version; %NULL is the first installed one
 * @kind: (nullable): %NULL is the first kind that an applicant may own
 */
void
jc_application_create_dossier (JcApplication *self, const char *programme, const char *kind)
{
  g_return_if_fail (JC_IS_APPLICATION (self));

  jc_jobs_create_dossier_async (self->worker, programme, kind, NULL, dossier_created_cb,
                                open_request_new (self, NULL));
}

/**
 * jc_application_close_dossier:
 * @self: the program
 * @id: a dossier
 */
void
jc_application_close_dossier (JcApplication *self, const char *id)
{
  JcDossierWindow *window;

  g_return_if_fail (JC_IS_APPLICATION (self));

  window = find_dossier_window (self, id);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

/**
 * jc_application_show_error:
 * @self: the program
 * @heading: what could not be done
 * @error: why, and what to do
 */
void
jc_application_show_error (JcApplication *self, const char *heading, const GError *error)
{
  g_autofree char *body = jc_words_dup_error (error);
  GtkWidget       *dialog;

  g_return_if_fail (JC_IS_APPLICATION (self));

  dialog = adw_message_dialog_new (gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
