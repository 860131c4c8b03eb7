/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include <string.h>

#include "jc-json.h"

/* So much comes at once, and one file more. */
#define BATCH_BYTES (16 * 1024 * 1024)

void
jc_unpacked_file_free (JcUnpackedFile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/* --- What the helper says of an archive, which may be anything --- */

static gboolean
read_state (JsonObject *object, JcUnpackedState *state)
{
  static const char *const names[] = {
    [JC_UNPACKED_WHOLE] = "whole",
    [JC_UNPACKED_ENCRYPTED] = "encrypted",
    [JC_UNPACKED_METHOD] = "method",
    [JC_UNPACKED_TOO_LARGE] = "too-large",
  };
  const char *name = jc_json_get_string (object, "state", "");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *state = (JcUnpackedState)i;
        return TRUE;
      }
  return FALSE;
}

/* A name ends at its first zero byte, as in every file system. */
static char *
read_name (JsonObject *object)
{
  gsize              length = 0;
  g_autofree guchar *raw = g_base64_decode (jc_json_get_string (object, "name", ""), &length);

  return g_strndup ((const char *)raw, length);
}

/* @place: where the file's bytes begin in @data; moved behind them. */
static JcUnpackedFile *
read_file (JsonObject *object, GBytes *data, gsize *place)
{
  gsize           n_left = data != NULL ? g_bytes_get_size (data) - *place : 0;
  gint64          size = jc_json_get_int (object, "size", -1);
  JcUnpackedState state = JC_UNPACKED_WHOLE;
  JcUnpackedFile *file;

  if (size < 0 || !read_state (object, &state)
      || (state == JC_UNPACKED_WHOLE && (guint64)size > n_left))
    return NULL;

  file = g_new0 (JcUnpackedFile, 1);
  file->name = read_name (object);
  file->state = state;
  file->size = size;
  if (state == JC_UNPACKED_WHOLE)
    {
      file->data = size > 0 ? g_bytes_new_from_bytes (data, *place, (gsize)size)
                            : g_bytes_new_static ("", 0);
      *place += (gsize)size;
    }
  return file;
}

static GPtrArray *
read_files (JsonObject *answer, GBytes *data, const JcUnpackLimits *limits)
{
  JsonArray *array = jc_json_as_array (json_object_get_member (answer, "files"));
  guint      n = array != NULL ? json_array_get_length (array) : 0;
  gsize      place = 0;
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_unpacked_file_free);

  if (array == NULL || n > limits->max_files)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JcUnpackedFile *file
          = read_file (jc_json_as_object (json_array_get_element (array, i)), data, &place);

      if (file == NULL)
        return NULL;
      g_ptr_array_add (files, file);
    }
  return g_steal_pointer (&files);
}

static JsonObject *
make_arguments (const JcUnpackLimits *limits, gint64 first)
{
  JsonObject *arguments = json_object_new ();

  json_object_set_int_member (arguments, "first", first);
  json_object_set_int_member (arguments, "max_entries", limits->max_entries);
  json_object_set_int_member (arguments, "max_files", limits->max_files);
  json_object_set_int_member (arguments, "max_bytes", MIN (limits->max_bytes, JC_UNPACK_MAX_BYTES));
  json_object_set_int_member (arguments, "batch_bytes", BATCH_BYTES);
  json_object_set_int_member (arguments, "room", limits->room);
  return arguments;
}

/**
 * jc_media_unpack:
 * @path: a ZIP
 * @limits: bounds of what comes; @max_files at least 1
 * @next: (inout): the entry to begin with; each call goes at least one entry on
 *
 * The archive is read in the helper, with its limits. Folders and links are passed over. A file
 * that is not whole is there without its bytes. An archive that is damaged anywhere up to there
 * gives nothing.
 *
 * Returns: (transfer full) (element-type JcUnpackedFile): the files, maybe none; or %NULL with
 *   JC_MEDIA_ERROR_DAMAGED, another JC_MEDIA_ERROR, or G_IO_ERROR
 */
GPtrArray *
jc_media_unpack (JcMedia              *self,
                 const char           *path,
                 const JcUnpackLimits *limits,
                 gint64               *next,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_autoptr (GBytes) data = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = NULL;
  GPtrArray  *files = NULL;
  gint64      after;

  g_return_val_if_fail (limits->max_files > 0 && *next >= 0, NULL);

  answer = jc_media_run (self, "unpack", path, make_arguments (limits, *next), JC_MEDIA_LIMIT_MS,
                         &data, cancellable, error);
  if (answer == NULL)
    return NULL;

  object = json_node_get_object (answer);
  after = jc_json_get_int (object, "next", 0);
  if (after > *next || after == -1)
    files = read_files (object, data, limits);
  if (files == NULL)
    jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
  *next = after;
  return files;
}
