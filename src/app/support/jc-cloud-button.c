/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-cloud-button.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-unsent.h"
#include "jc-words.h"

/* More than this is for the sync centre. */
#define MAX_ROWS 4
#define MAX_WORDS 24

struct _JcCloudButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkImage      *icon;
  GtkLabel      *label;
  GtkLabel      *heading;
  GtkLabel      *detail;
  GtkListBox    *list;
  GtkLabel      *more;
  GtkWidget     *sync_button;
  GtkWidget     *sign_in_button;

  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (JcCloudButton, jc_cloud_button, ADW_TYPE_BIN)

static JcCloud *
get_cloud (void)
{
  return jc_application_get_cloud (jc_application_get ());
}

/* Whom one is signed in as, and what went wrong. */
static char *
dup_detail (void)
{
  g_autofree char *account = jc_cloud_dup_account (get_cloud ());
  g_autofree char *server = jc_cloud_dup_server (get_cloud ());
  g_autofree char *message = jc_cloud_dup_message (get_cloud ());
  g_autofree char *who = NULL;

  if (account == NULL)
    return g_strdup (_ ("Nothing leaves this computer before you sign in to a server."));

  who = g_strdup_printf (_ ("%s at %s"), account, server != NULL ? server : "");

  return message != NULL ? g_strdup_printf ("%s\n%s", who, message) : g_steal_pointer (&who);
}

static void
cloud_changed_cb (JcCloudButton *self)
{
  const char      *words = jc_cloud_get_label (get_cloud ());
  g_autofree char *account = jc_cloud_dup_account (get_cloud ());
  g_autofree char *name = g_strdup_printf (_ ("Sync: %s"), words);
  g_autofree char *detail = dup_detail ();

  gtk_label_set_label (self->label, words);
  /* Only words with a reason behind them may be cut short; the popover has them whole. */
  gtk_label_set_ellipsize (self->label, g_utf8_strlen (words, -1) > MAX_WORDS
                                            ? PANGO_ELLIPSIZE_END
                                            : PANGO_ELLIPSIZE_NONE);
  gtk_image_set_from_icon_name (self->icon, jc_cloud_get_icon_name (get_cloud ()));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_label_set_label (self->heading, words);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (self->sync_button, account != NULL);
  gtk_widget_set_visible (self->sign_in_button, jc_cloud_must_sign_in (get_cloud ()));
}

static GtkWidget *
make_row (const JcUnsent *unsent)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), unsent->title, unsent->what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), unsent->reason);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
unsent_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcCloudButton) self = user_data;
  g_autoptr (GPtrArray) items = jc_unsent_load_finish (JC_LIBRARY_WORKER (source), result, NULL);
  g_autofree char *more = NULL;
  GtkWidget       *child;

  if (g_cancellable_is_cancelled (self->cancellable) || items == NULL)
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MIN (items->len, MAX_ROWS); i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), items->len > MAX_ROWS);
  if (items->len > MAX_ROWS)
    {
      more = g_strdup_printf (ngettext ("and %u more", "and %u more", items->len - MAX_ROWS),
                              items->len - MAX_ROWS);
      gtk_label_set_label (self->more, more);
    }
}

static void
popover_shown_cb (JcCloudButton *self)
{
  cloud_changed_cb (self);
  jc_unsent_load_async (jc_application_get_worker (jc_application_get ()), self->cancellable,
                        unsent_loaded_cb, g_object_ref (self));
}

static void
button_clicked_cb (JcCloudButton *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
jc_cloud_button_dispose (GObject *object)
{
  JcCloudButton *self = JC_CLOUD_BUTTON (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (jc_cloud_button_parent_class)->dispose (object);
}

static void
jc_cloud_button_finalize (GObject *object)
{
  g_clear_object (&JC_CLOUD_BUTTON (object)->cancellable);

  G_OBJECT_CLASS (jc_cloud_button_parent_class)->finalize (object);
}

static void
jc_cloud_button_class_init (JcCloudButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_cloud_button_dispose;
  object_class->finalize = jc_cloud_button_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/support/jc-cloud-button.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, button);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, icon);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, label);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, heading);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, detail);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, list);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, more);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, sync_button);
  gtk_widget_class_bind_template_child (widget_class, JcCloudButton, sign_in_button);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
jc_cloud_button_init (JcCloudButton *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_cloud (), "changed", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cloud_changed_cb (self);
}

GtkWidget *
jc_cloud_button_new (void)
{
  return g_object_new (JC_TYPE_CLOUD_BUTTON, NULL);
}
