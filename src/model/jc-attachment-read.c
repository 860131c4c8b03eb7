/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-attachment-private.h"

#include "jc-json.h"

#include <string.h>

#define MAX_WORD_LENGTH 128
#define MAX_NAME_LENGTH 255
#define SHA256_HEX_LENGTH 64
#define UNKNOWN_MEDIA_TYPE "application/octet-stream"

gboolean
jc_attachment_refuse (GError **error, const char *where, const char *zh, const char *en)
{
  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "%1$s：%2$s%3$.0s",
                       "%1$s: %2$.0s%3$s", where, zh, en);
}

gboolean
jc_attachment_is_word (const char *text)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  if (length < 1 || length > MAX_WORD_LENGTH)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

gboolean
jc_attachment_read_page (JsonObject *object, int *page)
{
  gint64 number = jc_json_get_int (object, "page", -1);

  if (number < 1 || number > JC_ATTACHMENT_MAX_PAGES)
    return FALSE;
  *page = (int)number;

  return TRUE;
}

/* What a file may be called on disk. Whoever writes it somewhere still cleans it for that place. */
static gboolean
is_file_name (const char *text)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  return length >= 1 && length <= MAX_NAME_LENGTH && strchr (text, '/') == NULL
         && strcmp (text, ".") != 0 && strcmp (text, "..") != 0;
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_HEX_LENGTH
         && strspn (text, "0123456789abcdef") == SHA256_HEX_LENGTH;
}

/* Null is as good as not there. */
static JsonNode *
get_given (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_identity (JcAttachment *self, JsonObject *object, GError **error)
{
  const char *wrong = NULL;

  self->id = g_strdup (jc_json_get_string (object, "id", ""));
  self->slot = g_strdup (jc_json_get_string (object, "slot", NULL));
  self->name = g_strdup (jc_json_get_string (object, "name", NULL));
  self->sha256 = g_strdup (jc_json_get_string (object, "sha256", NULL));
  self->size = jc_json_get_int (object, "size", -1);

  if (!g_uuid_string_is_valid (self->id))
    wrong = "/id";
  else if (!jc_attachment_is_word (self->slot))
    wrong = "/slot";
  else if (!is_file_name (self->name))
    wrong = "/name";
  else if (!is_sha256 (self->sha256))
    wrong = "/sha256";
  else if (self->size < 0)
    wrong = "/size";

  return wrong == NULL
         || jc_attachment_refuse (error, wrong, "附件缺这一项，或写法不对。",
                                  "the attachment lacks this member, or it is not written as it "
                                  "must be.");
}

static gboolean
read_description (JcAttachment *self, JsonObject *object, GError **error)
{
  JsonNode *media_type = get_given (object, "media_type");
  JsonNode *row = get_given (object, "row");
  gint64    pages = get_given (object, "pages") != NULL ? jc_json_get_int (object, "pages", -1) : 0;

  if (media_type != NULL && !jc_attachment_is_word (jc_json_as_string (media_type)))
    return jc_attachment_refuse (error, "/media_type", "这里要 1 到 128 个字符的文字。",
                                 "a text of 1 to 128 characters belongs here.");
  if (row != NULL && !jc_attachment_is_word (jc_json_as_string (row)))
    return jc_attachment_refuse (error, "/row", "这里要一行的 id，1 到 128 个字符。",
                                 "the id of a row, 1 to 128 characters, belongs here.");
  if (pages < 0 || pages > JC_ATTACHMENT_MAX_PAGES)
    return jc_attachment_refuse (error, "/pages", "页数要是 0 到 2000 的整数，0 表示不知道。",
                                 "pages are a whole number from 0 to 2000; 0 is unknown.");

  self->media_type
      = g_strdup (media_type != NULL ? jc_json_as_string (media_type) : UNKNOWN_MEDIA_TYPE);
  self->row = row != NULL ? g_strdup (jc_json_as_string (row)) : NULL;
  self->pages = (int)pages;

  return TRUE;
}

static gboolean
read_source (JcAttachment *self, JsonObject *object, GError **error)
{
  JsonNode   *node = get_given (object, "source");
  JsonObject *source = jc_json_as_object (node);
  const char *name = jc_json_get_string (source, "name", NULL);
  const char *sha256 = jc_json_get_string (source, "sha256", NULL);
  gint64      size = jc_json_get_int (source, "size", -1);

  if (node == NULL)
    return TRUE;
  if (!is_file_name (name) || !is_sha256 (sha256) || size < 0)
    return jc_attachment_refuse (error, "/source", "这里要原来文件的 sha256、name 和 size。",
                                 "sha256, name and size of the file as it came belong here.");
  self->source = jc_attachment_source_new (sha256, name, size);

  return TRUE;
}

/* --- Lists --- */

/* Makes one item; NULL with an error that begins with the pointer within it. */
typedef gpointer (*ReadItem) (JcAttachment *self, JsonNode *node, GError **error);

static gboolean
is_beyond (JcAttachment *self, int page)
{
  return self->pages > 0 && page > self->pages;
}

static gpointer
read_part (JcAttachment *self, JsonNode *node, GError **error)
{
  JsonObject *object = jc_json_as_object (node);
  const char *part = jc_json_get_string (object, "part", NULL);
  int         page = 0;

  if (!jc_attachment_is_word (part))
    {
      jc_attachment_refuse (error, "/part", "这里要材料位里一页的 id。",
                            "the id of a named page of the slot belongs here.");
      return NULL;
    }
  if (!jc_attachment_read_page (object, &page) || is_beyond (self, page))
    {
      jc_attachment_refuse (error, "/page", "原件没有这一页，页码从 1 开始。",
                            "the original has no such page; pages count from 1.");
      return NULL;
    }

  return jc_attachment_part_new (part, page);
}

static gpointer
read_caution (JcAttachment *self, JsonNode *node, GError **error)
{
  JsonObject *object = jc_json_as_object (node);
  const char *code = jc_json_get_string (object, "code", NULL);
  int         page = 0;

  if (!jc_attachment_is_word (code))
    {
      jc_attachment_refuse (error, "/code", "这里要一个提醒的代号。",
                            "the code of a caution belongs here.");
      return NULL;
    }
  if (object != NULL && get_given (object, "page") != NULL
      && jc_json_get_int (object, "page", -1) != 0
      && (!jc_attachment_read_page (object, &page) || is_beyond (self, page)))
    {
      jc_attachment_refuse (error, "/page", "原件没有这一页；0 表示整个文件。",
                            "the original has no such page; 0 is the whole file.");
      return NULL;
    }

  return jc_caution_new (code, page);
}

static gpointer
read_view (JcAttachment *self, JsonNode *node, GError **error)
{
  JcPageView *view = jc_page_view_new_from_json (node, error);

  if (view != NULL && is_beyond (self, view->page))
    {
      g_clear_pointer (&view, jc_page_view_free);
      jc_attachment_refuse (error, "/page", "原件没有这一页。", "the original has no such page.");
    }

  return view;
}

static gboolean
read_list (JcAttachment *self,
           JsonObject   *object,
           const char   *name,
           ReadItem      read_item,
           GPtrArray    *items,
           GError      **error)
{
  JsonNode        *node = get_given (object, name);
  JsonArray       *array = jc_json_as_array (node);
  guint            length = array != NULL ? json_array_get_length (array) : 0;
  g_autofree char *where = g_strconcat ("/", name, NULL);

  if (node != NULL && (array == NULL || length > JC_ATTACHMENT_MAX_ITEMS))
    return jc_attachment_refuse (error, where, "这里要一个数组，最多 2000 项。",
                                 "an array of at most 2000 items belongs here.");

  for (guint i = 0; i < length; i++)
    {
      g_autofree char *item_where = g_strdup_printf ("%s/%u", where, i);
      gpointer         item = read_item (self, json_array_get_element (array, i), error);

      if (item == NULL)
        {
          jc_prefix_error (error, item_where, item_where);
          return FALSE;
        }
      g_ptr_array_add (items, item);
    }

  return TRUE;
}

/**
 * jc_attachment_new_from_json:
 * @json: an untrusted attachment
 * @error: JC_MODEL_ERROR_INVALID, which begins with the JSON Pointer of what is wrong
 * ("/view/0/turn")
 *
 * A media type that is missing counts as "application/octet-stream", pages that are missing as
 * unknown. Unknown codes of cautions are kept: a newer program may have written them.
 *
 * Returns: (transfer full) (nullable): the attachment
 */
JcAttachment *
jc_attachment_new_from_json (JsonNode *json, GError **error)
{
  JsonObject *object = jc_json_as_object (json);
  g_autoptr (JcAttachment) self = g_new0 (JcAttachment, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  self->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  if (object == NULL)
    {
      jc_attachment_refuse (error, "/id", "附件要是一个 JSON 对象。",
                            "an attachment is a JSON object.");
      return NULL;
    }

  if (!read_identity (self, object, error) || !read_description (self, object, error)
      || !read_source (self, object, error)
      || !read_list (self, object, "parts", read_part, self->parts, error)
      || !read_list (self, object, "cautions", read_caution, self->cautions, error))
    return NULL;

  if (get_given (object, "view") != NULL)
    {
      self->views = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_page_view_free);
      if (!read_list (self, object, "view", read_view, self->views, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}
