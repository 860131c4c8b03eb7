/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-carry-over.h"
#include "jc-library-worker.h"

G_BEGIN_DECLS

/* What beginning a dossier asks of the library. */

/**
 * JcNewChoices:
 * @programmes: (element-type JcProgramme): those with a kind that an applicant may own
 * @earlier: (element-type JcDossierRow): applicants' dossiers, newest first, a few dozen at most
 */
typedef struct
{
  GPtrArray *programmes;
  GPtrArray *earlier;
} JcNewChoices;

void          jc_new_choices_free         (JcNewChoices        *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcNewChoices, jc_new_choices_free)

/* The first kind that an applicant may own; NULL: none. */
const JcKind *jc_new_pick_kind            (JcProgramme         *programme);

/* @from: (nullable): a dossier that is among the earlier ones, however old. */
void          jc_new_choices_load_async   (JcLibraryWorker     *worker,
                                           const char          *from,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
JcNewChoices *jc_new_choices_load_finish  (JcLibraryWorker     *worker,
                                           GAsyncResult        *result,
                                           GError             **error);

/**
 * JcNewPreview: what comes along, in words: one line per section.
 */
typedef struct
{
  char  *title;
  char  *fields;
  guint  n_fields;
} JcNewPreview;

/* (element-type JcNewPreview): what @from would bring into a dossier of @programme. */
void          jc_new_preview_load_async   (JcLibraryWorker     *worker,
                                           JcProgramme         *programme,
                                           const char          *from,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray    *jc_new_preview_load_finish  (JcLibraryWorker     *worker,
                                           GAsyncResult        *result,
                                           GError             **error);
/* The new dossier's id. @from: (nullable): bring nothing along. */
void          jc_new_create_async         (JcLibraryWorker     *worker,
                                           JcProgramme         *programme,
                                           const char          *from,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
char         *jc_new_create_finish        (JcLibraryWorker     *worker,
                                           GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
