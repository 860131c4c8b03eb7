/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-digest.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define MAX_DIGEST_BYTES 32

struct _JcDigest
{
  JcDigestKind     kind;
  gnutls_hash_hd_t state;
};

static gnutls_digest_algorithm_t
get_algorithm (JcDigestKind kind)
{
  return kind == JC_DIGEST_SHA1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256;
}

/**
 * jc_digest_kind_get_size:
 *
 * Returns: bytes of such a hash
 */
gsize
jc_digest_kind_get_size (JcDigestKind kind)
{
  return gnutls_hash_get_len (get_algorithm (kind));
}

/**
 * jc_digest_new:
 *
 * GnuTLS fails here only when it was not built with one of these, or memory is gone.
 *
 * Returns: (transfer full): a digest of no bytes
 */
JcDigest *
jc_digest_new (JcDigestKind kind)
{
  JcDigest *self = g_new0 (JcDigest, 1);
  int       code = gnutls_hash_init (&self->state, get_algorithm (kind));

  if (code != 0)
    g_error ("GnuTLS: %s", gnutls_strerror (code));
  self->kind = kind;

  return self;
}

/**
 * jc_digest_copy:
 *
 * Returns: (transfer full) (nullable): a digest of the same bytes, which goes its own way
 */
JcDigest *
jc_digest_copy (const JcDigest *self)
{
  gnutls_hash_hd_t state = gnutls_hash_copy (self->state);
  JcDigest        *copy;

  if (state == NULL)
    return NULL;

  copy = g_new0 (JcDigest, 1);
  copy->kind = self->kind;
  copy->state = state;

  return copy;
}

/**
 * jc_digest_free:
 * @self: (transfer full) (nullable)
 */
void
jc_digest_free (JcDigest *self)
{
  if (self == NULL)
    return;

  gnutls_hash_deinit (self->state, NULL);
  g_free (self);
}

/**
 * jc_digest_add:
 * @data: (array length=size): the next bytes
 */
void
jc_digest_add (JcDigest *self, gconstpointer data, gsize size)
{
  int code = gnutls_hash (self->state, data, size);

  if (code != 0)
    g_error ("GnuTLS: %s", gnutls_strerror (code));
}

/**
 * jc_digest_free_to_hex:
 * @self: (transfer full)
 *
 * Returns: (transfer full): lower-case hex
 */
char *
jc_digest_free_to_hex (JcDigest *self)
{
  guint8   digest[MAX_DIGEST_BYTES] = { 0 };
  gsize    size = jc_digest_kind_get_size (self->kind);
  GString *hex = g_string_sized_new (2 * size);

  g_assert (size <= sizeof digest);
  gnutls_hash_deinit (self->state, digest);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  g_free (self);

  return g_string_free (hex, FALSE);
}
