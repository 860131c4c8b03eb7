/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-sign-in-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-application.h"
#include "jc-words.h"

#define GROUP "sign-in"
#define KEY_ACCOUNT "account"

struct _JcSignInDialog
{
  AdwWindow parent_instance;

  GtkEditable *server;
  GtkEditable *account;
  GtkEditable *password;
  GtkWidget   *problem_box;
  GtkLabel    *problem;
  GtkWidget   *rows;
  GtkWidget   *cancel_button;
  GtkWidget   *sign_in_button;
  GtkSpinner  *spinner;

  GCancellable *cancellable; /* (nullable): while it is at work */
};

G_DEFINE_FINAL_TYPE (JcSignInDialog, jc_sign_in_dialog, ADW_TYPE_WINDOW)

static JcCloud *
get_cloud (void)
{
  return jc_application_get_cloud (jc_application_get ());
}

static char *
dup_typed (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

/* A name alone means the safe way there; only this machine itself is reached without TLS. */
static char *
dup_server (JcSignInDialog *self)
{
  g_autofree char *typed = dup_typed (self->server);

  if (*typed == '\0' || strstr (typed, "://") != NULL)
    return g_steal_pointer (&typed);
  if (g_str_has_prefix (typed, "localhost") || g_str_has_prefix (typed, "127.0.0.1"))
    return g_strconcat ("http://", typed, NULL);

  return g_strconcat ("https://", typed, NULL);
}

static void
set_busy (JcSignInDialog *self, gboolean is_busy)
{
  /* What is about to be switched off must not have the focus. */
  if (is_busy)
    gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (self->rows, !is_busy);
  gtk_widget_set_sensitive (self->sign_in_button, !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
}

static void
complain (JcSignInDialog *self, const char *words, GtkEditable *at)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (self->problem_box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (at), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
  gtk_widget_grab_focus (GTK_WIDGET (at));
}

static void
remember (JcSignInDialog *self)
{
  g_autofree char *account = dup_typed (self->account);

  jc_preferences_set_string (jc_application_get_preferences (jc_application_get ()), GROUP,
                             KEY_ACCOUNT, account);
}

/* Nobody should have to guess where the right to send in one's name lies. */
static void
tell_place (JcSignInDialog *self)
{
  JcSyncService *service = jc_cloud_get_service (get_cloud ());
  GtkWindow     *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget     *dialog;

  if (service == NULL || g_strcmp0 (jc_sync_service_get_token_place (service), "file") != 0)
    return;

  dialog = adw_message_dialog_new (
      parent, _ ("Signed in"),
      _ ("No unlocked keyring answered, so the sign-in is kept in the library folder, in a file "
         "that "
         "only this computer’s account can read. The password is kept nowhere."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  gboolean done = jc_sync_service_login_finish (JC_SYNC_SERVICE (source), result, &error);

  g_clear_object (&self->cancellable);
  /* Closed meanwhile: there is nobody left to tell. */
  if (gtk_widget_in_destruction (GTK_WIDGET (self))
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (done)
    {
      remember (self);
      tell_place (self);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  words = jc_words_dup_error (error);
  complain (self, words,
            g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN) ? self->password
                                                                                : self->server);
}

/* The first entry that is still blank. */
static GtkEditable *
find_blank (JcSignInDialog *self)
{
  GtkEditable *entries[] = { self->server, self->account, self->password };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *typed = dup_typed (entries[i]);

      if (*typed == '\0')
        return entries[i];
    }

  return NULL;
}

static void
start (JcSignInDialog *self)
{
  JcSyncService   *service = jc_cloud_get_service (get_cloud ());
  g_autofree char *server = dup_server (self);
  g_autofree char *account = dup_typed (self->account);

  gtk_editable_set_text (self->server, server);
  gtk_widget_set_visible (self->problem_box, FALSE);
  set_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  jc_sync_service_login_async (service, server, account, gtk_editable_get_text (self->password),
                               self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
sign_in_clicked_cb (JcSignInDialog *self)
{
  GtkEditable *blank = find_blank (self);

  if (self->cancellable != NULL)
    return;
  if (blank != NULL)
    {
      g_autofree char *words
          = g_strdup_printf (_ ("“%s” is blank: type it, then sign in."),
                             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (blank)));

      complain (self, words, blank);
      return;
    }

  start (self);
}

/* Enter goes on to what is still blank, and signs in from the last one. */
static void
entry_activated_cb (JcSignInDialog *self)
{
  GtkEditable *blank = find_blank (self);

  if (blank != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (blank));
  else
    sign_in_clicked_cb (self);
}

static void
cancel_clicked_cb (JcSignInDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
jc_sign_in_dialog_close_request (GtkWindow *window)
{
  JcSignInDialog *self = JC_SIGN_IN_DIALOG (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (jc_sign_in_dialog_parent_class)->close_request (window);
}

static void
jc_sign_in_dialog_finalize (GObject *object)
{
  g_clear_object (&JC_SIGN_IN_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (jc_sign_in_dialog_parent_class)->finalize (object);
}

static void
jc_sign_in_dialog_class_init (JcSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_sign_in_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = jc_sign_in_dialog_close_request;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/home/jc-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, server);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, account);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, password);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, JcSignInDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

/* libadwaita 1.2 leaves the button that shows the password without a name. */
static void
name_peek_button (GtkWidget *widget)
{
  const char *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;

  if (icon != NULL && g_str_has_prefix (icon, "view-"))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Show or hide the password"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_peek_button (child);
}

static void
jc_sign_in_dialog_init (JcSignInDialog *self)
{
  JcPreferences   *preferences = jc_application_get_preferences (jc_application_get ());
  g_autofree char *server = jc_cloud_dup_server (get_cloud ());
  g_autofree char *account = jc_preferences_dup_string (preferences, GROUP, KEY_ACCOUNT, "");
  GtkEditable     *blank;

  gtk_widget_init_template (GTK_WIDGET (self));
  name_peek_button (GTK_WIDGET (self->password));
  gtk_editable_set_text (self->server, server != NULL ? server : "");
  gtk_editable_set_text (self->account, account);
  blank = find_blank (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (blank != NULL ? blank : self->password));
}

/**
 * jc_sign_in_dialog_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWidget *
jc_sign_in_dialog_new (GtkWindow *parent)
{
  return g_object_new (JC_TYPE_SIGN_IN_DIALOG, "application", jc_application_get (),
                       "transient-for", parent, "modal", parent != NULL, NULL);
}
