/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JC_DIGEST_SHA1,
  JC_DIGEST_SHA256,
} JcDigestKind;

/**
 * JcDigest:
 *
 * A hash that grows with its bytes (GnuTLS). Used by one thread at a time.
 */
typedef struct _JcDigest JcDigest;

JcDigest *jc_digest_new           (JcDigestKind    kind) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): NULL where GnuTLS cannot copy a state. */
JcDigest *jc_digest_copy          (const JcDigest *self) G_GNUC_WARN_UNUSED_RESULT;
void      jc_digest_free          (JcDigest       *self);
void      jc_digest_add           (JcDigest       *self,
                                   gconstpointer   data,
                                   gsize           size);
/* Ends and frees @self: new lower-case hex. */
char     *jc_digest_free_to_hex   (JcDigest       *self) G_GNUC_WARN_UNUSED_RESULT;

gsize     jc_digest_kind_get_size (JcDigestKind    kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDigest, jc_digest_free)

G_END_DECLS
