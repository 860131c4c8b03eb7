/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-dossier-private.h"

#include "jc-attachment-private.h"
#include "jc-json.h"
#include "jc-pointer.h"

#include <string.h>

/* Bounds of what is taken from outside, generous beside anything a person makes. */
#define MAX_SECTIONS 1000
#define MAX_ATTACHMENTS 2000

static gboolean
is_date (const char *text)
{
  guint year;
  guint month;
  guint day;

  if (strlen (text) != strlen ("2025-10-09") || text[4] != '-' || text[7] != '-')
    return FALSE;

  for (gsize i = 0; text[i] != '\0'; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;

  year = (guint)g_ascii_strtoull (text, NULL, 10);
  month = (guint)g_ascii_strtoull (text + 5, NULL, 10);
  day = (guint)g_ascii_strtoull (text + 8, NULL, 10);

  return year > 0 && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static gboolean
is_optional_string (JsonObject *object, const char *name)
{
  JsonNode *member = json_object_get_member (object, name);

  return member == NULL || JSON_NODE_HOLDS_NULL (member) || jc_json_as_string (member) != NULL;
}

/* Rows that have ids must have different ones, since they are what merging goes by. Whatever else
 * stands in a section is a draft's business and may be wrong. */
static gboolean
check_rows (JsonArray *rows, const char *where, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (rows, i));
      JsonNode   *member = row != NULL ? json_object_get_member (row, "id") : NULL;
      const char *id = jc_json_as_string (member);

      if (member == NULL)
        continue;
      if (!jc_attachment_is_word (id))
        return jc_attachment_refuse (error, where, "每一行的 id 要是 1 到 128 个字符的文字。",
                                     "the id of every row is a text of 1 to 128 characters.");
      if (!g_hash_table_add (seen, (gpointer)id))
        return jc_attachment_refuse (error, where, "两行的 id 相同，要各不相同。",
                                     "two rows have the same id; each needs its own.");
    }

  return TRUE;
}

static gboolean
check_section (const char *name, JsonObject *section, GError **error)
{
  JsonObjectIter iter;
  const char    *key;
  JsonNode      *member;

  json_object_iter_init (&iter, section);
  while (json_object_iter_next (&iter, &key, &member))
    {
      const char *const tokens[] = { "values", name, key, NULL };
      JsonArray        *rows = jc_json_as_array (member);
      g_autofree char  *where = rows != NULL ? jc_pointer_join (tokens) : NULL;

      if (rows != NULL && !check_rows (rows, where, error))
        return FALSE;
    }

  return TRUE;
}

/* Sections of objects, which is what every pointer to a field relies on. */
gboolean
jc_dossier_check_values (JsonNode *values, GError **error)
{
  JsonObject    *sections = jc_json_as_object (values);
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (sections == NULL || json_object_get_size (sections) > MAX_SECTIONS)
    return jc_attachment_refuse (error, "/values", "这里要一个由节组成的对象，最多 1000 节。",
                                 "an object of at most 1000 sections belongs here.");

  json_object_iter_init (&iter, sections);
  while (json_object_iter_next (&iter, &name, &member))
    {
      const char *const tokens[] = { "values", name, NULL };
      JsonObject       *section = jc_json_as_object (member);
      g_autofree char  *where = jc_pointer_join (tokens);

      if (section == NULL)
        return jc_attachment_refuse (error, where, "每一节要是一个对象。",
                                     "every section is an object.");
      if (!check_section (name, section, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_attachments (JsonNode *attachments, GError **error)
{
  JsonArray *array = jc_json_as_array (attachments);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (array == NULL || json_array_get_length (array) > MAX_ATTACHMENTS)
    return jc_attachment_refuse (error, "/attachments", "这里要附件的数组，最多 2000 个。",
                                 "an array of at most 2000 attachments belongs here.");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode        *node = json_array_get_element (array, i);
      g_autofree char *at = g_strdup_printf ("/attachments/%u", i);
      g_autofree char *where = g_strconcat (at, "/id", NULL);
      g_autoptr (JcAttachment) attachment = jc_attachment_new_from_json (node, error);

      if (attachment == NULL)
        {
          jc_prefix_error (error, at, at);
          return FALSE;
        }
      if (!g_hash_table_add (seen, (gpointer)jc_json_get_string (json_node_get_object (node), "id",
                                                                 NULL)))
        return jc_attachment_refuse (error, where, "两个附件的 id 相同，要各不相同。",
                                     "two attachments have the same id; each needs its own.");
    }

  return TRUE;
}

static gboolean
check_identity (JsonObject *object, GError **error)
{
  static const char *const words[] = { "kind", "programme", "version" };
  const char              *about = jc_json_get_string (object, "about", NULL);

  if (!g_uuid_string_is_valid (jc_json_get_string (object, "id", "")))
    return jc_attachment_refuse (error, "/id", "编号要是 UUID。", "the id is a UUID.");

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (!jc_attachment_is_word (jc_json_get_string (object, words[i], NULL)))
      {
        g_autofree char *where = g_strconcat ("/", words[i], NULL);

        return jc_attachment_refuse (error, where, "这里要 1 到 128 个字符的文字。",
                                     "a text of 1 to 128 characters belongs here.");
      }

  if (!is_optional_string (object, "about") || (about != NULL && !g_uuid_string_is_valid (about)))
    return jc_attachment_refuse (error, "/about", "所指的材料要是 UUID 或 null。",
                                 "the dossier that is meant is a UUID or null.");

  return TRUE;
}

static gboolean
check_standing (JsonObject *object, GError **error)
{
  const char *round = jc_json_get_string (object, "round", NULL);
  const char *finalised_on = jc_json_get_string (object, "finalised_on", NULL);

  if (!is_optional_string (object, "round") || (round != NULL && !jc_attachment_is_word (round)))
    return jc_attachment_refuse (error, "/round", "年度项目要是 1 到 128 个字符的文字或 null。",
                                 "the round is a text of 1 to 128 characters or null.");

  if (json_object_has_member (object, "state")
      && !jc_attachment_is_word (jc_json_get_string (object, "state", NULL)))
    return jc_attachment_refuse (error, "/state", "状态要是 1 到 128 个字符的文字。",
                                 "the state is a text of 1 to 128 characters.");

  if (json_object_has_member (object, "revision") && jc_json_get_int (object, "revision", -1) < 0)
    return jc_attachment_refuse (error, "/revision", "版次要是 0 或更大的整数。",
                                 "the revision is an integer of 0 or more.");

  if (!is_optional_string (object, "finalised_on")
      || (finalised_on != NULL && !is_date (finalised_on)))
    return jc_attachment_refuse (error, "/finalised_on",
                                 "定稿日期要写成 2025-10-09 这样，或 null。",
                                 "the filling date is written like 2025-10-09, or null.");

  return TRUE;
}

/**
 * jc_dossier_check_shape:
 * @node: (nullable): what should be a dossier, from anywhere
 * @error: JC_MODEL_ERROR_INVALID, naming the place
 *
 * Returns: whether it has a dossier's shape and keeps within its bounds
 */
gboolean
jc_dossier_check_shape (JsonNode *node, GError **error)
{
  JsonObject *object = jc_json_as_object (node);
  JsonNode   *values;
  JsonNode   *attachments;

  if (object == NULL)
    return jc_attachment_refuse (error, "/", "申报材料要是一个 JSON 对象。",
                                 "a dossier is a JSON object.");

  values = json_object_get_member (object, "values");
  attachments = json_object_get_member (object, "attachments");

  return check_identity (object, error) && check_standing (object, error)
         && (values == NULL || jc_dossier_check_values (values, error))
         && (attachments == NULL || check_attachments (attachments, error));
}
