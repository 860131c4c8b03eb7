/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-application-private.h"

#include <glib/gi18n.h>

#include "jc-dossier-window.h"
#include "jc-library-jobs.h"
#include "jc-window.h"
#include "jc-words.h"

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
  OpenRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcOpened) opened
      = jc_jobs_load_dossier_finish (JC_LIBRARY_WORKER (source), result, &error);
  JcDossierWindow *window;

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
  OpenRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcOpened) opened
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

/**
 * jc_application_reopen_lost:
 * @self: the program
 *
 * Windows that a crash closed come back; a process that still runs keeps its own.
 *
 * Returns: how many come back
 */
guint
jc_application_reopen_lost (JcApplication *self)
{
  g_auto (GStrv) ids = jc_preferences_dup_keys (self->preferences, JC_PREFERENCES_OPEN);
  guint n_opened = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    if (jc_dossier_window_was_lost (self->preferences, ids[i]))
      {
        jc_application_open_dossier (self, ids[i], NULL);
        n_opened++;
      }

  return n_opened;
}
