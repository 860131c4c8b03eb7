/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-readings.h"

#include <string.h>

#include "jc-cache-folder.h"
#include "jc-json.h"

#define MAX_BYTES (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define MAX_READING_BYTES (8 * 1024 * 1024)
#define SUFFIX ".json"
/* Goes up when pages are read better, so that they are read again. */
#define EDITION 1

struct _JcReadings
{
  JcMedia       *media;  /* (owned) */
  JcCacheFolder *folder; /* (owned) */
};

/**
 * jc_readings_new:
 * @media: reads what was not read yet
 * @folder: (nullable): $XDG_CACHE_HOME/jiangce/readings
 *
 * Returns: (transfer full): the readings
 */
JcReadings *
jc_readings_new (JcMedia *media, const char *folder)
{
  JcReadings      *self = g_atomic_rc_box_new0 (JcReadings);
  g_autofree char *path
      = folder != NULL ? g_strdup (folder)
                       : g_build_filename (g_get_user_cache_dir (), "jiangce", "readings", NULL);

  self->media = jc_media_ref (media);
  self->folder = jc_cache_folder_new (path, SUFFIX, MAX_BYTES);

  return self;
}

JcReadings *
jc_readings_ref (JcReadings *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
jc_readings_clear (JcReadings *self)
{
  jc_cache_folder_free (self->folder);
  jc_media_unref (self->media);
}

void
jc_readings_unref (JcReadings *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)jc_readings_clear);
}

/* One name for each original and view. */
static char *
make_name (const char *sha256, const JcPageView *view)
{
  g_autoptr (JsonNode) json = jc_page_view_to_json (view);
  g_autofree char *view_sha256 = jc_json_dup_sha256 (json);

  return g_strdup_printf ("%s-%.16s-%d", sha256, view_sha256, EDITION);
}

static JcReading *
load_stored (JcReadings *self, const char *name, const char *sha256, int page)
{
  g_autoptr (GBytes) bytes = jc_cache_folder_load (self->folder, name, MAX_READING_BYTES);
  g_autoptr (JsonNode) json = NULL;
  gsize         size = 0;
  gconstpointer text = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  json = text != NULL ? jc_json_parse (text, (gssize)size, NULL) : NULL;

  return json != NULL ? jc_reading_new_from_json (sha256, page, json, NULL) : NULL;
}

static void
store (JcReadings *self, const char *name, JsonNode *json)
{
  char *text = jc_json_to_canonical (json);
  g_autoptr (GBytes) head = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  jc_cache_folder_store (self->folder, name, head, body);
}

/**
 * jc_readings_load:
 * @self: the readings
 * @sha256: of the original, lower-case hex
 * @path: where the original lies; not looked at when the page was read before
 * @view: which page, and how it is shown
 * @cancellable: (nullable): ends the reading
 * @error: (nullable): return location
 *
 * Returns: (transfer full): what is written on the page; or %NULL with an error of
 * jc_media_recognise ()
 */
JcReading *
jc_readings_load (JcReadings       *self,
                  const char       *sha256,
                  const char       *path,
                  const JcPageView *view,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autofree char *name = make_name (sha256, view);
  JcReading       *reading = load_stored (self, name, sha256, view->page);
  g_autoptr (JsonNode) json = NULL;

  if (reading != NULL)
    return reading;

  json = jc_media_recognise (self->media, path, NULL, view, cancellable, error);
  if (json == NULL)
    return NULL;
  store (self, name, json);

  return jc_reading_new_from_json (sha256, view->page, json, error);
}
