/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passwords as argon2id strings (libsodium), and secrets. Slow: never on the main loop. */

char     *jc_password_hash          (const char *password) G_GNUC_WARN_UNUSED_RESULT;
/* @hash NULL: FALSE after the same time. */
gboolean  jc_password_verify        (const char *hash,
                                     const char *password);
/* 256 random bits as text. */
char     *jc_secret_new_token       (void) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *jc_secret_new_seed        (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
