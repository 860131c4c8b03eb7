/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-call.h"

#include <string.h>

#include "jc-file-answer.h"
#include "jc-gate.h"
#include "jc-metrics.h"
#include "jc-refusal.h"
#include "jc-upload.h"

/* What is read to its end only to keep the connection. */
#define MAX_IGNORED_BYTES (64 * 1024)

/* What only some addresses read. */
static const char *const copied[]
    = { "If-Range",      "Range",           "Tus-Resumable",       "Upload-Checksum",
        "Upload-Concat", "Upload-Length",   "Upload-Defer-Length", "Upload-Metadata",
        "Upload-Offset", NULL };

static void
message_finished_cb (SoupServerMessage *message, gpointer user_data)
{
  JcCall *self = user_data;

  self->finished = TRUE;
}

static char *
dup_header (SoupServerMessage *message, const char *name)
{
  return g_strdup (
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name));
}

/* Several lines of one name are one list (RFC 9110, section 5.3). */
static char *
dup_list (SoupServerMessage *message, const char *name)
{
  return g_strdup (
      soup_message_headers_get_list (soup_server_message_get_request_headers (message), name));
}

/* RFC 6750, section 2.1; the scheme's name is not case-sensitive (RFC 9110, section 11.1). */
static char *
dup_token (SoupServerMessage *message)
{
  g_autofree char *header = dup_header (message, "Authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  return g_strstrip (g_strdup (header + strlen ("Bearer ")));
}

static void
copy_query (JcRequest *request, GHashTable *query)
{
  GHashTableIter iter;
  gpointer       name;
  gpointer       value;

  if (query == NULL)
    return;

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (request->query, g_utf8_make_valid (name, -1),
                         g_utf8_make_valid (value, -1));
}

/* A name without `=` is a parameter too, with an empty value; the HTTP library leaves it out. */
static void
copy_bare_names (JcRequest *request, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && strchr (parts[i], '=') == NULL)
      g_hash_table_insert (request->query, g_strdup (parts[i]), g_strdup (""));
}

/* A header that came twice says nothing that can be relied on; its lines are one list here. */
static void
copy_fields (JcRequest *request, SoupServerMessage *message)
{
  for (guint i = 0; copied[i] != NULL; i++)
    {
      char *value = dup_list (message, copied[i]);

      if (value == NULL)
        continue;
      if (request->fields == NULL)
        request->fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
      g_hash_table_insert (request->fields, (gpointer)copied[i], value);
    }
}

static void
copy_body (JcRequest *request, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody    *body = soup_server_message_get_request_body (message);
  SoupEncoding        encoding = soup_message_headers_get_encoding (headers);

  if (encoding == SOUP_ENCODING_CHUNKED)
    request->n_body_bytes = -1;
  else if (encoding == SOUP_ENCODING_CONTENT_LENGTH)
    request->n_body_bytes = soup_message_headers_get_content_length (headers);
  if (soup_message_body_get_accumulate (body))
    request->body_bytes = soup_message_body_flatten (body);
}

static gboolean
is_of_uploads (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);

  return uri != NULL && g_str_has_prefix (g_uri_get_path (uri), JC_UPLOAD_PATH);
}

/**
 * jc_call_dup_method:
 * @message: its headers have come
 *
 * Source: tus 1.0.0, X-HTTP-Method-Override.
 *
 * Returns: (transfer full): the method that is asked for
 */
char *
jc_call_dup_method (SoupServerMessage *message)
{
  g_autofree char *other
      = is_of_uploads (message) ? dup_header (message, "X-HTTP-Method-Override") : NULL;

  return g_strdup (other != NULL ? other : soup_server_message_get_method (message));
}

/**
 * jc_call_get_of_message:
 * @message: a message
 *
 * Returns: (transfer none) (nullable): its call
 */
JcCall *
jc_call_get_of_message (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "jc-call");
}

/**
 * jc_call_new:
 * @owner: (not nullable): who is serving
 * @message: a message that has been read whole, or to the end of its headers
 * @query: (nullable) (element-type utf8 utf8): parameters of the address
 *
 * Returns: (transfer full): the call, with everything copied out of @message
 */
JcCall *
jc_call_new (gpointer owner, SoupServerMessage *message, GHashTable *query)
{
  JcCall             *self = g_new0 (JcCall, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char    *method = jc_call_dup_method (message);
  JcRequest          *request;

  request = jc_request_new (g_str_equal (method, "HEAD") ? "GET" : method,
                            g_uri_get_path (soup_server_message_get_uri (message)));
  copy_query (request, query);
  copy_bare_names (request, g_uri_get_query (soup_server_message_get_uri (message)));
  request->if_match = dup_list (message, "If-Match");
  request->if_none_match = dup_list (message, "If-None-Match");
  request->idempotency_key = dup_header (message, "Idempotency-Key");
  request->token = dup_token (message);
  request->media_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  request->content_coding = dup_header (message, "Content-Encoding");
  request->address = jc_gate_dup_address (message);
  request->language = jc_refusal_choose_language (message);
  request->is_head = g_str_equal (method, "HEAD");
  copy_fields (request, message);
  copy_body (request, message);

  self->owner = owner;
  self->message = g_object_ref (message);
  self->request = request;
  self->started_us = g_get_monotonic_time ();
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), self);
  g_object_set_data (G_OBJECT (message), "jc-call", self);

  return self;
}

/**
 * jc_call_free:
 * @self: (transfer full): a call
 */
void
jc_call_free (JcCall *self)
{
  g_clear_handle_id (&self->hangup_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_set_data (G_OBJECT (self->message), "jc-call", NULL);
  g_clear_object (&self->message);
  g_clear_pointer (&self->request, jc_request_free);
  g_free (self);
}

/**
 * jc_call_log:
 * @method: as the client sent it
 * @template_path: the route's template, "-" where there is none
 * @status: HTTP status
 * @duration_us: from the request's end to the answer
 *
 * One line a request on standard error, and nothing in it that came from the client but the
 * method's name: no body, token, password or person's number can ever stand there.
 */
void
jc_call_log (const char *method, const char *template_path, guint status, gint64 duration_us)
{
  static const char *const known[]
      = { "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", NULL };
  g_autofree char *now = jc_instant_to_utc (g_get_real_time ());

  g_printerr ("%s %s %s %u %" G_GINT64_FORMAT " ms\n", now,
              method != NULL && g_strv_contains (known, method) ? method : "-", template_path,
              status, duration_us / 1000);
}

static void
set_fields (JcCall *self, SoupMessageHeaders *headers)
{
  GHashTableIter iter;
  gpointer       name;
  gpointer       value;

  if (is_of_uploads (self->message))
    soup_message_headers_replace (headers, "Tus-Resumable", JC_UPLOAD_VERSION);
  if (self->request->answer_fields == NULL)
    return;

  g_hash_table_iter_init (&iter, self->request->answer_fields);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
}

static void
set_headers (JcCall *self, SoupMessageHeaders *headers)
{
  JcRequest *request = self->request;

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (request->etag != NULL)
    soup_message_headers_replace (headers, "ETag", request->etag);
  if (request->allow != NULL)
    soup_message_headers_replace (headers, "Allow", request->allow);
  if (request->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"jiangce\"");
  if (request->retry_after_s > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", request->retry_after_s);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  set_fields (self, headers);
}

/* tus gives this status; libsoup does not know it. */
static const char *
get_phrase (guint status)
{
  return status == 460 ? "Checksum Mismatch" : NULL;
}

/* A long body that nobody wants any more is not waited for, unless its client does not send it
 * before it is told to. */
static gboolean
has_to_be_refused (JcCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  return self->body_comes
         && (self->request->n_body_bytes < 0 || self->request->n_body_bytes > MAX_IGNORED_BYTES)
         && (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE) == 0;
}

static void
refuse (JcCall *self)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  set_headers (self, headers);
  jc_refusal_send_answer (self->message, self->request->status, headers,
                          self->request->content_type, self->request->content);
  soup_message_headers_unref (headers);
  self->refused = self->finished = TRUE;
}

/**
 * jc_call_answer:
 * @self: a call with its answer
 */
void
jc_call_answer (JcCall *self)
{
  JcRequest *request = self->request;
  gint64     duration_us = g_get_monotonic_time () - self->started_us;

  jc_metrics_count_request (request->status, duration_us);
  jc_call_log (soup_server_message_get_method (self->message), request->template_path,
               request->status, duration_us);
  if (self->finished)
    return;

  if (has_to_be_refused (self))
    {
      refuse (self);
      return;
    }

  soup_server_message_set_status (self->message, request->status,
                                  get_phrase (request->status));
  set_headers (self, soup_server_message_get_response_headers (self->message));
  if (request->file != NULL)
    jc_file_answer_begin (self->message, request);
  else if (request->content != NULL)
    {
      gsize       length;
      const char *bytes = g_bytes_get_data (request->content, &length);

      soup_server_message_set_response (self->message, request->content_type, SOUP_MEMORY_COPY,
                                        bytes, length);
    }
}
