/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-worker.h"

G_BEGIN_DECLS

/**
 * JcUnsent:
 * @dossier: its id; a round's where it is a round that waits
 * @title: the dossier's, in the language of the windows
 * @what: what is to be sent or fetched, in words
 * @reason: why it still waits, in words
 * @detail: (nullable): what was said then, in words
 * @retry_at_us: not before; 0: at once or never by itself
 * @is_conflict: a person has to choose first
 * @is_refused: a submission that will not go through by itself, or that the server lost
 * @is_here: the dossier can be opened
 *
 * One item that has not reached the server, or could not be taken in from there, as people are told
 * of it.
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
  gboolean is_refused;
  gboolean is_here;
} JcUnsent;

/* (element-type JcUnsent): what is to be sent, in that order, then what was set aside. */
void       jc_unsent_load_async  (JcLibraryWorker     *worker,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
GPtrArray *jc_unsent_load_finish (JcLibraryWorker     *worker,
                                  GAsyncResult        *result,
                                  GError             **error);

/* Why it waits, and in a line of its own what was said then. */
char      *jc_unsent_dup_reason  (const JcUnsent      *unsent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
