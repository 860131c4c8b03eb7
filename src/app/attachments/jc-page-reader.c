/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-reader.h"

#include "jc-json.h"
#include "jc-readings.h"
#include "jc-session-attachments.h"

/* The window and its thumbnails come first. */
#define DELAY_MS 1500

struct _JcPageReader
{
  GObject parent_instance;

  JcDossierSession *session;
  JcPagePictures   *pictures;
  JcReadings       *readings;
  GQueue            queue;       /* (element-type Wish) */
  GHashTable       *known;       /* (element-type utf8): what was asked for, by key */
  GCancellable     *cancellable; /* (nullable): of the page that is being read */
  guint             delay_id;
  gboolean          stopped;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcPageReader, jc_page_reader, G_TYPE_OBJECT)

typedef struct
{
  char       *key;
  char       *sha256;
  char       *path;
  JcPageView *view;
  JcReadings *readings;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->key);
  g_free (wish->sha256);
  g_free (wish->path);
  jc_page_view_free (wish->view);
  jc_readings_unref (wish->readings);
  g_free (wish);
}

/* --- One page after the other --- */

static void read_next (JcPageReader *self);

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wish      *wish = data;
  GError    *error = NULL;
  JcReading *reading = jc_readings_load (wish->readings, wish->sha256, wish->path, wish->view,
                                         cancellable, &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify)jc_reading_free);
  else
    g_task_return_error (task, error);
}

/* Still the page, and the view of it, that the dossier shows. */
static gboolean
is_wanted (JcPageReader *self, const Wish *wish)
{
  return g_hash_table_contains (self->known, wish->key);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcPageReader *self = JC_PAGE_READER (source);
  const Wish   *wish = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  JcReading *reading = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->cancellable);
  if (reading != NULL && is_wanted (self, wish))
    jc_session_take_reading (self->session, reading);
  else
    g_clear_pointer (&reading, jc_reading_free);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("page %d of %s was not read: %s", wish->view->page, wish->sha256, error->message);
  g_signal_emit (self, signals[CHANGED], 0);
  read_next (self);
}

static void
read_next (JcPageReader *self)
{
  g_autoptr (GTask) task = NULL;
  Wish *wish;

  if (self->cancellable != NULL || self->delay_id != 0 || self->stopped)
    return;
  wish = g_queue_pop_head (&self->queue);
  if (wish == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, wish, wish_free);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_run_in_thread (task, read_in_thread);
}

/* --- What there is to read --- */

static gboolean
is_held_against_something (JcPageReader *self, const JcAttachment *attachment)
{
  const JcSlot *slot
      = jc_kind_find_slot (jc_dossier_session_get_kind (self->session), attachment->slot);

  if (slot == NULL)
    return g_str_equal (attachment->slot, JC_SLOT_UNSORTED);
  for (guint i = 0; i < slot->reads->len; i++)
    if (((const JcSlotRead *)g_ptr_array_index (slot->reads, i))->key != NULL)
      return TRUE;

  return FALSE;
}

static char *
dup_key (const JcAttachment *attachment, const JcPageView *view)
{
  g_autoptr (JsonNode) json = jc_page_view_to_json (view);
  g_autofree char *text = jc_json_to_canonical (json);

  return g_strconcat (attachment->sha256, text, NULL);
}

/* What is not on this machine yet is looked for again with the next change. */
static void
want (JcPageReader *self, const JcAttachment *attachment, const JcPageView *view, GHashTable *keys)
{
  g_autofree char *key = dup_key (attachment, view);
  char            *path = NULL;
  Wish            *wish;

  if (g_hash_table_contains (self->known, key))
    {
      g_hash_table_add (keys, g_steal_pointer (&key));
      return;
    }
  path = jc_page_pictures_dup_path (self->pictures, attachment->sha256);
  if (path == NULL || g_hash_table_contains (keys, key))
    {
      g_free (path);
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->key = g_strdup (key);
  wish->sha256 = g_strdup (attachment->sha256);
  wish->path = path;
  wish->view = jc_page_view_copy (view);
  wish->readings = jc_readings_ref (self->readings);
  g_queue_push_tail (&self->queue, wish);
  g_hash_table_add (keys, g_steal_pointer (&key));
}

static void
forget_unwanted (JcPageReader *self)
{
  for (GList *l = self->queue.head; l != NULL;)
    {
      GList *next = l->next;

      if (!is_wanted (self, l->data))
        {
          wish_free (l->data);
          g_queue_delete_link (&self->queue, l);
        }
      l = next;
    }
}

static void
look (JcPageReader *self)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (self->session);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

      for (guint j = 0; is_held_against_something (self, attachment) && j < views->len; j++)
        want (self, attachment, g_ptr_array_index (views, j), keys);
    }
  g_hash_table_unref (self->known);
  self->known = keys;
  forget_unwanted (self);
  g_signal_emit (self, signals[CHANGED], 0);
  read_next (self);
}

static gboolean
begin_cb (gpointer user_data)
{
  JcPageReader *self = user_data;

  self->delay_id = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
attachments_changed_cb (JcPageReader *self)
{
  if (self->delay_id == 0 && !self->stopped)
    look (self);
}

/* --- GObject --- */

static void
jc_page_reader_dispose (GObject *object)
{
  JcPageReader *self = JC_PAGE_READER (object);

  g_clear_handle_id (&self->delay_id, g_source_remove);

  G_OBJECT_CLASS (jc_page_reader_parent_class)->dispose (object);
}

static void
jc_page_reader_finalize (GObject *object)
{
  JcPageReader *self = JC_PAGE_READER (object);

  g_queue_clear_full (&self->queue, wish_free);
  g_hash_table_unref (self->known);
  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->readings, jc_readings_unref);

  G_OBJECT_CLASS (jc_page_reader_parent_class)->finalize (object);
}

static void
jc_page_reader_class_init (JcPageReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jc_page_reader_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_page_reader_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_PAGE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
jc_page_reader_init (JcPageReader *self)
{
  g_queue_init (&self->queue);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * jc_page_reader_new:
 * @session: the open dossier; kept
 * @pictures: knows where originals lie; kept
 *
 * A page that it is about keeps it, so whoever lets it go stops it.
 *
 * Returns: (transfer full): the reader
 */
JcPageReader *
jc_page_reader_new (JcDossierSession *session, JcPagePictures *pictures)
{
  JcPageReader *self = g_object_new (JC_TYPE_PAGE_READER, NULL);

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (pictures);
  self->readings = jc_readings_new (jc_page_pictures_get_media (pictures), NULL);
  self->stopped = TRUE;
  if (!jc_media_can_recognise (jc_page_pictures_get_media (pictures)))
    return self;

  jc_page_reader_set_stopped (self, FALSE);
  g_signal_connect_object (session, "attachments-changed", G_CALLBACK (attachments_changed_cb),
                           self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * jc_page_reader_set_stopped:
 * @self: a reader
 * @stopped: lets what it is about go; what was read stays
 */
void
jc_page_reader_set_stopped (JcPageReader *self, gboolean stopped)
{
  if (self->stopped == stopped)
    return;

  self->stopped = stopped;
  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (!stopped)
    {
      self->delay_id = g_timeout_add (DELAY_MS, begin_cb, self);
      return;
    }

  g_hash_table_remove_all (self->known);
  g_queue_clear_full (&self->queue, wish_free);
  g_queue_init (&self->queue);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * jc_page_reader_get_n_left:
 * @self: a reader
 *
 * Returns: how many pages still have to be read, with the one that it is about
 */
guint
jc_page_reader_get_n_left (JcPageReader *self)
{
  return self->stopped ? 0 : self->queue.length + (self->cancellable != NULL ? 1 : 0);
}
