/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-table.h"

#include "jc-table.h"

#define COLUMNS "id, account, sha256, size, metadata, finished, expires_us"

/**
 * jc_upload_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
jc_upload_record_free (JcUploadRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->account);
  g_free (self->sha256);
  g_free (self->metadata);
  g_free (self);
}

static gboolean
read_first (JcStatement *statement, JcUploadRecord **record, GError **error)
{
  gboolean found;

  *record = NULL;
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *record = g_new0 (JcUploadRecord, 1);
  (*record)->id = g_strdup (jc_statement_get_text (statement, "id"));
  (*record)->account = g_strdup (jc_statement_get_text (statement, "account"));
  (*record)->sha256 = g_strdup (jc_statement_get_text (statement, "sha256"));
  (*record)->size = jc_statement_get_int (statement, "size");
  (*record)->metadata = g_strdup (jc_statement_get_text (statement, "metadata"));
  (*record)->finished = jc_statement_get_int (statement, "finished") != 0;
  (*record)->expires_us = jc_statement_get_int (statement, "expires_us");

  return TRUE;
}

/**
 * jc_upload_table_add:
 * @database: the server's database
 * @record: a new upload
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether it was added
 */
gboolean
jc_upload_table_add (JcDatabase           *database,
                     const JcUploadRecord *record,
                     gint64                now_us,
                     GError              **error)
{
  return jc_table_run (
      database, error,
      "INSERT INTO uploads (id, account, sha256, size, metadata, finished, created_us, expires_us)"
      " VALUES (:id, :account, :sha256, :size, :metadata, :finished, :now, :expires)",
      JC_TEXT ("id", record->id), JC_TEXT ("account", record->account),
      JC_TEXT ("sha256", record->sha256), JC_INT ("size", record->size),
      JC_TEXT ("metadata", record->metadata), JC_INT ("finished", record->finished),
      JC_INT ("now", now_us), JC_INT ("expires", record->expires_us), NULL);
}

/**
 * jc_upload_table_load:
 * @database: the server's database
 * @id: an upload's id
 * @record: (out) (transfer full) (nullable): the upload; NULL when there is none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_upload_table_load (JcDatabase *database, const char *id, JcUploadRecord **record, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error, "SELECT " COLUMNS " FROM uploads WHERE id = :id",
                        JC_TEXT ("id", id), NULL);

  return read_first (statement, record, error);
}

/**
 * jc_upload_table_find:
 * @database: the server's database
 * @account: whose
 * @sha256: of which hash
 * @size: of which size
 * @now_us: those that have expired do not count
 * @record: (out) (transfer full) (nullable): a finished one, else the newest; NULL: none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_upload_table_find (JcDatabase      *database,
                      const char      *account,
                      const char      *sha256,
                      gint64           size,
                      gint64           now_us,
                      JcUploadRecord **record,
                      GError         **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT " COLUMNS " FROM uploads WHERE account = :account"
                        " AND sha256 = :sha256 AND size = :size AND expires_us > :now"
                        " ORDER BY finished DESC, created_us DESC LIMIT 1",
                        JC_TEXT ("account", account), JC_TEXT ("sha256", sha256),
                        JC_INT ("size", size), JC_INT ("now", now_us), NULL);

  return read_first (statement, record, error);
}

/**
 * jc_upload_table_has_finished:
 * @database: the server's database
 * @account: whose
 * @sha256: a hash
 * @has: (out): whether that account has sent it
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_upload_table_has_finished (
    JcDatabase *database, const char *account, const char *sha256, gboolean *has, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT 1 AS n FROM uploads WHERE account = :account AND sha256 = :sha256"
                        " AND finished = 1 LIMIT 1",
                        JC_TEXT ("account", account), JC_TEXT ("sha256", sha256), NULL);

  return jc_table_first (statement, has, error);
}

/**
 * jc_upload_table_finish:
 * @database: the server's database
 * @id: an upload's id
 * @expires_us: until when it keeps its original if no dossier names that
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
jc_upload_table_finish (JcDatabase *database, const char *id, gint64 expires_us, GError **error)
{
  return jc_table_run (database, error,
                       "UPDATE uploads SET finished = 1, expires_us = :expires WHERE id = :id",
                       JC_INT ("expires", expires_us), JC_TEXT ("id", id), NULL);
}

/**
 * jc_upload_table_remove:
 * @database: the server's database
 * @id: an upload's id
 * @error: why it failed
 *
 * Returns: whether there is no such upload any more
 */
gboolean
jc_upload_table_remove (JcDatabase *database, const char *id, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM uploads WHERE id = :id", JC_TEXT ("id", id),
                       NULL);
}

/**
 * jc_upload_table_remove_expired:
 * @database: the server's database
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether those that no longer count are gone
 */
gboolean
jc_upload_table_remove_expired (JcDatabase *database, gint64 now_us, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM uploads WHERE expires_us <= :now",
                       JC_INT ("now", now_us), NULL);
}

/**
 * jc_upload_table_load_usage:
 * @database: the server's database
 * @account: whose
 * @n_bytes: (out): bytes
 * @n_uploads: (out): uploads
 * @error: why it failed
 *
 * Only the account's own unit's dossiers are looked at, so that nobody learns from the sum what
 * others have.
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_upload_table_load_usage (JcDatabase      *database,
                            const JcAccount *account,
                            gint64          *n_bytes,
                            gint64          *n_uploads,
                            GError         **error)
{
  g_autoptr (JcStatement) statement = jc_table_query (
      database, error,
      "SELECT CAST (COALESCE (SUM (p.size), 0) AS BIGINT) AS bytes, COUNT (*) AS n FROM uploads p"
      " WHERE p.account = :account AND NOT (p.finished = 1 AND EXISTS"
      " (SELECT 1 FROM original_uses u JOIN dossiers d ON d.id = u.dossier"
      "  WHERE u.sha256 = p.sha256 AND d.unit = :unit))",
      JC_TEXT ("account", account->name), JC_TEXT ("unit", account->unit), NULL);
  gboolean found;

  *n_bytes = *n_uploads = 0;
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (found)
    {
      *n_bytes = jc_statement_get_int (statement, "bytes");
      *n_uploads = jc_statement_get_int (statement, "n");
    }

  return TRUE;
}
