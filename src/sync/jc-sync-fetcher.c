/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-service-private.h"

/* How long the connections are kept for the next one. */
#define IDLE_US (30 * G_USEC_PER_SEC)

/**
 * JcSyncFetcher:
 *
 * A thread with a library and a connection of its own: whoever opens a page does not wait until
 * what is under way has been sent.
 */
typedef struct _JcSyncFetcher JcSyncFetcher;

struct _JcSyncFetcher
{
  char         *folder;  /* (owned) */
  GThread      *thread;  /* (owned) */
  GAsyncQueue  *wishes;  /* (owned) (element-type Wish) */
  GCancellable *stopped; /* (owned) */
};

/**
 * Wish: one original. Without a task it ends the thread.
 */
typedef struct
{
  GTask *task;       /* (owned) (nullable) */
  char  *dossier;    /* (owned) */
  char  *attachment; /* (owned) */
} Wish;

/**
 * Desk: what the thread works with.
 */
typedef struct
{
  JcLibrary *library; /* (owned) (nullable) */
  JcSync    *sync;    /* (owned) (nullable) */
} Desk;

static void
free_wish (Wish *wish)
{
  g_clear_object (&wish->task);
  g_free (wish->dossier);
  g_free (wish->attachment);
  g_free (wish);
}

static void
desk_clear (Desk *desk)
{
  g_clear_pointer (&desk->sync, jc_sync_free);
  g_clear_pointer (&desk->library, jc_library_close);
}

static gboolean
desk_open (Desk *desk, const char *folder, GError **error)
{
  if (desk->sync != NULL)
    return TRUE;
  desk->library = jc_library_open (folder, NULL, error);
  if (desk->library == NULL)
    return FALSE;
  desk->sync = jc_sync_new (desk->library);
  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *both)
{
  g_cancellable_cancel (both);
}

static gulong
chain (GCancellable *cancellable, GCancellable *both)
{
  return cancellable != NULL
             ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), both, NULL)
             : 0;
}

/* The next one may be for another account, or after a new sign-in. */
static void
fulfil (JcSyncFetcher *self, Desk *desk, Wish *wish)
{
  g_autoptr (GCancellable) both = g_cancellable_new ();
  g_autoptr (GCancellable) of_call = g_task_get_cancellable (wish->task);
  gulong   handlers[2];
  GError  *error = NULL;
  gboolean is_done;

  if (of_call != NULL)
    g_object_ref (of_call);
  handlers[0] = chain (self->stopped, both);
  handlers[1] = chain (of_call, both);
  is_done = !g_cancellable_set_error_if_cancelled (both, &error)
            && desk_open (desk, self->folder, &error)
            && jc_sync_fetch_original (desk->sync, wish->dossier, wish->attachment, both, &error);
  g_cancellable_disconnect (self->stopped, handlers[0]);
  g_cancellable_disconnect (of_call, handlers[1]);

  if (is_done)
    {
      g_task_return_boolean (wish->task, TRUE);
      return;
    }
  desk_clear (desk);
  g_task_return_error (wish->task, error);
}

static gpointer
work (gpointer data)
{
  JcSyncFetcher *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Desk desk = { NULL, NULL };

  g_main_context_push_thread_default (context);
  for (;;)
    {
      Wish    *wish = desk.sync != NULL ? g_async_queue_timeout_pop (self->wishes, IDLE_US)
                                        : g_async_queue_pop (self->wishes);
      gboolean is_end = wish != NULL && wish->task == NULL;

      if (wish == NULL)
        desk_clear (&desk);
      else if (!is_end)
        fulfil (self, &desk, wish);
      g_clear_pointer (&wish, free_wish);
      if (is_end)
        break;
    }
  desk_clear (&desk);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static JcSyncFetcher *
new_fetcher (const char *folder)
{
  JcSyncFetcher *self = g_new0 (JcSyncFetcher, 1);

  self->folder = g_strdup (folder);
  self->wishes = g_async_queue_new_full ((GDestroyNotify)free_wish);
  self->stopped = g_cancellable_new ();
  self->thread = g_thread_new ("fetch", work, self);
  return self;
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_fetcher_free (JcSyncFetcher *self)
{
  g_cancellable_cancel (self->stopped);
  g_async_queue_push (self->wishes, g_new0 (Wish, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->wishes);
  g_object_unref (self->stopped);
  g_free (self->folder);
  g_free (self);
}

/**
 * jc_sync_service_fetch_original_async:
 * @self: a service that was not stopped
 * @dossier: a dossier's id
 * @attachment: the id of one of its attachments
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As jc_sync_fetch_original (), one after the other.
 */
void
jc_sync_service_fetch_original_async (JcSyncService      *self,
                                      const char         *dossier,
                                      const char         *attachment,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (wish->task, jc_sync_service_fetch_original_async);
  wish->dossier = g_strdup (dossier);
  wish->attachment = g_strdup (attachment);
  if (self->thread == NULL)
    {
      g_task_return_new_error (wish->task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "The service has stopped");
      free_wish (wish);
      return;
    }
  if (self->fetcher == NULL)
    self->fetcher = new_fetcher (self->folder);
  g_async_queue_push (self->fetcher->wishes, wish);
}

/**
 * jc_sync_service_fetch_original_finish:
 * @self: a service
 * @result: the result
 * @error: return location
 *
 * Returns: whether the original is in the library's folder
 */
gboolean
jc_sync_service_fetch_original_finish (JcSyncService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
