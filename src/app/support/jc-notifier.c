/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-notifier.h"

#include <glib/gi18n.h>

#include "jc-dossier-window.h"
#include "jc-unsent.h"

struct _JcNotifier
{
  GObject parent_instance;

  JcApplication *app;     /* (unowned): owns this */
  GHashTable    *matters; /* (element-type utf8): what stands, by notification id */
  GCancellable  *cancellable;
  gboolean       is_loading;
  gboolean       is_primed; /* what stood when the program started is no news */
};

G_DEFINE_FINAL_TYPE (JcNotifier, jc_notifier, G_TYPE_OBJECT)

static gboolean
is_somebody_looking (JcNotifier *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->app));

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;

  return FALSE;
}

static char *
dup_id (const char *kind, const char *dossier)
{
  return g_strdup_printf ("%s-%s", kind, dossier);
}

static void
notify (JcNotifier *self,
        const char *kind,
        const char *dossier,
        const char *title,
        const char *body,
        const char *action)
{
  JcPreferences *preferences = jc_application_get_preferences (self->app);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *id = dup_id (kind, dossier);

  if (is_somebody_looking (self)
      || !jc_preferences_get_boolean (preferences, JC_NOTIFIER_GROUP, kind, TRUE))
    return;

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, action, "s", dossier);
  g_notification_add_button_with_target (notification, _ ("Open"), action, "s", dossier);
  g_application_send_notification (G_APPLICATION (self->app), id, notification);
}

/* --- What waits for a person --- */

static void
tell_matter (JcNotifier *self, const JcUnsent *unsent)
{
  if (unsent->is_conflict)
    notify (self, JC_NOTIFIER_CONFLICT, unsent->dossier, _ ("Changed on both sides"), unsent->title,
            "app.decide-conflict");
  else
    notify (self, JC_NOTIFIER_REFUSED, unsent->dossier, _ ("The submission did not go through"),
            unsent->title, "app.open-dossier");
}

/* What is settled by now needs nobody any more. */
static void
withdraw_settled (JcNotifier *self, GHashTable *now)
{
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, self->matters);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (now, id))
      g_application_withdraw_notification (G_APPLICATION (self->app), id);
}

static void
unsent_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcNotifier) self = user_data;
  g_autoptr (GPtrArray) items = jc_unsent_load_finish (JC_LIBRARY_WORKER (source), result, NULL);
  g_autoptr (GHashTable) now = NULL;

  self->is_loading = FALSE;
  if (items == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const JcUnsent *unsent = g_ptr_array_index (items, i);
      char           *id;

      if (!unsent->is_conflict && !unsent->is_refused)
        continue;
      id = dup_id (unsent->is_conflict ? JC_NOTIFIER_CONFLICT : JC_NOTIFIER_REFUSED,
                   unsent->dossier);
      if (self->is_primed && !g_hash_table_contains (self->matters, id))
        tell_matter (self, unsent);
      g_hash_table_add (now, id);
    }
  withdraw_settled (self, now);
  g_hash_table_unref (self->matters);
  self->matters = g_steal_pointer (&now);
  self->is_primed = TRUE;
}

static void
cloud_changed_cb (JcNotifier *self)
{
  JcLibraryWorker *worker = jc_application_get_worker (self->app);
  JcSyncService   *service = jc_cloud_get_service (jc_application_get_cloud (self->app));
  int              state = JC_SYNC_WORKING;

  if (service != NULL)
    g_object_get (service, "state", &state, NULL);
  /* In the middle of a run things are not yet what they will be. */
  if (self->is_loading || worker == NULL || (self->is_primed && state == JC_SYNC_WORKING))
    return;

  self->is_loading = TRUE;
  jc_unsent_load_async (worker, self->cancellable, unsent_loaded_cb, g_object_ref (self));
}

static void
receipt_cb (JcNotifier *self, const char *dossier)
{
  notify (self, JC_NOTIFIER_RECEIVED, dossier, _ ("Received by the server"),
          _ ("The receipt is here."), "app.open-dossier");
}

/* --- What was seen --- */

static void
active_window_changed_cb (JcNotifier *self)
{
  static const char *const kinds[]
      = { JC_NOTIFIER_RECEIVED, JC_NOTIFIER_CONFLICT, JC_NOTIFIER_REFUSED };
  GtkWindow  *window = gtk_application_get_active_window (GTK_APPLICATION (self->app));
  const char *dossier = JC_IS_DOSSIER_WINDOW (window)
                            ? jc_dossier_window_get_dossier_id (JC_DOSSIER_WINDOW (window))
                            : NULL;

  for (gsize i = 0; dossier != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *id = dup_id (kinds[i], dossier);

      g_application_withdraw_notification (G_APPLICATION (self->app), id);
    }
}

static void
jc_notifier_dispose (GObject *object)
{
  g_cancellable_cancel (JC_NOTIFIER (object)->cancellable);

  G_OBJECT_CLASS (jc_notifier_parent_class)->dispose (object);
}

static void
jc_notifier_finalize (GObject *object)
{
  JcNotifier *self = JC_NOTIFIER (object);

  g_hash_table_unref (self->matters);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (jc_notifier_parent_class)->finalize (object);
}

static void
jc_notifier_class_init (JcNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jc_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_notifier_finalize;
}

static void
jc_notifier_init (JcNotifier *self)
{
  self->matters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * jc_notifier_new:
 * @app: the program, after its startup; outlives it
 *
 * Returns: (transfer full): who tells from now on
 */
JcNotifier *
jc_notifier_new (JcApplication *app)
{
  JcNotifier *self = g_object_new (JC_TYPE_NOTIFIER, NULL);
  JcCloud    *cloud = jc_application_get_cloud (app);

  self->app = app;
  g_signal_connect_object (cloud, "changed", G_CALLBACK (cloud_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cloud, "receipt", G_CALLBACK (receipt_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (app, "notify::active-window", G_CALLBACK (active_window_changed_cb),
                           self, G_CONNECT_SWAPPED);

  return self;
}
