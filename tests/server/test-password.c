/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-password.h"

#include <string.h>

static void
test_verify (void)
{
  g_autofree char *hash = jc_password_hash ("匠册 correct");
  g_autofree char *again = jc_password_hash ("匠册 correct");

  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (jc_password_verify (hash, "匠册 correct"));
  g_assert_false (jc_password_verify (hash, "匠册 correct "));
  g_assert_false (jc_password_verify (hash, ""));
  g_assert_false (jc_password_verify (NULL, "匠册 correct"));
  g_assert_false (jc_password_verify ("no hash", "匠册 correct"));
}

static void
test_token (void)
{
  g_autofree char *token = jc_secret_new_token ();
  g_autofree char *other = jc_secret_new_token ();
  g_autoptr (GBytes) seed = jc_secret_new_seed ();

  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpstr (token, !=, other);
  g_assert_cmpuint (g_bytes_get_size (seed), ==, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/password/verify", test_verify);
  g_test_add_func ("/server/password/token", test_token);

  return g_test_run ();
}
