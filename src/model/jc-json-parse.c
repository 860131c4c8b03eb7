/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-json.h"

#include "jc-json-reader.h"

#include <string.h>

/* JsonObject hashes names with g_str_hash (), for which equal hashes are easily made on purpose; a
 * big object of them would take quadratic time. Honest names hardly share a hash twice. */
#define MAX_SAME_HASH 32

static JsonNode *read_value (JcJsonReader *reader, guint depth);

/* --- Tokens --- */

static void
skip_space (JcJsonReader *reader)
{
  const char *p = reader->cursor;

  while (p < reader->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;

  reader->cursor = p;
}

static gboolean
take (JcJsonReader *reader, char expected)
{
  if (reader->cursor == reader->end || *reader->cursor != expected)
    return FALSE;

  reader->cursor++;

  return TRUE;
}

static JsonNode *
read_word (JcJsonReader *reader, const char *word, JsonNode *node)
{
  g_autoptr (JsonNode) result = node;
  gsize length = strlen (word);

  if ((gsize)(reader->end - reader->cursor) < length || memcmp (reader->cursor, word, length) != 0)
    return jc_json_reader_fail_syntax (reader, reader->cursor,
                                       "认不出这个词；可写的只有 true、false、null。",
                                       "unknown word; only true, false and null may stand here.");

  reader->cursor += length;
  json_node_seal (result);

  return g_steal_pointer (&result);
}

/* --- Arrays and objects --- */

static JsonNode *
read_array (JcJsonReader *reader, guint depth)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode *node;

  reader->cursor++;
  skip_space (reader);
  if (!take (reader, ']'))
    {
      do
        {
          JsonNode *element = read_value (reader, depth);

          if (element == NULL)
            return NULL;
          json_array_add_element (array, element);
          skip_space (reader);
        }
      while (take (reader, ','));

      if (!take (reader, ']'))
        return jc_json_reader_fail_syntax (reader, reader->cursor, "数组在此应有逗号或“]”。",
                                           "a comma or “]” belongs here in the array.");
    }

  node = json_node_init_array (json_node_alloc (), array);
  json_node_seal (node);

  return node;
}

/* TRUE when too many of an object's names, @name among them, share a hash. */
static gboolean
is_flood (GHashTable *counts, const char *name)
{
  gpointer key = GUINT_TO_POINTER (g_str_hash (name));
  guint    count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

  g_hash_table_insert (counts, key, GUINT_TO_POINTER (count));

  return count > MAX_SAME_HASH;
}

static gboolean
read_member (JcJsonReader *reader, JsonObject *object, GHashTable *counts, guint depth)
{
  g_autofree char *name = NULL;
  const char      *where;
  JsonNode        *value;

  skip_space (reader);
  where = reader->cursor;
  if (where == reader->end || *where != '"')
    {
      jc_json_reader_fail_syntax (reader, where, "这里应是双引号括起的成员名。",
                                  "a member's name in double quotes belongs here.");
      return FALSE;
    }
  name = jc_json_reader_read_string (reader);
  if (name == NULL)
    return FALSE;
  if (json_object_has_member (object, name))
    {
      jc_json_reader_fail (reader, where, JC_MODEL_ERROR_SYNTAX, "同一对象里成员名重复；只留一个。",
                           "the object has this name twice; keep one of them.");
      return FALSE;
    }
  if (is_flood (counts, name))
    {
      jc_json_reader_fail (reader, where, JC_MODEL_ERROR_TOO_LARGE,
                           "成员名是为拖慢程序而造的；不予读取。",
                           "these names were made to slow the program down; they are not read.");
      return FALSE;
    }

  skip_space (reader);
  if (!take (reader, ':'))
    {
      jc_json_reader_fail_syntax (reader, reader->cursor, "成员名后面应有冒号。",
                                  "a colon belongs after the name.");
      return FALSE;
    }

  value = read_value (reader, depth);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);

  return TRUE;
}

static JsonNode *
read_object (JcJsonReader *reader, guint depth)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  JsonNode *node;

  reader->cursor++;
  skip_space (reader);
  if (!take (reader, '}'))
    {
      do
        {
          if (!read_member (reader, object, counts, depth))
            return NULL;
          skip_space (reader);
        }
      while (take (reader, ','));

      if (!take (reader, '}'))
        return jc_json_reader_fail_syntax (reader, reader->cursor, "对象在此应有逗号或“}”。",
                                           "a comma or “}” belongs here in the object.");
    }

  node = json_node_init_object (json_node_alloc (), object);
  json_node_seal (node);

  return node;
}

static JsonNode *
read_string_value (JcJsonReader *reader)
{
  g_autofree char *string = jc_json_reader_read_string (reader);
  JsonNode        *node;

  if (string == NULL)
    return NULL;

  node = json_node_init_string (json_node_alloc (), string);
  json_node_seal (node);

  return node;
}

/* Reads a value that lies in @depth arrays and objects. */
static JsonNode *
read_value (JcJsonReader *reader, guint depth)
{
  skip_space (reader);
  if (reader->cursor == reader->end)
    return jc_json_reader_fail_syntax (reader, reader->end, "", "");
  if (++reader->n_values > JC_JSON_MAX_VALUES)
    return jc_json_reader_fail (reader, reader->cursor, JC_MODEL_ERROR_TOO_LARGE,
                                "内容超过 " G_STRINGIFY (JC_JSON_MAX_VALUES) " 项；拆成几份。",
                                "more than " G_STRINGIFY (
                                    JC_JSON_MAX_VALUES) " values; split the text.");

  switch (*reader->cursor)
    {
    case '{':
    case '[':
      if (depth >= JC_JSON_MAX_DEPTH)
        return jc_json_reader_fail (reader, reader->cursor, JC_MODEL_ERROR_TOO_LARGE,
                                    "嵌套超过 " G_STRINGIFY (JC_JSON_MAX_DEPTH) " 层；减少层数。",
                                    "nested deeper than " G_STRINGIFY (
                                        JC_JSON_MAX_DEPTH) " levels; flatten it.");
      return *reader->cursor == '{' ? read_object (reader, depth + 1)
                                    : read_array (reader, depth + 1);
    case '"':
      return read_string_value (reader);
    case 't':
      return read_word (reader, "true", json_node_init_boolean (json_node_alloc (), TRUE));
    case 'f':
      return read_word (reader, "false", json_node_init_boolean (json_node_alloc (), FALSE));
    case 'n':
      return read_word (reader, "null", json_node_init_null (json_node_alloc ()));
    default:
      if (*reader->cursor == '-' || g_ascii_isdigit (*reader->cursor))
        return jc_json_reader_read_number (reader);
      return jc_json_reader_fail_syntax (
          reader, reader->cursor,
          "这里应是一个值：对象、数组、双引号字符串、数字、true、false 或 null。",
          "a value belongs here: an object, array, string in double quotes, number, "
          "true, false or null.");
    }
}

/* Size, byte order mark and encoding, before any form is looked at. */
static gboolean
check_bytes (JcJsonReader *reader)
{
  const char *invalid = NULL;

  if (reader->end - reader->text > JC_JSON_MAX_BYTES)
    return jc_set_error (reader->error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE,
                         "JSON 有 %" G_GSIZE_FORMAT " 字节，上限 %d 字节；拆成几份。",
                         "the JSON has %" G_GSIZE_FORMAT " bytes, the limit is %d; split it.",
                         (gsize)(reader->end - reader->text), JC_JSON_MAX_BYTES);

  if (reader->end - reader->text >= 3 && memcmp (reader->text, "\xEF\xBB\xBF", 3) == 0)
    {
      jc_json_reader_fail (reader, reader->text, JC_MODEL_ERROR_SYNTAX,
                           "开头有字节顺序标记（BOM）；存成不带 BOM 的 UTF-8。",
                           "the text starts with a byte order mark; save it as UTF-8 without one.");
      return FALSE;
    }

  if (!g_utf8_validate_len (reader->text, (gsize)(reader->end - reader->text), &invalid))
    {
      jc_json_reader_fail (reader, invalid, JC_MODEL_ERROR_SYNTAX,
                           "这里的字节不是 UTF-8 文字；存成 UTF-8。",
                           "these bytes are no UTF-8 text; save it as UTF-8.");
      return FALSE;
    }

  return TRUE;
}

/**
 * jc_json_parse:
 * @text: (array length=length): the bytes, of any origin; need not end in NUL when @length is given
 * @length: bytes in @text, or -1 when it ends in NUL
 * @error: return location; the message tells line and column, both from 1
 *
 * Reads strict JSON (RFC 8259 in the reading of RFC 8785 §3.1 and RFC 7493), recursively but never
 * deeper than %JC_JSON_MAX_DEPTH. Nothing of a refused text is kept.
 *
 * Errors: %JC_MODEL_ERROR_SYNTAX, %JC_MODEL_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable): the sealed value, or NULL with @error set
 */
JsonNode *
jc_json_parse (const char *text, gssize length, GError **error)
{
  JcJsonReader reader = { .text = text, .cursor = text, .error = error };
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    reader.text = reader.cursor = "";
  reader.end = reader.text + (length < 0 ? strlen (text) : (gsize)length);
  if (!check_bytes (&reader))
    return NULL;

  root = read_value (&reader, 0);
  if (root == NULL)
    return NULL;

  skip_space (&reader);
  if (reader.cursor != reader.end)
    return jc_json_reader_fail (&reader, reader.cursor, JC_MODEL_ERROR_SYNTAX,
                                "值已经结束，后面却还有内容；删去它。",
                                "the value has ended, yet more follows; take it out.");

  return g_steal_pointer (&root);
}
