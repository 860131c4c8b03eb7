/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading.h"

#include "jc-attachment-private.h"
#include "jc-json-private.h"

#include <math.h>

#define MAX_LINES 2000
#define MAX_LENGTH 1000
#define MAX_CONFIDENCE 100
#define N_BOX 4

static void
line_free (gpointer data)
{
  JcReadingLine *line = data;

  g_free (line->text);
  g_free (line);
}

static void
code_free (gpointer data)
{
  JcReadingCode *code = data;

  g_free (code->type);
  g_free (code->text);
  g_free (code);
}

/**
 * jc_reading_free:
 * @self: (transfer full) (nullable): a reading
 */
void
jc_reading_free (JcReading *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

/* --- Reading --- */

static gboolean
read_box (JsonObject *object, int *box)
{
  JsonArray *array = jc_json_get_array (object, "box");

  if (array == NULL || json_array_get_length (array) != N_BOX)
    return FALSE;

  for (guint i = 0; i < N_BOX; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      double    length = jc_json_as_double (node);

      if (!jc_json_is_number (node) || floor (length) != length || length < 0
          || length > JC_VIEW_WHOLE)
        return FALSE;
      box[i] = (int)length;
    }

  return TRUE;
}

static gboolean
is_text (const char *text)
{
  return text != NULL && g_utf8_strlen (text, -1) <= MAX_LENGTH;
}

static gpointer
read_line (JsonObject *object)
{
  const char    *text = jc_json_get_string (object, "text", NULL);
  gint64         confidence = jc_json_get_int (object, "confidence", -1);
  JcReadingLine *line = g_new0 (JcReadingLine, 1);

  line->text = g_strdup (text);
  line->confidence = (int)CLAMP (confidence, 0, MAX_CONFIDENCE);
  if (is_text (text) && confidence == line->confidence && read_box (object, line->box))
    return line;

  line_free (line);

  return NULL;
}

static gpointer
read_code (JsonObject *object)
{
  const char    *text = jc_json_get_string (object, "text", NULL);
  const char    *type = jc_json_get_string (object, "type", NULL);
  JcReadingCode *code = g_new0 (JcReadingCode, 1);

  code->text = g_strdup (text);
  code->type = g_strdup (type);
  if (is_text (text) && is_text (type) && read_box (object, code->box))
    return code;

  code_free (code);

  return NULL;
}

static gboolean
read_items (JsonObject *object,
            const char *name,
            gpointer (*read_item) (JsonObject *object),
            GPtrArray *items,
            GError   **error)
{
  JsonNode        *node = object != NULL ? json_object_get_member (object, name) : NULL;
  JsonArray       *array = jc_json_as_array (node);
  g_autofree char *where = g_strconcat ("/", name, NULL);

  if (array == NULL || json_array_get_length (array) > MAX_LINES)
    return jc_attachment_refuse (error, where, "这里要一个数组，最多 2000 项。",
                                 "an array of at most 2000 items belongs here.");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = jc_json_as_object (json_array_get_element (array, i));
      gpointer    made = item != NULL ? read_item (item) : NULL;

      if (made == NULL)
        {
          g_autofree char *item_where = g_strdup_printf ("%s/%u", where, i);

          return jc_attachment_refuse (error, item_where,
                                       "识别结果的写法不对：文字、把握或位置超出范围。",
                                       "not written as it must be: text, confidence or box is out "
                                       "of bounds.");
        }
      g_ptr_array_add (items, made);
    }

  return TRUE;
}

/**
 * jc_reading_new_from_json:
 * @sha256: of the original
 * @page: of it, from 1
 * @json: what was recognised there
 * @error: JC_MODEL_ERROR_INVALID, which begins with the JSON Pointer of what is wrong
 *
 * Returns: (transfer full) (nullable): the reading
 */
JcReading *
jc_reading_new_from_json (const char *sha256, int page, JsonNode *json, GError **error)
{
  JsonObject *object = jc_json_as_object (json);
  g_autoptr (JcReading) self = g_new0 (JcReading, 1);

  self->sha256 = g_strdup (sha256);
  self->page = page;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->codes = g_ptr_array_new_with_free_func (code_free);
  if (!read_items (object, "lines", read_line, self->lines, error)
      || !read_items (object, "codes", read_code, self->codes, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- Writing --- */

static JsonArray *
write_box (const int *box)
{
  JsonArray *array = json_array_sized_new (N_BOX);

  for (guint i = 0; i < N_BOX; i++)
    json_array_add_int_element (array, box[i]);

  return array;
}

/**
 * jc_reading_to_json:
 * @self: a reading
 *
 * Returns: (transfer full): what jc_reading_new_from_json () takes
 */
JsonNode *
jc_reading_to_json (const JcReading *self)
{
  JsonObject *object = json_object_new ();
  JsonArray  *lines = json_array_sized_new (self->lines->len);
  JsonArray  *codes = json_array_sized_new (self->codes->len);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const JcReadingLine *line = g_ptr_array_index (self->lines, i);
      JsonObject          *item = json_object_new ();

      json_object_set_string_member (item, "text", line->text);
      json_object_set_int_member (item, "confidence", line->confidence);
      json_object_set_array_member (item, "box", write_box (line->box));
      json_array_add_object_element (lines, item);
    }

  for (guint i = 0; i < self->codes->len; i++)
    {
      const JcReadingCode *code = g_ptr_array_index (self->codes, i);
      JsonObject          *item = json_object_new ();

      json_object_set_string_member (item, "type", code->type);
      json_object_set_string_member (item, "text", code->text);
      json_object_set_array_member (item, "box", write_box (code->box));
      json_array_add_object_element (codes, item);
    }

  json_object_set_array_member (object, "lines", lines);
  json_object_set_array_member (object, "codes", codes);

  return jc_json_new_object (object);
}
