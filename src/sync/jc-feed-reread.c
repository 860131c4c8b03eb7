/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-sync-private.h"

#define RESTORED "restored"
#define MOVED "moved"

/**
 * jc_feed_begin_again:
 * @self: a sync
 * @is_restored: whether it is the same server, restored from a backup; else it is another one, or
 *   another account is signed in
 * @error: return location
 *
 * What this library believes about the server may no longer hold. The wish outlives an interrupted
 * pull; it is stored before the place in the feed is forgotten.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_feed_begin_again (JcSync *self, gboolean is_restored, GError **error)
{
  return jc_library_set_setting (self->library, "reread", is_restored ? RESTORED : MOVED, error)
         && jc_library_set_setting (self->library, "since", NULL, error)
         && jc_library_set_setting (self->library, "epoch", NULL, error);
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_feed_is_reread (JcSync *self)
{
  g_autofree char *reread = jc_library_dup_setting (self->library, "reread", NULL);

  return reread != NULL;
}

static gboolean
is_restored (JcSync *self)
{
  g_autofree char *reread = jc_library_dup_setting (self->library, "reread", NULL);

  return g_strcmp0 (reread, RESTORED) == 0;
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_feed_is_ours_to_make (JcDossier *dossier)
{
  const char *state = jc_dossier_get_state (dossier);

  return g_str_equal (state, "draft") || g_str_equal (state, "finalised");
}

/**
 * jc_feed_has_lost_submission:
 * @self: a sync
 * @base: as last agreed with the server
 * @theirs: (nullable): as the server has it now; %NULL: not at all
 * @n_submissions: how many the server has of it
 *
 * Whether a restored server no longer has what it once acknowledged. A submission that was taken
 * back meanwhile is counted by the server still.
 *
 * Returns: whether it has to be submitted again
 */
gboolean
jc_feed_has_lost_submission (JcSync *self, JcDossier *base, JcDossier *theirs, gint64 n_submissions)
{
  g_autoptr (GPtrArray) receipts = NULL;

  if (!is_restored (self) || jc_feed_is_ours_to_make (base)
      || (theirs != NULL && !jc_feed_is_ours_to_make (theirs)))
    return FALSE;
  receipts = jc_library_load_receipts (self->library, jc_dossier_get_id (base), NULL);
  return n_submissions < MAX (1, receipts != NULL ? (gint64)receipts->len : 0);
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_feed_note_lost (JcSync *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) receipts = jc_library_load_receipts (self->library, id, error);
  JsonObject *newest
      = receipts != NULL && receipts->len > 0 ? jc_json_as_object (receipts->pdata[0]) : NULL;

  return receipts != NULL
         && jc_aside_put_lost (self, id, jc_json_get_string (newest, "number", NULL), error);
}

/* The dossier goes back to where it was before it was handed in: finalised, on the day that stands
 * on the sealed paper. */
static gboolean
make_lost_again (JcSync *self, JcDossier *lost, GCancellable *cancellable, GError **error)
{
  const char *on = jc_dossier_get_finalised_on (lost);
  g_autoptr (JcDossier) made = NULL;
  g_autoptr (JcDossier) back = NULL;
  g_autoptr (JcProgramme) programme = NULL;

  if (!jc_feed_note_lost (self, jc_dossier_get_id (lost), error)
      || !jc_outbox_create (self, lost, cancellable, error))
    return FALSE;
  made = jc_library_load_dossier (self->library, jc_dossier_get_id (lost), error);
  if (made == NULL || on == NULL)
    return made != NULL;
  back = jc_dossier_with_state (made, "finalised", on);
  programme = jc_drafting_load_programme (self->library, back, error);
  return programme != NULL && jc_drafting_save (self->library, programme, back, "restored", error);
}

/**
 * jc_feed_make_again:
 * @self: a sync that is connected
 * @id: a dossier's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Makes a dossier that the server had, or that another one has, on this server. One that never was
 * on any stands in the outbox.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_feed_make_again (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDossier) current = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, id, NULL);

  if (current == NULL || base == NULL)
    return TRUE;
  if (jc_feed_has_lost_submission (self, base, NULL, 0))
    return make_lost_again (self, current, cancellable, error);
  if (!jc_feed_is_ours_to_make (current))
    return TRUE;
  return jc_outbox_create (self, current, cancellable, error)
         && jc_library_queue (self->library, id, "put", NULL, NULL, error);
}

static gboolean
is_in_outbox (JcSync *self, const char *id)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, id, NULL);

  return items != NULL && items->len > 0;
}

/* A dossier that the server may not make (it belongs to another unit) stays as it is here: that is
 * no reason to stop. One whose round is not there waits for it. */
static gboolean
make_missing (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  if (jc_feed_make_again (self, id, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED)
      || g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND)
      || (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_ROUND)
          && is_in_outbox (self, id)))
    {
      g_error_free (failure);
      return TRUE;
    }
  return jc_aside_put (self, "put", id, failure, error);
}

/**
 * jc_feed_end_reread:
 * @self: a sync that is connected
 * @seen: (element-type utf8): ids of the dossiers that the whole feed named
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * A backup is older than what happened since: dossiers that the server had and has no longer are
 * made there again from here.
 *
 * Returns: %FALSE with @error set; the next pull tries again
 */
gboolean
jc_feed_end_reread (JcSync *self, GHashTable *seen, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = jc_library_load_dossiers (self->library, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const JcDossierRow *row = g_ptr_array_index (rows, i);

      if (!g_hash_table_contains (seen, row->id)
          && !make_missing (self, row->id, cancellable, error))
        return FALSE;
    }
  return rows != NULL && jc_library_set_setting (self->library, "reread", NULL, error);
}
