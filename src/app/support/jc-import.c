/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-import.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

static gpointer
import_programme (JcLibrary *library, gpointer data, GError **error)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JcProgramme) programme = NULL;

  if (!g_file_load_contents (data, NULL, &text, &length, NULL, error))
    return NULL;

  node = jc_json_parse (text, (gssize)length, error);
  programme = node != NULL ? jc_programme_new_from_json (node, error) : NULL;
  if (programme == NULL || !jc_library_add_programme (library, programme, error))
    return NULL;

  return g_steal_pointer (&programme);
}

static void
show_done (JcApplication *app, JcProgramme *programme)
{
  const char *title = jc_words_get (jc_programme_get_title (programme));
  GtkWidget  *dialog = adw_message_dialog_new (
       gtk_application_get_active_window (GTK_APPLICATION (app)), title,
       _ ("This programme is installed; new dossiers can be begun in it."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcApplication) app = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) programme
      = jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (programme == NULL)
    jc_application_show_error (app, _ ("The file is no programme definition"), error);
  else
    {
      jc_application_note_change (app, NULL);
      show_done (app, programme);
    }
}

static void
response_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    jc_import_file (user_data, file);
  g_object_unref (chooser);
}

/**
 * jc_import_choose:
 * @app: the program
 */
void
jc_import_choose (JcApplication *app)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (_ ("Import a programme definition"),
                                     gtk_application_get_active_window (GTK_APPLICATION (app)),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_filter_set_name (filter, _ ("Programme definitions (*.json)"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), app);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * jc_import_file:
 * @app: the program
 * @file: a programme definition
 */
void
jc_import_file (JcApplication *app, GFile *file)
{
  jc_library_worker_run_async (jc_application_get_worker (app), import_programme,
                               g_object_ref (file), g_object_unref,
                               (GDestroyNotify)jc_programme_unref, NULL, imported_cb,
                               g_object_ref (app));
}
