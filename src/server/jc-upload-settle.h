/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"
#include "jc-upload.h"

G_BEGIN_DECLS

/* In the database's thread. */

/* Whether the caller may send @size bytes more. FALSE: the call has its answer. */
gboolean jc_upload_settle_check_quota (JcService *service,
                                       JcRequest *request,
                                       gint64     size);
/* @uploads: (element-type JcUpload): records what came of each, all in one transaction. */
void     jc_upload_settle             (JcService *service,
                                       GPtrArray *uploads);

G_END_DECLS
