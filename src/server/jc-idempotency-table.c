/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-idempotency-table.h"

#include "jc-table.h"

/**
 * jc_stored_answer_free:
 * @self: (transfer full) (nullable): an answer
 */
void
jc_stored_answer_free (JcStoredAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->request_hash);
  g_free (self->etag);
  g_free (self->body);
  g_free (self);
}

/**
 * jc_idempotency_table_load:
 * @database: the server's database
 * @account: who asks; a key is its account's own
 * @key: the Idempotency-Key
 * @answer: (out) (transfer full) (nullable): what was answered; NULL when the key is new
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_idempotency_table_load (JcDatabase      *database,
                           const char      *account,
                           const char      *key,
                           JcStoredAnswer **answer,
                           GError         **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *answer = NULL;
  statement = jc_table_query (database, error,
                              "SELECT request_hash, status, etag, body FROM idempotency"
                              " WHERE account = :account AND idempotency_key = :key",
                              JC_TEXT ("account", account), JC_TEXT ("key", key), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *answer = g_new0 (JcStoredAnswer, 1);
  (*answer)->request_hash = g_strdup (jc_statement_get_text (statement, "request_hash"));
  (*answer)->status = jc_statement_get_int (statement, "status");
  (*answer)->etag = g_strdup (jc_statement_get_text (statement, "etag"));
  (*answer)->body = g_strdup (jc_statement_get_text (statement, "body"));

  return TRUE;
}

/**
 * jc_idempotency_table_add:
 * @database: the server's database, in the transaction of the effect
 * @account: who asked
 * @key: the Idempotency-Key
 * @answer: what is answered
 * @now_us: the moment
 * @error: JC_STORE_ERROR_CONSTRAINT when the key has an answer
 *
 * Returns: whether it was kept
 */
gboolean
jc_idempotency_table_add (JcDatabase           *database,
                          const char           *account,
                          const char           *key,
                          const JcStoredAnswer *answer,
                          gint64                now_us,
                          GError              **error)
{
  g_assert (jc_database_in_transaction (database));

  return jc_table_run (database, error,
                       "INSERT INTO idempotency (account, idempotency_key, request_hash, status,"
                       " etag, body, created_us) VALUES (:account, :key, :hash, :status, :etag,"
                       " :body, :now)",
                       JC_TEXT ("account", account), JC_TEXT ("key", key),
                       JC_TEXT ("hash", answer->request_hash), JC_INT ("status", answer->status),
                       JC_TEXT ("etag", answer->etag), JC_TEXT ("body", answer->body),
                       JC_INT ("now", now_us), NULL);
}

/**
 * jc_idempotency_table_remove_old:
 * @database: the server's database
 * @before_us: nobody retries what is older
 * @error: why it failed
 *
 * Returns: whether it is no more
 */
gboolean
jc_idempotency_table_remove_old (JcDatabase *database, gint64 before_us, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM idempotency WHERE created_us < :before",
                       JC_INT ("before", before_us), NULL);
}
