/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-window.h"

#include <glib/gi18n.h>

#include "jc-attachment-ways.h"
#include "jc-private-folder.h"
#include "jc-scan-handover.h"
#include "jc-scan-look.h"
#include "jc-scan-window-private.h"
#include "jc-words.h"

G_DEFINE_FINAL_TYPE (JcScanWindow, jc_scan_window, ADW_TYPE_WINDOW)

/* --- What is seen --- */

void
jc_scan_window_go_to (JcScanWindow *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  jc_scan_window_show (self);
}

/* In its own words, and the way out of it at hand; whoever cannot see it is taken there. */
void
jc_scan_window_show_trouble (JcScanWindow *self, const GError *error)
{
  g_autofree char *words = jc_words_dup_error (error);

  self->looks_again = g_error_matches (error, JC_SCAN_ERROR, JC_SCAN_ERROR_GONE)
                      || g_error_matches (error, JC_SCAN_ERROR, JC_SCAN_ERROR_NO_HELPER)
                      || g_error_matches (error, JC_SCAN_ERROR, JC_SCAN_ERROR_DENIED);
  jc_banner_show (self->banner, "dialog-warning-symbolic", words,
                  self->looks_again ? _ ("Look again") : C_ ("button", "Go on"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->banner),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_child_focus (GTK_WIDGET (self->banner), GTK_DIR_TAB_FORWARD);
}

/* --- Looking for scanners --- */

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcScanWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  JcScanAbilities abilities;
  gboolean        known = jc_scan_describe_finish (result, &abilities, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  jc_scan_settings_set_abilities (self->settings, known ? &abilities : NULL);
  if (!known)
    jc_scan_window_show_trouble (self, error);
}

static void
device_chosen_cb (JcScanWindow *self)
{
  const char *device = jc_scan_settings_get_device (self->settings);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  jc_banner_hide (self->banner);
  jc_scan_describe_async (device, self->looking, described_cb, g_object_ref (self));
}

static void
show_nothing (JcScanWindow *self, const GError *error)
{
  static const char *const tries[] = {
    N_ ("1. See that the scanner is switched on, and not asleep."),
    N_ ("2. See that its cable is plugged in, or that it is in the same network."),
    N_ ("3. Close other programs that scan."),
  };
  g_autoptr (GString) words = g_string_new (NULL);

  if (error != NULL)
    {
      g_autofree char *why = jc_words_dup_error (error);
      g_autofree char *escaped = g_markup_escape_text (why, -1);

      g_string_append (words, escaped);
    }
  for (gsize i = 0; error == NULL && i < G_N_ELEMENTS (tries); i++)
    g_string_append_printf (words, i == 0 ? "%s" : "\n%s", _ (tries[i]));
  adw_status_page_set_description (self->nothing, words->str);
  jc_scan_window_go_to (self, "nothing");
  gtk_widget_child_focus (GTK_WIDGET (self->nothing), GTK_DIR_TAB_FORWARD);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcScanWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = jc_scan_look_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (devices == NULL || devices->len == 0)
    {
      show_nothing (self, error);
      return;
    }
  jc_scan_window_go_to (self, "settings");
  jc_scan_settings_set_devices (self->settings, devices);
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_button));
}

static void
look (JcScanWindow *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  jc_banner_hide (self->banner);
  jc_scan_window_go_to (self, "looking");
  jc_scan_look_async (self->looking, looked_cb, g_object_ref (self));
}

static void
look_again_cb (JcScanWindow *self)
{
  look (self);
}

static void
banner_clicked_cb (JcScanWindow *self)
{
  if (self->looks_again)
    look (self);
  else
    jc_scan_window_scan (self);
}

/* --- The pages --- */

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcScanWindow *self = JC_SCAN_WINDOW (widget);
  g_auto (GStrv) paths = jc_scan_strip_dup_paths (self->strip);

  if (paths[0] == NULL || self->job != NULL)
    return;
  jc_scan_hand_over (self->desk, self->folder, (const char *const *)paths, self->slot, self->row);
  g_clear_pointer (&self->folder, g_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
phone_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcScanWindow *self = JC_SCAN_WINDOW (widget);
  GtkWindow    *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    jc_attachment_choose (GTK_WIDGET (parent), self->desk, self->slot, self->row, self->title);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Closing --- */

/* The dialog first takes leave of its parent. */
static gboolean
answered_cb (gpointer data)
{
  JcScanWindow *self = data;

  jc_scan_window_drop_run (self);
  if (self->keeps)
    done_cb (GTK_WIDGET (self), NULL, NULL);
  else
    gtk_window_destroy (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

static void
asked_cb (JcScanWindow *self, const char *response)
{
  if (g_str_equal (response, "stay"))
    return;
  self->keeps = g_str_equal (response, "keep");
  self->drops = g_str_equal (response, "drop");
  g_idle_add_full (G_PRIORITY_DEFAULT, answered_cb, g_object_ref (self), g_object_unref);
}

static gboolean
jc_scan_window_close_request (GtkWindow *window)
{
  JcScanWindow    *self = JC_SCAN_WINDOW (window);
  guint            n_pages = jc_scan_strip_get_n_pages (self->strip);
  g_autofree char *heading = NULL;
  GtkWidget       *dialog;

  if (n_pages == 0)
    return GTK_WINDOW_CLASS (jc_scan_window_parent_class)->close_request (window);

  heading
      = g_strdup_printf (ngettext ("Keep the scanned page?", "Keep the %u scanned pages?", n_pages),
                         n_pages);
  dialog = adw_message_dialog_new (window, heading, NULL);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("They are not in “%s” yet. What is thrown away has to be scanned again."), self->title);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("Go on scanning"),
                                    "drop", _ ("Throw away"), "keep", _ ("Keep"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "drop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

/* --- GObject --- */

/* Where nobody was asked, the window being closed with another one, they stay. */
static void
keep_pages (JcScanWindow *self)
{
  g_auto (GStrv) paths = jc_scan_strip_dup_paths (self->strip);

  if (self->drops)
    jc_private_folder_remove (self->folder);
  else
    jc_private_folder_keep (self->folder, (const char *const *)paths);
}

static void
jc_scan_window_dispose (GObject *object)
{
  JcScanWindow *self = JC_SCAN_WINDOW (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  jc_scan_window_drop_run (self);
  if (self->folder != NULL)
    keep_pages (self);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->toast);

  G_OBJECT_CLASS (jc_scan_window_parent_class)->dispose (object);
}

static void
jc_scan_window_finalize (GObject *object)
{
  JcScanWindow *self = JC_SCAN_WINDOW (object);

  g_free (self->slot);
  g_free (self->row);
  g_free (self->title);

  G_OBJECT_CLASS (jc_scan_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-scan-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, settings);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, settings_button);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, scan_button);
  gtk_widget_class_bind_template_child (widget_class, JcScanWindow, done_button);
  gtk_widget_class_bind_template_callback (widget_class, device_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
}

static void
look_again_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  look (JC_SCAN_WINDOW (widget));
}

static void
jc_scan_window_class_init (JcScanWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_scan_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_scan_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = jc_scan_window_close_request;

  gtk_widget_class_install_action (widget_class, "scan.look-again", NULL, look_again_action_cb);
  gtk_widget_class_install_action (widget_class, "scan.done", NULL, done_cb);
  gtk_widget_class_install_action (widget_class, "scan.use-phone", NULL, phone_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);

  g_type_ensure (JC_TYPE_BANNER);
  g_type_ensure (JC_TYPE_PAGE_CANVAS);
  g_type_ensure (JC_TYPE_SCAN_SETTINGS);
  g_type_ensure (JC_TYPE_SCAN_STRIP);
  bind_template (widget_class);
  jc_scan_window_add_pages (widget_class);
}

static void
jc_scan_window_init (JcScanWindow *self)
{
  static gboolean emptied;

  /* Pages that were half read when the program ended. */
  if (!emptied)
    jc_private_folder_empty (JC_SCAN_RUNS);
  emptied = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_scan_window_present:
 * @parent: the dossier's window
 * @desk: takes in what was scanned
 * @slot: where it goes
 * @row: (nullable): of a slot with `each`
 * @title: what the slot is called
 */
void
jc_scan_window_present (
    GtkWindow *parent, JcAttachmentDesk *desk, const char *slot, const char *row, const char *title)
{
  JcScanWindow    *self = g_object_new (JC_TYPE_SCAN_WINDOW, "transient-for", parent, "modal", TRUE,
                                        "destroy-with-parent", TRUE, NULL);
  g_autofree char *words = g_strdup_printf (_ ("Scan for “%s”"), title);

  self->desk = g_object_ref (desk);
  self->slot = g_strdup (slot);
  self->row = g_strdup (row);
  self->title = g_strdup (title);
  gtk_window_set_title (GTK_WINDOW (self), words);
  adw_window_title_set_title (self->window_title, words);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
}
