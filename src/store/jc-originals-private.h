/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-digest.h"
#include "jc-originals.h"

G_BEGIN_DECLS

/* For jc-partial. Each may be called from any thread. */

const char *jc_originals_get_folder    (JcOriginals *self);
/* Makes @path and the folders above it, durably; private to their owner. */
gboolean    jc_originals_make_folder   (const char  *path,
                                        GError     **error);
gboolean    jc_originals_sync_folder   (const char  *path,
                                        GError     **error);

/* How far a file that is still growing has been hashed, for whoever goes on with it in this
 * process. Only so many are kept. */
void        jc_originals_take_digest   (JcOriginals *self,
                                        const char  *id,
                                        JcDigest    *digest /* (transfer full) */,
                                        gint64       n_digested);
/* (nullable): what was kept, which then is the caller's. */
JcDigest   *jc_originals_steal_digest  (JcOriginals *self,
                                        const char  *id,
                                        gint64      *n_digested) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
