/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-request.h"
#include "jc-upload.h"

G_BEGIN_DECLS

/* What stands in the header of a call on uploads. Each function that returns FALSE or NULL has
 * answered the call. */

gboolean jc_upload_head_check_version  (JcRequest  *request);
/* A whole number of bytes. */
gboolean jc_upload_head_get_bytes      (JcRequest  *request,
                                        const char *name,
                                        gint64     *value);
/* Whether a body of bytes comes with it; anything else in the body is refused. */
gboolean jc_upload_head_check_body     (JcRequest  *request,
                                        gboolean    is_needed,
                                        gboolean   *comes);
gboolean jc_upload_head_read_checksum  (JcRequest  *request,
                                        JcUpload   *upload);
/* New lower-case hex. */
char    *jc_upload_head_dup_sha256     (JcRequest  *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
