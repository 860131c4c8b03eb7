/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-merge.h"
#include "jc-sync-private.h"

#define PAGE_ITEMS 200

/* --- Rounds and definitions --- */

static gboolean
take_in_round (JcSync *self, JsonNode *round, GError **error)
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
  return jc_library_add_programme (self->library, programme, error)
         && jc_library_save_round (self->library, id, round, error);
}

/**
 * jc_feed_pull_rounds:
 * @self: a sync that is connected
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Fetches the rounds with their definitions, windows and quotas into the library.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull_rounds (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_auto (JcApiResponse) list = { 0 };
  JcApiRequest request = { "GET", "/rounds" };
  JsonArray   *items;

  if (!jc_sync_call (self, &request, &list, cancellable, error))
    return FALSE;
  items = jc_json_get_array (jc_json_as_object (list.body), "items");
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      g_auto (JcApiResponse) response = { 0 };
      JsonObject      *item = jc_json_as_object (json_array_get_element (items, i));
      g_autofree char *id = g_uri_escape_string (jc_json_get_string (item, "id", ""), NULL, FALSE);
      g_autofree char *path = g_strconcat ("/rounds/", id, NULL);
      JcApiRequest     one = { "GET", path };

      if (!jc_sync_call (self, &one, &response, cancellable, error)
          || !take_in_round (self, response.body, error))
        return FALSE;
    }
  return TRUE;
}

/* --- One dossier --- */

/* Every caller holds the library's write lock, so that nobody saves between reading and writing. */
static gboolean
merge_in (JcSync *self, JcProgramme *programme, JcDossier *theirs, GError **error)
{
  const char *id = jc_dossier_get_id (theirs);
  g_autoptr (JcDossier) mine = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = NULL;
  g_autoptr (JcDossier) merged = NULL;
  g_autoptr (GPtrArray) conflicts
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_conflict_free);
  g_autoptr (JsonNode) list = NULL;

  if (mine != NULL)
    base = jc_library_load_base (self->library, id, NULL);
  if (mine == NULL)
    merged = jc_dossier_ref (theirs);
  else
    /* Without a base (both sides began the same id) everything that differs is decided by a person.
     */
    merged = jc_merge (base != NULL ? base : theirs, mine, theirs, conflicts);

  /* The base first: what then equals it is not put into the outbox again. */
  if (!jc_library_save_base (self->library, theirs, error)
      || !jc_drafting_save (self->library, programme, merged, "merged", error))
    return FALSE;
  if (conflicts->len == 0)
    return TRUE;
  list = jc_conflicts_to_json (conflicts);
  return jc_library_save_conflicts (self->library, id, list, error);
}

/**
 * jc_feed_take_in:
 * @self: a sync
 * @theirs: the server's document at its revision
 * @error: return location
 *
 * Lays the server's document into the library as one durable step: new, fast forward, or merged
 * three ways with the last agreed one as base. What both sides changed differently stays as it is
 * here and is kept as a conflict.
 *
 * Returns: %FALSE with @error set; the library is as before
 */
gboolean
jc_feed_take_in (JcSync *self, JcDossier *theirs, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, theirs, error);

  if (programme == NULL || !jc_library_begin (self->library, error))
    return FALSE;
  if (!merge_in (self, programme, theirs, error))
    {
      jc_library_rollback (self->library);
      return FALSE;
    }
  if (!jc_library_commit (self->library, error))
    return FALSE;
  jc_sync_tell_changed (self, jc_dossier_get_id (theirs), FALSE);
  return TRUE;
}

/**
 * jc_feed_pull_dossier:
 * @self: a sync that is connected
 * @id: a dossier's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull_dossier (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/dossiers/", id, NULL);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  g_autoptr (JcDossier) theirs = NULL;

  if (!jc_sync_call (self, &request, &response, cancellable, error))
    return FALSE;
  theirs = jc_dossier_new_from_json (response.body, error);
  if (theirs == NULL)
    {
      jc_prefix_error (error, "服务器给的材料：", "the server's dossier: ");
      return FALSE;
    }
  if (g_strcmp0 (jc_dossier_get_id (theirs), id) != 0)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器给的是另一份材料。",
                         "The server answered with another dossier.");
  return jc_feed_take_in (self, theirs, error);
}

/* --- The feed --- */

/* A dossier that is gone on the server goes here too, unless there is work in it that nobody has.
 */
static gboolean
take_in_tombstone (JcSync *self, const char *id, guint *n_pulled, GError **error)
{
  g_autoptr (JcDossier) mine = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, id, NULL);

  if (mine == NULL || base == NULL || !jc_dossier_equal (mine, base))
    return TRUE;
  if (!jc_library_delete_dossier (self->library, id, error))
    return FALSE;
  (*n_pulled)++;
  jc_sync_tell_changed (self, id, FALSE);
  return TRUE;
}

static gboolean
take_in_item (
    JcSync *self, JsonObject *item, guint *n_pulled, GCancellable *cancellable, GError **error)
{
  const char *kind = jc_json_get_string (item, "kind", "");
  const char *id = jc_json_get_string (item, "id", "");
  g_autoptr (JcDossier) mine = NULL;
  g_autoptr (JcDossier) base = NULL;
  GError *local = NULL;

  if (g_str_equal (kind, "round"))
    return jc_feed_pull_rounds (self, cancellable, error);
  if (!g_str_equal (kind, "dossier") || !g_uuid_string_is_valid (id))
    return TRUE;
  if (jc_json_get_boolean (item, "deleted", FALSE))
    return take_in_tombstone (self, id, n_pulled, error);

  mine = jc_library_load_dossier (self->library, id, NULL);
  base = jc_library_load_base (self->library, id, NULL);
  /* Deleted here, and the server does not know yet. */
  if (mine == NULL && base != NULL)
    return TRUE;
  if (base != NULL && jc_dossier_get_revision (base) >= jc_json_get_int (item, "revision", 0))
    return TRUE;
  if (jc_feed_pull_dossier (self, id, cancellable, &local))
    {
      (*n_pulled)++;
      return TRUE;
    }
  /* It was deleted, or taken out of sight, since the feed named it: the feed will say so. */
  if (g_error_matches (local, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
remember_place (JcSync *self, JsonObject *page, gint64 *since, GError **error)
{
  g_autofree char *text = NULL;

  *since = jc_json_get_int (page, "next_since", *since);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, *since);
  return jc_library_set_setting (self->library, "epoch", jc_json_get_string (page, "epoch", NULL),
                                 error)
         && jc_library_set_setting (self->library, "since", text, error);
}

/* One page of the feed; *n_items is 0 at its end. A feed of another epoch (the server was restored
 * from a backup) is read again from its beginning. */
static gboolean
pull_page (JcSync       *self,
           gint64       *since,
           guint        *n_items,
           guint        *n_pulled,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char *epoch = jc_library_dup_setting (self->library, "epoch", NULL);
  g_autofree char *path
      = g_strdup_printf ("/changes?since=%" G_GINT64_FORMAT "&limit=%d%s%s", *since, PAGE_ITEMS,
                         epoch != NULL ? "&epoch=" : "", epoch != NULL ? epoch : "");
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  JsonArray   *items;
  JsonObject  *page;

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (response.status == 410 && epoch != NULL)
    {
      *since = 0;
      *n_items = 1;
      return jc_library_set_setting (self->library, "epoch", NULL, error)
             && jc_library_set_setting (self->library, "since", NULL, error);
    }
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);

  page = jc_json_as_object (response.body);
  items = jc_json_get_array (page, "items");
  *n_items = items != NULL ? json_array_get_length (items) : 0;
  for (guint i = 0; i < *n_items; i++)
    if (!take_in_item (self, jc_json_as_object (json_array_get_element (items, i)), n_pulled,
                       cancellable, error))
      return FALSE;
  return remember_place (self, page, since, error);
}

/**
 * jc_feed_pull:
 * @self: a sync that is connected
 * @n_pulled: (inout): counts dossiers whose copy here changed
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Reads the feed from where it was left to its end. The place is remembered after each page is in
 * the library, so that an interrupted pull goes on where it was.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull (JcSync *self, guint *n_pulled, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = jc_library_dup_setting (self->library, "since", NULL);
  gint64           since = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  guint            n_items;

  do
    if (!pull_page (self, &since, &n_items, n_pulled, cancellable, error))
      return FALSE;
  while (n_items > 0);
  return TRUE;
}
