/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* "JCSV": distinguishes the server's database from a local library. */
#define JC_SERVER_APPLICATION_ID 0x4a435356

gboolean jc_server_schema_migrate (JcDatabase  *database,
                                   GError     **error);

G_END_DECLS
