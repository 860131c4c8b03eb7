/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-folder-watch-strip.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-focus.h"
#include "jc-folder-watch.h"
#include "jc-session-attachments.h"
#include "jc-wrap-box.h"

struct _JcFolderWatchStrip
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage  *icon;
  GtkLabel  *words;
  GtkLabel  *earlier_words;
  GtkWidget *earlier_button;
  GtkWidget *stop_button;

  JcDossierSession *session;
  JcFolderWatch    *watch;
};

G_DEFINE_FINAL_TYPE (JcFolderWatchStrip, jc_folder_watch_strip, GTK_TYPE_WIDGET)

/* --- Words --- */

static char *
dup_folder_name (GFile *folder)
{
  g_autofree char *base = g_file_get_basename (folder);

  return g_filename_display_name (base != NULL ? base : "");
}

static char *
dup_reason (const GError *problem)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return g_strdup (_ ("it is not there"));
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_ ("this account may not look into it"));
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED)
      || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND)
      || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return g_strdup (_ ("the share is not connected; open it in the file manager"));
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup (_ ("it does not answer"));

  return g_strdup (problem->message);
}

static char *
dup_words (JcFolderWatchStrip *self)
{
  const GError    *problem = jc_folder_watch_get_problem (self->watch);
  guint            n_taken = jc_folder_watch_count_taken (self->watch);
  g_autofree char *name = dup_folder_name (jc_folder_watch_get_folder (self->watch));
  g_autofree char *reason = problem != NULL ? dup_reason (problem) : NULL;

  if (problem != NULL)
    /* Translators: a folder, and why it cannot be read at the moment. */
    return g_strdup_printf (_ ("The folder “%s” cannot be read at the moment: %s. When it is back, "
                               "new files are taken in again."),
                            name, reason);
  if (n_taken > 0)
    return g_strdup_printf (ngettext ("Watching the folder “%s”: %u file came in",
                                      "Watching the folder “%s”: %u files came in", n_taken),
                            name, n_taken);
  if (jc_folder_watch_is_resumed (self->watch))
    return g_strdup_printf (_ ("Watching the folder “%s” again, as last time. New files in it come "
                               "in by themselves."),
                            name);

  return g_strdup_printf (_ ("Watching the folder “%s”. New files in it come in by themselves and "
                             "stay there too."),
                          name);
}

static void
show_earlier (JcFolderWatchStrip *self)
{
  gboolean         is_readable = jc_folder_watch_get_problem (self->watch) == NULL;
  guint            n = is_readable ? jc_folder_watch_count_earlier (self->watch) : 0;
  g_autofree char *words
      = jc_folder_watch_is_resumed (self->watch)
            ? g_strdup_printf (ngettext ("%u more file is in the folder since last time.",
                                         "%u more files are in the folder since last time.", n),
                               n)
            : g_strdup_printf (ngettext ("%u file was in the folder already.",
                                         "%u files were in the folder already.", n),
                               n);

  if (n == 0 && gtk_widget_has_focus (self->earlier_button))
    gtk_widget_grab_focus (self->stop_button);
  gtk_label_set_label (self->earlier_words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_words), n > 0);
  gtk_widget_set_visible (self->earlier_button, n > 0);
}

/* --- Showing --- */

static void
hide (JcFolderWatchStrip *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   had_focus = gtk_widget_get_focus_child (widget) != NULL;

  if (!gtk_widget_get_visible (widget))
    return;
  jc_focus_leave (widget);
  gtk_widget_set_visible (widget, FALSE);
  if (had_focus)
    gtk_widget_activate_action (widget, "pages.focus", NULL);
}

static void
show (JcFolderWatchStrip *self)
{
  g_autofree char *words = NULL;
  g_autofree char *place = NULL;
  gboolean         is_readable = jc_folder_watch_get_problem (self->watch) == NULL;

  if (jc_folder_watch_get_folder (self->watch) == NULL
      || !jc_session_may_attach (self->session, JC_SLOT_UNSORTED))
    {
      hide (self);
      return;
    }
  words = dup_words (self);
  gtk_label_set_label (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  place = g_file_get_parse_name (jc_folder_watch_get_folder (self->watch));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->words), place);
  gtk_image_set_from_icon_name (self->icon,
                                is_readable ? "folder-symbolic" : "dialog-warning-symbolic");
  if (is_readable)
    gtk_widget_remove_css_class (self->box, "jc-banner");
  else
    gtk_widget_add_css_class (self->box, "jc-banner");
  show_earlier (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
stop_cb (JcFolderWatchStrip *self)
{
  jc_folder_watch_stop (self->watch);
}

static void
earlier_cb (JcFolderWatchStrip *self)
{
  jc_folder_watch_take_earlier (self->watch);
}

/* --- Choosing --- */

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  JcFolderWatchStrip *self = user_data;
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL && self->watch != NULL)
    jc_folder_watch_start (self->watch, folder);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcFolderWatchStrip   *self = user_data;
  GtkFileChooserNative *dialog;

  if (!jc_session_may_attach (self->session, JC_SLOT_UNSORTED))
    return;
  dialog = gtk_file_chooser_native_new (_ ("Folder whose new files come in"),
                                        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                        GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Watch"),
                                        _ ("_Cancel"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- GObject --- */

static void
jc_folder_watch_strip_dispose (GObject *object)
{
  JcFolderWatchStrip *self = JC_FOLDER_WATCH_STRIP (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_folder_watch_strip_parent_class)->dispose (object);
}

static void
jc_folder_watch_strip_class_init (JcFolderWatchStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_folder_watch_strip_dispose;

  g_type_ensure (JC_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-folder-watch-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, box);
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, words);
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, earlier_words);
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, JcFolderWatchStrip, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
jc_folder_watch_strip_init (JcFolderWatchStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_folder_watch_strip_set_desk:
 * @self: a strip that has none yet
 * @page: above it; gets the action
 * @session: the open dossier; kept
 * @desk: takes files in
 */
void
jc_folder_watch_strip_set_desk (JcFolderWatchStrip *self,
                                GtkWidget          *page,
                                JcDossierSession   *session,
                                JcAttachmentDesk   *desk)
{
  static const GActionEntry entries[] = { { "choose", choose_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->session = g_object_ref (session);
  self->watch
      = jc_folder_watch_new (session, desk, jc_application_get_preferences (jc_application_get ()));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (page, "watch", G_ACTION_GROUP (actions));
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
