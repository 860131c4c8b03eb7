/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcStoreError:
 * @JC_STORE_ERROR_BUSY: somebody else holds the database; trying again may help
 * @JC_STORE_ERROR_CONSTRAINT: a unique, check or foreign key said no
 * @JC_STORE_ERROR_CORRUPT: the file is damaged, or is no database
 * @JC_STORE_ERROR_NEWER_SCHEMA: written by a newer program; left untouched
 * @JC_STORE_ERROR_FULL: no space left
 * @JC_STORE_ERROR_READ_ONLY: no right to write
 * @JC_STORE_ERROR_FAILED: anything else
 *
 * Messages are "zh\nen", as jc_error_dup_text () of the model reads them.
 */
typedef enum
{
  JC_STORE_ERROR_BUSY,
  JC_STORE_ERROR_CONSTRAINT,
  JC_STORE_ERROR_CORRUPT,
  JC_STORE_ERROR_NEWER_SCHEMA,
  JC_STORE_ERROR_FULL,
  JC_STORE_ERROR_READ_ONLY,
  JC_STORE_ERROR_FAILED,
} JcStoreError;

#define JC_STORE_ERROR (jc_store_error_quark ())
GQuark jc_store_error_quark (void);

/**
 * JcDatabase:
 *
 * One connection, used by one thread at a time. SQL is written once for SQLite and PostgreSQL:
 * parameters are named `:name`, booleans are integers 0 and 1, times are BIGINT µs since the epoch,
 * JSON is TEXT, bytes are `JC_BLOB`, ids TEXT. `JC_BLOB`, `JC_INTEGER`, `JC_SERIAL` and `JC_STRICT`
 * in schema steps are replaced by the driver's own words (BLOB / BYTEA; INTEGER / BIGINT;
 * INTEGER PRIMARY KEY / BIGSERIAL PRIMARY KEY; STRICT / nothing). Rooms with SQLite alone may write
 * its words at once.
 */
typedef struct _JcDatabase JcDatabase;
typedef struct _JcStatement JcStatement;

/* @uri: a file's path (SQLite: WAL, synchronous=FULL, foreign_keys=ON, busy_timeout 5 s, trusted_schema
 * off) or a postgresql:// address (JC_STORE_ERROR_FAILED where that driver is not built in). */
JcDatabase  *jc_database_open          (const char    *uri,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Frees @self too. Statements must have gone before. */
void         jc_database_close         (JcDatabase    *self);

/* Runs @sql without parameters or rows; several statements separated by `;` are allowed. */
gboolean     jc_database_execute       (JcDatabase    *self,
                                        const char    *sql,
                                        GError       **error);
/* Prepared statements are cached by their text: preparing again costs a hash lookup. The result is
 * owned by the caller until jc_statement_free (), which returns it to the cache. */
JcStatement *jc_database_prepare       (JcDatabase    *self,
                                        const char    *sql,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Transactions nest by counting; only the outermost commits. A begin takes the write lock at once
 * (BEGIN IMMEDIATE). */
gboolean     jc_database_begin         (JcDatabase    *self,
                                        GError       **error);
gboolean     jc_database_commit        (JcDatabase    *self,
                                        GError       **error);
void         jc_database_rollback      (JcDatabase    *self);
gboolean     jc_database_in_transaction (JcDatabase   *self);

/* Rows changed by the last statement. */
gint64       jc_database_get_n_changes (JcDatabase    *self);
/* The value of a one-row, one-column query as text, or NULL. For pragmas and tests. */
char        *jc_database_query_text    (JcDatabase    *self,
                                        const char    *sql,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDatabase, jc_database_close)

/* --- Statements: bind and read by name --- */

void         jc_statement_free         (JcStatement   *self);
void         jc_statement_bind_text    (JcStatement   *self, const char *name, const char *value);
void         jc_statement_bind_int     (JcStatement   *self, const char *name, gint64 value);
void         jc_statement_bind_bytes   (JcStatement   *self, const char *name, GBytes *value);
void         jc_statement_bind_null    (JcStatement   *self, const char *name);
/* TRUE: a row to read. FALSE without error: no more rows. */
gboolean     jc_statement_step         (JcStatement   *self,
                                        GError       **error);
/* Steps to the end; for statements without rows. Resets afterwards so that it can be bound again. */
gboolean     jc_statement_run          (JcStatement   *self,
                                        GError       **error);
void         jc_statement_reset        (JcStatement   *self);
/* Of the current row; text is valid until the next step; NULL for SQL NULL. An unknown column or
 * parameter name is a programmer's mistake (g_critical). */
const char  *jc_statement_get_text     (JcStatement   *self, const char *column);
gint64       jc_statement_get_int      (JcStatement   *self, const char *column);
GBytes      *jc_statement_dup_bytes    (JcStatement   *self, const char *column) G_GNUC_WARN_UNUSED_RESULT;
gboolean     jc_statement_is_null      (JcStatement   *self, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcStatement, jc_statement_free)

G_END_DECLS
