/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

void jc_attachment_handle_get        (JcService *service,
                                      JcRequest *request);
void jc_attachment_handle_get_source (JcService *service,
                                      JcRequest *request);

G_END_DECLS
