/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

/**
 * JcServerOptions:
 * @folder: the data folder
 * @database: (nullable): another database's address
 * @host, @port: where to listen; port 0 is a free one
 * @certificate, @private_key: (nullable): PEM files
 * @ready_fd: descriptor that gets one byte when connections are taken; -1 for none
 * @quiet: nothing is printed when connections are taken
 */
typedef struct
{
  const char *folder;
  const char *database;
  const char *host;
  guint16     port;
  const char *certificate;
  const char *private_key;
  int         ready_fd;
  gboolean    quiet;
} JcServerOptions;

/* Serves until SIGTERM or SIGINT. One process; the default main context is made here. */
gboolean jc_server_run      (const JcServerOptions  *options,
                             GError                **error);
/* "http://127.0.0.1:8347" */
char    *jc_server_dup_url  (const JcServerOptions  *options,
                             guint16                 port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
