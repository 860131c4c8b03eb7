/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-application-private.h"

#include <glib/gi18n.h>

#include "jc-dossier-window.h"
#include "jc-help-window.h"
#include "jc-home-actions.h"
#include "jc-import.h"
#include "jc-shortcuts-window.h"
#include "jc-window.h"

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
  { "home", home_activated_cb },         { "open-dossier", open_dossier_activated_cb, "s" },
  { "sync-now", sync_now_activated_cb }, { "import", import_activated_cb },
  { "quit", quit_activated_cb },         { "about", about_activated_cb },
};

/* The keys of the screens' plan. Undo and redo are not among them: a text has its own, so the
 * window listens for those after the text had its turn. */
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
  { "win.help", { "F1" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

static void
help_overlay_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (jc_shortcuts_window_new (user_data)));
}

static void
help_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *place = JC_IS_WINDOW (user_data) ? "home" : "conflict";

  if (JC_IS_DOSSIER_WINDOW (user_data))
    place = jc_dossier_window_get_page_name (user_data);
  gtk_window_present (GTK_WINDOW (jc_help_window_new (user_data, place)));
}

static const GActionEntry window_actions[] = {
  { "help", help_activated_cb },
  { "show-help-overlay", help_overlay_activated_cb },
};

/**
 * jc_application_add_actions:
 * @self: the program, at its startup
 */
void
jc_application_add_actions (JcApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  jc_home_actions_add (self);
}

/**
 * jc_application_add_keys:
 * @self: the program, at its startup
 */
void
jc_application_add_keys (JcApplication *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);
}

/**
 * jc_application_add_window_actions:
 * @window: one of the program's, new
 *
 * What every window with a place of its own can be asked for.
 */
void
jc_application_add_window_actions (GtkWindow *window)
{
  if (GTK_IS_APPLICATION_WINDOW (window))
    g_action_map_add_action_entries (G_ACTION_MAP (window), window_actions,
                                     G_N_ELEMENTS (window_actions), window);
}
