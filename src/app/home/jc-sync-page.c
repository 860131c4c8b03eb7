/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-sync-page.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-unsent.h"
#include "jc-words.h"

/* A list of rows, not of recycled ones: more than these are counted. */
#define MAX_ROWS 100

struct _JcSyncPage
{
  AdwBin parent_instance;

  AdwActionRow        *state_row;
  AdwActionRow        *account_row;
  GtkImage            *state_icon;
  GtkWidget           *sync_button;
  GtkWidget           *sign_in_button;
  GtkWidget           *sign_out_button;
  AdwPreferencesGroup *unsent_group;
  GtkListBox          *list;

  GCancellable *cancellable;
  gboolean      is_loading;
  gboolean      is_stale;
};

G_DEFINE_FINAL_TYPE (JcSyncPage, jc_sync_page, ADW_TYPE_BIN)

static JcCloud *
get_cloud (void)
{
  return jc_application_get_cloud (jc_application_get ());
}

/* --- Account and state --- */

static char *
dup_state_detail (void)
{
  g_autofree char *message = jc_cloud_dup_message (get_cloud ());
  gint64           synced_us = jc_cloud_get_last_synced_us (get_cloud ());
  g_autofree char *moment = synced_us != 0 ? jc_words_dup_moment (synced_us) : NULL;
  g_autofree char *last
      = moment != NULL ? g_strdup_printf (_ ("Last synced %s"), moment) : g_strdup ("");
  g_autofree char *clock = jc_cloud_dup_clock_words (get_cloud ());
  GString         *all = g_string_new (message);

  for (guint i = 0; i < 2; i++)
    {
      const char *part = i == 0 ? last : clock;

      if (*part != '\0')
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", part);
    }

  return g_string_free (all, FALSE);
}

static void
show_cloud (JcSyncPage *self)
{
  g_autofree char *account = jc_cloud_dup_account (get_cloud ());
  g_autofree char *server = jc_cloud_dup_server (get_cloud ());
  g_autofree char *detail = dup_state_detail ();
  const char      *words = jc_cloud_get_label (get_cloud ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), words);
  adw_action_row_set_subtitle (self->state_row, detail);
  gtk_image_set_from_icon_name (self->state_icon, jc_cloud_get_icon_name (get_cloud ()));
  gtk_widget_set_visible (self->sync_button, account != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row),
                                 account != NULL ? account : _ ("Not signed in"));
  adw_action_row_set_subtitle (self->account_row,
                               server != NULL
                                   ? server
                                   : _ ("Nothing leaves this computer before you sign in."));
  gtk_widget_set_visible (self->sign_in_button, jc_cloud_must_sign_in (get_cloud ()));
  gtk_widget_set_visible (self->sign_out_button, account != NULL);
}

/* --- What waits --- */

static char *
dup_subtitle (const JcUnsent *unsent)
{
  g_autofree char *reason = jc_unsent_dup_reason (unsent);
  g_autofree char *moment
      = unsent->retry_at_us > g_get_real_time () ? jc_words_dup_moment (unsent->retry_at_us) : NULL;
  GString *all = g_string_new (reason);

  if (moment != NULL)
    {
      g_string_append_c (all, '\n');
      g_string_append_printf (all, _ ("Next try %s"), moment);
    }

  return g_string_free (all, FALSE);
}

/* What is not on this computer leads nowhere. */
static void
make_lead (GtkWidget *row, const JcUnsent *unsent)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), unsent->is_here);
  if (!unsent->is_here)
    return;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row),
                                  unsent->is_conflict ? "app.decide-conflict" : "app.open-dossier");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", unsent->dossier);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
}

static GtkWidget *
make_row (const JcUnsent *unsent)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), unsent->title, unsent->what);
  g_autofree char *subtitle = dup_subtitle (unsent);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  make_lead (row, unsent);

  return row;
}

static void
show_unsent (JcSyncPage *self, GPtrArray *items)
{
  g_autofree char *words = NULL;
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MIN (items->len, MAX_ROWS); i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (items, i)));

  if (items->len == 0)
    words = g_strdup (_ ("Nothing waits to be synced."));
  else
    words
        = g_strdup_printf (ngettext ("%u waits to be synced.", "%u wait to be synced.", items->len),
                           items->len);
  adw_preferences_group_set_description (self->unsent_group, words);
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
}

static void load (JcSyncPage *self);

static void
unsent_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcSyncPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = jc_unsent_load_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->is_loading = FALSE;
  if (items != NULL)
    show_unsent (self, items);
  else
    {
      g_autofree char *words = jc_words_dup_error (error);

      adw_preferences_group_set_description (self->unsent_group, words);
    }
  if (self->is_stale)
    load (self);
}

static void
load (JcSyncPage *self)
{
  self->is_stale = self->is_loading || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;

  self->is_loading = TRUE;
  jc_unsent_load_async (jc_application_get_worker (jc_application_get ()), self->cancellable,
                        unsent_loaded_cb, g_object_ref (self));
}

static void
cloud_changed_cb (JcSyncPage *self)
{
  show_cloud (self);
  load (self);
}

/* --- GObject --- */

static void
jc_sync_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (jc_sync_page_parent_class)->map (widget);
  cloud_changed_cb (JC_SYNC_PAGE (widget));
}

static void
jc_sync_page_dispose (GObject *object)
{
  JcSyncPage *self = JC_SYNC_PAGE (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (jc_sync_page_parent_class)->dispose (object);
}

static void
jc_sync_page_finalize (GObject *object)
{
  g_clear_object (&JC_SYNC_PAGE (object)->cancellable);

  G_OBJECT_CLASS (jc_sync_page_parent_class)->finalize (object);
}

static void
jc_sync_page_class_init (JcSyncPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_sync_page_dispose;
  object_class->finalize = jc_sync_page_finalize;
  widget_class->map = jc_sync_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/home/jc-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, sync_button);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, sign_out_button);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, unsent_group);
  gtk_widget_class_bind_template_child (widget_class, JcSyncPage, list);
}

static void
jc_sync_page_init (JcSyncPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_cloud (), "changed", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_application_get (), "library-changed", G_CALLBACK (cloud_changed_cb),
                           self, G_CONNECT_SWAPPED);
  show_cloud (self);
}
