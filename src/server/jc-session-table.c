/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-session-table.h"

#include "jc-table.h"

static char *
hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

/**
 * jc_session_table_add:
 * @database: the server's database
 * @token: the secret that the client keeps
 * @account: whose session it is
 * @now_us: the moment, µs since the Unix epoch
 * @expires_us: first moment at which it no longer holds
 * @error: why it failed
 *
 * Returns: whether the session was made
 */
gboolean
jc_session_table_add (JcDatabase *database,
                      const char *token,
                      const char *account,
                      gint64      now_us,
                      gint64      expires_us,
                      GError    **error)
{
  g_autofree char *hash = hash_token (token);

  return jc_table_run (database, error,
                       "INSERT INTO sessions (token_hash, account, created_us, expires_us)"
                       " VALUES (:hash, :account, :now, :expires)",
                       JC_TEXT ("hash", hash), JC_TEXT ("account", account), JC_INT ("now", now_us),
                       JC_INT ("expires", expires_us), NULL);
}

/**
 * jc_session_table_load:
 * @database: the server's database
 * @token: what the client sent
 * @now_us: the moment
 * @account: (out) (transfer full) (nullable): whose session it is, without password; NULL when
 * there is no such session or it has ended
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_session_table_load (
    JcDatabase *database, const char *token, gint64 now_us, JcAccount **account, GError **error)
{
  g_autofree char *hash = hash_token (token);
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *account = NULL;
  statement = jc_table_query (database, error,
                              "SELECT a.name AS name, a.role AS role, a.unit AS unit,"
                              " u.parent AS parent, NULL AS password"
                              " FROM sessions s JOIN accounts a ON a.name = s.account"
                              " JOIN units u ON u.name = a.unit"
                              " WHERE s.token_hash = :hash AND s.expires_us > :now",
                              JC_TEXT ("hash", hash), JC_INT ("now", now_us), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found)
    *account = jc_account_read_row (statement);

  return TRUE;
}

/**
 * jc_session_table_remove:
 * @database: the server's database
 * @token: what the client sent
 * @error: why it failed
 *
 * Returns: whether that session is no more
 */
gboolean
jc_session_table_remove (JcDatabase *database, const char *token, GError **error)
{
  g_autofree char *hash = hash_token (token);

  return jc_table_run (database, error, "DELETE FROM sessions WHERE token_hash = :hash",
                       JC_TEXT ("hash", hash), NULL);
}

/**
 * jc_session_table_remove_account:
 * @database: the server's database
 * @account: an account's name
 * @error: why it failed
 *
 * Returns: whether nobody is signed in with it any more
 */
gboolean
jc_session_table_remove_account (JcDatabase *database, const char *account, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM sessions WHERE account = :account",
                       JC_TEXT ("account", account), NULL);
}

/**
 * jc_session_table_remove_expired:
 * @database: the server's database
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether ended sessions are no more
 */
gboolean
jc_session_table_remove_expired (JcDatabase *database, gint64 now_us, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM sessions WHERE expires_us <= :now",
                       JC_INT ("now", now_us), NULL);
}

/**
 * jc_attempt_table_begin:
 * @database: the server's database
 * @subject: what is being counted ("account:…", "address:…")
 * @attempt: one login's own id
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether it was noted
 */
gboolean
jc_attempt_table_begin (
    JcDatabase *database, const char *subject, const char *attempt, gint64 now_us, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO login_attempts (subject, at_us, attempt)"
                       " VALUES (:subject, :now, :attempt)",
                       JC_TEXT ("subject", subject), JC_INT ("now", now_us),
                       JC_TEXT ("attempt", attempt), NULL);
}

/**
 * jc_attempt_table_count:
 * @database: the server's database
 * @subject: what is being counted
 * @since_us: the earliest moment that counts
 * @n: (out): how many
 * @oldest_us: (out): when the oldest of them was; 0 when there is none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_attempt_table_count (JcDatabase *database,
                        const char *subject,
                        gint64      since_us,
                        gint64     *n,
                        gint64     *oldest_us,
                        GError    **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *n = *oldest_us = 0;
  statement = jc_table_query (database, error,
                              "SELECT COUNT(*) AS n, COALESCE(MIN(at_us), 0) AS oldest"
                              " FROM login_attempts WHERE subject = :subject AND at_us >= :since",
                              JC_TEXT ("subject", subject), JC_INT ("since", since_us), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found)
    {
      *n = jc_statement_get_int (statement, "n");
      *oldest_us = jc_statement_get_int (statement, "oldest");
    }

  return TRUE;
}

/**
 * jc_attempt_table_forget:
 * @database: the server's database
 * @attempt: a login that was right
 * @error: why it failed
 *
 * Returns: whether it no longer counts
 */
gboolean
jc_attempt_table_forget (JcDatabase *database, const char *attempt, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM login_attempts WHERE attempt = :attempt",
                       JC_TEXT ("attempt", attempt), NULL);
}

/**
 * jc_attempt_table_remove_old:
 * @database: the server's database
 * @before_us: what is older no longer counts anyway
 * @error: why it failed
 *
 * Returns: whether it is no more
 */
gboolean
jc_attempt_table_remove_old (JcDatabase *database, gint64 before_us, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM login_attempts WHERE at_us < :before",
                       JC_INT ("before", before_us), NULL);
}
