/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-window-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "jc-private-folder.h"
#include "jc-scan-handover.h"

#define TOAST_SECONDS 10

/* --- What is seen --- */

void
jc_scan_window_show (JcScanWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean    at_settings = g_str_equal (page, "settings");
  gboolean    at_picture = g_str_equal (page, "picture");
  guint       n_pages = jc_scan_strip_get_n_pages (self->strip);
  gboolean    scanning = self->job != NULL;

  gtk_widget_set_visible (self->bar, at_settings || at_picture);
  gtk_widget_set_visible (self->settings_button, at_picture && !scanning);
  gtk_widget_set_visible (self->stop_button, scanning);
  gtk_widget_set_visible (GTK_WIDGET (self->scan_button), !scanning);
  gtk_button_set_label (self->scan_button,
                        n_pages > 0 ? _ ("Scan another page") : C_ ("button", "Scan"));
  gtk_widget_set_visible (self->done_button, at_settings || at_picture || n_pages > 0);
  gtk_widget_set_sensitive (self->done_button, n_pages > 0 && !scanning);
  if (n_pages > 0)
    gtk_widget_add_css_class (self->done_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->done_button, "suggested-action");
  if (n_pages > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->scan_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->scan_button), "suggested-action");
}

static void
show_progress (JcScanWindow *self)
{
  guint            n_pages = jc_scan_strip_get_n_pages (self->strip);
  guint            page = self->job != NULL ? jc_scan_job_get_page (self->job) : 0;
  g_autofree char *words = NULL;

  if (self->job != NULL)
    words = page > 0 ? g_strdup_printf (_ ("Reading page %u…"), n_pages + 1)
                     : g_strdup (_ ("The scanner is getting ready…"));
  else
    words = g_strdup_printf (ngettext ("%u page scanned", "%u pages scanned", n_pages), n_pages);
  gtk_label_set_label (self->progress, words);
  jc_page_canvas_set_words (self->canvas, _ ("Picture of the page being scanned"), words);
}

/* --- Scanning --- */

static void
grew_cb (JcScanWindow *self)
{
  g_autoptr (GdkTexture) picture = jc_scan_job_dup_picture (self->job);

  jc_page_canvas_set_texture (self->canvas, picture);
  show_progress (self);
}

/* Every run counts its pages from 1: here each gets a name of its own that says what it is. */
static void
saved_cb (JcScanWindow *self, const char *path, GdkTexture *picture)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y%m%d-%H%M");
  /* Translators: a file's name: day and time, number of the page. */
  g_autofree char *name = g_strdup_printf (_ ("Scan %s-%02u.jpg"), day, ++self->n_made);
  g_autofree char *kept = g_build_filename (self->folder, name, NULL);

  if (g_rename (path, kept) == 0)
    jc_scan_strip_add (self->strip, kept, picture);
  show_progress (self);
}

static void
end_run (JcScanWindow *self)
{
  g_clear_object (&self->job);
  if (self->run_folder != NULL)
    jc_private_folder_remove (self->run_folder);
  g_clear_pointer (&self->run_folder, g_free);
}

/**
 * jc_scan_window_drop_run:
 * @self: a window that nobody sees any more
 */
void
jc_scan_window_drop_run (JcScanWindow *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->job, self);
  jc_scan_job_cancel (self->job);
  end_run (self);
}

/* A page that was not read to its end is not kept, and not shown either. */
static void
ended_cb (JcScanWindow *self, const GError *error)
{
  GdkTexture *last = jc_scan_strip_get_last (self->strip);

  end_run (self);
  if (error != NULL)
    jc_page_canvas_set_texture (self->canvas, last);
  jc_scan_window_go_to (self, last != NULL || error == NULL ? "picture" : "settings");
  show_progress (self);
  if (error == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->scan_button));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    jc_scan_window_show_trouble (self, error);
}

static gboolean
make_folders (JcScanWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->folder == NULL)
    self->folder = jc_scan_folder_make (jc_attachment_desk_get_dossier (self->desk), &error);
  if (self->folder != NULL)
    self->run_folder = jc_private_folder_make (JC_SCAN_RUNS, &error);
  if (error != NULL)
    jc_scan_window_show_trouble (self, error);

  return error == NULL;
}

void
jc_scan_window_scan (JcScanWindow *self)
{
  JcScanRequest request = { 0 };

  if (self->job != NULL || jc_scan_settings_get_device (self->settings) == NULL
      || !make_folders (self))
    return;
  jc_banner_hide (self->banner);
  jc_scan_settings_get_request (self->settings, &request);
  request.folder = self->run_folder;
  self->job = jc_scan_job_start (&request);
  g_signal_connect_object (self->job, "grew", G_CALLBACK (grew_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  jc_page_canvas_set_texture (self->canvas, NULL);
  jc_scan_window_go_to (self, "picture");
  show_progress (self);
  gtk_widget_grab_focus (self->stop_button);
}

static void
scan_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  jc_scan_window_scan (JC_SCAN_WINDOW (widget));
}

static void
stop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcScanWindow *self = JC_SCAN_WINDOW (widget);

  if (self->job != NULL)
    jc_scan_job_cancel (self->job);
}

static void
settings_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcScanWindow *self = JC_SCAN_WINDOW (widget);

  jc_banner_hide (self->banner);
  jc_scan_window_go_to (self, "settings");
  gtk_widget_child_focus (GTK_WIDGET (self->settings), GTK_DIR_TAB_FORWARD);
}

static void
strip_changed_cb (JcScanWindow *self)
{
  jc_scan_window_show (self);
  if (self->job == NULL)
    show_progress (self);
}

static void
page_chosen_cb (JcScanWindow *self, GdkTexture *picture)
{
  if (self->job != NULL)
    return;
  jc_page_canvas_set_texture (self->canvas, picture);
  jc_scan_window_go_to (self, "picture");
}

static void
page_removed_cb (JcScanWindow *self, guint number)
{
  g_autofree char *words = g_strdup_printf (_ ("Page %u was thrown away"), number);
  AdwToast        *toast = adw_toast_new (words);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "scan.put-back");
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
put_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcScanWindow *self = JC_SCAN_WINDOW (widget);

  if (jc_scan_strip_put_back (self->strip) && self->toast != NULL)
    adw_toast_dismiss (self->toast);
}

/**
 * jc_scan_window_add_pages:
 * @widget_class: the window's
 */
void
jc_scan_window_add_pages (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "scan.scan", NULL, scan_cb);
  gtk_widget_class_install_action (widget_class, "scan.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "scan.settings", NULL, settings_cb);
  gtk_widget_class_install_action (widget_class, "scan.put-back", NULL, put_back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "scan.put-back",
                                       NULL);
  gtk_widget_class_bind_template_callback (widget_class, strip_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_removed_cb);
}
