/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

/* Takes away originals and parts of originals that nobody needs any more. In the database's
 * thread. */
gboolean jc_original_keeper_tidy (JcService *service,
                                  GError   **error);

G_END_DECLS
