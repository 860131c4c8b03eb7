/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcWorker:
 *
 * The thread that owns the database connection and runs jobs in order, and a few more threads for
 * work
 * that only calculates (password hashes). Answers come back on the main loop.
 */
typedef struct _JcWorker JcWorker;

typedef void (*JcJobFunc) (gpointer data);

JcWorker *jc_worker_new       (void) G_GNUC_WARN_UNUSED_RESULT;
/* Waits for what was pushed. */
void      jc_worker_free      (JcWorker  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcWorker, jc_worker_free)

/* @run in the database's thread, then @done on the default main context. */
void      jc_worker_push      (JcWorker  *self,
                               JcJobFunc  run,
                               JcJobFunc  done,
                               gpointer   data);
/* The same in a thread that must not touch the database itself. */
void      jc_worker_push_slow (JcWorker  *self,
                               JcJobFunc  run,
                               JcJobFunc  done,
                               gpointer   data);
/* From a slow job: @run in the database's thread; returns when it has run. */
void      jc_worker_call      (JcWorker  *self,
                               JcJobFunc  run,
                               gpointer   data);

G_END_DECLS
