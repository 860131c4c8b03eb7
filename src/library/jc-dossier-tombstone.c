/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-stored-dossier.h"

#define TOMBSTONE_US (30 * G_TIME_SPAN_DAY)

static gboolean
set_deleted (JcLibrary *self, const char *id, gint64 at_us, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self, "UPDATE dossier SET deleted_at_us = :at_us WHERE id = :id",
                            error);

  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "id", id);
  if (at_us != 0)
    jc_statement_bind_int (statement, "at_us", at_us);
  else
    jc_statement_bind_null (statement, "at_us");
  return jc_library_run (self, statement, error);
}

static gboolean
delete_in_transaction (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (JcStoredDossier) stored = jc_stored_dossier_load_present (self, id, error);

  if (stored == NULL || !set_deleted (self, id, jc_library_get_now_us (self), error))
    return FALSE;
  return stored->base == NULL || jc_library_queue (self, id, "delete", NULL, NULL, error);
}

/**
 * jc_library_delete_dossier:
 *
 * Marks the dossier deleted and, when the server knows it, queues a "delete". What else waits for
 * it in the outbox is withheld, and goes on after jc_library_undelete_dossier ().
 */
gboolean
jc_library_delete_dossier (JcLibrary *self, const char *id, GError **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, delete_in_transaction (self, id, error), error);
}

static gboolean
undelete_in_transaction (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStoredDossier) stored = jc_stored_dossier_load (self, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (stored == NULL)
    return jc_stored_dossier_set_not_found (error, id);
  if (!stored->is_deleted)
    return TRUE;
  return jc_outbox_table_remove_deletes (self, id, error) && set_deleted (self, id, 0, error)
         && jc_stored_dossier_queue_put (self, NULL, stored->current, error);
}

/**
 * jc_library_undelete_dossier:
 *
 * Takes a deletion back, also one that the server has heard of: with an account a "put" is queued.
 * NOT_FOUND after 30 days. A dossier that is not deleted stays as it is.
 */
gboolean
jc_library_undelete_dossier (JcLibrary *self, const char *id, GError **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, undelete_in_transaction (self, id, error), error);
}

/**
 * jc_dossier_tombstone_purge:
 *
 * Forgets dossiers deleted 30 days ago, with their history. One whose deletion the server has not
 * heard of yet stays. Receipts stay for ever.
 */
gboolean
jc_dossier_tombstone_purge (JcLibrary *self, GError **error)
{
  static const char *const purges[] = {
    "DELETE FROM outbox WHERE kind <> 'delete' AND dossier_id IN (SELECT id FROM dossier"
    " WHERE deleted_at_us < :before_us) AND dossier_id NOT IN"
    " (SELECT dossier_id FROM outbox WHERE kind = 'delete')",
    "DELETE FROM dossier WHERE deleted_at_us < :before_us"
    " AND id NOT IN (SELECT dossier_id FROM outbox)",
  };
  g_autoptr (JcStatement) old
      = jc_library_prepare (self, "SELECT id FROM dossier WHERE deleted_at_us < :before_us LIMIT 1",
                            error);
  g_autoptr (GError) failure = NULL;
  gint64   before_us = jc_library_get_now_us (self) - TOMBSTONE_US;
  gboolean is_done = TRUE;

  if (old == NULL)
    return FALSE;
  /* Most openings have nothing to purge and take no write lock. */
  jc_statement_bind_int (old, "before_us", before_us);
  if (!jc_library_step (self, old, &failure))
    return failure == NULL ? TRUE : jc_library_fail (self, failure, error);
  jc_statement_reset (old);

  if (!jc_library_begin (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (purges) && is_done; i++)
    {
      g_autoptr (JcStatement) statement = jc_library_prepare (self, purges[i], error);

      if (statement != NULL)
        jc_statement_bind_int (statement, "before_us", before_us);
      is_done = statement != NULL && jc_library_run (self, statement, error);
    }
  return jc_library_end (self, is_done, error);
}
