/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-thumbnails.h"

#include <string.h>

#include "jc-cache-folder.h"
#include "jc-json.h"

#define MAX_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)
#define SUFFIX ".thumb"
#define MAGIC 0x4a435432u
#define MAX_SIDE 4096

struct _JcThumbnails
{
  JcMedia       *media;  /* (owned) */
  JcCacheFolder *folder; /* (owned) */
};

/* At the beginning of each file, as this machine writes numbers; the pixels follow. */
typedef struct
{
  guint32 magic;
  guint32 width;
  guint32 height;
  guint32 checksum; /* of width and height and some of the pixels: tells a file that was never
                       written whole */
} Header;

/**
 * jc_thumbnails_new:
 * @media: makes what is not there yet
 * @folder: (nullable): $XDG_CACHE_HOME/jiangce/thumbnails
 *
 * Returns: (transfer full)
 */
JcThumbnails *
jc_thumbnails_new (JcMedia *media, const char *folder)
{
  JcThumbnails    *self = g_atomic_rc_box_new0 (JcThumbnails);
  g_autofree char *path
      = folder != NULL ? g_strdup (folder)
                       : g_build_filename (g_get_user_cache_dir (), "jiangce", "thumbnails", NULL);

  self->media = jc_media_ref (media);
  self->folder = jc_cache_folder_new (path, SUFFIX, MAX_BYTES);
  return self;
}

JcThumbnails *
jc_thumbnails_ref (JcThumbnails *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
jc_thumbnails_clear (JcThumbnails *self)
{
  jc_cache_folder_free (self->folder);
  jc_media_unref (self->media);
}

void
jc_thumbnails_unref (JcThumbnails *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)jc_thumbnails_clear);
}

/* --- A thumbnail as a file --- */

/* Every 61st word: what a torn write leaves is zeros, and those are found. */
static guint32
sum_up (guint32 width, guint32 height, const guint8 *pixels)
{
  gsize   n = (gsize)width * height;
  guint32 sum = width * 31 + height;

  for (gsize i = 0; i < n; i += 61)
    {
      guint32 word;

      memcpy (&word, pixels + 4 * i, 4);
      sum = (sum << 5 | sum >> 27) ^ word;
    }
  return sum;
}

static JcPicture *
load_picture (JcThumbnails *self, const char *name)
{
  g_autoptr (GBytes) bytes
      = jc_cache_folder_load (self->folder, name, sizeof (Header) + 4 * MAX_SIDE * MAX_SIDE);
  gsize         size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  Header        header;
  JcPicture    *picture;

  if (size <= sizeof header)
    return NULL;
  memcpy (&header, data, sizeof header);
  if (header.magic != MAGIC || header.width < 1 || header.width > MAX_SIDE || header.height < 1
      || header.height > MAX_SIDE || size != sizeof header + (gsize)header.width * header.height * 4
      || header.checksum != sum_up (header.width, header.height, data + sizeof header))
    return NULL;

  picture = g_new0 (JcPicture, 1);
  picture->width = (int)header.width;
  picture->height = (int)header.height;
  picture->stride = picture->width * 4;
  picture->pixels = g_bytes_new_from_bytes (bytes, sizeof header, size - sizeof header);
  return picture;
}

static void
store_picture (JcThumbnails *self, const char *name, const JcPicture *picture)
{
  Header header = { MAGIC, (guint32)picture->width, (guint32)picture->height, 0 };
  g_autoptr (GBytes) head = NULL;

  header.checksum = sum_up (header.width, header.height, g_bytes_get_data (picture->pixels, NULL));
  head = g_bytes_new (&header, sizeof header);
  jc_cache_folder_store (self->folder, name, head, picture->pixels);
}

/* --- Public --- */

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/* One name for each original, view and size. */
static char *
make_name (const char *sha256, const JcPageView *view, int size)
{
  g_autoptr (JsonNode) json = jc_page_view_to_json (view);
  g_autofree char *view_sha256 = jc_json_dup_sha256 (json);

  return g_strdup_printf ("%s-%.16s-%d", sha256, view_sha256, size);
}

/**
 * jc_thumbnails_load:
 * @sha256: of the original, lower-case hex
 * @path: where the original lies; not looked at when the thumbnail is there
 * @view: which page, and how
 * @size: the longer side, in pixels, at least 1
 *
 * Returns: (transfer full): or %NULL with an error of jc_media_render ()
 */
JcPicture *
jc_thumbnails_load (JcThumbnails     *self,
                    const char       *sha256,
                    const char       *path,
                    const JcPageView *view,
                    int               size,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_autofree char *name = NULL;
  JcPicture       *picture;

  g_assert (size > 0 && is_sha256 (sha256));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  name = make_name (sha256, view, size);
  picture = load_picture (self, name);
  if (picture != NULL)
    return picture;

  picture = jc_media_render (self->media, path, NULL, view, size, size, cancellable, error);
  if (picture != NULL)
    store_picture (self, name, picture);
  return picture;
}
