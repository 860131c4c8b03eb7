/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* A unit has accounts; a recommending unit is the parent of the units whose dossiers it
   recommends. */

/* Makes @name (and @parent) where missing. JC_STORE_ERROR_CONSTRAINT when it has another parent. */
gboolean   jc_unit_table_ensure (JcDatabase  *database,
                                 const char  *name,
                                 const char  *parent,
                                 GError     **error);
gboolean   jc_unit_table_has    (JcDatabase  *database,
                                 const char  *name,
                                 gboolean    *found,
                                 GError     **error);
gboolean   jc_unit_table_is_parent (JcDatabase  *database,
                                    const char  *parent,
                                    const char  *child,
                                    gboolean    *is_parent,
                                    GError     **error);
/* (element-type GStrv): {name, parent or "", number of accounts} by name. */
GPtrArray *jc_unit_table_list   (JcDatabase  *database,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
