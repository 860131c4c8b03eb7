/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-cloud.h"
#include "jc-dossier-session.h"

G_BEGIN_DECLS

/**
 * JcSubmitStep: told before each step, in words.
 */
typedef void (*JcSubmitStep) (const char *words, gpointer user_data);

/* Saves, finalises where nobody did, and submits. @step_cb is called with @user_data too. */
void      jc_submitter_run_async  (JcDossierSession    *session,
                                   JcCloud             *cloud,
                                   JcSubmitStep         step_cb,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
/* The receipt. */
JsonNode *jc_submitter_run_finish (JcDossierSession    *session,
                                   GAsyncResult        *result,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
