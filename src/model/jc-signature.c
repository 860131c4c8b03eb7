/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-signature.h"

#include "jc-json.h"

#include <sodium.h>
#include <string.h>

#define KEY_ID_LENGTH 16

/* --- Parts --- */

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/* libsodium asks to be set up before its first use, from whichever thread that is. */
static void
ensure_sodium (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      if (sodium_init () < 0)
        g_error ("libsodium could not be set up");
      g_once_init_leave (&ready, 1);
    }
}

static char *
dup_key_id (GBytes *public_key)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, public_key);

  return g_strndup (sha256, KEY_ID_LENGTH);
}

static gboolean
refuse (GError **error, int code, const char *zh, const char *en)
{
  return jc_set_error (error, JC_MODEL_ERROR, code, "%1$s%2$.0s", "%1$.0s%2$s", zh, en);
}

/* Standard base64 with padding (RFC 4648, section 4) of exactly @size bytes into @bytes; strict, so
 * that one signature has one text. */
static gboolean
decode_base64 (const char *text, guchar *bytes, gsize size)
{
  gsize       length = 0;
  const char *end = NULL;

  if (text == NULL
      || sodium_base642bin (bytes, size, text, strlen (text), NULL, &length, &end,
                            sodium_base64_VARIANT_ORIGINAL)
             != 0)
    return FALSE;

  return length == size && *end == '\0';
}

/* The RFC 8785 bytes that a signature covers. */
static char *
dup_signed_bytes (JsonNode *node)
{
  g_autoptr (JsonNode) copy = jc_json_copy (node);

  json_object_remove_member (json_node_get_object (copy), "signature");

  return jc_json_to_canonical (copy);
}

static JsonObject *
find_key (JsonNode *keys, const char *key_id)
{
  JsonArray *array = jc_json_as_array (keys);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *key = jc_json_as_object (json_array_get_element (array, i));

      if (g_strcmp0 (jc_json_get_string (key, "key_id", NULL), key_id) == 0)
        return key;
    }

  return NULL;
}

/* The public key out of @key, whose id must be the one that belongs to it. */
static gboolean
read_public_key (JsonObject *key, guchar public_key[crypto_sign_PUBLICKEYBYTES], GError **error)
{
  g_autofree char *key_id = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_strcmp0 (jc_json_get_string (key, "alg", NULL), JC_SIGNATURE_ALG) != 0)
    return refuse (error, JC_MODEL_ERROR_INVALID, "公钥的算法不是 Ed25519。",
                   "the public key's algorithm is not Ed25519.");
  if (!decode_base64 (jc_json_get_string (key, "public_key", NULL), public_key,
                      crypto_sign_PUBLICKEYBYTES))
    return refuse (error, JC_MODEL_ERROR_INVALID, "公钥要是 32 字节的 base64。",
                   "a public key is the base64 of 32 bytes.");

  bytes = g_bytes_new (public_key, crypto_sign_PUBLICKEYBYTES);
  key_id = dup_key_id (bytes);
  if (strcmp (key_id, jc_json_get_string (key, "key_id", "")) != 0)
    return refuse (error, JC_MODEL_ERROR_SIGNATURE, "公钥与它的编号不符。",
                   "the public key does not match its key_id.");

  return TRUE;
}

/* --- Public functions --- */

/**
 * jc_key_pair_new_from_seed:
 * @seed: 32 random bytes
 *
 * Returns: (transfer full): the Ed25519 key pair (RFC 8032) that belongs to @seed
 */
JcKeyPair *
jc_key_pair_new_from_seed (GBytes *seed)
{
  guchar     public_key[crypto_sign_PUBLICKEYBYTES];
  guchar     secret_key[crypto_sign_SECRETKEYBYTES];
  JcKeyPair *self;

  g_return_val_if_fail (g_bytes_get_size (seed) == crypto_sign_SEEDBYTES, NULL);

  ensure_sodium ();
  crypto_sign_seed_keypair (public_key, secret_key, g_bytes_get_data (seed, NULL));

  self = g_new0 (JcKeyPair, 1);
  self->public_key = g_bytes_new (public_key, sizeof public_key);
  self->secret_key = g_bytes_new (secret_key, sizeof secret_key);
  self->key_id = dup_key_id (self->public_key);
  sodium_memzero (secret_key, sizeof secret_key);

  return self;
}

/**
 * jc_key_pair_free:
 * @self: (transfer full): a key pair
 *
 * Wipes the secret key first unless somebody else still holds its bytes.
 */
void
jc_key_pair_free (JcKeyPair *self)
{
  gsize   size;
  guchar *secret = g_bytes_unref_to_data (g_steal_pointer (&self->secret_key), &size);

  sodium_memzero (secret, size);
  g_free (secret);
  g_bytes_unref (self->public_key);
  g_free (self->key_id);
  g_free (self);
}

/**
 * jc_key_pair_to_public_json:
 * @self: a key pair
 *
 * Returns: (transfer full): {"key_id", "alg", "public_key": base64}
 */
JsonNode *
jc_key_pair_to_public_json (JcKeyPair *self)
{
  gsize            size;
  const guchar    *bytes = g_bytes_get_data (self->public_key, &size);
  g_autofree char *base64 = g_base64_encode (bytes, size);
  JsonObject      *object = json_object_new ();

  json_object_set_string_member (object, "key_id", self->key_id);
  json_object_set_string_member (object, "alg", JC_SIGNATURE_ALG);
  json_object_set_string_member (object, "public_key", base64);

  return take_object (object);
}

/**
 * jc_signature_sign:
 * @node: an object; its "alg", "key_id" and "signature" are replaced
 * @key: the key to sign with
 *
 * Returns: (transfer full): a copy with "alg", "key_id" and "signature", the base64 (RFC 4648,
 * section 4) of Ed25519 (RFC 8032) over the RFC 8785 bytes of all but "signature"
 */
JsonNode *
jc_signature_sign (JsonNode *node, JcKeyPair *key)
{
  guchar           signature[crypto_sign_BYTES];
  g_autofree char *message = NULL;
  g_autofree char *base64 = NULL;
  JsonNode        *copy;
  JsonObject      *object;

  g_return_val_if_fail (jc_json_as_object (node) != NULL, NULL);

  ensure_sodium ();
  copy = jc_json_copy (node);
  object = json_node_get_object (copy);
  json_object_set_string_member (object, "alg", JC_SIGNATURE_ALG);
  json_object_set_string_member (object, "key_id", key->key_id);

  message = dup_signed_bytes (copy);
  crypto_sign_detached (signature, NULL, (const guchar *)message, strlen (message),
                        g_bytes_get_data (key->secret_key, NULL));
  base64 = g_base64_encode (signature, sizeof signature);
  json_object_set_string_member (object, "signature", base64);

  return copy;
}

/**
 * jc_signature_verify:
 * @node: (nullable): an object that should be signed, from anywhere
 * @keys: an array of public keys that are trusted
 * @error: JC_MODEL_ERROR_NOT_FOUND when none of @keys has its key_id; JC_MODEL_ERROR_SIGNATURE when
 * it was altered or signed by another key; JC_MODEL_ERROR_INVALID when it is not a signed object,
 * or its algorithm is not Ed25519
 *
 * Returns: whether the signature holds
 */
gboolean
jc_signature_verify (JsonNode *node, JsonNode *keys, GError **error)
{
  JsonObject      *object = jc_json_as_object (node);
  const char      *key_id = jc_json_get_string (object, "key_id", NULL);
  JsonObject      *key;
  g_autofree char *message = NULL;
  guchar           public_key[crypto_sign_PUBLICKEYBYTES];
  guchar           signature[crypto_sign_BYTES];

  ensure_sodium ();
  if (g_strcmp0 (jc_json_get_string (object, "alg", NULL), JC_SIGNATURE_ALG) != 0 || key_id == NULL)
    return refuse (error, JC_MODEL_ERROR_INVALID,
                   "没有 Ed25519 签名：要有 alg、key_id 和 signature。",
                   "no Ed25519 signature: alg, key_id and signature belong here.");
  if (!decode_base64 (jc_json_get_string (object, "signature", NULL), signature, sizeof signature))
    return refuse (error, JC_MODEL_ERROR_INVALID, "签名要是 64 字节的 base64。",
                   "a signature is the base64 of 64 bytes.");

  key = find_key (keys, key_id);
  if (key == NULL)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND,
                         "没有编号为 %s 的公钥；从签发的服务器取来后再核对。",
                         "no public key %s is known; fetch it from the server that signed.",
                         key_id);
  if (!read_public_key (key, public_key, error))
    return FALSE;

  message = dup_signed_bytes (node);
  if (crypto_sign_verify_detached (signature, (const guchar *)message, strlen (message), public_key)
      != 0)
    return refuse (error, JC_MODEL_ERROR_SIGNATURE,
                   "签名与内容不符：内容被改过，或不是这把钥匙签的。",
                   "the signature does not match: the content was altered or another key signed.");

  return TRUE;
}

/* What a receipt says of each original, in the dossier's order. */
static JsonArray *
list_originals (JsonNode *attachments)
{
  JsonArray *source = jc_json_as_array (attachments);
  JsonArray *originals = json_array_new ();

  for (guint i = 0; source != NULL && i < json_array_get_length (source); i++)
    {
      JsonObject *attachment = jc_json_as_object (json_array_get_element (source, i));
      JsonObject *original = json_object_new ();

      json_object_set_string_member (original, "slot", jc_json_get_string (attachment, "slot", ""));
      json_object_set_string_member (original, "name", jc_json_get_string (attachment, "name", ""));
      json_object_set_string_member (original, "sha256",
                                     jc_json_get_string (attachment, "sha256", ""));
      json_object_set_int_member (original, "size", jc_json_get_int (attachment, "size", 0));
      json_array_add_object_element (originals, original);
    }

  return originals;
}

/**
 * jc_receipt_new:
 * @number: the receipt's number
 * @dossier: the dossier's UUID
 * @round: (nullable): the round's id
 * @received_at: RFC 3339, the server's clock
 * @content_fingerprint: as jc_dossier_dup_content_fingerprint ()
 * @fingerprint: as jc_dossier_dup_fingerprint ()
 * @attachments: the dossier's attachments
 *
 * Returns: (transfer full): a receipt to be signed
 */
JsonNode *
jc_receipt_new (const char *number,
                const char *dossier,
                const char *round,
                const char *received_at,
                const char *content_fingerprint,
                const char *fingerprint,
                JsonNode   *attachments)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "number", number);
  json_object_set_string_member (object, "dossier", dossier);
  if (round != NULL)
    json_object_set_string_member (object, "round", round);
  else
    json_object_set_null_member (object, "round");
  json_object_set_string_member (object, "received_at", received_at);
  json_object_set_string_member (object, "content_fingerprint", content_fingerprint);
  json_object_set_string_member (object, "fingerprint", fingerprint);
  json_object_set_array_member (object, "originals", list_originals (attachments));

  return take_object (object);
}
