/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "jc-account-table.h"
#include "jc-problem.h"

G_BEGIN_DECLS

typedef struct _JcUpload JcUpload;

/**
 * JcRequest:
 * @method: "GET" …; HEAD is GET here
 * @is_head: only the answer's header is wanted
 * @path: decoded, without query
 * @query: (element-type utf8 utf8): parameters of the address
 * @parameters: (element-type utf8 utf8): what stood for each {name} of the route's template
 * @template_path: (unowned): the route's template, for logs and counters
 * @if_match, @if_none_match, @idempotency_key, @token, @media_type, @content_coding: (nullable): headers as they
 *   came
 * @fields: (nullable) (element-type utf8 utf8): headers that only some addresses read
 * @n_body_bytes: how long the body says it will be; -1: it comes in chunks
 * @address: the client's address as text
 * @body_bytes: the body as it came
 * @body: (nullable): the body as strict JSON, where the route asks for one
 * @account: (nullable): who asks, where the route asks for a session
 * @status: 0 until there is an answer
 * @answer_fields: (nullable) (element-type utf8 utf8): further headers of the answer
 * @file, @file_offset, @file_length: (nullable): the answer's body is that part of a file
 * @upload: (nullable): when there is no answer yet: bytes have to be taken in or looked at first
 * @park_until_us: when not 0 and there is no answer yet: ask again when the feed has passed
 *   @park_seq,
 *   at the latest at this moment (monotonic)
 *
 * One call, copied out of the HTTP library so that another thread can answer it, with its answer.
 */
typedef struct
{
  char       *method;
  gboolean    is_head;
  char       *path;
  GHashTable *query;
  GHashTable *parameters;
  const char *template_path;
  char       *if_match;
  char       *if_none_match;
  char       *idempotency_key;
  char       *token;
  char       *media_type;
  char       *content_coding;
  GHashTable *fields;
  goffset     n_body_bytes;
  char       *address;
  JcLanguage  language;
  GBytes     *body_bytes;
  JsonNode   *body;
  JcAccount  *account;

  guint       status;
  char       *content_type;
  GBytes     *content;
  char       *etag;
  char       *allow;
  guint       retry_after_s;
  GHashTable *answer_fields;
  char       *file;
  goffset     file_offset;
  goffset     file_length;
  JcUpload   *upload;

  gint64      park_until_us;
  gint64      park_seq;
} JcRequest;

JcRequest  *jc_request_new              (const char *method,
                                         const char *path) G_GNUC_WARN_UNUSED_RESULT;
void        jc_request_free             (JcRequest  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcRequest, jc_request_free)

const char *jc_request_get_parameter    (JcRequest  *self,
                                         const char *name);
const char *jc_request_get_query        (JcRequest  *self,
                                         const char *name);
gboolean    jc_request_get_query_int    (JcRequest  *self,
                                         const char *name,
                                         gint64      minimum,
                                         gint64      maximum,
                                         gint64      fallback,
                                         gint64     *value);
gboolean    jc_request_get_query_flag   (JcRequest  *self,
                                         const char *name,
                                        gboolean   *value);
/* A header that jc-call copied; NULL when it did not come. */
const char *jc_request_get_field        (JcRequest  *self,
                                         const char *name);
gboolean    jc_request_has_answer       (JcRequest  *self);

/* Answers. The first one counts as final; a later one replaces it whole. */
void        jc_request_take_json        (JcRequest  *self,
                                         guint       status,
                                         JsonNode   *node /* (transfer full) */);
void        jc_request_set_content      (JcRequest  *self,
                                         guint       status,
                                         const char *content_type,
                                         GBytes     *content);
void        jc_request_set_status       (JcRequest  *self,
                                         guint       status);
void        jc_request_set_etag         (JcRequest  *self,
                                         gint64      revision);
void        jc_request_set_field        (JcRequest  *self,
                                         const char *name,
                                         const char *value);
void        jc_request_refuse           (JcRequest  *self,
                                         JcProblemId id,
                                         const char *zh_format,
                                         const char *en_format,
                                         ...) G_GNUC_PRINTF (3, 5) G_GNUC_PRINTF (4, 5);
void        jc_request_refuse_plainly   (JcRequest  *self,
                                         JcProblemId id);
/* @members: (transfer full) (nullable): laid into the problem's object. */
void        jc_request_take_refusal     (JcRequest  *self,
                                         JcProblemId id,
                                         JcText     *message /* (transfer full) (nullable) */,
                                         JsonObject *members);
/* @findings: (element-type JcFinding) */
void        jc_request_refuse_for_findings (JcRequest *self,
                                            GPtrArray *findings);
void        jc_request_refuse_for_error (JcRequest    *self,
                                         const GError *error);

G_END_DECLS
