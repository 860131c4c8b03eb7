/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-call.h"
#include "jc-gate.h"
#include "jc-service.h"

G_BEGIN_DECLS

/**
 * JcUploadIntake:
 *
 * Takes bytes in while they come: from libsoup on the main loop, through two buffers for each call,
 * to a few threads that write and hash. On the default main context.
 */
typedef struct _JcUploadIntake JcUploadIntake;

/* The call has its answer. */
typedef void (*JcUploadIntakeDoneFunc) (JcCall *call);

JcUploadIntake *jc_upload_intake_new       (JcService              *service,
                                            JcWorker               *worker,
                                            JcUploadIntakeDoneFunc  done) G_GNUC_WARN_UNUSED_RESULT;
void            jc_upload_intake_free      (JcUploadIntake         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcUploadIntake, jc_upload_intake_free)

/* Whether the body of a request is taken in here; its headers have come. */
gboolean        jc_upload_intake_wants     (SoupServerMessage      *message);
/* A call that the handler left with its upload and without answer. */
void            jc_upload_intake_take      (JcUploadIntake         *self,
                                            JcCall                 *call);
/* The body of a call that was taken has come whole. */
void            jc_upload_intake_body_read (JcCall                 *call);
/* How many calls have to do with an upload's file, also after their clients have left. */
guint           jc_upload_intake_get_n     (JcUploadIntake         *self);
/* Cuts every connection that sends; what has come is kept. */
void            jc_upload_intake_cut       (JcUploadIntake         *self);

G_END_DECLS
