/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-thumbnails.h"

#include <string.h>

#include "jc-json.h"
#include "jc-thumbnail-folder.h"

struct _JcThumbnails
{
  JcMedia           *media;  /* (owned) */
  JcThumbnailFolder *folder; /* (owned) */
};

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
  self->folder = jc_thumbnail_folder_new (path);
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
  jc_thumbnail_folder_free (self->folder);
  jc_media_unref (self->media);
}

void
jc_thumbnails_unref (JcThumbnails *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)jc_thumbnails_clear);
}

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
  picture = jc_thumbnail_folder_load (self->folder, name);
  if (picture != NULL)
    return picture;

  picture = jc_media_render (self->media, path, NULL, view, size, size, cancellable, error);
  if (picture != NULL)
    jc_thumbnail_folder_store (self->folder, name, picture);
  return picture;
}
