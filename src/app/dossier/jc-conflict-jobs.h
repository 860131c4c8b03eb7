/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-worker.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcConflictPart: one place that both sides changed, in words.
 */
typedef struct
{
  char *pointer;
  char *label;
  char *base;
  char *mine;
  char *theirs;
  gboolean can_keep_both;
} JcConflictPart;

/**
 * JcConflictCase: what is to be chosen in one dossier. @parts (element-type JcConflictPart).
 */
typedef struct
{
  char      *title;
  GPtrArray *parts;
} JcConflictCase;

void            jc_conflict_case_free        (JcConflictCase      *conflict_case);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcConflictCase, jc_conflict_case_free)

void            jc_conflict_case_load_async  (JcLibraryWorker     *worker,
                                              const char          *dossier,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
JcConflictCase *jc_conflict_case_load_finish (JcLibraryWorker     *worker,
                                              GAsyncResult        *result,
                                              GError             **error);

/* @choices: pointer → "mine", "theirs" or "both". */
void            jc_conflict_decide_async     (JcLibraryWorker     *worker,
                                              const char          *dossier,
                                              GHashTable          *choices,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean        jc_conflict_decide_finish    (JcLibraryWorker     *worker,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
