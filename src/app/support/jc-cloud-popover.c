/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-cloud-popover.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-unsent.h"
#include "jc-words.h"

/* More than this is for the sync centre. */
#define MAX_ROWS 4

struct _JcCloudPopover
{
  GtkPopover parent_instance;

  GtkLabel   *heading;
  GtkLabel   *transfer;
  GtkLabel   *detail;
  GtkListBox *list;
  GtkLabel   *more;
  GtkWidget  *sync_button;
  GtkWidget  *sign_in_button;

  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (JcCloudPopover, jc_cloud_popover, GTK_TYPE_POPOVER)

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
cloud_changed_cb (JcCloudPopover *self)
{
  g_autofree char *account = jc_cloud_dup_account (get_cloud ());
  g_autofree char *detail = dup_detail ();
  g_autofree char *transfer = jc_cloud_dup_transfer_words (get_cloud ());

  gtk_label_set_label (self->heading, jc_cloud_get_label (get_cloud ()));
  gtk_label_set_label (self->transfer, transfer != NULL ? transfer : "");
  gtk_widget_set_visible (GTK_WIDGET (self->transfer), transfer != NULL);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (self->sync_button, account != NULL);
  gtk_widget_set_visible (self->sign_in_button, jc_cloud_must_sign_in (get_cloud ()));
}

static GtkWidget *
make_row (const JcUnsent *unsent)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), unsent->title, unsent->what);
  g_autofree char *reason = jc_unsent_dup_reason (unsent);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
unsent_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcCloudPopover) self = user_data;
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
shown_cb (JcCloudPopover *self)
{
  cloud_changed_cb (self);
  jc_unsent_load_async (jc_application_get_worker (jc_application_get ()), self->cancellable,
                        unsent_loaded_cb, g_object_ref (self));
}

static void
button_clicked_cb (JcCloudPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
jc_cloud_popover_dispose (GObject *object)
{
  g_cancellable_cancel (JC_CLOUD_POPOVER (object)->cancellable);

  G_OBJECT_CLASS (jc_cloud_popover_parent_class)->dispose (object);
}

static void
jc_cloud_popover_finalize (GObject *object)
{
  g_clear_object (&JC_CLOUD_POPOVER (object)->cancellable);

  G_OBJECT_CLASS (jc_cloud_popover_parent_class)->finalize (object);
}

static void
jc_cloud_popover_class_init (JcCloudPopoverClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_cloud_popover_dispose;
  object_class->finalize = jc_cloud_popover_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/support/jc-cloud-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, transfer);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, detail);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, list);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, more);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, sync_button);
  gtk_widget_class_bind_template_child (widget_class, JcCloudPopover, sign_in_button);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
jc_cloud_popover_init (JcCloudPopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_cloud (), "changed", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_cloud (), "transfer", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
jc_cloud_popover_new (void)
{
  return g_object_new (JC_TYPE_CLOUD_POPOVER, NULL);
}
