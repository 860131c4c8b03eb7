/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-driver.h"

#include <errno.h>
#include <string.h>

#include <sqlite3.h>

#include "jc-store-error.h"

#define BUSY_TIMEOUT_MS 5000
#define RETRY_US 20000

/* Restated at every connection: SQLite keeps only the journal mode in the file. */
static const char *const pragmas[] = {
  "PRAGMA synchronous = FULL",
  "PRAGMA foreign_keys = ON",
  "PRAGMA trusted_schema = OFF",
  "PRAGMA cell_size_check = ON",
  "PRAGMA journal_size_limit = 16777216",
};

/* --- Errors --- */

static gboolean
is_full (int code, int system_error)
{
  if ((code & 0xff) == SQLITE_FULL)
    return TRUE;
  return (code & 0xff) == SQLITE_IOERR
         && (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG);
}

static JcStoreError
translate_code (int code, int system_error)
{
  if (is_full (code, system_error))
    return JC_STORE_ERROR_FULL;
  /* A block that the disk cannot read is as lost as one that was written over. */
  if (code == SQLITE_IOERR_CORRUPTFS || (code == SQLITE_IOERR_READ && system_error == EIO))
    return JC_STORE_ERROR_CORRUPT;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return JC_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return JC_STORE_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return JC_STORE_ERROR_CORRUPT;
    case SQLITE_READONLY:
      return code == SQLITE_READONLY_DBMOVED ? JC_STORE_ERROR_FAILED : JC_STORE_ERROR_READ_ONLY;
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return JC_STORE_ERROR_READ_ONLY;
    default:
      return JC_STORE_ERROR_FAILED;
    }
}

/* SQLite does not keep the errno of every path; then it is still where the system left it. */
static int
get_system_error (sqlite3 *connection, int error_number)
{
  int kept = sqlite3_system_errno (connection);

  return kept != 0 ? kept : error_number;
}

static gboolean
set_error (GError **error, sqlite3 *connection, int code)
{
  int          system_error = get_system_error (connection, errno);
  const char  *path = sqlite3_db_filename (connection, "main");
  const char  *words = sqlite3_errmsg (connection);
  JcStoreError kind = translate_code (code, system_error);

  if (path == NULL || *path == '\0')
    path = "SQLite";

  switch (kind)
    {
    case JC_STORE_ERROR_BUSY:
      return jc_store_set_error (
          error, JC_STORE_ERROR, kind,
          "数据库“%s”正被另一个程序占用，等了 5 秒仍未空出。关闭那个程序，或稍后再试。",
          "Another program holds the database “%s” and did not let go within 5 seconds. Close it, "
          "or try again later.",
          path);
    case JC_STORE_ERROR_CORRUPT:
      return jc_store_set_error (
          error, JC_STORE_ERROR, kind, "数据库“%s”已损坏，或不是数据库文件（%s）。先不要删除它。",
          "The database “%s” is damaged, or is no database (%s). Do not delete it yet.", path,
          words);
    case JC_STORE_ERROR_FULL:
      return jc_store_set_error (error, JC_STORE_ERROR, kind,
                                 "磁盘空间不足，“%s”没有写入；已存的内容没有变。清理出空间后再试。",
                                 "No space left on the disk: “%s” was not written; what was stored "
                                 "before is unchanged. Free some space, then try again.",
                                 path);
    case JC_STORE_ERROR_READ_ONLY:
      return jc_store_set_error (
          error, JC_STORE_ERROR, kind, "没有写入“%s”的权限（%s）。检查文件和所在文件夹的权限。",
          "No right to write “%s” (%s). Check the permissions of the file and its folder.", path,
          words);
    case JC_STORE_ERROR_CONSTRAINT:
    case JC_STORE_ERROR_NEWER_SCHEMA:
    case JC_STORE_ERROR_FAILED:
    default:
      return jc_store_set_error (error, JC_STORE_ERROR, kind, "数据库“%s”没有完成这一步：%s",
                                 "The database “%s” could not do this: %s", path, words);
    }
}

static gboolean
check (sqlite3 *connection, int code, GError **error)
{
  return code == SQLITE_OK ? TRUE : set_error (error, connection, code);
}

/* --- Opening --- */

static gboolean
jc_sqlite_execute (gpointer connection, const char *sql, GError **error)
{
  return check (connection, sqlite3_exec (connection, sql, NULL, NULL, NULL), error);
}

static char *
query_text (sqlite3 *connection, const char *sql, int *code)
{
  sqlite3_stmt *statement = NULL;
  char         *text = NULL;

  *code = sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL);
  if (*code != SQLITE_OK)
    return NULL;

  *code = sqlite3_step (statement);
  if (*code == SQLITE_ROW)
    text = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  /* Finalising repeats the step's error, and is SQLITE_OK after a row or the end. */
  *code = sqlite3_finalize (statement);
  return text;
}

/* The change to WAL does not wait for others by the busy handler alone: two programs that open a
 * new file at the same moment would meet here. */
static gboolean
set_wal (sqlite3 *connection, GError **error)
{
  g_autofree char *mode = NULL;
  gint64           give_up_us = g_get_monotonic_time () + BUSY_TIMEOUT_MS * 1000;
  int              code = SQLITE_BUSY;

  for (;;)
    {
      g_clear_pointer (&mode, g_free);
      mode = query_text (connection, "PRAGMA journal_mode = WAL", &code);
      if ((code & 0xff) != SQLITE_BUSY || g_get_monotonic_time () >= give_up_us)
        break;
      g_usleep (RETRY_US);
    }

  if (code != SQLITE_OK)
    return set_error (error, connection, code);
  if (g_strcmp0 (mode, "wal") == 0)
    return TRUE;
  if (sqlite3_db_readonly (connection, "main") == 1)
    return set_error (error, connection, SQLITE_READONLY);
  return jc_store_set_error (
      error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED,
      "“%s”所在的磁盘不支持安全写入（WAL）。把文件夹移到本机磁盘上。",
      "The disk of “%s” cannot be written safely (WAL). Move the folder to a local disk.",
      sqlite3_db_filename (connection, "main"));
}

static gboolean
set_up (sqlite3 *connection, GError **error)
{
  int code = SQLITE_OK;

  sqlite3_extended_result_codes (connection, 1);
  code = sqlite3_busy_timeout (connection, BUSY_TIMEOUT_MS);
  if (code == SQLITE_OK)
    code = sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_db_config (connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_db_config (connection, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (code != SQLITE_OK)
    return set_error (error, connection, code);

  if (!set_wal (connection, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (!jc_sqlite_execute (connection, pragmas[i], error))
      return FALSE;
  return TRUE;
}

static gpointer
jc_sqlite_open (const char *uri, GError **error)
{
  sqlite3 *connection = NULL;
  int      code = sqlite3_open_v2 (uri, &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
                                       | SQLITE_OPEN_EXRESCODE,
                                   NULL);

  /* A connection comes back also when opening failed, to carry the error. */
  if (code == SQLITE_OK && set_up (connection, error))
    return connection;
  if (code != SQLITE_OK)
    set_error (error, connection, code);
  sqlite3_close (connection);
  return NULL;
}

static void
jc_sqlite_close (gpointer connection)
{
  int code = sqlite3_close (connection);

  if (code != SQLITE_OK)
    g_critical ("closing a database: %s", sqlite3_errstr (code));
}

static gboolean
jc_sqlite_in_transaction (gpointer connection)
{
  return sqlite3_get_autocommit (connection) == 0;
}

static gint64
jc_sqlite_get_n_changes (gpointer connection)
{
  return sqlite3_changes64 (connection);
}

/* --- Versions --- */

static gboolean
query_int (sqlite3 *connection, const char *sql, gint64 *value, GError **error)
{
  int              code = SQLITE_OK;
  g_autofree char *text = query_text (connection, sql, &code);

  if (code != SQLITE_OK)
    return set_error (error, connection, code);
  *value = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

static gboolean
jc_sqlite_load_version (gpointer  connection,
                        guint32  *application_id,
                        gint64   *version,
                        gboolean *is_empty,
                        GError  **error)
{
  gint64 id = 0;
  gint64 n_tables = 0;

  if (!query_int (connection, "PRAGMA application_id", &id, error)
      || !query_int (connection, "PRAGMA user_version", version, error)
      || !query_int (connection, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  *application_id = (guint32)id;
  *is_empty = n_tables == 0;
  return TRUE;
}

static gboolean
jc_sqlite_save_version (gpointer connection, guint32 application_id, gint64 version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %" G_GINT32_FORMAT ";"
                                          "PRAGMA user_version = %" G_GINT64_FORMAT,
                                          (gint32)application_id, version);

  return jc_sqlite_execute (connection, sql, error);
}

/* --- Statements --- */

static gpointer
jc_sqlite_prepare (gpointer connection, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK)
    set_error (error, connection, code);
  else if (statement == NULL)
    jc_store_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED, "语句是空的：%s",
                        "An empty statement: %s", sql);
  return statement;
}

static void
jc_sqlite_finalize (gpointer statement)
{
  /* Repeats the error of the last step, which was told then. */
  sqlite3_finalize (statement);
}

static void
jc_sqlite_reset (gpointer statement)
{
  sqlite3_reset (statement);
}

static void
jc_sqlite_clear (gpointer statement)
{
  sqlite3_clear_bindings (statement);
}

static int
jc_sqlite_find_parameter (gpointer statement, const char *name)
{
  char parameter[64];

  if (g_snprintf (parameter, sizeof parameter, ":%s", name) >= (int)sizeof parameter)
    return 0;
  return sqlite3_bind_parameter_index (statement, parameter);
}

/* SQLite refuses bindings between the first step and the reset; a caller that binds anew means a
 * fresh start. */
static sqlite3_stmt *
make_bindable (gpointer statement)
{
  if (sqlite3_stmt_busy (statement))
    sqlite3_reset (statement);
  return statement;
}

static gboolean
jc_sqlite_bind_text (gpointer statement, int parameter, const char *value, GError **error)
{
  int code = sqlite3_bind_text64 (make_bindable (statement), parameter, value, strlen (value),
                                  SQLITE_TRANSIENT, SQLITE_UTF8);

  return check (sqlite3_db_handle (statement), code, error);
}

static gboolean
jc_sqlite_bind_int (gpointer statement, int parameter, gint64 value, GError **error)
{
  int code = sqlite3_bind_int64 (make_bindable (statement), parameter, value);

  return check (sqlite3_db_handle (statement), code, error);
}

static gboolean
jc_sqlite_bind_bytes (gpointer statement, int parameter, GBytes *value, GError **error)
{
  gsize         size = 0;
  gconstpointer data = g_bytes_get_data (value, &size);
  /* A NULL pointer would bind NULL rather than no bytes. */
  int code = size == 0 ? sqlite3_bind_zeroblob (make_bindable (statement), parameter, 0)
                       : sqlite3_bind_blob64 (make_bindable (statement), parameter, data, size,
                                              SQLITE_TRANSIENT);

  return check (sqlite3_db_handle (statement), code, error);
}

static gboolean
jc_sqlite_bind_null (gpointer statement, int parameter, GError **error)
{
  int code = sqlite3_bind_null (make_bindable (statement), parameter);

  return check (sqlite3_db_handle (statement), code, error);
}

static JcStep
jc_sqlite_step (gpointer statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return JC_STEP_ROW;
  if (code == SQLITE_DONE)
    return JC_STEP_DONE;
  set_error (error, sqlite3_db_handle (statement), code);
  return JC_STEP_FAILED;
}

static int
jc_sqlite_get_n_columns (gpointer statement)
{
  return sqlite3_column_count (statement);
}

static const char *
jc_sqlite_get_column_name (gpointer statement, int column)
{
  return sqlite3_column_name (statement, column);
}

static const char *
jc_sqlite_get_text (gpointer statement, int column)
{
  return (const char *)sqlite3_column_text (statement, column);
}

static gint64
jc_sqlite_get_int (gpointer statement, int column)
{
  return sqlite3_column_int64 (statement, column);
}

static GBytes *
jc_sqlite_dup_bytes (gpointer statement, int column)
{
  const void *data = sqlite3_column_blob (statement, column);
  int         size = sqlite3_column_bytes (statement, column);

  return g_bytes_new (data, (gsize)MAX (size, 0));
}

static gboolean
jc_sqlite_is_null (gpointer statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL;
}

const JcDriver jc_sqlite_driver = {
  .blob_word = "BLOB",
  .integer_word = "INTEGER",
  .serial_word = "INTEGER PRIMARY KEY",
  .strict_word = "STRICT",
  .begin_sql = "BEGIN IMMEDIATE",
  .open = jc_sqlite_open,
  .close = jc_sqlite_close,
  .execute = jc_sqlite_execute,
  .in_transaction = jc_sqlite_in_transaction,
  .get_n_changes = jc_sqlite_get_n_changes,
  .load_version = jc_sqlite_load_version,
  .save_version = jc_sqlite_save_version,
  .prepare = jc_sqlite_prepare,
  .finalize = jc_sqlite_finalize,
  .reset = jc_sqlite_reset,
  .clear = jc_sqlite_clear,
  .find_parameter = jc_sqlite_find_parameter,
  .bind_text = jc_sqlite_bind_text,
  .bind_int = jc_sqlite_bind_int,
  .bind_bytes = jc_sqlite_bind_bytes,
  .bind_null = jc_sqlite_bind_null,
  .step = jc_sqlite_step,
  .get_n_columns = jc_sqlite_get_n_columns,
  .get_column_name = jc_sqlite_get_column_name,
  .get_text = jc_sqlite_get_text,
  .get_int = jc_sqlite_get_int,
  .dup_bytes = jc_sqlite_dup_bytes,
  .is_null = jc_sqlite_is_null,
};
