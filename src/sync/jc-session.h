/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-text.h"

G_BEGIN_DECLS

/* Where the token lies: the desktop's keyring when an unlocked one answers within 2 s, else a file of
 * mode 0600 in the library folder. Never the password. */

typedef enum
{
  JC_TOKEN_NOWHERE,
  JC_TOKEN_KEYRING,
  JC_TOKEN_FILE,
} JcTokenPlace;

/* @folder: the library's. @place receives where it was put. */
gboolean jc_session_store_token  (const char   *folder,
                                  const char   *server,
                                  const char   *account,
                                  const char   *token,
                                  gboolean      use_keyring,
                                  JcTokenPlace *place,
                                  GError      **error);
/* NULL when there is none. */
char    *jc_session_load_token   (const char   *folder,
                                  const char   *server,
                                  const char   *account,
                                  gboolean      use_keyring,
                                  JcTokenPlace *place) G_GNUC_WARN_UNUSED_RESULT;
/* The keyring's alone: the file has another one by now. */
void     jc_session_forget_in_keyring (const char *server,
                                  const char   *account);
void     jc_session_forget_token (const char   *folder,
                                  const char   *server,
                                  const char   *account,
                                  gboolean      use_keyring);

G_END_DECLS
