/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-sync-private.h"

/* A server that gives more pages than this does not end its list. */
#define MAX_PAGES 100
/* A round in the library has it beside what the server says. */
#define TAG "etag"
#define NOT_MODIFIED 304

static JsonNode *
without_time (JsonNode *round)
{
  JsonNode *copy = jc_json_copy (round);

  json_object_remove_member (json_node_get_object (copy), "server_time");
  return copy;
}

static JsonNode *
with_tag (JsonNode *round, const char *tag)
{
  JsonNode *copy = round != NULL ? jc_json_copy (round) : NULL;

  if (tag != NULL && jc_json_as_object (copy) != NULL)
    json_object_set_string_member (json_node_get_object (copy), TAG, tag);
  return copy;
}

/* As it came last; NULL: never. */
static JsonNode *
load_stored (JcSync *self, const char *id)
{
  g_autoptr (GPtrArray) stored = jc_library_load_rounds (self->library, NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      JsonNode *node = g_ptr_array_index (stored, i);

      if (g_strcmp0 (jc_json_get_string (jc_json_as_object (node), "id", NULL), id) == 0)
        return json_node_ref (node);
    }
  return NULL;
}

/* The server tells its clock with a round each time. */
static gboolean
is_stored (JsonNode *stored, JsonNode *round)
{
  g_autoptr (JsonNode) given = without_time (round);
  g_autoptr (JsonNode) plain = stored != NULL ? without_time (stored) : NULL;

  return plain != NULL && jc_json_equal (plain, given);
}

static gboolean
take_in_round (JcSync *self, JsonNode *stored, JsonNode *round, GError **error)
{
  JsonObject *object = jc_json_as_object (round);
  const char *id = jc_json_get_string (object, "id", NULL);
  JsonObject *definition = jc_json_get_object (object, "definition");
  g_autoptr (JcProgramme) programme = NULL;

  if (id == NULL || definition == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器给的年度项目不完整。",
                         "The round that the server described is not whole.");
  programme = jc_programme_new_from_json (json_object_get_member (object, "definition"), error);
  if (programme == NULL)
    return FALSE;
  return jc_library_add_round_programme (self->library, programme, error)
         && (is_stored (stored, round) || jc_library_save_round (self->library, id, round, error));
}

/**
 * jc_feed_pull_round:
 * @self: a sync that is connected
 * @id: a round's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Fetches one round with its definition, windows and quotas into the library. It is large, so it is
 * kept with the tag that it came with, and comes only when it has another.
 *
 * Source: RFC 9110, 13.1.2 (If-None-Match).
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull_round (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/rounds/", escaped, NULL);
  g_auto (JcApiResponse) response = { 0 };
  g_autoptr (JsonNode) stored = load_stored (self, id);
  g_autoptr (JsonNode) round = NULL;
  const char  *tag = jc_json_get_string (jc_json_as_object (stored), TAG, NULL);
  const char  *fields[] = { "If-None-Match", tag, NULL };
  JcApiRequest request = { "GET", path, .fields = tag != NULL ? fields : NULL };

  if (!jc_sync_call (self, &request, &response, cancellable, error))
    return FALSE;
  if (response.status == NOT_MODIFIED && tag != NULL)
    return TRUE;
  round = with_tag (response.body, response.tag);
  return take_in_round (self, stored, round, error);
}

/* One that cannot be taken in does not keep the others away. */
static gboolean
pull_listed (
    JcSync *self, JsonArray *items, GHashTable *seen, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = jc_json_as_object (json_array_get_element (items, i));
      const char *id = jc_json_get_string (item, "id", "");
      GError     *failure = NULL;

      g_hash_table_add (seen, g_strdup (id));
      if (jc_feed_pull_round (self, id, cancellable, &failure))
        {
          if (!jc_aside_remove (self, "round", id, error))
            return FALSE;
        }
      else if (!jc_aside_put (self, "round", id, failure, error))
        return FALSE;
    }
  return TRUE;
}

/* What another server opened, or what a restored one has lost, is open no longer. */
static gboolean
note_gone (JcSync *self, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, error);

  for (guint i = 0; rounds != NULL && i < rounds->len; i++)
    {
      JsonNode   *node = g_ptr_array_index (rounds, i);
      JsonObject *round = jc_json_as_object (node);
      const char *id = jc_json_get_string (round, "id", NULL);
      g_autoptr (JsonNode) gone = NULL;

      if (id == NULL || g_hash_table_contains (seen, id)
          || g_strcmp0 (jc_json_get_string (round, "state", NULL), "gone") == 0)
        continue;
      gone = jc_json_copy (node);
      json_object_set_string_member (json_node_get_object (gone), "state", "gone");
      json_object_remove_member (json_node_get_object (gone), TAG);
      if (!jc_library_save_round (self->library, id, gone, error))
        return FALSE;
    }
  return rounds != NULL;
}

/**
 * jc_feed_pull_rounds:
 * @self: a sync that is connected
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Fetches the rounds with their definitions, windows and quotas into the library. Rounds in the
 * library that this server does not list get the state "gone".
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull_rounds (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = g_strdup ("");

  for (guint i = 0; i < MAX_PAGES && cursor != NULL; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (cursor, NULL, FALSE);
      g_autofree char *path
          = *cursor != '\0' ? g_strconcat ("/rounds?cursor=", escaped, NULL) : g_strdup ("/rounds");
      g_auto (JcApiResponse) list = { 0 };
      JcApiRequest request = { "GET", path };
      JsonObject  *page;

      if (!jc_sync_call (self, &request, &list, cancellable, error))
        return FALSE;
      page = jc_json_as_object (list.body);
      if (!pull_listed (self, jc_json_get_array (page, "items"), seen, cancellable, error))
        return FALSE;
      g_free (cursor);
      cursor = g_strdup (jc_json_get_string (page, "next_cursor", NULL));
    }
  return note_gone (self, seen, error);
}

/**
 * jc_feed_ensure_programme:
 * @self: a sync that is connected
 * @dossier: a dossier that came from the server
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Sees to it that the definition of @dossier is in the library; its round has it.
 *
 * Returns: %FALSE with @error set, JC_LIBRARY_ERROR_NOT_FOUND when it is nowhere to be had
 */
gboolean
jc_feed_ensure_programme (JcSync       *self,
                          JcDossier    *dossier,
                          GCancellable *cancellable,
                          GError      **error)
{
  const char *round = jc_dossier_get_round (dossier);
  g_autoptr (JcProgramme) programme = NULL;
  GError *failure = NULL;

  programme = jc_drafting_load_programme (self->library, dossier, &failure);
  if (programme == NULL && round != NULL
      && g_error_matches (failure, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND))
    {
      g_clear_error (&failure);
      if (jc_feed_pull_round (self, round, cancellable, &failure))
        programme = jc_drafting_load_programme (self->library, dossier, &failure);
    }
  if (programme != NULL)
    return TRUE;
  if (failure->domain == JC_SYNC_ERROR && failure->code != JC_SYNC_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return jc_set_error (
      error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
      "这份材料按项目定义 %s 的 %.12s 版填写，本机没有这一版，服务器的年度项目“%s”也没有给。"
      "让管理员核对那个年度项目，或在本机装上这份定义。",
      "This dossier follows version %2$.12s of the programme %1$s, which is not here, "
      "and the server's round “%3$s” did not bring it. Have an administrator check "
      "that round, or install the definition here.",
      jc_dossier_get_programme (dossier), jc_dossier_get_version (dossier),
      round != NULL ? round : "");
}
