/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-worker.h"

G_BEGIN_DECLS

/**
 * JcUnsent:
 * @title: the dossier's
 * @what: what is to be sent, in words
 * @reason: why it still waits, in words
 * @detail: (nullable): what the server said, in words
 * @retry_at_us: not before; 0: at once or never by itself
 * @is_conflict: a person has to choose first
 *
 * One item that has not reached the server, as people are told of it.
 */
typedef struct
{
  char    *dossier;
  char    *title;
  char    *what;
  char    *reason;
  char    *detail;
  gint64   retry_at_us;
  gboolean is_conflict;
} JcUnsent;

/* (element-type JcUnsent), in the order of sending. */
void       jc_unsent_load_async  (JcLibraryWorker     *worker,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
GPtrArray *jc_unsent_load_finish (JcLibraryWorker     *worker,
                                  GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
