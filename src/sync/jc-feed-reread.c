/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-private.h"

/**
 * jc_feed_begin_again:
 * @self: a sync
 * @error: return location
 *
 * What this library believes about the server may no longer hold: the server was restored from a
 * backup, or it is another one, or another account is signed in. The wish outlives an interrupted
 * pull; it is stored before the place in the feed is forgotten.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_feed_begin_again (JcSync *self, GError **error)
{
  return jc_library_set_setting (self->library, "reread", "1", error)
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
is_ours_to_make (const char *state)
{
  return g_str_equal (state, "draft") || g_str_equal (state, "finalised");
}

/* A dossier that the server may not make (it belongs to another unit, its round is not there) stays
 * as it is here: that is no reason to stop. */
static gboolean
make_again (JcSync *self, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDossier) current = jc_library_load_dossier (self->library, id, NULL);
  g_autoptr (JcDossier) base = jc_library_load_base (self->library, id, NULL);
  GError *failure = NULL;

  /* What no server ever had stands in the outbox. */
  if (current == NULL || base == NULL || !is_ours_to_make (jc_dossier_get_state (current)))
    return TRUE;
  if (jc_outbox_create (self, current, cancellable, &failure))
    return jc_library_queue (self->library, id, "put", NULL, NULL, error);
  if (g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED)
      || g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return TRUE;
    }
  g_propagate_error (error, failure);
  return FALSE;
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

      if (!g_hash_table_contains (seen, row->id) && !make_again (self, row->id, cancellable, error))
        return FALSE;
    }
  return rows != NULL && jc_library_set_setting (self->library, "reread", NULL, error);
}
