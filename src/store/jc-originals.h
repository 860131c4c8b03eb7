/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcOriginals:
 *
 * A folder of files named by their SHA-256 ("ab/abcdef…"). What is in it never changes.
 */
typedef struct _JcOriginals JcOriginals;

JcOriginals *jc_originals_new       (const char     *folder);
void         jc_originals_free      (JcOriginals    *self);

/* Copies @stream into the folder, hashing on the way (GnuTLS), synced to disk and renamed into place
 * before this returns. @sha256: receives new lower-case hex. More than @max_bytes (0: no limit) is
 * G_IO_ERROR_MESSAGE_TOO_LARGE; a cancelled or failed copy leaves nothing behind. */
gboolean     jc_originals_add       (JcOriginals    *self,
                                     GInputStream   *stream,
                                     gsize           max_bytes,
                                     char          **sha256,
                                     gsize          *size,
                                     GCancellable   *cancellable,
                                     GError        **error);
gboolean     jc_originals_has       (JcOriginals    *self, const char *sha256);
/* NULL when @sha256 is malformed. */
char        *jc_originals_dup_path  (JcOriginals    *self, const char *sha256);
/* Reads the file again and compares its hash. */
gboolean     jc_originals_verify    (JcOriginals    *self, const char *sha256, GError **error);

/* Bytes; -1 when it is not there. */
gint64       jc_originals_get_size   (JcOriginals    *self, const char *sha256);
gboolean     jc_originals_remove     (JcOriginals    *self, const char *sha256, GError **error);
/* (element-type utf8): what lies in one of the 256 folders since before @before_us. */
GPtrArray   *jc_originals_list       (JcOriginals    *self, guint8 part, gint64 before_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcOriginals, jc_originals_free)

G_END_DECLS
