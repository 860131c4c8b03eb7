/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-sync.h"

G_BEGIN_DECLS

/* Originals go ahead of the document that names them. */

/* Sends what @dossier names and neither @base (nullable) nor an earlier upload brought there. @has_lost: the
 * server has said that it lacks something: what is known of it counts for nothing. */
gboolean jc_upload_originals      (JcSync        *self,
                                   JcDossier     *base,
                                   JcDossier     *dossier,
                                   gboolean       has_lost,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* --- jc-upload-memory.c: how far originals have come that no agreed document names yet --- */

/* Borrowed; NULL when the server is not known to have anything of it. */
const JcUploadRow *jc_upload_memory_find (JcSync     *self,
                                          const char *sha256);
void     jc_upload_memory_note    (JcSync        *self,
                                   const char    *sha256,
                                   const char    *url,
                                   gint64         offset,
                                   gint64         created_at_us);
/* Writes down what was noted, for the next run. */
gboolean jc_upload_memory_save    (JcSync        *self,
                                   GError       **error);
/* @dossier is agreed on, or nothing of what it names is sure any more. */
gboolean jc_upload_memory_forget  (JcSync        *self,
                                   JcDossier     *dossier,
                                   GError       **error);
void     jc_upload_memory_clear   (JcSync        *self);

G_END_DECLS
