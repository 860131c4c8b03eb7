/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-pictures.h"

#include "jc-library.h"
#include "jc-text.h"

#define N_THREADS 2

struct _JcPagePictures
{
  GObject parent_instance;

  char         *folder;
  JcMedia      *media;
  JcThumbnails *thumbnails;
  GThreadPool  *pool;
  guint64       n_asked;
};

G_DEFINE_FINAL_TYPE (JcPagePictures, jc_page_pictures, G_TYPE_OBJECT)

typedef enum
{
  WANT_THUMB,
  WANT_PAGE,
  WANT_PROPOSAL,
} Want;

typedef struct
{
  Want        want;
  guint64     number;
  char       *sha256;
  JcPageView *view;
  int         max_width;
  int         max_height;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->sha256);
  jc_page_view_free (wish->view);
  g_free (wish);
}

/* --- On a thread --- */

/* The byte that a picture does not use is a texture's opacity. */
static GdkTexture *
make_texture (JcPicture *picture)
{
  gsize   size;
  guint8 *pixels = g_bytes_unref_to_data (g_steal_pointer (&picture->pixels), &size);
  g_autoptr (GBytes) opaque = NULL;

  for (gsize i = 3; i < size; i += 4)
    pixels[i] = 0xff;
  opaque = g_bytes_new_take (pixels, size);

  return gdk_memory_texture_new (picture->width, picture->height,
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, opaque,
                                 (gsize)picture->stride);
}

static gpointer
fulfil (JcPagePictures *self, Wish *wish, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = jc_page_pictures_dup_path (self, wish->sha256);
  g_autoptr (JcPicture) picture = NULL;

  if (path == NULL)
    {
      jc_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                    "这一页还没有下载到本机。联网同步后再看。",
                    "This page is not on this computer yet. Sync, then look again.");
      return NULL;
    }
  if (wish->want == WANT_PROPOSAL)
    return jc_media_propose_view (self->media, path, NULL, wish->view, cancellable, error);

  picture = wish->want == WANT_THUMB
                ? jc_thumbnails_load (self->thumbnails, wish->sha256, path, wish->view,
                                      wish->max_width, cancellable, error)
                : jc_media_render (self->media, path, NULL, wish->view, wish->max_width,
                                   wish->max_height, cancellable, error);

  return picture != NULL ? make_texture (picture) : NULL;
}

static void
work_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  JcPagePictures   *self = g_task_get_source_object (task);
  Wish             *wish = g_task_get_task_data (task);
  GError           *error = NULL;
  gpointer          answer;

  if (g_task_return_error_if_cancelled (task))
    return;
  answer = fulfil (self, wish, g_task_get_cancellable (task), &error);
  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer,
                           wish->want == WANT_PROPOSAL ? (GDestroyNotify)jc_page_view_free
                                                       : g_object_unref);
}

static int
compare_wishes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Wish *left = g_task_get_task_data ((GTask *)a);
  const Wish *right = g_task_get_task_data ((GTask *)b);

  return left->number > right->number ? -1 : left->number < right->number;
}

/* --- GObject --- */

static void
jc_page_pictures_finalize (GObject *object)
{
  JcPagePictures *self = JC_PAGE_PICTURES (object);

  g_thread_pool_free (self->pool, TRUE, FALSE);
  g_clear_pointer (&self->thumbnails, jc_thumbnails_unref);
  g_clear_pointer (&self->media, jc_media_unref);
  g_free (self->folder);

  G_OBJECT_CLASS (jc_page_pictures_parent_class)->finalize (object);
}

static void
jc_page_pictures_class_init (JcPagePicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_page_pictures_finalize;
}

static void
jc_page_pictures_init (JcPagePictures *self)
{
  self->media = jc_media_new ();
  self->thumbnails = jc_thumbnails_new (self->media, NULL);
  self->pool = g_thread_pool_new (work_cb, NULL, N_THREADS, FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, compare_wishes, NULL);
}

/**
 * jc_page_pictures_get_default:
 * @library_folder: where the originals are
 *
 * Returns: (transfer none): the process' one, which lives to its end
 */
JcPagePictures *
jc_page_pictures_get_default (const char *library_folder)
{
  static JcPagePictures *pictures;

  if (pictures == NULL)
    {
      pictures = g_object_new (JC_TYPE_PAGE_PICTURES, NULL);
      pictures->folder = g_strdup (library_folder);
    }

  return pictures;
}

JcMedia *
jc_page_pictures_get_media (JcPagePictures *self)
{
  return self->media;
}

const char *
jc_page_pictures_get_folder (JcPagePictures *self)
{
  return self->folder;
}

/**
 * jc_page_pictures_dup_path:
 * @sha256: an original's hash
 */
char *
jc_page_pictures_dup_path (JcPagePictures *self, const char *sha256)
{
  g_autofree char *path = jc_library_dup_original_path_in (self->folder, sha256);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

/* --- Asking --- */

static void
ask (JcPagePictures *self, Wish wanted, GTask *task)
{
  Wish *wish = g_memdup2 (&wanted, sizeof wanted);

  wish->number = ++self->n_asked;
  g_task_set_task_data (task, wish, wish_free);
  g_thread_pool_push (self->pool, task, NULL);
}

/**
 * jc_page_pictures_thumb_async:
 * @view: how the page is shown
 * @size: of the longer side, in pixels
 */
void
jc_page_pictures_thumb_async (JcPagePictures     *self,
                              const char         *sha256,
                              const JcPageView   *view,
                              int                 size,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ask (self,
       (Wish){ .want = WANT_THUMB, .sha256 = g_strdup (sha256), .view = jc_page_view_copy (view),
               .max_width = size, .max_height = size },
       g_task_new (self, cancellable, callback, user_data));
}

/**
 * jc_page_pictures_render_async:
 * @view: how the page is shown
 * @max_width, @max_height: in pixels
 */
void
jc_page_pictures_render_async (JcPagePictures     *self,
                               const char         *sha256,
                               const JcPageView   *view,
                               int                 max_width,
                               int                 max_height,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  ask (self,
       (Wish){ .want = WANT_PAGE, .sha256 = g_strdup (sha256), .view = jc_page_view_copy (view),
               .max_width = max_width, .max_height = max_height },
       g_task_new (self, cancellable, callback, user_data));
}

GdkTexture *
jc_page_pictures_finish (JcPagePictures *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * jc_page_pictures_propose_async:
 * @view: how the page is shown now
 */
void
jc_page_pictures_propose_async (JcPagePictures     *self,
                                const char         *sha256,
                                const JcPageView   *view,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  ask (self,
       (Wish){ .want = WANT_PROPOSAL, .sha256 = g_strdup (sha256),
               .view = jc_page_view_copy (view) },
       g_task_new (self, cancellable, callback, user_data));
}

JcPageView *
jc_page_pictures_propose_finish (JcPagePictures *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
