/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-tus.h"

G_BEGIN_DECLS

/**
 * JcUploadCrew:
 *
 * Two threads, each with a connection of its own, that check and send files. Neither the library nor
 * anything else is reached from them.
 */
typedef struct _JcUploadCrew JcUploadCrew;

/* @client: is not changed while the crew is there. */
JcUploadCrew *jc_upload_crew_new  (JcApiClient    *client) G_GNUC_WARN_UNUSED_RESULT;
/* Ends what is under way. */
void          jc_upload_crew_free (JcUploadCrew   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcUploadCrew, jc_upload_crew_free)

/* @file: outlives the crew. */
void          jc_upload_crew_push (JcUploadCrew   *self,
                                   JcTusFile      *file);
/* The next file that is done, or NULL after @timeout_us. What went wrong with it is in @error. */
JcTusFile    *jc_upload_crew_pop  (JcUploadCrew   *self,
                                   gint64          timeout_us,
                                   GError        **error);
/* What the server told with the last failure. */
void          jc_upload_crew_tell (JcUploadCrew   *self,
                                   JcApiClient    *client);

G_END_DECLS
