/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-private.h"

#include <gio/gio.h>
#include <string.h>

#include "jc-json.h"

#define RESOURCE_FOLDER "/cn/jiangce/data/programmes/"
#define RESOURCE_SUFFIX ".json"
#define SCHEMA_SUFFIX ".schema.json"

/**
 * jc_programme_new_from_json:
 * @node: an untrusted definition; the programme keeps it, or a copy where it is not sealed
 * @error: JC_MODEL_ERROR_INVALID: its message begins with the JSON Pointer of what is wrong
 *
 * Structure only is judged: members of the wrong type, unknown types, missing ids and labels, keys
 * that stand twice, more than JC_PROGRAMME_MAX_FIELDS fields, JC_PROGRAMME_MAX_RULES rules or
 * JC_PROGRAMME_MAX_ITEMS of anything else. Members that are not known are passed over.
 *
 * Returns: (transfer full) (nullable): the programme
 */
JcProgramme *
jc_programme_new_from_json (JsonNode *node, GError **error)
{
  return jc_programme_read (node, NULL, error);
}

static void
add_shipped_id (GPtrArray *ids, const char *name)
{
  if (g_str_has_suffix (name, RESOURCE_SUFFIX) && !g_str_has_suffix (name, SCHEMA_SUFFIX))
    g_ptr_array_add (ids, g_strndup (name, strlen (name) - strlen (RESOURCE_SUFFIX)));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char **
list_shipped (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) names
      = g_resources_enumerate_children (RESOURCE_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_shipped_id (ids, names[i]);
  g_ptr_array_sort (ids, compare_strings);
  g_ptr_array_add (ids, NULL);

  return (char **)g_ptr_array_steal (ids, NULL);
}

/**
 * jc_programme_get_shipped_ids:
 *
 * Returns: (transfer none): ids of the definitions compiled into the program, sorted,
 *   NULL-terminated
 */
const char *const *
jc_programme_get_shipped_ids (void)
{
  static char **ids = NULL;

  if (g_once_init_enter (&ids))
    g_once_init_leave (&ids, list_shipped ());

  return (const char *const *)ids;
}

static JcProgramme *
load_shipped (const char *id)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, id, RESOURCE_SUFFIX, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JcProgramme) programme = NULL;
  g_autoptr (GError) error = NULL;
  gsize       size = 0;
  const char *text;

  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &size);
      node = jc_json_parse (text, (gssize)size, &error);
    }
  if (node != NULL)
    programme = jc_programme_new_from_json (node, &error);
  if (programme == NULL)
    g_critical ("The definition %s that came with the program is damaged: %s", id, error->message);

  return g_steal_pointer (&programme);
}

/**
 * jc_programme_ref_shipped:
 * @id: a programme's id
 *
 * Any thread may ask.
 *
 * Returns: (transfer full) (nullable): the definition compiled into the program, kept for the next
 *   time; NULL when there is none
 */
JcProgramme *
jc_programme_ref_shipped (const char *id)
{
  static GMutex      mutex;
  static GHashTable *shipped = NULL;
  JcProgramme       *programme;

  g_return_val_if_fail (id != NULL, NULL);

  if (!g_strv_contains (jc_programme_get_shipped_ids (), id))
    return NULL;

  g_mutex_lock (&mutex);
  if (shipped == NULL)
    shipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify)jc_programme_unref);
  programme = g_hash_table_lookup (shipped, id);
  if (programme == NULL)
    {
      programme = load_shipped (id);
      if (programme != NULL)
        g_hash_table_insert (shipped, g_strdup (id), programme);
    }
  g_mutex_unlock (&mutex);

  return programme != NULL ? jc_programme_ref (programme) : NULL;
}

/**
 * jc_programme_ref:
 * @self: a programme
 *
 * Returns: (transfer full): @self
 */
JcProgramme *
jc_programme_ref (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * jc_programme_unref:
 * @self: (transfer full) (nullable): a programme
 */
void
jc_programme_unref (JcProgramme *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->windows, g_ptr_array_unref);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->code_lists, g_hash_table_unref);
  g_clear_pointer (&self->calendar, jc_calendar_unref);
  g_clear_pointer (&self->parameters, json_node_unref);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->strings);
  g_free (self->version);
  json_node_unref (self->json);
  g_free (self);
}

/**
 * jc_programme_get_id:
 * @self: a programme
 *
 * Returns: (transfer none): its id
 */
const char *
jc_programme_get_id (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * jc_programme_get_version:
 * @self: a programme
 *
 * Returns: (transfer none): the SHA-256 of its canonical form (RFC 8785) in lower-case hex; a
 *   definition that was published never changes
 */
const char *
jc_programme_get_version (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* Whoever only lists dossiers never asks. */
  if (g_once_init_enter (&self->version))
    g_once_init_leave (&self->version, jc_json_dup_sha256 (self->json));

  return self->version;
}

/**
 * jc_programme_get_title:
 * @self: a programme
 *
 * Returns: (transfer none): its title
 */
const JcText *
jc_programme_get_title (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * jc_programme_get_json:
 * @self: a programme
 *
 * Returns: (transfer none): the whole definition, sealed, members of no struct too
 */
JsonNode *
jc_programme_get_json (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json;
}

/**
 * jc_programme_get_parameters:
 * @self: a programme
 *
 * Returns: (transfer none): the object that logic sees as `programme`, sealed
 */
JsonNode *
jc_programme_get_parameters (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parameters;
}

/**
 * jc_programme_get_default_area:
 * @self: a programme
 *
 * Returns: (transfer none) (nullable): the area code of bare local numbers; NULL leaves it to the
 *   format
 */
const char *
jc_programme_get_default_area (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->default_area;
}

/**
 * jc_programme_get_calendar:
 * @self: a programme
 *
 * Returns: (transfer none) (nullable): its working days
 */
JcCalendar *
jc_programme_get_calendar (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->calendar;
}

/**
 * jc_programme_get_code_list:
 * @self: a programme
 * @id: (nullable): the name under which the definition declares it
 *
 * Returns: (transfer none) (nullable): the list; NULL when none is declared or shipped
 */
JcCodeList *
jc_programme_get_code_list (JcProgramme *self, const char *id)
{
  const JcDeclaredList *declared;

  g_return_val_if_fail (self != NULL, NULL);

  declared = id != NULL ? g_hash_table_lookup (self->code_lists, id) : NULL;
  if (declared == NULL)
    return NULL;

  return declared->list != NULL ? declared->list : jc_code_list_get_shipped (declared->resource);
}

/**
 * jc_programme_get_kinds:
 * @self: a programme
 *
 * Returns: (element-type JcKind) (transfer none): its kinds of dossier, at least one
 */
GPtrArray *
jc_programme_get_kinds (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kinds;
}

/**
 * jc_programme_find_kind:
 * @self: a programme
 * @id: (nullable): a kind's id
 *
 * Returns: (transfer none) (nullable): the kind
 */
const JcKind *
jc_programme_find_kind (JcProgramme *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (self->kinds, i);

      if (g_str_equal (kind->id, id))
        return kind;
    }

  return NULL;
}

/**
 * jc_programme_get_windows:
 * @self: a programme
 *
 * Returns: (element-type JcProgrammeWindow) (transfer none): when events are open
 */
GPtrArray *
jc_programme_get_windows (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->windows;
}

/**
 * jc_programme_get_routes:
 * @self: a programme
 *
 * Returns: (element-type JcRoute) (transfer none): its routes; the first that holds is taken
 */
GPtrArray *
jc_programme_get_routes (JcProgramme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->routes;
}

static JsonObject *
lookup_code_cb (const char *list, const char *code, gpointer user_data)
{
  JcCodeList   *codes = jc_programme_get_code_list (user_data, list);
  const JcCode *found = codes != NULL ? jc_code_list_find (codes, code) : NULL;

  return found != NULL ? found->json : NULL;
}

/**
 * jc_programme_init_logic_env:
 * @self: a programme, alive as long as @env is used
 * @env: (out caller-allocates): filled; no step is counted yet
 */
void
jc_programme_init_logic_env (JcProgramme *self, JcLogicEnv *env)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (env != NULL);

  *env = (JcLogicEnv){ self->calendar, lookup_code_cb, self, 0 };
}

/**
 * jc_programme_get_sample:
 * @self: a programme
 * @kind: (nullable): a kind's id
 *
 * Returns: (transfer none) (nullable): the values of its complete sample; NULL when it has none
 */
JsonNode *
jc_programme_get_sample (JcProgramme *self, const char *kind)
{
  const JcKind *found;
  JsonNode     *sample;

  g_return_val_if_fail (self != NULL, NULL);

  found = jc_programme_find_kind (self, kind);
  if (found == NULL)
    return NULL;

  sample = json_object_get_member (((const JcKindData *)found)->json, "sample");

  return jc_json_as_object (sample) != NULL ? sample : NULL;
}

/**
 * jc_programme_get_sample_attachments:
 * @self: a programme
 * @kind: (nullable): a kind's id
 *
 * Returns: (transfer none) (nullable) (element-type JcSampleAttachment): the scans of its complete
 *   sample, in the slots' order; NULL when there is no such kind
 */
GPtrArray *
jc_programme_get_sample_attachments (JcProgramme *self, const char *kind)
{
  const JcKind *found;

  g_return_val_if_fail (self != NULL, NULL);

  found = jc_programme_find_kind (self, kind);

  return found != NULL ? found->sample_attachments : NULL;
}
