/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* What the table files share: a statement with its parameters in one call. Parameters are written
 * JC_TEXT ("name", value), JC_INT ("name", value), JC_BYTES ("name", value) and end with NULL. */

typedef enum
{
  JC_BIND_TEXT,
  JC_BIND_INT,
  JC_BIND_BYTES,
} JcBind;

#define JC_TEXT(name, value) (name), JC_BIND_TEXT, (const char *) (value)
#define JC_INT(name, value) (name), JC_BIND_INT, (gint64) (value)
#define JC_BYTES(name, value) (name), JC_BIND_BYTES, (GBytes *) (value)

JcStatement *jc_table_query  (JcDatabase  *database,
                              GError     **error,
                              const char  *sql,
                              ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
gboolean     jc_table_run    (JcDatabase  *database,
                              GError     **error,
                              const char  *sql,
                              ...) G_GNUC_NULL_TERMINATED;
gboolean     jc_table_first  (JcStatement *statement,
                              gboolean    *found,
                              GError     **error);
gboolean     jc_table_finish (GError      *step_error,
                              GError     **error);
gboolean     jc_table_count  (JcStatement *statement,
                              gint64      *n,
                              GError     **error);

G_END_DECLS
