/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include "jc-json.h"

/**
 * jc_library_save_receipt:
 *
 * The same receipt twice is one. Receipts are proof: they stay when their dossier goes.
 */
gboolean
jc_library_save_receipt (JcLibrary *self, const char *dossier_id, JsonNode *receipt, GError **error)
{
  g_autofree char *body = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && dossier_id != NULL && receipt != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "INSERT INTO receipt (dossier_id, hash, body)"
                                  " VALUES (:id, :hash, :body)"
                                  " ON CONFLICT (dossier_id, hash) DO NOTHING",
                                  error);
  if (statement == NULL)
    return FALSE;

  body = jc_json_to_canonical (receipt);
  hash = jc_json_dup_sha256 (receipt);
  jc_statement_bind_text (statement, "id", dossier_id);
  jc_statement_bind_text (statement, "hash", hash);
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_load_receipts:
 *
 * Returns: (transfer full) (element-type JsonNode): the last given first; a library may
 * come by earlier ones later
 */
GPtrArray *
jc_library_load_receipts (JcLibrary *self, const char *dossier_id, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && dossier_id != NULL, NULL);

  statement = jc_library_prepare (self,
                                  "SELECT body FROM receipt WHERE dossier_id = :id ORDER BY"
                                  " CASE WHEN json_valid (body) THEN"
                                  " json_extract (body, '$.received_at') END DESC, rowid DESC",
                                  error);
  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "id", dossier_id);
  return jc_library_read_bodies (self, statement, error);
}
