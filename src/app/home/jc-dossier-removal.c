/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-removal.h"

#include <glib/gi18n.h>

#include "jc-application.h"

#define UNDO_SECONDS 10

/**
 * Removal: one dossier on its way out.
 */
typedef struct
{
  char            *id;
  char            *title;
  AdwToastOverlay *overlay; /* (owned) */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_free (removal->id);
  g_free (removal->title);
  g_object_unref (removal->overlay);
  g_free (removal);
}

static gpointer
delete_dossier (JcLibrary *library, gpointer data, GError **error)
{
  jc_library_delete_dossier (library, data, error);

  return NULL;
}

static gpointer
undelete_dossier (JcLibrary *library, gpointer data, GError **error)
{
  jc_library_undelete_dossier (library, data, error);

  return NULL;
}

static void
tell_changed (const char *id)
{
  JcApplication *app = jc_application_get ();

  jc_application_note_change (app, id);
  jc_cloud_wake (jc_application_get_cloud (app), FALSE);
}

static void
undeleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *id = user_data;
  g_autoptr (GError) error = NULL;

  jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);
  if (error != NULL)
    jc_application_show_error (jc_application_get (), _ ("The dossier could not be brought back"),
                               error);
  else
    tell_changed (id);
}

static void
undo_clicked_cb (AdwToast *toast, gpointer user_data)
{
  Removal *removal = user_data;

  jc_library_worker_run_async (jc_application_get_worker (jc_application_get ()), undelete_dossier,
                               g_strdup (removal->id), g_free, NULL, NULL, undeleted_cb,
                               g_strdup (removal->id));
}

static void
show_toast (Removal *removal)
{
  g_autofree char *title = g_markup_escape_text (removal->title, -1);
  g_autofree char *words = g_strdup_printf (_ ("Deleted “%s”"), title);
  AdwToast        *toast = adw_toast_new (words);

  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), removal);
  g_object_set_data_full (G_OBJECT (toast), "jc-removal", removal, removal_free);
  adw_toast_overlay_add_toast (removal->overlay, toast);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Removal *removal = user_data;
  g_autoptr (GError) error = NULL;

  jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);
  if (error != NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("The dossier could not be deleted"),
                                 error);
      removal_free (removal);
      return;
    }

  tell_changed (removal->id);
  show_toast (removal);
}

static AdwToastOverlay *
find_overlay (GtkWidget *widget)
{
  return ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY));
}

/* What is handed in stays on record; nobody is left to guess why the key does nothing. */
static void
refuse (JcDossierItem *item, GtkWidget *widget)
{
  g_autofree char *title = g_markup_escape_text (jc_dossier_item_get_title (item), -1);
  g_autofree char *words = g_strdup_printf (_ ("“%s” was submitted and stays on record"), title);

  adw_toast_overlay_add_toast (find_overlay (widget), adw_toast_new (words));
}

/**
 * jc_dossier_removal_start:
 * @item: what is to go
 * @widget: what asked; it stands in an AdwToastOverlay
 *
 * Its window, if one is open, closes first and so saves what was typed: bringing it back brings
 * back everything.
 */
void
jc_dossier_removal_start (JcDossierItem *item, GtkWidget *widget)
{
  JcApplication *app = jc_application_get ();
  const char    *id = jc_dossier_item_get_id (item);
  Removal       *removal;

  if (jc_dossier_item_was_submitted (item))
    {
      refuse (item, widget);
      return;
    }

  removal = g_new0 (Removal, 1);
  removal->id = g_strdup (id);
  removal->title = g_strdup (jc_dossier_item_get_title (item));
  removal->overlay = g_object_ref (find_overlay (widget));
  jc_application_close_dossier (app, id);
  jc_library_worker_run_async (jc_application_get_worker (app), delete_dossier, g_strdup (id),
                               g_free, NULL, NULL, deleted_cb, removal);
}
