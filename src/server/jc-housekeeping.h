/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

/* Takes away what no longer counts. In the database's thread. */
void jc_housekeeping_run (JcService *service);

G_END_DECLS
