/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

void jc_session_handle_keys (JcService *service, JcRequest *request);
void jc_session_handle_methods (JcService *service, JcRequest *request);
void jc_session_handle_create (JcService *service, JcRequest *request);
void jc_session_handle_delete (JcService *service, JcRequest *request);
void jc_session_handle_me (JcService *service, JcRequest *request);

G_END_DECLS
