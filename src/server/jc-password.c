/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-password.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32

static void
ensure_sodium (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium has no source of random numbers");
}

/**
 * jc_password_hash:
 * @password: what a person chose
 *
 * Source: RFC 9106; limits are libsodium's INTERACTIVE ones.
 *
 * Returns: (transfer full) (nullable): an argon2id string; NULL when there is no memory for it
 */
char *
jc_password_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  ensure_sodium ();
  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE)
      != 0)
    return NULL;

  return g_strdup (hash);
}

/**
 * jc_password_verify:
 * @hash: (nullable): an argon2id string; NULL for an account that does not exist, "" for one that is
 *   disabled
 * @password: what was typed
 *
 * An unknown account costs as much time as a wrong password, so that nobody can tell them apart.
 *
 * Returns: whether @password is the one
 */
gboolean
jc_password_verify (const char *hash, const char *password)
{
  if (hash == NULL || *hash == '\0')
    {
      g_free (jc_password_hash (password));
      return FALSE;
    }

  ensure_sodium ();

  return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
}

/**
 * jc_secret_new_token:
 *
 * Returns: (transfer full): 256 random bits, base64url without padding
 */
char *
jc_secret_new_token (void)
{
  guchar bytes[TOKEN_BYTES];
  char   text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  ensure_sodium ();
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);

  return g_strdup (text);
}

/**
 * jc_secret_new_seed:
 *
 * Returns: (transfer full): 32 random bytes, from which a signing key is made
 */
GBytes *
jc_secret_new_seed (void)
{
  guchar bytes[TOKEN_BYTES];

  ensure_sodium ();
  randombytes_buf (bytes, sizeof bytes);

  return g_bytes_new (bytes, sizeof bytes);
}
