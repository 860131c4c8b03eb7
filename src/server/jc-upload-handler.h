/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

/* tus 1.0.0. What needs the file itself leaves the call without answer and with its upload. */
void jc_upload_handle_options (JcService *service,
                               JcRequest *request);
void jc_upload_handle_create  (JcService *service,
                               JcRequest *request);
void jc_upload_handle_append  (JcService *service,
                               JcRequest *request);
void jc_upload_handle_ask     (JcService *service,
                               JcRequest *request);
void jc_upload_handle_end     (JcService *service,
                               JcRequest *request);

G_END_DECLS
