/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-database.h"

#include "jc-driver.h"
#include "jc-statement.h"
#include "jc-store-error.h"

/* SQL that is put together at run time must not let the cache grow without end. */
#define MAX_IDLE_STATEMENTS 200

struct _JcDatabase
{
  const JcDriver *driver;     /* (unowned) */
  gpointer        connection; /* (owned) */
  GHashTable     *idle;       /* (owned) (element-type utf8 gpointer): the driver's, by their SQL */
  guint           n_live;     /* statements that somebody holds */
  guint           depth;      /* transactions begun and not ended */
  gboolean        is_doomed;  /* an inner one was rolled back, or the engine gave up */
};

static gboolean
set_doomed_error (GError **error)
{
  return jc_store_set_error (
      error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED,
      "前一步出错，这一组改动已全部撤回。重新做一次。",
      "An earlier step failed and all of these changes were taken back. Do them again.");
}

/* After an error inside of a transaction: when the engine has rolled it back by itself (disk full,
 * input/output), what follows would be written outside of any transaction. */
static void
notice_lost_transaction (JcDatabase *self)
{
  if (self->depth > 0 && !self->driver->in_transaction (self->connection))
    self->is_doomed = TRUE;
}

/**
 * jc_database_open:
 * @uri: a file's path, or a postgresql:// address
 * @error: JC_STORE_ERROR: CORRUPT where the file is no database, READ_ONLY, BUSY, FULL, FAILED
 *
 * The file is made when it is missing, its folder is not.
 *
 * Returns: (transfer full): a connection for one thread at a time
 */
JcDatabase *
jc_database_open (const char *uri, GError **error)
{
  JcDatabase *self = NULL;
  gpointer    connection = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_str_has_prefix (uri, "postgresql://") || g_str_has_prefix (uri, "postgres://"))
    {
      jc_store_set_error (
          error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED,
          "本程序编译时没有包含 PostgreSQL 支持。改用数据目录中的 SQLite 文件。",
          "This build has no PostgreSQL driver. Use a SQLite file in the data directory.");
      return NULL;
    }

  connection = jc_sqlite_driver.open (uri, error);
  if (connection == NULL)
    return NULL;

  self = g_new0 (JcDatabase, 1);
  self->driver = &jc_sqlite_driver;
  self->connection = connection;
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, self->driver->finalize);
  return self;
}

/**
 * jc_database_close:
 * @self: (transfer full) (nullable): a connection without live statements
 *
 * A transaction that is still open is rolled back.
 */
void
jc_database_close (JcDatabase *self)
{
  if (self == NULL)
    return;

  g_return_if_fail (self->n_live == 0);

  self->depth = MIN (self->depth, 1);
  jc_database_rollback (self);
  g_hash_table_unref (self->idle);
  self->driver->close (self->connection);
  g_free (self);
}

/**
 * jc_database_execute:
 * @sql: one statement or several, without parameters and rows
 *
 * Returns: %FALSE with @error at the first statement that fails; those before it stay done
 */
gboolean
jc_database_execute (JcDatabase *self, const char *sql, GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  if (self->is_doomed)
    return set_doomed_error (error);
  if (self->driver->execute (self->connection, sql, error))
    return TRUE;

  notice_lost_transaction (self);
  return FALSE;
}

/**
 * jc_database_prepare:
 * @sql: one statement, parameters written `:name`
 *
 * Returns: (transfer full): to be given back with jc_statement_free ()
 */
JcStatement *
jc_database_prepare (JcDatabase *self, const char *sql, GError **error)
{
  g_autofree char *text = NULL;
  gpointer         handle = NULL;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  if (!g_hash_table_steal_extended (self->idle, sql, (gpointer *)&text, &handle))
    {
      handle = self->driver->prepare (self->connection, sql, error);
      if (handle == NULL)
        {
          notice_lost_transaction (self);
          return NULL;
        }
      text = g_strdup (sql);
    }

  self->n_live++;
  return jc_statement_new (self, handle, g_steal_pointer (&text));
}

/**
 * jc_database_begin:
 *
 * Inside of a transaction only counts. Waits up to five seconds for another writer, then
 * JC_STORE_ERROR_BUSY. Ends with one jc_database_commit () or jc_database_rollback ().
 */
gboolean
jc_database_begin (JcDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->is_doomed)
    return set_doomed_error (error);
  if (self->depth == 0 && !self->driver->execute (self->connection, self->driver->begin_sql, error))
    return FALSE;

  self->depth++;
  return TRUE;
}

/**
 * jc_database_commit:
 *
 * The outermost commit writes, durably, or rolls everything back and says why; it then is over in
 * both cases, and a rollback after it does nothing. An inner commit only counts: whether its work
 * stays is for the outermost to tell.
 */
gboolean
jc_database_commit (JcDatabase *self, GError **error)
{
  gboolean was_doomed = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  if (self->depth > 1)
    {
      self->depth--;
      return TRUE;
    }

  was_doomed = self->is_doomed;
  if (!was_doomed && self->driver->execute (self->connection, "COMMIT", error))
    {
      self->depth = 0;
      return TRUE;
    }

  jc_database_rollback (self);
  if (was_doomed)
    set_doomed_error (error);
  return FALSE;
}

/**
 * jc_database_rollback:
 *
 * Takes everything back to the outermost begin. After an inner rollback every call fails until the
 * outermost transaction has ended too, so that no half of it is written. Nothing happens outside of
 * a transaction.
 */
void
jc_database_rollback (JcDatabase *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (self->depth == 0)
    return;

  if (self->driver->in_transaction (self->connection)
      && !self->driver->execute (self->connection, "ROLLBACK", &error))
    g_warning ("rollback: %s", error->message);

  self->depth--;
  self->is_doomed = self->depth > 0;
}

gboolean
jc_database_in_transaction (JcDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->depth > 0;
}

gint64
jc_database_get_n_changes (JcDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->driver->get_n_changes (self->connection);
}

/**
 * jc_database_query_text:
 * @sql: a query without parameters
 *
 * Returns: (transfer full) (nullable): the first column of the first row as text; %NULL for NULL,
 * for no row, and on @error
 */
char *
jc_database_query_text (JcDatabase *self, const char *sql, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  statement = jc_database_prepare (self, sql, error);
  if (statement == NULL || !jc_statement_step (statement, error))
    return NULL;

  return g_strdup (self->driver->get_text (jc_statement_get_handle (statement), 0));
}

/* --- For the store alone --- */

const JcDriver *
jc_database_get_driver (JcDatabase *self)
{
  return self->driver;
}

gpointer
jc_database_get_connection (JcDatabase *self)
{
  return self->connection;
}

/**
 * jc_database_check_step:
 *
 * Whether a statement may run now. %FALSE with @error inside of a transaction that is lost already.
 */
gboolean
jc_database_check_step (JcDatabase *self, GError **error)
{
  return self->is_doomed ? set_doomed_error (error) : TRUE;
}

void
jc_database_notice_failure (JcDatabase *self)
{
  notice_lost_transaction (self);
}

/**
 * jc_database_take_back:
 * @handle: (transfer full): a driver's statement, reset and without bindings
 * @sql: (transfer full): its text
 */
void
jc_database_take_back (JcDatabase *self, gpointer handle, char *sql)
{
  self->n_live--;
  if (g_hash_table_size (self->idle) >= MAX_IDLE_STATEMENTS)
    g_hash_table_remove_all (self->idle);
  g_hash_table_replace (self->idle, sql, handle);
}
