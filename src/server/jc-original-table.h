/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-dossier.h"

G_BEGIN_DECLS

/* What lies among the originals, and which dossiers name it. */

/* The document as it is now, beside its submissions 1, 2 … */
#define JC_CURRENT_DOCUMENT 0

/**
 * JcOriginalRecord:
 * @size: bytes
 */
typedef struct
{
  char  *sha256;
  gint64 size;
} JcOriginalRecord;

void       jc_original_record_free        (JcOriginalRecord *self);

gboolean   jc_original_table_add          (JcDatabase  *database,
                                           const char  *sha256,
                                           gint64       size,
                                           gint64       now_us,
                                           GError     **error);
/* @size: -1 when it has not arrived. */
gboolean   jc_original_table_load_size    (JcDatabase  *database,
                                           const char  *sha256,
                                           gint64      *size,
                                           GError     **error);
gboolean   jc_original_table_remove       (JcDatabase  *database,
                                           const char  *sha256,
                                           GError     **error);
/* (element-type JcOriginalRecord): by hash. */
GPtrArray *jc_original_table_list         (JcDatabase  *database,
                                           const char  *after,
                                           guint        limit,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type JcOriginalRecord): those that no dossier names and no upload keeps. */
GPtrArray *jc_original_table_list_unneeded (JcDatabase *database,
                                            guint       limit,
                                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes that document @n of @dossier names exactly the originals of its attachments. */
gboolean   jc_original_table_set_uses     (JcDatabase  *database,
                                           JcDossier   *dossier,
                                           gint64       n,
                                           GError     **error);
gboolean   jc_original_table_is_used_by   (JcDatabase  *database,
                                           const char  *sha256,
                                           const char  *dossier,
                                           gboolean    *used,
                                           GError     **error);
/* Whether any document or submission names it. */
gboolean   jc_original_table_is_named     (JcDatabase  *database,
                                           const char  *sha256,
                                           gboolean    *named,
                                           GError     **error);
/* (element-type utf8): hashes that dossiers name and that have not arrived. */
GPtrArray *jc_original_table_list_missing (JcDatabase  *database,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
