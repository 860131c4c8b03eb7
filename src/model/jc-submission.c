/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-submission.h"

#include "jc-event.h"
#include "jc-json.h"

#include <string.h>

#define FINGERPRINT_ALG "SHA-256"
#define SHEET_HASH_LENGTH 12

/* --- Values --- */

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

static void
set_string_or_null (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static gboolean
is_content (const JcKind *kind, const char *section, const char *field, const char *member)
{
  g_autofree char *key
      = g_strconcat (section, ".", field, member != NULL ? ".*." : NULL, member, NULL);
  const JcField *found = kind != NULL ? jc_kind_find_field (kind, key) : NULL;

  return found == NULL || found->content;
}

/* @row without blank members and without those that are not content. */
static JsonNode *
filter_row (const JcKind *kind, const char *section, const char *field, JsonObject *row)
{
  JsonObject    *result = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init (&iter, row);
  while (json_object_iter_next (&iter, &name, &member))
    if (!jc_json_is_blank (member) && is_content (kind, section, field, name))
      json_object_set_member (result, name, jc_json_copy (member));

  return take_object (result);
}

static JsonNode *
filter_value (const JcKind *kind, const char *section, const char *field, JsonNode *value)
{
  JsonArray *array = jc_json_as_array (value);
  JsonArray *result;

  if (array == NULL)
    return jc_json_copy (value);

  result = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode   *element = json_array_get_element (array, i);
      JsonObject *row = jc_json_as_object (element);

      json_array_add_element (result, row != NULL ? filter_row (kind, section, field, row)
                                                  : jc_json_copy (element));
    }

  return take_array (result);
}

/* What a field that was cleared leaves behind counts like a field that was never filled. */
static JsonObject *
filter_values (const JcKind *kind, JsonNode *values)
{
  JsonObject    *result = json_object_new ();
  JsonObjectIter sections;
  const char    *section;
  JsonNode      *section_node;

  json_object_iter_init (&sections, json_node_get_object (values));
  while (json_object_iter_next (&sections, &section, &section_node))
    {
      g_autoptr (JsonObject) kept = json_object_new ();
      JsonObjectIter fields;
      const char    *field;
      JsonNode      *value;

      if (jc_json_as_object (section_node) == NULL)
        continue;

      json_object_iter_init (&fields, json_node_get_object (section_node));
      while (json_object_iter_next (&fields, &field, &value))
        if (!jc_json_is_blank (value) && is_content (kind, section, field, NULL))
          json_object_set_member (kept, field, filter_value (kind, section, field, value));

      if (json_object_get_size (kept) > 0)
        json_object_set_object_member (result, section, g_steal_pointer (&kept));
    }

  return result;
}

/* --- Originals --- */

static int
compare_originals (gconstpointer a, gconstpointer b)
{
  static const char *const members[] = { "slot", "name", "sha256" };
  JsonObject              *first = *(JsonObject *const *)a;
  JsonObject              *second = *(JsonObject *const *)b;
  int                      order = 0;

  for (gsize i = 0; order == 0 && i < G_N_ELEMENTS (members); i++)
    order = strcmp (jc_json_get_string (first, members[i], ""),
                    jc_json_get_string (second, members[i], ""));

  return order;
}

static JsonObject *
describe_original (JsonObject *attachment)
{
  static const char *const members[] = { "slot", "name", "sha256", "size", "pages" };
  JsonObject              *original = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (attachment, members[i]);

      if (member != NULL && !JSON_NODE_HOLDS_NULL (member))
        json_object_set_member (original, members[i], jc_json_copy (member));
    }

  return original;
}

/* Sorted, so that the order in which scans were added does not count; sealed sheets come back after
 * the fingerprint was printed on them. */
static JsonArray *
list_originals (const JcKind *kind, JsonNode *attachments)
{
  JsonArray *source = jc_json_as_array (attachments);
  JsonArray *result = json_array_new ();
  g_autoptr (GPtrArray) originals = g_ptr_array_new ();

  for (guint i = 0; source != NULL && i < json_array_get_length (source); i++)
    {
      JsonObject   *attachment = jc_json_as_object (json_array_get_element (source, i));
      const char   *id = jc_json_get_string (attachment, "slot", NULL);
      const JcSlot *slot = kind != NULL && id != NULL ? jc_kind_find_slot (kind, id) : NULL;

      if (attachment != NULL && (slot == NULL || !slot->sealed))
        g_ptr_array_add (originals, describe_original (attachment));
    }

  g_ptr_array_sort (originals, compare_originals);
  for (guint i = 0; i < originals->len; i++)
    json_array_add_object_element (result, g_ptr_array_index (originals, i));

  return result;
}

/* --- Fingerprints --- */

static char *
take_object_hash (JsonObject *object)
{
  g_autoptr (JsonNode) node = take_object (object);

  return jc_json_dup_sha256 (node);
}

/**
 * jc_dossier_dup_content_fingerprint:
 * @dossier: a dossier
 * @programme: its definition
 *
 * The SHA-256 of the RFC 8785 bytes of {"alg": "SHA-256", "about", "kind", "programme", "version",
 * "filled_on", "values", "originals": [{"slot", "name", "sha256", "size", "pages"?}]}. Blank values
 * (null,
 * "", [] and {}) and fields that are not content are left out; originals are sorted by slot, name
 * and hash, without those of sealed slots.
 *
 * Returns: (transfer full): 64 lower-case hex digits
 */
char *
jc_dossier_dup_content_fingerprint (JcDossier *dossier, JcProgramme *programme)
{
  const JcKind *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  JsonObject   *object = json_object_new ();

  json_object_set_string_member (object, "alg", FINGERPRINT_ALG);
  set_string_or_null (object, "about", jc_dossier_get_about (dossier));
  json_object_set_string_member (object, "kind", jc_dossier_get_kind (dossier));
  json_object_set_string_member (object, "programme", jc_dossier_get_programme (dossier));
  json_object_set_string_member (object, "version", jc_dossier_get_version (dossier));
  set_string_or_null (object, "filled_on", jc_dossier_get_finalised_on (dossier));
  json_object_set_object_member (object, "values",
                                 filter_values (kind, jc_dossier_get_values (dossier)));
  json_object_set_array_member (object, "originals",
                                list_originals (kind, jc_dossier_get_attachments (dossier)));

  return take_object_hash (object);
}

/**
 * jc_dossier_dup_fingerprint:
 * @dossier: a dossier
 * @programme: its definition
 *
 * The SHA-256 of the RFC 8785 bytes of {"alg": "SHA-256", "content_fingerprint", "dossier"}, where
 * `dossier` is its JSON form without `state` and `revision`: those change by being submitted.
 *
 * Returns: (transfer full): 64 lower-case hex digits
 */
char *
jc_dossier_dup_fingerprint (JcDossier *dossier, JcProgramme *programme)
{
  g_autofree char *content = jc_dossier_dup_content_fingerprint (dossier, programme);
  JsonNode        *whole = jc_dossier_to_json (dossier);
  JsonObject      *object = json_object_new ();

  json_object_remove_member (json_node_get_object (whole), "state");
  json_object_remove_member (json_node_get_object (whole), "revision");
  json_object_set_string_member (object, "alg", FINGERPRINT_ALG);
  json_object_set_string_member (object, "content_fingerprint", content);
  json_object_set_member (object, "dossier", whole);

  return take_object_hash (object);
}

/* --- Sheets --- */

/* What stands at @tokens; through rows, an array with what stands there in each. Row ids are not
 * printed, so typing a row anew leaves its sheet as it is. */
static JsonNode *
collect (JsonNode *node, char **tokens)
{
  JsonObject *object = jc_json_as_object (node);
  JsonArray  *array = jc_json_as_array (node);
  JsonArray  *result;

  if (array != NULL)
    {
      char **rest = g_strcmp0 (*tokens, "*") == 0 ? tokens + 1 : tokens;

      result = json_array_new ();
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (result, collect (json_array_get_element (array, i), rest));

      return take_array (result);
    }

  if (*tokens != NULL)
    return object != NULL && json_object_has_member (object, *tokens)
               ? collect (json_object_get_member (object, *tokens), tokens + 1)
               : json_node_init_null (json_node_alloc ());

  node = jc_json_copy (node);
  if (object != NULL)
    json_object_remove_member (json_node_get_object (node), "id");

  return node;
}

static const JcSheet *
find_sheet (const JcKind *kind, const char *id)
{
  for (guint i = 0; kind != NULL && i < kind->sheets->len; i++)
    {
      const JcSheet *sheet = g_ptr_array_index (kind->sheets, i);

      if (strcmp (sheet->id, id) == 0)
        return sheet;
    }

  return NULL;
}

/* The filling date counts as today: what is printed is settled then. */
static JsonNode *
dup_sheet_data (JcDossier *dossier, const JcKind *kind)
{
  JsonNode   *values = jc_dossier_get_values (dossier);
  const char *finalised_on = jc_dossier_get_finalised_on (dossier);
  const char *today = finalised_on != NULL ? finalised_on : "";
  g_autoptr (JsonNode) derived = jc_kind_dup_derived (kind, values, finalised_on, today);

  return jc_kind_dup_logic_data (kind, values, derived, finalised_on, today);
}

static char *
hash_sheet (const JcSheet *sheet, JsonNode *data)
{
  JsonObject *object = json_object_new ();
  JsonObject *values = json_object_new ();
  char       *hash;

  for (gsize i = 0; sheet->keys != NULL && sheet->keys[i] != NULL; i++)
    {
      g_auto (GStrv) tokens = g_strsplit (sheet->keys[i], ".", -1);
      g_autoptr (JsonNode) value = collect (data, tokens);

      if (!jc_json_is_blank (value))
        json_object_set_member (values, sheet->keys[i], g_steal_pointer (&value));
    }

  json_object_set_string_member (object, "sheet", sheet->id);
  json_object_set_object_member (object, "values", values);
  hash = take_object_hash (object);
  hash[SHEET_HASH_LENGTH] = '\0';

  return hash;
}

/**
 * jc_dossier_dup_sheet_hash:
 * @dossier: a dossier
 * @programme: its definition
 * @sheet: a sheet's id
 *
 * Covers stored and derived values of the keys that stand on the sheet, nothing else.
 *
 * Returns: (transfer full) (nullable): 12 lower-case hex digits; NULL for an unknown sheet
 */
char *
jc_dossier_dup_sheet_hash (JcDossier *dossier, JcProgramme *programme, const char *sheet)
{
  const JcKind  *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  const JcSheet *found = find_sheet (kind, sheet);
  g_autoptr (JsonNode) data = NULL;

  if (found == NULL)
    return NULL;

  data = dup_sheet_data (dossier, kind);

  return hash_sheet (found, data);
}

/**
 * jc_dossier_dup_changed_sheets:
 * @before: a dossier as its sheets were printed
 * @after: the same dossier now
 * @programme: its definition
 *
 * Returns: (transfer container) (element-type JcSheet): the sheets to print and seal again
 */
GPtrArray *
jc_dossier_dup_changed_sheets (JcDossier *before, JcDossier *after, JcProgramme *programme)
{
  const JcKind *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (after));
  GPtrArray    *changed = g_ptr_array_new ();
  g_autoptr (JsonNode) old_data = NULL;
  g_autoptr (JsonNode) new_data = NULL;

  if (kind == NULL)
    return changed;

  old_data = dup_sheet_data (before, kind);
  new_data = dup_sheet_data (after, kind);
  for (guint i = 0; i < kind->sheets->len; i++)
    {
      JcSheet         *sheet = g_ptr_array_index (kind->sheets, i);
      g_autofree char *old_hash = hash_sheet (sheet, old_data);
      g_autofree char *new_hash = hash_sheet (sheet, new_data);

      if (strcmp (old_hash, new_hash) != 0)
        g_ptr_array_add (changed, sheet);
    }

  return changed;
}

/* --- Finalising --- */

static gboolean
refuse_state (JcDossier *dossier, const char *zh_wanted, const char *en_wanted, GError **error)
{
  const char   *state = jc_dossier_get_state (dossier);
  const JcText *label = jc_state_get_label (state);
  const char   *zh = label != NULL ? label->zh : state;
  const char   *en = label != NULL ? label->en : state;

  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE,
                       "现在的状态是“%1$s”；%2$s%3$.0s%4$.0s",
                       "its state is “%3$s”; %1$.0s%2$.0s%4$s", zh, zh_wanted, en, en_wanted);
}

/**
 * jc_dossier_finalise:
 * @dossier: a draft
 * @today: ISO date, the filling date
 * @error: JC_MODEL_ERROR_STATE when it is not a draft
 *
 * Returns: (transfer full) (nullable): the finalised dossier
 */
JcDossier *
jc_dossier_finalise (JcDossier *dossier, const char *today, GError **error)
{
  if (strcmp (jc_dossier_get_state (dossier), "draft") != 0)
    {
      refuse_state (dossier, "只有草稿才能定稿。", "only a draft is finalised.", error);
      return NULL;
    }

  return jc_dossier_with_state (dossier, "finalised", today);
}

/**
 * jc_dossier_reopen:
 * @dossier: a finalised dossier
 * @error: JC_MODEL_ERROR_STATE when it is not finalised
 *
 * Returns: (transfer full) (nullable): a draft again, without a filling date
 */
JcDossier *
jc_dossier_reopen (JcDossier *dossier, GError **error)
{
  if (strcmp (jc_dossier_get_state (dossier), "finalised") != 0)
    {
      refuse_state (dossier, "已定稿而没有提交的才能重新打开。",
                    "only what is finalised and not submitted is reopened.", error);
      return NULL;
    }

  return jc_dossier_with_state (dossier, "draft", NULL);
}
