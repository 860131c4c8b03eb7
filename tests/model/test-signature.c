/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-signature.h"

#include <string.h>

#define CONTENT                                                                                    \
  "{\"number\":\"2025-0001\",\"at\":\"2025-10-09T02:00:00Z\",\"n\":[1,2,{\"字\":null}]}"

/* RFC 8032, section 7.1, test 1. */
static const guchar rfc_seed[32] = {
  0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
  0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
};
static const guchar rfc_public_key[32] = {
  0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
  0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
};

static JcKeyPair *
new_key (guchar first)
{
  guchar bytes[32];
  g_autoptr (GBytes) seed = NULL;

  memcpy (bytes, rfc_seed, sizeof bytes);
  bytes[0] ^= first;
  seed = g_bytes_new (bytes, sizeof bytes);

  return jc_key_pair_new_from_seed (seed);
}

static JsonNode *
list_keys (JcKeyPair *key)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_array_add_element (array, jc_key_pair_to_public_json (key));
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
sign_content (JcKeyPair *key)
{
  g_autoptr (JsonNode) content = jc_json_parse (CONTENT, -1, NULL);

  return jc_signature_sign (content, key);
}

static void
test_rfc_key (void)
{
  g_autoptr (JcKeyPair) key = new_key (0);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, rfc_public_key, 32);
  gsize            size = 0;

  g_assert_cmpmem (g_bytes_get_data (key->public_key, &size), 32, rfc_public_key, 32);
  g_assert_cmpuint (g_bytes_get_size (key->secret_key), ==, 64);
  g_assert_cmpuint (strlen (key->key_id), ==, 16);
  g_assert_true (g_str_has_prefix (digest, key->key_id));
}

static void
test_round_trip (void)
{
  g_autoptr (JcKeyPair) key = new_key (0);
  g_autoptr (JsonNode) keys = list_keys (key);
  g_autoptr (JsonNode) node = sign_content (key);
  g_autoptr (JsonNode) again = sign_content (key);
  g_autofree char *wire = jc_json_to_pretty (node);
  g_autoptr (JsonNode) read = jc_json_parse (wire, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (jc_signature_verify (node, keys, &error));
  g_assert_no_error (error);
  g_assert_true (jc_signature_verify (read, keys, &error));
  g_assert_no_error (error);
  g_assert_true (jc_json_equal (node, again));
}

/* Signing again replaces, so that a signed object does not sign its own signature. */
static void
test_sign_again (void)
{
  g_autoptr (JcKeyPair) first = new_key (0);
  g_autoptr (JcKeyPair) second = new_key (1);
  g_autoptr (JsonNode) once = sign_content (first);
  g_autoptr (JsonNode) twice = jc_signature_sign (once, second);
  g_autoptr (JsonNode) direct = sign_content (second);

  g_assert_true (jc_json_equal (twice, direct));
}

typedef enum
{
  NODE,
  KEY,
} Place;

static const struct
{
  const char *name;
  Place       place;
  const char *member;
  const char *value; /* NULL: removed */
  int         code;
} cases[] = {
  { "altered-member", NODE, "number", "\"2025-0002\"", JC_MODEL_ERROR_SIGNATURE },
  { "removed-member", NODE, "number", NULL, JC_MODEL_ERROR_SIGNATURE },
  { "added-member", NODE, "more", "1", JC_MODEL_ERROR_SIGNATURE },
  { "no-alg", NODE, "alg", NULL, JC_MODEL_ERROR_INVALID },
  { "other-alg", NODE, "alg", "\"SM2\"", JC_MODEL_ERROR_INVALID },
  { "lower-case-alg", NODE, "alg", "\"ed25519\"", JC_MODEL_ERROR_INVALID },
  { "no-key-id", NODE, "key_id", NULL, JC_MODEL_ERROR_INVALID },
  { "key-id-number", NODE, "key_id", "1", JC_MODEL_ERROR_INVALID },
  { "unknown-key", NODE, "key_id", "\"0123456789abcdef\"", JC_MODEL_ERROR_NOT_FOUND },
  { "no-signature", NODE, "signature", NULL, JC_MODEL_ERROR_INVALID },
  { "empty-signature", NODE, "signature", "\"\"", JC_MODEL_ERROR_INVALID },
  { "short-signature", NODE, "signature", "\"AAAA\"", JC_MODEL_ERROR_INVALID },
  { "no-base64", NODE, "signature", "\"签\"", JC_MODEL_ERROR_INVALID },
  { "zero-signature", NODE, "signature",
    "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\"",
    JC_MODEL_ERROR_SIGNATURE },
  { "key-other-alg", KEY, "alg", "\"SM2\"", JC_MODEL_ERROR_INVALID },
  { "key-no-bytes", KEY, "public_key", NULL, JC_MODEL_ERROR_INVALID },
  { "key-short", KEY, "public_key", "\"AAAA\"", JC_MODEL_ERROR_INVALID },
  { "key-altered", KEY, "public_key", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"",
    JC_MODEL_ERROR_SIGNATURE },
};

static void
test_refused (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcKeyPair) key = new_key (0);
  g_autoptr (JsonNode) keys = list_keys (key);
  g_autoptr (JsonNode) node = sign_content (key);
  g_autoptr (GError) error = NULL;
  JsonObject *object = cases[i].place == NODE
                           ? json_node_get_object (node)
                           : json_array_get_object_element (json_node_get_array (keys), 0);

  if (cases[i].value != NULL)
    json_object_set_member (object, cases[i].member, jc_json_parse (cases[i].value, -1, NULL));
  else
    json_object_remove_member (object, cases[i].member);

  g_assert_false (jc_signature_verify (node, keys, &error));
  g_assert_error (error, JC_MODEL_ERROR, cases[i].code);
}

/* A key that somebody else made does not pass under a trusted key's id. */
static void
test_foreign_key (void)
{
  g_autoptr (JcKeyPair) trusted = new_key (0);
  g_autoptr (JcKeyPair) foreign = new_key (1);
  g_autoptr (JsonNode) keys = list_keys (trusted);
  g_autoptr (JsonNode) node = sign_content (foreign);
  g_autoptr (GError) error = NULL;

  g_assert_false (jc_signature_verify (node, keys, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  json_object_set_string_member (json_node_get_object (node), "key_id", trusted->key_id);
  g_assert_false (jc_signature_verify (node, keys, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_SIGNATURE);
}

/* A key is known by its own hash: nobody else's passes for it, even in the list of trusted ones. */
static void
test_borrowed_key_id (void)
{
  g_autoptr (JcKeyPair) trusted = new_key (0);
  g_autoptr (JcKeyPair) foreign = new_key (1);
  g_autoptr (JsonNode) keys = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_free (foreign->key_id);
  foreign->key_id = g_strdup (trusted->key_id);
  keys = list_keys (foreign);
  node = sign_content (foreign);

  g_assert_false (jc_signature_verify (node, keys, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_SIGNATURE);
}

/* One signature has one text: the bits that base64 leaves over are not free to choose. */
static void
test_one_text (void)
{
  g_autoptr (JcKeyPair) key = new_key (0);
  g_autoptr (JsonNode) keys = list_keys (key);
  g_autoptr (JsonNode) node = sign_content (key);
  JsonObject      *object = json_node_get_object (node);
  g_autofree char *text = g_strdup (json_object_get_string_member (object, "signature"));
  g_autoptr (GError) error = NULL;

  text[strlen (text) - 3]++;
  json_object_set_string_member (object, "signature", text);
  g_assert_false (jc_signature_verify (node, keys, &error));
}

static void
test_no_object (void)
{
  g_autoptr (JcKeyPair) key = new_key (0);
  g_autoptr (JsonNode) keys = list_keys (key);
  g_autoptr (JsonNode) array = jc_json_parse ("[]", -1, NULL);
  g_autoptr (JsonNode) node = sign_content (key);
  g_autoptr (GError) error = NULL;

  g_assert_false (jc_signature_verify (array, keys, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (jc_signature_verify (node, array, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND);
}

static void
test_receipt (void)
{
  g_autoptr (JsonNode) attachments = jc_json_parse (
      "[{\"id\":\"x\",\"slot\":\"licence\",\"name\":\"执照.pdf\",\"sha256\":\"ab\",\"size\":12,"
      "\"view\":{}}]",
      -1, NULL);
  g_autoptr (JsonNode) receipt
      = jc_receipt_new ("2025-1", "d", "r", "2025-10-09T02:00:00Z", "c", "f", attachments);
  g_autoptr (JsonNode) homeless = jc_receipt_new ("1", "d", NULL, "t", "c", "f", NULL);
  g_autofree char *text = jc_json_to_canonical (receipt);
  g_autofree char *homeless_text = jc_json_to_canonical (homeless);

  g_assert_cmpstr (
      text, ==,
      "{\"content_fingerprint\":\"c\",\"dossier\":\"d\",\"fingerprint\":\"f\",\"number\":\"2025-"
      "1\","
      "\"originals\":[{\"name\":\"执照.pdf\",\"sha256\":\"ab\",\"size\":12,\"slot\":\"licence\"}],"
      "\"received_at\":\"2025-10-09T02:00:00Z\",\"round\":\"r\"}");
  g_assert_cmpstr (homeless_text, ==,
                   "{\"content_fingerprint\":\"c\",\"dossier\":\"d\",\"fingerprint\":\"f\","
                   "\"number\":\"1\",\"originals\":[],\"received_at\":\"t\",\"round\":null}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/signature/rfc-key", test_rfc_key);
  g_test_add_func ("/model/signature/round-trip", test_round_trip);
  g_test_add_func ("/model/signature/sign-again", test_sign_again);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/signature/refused/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/model/signature/foreign-key", test_foreign_key);
  g_test_add_func ("/model/signature/borrowed-key-id", test_borrowed_key_id);
  g_test_add_func ("/model/signature/one-text", test_one_text);
  g_test_add_func ("/model/signature/no-object", test_no_object);
  g_test_add_func ("/model/signature/receipt", test_receipt);

  return g_test_run ();
}
