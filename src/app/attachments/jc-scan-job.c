/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-job.h"

#include <string.h>

/* Rows come in many small bands: the window is told at most this often. */
#define TELL_INTERVAL_MS 80
/* A device that does not know how long the page is gets this much shown at first, in widths. */
#define FIRST_SHAPE 1.4142

typedef struct
{
  char       *path;
  GdkTexture *picture; /* (nullable) */
} Saved;

/**
 * JcScanJob:
 * @lock: guards everything below it
 * @pixels: of the page that is being read, four bytes each, @width times what has room
 * @has_grown, @is_told: there is something to tell; somebody is about to tell it
 */
struct _JcScanJob
{
  GObject parent_instance;

  JcScanRequest request; /* (owned) members */
  GCancellable *cancellable;

  GMutex      lock;
  guint       page;
  int         width;
  int         height;
  GByteArray *pixels;
  GQueue     *saved; /* (element-type Saved) */
  gboolean    has_grown;
  gboolean    is_told;
};

enum
{
  GREW,
  SAVED,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcScanJob, jc_scan_job, G_TYPE_OBJECT)

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_free (saved->path);
  g_clear_object (&saved->picture);
  g_free (saved);
}

/* @lock is held. */
static GdkTexture *
make_picture (JcScanJob *self)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->width <= 0 || self->height <= 0)
    return NULL;
  bytes = g_bytes_new (self->pixels->data, self->pixels->len);

  return gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                 bytes, (gsize)self->width * 4);
}

/* --- On the main loop --- */

static void
tell (JcScanJob *self)
{
  gboolean has_grown;
  GQueue   saved = G_QUEUE_INIT;

  g_mutex_lock (&self->lock);
  self->is_told = FALSE;
  has_grown = self->has_grown;
  self->has_grown = FALSE;
  saved = *self->saved;
  g_queue_init (self->saved);
  g_mutex_unlock (&self->lock);

  if (has_grown)
    g_signal_emit (self, signals[GREW], 0);
  for (GList *l = saved.head; l != NULL; l = l->next)
    {
      const Saved *page = l->data;

      g_signal_emit (self, signals[SAVED], 0, page->path, page->picture);
    }
  g_queue_clear_full (&saved, saved_free);
}

static gboolean
tell_cb (gpointer data)
{
  tell (data);

  return G_SOURCE_REMOVE;
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  tell (JC_SCAN_JOB (source));
  g_signal_emit (source, signals[ENDED], 0, error);
}

/* --- On the thread that reads --- */

/* @lock is held. */
static void
make_room (JcScanJob *self, int n_rows)
{
  gsize had = self->pixels->len;
  gsize needed = (gsize)self->width * 4 * (gsize)n_rows;

  if (needed <= had)
    return;
  g_byte_array_set_size (self->pixels, (guint)needed);
  memset (self->pixels->data + had, 0xff, needed - had);
}

/* @lock is held. */
static void
begin_page (JcScanJob *self, const JcScanEvent *event)
{
  self->page = event->page;
  self->width = event->width;
  self->height = event->height > 0 ? event->height : (int)(event->width * FIRST_SHAPE);
  g_byte_array_set_size (self->pixels, 0);
  make_room (self, self->height);
}

/* @lock is held. A page that turns out longer than it said gets longer. */
static void
take_rows (JcScanJob *self, const JcScanEvent *event)
{
  gsize   stride = (gsize)self->width * 4;
  gsize   n_bytes = stride * (gsize)event->n_rows;
  guint8 *target;

  if (event->width != self->width)
    return;
  self->height = MAX (self->height, event->y + event->n_rows);
  make_room (self, self->height);
  target = self->pixels->data + stride * (gsize)event->y;
  memcpy (target, event->pixels, n_bytes);
  /* The byte that a row does not use is a texture's opacity. */
  for (gsize i = 3; i < n_bytes; i += 4)
    target[i] = 0xff;
}

/* @lock is held. With its picture: the next page may begin before this one is told. */
static void
add_saved (JcScanJob *self, const char *path)
{
  Saved *saved = g_new0 (Saved, 1);

  saved->path = g_strdup (path);
  saved->picture = make_picture (self);
  g_queue_push_tail (self->saved, saved);
}

static void
event_cb (const JcScanEvent *event, gpointer user_data)
{
  JcScanJob *self = user_data;

  g_mutex_lock (&self->lock);
  if (event->what == JC_SCAN_PAGE_BEGINS)
    begin_page (self, event);
  else if (event->what == JC_SCAN_ROWS)
    take_rows (self, event);
  else
    add_saved (self, event->path);
  self->has_grown = TRUE;
  if (!self->is_told)
    g_timeout_add_full (G_PRIORITY_DEFAULT, TELL_INTERVAL_MS, tell_cb, g_object_ref (self),
                        g_object_unref);
  self->is_told = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JcScanJob *self = source;
  GError    *error = NULL;

  if (jc_scanner_scan (&self->request, event_cb, self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- GObject --- */

static void
jc_scan_job_finalize (GObject *object)
{
  JcScanJob *self = JC_SCAN_JOB (object);

  g_free ((char *)self->request.device);
  g_free ((char *)self->request.paper);
  g_free ((char *)self->request.folder);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->pixels);
  g_queue_free_full (self->saved, saved_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (jc_scan_job_parent_class)->finalize (object);
}

static void
jc_scan_job_class_init (JcScanJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_scan_job_finalize;

  signals[GREW] = g_signal_new ("grew", JC_TYPE_SCAN_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", JC_TYPE_SCAN_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, GDK_TYPE_TEXTURE);
  signals[ENDED] = g_signal_new ("ended", JC_TYPE_SCAN_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
jc_scan_job_init (JcScanJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->pixels = g_byte_array_new ();
  self->saved = g_queue_new ();
  g_mutex_init (&self->lock);
}

/**
 * jc_scan_job_start:
 * @request: what to scan; copied
 *
 * Returns: (transfer full): the run
 */
JcScanJob *
jc_scan_job_start (const JcScanRequest *request)
{
  JcScanJob *self = g_object_new (JC_TYPE_SCAN_JOB, NULL);
  g_autoptr (GTask) task = NULL;

  self->request = *request;
  self->request.device = g_strdup (request->device);
  self->request.paper = g_strdup (request->paper);
  self->request.folder = g_strdup (request->folder);
  task = g_task_new (self, self->cancellable, scanned_cb, NULL);
  g_task_set_source_tag (task, jc_scan_job_start);
  g_task_run_in_thread (task, scan_thread);

  return self;
}

void
jc_scan_job_cancel (JcScanJob *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * jc_scan_job_dup_picture:
 * @self: a run
 *
 * Returns: (transfer full) (nullable): the page that is being read, or was read last
 */
GdkTexture *
jc_scan_job_dup_picture (JcScanJob *self)
{
  GdkTexture *picture;

  g_mutex_lock (&self->lock);
  picture = make_picture (self);
  g_mutex_unlock (&self->lock);

  return picture;
}

guint
jc_scan_job_get_page (JcScanJob *self)
{
  guint page;

  g_mutex_lock (&self->lock);
  page = self->page;
  g_mutex_unlock (&self->lock);

  return page;
}
