/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-worker.h"

G_BEGIN_DECLS

/* What windows ask of the library, as jobs of the worker. */

/**
 * JcOpened: a dossier with the definition it was begun under.
 */
typedef struct
{
  JcDossier   *dossier;
  JcProgramme *programme;
} JcOpened;

void       jc_opened_free                  (JcOpened            *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcOpened, jc_opened_free)

void       jc_jobs_load_dossier_async      (JcLibraryWorker     *worker,
                                            const char          *id,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
JcOpened  *jc_jobs_load_dossier_finish     (JcLibraryWorker     *worker,
                                            GAsyncResult        *result,
                                            GError             **error);

/* A new, saved dossier. @programme NULL: the first one; @kind NULL: its first kind that an applicant
 * may own. */
void       jc_jobs_create_dossier_async    (JcLibraryWorker     *worker,
                                            const char          *programme,
                                            const char          *kind,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
JcOpened  *jc_jobs_create_dossier_finish   (JcLibraryWorker     *worker,
                                            GAsyncResult        *result,
                                            GError             **error);

/* (element-type JcDossierRow) */
void       jc_jobs_load_dossiers_async     (JcLibraryWorker     *worker,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* (element-type JcHistoryEntry) */
void       jc_jobs_load_history_async      (JcLibraryWorker     *worker,
                                            const char          *id,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GPtrArray *jc_jobs_load_list_finish        (JcLibraryWorker     *worker,
                                            GAsyncResult        *result,
                                            GError             **error);

/* The document of an earlier version. */
void       jc_jobs_load_version_async      (JcLibraryWorker     *worker,
                                            const char          *id,
                                            gint64               version,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
JcDossier *jc_jobs_load_version_finish     (JcLibraryWorker     *worker,
                                            GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS
