/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

/**
 * jc_upload_row_new:
 * @sha256: of the original
 * @url: below /api/v1; "" when it is not known
 * @offset: how many bytes the server had
 * @created_at_us: when the upload was begun, µs since the epoch
 *
 * Returns: (transfer full): a row
 */
JcUploadRow *
jc_upload_row_new (const char *sha256, const char *url, gint64 offset, gint64 created_at_us)
{
  JcUploadRow *row = g_new0 (JcUploadRow, 1);

  row->sha256 = g_strdup (sha256);
  row->url = g_strdup (url);
  row->offset = offset;
  row->created_at_us = created_at_us;
  return row;
}

void
jc_upload_row_free (JcUploadRow *row)
{
  if (row == NULL)
    return;

  g_free (row->sha256);
  g_free (row->url);
  g_free (row);
}

static JcStatement *
prepare (JcLibrary *self, const char *sql, const char *server, const char *account, GError **error)
{
  JcStatement *statement = jc_library_prepare (self, sql, error);

  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "server", server);
  jc_statement_bind_text (statement, "account", account);
  return statement;
}

/**
 * jc_library_load_uploads:
 * @server: the server's address
 * @account: the account that sent them
 *
 * Returns: (transfer full) (element-type JcUploadRow): how far originals have come there
 */
GPtrArray *
jc_library_load_uploads (JcLibrary *self, const char *server, const char *account, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_upload_row_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && server != NULL && account != NULL, NULL);

  statement = prepare (self,
                       "SELECT sha256, url, offset, created_at_us FROM upload"
                       " WHERE server = :server AND account = :account",
                       server, account, error);
  if (statement == NULL)
    return NULL;

  while (jc_library_step (self, statement, &failure))
    g_ptr_array_add (rows, jc_upload_row_new (jc_statement_get_text (statement, "sha256"),
                                              jc_statement_get_text (statement, "url"),
                                              jc_statement_get_int (statement, "offset"),
                                              jc_statement_get_int (statement, "created_at_us")));
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * jc_library_save_upload:
 * @server: the server's address
 * @account: the account that sends it
 * @row: replaces what was known of that original there
 */
gboolean
jc_library_save_upload (JcLibrary         *self,
                        const char        *server,
                        const char        *account,
                        const JcUploadRow *row,
                        GError           **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && server != NULL && account != NULL && row != NULL, FALSE);

  statement = prepare (self,
                       "INSERT INTO upload (server, account, sha256, url, offset, created_at_us)"
                       " VALUES (:server, :account, :sha256, :url, :offset, :created)"
                       " ON CONFLICT (server, account, sha256) DO UPDATE SET url = :url,"
                       " offset = :offset, created_at_us = :created",
                       server, account, error);
  if (statement == NULL)
    return FALSE;

  jc_statement_bind_text (statement, "sha256", row->sha256);
  jc_statement_bind_text (statement, "url", row->url);
  jc_statement_bind_int (statement, "offset", row->offset);
  jc_statement_bind_int (statement, "created", row->created_at_us);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_remove_upload:
 * @server: the server's address
 * @account: the account that sent it
 * @sha256: of the original
 */
gboolean
jc_library_remove_upload (
    JcLibrary *self, const char *server, const char *account, const char *sha256, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && server != NULL && account != NULL, FALSE);

  statement = prepare (self,
                       "DELETE FROM upload WHERE server = :server AND account = :account"
                       " AND sha256 = :sha256",
                       server, account, error);
  if (statement == NULL)
    return FALSE;

  jc_statement_bind_text (statement, "sha256", sha256);
  return jc_library_run (self, statement, error);
}
