/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-sync-private.h"

#define PAGE_ITEMS 200

/**
 * Pull: one reading of the feed.
 */
typedef struct
{
  gint64      since;
  guint      *n_pulled;  /* counts dossiers whose copy here changed */
  gboolean    is_reread; /* no revision that is known here counts */
  GHashTable *seen;      /* (owned): ids of the dossiers that the feed named */
} Pull;

static JcDossier *
copy_as_new (JcDossier *mine)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JcDossier) empty
      = jc_dossier_new (id, jc_dossier_get_kind (mine), jc_dossier_get_programme (mine),
                        jc_dossier_get_version (mine));
  g_autoptr (JcDossier) in_round = jc_dossier_with_round (empty, jc_dossier_get_round (mine));
  g_autoptr (JcDossier) about = jc_dossier_with_about (in_round, jc_dossier_get_about (mine));
  g_autoptr (JcDossier) filled = jc_dossier_with_values (about, jc_dossier_get_values (mine));

  return jc_dossier_with_attachments (filled, jc_dossier_get_attachments (mine));
}

/* A server never makes a deleted id again, so work that nobody else has goes on under a new one. */
static char *
keep_as_new (JcSync *self, JcDossier *mine, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, mine, error);
  g_autoptr (JcDossier) copy = copy_as_new (mine);

  if (programme == NULL || !jc_drafting_save (self->library, programme, copy, "created", error))
    return NULL;
  return g_strdup (jc_dossier_get_id (copy));
}

/* *kept receives the id of the copy where one had to be made. */
static gboolean
bury (JcSync *self, const char *id, gboolean *is_buried, char **kept, GError **error)
{
  g_autoptr (JcDossier) mine = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = mine != NULL ? jc_library_load_base (self->library, id, NULL) : NULL;

  if (base == NULL)
    return TRUE;
  if (!jc_dossier_equal (mine, base) && (*kept = keep_as_new (self, mine, error)) == NULL)
    return FALSE;
  *is_buried = jc_library_delete_dossier (self->library, id, error);
  return *is_buried;
}

/* A dossier that is gone on the server goes here too; where there is work in it that nobody has, a
 * copy of it stays. */
static gboolean
take_in_tombstone (JcSync *self, Pull *pull, const char *id, GError **error)
{
  gboolean         is_buried = FALSE;
  g_autofree char *kept = NULL;

  if (!jc_library_begin (self->library, error))
    return FALSE;
  if (!bury (self, id, &is_buried, &kept, error))
    {
      jc_library_rollback (self->library);
      return FALSE;
    }
  if (!jc_library_commit (self->library, error))
    return FALSE;
  if (!jc_aside_remove (self, NULL, id, error))
    return FALSE;
  if (!is_buried)
    return TRUE;
  (*pull->n_pulled)++;
  jc_sync_tell_changed (self, id, FALSE);
  if (kept != NULL)
    jc_sync_tell_changed (self, kept, FALSE);
  return TRUE;
}

static gboolean
is_known (JcSync *self, const Pull *pull, const char *id, gint64 revision)
{
  g_autoptr (JcDossier) mine = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, id, NULL);

  /* Deleted here, and the server does not know yet. */
  if (mine == NULL && base != NULL)
    return TRUE;
  return base != NULL && !pull->is_reread && jc_dossier_get_revision (base) >= revision;
}

static gboolean
take_in_item (JcSync *self, Pull *pull, JsonObject *item, GCancellable *cancellable, GError **error)
{
  const char *kind = jc_json_get_string (item, "kind", "");
  const char *id = jc_json_get_string (item, "id", "");
  gboolean    is_first;
  GError     *local = NULL;

  if (g_str_equal (kind, "round"))
    return jc_feed_pull_rounds (self, cancellable, error);
  if (!g_str_equal (kind, "dossier") || !g_uuid_string_is_valid (id))
    return TRUE;
  is_first = g_hash_table_add (pull->seen, g_strdup (id));
  if (jc_json_get_boolean (item, "deleted", FALSE))
    return take_in_tombstone (self, pull, id, error);
  /* A feed that is read again names one dossier many times; its newest document comes at once. */
  if ((pull->is_reread && !is_first)
      || is_known (self, pull, id, jc_json_get_int (item, "revision", 0)))
    return TRUE;
  if (jc_feed_pull_dossier (self, id, cancellable, &local))
    {
      (*pull->n_pulled)++;
      return TRUE;
    }
  /* It was deleted, or taken out of sight, since the feed named it: the feed will say so. */
  if (g_error_matches (local, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (local);
      return TRUE;
    }
  /* What is wrong with one dossier keeps no other away. */
  return jc_aside_put (self, "pull", id, local, error);
}

static gboolean
remember_place (JcSync *self, Pull *pull, JsonObject *page, guint n_items, GError **error)
{
  g_autofree char *text = NULL;
  gint64           next = jc_json_get_int (page, "next_since", pull->since);

  if (n_items > 0 && next <= pull->since)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                         "服务器的变更通知停在第 %" G_GINT64_FORMAT " 号不动，稍后再试。",
                         "The server's feed does not move on from number %" G_GINT64_FORMAT
                         "; it will be tried again.",
                         pull->since);
  pull->since = next;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, next);
  return jc_library_set_setting (self->library, "epoch", jc_json_get_string (page, "epoch", NULL),
                                 error)
         && jc_library_set_setting (self->library, "since", text, error);
}

/* For the files of this room, see jc-sync-private.h. */
char *
jc_feed_dup_path (JcSync *self, gint64 since, guint limit, guint wait_seconds)
{
  g_autofree char *epoch = jc_library_dup_setting (self->library, "epoch", NULL);
  g_autofree char *escaped = g_uri_escape_string (epoch != NULL ? epoch : "", NULL, FALSE);

  return g_strdup_printf ("/changes?since=%" G_GINT64_FORMAT "&limit=%u&wait=%u%s%s", since, limit,
                          wait_seconds, epoch != NULL ? "&epoch=" : "", escaped);
}

/* One page of the feed; *n_items is 0 at its end. */
static gboolean
pull_page (JcSync *self, Pull *pull, guint *n_items, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = jc_feed_dup_path (self, pull->since, PAGE_ITEMS, 0);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  JsonArray   *items;
  JsonObject  *page;

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  /* Another epoch: the server was restored from a backup. */
  if (response.status == 410 && pull->since > 0)
    {
      pull->since = 0;
      pull->is_reread = TRUE;
      *n_items = 1;
      return jc_feed_begin_again (self, TRUE, error);
    }
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);

  page = jc_json_as_object (response.body);
  items = jc_json_get_array (page, "items");
  *n_items = items != NULL ? json_array_get_length (items) : 0;
  for (guint i = 0; i < *n_items; i++)
    if (!take_in_item (self, pull, jc_json_as_object (json_array_get_element (items, i)),
                       cancellable, error))
      return FALSE;
  return remember_place (self, pull, page, *n_items, error);
}

static gboolean
pull_all (JcSync *self, Pull *pull, GCancellable *cancellable, GError **error)
{
  guint n_items;

  do
    if (!pull_page (self, pull, &n_items, cancellable, error))
      return FALSE;
  while (n_items > 0);
  return !pull->is_reread || jc_feed_end_reread (self, pull->seen, cancellable, error);
}

/**
 * jc_feed_pull:
 * @self: a sync that is connected
 * @n_pulled: (inout): counts dossiers whose copy here changed
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Reads the feed from where it was left to its end, then tries once more what was set aside. The
 * place is remembered after each page is in
 * the library, so that an interrupted pull goes on where it was; one that reads everything again
 * begins again.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_pull (JcSync *self, guint *n_pulled, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = jc_library_dup_setting (self->library, "since", NULL);
  gboolean         is_reread = jc_feed_is_reread (self);
  Pull             pull = {
                .since = text != NULL && !is_reread ? g_ascii_strtoll (text, NULL, 10) : 0,
                .n_pulled = n_pulled,
                .is_reread = is_reread,
                .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  gboolean done = pull_all (self, &pull, cancellable, error)
                  && jc_feed_catch_up_receipts (self, cancellable, error)
                  && jc_aside_retry (self, n_pulled, cancellable, error);

  g_hash_table_unref (pull.seen);
  return done;
}
