/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* Private to the store: what statement and database tell each other. */
JcStatement *
jc_statement_new (JcDatabase *database, gpointer handle, char *sql) G_GNUC_WARN_UNUSED_RESULT;
gpointer jc_statement_get_handle (JcStatement *self);

gboolean jc_database_check_step (JcDatabase *self, GError **error);
void     jc_database_notice_failure (JcDatabase *self);
void     jc_database_take_back (JcDatabase *self, gpointer handle, char *sql);

G_END_DECLS
