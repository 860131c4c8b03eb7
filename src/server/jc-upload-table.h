/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-account-table.h"

G_BEGIN_DECLS

/**
 * JcUploadRecord:
 * @account: who sends it; nobody else learns of it
 * @sha256, @size: what it has to become
 * @metadata: Upload-Metadata as it came
 * @finished: it lies among the originals
 * @expires_us: the first moment at which it no longer counts
 *
 * One upload. How much of one that is not finished has come is the size of its file.
 */
typedef struct
{
  char    *id;
  char    *account;
  char    *sha256;
  gint64   size;
  char    *metadata;
  gboolean finished;
  gint64   expires_us;
} JcUploadRecord;

void       jc_upload_record_free           (JcUploadRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcUploadRecord, jc_upload_record_free)

gboolean   jc_upload_table_add             (JcDatabase           *database,
                                            const JcUploadRecord *record,
                                            gint64                now_us,
                                            GError              **error);
gboolean   jc_upload_table_load            (JcDatabase           *database,
                                            const char           *id,
                                            JcUploadRecord      **record,
                                            GError              **error);
/* The account's own upload of the same bytes that has come farthest. */
gboolean   jc_upload_table_find            (JcDatabase           *database,
                                            const char           *account,
                                            const char           *sha256,
                                            gint64                size,
                                            gint64                now_us,
                                            JcUploadRecord      **record,
                                            GError              **error);
gboolean   jc_upload_table_has_finished    (JcDatabase           *database,
                                            const char           *account,
                                            const char           *sha256,
                                            gboolean             *has,
                                            GError              **error);
gboolean   jc_upload_table_finish          (JcDatabase           *database,
                                            const char           *id,
                                            gint64                expires_us,
                                            GError              **error);
gboolean   jc_upload_table_remove          (JcDatabase           *database,
                                            const char           *id,
                                            GError              **error);
gboolean   jc_upload_table_remove_expired  (JcDatabase           *database,
                                            gint64                now_us,
                                            GError              **error);
/* Bytes that @account has announced or sent and its unit's dossiers do not name, and how many
 * uploads that are. */
gboolean   jc_upload_table_load_usage      (JcDatabase           *database,
                                            const JcAccount      *account,
                                            gint64               *n_bytes,
                                            gint64               *n_uploads,
                                            GError              **error);

G_END_DECLS
