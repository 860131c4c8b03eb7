/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-original-table.h"

#include "jc-named-original.h"
#include "jc-table.h"

/**
 * jc_original_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
jc_original_record_free (JcOriginalRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self);
}

/**
 * jc_original_table_add:
 * @database: the server's database
 * @sha256: an original that has arrived whole, perhaps not for the first time
 * @size: bytes
 * @now_us: the moment
 * @error: why it failed
 *
 * Returns: whether it is recorded
 */
gboolean
jc_original_table_add (
    JcDatabase *database, const char *sha256, gint64 size, gint64 now_us, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO originals (sha256, size, arrived_us)"
                       " VALUES (:sha256, :size, :now) ON CONFLICT (sha256) DO NOTHING",
                       JC_TEXT ("sha256", sha256), JC_INT ("size", size), JC_INT ("now", now_us),
                       NULL);
}

/**
 * jc_original_table_load_size:
 * @database: the server's database
 * @sha256: a hash
 * @size: (out): bytes; -1 when it has not arrived
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_original_table_load_size (JcDatabase *database, const char *sha256, gint64 *size, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error, "SELECT size FROM originals WHERE sha256 = :sha256",
                        JC_TEXT ("sha256", sha256), NULL);
  gboolean found;

  *size = -1;
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (found)
    *size = jc_statement_get_int (statement, "size");

  return TRUE;
}

/**
 * jc_original_table_remove:
 * @database: the server's database
 * @sha256: a hash
 * @error: why it failed
 *
 * Returns: whether it is not recorded any more
 */
gboolean
jc_original_table_remove (JcDatabase *database, const char *sha256, GError **error)
{
  return jc_table_run (database, error, "DELETE FROM originals WHERE sha256 = :sha256",
                       JC_TEXT ("sha256", sha256), NULL);
}

static GPtrArray *
read_records (JcStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_original_record_free);
  GError *step_error = NULL;

  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      JcOriginalRecord *record = g_new0 (JcOriginalRecord, 1);

      record->sha256 = g_strdup (jc_statement_get_text (statement, "sha256"));
      record->size = jc_statement_get_int (statement, "size");
      g_ptr_array_add (list, record);
    }

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * jc_original_table_list:
 * @database: the server's database
 * @after: the hash after which to begin; "" for the first
 * @limit: how many at most
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type JcOriginalRecord): by hash
 */
GPtrArray *
jc_original_table_list (JcDatabase *database, const char *after, guint limit, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT sha256, size FROM originals WHERE sha256 > :after"
                        " ORDER BY sha256 LIMIT :limit",
                        JC_TEXT ("after", after), JC_INT ("limit", limit), NULL);

  return read_records (statement, error);
}

/**
 * jc_original_table_list_unneeded:
 * @database: the server's database, in a transaction
 * @limit: how many at most
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type JcOriginalRecord)
 */
GPtrArray *
jc_original_table_list_unneeded (JcDatabase *database, guint limit, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT sha256, size FROM originals o WHERE NOT EXISTS"
                        " (SELECT 1 FROM original_uses u WHERE u.sha256 = o.sha256) AND NOT EXISTS"
                        " (SELECT 1 FROM uploads p WHERE p.sha256 = o.sha256) LIMIT :limit",
                        JC_INT ("limit", limit), NULL);

  return read_records (statement, error);
}

static gboolean
add_use (JcDatabase *database, const char *sha256, const char *dossier, gint64 n, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO original_uses (sha256, dossier, submission)"
                       " VALUES (:sha256, :dossier, :n)"
                       " ON CONFLICT (dossier, submission, sha256) DO NOTHING",
                       JC_TEXT ("sha256", sha256), JC_TEXT ("dossier", dossier), JC_INT ("n", n),
                       NULL);
}

/**
 * jc_original_table_set_uses:
 * @database: the server's database, in the transaction that writes the document
 * @dossier: the document
 * @n: JC_CURRENT_DOCUMENT, or which of its submissions
 * @error: why it failed
 *
 * Returns: whether it is noted
 */
gboolean
jc_original_table_set_uses (JcDatabase *database, JcDossier *dossier, gint64 n, GError **error)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);
  const char *id = jc_dossier_get_id (dossier);

  if (!jc_table_run (database, error,
                     "DELETE FROM original_uses WHERE dossier = :dossier AND submission = :n",
                     JC_TEXT ("dossier", id), JC_INT ("n", n), NULL))
    return FALSE;

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);

      if (!add_use (database, original->sha256, id, n, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * jc_original_table_is_used_by:
 * @database: the server's database
 * @sha256: a hash
 * @dossier: a dossier's id
 * @used: (out): whether its document or one of its submissions names the original
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_original_table_is_used_by (
    JcDatabase *database, const char *sha256, const char *dossier, gboolean *used, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT 1 AS n FROM original_uses"
                        " WHERE dossier = :dossier AND sha256 = :sha256 LIMIT 1",
                        JC_TEXT ("dossier", dossier), JC_TEXT ("sha256", sha256), NULL);

  return jc_table_first (statement, used, error);
}

/**
 * jc_original_table_is_named:
 * @database: the server's database
 * @sha256: a hash
 * @named: (out): whether any document or submission names the original
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_original_table_is_named (JcDatabase *database,
                            const char *sha256,
                            gboolean   *named,
                            GError    **error)
{
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT 1 AS n FROM original_uses WHERE sha256 = :sha256 LIMIT 1",
                        JC_TEXT ("sha256", sha256), NULL);

  return jc_table_first (statement, named, error);
}

/**
 * jc_original_table_list_missing:
 * @database: the server's database
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type utf8): hashes
 */
GPtrArray *
jc_original_table_list_missing (JcDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JcStatement) statement
      = jc_table_query (database, error,
                        "SELECT DISTINCT sha256 FROM original_uses u WHERE NOT EXISTS"
                        " (SELECT 1 FROM originals o WHERE o.sha256 = u.sha256) ORDER BY sha256",
                        NULL);
  GError *step_error = NULL;

  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    g_ptr_array_add (list, g_strdup (jc_statement_get_text (statement, "sha256")));

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}
