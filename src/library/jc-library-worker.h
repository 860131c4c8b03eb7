/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"

G_BEGIN_DECLS

/**
 * JcLibraryWorker:
 *
 * One thread that owns one JcLibrary and runs jobs on it in order, for a main loop that may not wait.
 * Final GObject.
 */
#define JC_TYPE_LIBRARY_WORKER (jc_library_worker_get_type ())
G_DECLARE_FINAL_TYPE (JcLibraryWorker, jc_library_worker, JC, LIBRARY_WORKER, GObject)

/* Runs on the worker's thread. NULL with @error set is failure; NULL without is a result. */
typedef gpointer (*JcLibraryJob) (JcLibrary *library, gpointer data, GError **error);

/* Starts the thread, which opens the library; jobs queued before it is open wait. When it cannot be
 * opened every job fails with that error. */
JcLibraryWorker *jc_library_worker_new        (const char          *folder);
const char      *jc_library_worker_get_folder (JcLibraryWorker     *self);
/* The recovery report of the opening, once it is open; NULL when nothing was wrong. */
const JcText    *jc_library_worker_get_report (JcLibraryWorker     *self);
/* @data is freed with @data_free on the worker's thread after the job. The callback comes on the
 * thread-default main context of the caller. A cancelled job that has not begun does not run. */
void             jc_library_worker_run_async  (JcLibraryWorker     *self,
                                               JcLibraryJob         job,
                                               gpointer             data,
                                               GDestroyNotify       data_free,
                                               GDestroyNotify       result_free,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gpointer         jc_library_worker_run_finish (JcLibraryWorker     *self,
                                               GAsyncResult        *result,
                                               GError             **error);
/* Runs @job and waits for it: for the last save before a process ends. */
gpointer         jc_library_worker_run_sync   (JcLibraryWorker     *self,
                                               JcLibraryJob         job,
                                               gpointer             data,
                                               GError             **error);
/* Finishes what is queued, closes the library, ends the thread. Later jobs fail. */
void             jc_library_worker_close      (JcLibraryWorker     *self);

G_END_DECLS
