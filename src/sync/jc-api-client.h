/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-json.h"
#include "jc-sync.h"

G_BEGIN_DECLS

/**
 * JcApiClient:
 *
 * One server's REST API over libsoup, blocking. Knows HTTP, nothing of dossiers.
 */
typedef struct _JcApiClient JcApiClient;

/**
 * JcApiRequest:
 * @path: below /api/v1, with query
 * @body: (nullable): sent as JSON
 * @if_match: (nullable): a revision, sent as If-Match; "*" is sent as If-None-Match: *
 * @key: (nullable): Idempotency-Key
 */
typedef struct
{
  const char *method;
  const char *path;
  JsonNode   *body;
  const char *if_match;
  const char *key;
} JcApiRequest;

/**
 * JcApiResponse:
 * @body: (nullable): strictly read JSON
 * @revision: of the ETag; 0 without one
 * @code: (nullable): of a problem ("early"), out of its `type`
 */
typedef struct
{
  guint     status;
  JsonNode *body;
  gint64    revision;
  char     *code;
} JcApiResponse;

void         jc_api_response_clear (JcApiResponse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcApiResponse, jc_api_response_clear)

/* @server: https://…, or http:// on this machine only (a password never crosses a network in the
 * clear); JC_SYNC_ERROR_REFUSED otherwise. */
JcApiClient *jc_api_client_new         (const char          *server,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void         jc_api_client_free        (JcApiClient         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcApiClient, jc_api_client_free)
void         jc_api_client_set_token   (JcApiClient         *self,
                                        const char          *token);
/* TRUE: the API answered, with whatever status. FALSE: JC_SYNC_ERROR_NO_CONNECTION when nobody did, or
 * somebody who is not the API; G_IO_ERROR_CANCELLED. */
gboolean     jc_api_client_send        (JcApiClient         *self,
                                        const JcApiRequest  *request,
                                        JcApiResponse       *response,
                                        GCancellable        *cancellable,
                                        GError             **error);
/* Server's clock minus this machine's, µs, by the last answer's Date; its grain is a second. */
gint64       jc_api_client_get_clock_offset_us (JcApiClient *self);
/* Whether the API answered the last request, and how long whoever answered it (a proxy too) asked to
 * wait, µs; 0: nothing. */
gboolean     jc_api_client_was_answered        (JcApiClient *self);
gint64       jc_api_client_get_retry_after_us  (JcApiClient *self);
/* What a refusing @response means, with the server's words. Always FALSE. */
gboolean     jc_api_response_to_error  (const JcApiResponse *response,
                                        GError             **error);

G_END_DECLS
