/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-reader.h"

#include <string.h>

#include "jc-json.h"

#define MAX_ID_LENGTH 64
#define MAX_COUNT 1000000

void
jc_reader_fail (JcReader *self, const char *at, const char *name, const char *zh, const char *en)
{
  g_autofree char *zh_line = NULL;
  g_autofree char *en_line = NULL;

  if (self->error != NULL)
    return;

  self->where = name != NULL ? g_strconcat (at, "/", name, NULL) : g_strdup (at);
  zh_line = g_strconcat (self->where, *self->where != '\0' ? "：" : "", zh, NULL);
  en_line = g_strconcat (self->where, *self->where != '\0' ? ": " : "", en, NULL);
  g_strdelimit (zh_line, "\r\n", ' ');
  g_strdelimit (en_line, "\r\n", ' ');
  self->error = g_error_new (JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "%s\n%s", zh_line, en_line);
}

/* The member, NULL when it is missing or null; a required one that is missing fails. */
static JsonNode *
get_member (JcReader *self, JsonObject *object, const char *at, const char *name, JcReadFlag flag)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;

  if (flag == JC_READ_REQUIRED)
    jc_reader_fail (self, at, name, "缺少这一项", "this member is missing");

  return NULL;
}

const char *
jc_reader_string (
    JcReader *self, JsonObject *object, const char *at, const char *name, JcReadFlag flag)
{
  JsonNode   *node = get_member (self, object, at, name, flag);
  const char *string = node != NULL ? jc_json_as_string (node) : NULL;

  if (node != NULL && string == NULL)
    jc_reader_fail (self, at, name, "要写成文字", "must be a string");
  else if (string != NULL && *string == '\0' && flag == JC_READ_REQUIRED)
    jc_reader_fail (self, at, name, "是空的，要写上内容", "is empty; write something");

  return string != NULL ? string : (flag == JC_READ_REQUIRED ? "" : NULL);
}

const char *
jc_reader_id (JcReader *self, JsonObject *object, const char *at, const char *name)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
  const char       *id = jc_reader_string (self, object, at, name, JC_READ_REQUIRED);

  if (strlen (id) > MAX_ID_LENGTH || id[strspn (id, letters)] != '\0')
    jc_reader_fail (self, at, name, "只能用字母、数字和 _ . -，最多 64 个字符",
                    "may hold letters, digits, _ . and - only, at most 64");

  return id;
}

const JcText *
jc_reader_text (
    JcReader *self, JsonObject *object, const char *at, const char *name, JcReadFlag flag)
{
  static const JcText nothing = { (char *)"", (char *)"" };
  JcText             *text;

  if (get_member (self, object, at, name, flag) == NULL)
    return flag == JC_READ_REQUIRED ? &nothing : NULL;

  text = jc_json_dup_text (object, name);
  if (text == NULL)
    {
      jc_reader_fail (self, at, name, "要写成 {\"zh\": …, \"en\": …}",
                      "must be {\"zh\": …, \"en\": …}");
      return &nothing;
    }
  g_ptr_array_add (self->programme->texts, text);

  return text;
}

gboolean
jc_reader_boolean (
    JcReader *self, JsonObject *object, const char *at, const char *name, gboolean fallback)
{
  JsonNode *node = get_member (self, object, at, name, JC_READ_OPTIONAL);

  if (node == NULL)
    return fallback;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      jc_reader_fail (self, at, name, "只能是 true 或 false", "must be true or false");
      return fallback;
    }

  return json_node_get_boolean (node);
}

guint
jc_reader_count (JcReader *self, JsonObject *object, const char *at, const char *name)
{
  gint64 count;

  if (get_member (self, object, at, name, JC_READ_OPTIONAL) == NULL)
    return 0;

  count = jc_json_get_int (object, name, -1);
  if (count < 0 || count > MAX_COUNT)
    {
      jc_reader_fail (self, at, name, "要写成 0 到 1000000 之间的整数",
                      "must be a whole number from 0 to 1000000");
      return 0;
    }

  return (guint)count;
}

int
jc_reader_choice (JcReader          *self,
                  JsonObject        *object,
                  const char        *at,
                  const char        *name,
                  const char *const *choices,
                  int                fallback)
{
  const char      *string = jc_reader_string (self, object, at, name,
                                         fallback < 0 ? JC_READ_REQUIRED : JC_READ_OPTIONAL);
  g_autofree char *list = NULL;
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;

  if (string == NULL)
    return MAX (fallback, 0);

  for (int i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], string))
      return i;

  list = g_strjoinv (" ", (GStrv)choices);
  zh = g_strdup_printf ("没有“%s”这种写法，可以是：%s", string, list);
  en = g_strdup_printf ("there is no “%s”; take one of: %s", string, list);
  jc_reader_fail (self, at, name, zh, en);

  return MAX (fallback, 0);
}

GStrv
jc_reader_strings (JcReader *self, JsonObject *object, const char *at, const char *name, guint max)
{
  JsonNode  *node = get_member (self, object, at, name, JC_READ_OPTIONAL);
  JsonArray *array = node != NULL ? jc_json_as_array (node) : NULL;
  g_autoptr (GPtrArray) strings = NULL;

  if (node == NULL)
    return NULL;

  if (array == NULL || json_array_get_length (array) > max)
    {
      jc_reader_fail (self, at, name, "要写成一列文字，不能过多",
                      "must be an array of strings, and not too many");
      return NULL;
    }

  strings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *string = jc_json_as_string (json_array_get_element (array, i));

      if (string == NULL)
        {
          jc_reader_fail (self, at, name, "里面只能有文字", "may hold strings only");
          return NULL;
        }
      g_ptr_array_add (strings, g_strdup (string));
    }
  g_ptr_array_add (strings, NULL);

  return (GStrv)g_ptr_array_steal (strings, NULL);
}

JsonNode *
jc_reader_logic (JcReader *self, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
      && !json_node_get_boolean (node) && !g_str_equal (name, "applies"))
    return NULL;

  return node;
}

static JsonArray *
read_array (JcReader *self, JsonObject *object, const char *at, const char *name, guint max)
{
  JsonNode  *node = get_member (self, object, at, name, JC_READ_OPTIONAL);
  JsonArray *array = node != NULL ? jc_json_as_array (node) : NULL;

  if (node != NULL && array == NULL)
    {
      jc_reader_fail (self, at, name, "要写成数组", "must be an array");
    }
  else if (array != NULL && json_array_get_length (array) > max)
    {
      g_autofree char *zh = NULL;
      g_autofree char *en = NULL;

      zh = g_strdup_printf ("有 %u 项，最多 %u 项", json_array_get_length (array), max);
      en = g_strdup_printf ("%u items; at most %u", json_array_get_length (array), max);
      jc_reader_fail (self, at, name, zh, en);
      array = NULL;
    }

  return array;
}

GPtrArray *
jc_reader_list (JcReader      *self,
                JsonObject    *object,
                const char    *at,
                const char    *name,
                guint          max,
                GDestroyNotify free_item,
                JcReadItem     read_item,
                gpointer       user_data)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  JsonArray *array = read_array (self, object, at, name, max);
  guint      n_items = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_items && self->error == NULL; i++)
    {
      g_autofree char *item_at = g_strdup_printf ("%s/%s/%u", at, name, i);
      JsonObject      *item = jc_json_as_object (json_array_get_element (array, i));
      gpointer         made = NULL;

      if (item == NULL)
        jc_reader_fail (self, item_at, NULL, "要写成对象 {…}", "must be an object {…}");
      else
        made = read_item (self, item, item_at, user_data);
      if (made != NULL)
        g_ptr_array_add (items, made);
    }

  return items;
}

const char *
jc_reader_keep (JcReader *self, char *string)
{
  g_ptr_array_add (self->programme->strings, string);

  return string;
}
