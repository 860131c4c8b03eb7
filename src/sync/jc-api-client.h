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
 * @fields: (nullable): further header fields, names and values by turns, ending with NULL
 * @media_type: (nullable): of a body that is not JSON; without @stream it is empty
 * @stream: (nullable): such a body, read once
 */
typedef struct
{
  const char *method;
  const char *path;
  JsonNode   *body;
  const char *if_match;
  const char *key;
  const char *const *fields;
  const char        *media_type;
  GInputStream      *stream;
  gint64             n_stream_bytes;
} JcApiRequest;

/**
 * JcApiResponse:
 * @body: (nullable): strictly read JSON
 * @revision: of the ETag; 0 without one
 * @code: (nullable): of a problem ("early"), out of its `type`
 * @tag: (nullable): the ETag as it came
 * @location: (nullable): of an upload, as a path below /api/v1
 * @offset: Upload-Offset; -1 without one
 * @from: where the file's part begins
 */
typedef struct
{
  guint     status;
  JsonNode *body;
  gint64    revision;
  char     *code;
  char     *tag;
  char     *location;
  gint64    offset;
  gint64    from;
} JcApiResponse;

void         jc_api_response_clear (JcApiResponse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcApiResponse, jc_api_response_clear)

/* @server: https://…, or http:// on this machine only (a password never crosses a network in the
 * clear); JC_SYNC_ERROR_REFUSED otherwise. */
JcApiClient *jc_api_client_new         (const char          *server,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Another client of the same account at the same server, for another thread. */
JcApiClient *jc_api_client_new_sibling (JcApiClient         *client) G_GNUC_WARN_UNUSED_RESULT;
void         jc_api_client_free        (JcApiClient         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcApiClient, jc_api_client_free)
void         jc_api_client_set_token   (JcApiClient         *self,
                                        const char          *token);
/* Sets the error for an answer that is not the API's, though it looks like one. */
gboolean     jc_api_client_refuse_portal (GError           **error);
/* For what nobody should wait for. */
void         jc_api_client_set_timeout (JcApiClient         *self,
                                        guint                seconds);
/* TRUE: the API answered, with whatever status. FALSE: JC_SYNC_ERROR_NO_CONNECTION when nobody did, or
 * somebody who is not the API; JC_SYNC_ERROR_SERVER when a proxy says that the server has trouble;
 * G_IO_ERROR_CANCELLED. */
gboolean     jc_api_client_send        (JcApiClient         *self,
                                        const JcApiRequest  *request,
                                        JcApiResponse       *response,
                                        GCancellable        *cancellable,
                                        GError             **error);
/* The same for a file that has the entity tag @tag. */
gboolean     jc_api_client_open        (JcApiClient         *self,
                                        const JcApiRequest  *request,
                                        const char          *tag,
                                        JcApiResponse       *response,
                                        GInputStream       **stream,
                                        GCancellable        *cancellable,
                                        GError             **error);
/* A stream that jc_api_client_open () gave has failed. */
gboolean     jc_api_client_fail        (GError              *failure,
                                        GError             **error);
/* A moment before the same is tried again, longer after every setback. */
gboolean     jc_api_client_rest        (guint                n_setbacks,
                                        gint64               wait_us,
                                        GCancellable        *cancellable,
                                        GError             **error);
void         jc_api_client_take_over   (JcApiClient         *self,
                                        guint                status,
                                        gint64               retry_after_us);
/* Server's clock minus this machine's, µs, by the last answer's Date; its grain is a second. */
gint64       jc_api_client_get_clock_offset_us (JcApiClient *self);
/* The status of the last answer that was the API's or told of a server's trouble, 0 when nobody
 * answered; and how long whoever answered (a proxy too) asked to wait, µs; 0: nothing. */
guint        jc_api_client_get_status          (JcApiClient *self);
gint64       jc_api_client_get_retry_after_us  (JcApiClient *self);
/* What a refusing @response means, with the server's words. Always FALSE. */
gboolean     jc_api_response_to_error  (const JcApiResponse *response,
                                        GError             **error);

G_END_DECLS
