/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-code-list-private.h"

#include <gio/gio.h>
#include <string.h>

#include "jc-json.h"

#define RESOURCE_FOLDER "/cn/jiangce/data/code-lists/"

static void
clear_code (JcCode *code)
{
  jc_text_free (code->name);
  jc_text_free (code->short_name);
  g_strfreev (code->aliases);
}

static gboolean
read_aliases (JcCode *code, JsonObject *object)
{
  JsonArray *array = jc_json_get_array (object, "aliases");
  g_autoptr (GPtrArray) words = NULL;

  if (array == NULL)
    return !json_object_has_member (object, "aliases");

  words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *word = jc_json_as_string (json_array_get_element (array, i));

      if (word == NULL)
        return FALSE;
      g_ptr_array_add (words, g_strdup (word));
    }

  g_ptr_array_add (words, NULL);
  code->aliases = (GStrv)g_ptr_array_steal (words, NULL);

  return TRUE;
}

/* Fills @code from the item @index; what it names lives in the list's sealed JSON. */
static gboolean
read_code (JcCodeList *self, JcCode *code, JsonNode *node, guint index, GError **error)
{
  JsonObject *object = jc_json_as_object (node);
  const char *text = jc_json_get_string (object, "code", NULL);

  code->name = jc_json_dup_text (object, "name");
  if (text == NULL || *text == '\0' || code->name == NULL)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "/items/%u：代码表的每一项要有 code 和 name",
                         "/items/%u: every item of a code list needs code and name", index);
  if (!read_aliases (code, object))
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "/items/%u/aliases：要写成一列文字",
                         "/items/%u/aliases: must be an array of strings", index);
  if (!g_hash_table_insert (self->by_code, (gpointer)text, code))
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "/items/%u/code：代码 %s 出现了两次，改掉其中一个",
                         "/items/%u/code: the code %s stands twice; change one", index, text);

  code->code = text;
  code->short_name = jc_json_dup_text (object, "short");
  code->parent = jc_json_get_string (object, "parent", NULL);
  code->selectable = jc_json_get_boolean (object, "selectable", TRUE);
  code->json = object;

  return TRUE;
}

static gboolean
read_items (JcCodeList *self, JsonArray *items, GError **error)
{
  guint n_items = json_array_get_length (items);

  if (n_items > JC_CODE_LIST_MAX_ITEMS)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE,
                         "/items：代码表有 %u 项，最多 %d 项",
                         "/items: a code list of %u items; at most %d are taken", n_items,
                         JC_CODE_LIST_MAX_ITEMS);

  self->codes = g_new0 (JcCode, MAX (n_items, 1));
  self->n_codes = n_items;
  for (guint i = 0; i < n_items; i++)
    if (!read_code (self, &self->codes[i], json_array_get_element (items, i), i, error))
      return FALSE;

  for (guint i = 0; i < n_items; i++)
    if (self->codes[i].parent != NULL
        && !g_hash_table_contains (self->by_code, self->codes[i].parent))
      return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                           "/items/%u/parent：表里没有 %s 这一项",
                           "/items/%u/parent: the list has no item %s", i, self->codes[i].parent);

  return TRUE;
}

/**
 * jc_code_list_new_from_json:
 * @node: untrusted JSON in the uniform shape (see JcCodeList); kept, sealed
 * @error: JC_MODEL_ERROR_INVALID where the shape is wrong, a code stands twice or a parent is
 *   missing; JC_MODEL_ERROR_TOO_LARGE above JC_CODE_LIST_MAX_ITEMS
 *
 * `id` may be missing from a list that a programme declares inline; it is "" then. A missing
 * `title` becomes the id.
 *
 * Returns: (transfer full) (nullable): the list
 */
JcCodeList *
jc_code_list_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = jc_json_as_object (node);
  JsonArray  *items = jc_json_get_array (object, "items");
  g_autoptr (JcCodeList) self = NULL;

  if (items == NULL)
    {
      jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "/items：代码表要有 items",
                    "/items: a code list needs items");
      return NULL;
    }

  self = g_new0 (JcCodeList, 1);
  g_mutex_init (&self->lock);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  if (json_node_is_immutable (node))
    {
      self->json = json_node_ref (node);
    }
  else
    {
      self->json = jc_json_copy (node);
      json_node_seal (self->json);
    }

  object = jc_json_as_object (self->json);
  self->id = jc_json_get_string (object, "id", "");
  self->title = jc_json_dup_text (object, "title");
  if (self->title == NULL)
    self->title = jc_text_new (self->id, self->id);
  if (!read_items (self, jc_json_get_array (object, "items"), error))
    return NULL;

  return g_steal_pointer (&self);
}

/* An id comes from a definition: nothing but a plain name may become part of a path. */
static gboolean
is_plain_name (const char *id)
{
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

  return length > 0 && length <= 64 && id[length] == '\0';
}

static char *
dup_resource_path (const char *id)
{
  return is_plain_name (id) ? g_strconcat (RESOURCE_FOLDER, id, ".json", NULL) : NULL;
}

static JcCodeList *
load_resource (const char *id)
{
  g_autofree char *path = dup_resource_path (id);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JcCodeList *list = NULL;
  gsize       size;
  const char *text;

  if (path != NULL)
    bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &size);
  node = jc_json_parse (text, (gssize)size, &error);
  if (node != NULL)
    list = jc_code_list_new_from_json (node, &error);
  if (list == NULL)
    g_critical ("The code list %s that came with the program is damaged: %s", id, error->message);

  return list;
}

/**
 * jc_code_list_get_shipped:
 * @id: a list's name
 *
 * Any thread may ask.
 *
 * Returns: (transfer none) (nullable): the list, alive until the program ends; NULL when none of
 *   that name was compiled in
 */
JcCodeList *
jc_code_list_get_shipped (const char *id)
{
  static GMutex      mutex;
  static GHashTable *shipped = NULL;
  JcCodeList        *list;

  g_return_val_if_fail (id != NULL, NULL);

  g_mutex_lock (&mutex);
  if (shipped == NULL)
    shipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list = g_hash_table_lookup (shipped, id);
  if (list == NULL)
    {
      list = load_resource (id);
      if (list != NULL)
        g_hash_table_insert (shipped, g_strdup (id), list);
    }
  g_mutex_unlock (&mutex);

  return list;
}

/**
 * jc_code_list_is_shipped:
 * @id: a list's name
 *
 * Does not parse the list.
 *
 * Returns: whether a list of that name was compiled into the program
 */
gboolean
jc_code_list_is_shipped (const char *id)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  path = dup_resource_path (id);

  return path != NULL
         && g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
}

/**
 * jc_code_list_free:
 * @self: (transfer full) (nullable): a list of the caller's own, never a shipped one
 */
void
jc_code_list_free (JcCodeList *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_codes; i++)
    clear_code (&self->codes[i]);
  g_free (self->codes);
  jc_text_free (self->title);
  g_hash_table_unref (self->by_code);
  g_clear_pointer (&self->by_word, g_hash_table_unref);
  jc_code_list_clear_search (self);
  json_node_unref (self->json);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * jc_code_list_get_id:
 * @self: a list
 *
 * Returns: (transfer none): its id; "" for one without
 */
const char *
jc_code_list_get_id (JcCodeList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * jc_code_list_get_title:
 * @self: a list
 *
 * Returns: (transfer none): its title
 */
const JcText *
jc_code_list_get_title (JcCodeList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * jc_code_list_get_json:
 * @self: a list
 *
 * Returns: (transfer none): the whole list as it was read, sealed; some hold more than items (the
 *   holidays their `years`)
 */
JsonNode *
jc_code_list_get_json (JcCodeList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json;
}

/**
 * jc_code_list_get_n_codes:
 * @self: a list
 *
 * Returns: how many items it has, headings and retired ones too
 */
guint
jc_code_list_get_n_codes (JcCodeList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_codes;
}

/**
 * jc_code_list_get_nth:
 * @self: a list
 * @n: position from 0, below jc_code_list_get_n_codes ()
 *
 * Returns: (transfer none): the item
 */
const JcCode *
jc_code_list_get_nth (JcCodeList *self, guint n)
{
  g_return_val_if_fail (self != NULL && n < self->n_codes, NULL);

  return &self->codes[n];
}

/**
 * jc_code_list_find:
 * @self: a list
 * @code: (nullable): a code exactly as it is stored
 *
 * Returns: (transfer none) (nullable): the item, also one that cannot be picked
 */
const JcCode *
jc_code_list_find (JcCodeList *self, const char *code)
{
  g_return_val_if_fail (self != NULL, NULL);

  return code != NULL ? g_hash_table_lookup (self->by_code, code) : NULL;
}
