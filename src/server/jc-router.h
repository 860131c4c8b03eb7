/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-service.h"

G_BEGIN_DECLS

/**
 * JcEndpointFlags:
 * @JC_ENDPOINT_PUBLIC: asked without a session
 * @JC_ENDPOINT_BODY: takes a JSON object as its body
 * @JC_ENDPOINT_BYTES: takes bytes as its body, as they come; run before they do
 * @JC_ENDPOINT_SLOW: calculates for long and does not touch the database itself
 */
typedef enum
{
  JC_ENDPOINT_SESSION = 0,
  JC_ENDPOINT_PUBLIC = 1 << 0,
  JC_ENDPOINT_BODY = 1 << 1,
  JC_ENDPOINT_SLOW = 1 << 2,
  JC_ENDPOINT_BYTES = 1 << 3,
} JcEndpointFlags;

/**
 * JcEndpoint:
 * @method: GET also answers HEAD
 * @template_path: a segment in braces stands for any one segment
 * @roles: (nullable): NULL-terminated roles that may call it; NULL is every role
 */
typedef struct
{
  const char         *method;
  const char         *template_path;
  JcHandler           handler;
  JcEndpointFlags        flags;
  const char *const  *roles;
} JcEndpoint;

const JcEndpoint *jc_router_get_endpoints (guint       *n_routes);
/* NULL: @request has its answer (404 or 405); else its parameters are set. */
const JcEndpoint *jc_router_find       (JcRequest   *request);
/* Session, role, body; then the route's handler. In the database's thread, or a slow one. */
void           jc_router_run        (const JcEndpoint *route,
                                     JcService     *service,
                                     JcRequest     *request);

G_END_DECLS
