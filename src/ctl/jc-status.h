/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-invocation.h"

G_BEGIN_DECLS

/* One table from every error of every layer to exit status and code. */

JcExit    jc_status_from_error    (const GError *error);
/* {"error": {"code", "message": {"zh", "en"}}} */
JsonNode *jc_status_error_to_json (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
