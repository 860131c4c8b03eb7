/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

void jc_operation_handle_health (JcService *service, JcRequest *request);
void jc_operation_handle_ready (JcService *service, JcRequest *request);
void jc_operation_handle_metrics (JcService *service, JcRequest *request);
void jc_operation_handle_description (JcService *service, JcRequest *request);

G_END_DECLS
