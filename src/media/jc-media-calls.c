/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include <string.h>

#include "jc-json.h"

#define MAX_PAGES 2000
#define MAX_SIDE 1000000
#define MAX_DPI 100000.0

void
jc_media_facts_free (JcMediaFacts *facts)
{
  if (facts == NULL)
    return;

  g_free (facts->media_type);
  g_free (facts->suffix);
  g_clear_pointer (&facts->pages, g_ptr_array_unref);
  g_clear_pointer (&facts->cautions, g_ptr_array_unref);
  g_free (facts);
}

void
jc_picture_free (JcPicture *picture)
{
  if (picture == NULL)
    return;

  g_clear_pointer (&picture->pixels, g_bytes_unref);
  g_free (picture);
}

/**
 * jc_media_make_arguments:
 * @password: (nullable)
 * @view: (nullable)
 *
 * Returns: (transfer full): `password` and `view`, where they are given
 */
JsonObject *
jc_media_make_arguments (const char *password, const JcPageView *view)
{
  JsonObject *arguments = json_object_new ();

  if (password != NULL)
    {
      g_autofree char *text = g_utf8_make_valid (password, -1);

      json_object_set_string_member (arguments, "password", text);
    }
  if (view != NULL)
    json_object_set_member (arguments, "view", jc_page_view_to_json (view));

  return arguments;
}

/* --- What the helper says of a file, which may be anything --- */

static gboolean
is_known_type (const char *media_type, const char *suffix)
{
  static const struct
  {
    const char *media_type;
    const char *suffix;
  } known[] = {
    { "image/jpeg", "jpg" },      { "image/png", "png" },       { "image/tiff", "tif" },
    { "image/heif", "heic" },     { "application/pdf", "pdf" }, { "application/ofd", "ofd" },
    { "application/zip", "zip" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].media_type, media_type) == 0 && strcmp (known[i].suffix, suffix) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_pages (JsonArray *array, GPtrArray *pages)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n && i < MAX_PAGES; i++)
    {
      JsonObject *object = jc_json_as_object (json_array_get_element (array, i));
      gint64      width = jc_json_get_int (object, "width", 0);
      gint64      height = jc_json_get_int (object, "height", 0);
      double      dpi = jc_json_get_double (object, "dpi", 0);
      JcPageFacts facts
          = { (int)CLAMP (width, 0, MAX_SIDE), (int)CLAMP (height, 0, MAX_SIDE), dpi };

      if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || dpi < 0
          || dpi > MAX_DPI)
        return FALSE;
      g_ptr_array_add (pages, g_memdup2 (&facts, sizeof facts));
    }
  return n <= MAX_PAGES;
}

static gboolean
read_cautions (JsonArray *array, guint n_pages, GPtrArray *cautions)
{
  static const char *const known[]
      = { "javascript", "launch", "embedded_files", "xfa",     "open_action", "signed",
          "needs_pdf",  "blur",   "glare",          "low_dpi", "cut_edge",    "messenger",
          NULL };
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = jc_json_as_object (json_array_get_element (array, i));
      const char *code = jc_json_get_string (object, "code", "");
      gint64      page = jc_json_get_int (object, "page", 0);

      if (!g_strv_contains (known, code) || page < 0 || page > n_pages)
        return FALSE;
      g_ptr_array_add (cautions, jc_caution_new (code, (int)page));
    }
  return TRUE;
}

static JcMediaFacts *
read_facts (JsonObject *answer)
{
  g_autoptr (JcMediaFacts) facts = g_new0 (JcMediaFacts, 1);

  facts->media_type = g_strdup (jc_json_get_string (answer, "media_type", ""));
  facts->suffix = g_strdup (jc_json_get_string (answer, "suffix", ""));
  facts->pages = g_ptr_array_new_with_free_func (g_free);
  facts->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);

  if (is_known_type (facts->media_type, facts->suffix)
      && read_pages (jc_json_get_array (answer, "pages"), facts->pages)
      && read_cautions (jc_json_get_array (answer, "cautions"), facts->pages->len, facts->cautions))
    return g_steal_pointer (&facts);
  return NULL;
}

/**
 * jc_media_examine:
 * @path: the file
 * @password: (nullable): opens a PDF that asks for one
 *
 * Reads the file to its end: every page of a picture is decoded, every page of a PDF is found and
 * its content interpreted. Its name plays no part.
 *
 * Returns: (transfer full): what it is; or %NULL with JC_MEDIA_ERROR, whose message says how to
 * mend it, or G_IO_ERROR when it cannot be opened or the call was cancelled
 */
JcMediaFacts *
jc_media_examine (JcMedia      *self,
                  const char   *path,
                  const char   *password,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr (JsonNode) answer
      = jc_media_run (self, "examine", path, jc_media_make_arguments (password, NULL),
                      JC_MEDIA_LIMIT_MS, NULL, cancellable, error);
  JcMediaFacts *facts;

  if (answer == NULL)
    return NULL;

  facts = read_facts (json_node_get_object (answer));
  if (facts == NULL)
    jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
  return facts;
}

/* --- Pictures --- */

static JcPicture *
read_picture (JsonObject *answer, GBytes *pixels, int max_width, int max_height)
{
  gint64     width = jc_json_get_int (answer, "width", 0);
  gint64     height = jc_json_get_int (answer, "height", 0);
  JcPicture *picture;

  if (pixels == NULL || width < 1 || width > max_width || height < 1 || height > max_height
      || (guint64)(width * height * 4) != g_bytes_get_size (pixels))
    return NULL;

  picture = g_new0 (JcPicture, 1);
  picture->width = (int)width;
  picture->height = (int)height;
  picture->stride = picture->width * 4;
  picture->pixels = g_bytes_ref (pixels);
  return picture;
}

/**
 * jc_media_render:
 * @path: the file
 * @password: (nullable): opens a PDF that asks for one
 * @view: which page, and how
 * @max_width, @max_height: in pixels, at least 1
 *
 * No picture of more than 32 megapixels is made (A4 at 580 dpi): what is asked for larger comes
 * that large.
 *
 * Returns: (transfer full): the page; or %NULL with JC_MEDIA_ERROR, or G_IO_ERROR when the file
 * cannot be opened or the call was cancelled
 */
JcPicture *
jc_media_render (JcMedia          *self,
                 const char       *path,
                 const char       *password,
                 const JcPageView *view,
                 int               max_width,
                 int               max_height,
                 GCancellable     *cancellable,
                 GError          **error)
{
  JsonObject *arguments = jc_media_make_arguments (password, view);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JcPicture *picture;

  g_assert (max_width > 0 && max_height > 0);
  json_object_set_int_member (arguments, "max_width", max_width);
  json_object_set_int_member (arguments, "max_height", max_height);
  answer = jc_media_run (self, "render", path, arguments, JC_MEDIA_LIMIT_MS, &pixels, cancellable,
                         error);
  if (answer == NULL)
    return NULL;

  picture = read_picture (json_node_get_object (answer), pixels, max_width, max_height);
  if (picture == NULL)
    jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
  return picture;
}
