/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-reader.h"

#include "jc-json.h"
#include "jc-pointer.h"

#define MIN_YEAR 2000
#define MAX_YEAR 2100

static void
declared_list_free (JcDeclaredList *declared)
{
  jc_code_list_free (declared->list);
  g_free (declared);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDeclaredList, declared_list_free)

static void
read_code_list (JcReader *reader, const char *id, JsonNode *node, const char *at)
{
  JsonObject *object = jc_json_as_object (node);
  g_autoptr (JcDeclaredList) declared = g_new0 (JcDeclaredList, 1);
  g_autoptr (GError) error = NULL;

  if (object == NULL)
    {
      jc_reader_fail (reader, at, NULL, "要写成对象 {…}", "must be an object {…}");
    }
  else if (json_object_has_member (object, "resource"))
    {
      declared->resource = jc_reader_id (reader, object, at, "resource");
    }
  else
    {
      declared->list = jc_code_list_new_from_json (node, &error);
      if (declared->list == NULL)
        {
          g_autoptr (JcText) text = jc_error_dup_text (error);

          jc_reader_fail (reader, at, NULL, text->zh, text->en);
        }
    }

  g_hash_table_insert (reader->programme->code_lists, (gpointer)id, g_steal_pointer (&declared));
}

static void
read_code_lists (JcReader *reader, JsonObject *object)
{
  JsonNode   *node = json_object_get_member (object, "code_lists");
  JsonObject *lists = jc_json_as_object (node);
  g_autoptr (GList) ids = NULL;

  if (node == NULL)
    return;

  if (lists == NULL || json_object_get_size (lists) > JC_PROGRAMME_MAX_ITEMS)
    {
      jc_reader_fail (reader, "", "code_lists", "要写成对象，最多 200 张表",
                      "must be an object of at most 200 lists");
      return;
    }

  ids = json_object_get_members (lists);
  for (GList *l = ids; l != NULL && reader->error == NULL; l = l->next)
    {
      g_autofree char *escaped = jc_pointer_append ("/code_lists", l->data);

      read_code_list (reader, l->data, json_object_get_member (lists, l->data), escaped);
    }
}

static void
read_calendar (JcReader *reader, JsonObject *object)
{
  const char *id = jc_reader_string (reader, object, "", "calendar", JC_READ_OPTIONAL);
  JcCodeList *list;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) text = NULL;

  if (id == NULL || reader->error != NULL)
    return;

  list = jc_programme_get_code_list (reader->programme, id);
  if (list == NULL)
    return; /* the linter's dangling_code_list */

  reader->programme->calendar = jc_calendar_new_from_json (jc_code_list_get_json (list), &error);
  if (error != NULL)
    {
      text = jc_error_dup_text (error);
      jc_reader_fail (reader, "", "calendar", text->zh, text->en);
    }
}

/* Each end alone; that they are in order is for the linter. */
static void
check_moment (JcReader *reader, const char *at, const char *name, const char *moment)
{
  JcSpan span;
  g_autoptr (GError) error = NULL;

  if (moment != NULL && !jc_span_parse (&span, moment, NULL, &error))
    {
      g_autoptr (JcText) text = jc_error_dup_text (error);

      jc_reader_fail (reader, at, name, text->zh, text->en);
    }
}

static gpointer
read_window (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  JcProgrammeWindow *window = g_new0 (JcProgrammeWindow, 1);

  window->event = jc_reader_id (reader, object, at, "event");
  window->kind = jc_reader_id (reader, object, at, "kind");
  window->from = jc_reader_string (reader, object, at, "from", JC_READ_OPTIONAL);
  window->until = jc_reader_string (reader, object, at, "until", JC_READ_OPTIONAL);
  window->title = jc_reader_text (reader, object, at, "title", JC_READ_REQUIRED);
  check_moment (reader, at, "from", window->from);
  check_moment (reader, at, "until", window->until);

  return window;
}

static gpointer
read_route (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  JcRoute *route = g_new0 (JcRoute, 1);

  route->id = jc_reader_id (reader, object, at, "id");
  route->title = jc_reader_text (reader, object, at, "title", JC_READ_REQUIRED);
  route->when = json_object_get_member (object, "when");
  if (route->when == NULL)
    jc_reader_fail (reader, at, "when", "缺少这一项：什么时候走这条路",
                    "this member is missing: when this way is taken");
  route->category = jc_reader_string (reader, object, at, "category", JC_READ_REQUIRED);
  route->area = jc_reader_logic (reader, object, "area");

  return route;
}

static void
read_parameters (JcReader *reader, JsonObject *object, gint64 year)
{
  JsonNode   *node = json_object_get_member (object, "parameters");
  JsonObject *parameters = jc_json_as_object (node);
  JsonObject *all;

  if (node != NULL && parameters == NULL)
    jc_reader_fail (reader, "", "parameters", "要写成对象 {…}", "must be an object {…}");

  reader->programme->parameters
      = parameters != NULL ? jc_json_copy (node) : json_node_new (JSON_NODE_OBJECT);
  if (parameters == NULL)
    json_node_take_object (reader->programme->parameters, json_object_new ());
  all = json_node_get_object (reader->programme->parameters);
  json_object_set_string_member (all, "id", reader->programme->id);
  json_object_set_int_member (all, "year", year);
  json_node_seal (reader->programme->parameters);
}

static void
read_head (JcReader *reader, JsonObject *object)
{
  JcProgramme *programme = reader->programme;
  const char  *format = jc_reader_string (reader, object, "", "format", JC_READ_REQUIRED);
  const char  *timezone;
  gint64       year;

  if (!g_str_equal (format, JC_PROGRAMME_FORMAT))
    jc_reader_fail (reader, "", "format",
                    "这个程序只认得 " JC_PROGRAMME_FORMAT "；较新的定义要用较新的程序",
                    "this program knows " JC_PROGRAMME_FORMAT
                    " only; a newer definition needs a newer program");

  programme->id = jc_reader_id (reader, object, "", "id");
  programme->title = jc_reader_text (reader, object, "", "title", JC_READ_REQUIRED);
  programme->default_area = jc_reader_string (reader, object, "", "default_area", JC_READ_OPTIONAL);

  timezone = jc_reader_string (reader, object, "", "timezone", JC_READ_OPTIONAL);
  if (timezone != NULL && !g_str_equal (timezone, "Asia/Shanghai"))
    jc_reader_fail (reader, "", "timezone", "日期都按 Asia/Shanghai 计算，只能写它",
                    "days are counted in Asia/Shanghai; nothing else can stand here");

  year = jc_json_get_int (object, "year", 0);
  if (year < MIN_YEAR || year > MAX_YEAR)
    jc_reader_fail (reader, "", "year", "要写 2000 到 2100 之间的年度",
                    "must be a year from 2000 to 2100");
  read_parameters (reader, object, year);
}

static void
check_kinds (JcReader *reader)
{
  GPtrArray *kinds = reader->programme->kinds;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  if (kinds->len == 0)
    jc_reader_fail (reader, "", "kinds", "至少要有一种材料", "needs at least one kind of dossier");

  for (guint i = 0; i < kinds->len && reader->error == NULL; i++)
    {
      const JcKind    *kind = g_ptr_array_index (kinds, i);
      g_autofree char *at = g_strdup_printf ("/kinds/%u", i);

      if (!g_hash_table_add (ids, (gpointer)kind->id))
        jc_reader_fail (reader, at, "id", "这个 id 出现了两次，改掉其中一个",
                        "this id stands twice; change one");
    }
}

static JcProgramme *
new_empty (JsonNode *node)
{
  JcProgramme *self = g_new0 (JcProgramme, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_node_is_immutable (node) ? json_node_ref (node) : jc_json_copy (node);
  json_node_seal (self->json);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_free);
  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->code_lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)declared_list_free);

  return self;
}

/**
 * jc_programme_read:
 * @node: an untrusted definition
 * @where: (out) (optional) (transfer full): on failure the JSON Pointer of what is wrong
 * @error: as jc_programme_new_from_json ()
 *
 * Returns: (transfer full) (nullable): the programme
 */
JcProgramme *
jc_programme_read (JsonNode *node, char **where, GError **error)
{
  JcReader    reader = { NULL };
  JsonObject *object;
  g_autoptr (JcProgramme) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  reader.programme = self = new_empty (node);
  object = jc_json_as_object (self->json);
  if (object == NULL)
    {
      jc_reader_fail (&reader, "", NULL, "项目定义要写成对象 {…}",
                      "a definition must be an object {…}");
    }
  else
    {
      read_head (&reader, object);
      read_code_lists (&reader, object);
      read_calendar (&reader, object);
      self->windows = jc_reader_list (&reader, object, "", "windows", JC_PROGRAMME_MAX_ITEMS,
                                      g_free, read_window, NULL);
      self->routes = jc_reader_list (&reader, object, "", "routes", JC_PROGRAMME_MAX_ITEMS, g_free,
                                     read_route, NULL);
      self->kinds = jc_reader_list (&reader, object, "", "kinds", JC_PROGRAMME_MAX_ITEMS,
                                    (GDestroyNotify)jc_kind_free, jc_reader_kind, NULL);
      check_kinds (&reader);
    }

  if (reader.error == NULL)
    return g_steal_pointer (&self);

  if (where != NULL)
    *where = g_steal_pointer (&reader.where);
  g_free (reader.where);
  g_propagate_error (error, reader.error);

  return NULL;
}
