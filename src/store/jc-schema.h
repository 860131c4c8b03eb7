/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* Brings @self to the last of @steps, each in its own transaction together with the version number
 * (table jc_schema_version on PostgreSQL, user_version on SQLite; application_id is checked and set on
 * SQLite). A database with a higher version is JC_STORE_ERROR_NEWER_SCHEMA and is left untouched. */
gboolean jc_schema_migrate (JcDatabase        *self,
                            guint32            application_id,
                            const char *const *steps,
                            GError           **error);

G_END_DECLS
