/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-request.h"
#include "jc-upload.h"

G_BEGIN_DECLS

/* Answers a call on uploads from what came of it. In any thread. */
void jc_upload_answer (JcRequest *request);

G_END_DECLS
