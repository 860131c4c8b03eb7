/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-home-actions.h"

#include <glib/gi18n.h>

#include "jc-conflict-window.h"
#include "jc-new-dossier-dialog.h"
#include "jc-preferences-window.h"
#include "jc-sign-in-dialog.h"
#include "jc-window.h"

static GtkWindow *
get_parent (gpointer app)
{
  return gtk_application_get_active_window (GTK_APPLICATION (app));
}

static void
sign_in_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (jc_sign_in_dialog_new (get_parent (user_data))));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The sign-in that was no longer good is gone too: that is what was asked for. */
  if (!jc_sync_service_logout_finish (JC_SYNC_SERVICE (source), result, &error)
      && !g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN))
    jc_application_show_error (jc_application_get (), _ ("Signing out did not succeed"), error);
}

static void
sign_out_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcSyncService *service = jc_cloud_get_service (jc_application_get_cloud (user_data));

  if (service != NULL)
    jc_sync_service_logout_async (service, NULL, signed_out_cb, NULL);
}

static void
show_place (JcApplication *app, const char *place)
{
  GList *windows;

  jc_application_show_home (app);
  windows = gtk_application_get_windows (GTK_APPLICATION (app));
  for (GList *l = windows; l != NULL; l = l->next)
    if (JC_IS_WINDOW (l->data))
      jc_window_show_place (l->data, place);
}

static void
sync_centre_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_place (user_data, "sync");
}

static void
attention_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_place (user_data, "attention");
}

static void
new_dossier_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_new_dossier_start (user_data, NULL);
}

static void
carry_over_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_new_dossier_start (user_data, g_variant_get_string (parameter, NULL));
}

static void
decide_conflict_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_conflict_window_open (user_data, g_variant_get_string (parameter, NULL));
}

static void
preferences_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (jc_preferences_window_new (get_parent (user_data))));
}

static const GActionEntry actions[] = {
  { "sign-in", sign_in_activated_cb },
  { "sign-out", sign_out_activated_cb },
  { "sync-centre", sync_centre_activated_cb },
  { "attention", attention_activated_cb },
  { "new-dossier", new_dossier_activated_cb },
  { "carry-over", carry_over_activated_cb, "s" },
  { "decide-conflict", decide_conflict_activated_cb, "s" },
  { "preferences", preferences_activated_cb },
};

/**
 * jc_home_actions_add:
 * @app: the program, at its startup
 */
void
jc_home_actions_add (JcApplication *app)
{
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
}
