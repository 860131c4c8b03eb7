/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

typedef enum
{
  JC_STEP_ROW,
  JC_STEP_DONE,
  JC_STEP_FAILED,
} JcStep;

/**
 * JcDriver:
 * @blob_word: what JC_BLOB means here; likewise the next three (JC_INTEGER is 64 bits wide)
 * @begin_sql: begins a transaction that holds the write lock, where the engine has one
 * @in_transaction: %FALSE also after the engine gave a transaction up by itself
 * @load_version: what jc_schema_migrate () wrote; @is_empty: no table stands there yet
 * @save_version: called inside of a transaction
 * @find_parameter: the place of `:name`, 0 when the statement has none
 * @reset: gives rows and locks back, keeps bindings; @clear: forgets bindings
 *
 * One database engine, private to the store. Connections and statements are the engine's own;
 * columns count from 0, parameters from 1. Every error is of JC_STORE_ERROR, in both languages.
 */
typedef struct
{
  const char *blob_word;
  const char *integer_word;
  const char *serial_word;
  const char *strict_word;
  const char *begin_sql;

  gpointer (*open) (const char *uri, GError **error);
  void (*close) (gpointer connection);
  gboolean (*execute) (gpointer connection, const char *sql, GError **error);
  gboolean (*in_transaction) (gpointer connection);
  gint64 (*get_n_changes) (gpointer connection);
  gboolean (*load_version) (gpointer  connection,
                            guint32  *application_id,
                            gint64   *version,
                            gboolean *is_empty,
                            GError  **error);
  gboolean (*save_version) (gpointer connection,
                            guint32  application_id,
                            gint64   version,
                            GError **error);

  gpointer (*prepare) (gpointer connection, const char *sql, GError **error);
  void (*finalize) (gpointer statement);
  void (*reset) (gpointer statement);
  void (*clear) (gpointer statement);
  int (*find_parameter) (gpointer statement, const char *name);
  gboolean (*bind_text) (gpointer statement, int parameter, const char *value, GError **error);
  gboolean (*bind_int) (gpointer statement, int parameter, gint64 value, GError **error);
  gboolean (*bind_bytes) (gpointer statement, int parameter, GBytes *value, GError **error);
  gboolean (*bind_null) (gpointer statement, int parameter, GError **error);
  JcStep (*step) (gpointer statement, GError **error);

  int (*get_n_columns) (gpointer statement);
  const char *(*get_column_name) (gpointer statement, int column);
  const char *(*get_text) (gpointer statement, int column);
  gint64 (*get_int) (gpointer statement, int column);
  GBytes *(*dup_bytes) (gpointer statement, int column);
  gboolean (*is_null) (gpointer statement, int column);
} JcDriver;

extern const JcDriver jc_sqlite_driver;

/* For jc-schema. */
const JcDriver *jc_database_get_driver (JcDatabase *self);
gpointer        jc_database_get_connection (JcDatabase *self);

G_END_DECLS
