/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/* Signatures carry `alg` and `key_id`, so that another algorithm can come beside Ed25519. */

#define JC_SIGNATURE_ALG "Ed25519"

/**
 * JcKeyPair: @public_key 32 bytes, @secret_key 64 bytes (libsodium's), @key_id the first 16 hex
 * characters of the public key's SHA-256.
 */
typedef struct
{
  char   *key_id;
  GBytes *public_key;
  GBytes *secret_key;
} JcKeyPair;

/* @seed: 32 random bytes. */
JcKeyPair *jc_key_pair_new_from_seed (GBytes     *seed) G_GNUC_WARN_UNUSED_RESULT;
void       jc_key_pair_free          (JcKeyPair  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcKeyPair, jc_key_pair_free)
/* {"key_id", "alg", "public_key": base64} */
JsonNode  *jc_key_pair_to_public_json (JcKeyPair *self) G_GNUC_WARN_UNUSED_RESULT;

/* A copy of the object @node with "alg", "key_id" and "signature" (base64 over the RFC 8785 bytes of
 * all but "signature"). */
JsonNode  *jc_signature_sign         (JsonNode   *node,
                                      JcKeyPair  *key) G_GNUC_WARN_UNUSED_RESULT;
/* @keys: array of public keys as above. JC_MODEL_ERROR_NOT_FOUND: key unknown; JC_MODEL_ERROR_SIGNATURE: wrong;
 * JC_MODEL_ERROR_INVALID: not a signed object. */
gboolean   jc_signature_verify       (JsonNode   *node,
                                      JsonNode   *keys,
                                      GError    **error);

/* The receipt's unsigned object: {"number", "dossier", "round", "received_at", "content_fingerprint",
 * "fingerprint", "originals": [{"slot", "name", "sha256", "size"}]}. */
JsonNode  *jc_receipt_new            (const char *number,
                                      const char *dossier,
                                      const char *round,
                                      const char *received_at,
                                      const char *content_fingerprint,
                                      const char *fingerprint,
                                      JsonNode   *attachments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
