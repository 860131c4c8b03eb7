/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

/* Originals beside the database: the rooms above reach them through the library alone. */

/**
 * jc_library_add_original:
 *
 * jc_originals_add () for this library. The file is on the disk before a document names it.
 */
gboolean
jc_library_add_original (JcLibrary    *self,
                         GInputStream *stream,
                         gsize         max_bytes,
                         char        **sha256,
                         gsize        *size_bytes,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_add (self->originals, stream, max_bytes, sha256, size_bytes, cancellable,
                           error);
}

gboolean
jc_library_has_original (JcLibrary *self, const char *sha256)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_has (self->originals, sha256);
}

/**
 * jc_library_dup_original_path:
 *
 * Returns: (transfer full) (nullable): where the original is or would be; %NULL for a malformed
 * hash
 */
char *
jc_library_dup_original_path (JcLibrary *self, const char *sha256)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jc_originals_dup_path (self->originals, sha256);
}

/**
 * jc_library_verify_original:
 * @error: see jc_originals_verify ()
 */
gboolean
jc_library_verify_original (JcLibrary *self, const char *sha256, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jc_originals_verify (self->originals, sha256, error);
}
