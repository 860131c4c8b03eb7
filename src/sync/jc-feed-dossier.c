/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-download.h"
#include "jc-drafting.h"
#include "jc-merge.h"
#include "jc-pointer.h"
#include "jc-sync-private.h"

static gboolean
is_listed (JsonArray *list, const char *pointer)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (json_array_get_element (list, i)),
                                       "pointer", NULL),
                   pointer)
        == 0)
      return TRUE;
  return FALSE;
}

/* A conflict that nobody has decided yet stays one, unless the place has its other value by now. */
static gboolean
is_still_open (JsonObject *conflict, JcDossier *merged)
{
  const char *pointer = jc_json_get_string (conflict, "pointer", "");
  JsonNode   *value;

  if (g_str_has_prefix (pointer, "/attachments"))
    return TRUE;
  value = jc_pointer_get (jc_dossier_get_values (merged), pointer);
  return value == NULL || !jc_json_equal (value, json_object_get_member (conflict, "theirs"));
}

static gboolean
save_conflicts (JcSync *self, JcDossier *merged, GPtrArray *conflicts, GError **error)
{
  const char *id = jc_dossier_get_id (merged);
  g_autoptr (JsonNode) before = jc_library_load_conflicts (self->library, id, NULL);
  g_autoptr (JsonNode) fresh = jc_conflicts_to_json (conflicts);
  g_autoptr (JsonNode) all = jc_json_copy (fresh);
  JsonArray *old = jc_json_as_array (before);
  JsonArray *list = json_node_get_array (all);

  if (old == NULL && conflicts->len == 0)
    return TRUE;
  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode   *node = json_array_get_element (old, i);
      JsonObject *conflict = jc_json_as_object (node);

      if (!is_listed (list, jc_json_get_string (conflict, "pointer", NULL))
          && is_still_open (conflict, merged))
        json_array_add_element (list, json_node_ref (node));
    }
  return jc_library_save_conflicts (self->library, id, all, error);
}

static gboolean
is_state (JcDossier *dossier, const char *state)
{
  return g_str_equal (jc_dossier_get_state (dossier), state);
}

/* Whoever finalised said that of what stood there then. What both sides finalised differently is a
 * draft again, so that somebody looks at it. */
static JcDossier *
settle_state (JcDossier *mine, JcDossier *theirs, JcDossier *merged, guint n_conflicts)
{
  if (!is_state (theirs, "finalised") || jc_dossier_equal (merged, theirs))
    return jc_dossier_ref (merged);
  if (n_conflicts == 0 && is_state (mine, "finalised")
      && jc_json_equal (jc_dossier_get_values (merged), jc_dossier_get_values (mine))
      && jc_json_equal (jc_dossier_get_attachments (merged), jc_dossier_get_attachments (mine)))
    return jc_dossier_with_state (merged, "finalised", jc_dossier_get_finalised_on (mine));
  return jc_dossier_with_state (merged, "draft", NULL);
}

/* A server whose revision is lower than the one we agreed on was restored from a backup: what it
 * lost is ours to send again, and what it answers is no change that anybody made. */
static JcDossier *
merge_after_restore (JcDossier *mine, JcDossier *theirs, gboolean is_lost, GPtrArray *conflicts)
{
  g_autoptr (JcDossier) merged = jc_merge (theirs, mine, theirs, conflicts);

  /* The paper that was sealed for the submission still holds. */
  if (is_lost && is_state (theirs, "draft") && jc_dossier_get_finalised_on (mine) != NULL)
    return jc_dossier_with_state (merged, "finalised", jc_dossier_get_finalised_on (mine));
  /* What is finalised there has to be reopened before it takes our values. */
  if (is_state (theirs, "finalised") && !jc_dossier_equal (merged, theirs))
    return jc_dossier_with_state (merged, "draft", NULL);
  return g_steal_pointer (&merged);
}

static JcDossier *
merge (JcDossier *base, JcDossier *mine, JcDossier *theirs, gboolean is_lost, GPtrArray *conflicts)
{
  g_autoptr (JcDossier) merged = NULL;

  if (mine == NULL)
    return jc_dossier_ref (theirs);
  /* Without a base the server has what was sent once, and the answer to that was lost. */
  if (base == NULL || is_lost || jc_dossier_get_revision (theirs) < jc_dossier_get_revision (base))
    return merge_after_restore (mine, theirs, is_lost, conflicts);
  merged = jc_merge (base, mine, theirs, conflicts);
  return settle_state (mine, theirs, merged, conflicts->len);
}

/* What is held for a submission that the server may have lost, or has back. */
static gboolean
follow_submission (JcSync *self, JcDossier *theirs, gboolean is_lost, GError **error)
{
  const char *id = jc_dossier_get_id (theirs);

  if (is_lost)
    return jc_feed_note_lost (self, id, error);
  return jc_feed_is_ours_to_make (theirs) || jc_aside_remove (self, "submission", id, error);
}

/* Every caller holds the library's write lock, so that nobody saves between reading and writing. */
static gboolean
merge_in (
    JcSync *self, JcProgramme *programme, JcDossier *theirs, gint64 n_submissions, GError **error)
{
  const char *id = jc_dossier_get_id (theirs);
  g_autoptr (JcDossier) mine = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = mine != NULL ? jc_library_load_base (self->library, id, NULL) : NULL;
  gboolean is_lost
      = base != NULL && jc_feed_has_lost_submission (self, base, theirs, n_submissions);
  g_autoptr (GPtrArray) conflicts
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_conflict_free);
  g_autoptr (JcDossier) merged = merge (base, mine, theirs, is_lost, conflicts);

  /* The base first: what then equals it is not put into the outbox again. */
  return jc_library_save_base (self->library, theirs, error)
         && jc_drafting_save (self->library, programme, merged, "merged", error)
         && save_conflicts (self, merged, conflicts, error)
         && follow_submission (self, theirs, is_lost, error)
         && jc_fetch_note (self, merged, error) && jc_fetch_note (self, theirs, error)
         && jc_aside_remove (self, "pull", id, error) && jc_aside_remove (self, "put", id, error);
}

/* Lays the server's document into the library as one durable step: new, fast forward, or merged
 * three ways with the last agreed one as base. What both sides changed differently stays as it is
 * here and is kept as a conflict. On failure the library is as before. */
static gboolean
take_in (JcSync *self, JcDossier *theirs, gint64 n_submissions, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, theirs, error);

  if (programme == NULL || !jc_library_begin (self->library, error))
    return FALSE;
  if (!merge_in (self, programme, theirs, n_submissions, error))
    {
      jc_library_rollback (self->library);
      return FALSE;
    }
  if (!jc_library_commit (self->library, error))
    return FALSE;
  jc_sync_tell_changed (self, jc_dossier_get_id (theirs), FALSE);
  return TRUE;
}

/* A receipt that cannot be had keeps nothing else up; it is tried again. */
static gboolean
pull_receipts (JcSync       *self,
               JcDossier    *theirs,
               gint64        n_submissions,
               GCancellable *cancellable,
               GError      **error)
{
  const char *id = jc_dossier_get_id (theirs);
  GError     *failure = NULL;

  if (jc_feed_pull_receipts (self, theirs, n_submissions, cancellable, &failure))
    return jc_aside_remove (self, "receipt", id, error);
  return jc_aside_put (self, "receipt", id, failure, error);
}

static JcDossier *
fetch_theirs (
    JcSync *self, const char *id, gint64 *n_submissions, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/dossiers/%s", id);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  g_autoptr (JcDossier) theirs = NULL;

  if (!jc_sync_call (self, &request, &response, cancellable, error))
    return NULL;
  theirs = jc_dossier_new_from_json (response.body, error);
  if (theirs == NULL)
    {
      jc_prefix_error (error, "服务器给的材料：", "the server's dossier: ");
      return NULL;
    }
  if (g_strcmp0 (jc_dossier_get_id (theirs), id) != 0)
    {
      jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器给的是另一份材料。",
                    "The server answered with another dossier.");
      return NULL;
    }
  *n_submissions = jc_json_get_int (jc_json_as_object (response.body), "submissions", 0);
  return g_steal_pointer (&theirs);
}

/**
 * jc_feed_pull_dossier:
 * @self: a sync that is connected
 * @id: a dossier's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Fetches one dossier, and its definition and receipts where they are not here yet, and merges it
 * into the library.
 *
 * Returns: %FALSE with @error set; the library's copy is as before
 */
gboolean
jc_feed_pull_dossier (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  gint64 n_submissions = 0;
  g_autoptr (JcDossier) theirs = fetch_theirs (self, id, &n_submissions, cancellable, error);

  return theirs != NULL && jc_feed_ensure_programme (self, theirs, cancellable, error)
         && take_in (self, theirs, n_submissions, error)
         && pull_receipts (self, theirs, n_submissions, cancellable, error);
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_feed_pull_receipts_again (JcSync       *self,
                             const char   *id,
                             GCancellable *cancellable,
                             GError      **error)
{
  gint64 n_submissions = 0;
  g_autoptr (JcDossier) theirs = fetch_theirs (self, id, &n_submissions, cancellable, error);

  return theirs != NULL && jc_feed_pull_receipts (self, theirs, n_submissions, cancellable, error);
}
