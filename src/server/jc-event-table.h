/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-database.h"

G_BEGIN_DECLS

/* A dossier's events, each holding the hash of the one before. */

gboolean  jc_event_table_add       (JcDatabase  *database,
                                    const char  *dossier,
                                    JsonNode    *event,
                                    GError     **error);
/* Number and hash of the last event; 0 and "" before the first. */
gboolean  jc_event_table_load_last (JcDatabase  *database,
                                    const char  *dossier,
                                    gint64      *seq,
                                    char       **hash,
                                    GError     **error);
/* Array, oldest first. */
JsonNode *jc_event_table_list      (JcDatabase  *database,
                                    const char  *dossier,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
