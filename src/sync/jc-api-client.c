/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-api-client.h"

#include <libsoup/soup.h>
#include <string.h>

#define TIMEOUT_SECONDS 60
#define RETRY_AFTER_MAX_SECONDS 86400

struct _JcApiClient
{
  SoupSession *session; /* (owned) */
  char        *root;    /* (owned): without a slash at the end */
  char        *token;   /* (owned) (nullable) */
  gint64       clock_offset_us;
  gint64       retry_after_us;
  gboolean     was_answered;
};

/**
 * jc_api_response_clear:
 * @self: an answer
 *
 * Empties it for the next one.
 */
void
jc_api_response_clear (JcApiResponse *self)
{
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->code, g_free);
  self->status = 0;
  self->revision = 0;
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost")
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

/**
 * jc_api_client_new:
 * @server: the server's address
 * @error: return location
 *
 * Returns: (transfer full): a client, or %NULL with #JC_SYNC_ERROR_REFUSED when @server is no
 * address that a password may be sent to
 */
JcApiClient *
jc_api_client_new (const char *server, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  const char  *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char  *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  JcApiClient *self;

  if (host == NULL || *host == '\0'
      || !(g_str_equal (scheme, "https")
           || (g_str_equal (scheme, "http") && is_this_machine (host))))
    {
      jc_set_error (
          error, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED,
          "服务器地址“%s”不能用：要以 https:// 开头（http:// 只能用于本机）。",
          "The server address “%s” cannot be used: it has to begin with https:// (http:// is "
          "for this machine only).",
          server);
      return NULL;
    }

  self = g_new0 (JcApiClient, 1);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "user-agent",
                                                 "jiangce/" JC_VERSION, NULL);
  self->root = g_strdup (server);
  while (g_str_has_suffix (self->root, "/"))
    self->root[strlen (self->root) - 1] = '\0';
  return self;
}

/**
 * jc_api_client_free:
 * @self: a client
 *
 * Closes its connections.
 */
void
jc_api_client_free (JcApiClient *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->root);
  g_free (self->token);
  g_free (self);
}

/**
 * jc_api_client_set_token:
 * @self: a client
 * @token: (nullable): sent with every request from now on
 */
void
jc_api_client_set_token (JcApiClient *self, const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

/**
 * jc_api_client_get_clock_offset_us:
 * @self: a client
 *
 * Returns: the server's clock minus this machine's, in µs; 0 before the first answer
 */
gint64
jc_api_client_get_clock_offset_us (JcApiClient *self)
{
  return self->clock_offset_us;
}

/**
 * jc_api_client_was_answered:
 * @self: a client
 *
 * Returns: whether the API answered the last request, with whatever status
 */
gboolean
jc_api_client_was_answered (JcApiClient *self)
{
  return self->was_answered;
}

/**
 * jc_api_client_get_retry_after_us:
 * @self: a client
 *
 * Returns: the Retry-After of the last answer in µs, at most a day; 0 without one. Dates are not
 * read. Source: RFC 9110, 10.2.3
 */
gint64
jc_api_client_get_retry_after_us (JcApiClient *self)
{
  return self->retry_after_us;
}

static SoupMessage *
make_message (JcApiClient *self, const JcApiRequest *request)
{
  g_autofree char    *uri = g_strconcat (self->root, "/api/v1", request->path, NULL);
  SoupMessage        *message = soup_message_new (request->method, uri);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept", "application/json, application/problem+json");
  soup_message_headers_append (headers, "Accept-Language",
                               jc_language_get_default () == JC_LANGUAGE_ZH ? "zh-CN, en;q=0.5"
                                                                            : "en, zh-CN;q=0.5");
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (g_strcmp0 (request->if_match, "*") == 0)
    {
      soup_message_headers_append (headers, "If-None-Match", "*");
    }
  else if (request->if_match != NULL)
    {
      g_autofree char *etag = g_strdup_printf ("\"%s\"", request->if_match);

      soup_message_headers_append (headers, "If-Match", etag);
    }
  if (request->key != NULL)
    soup_message_headers_append (headers, "Idempotency-Key", request->key);
  if (request->body != NULL)
    {
      g_autofree char *text = jc_json_to_canonical (request->body);
      gsize            length = strlen (text);
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return message;
}

static gboolean
no_connection (GError **error, const char *zh, const char *en)
{
  g_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION, "%s\n%s", zh, en);
  return FALSE;
}

/* The whole body, refused past the bound so that a hostile server cannot fill the memory. */
static GBytes *
read_body (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[32768];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, cancellable, error)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint)n);
      if (bytes->len > JC_JSON_MAX_BYTES)
        {
          no_connection (error, "服务器的回答太长，不像是匠册的服务器。",
                         "The answer is too long to be a Jiangce server's.");
          return NULL;
        }
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
is_api_answer (SoupMessage *message)
{
  const char *type
      = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_NO_CONTENT)
    return TRUE;
  return g_strcmp0 (type, "application/json") == 0
         || g_strcmp0 (type, "application/problem+json") == 0;
}

static void
note_clock (JcApiClient *self, SoupMessageHeaders *headers)
{
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  /* Half a second: the middle of what a Date without fractions may mean. */
  if (time != NULL)
    self->clock_offset_us
        = g_date_time_to_unix (time) * G_USEC_PER_SEC + G_USEC_PER_SEC / 2 - g_get_real_time ();
}

static void
read_headers (SoupMessage *message, JcApiResponse *response)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *etag = soup_message_headers_get_one (headers, "ETag");

  response->status = soup_message_get_status (message);
  if (etag != NULL && etag[0] == '"')
    response->revision = g_ascii_strtoll (etag + 1, NULL, 10);
}

static void
note_retry_after (JcApiClient *self, SoupMessageHeaders *headers)
{
  const char *retry = soup_message_headers_get_one (headers, "Retry-After");
  gint64      seconds = retry != NULL ? g_ascii_strtoll (retry, NULL, 10) : 0;

  self->retry_after_us = CLAMP (seconds, 0, RETRY_AFTER_MAX_SECONDS) * G_USEC_PER_SEC;
}

static void
read_problem (JcApiResponse *response)
{
  const char *type = jc_json_get_string (jc_json_as_object (response->body), "type", "");

  if (g_str_has_prefix (type, "urn:jiangce:problem:"))
    response->code = g_strdup (type + strlen ("urn:jiangce:problem:"));
}

static gboolean
translate_failure (GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || failure->domain == JC_SYNC_ERROR)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION, "连不上服务器：%s",
                "The server cannot be reached: %s", failure->message);
  g_error_free (failure);
  return FALSE;
}

/**
 * jc_api_client_send:
 * @self: a client
 * @request: what to ask
 * @response: (out caller-allocates): the answer
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Sends one request and reads its whole answer. An answer that is not the API's (a captive portal's
 * 200 with HTML, a redirect) counts as no connection.
 *
 * Returns: whether the API answered, with whatever status
 */
gboolean
jc_api_client_send (JcApiClient        *self,
                    const JcApiRequest *request,
                    JcApiResponse      *response,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autoptr (SoupMessage) message = make_message (self, request);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *failure = NULL;

  jc_api_response_clear (response);
  self->was_answered = FALSE;
  self->retry_after_us = 0;
  if (message == NULL)
    return no_connection (error, "服务器地址不对。", "The server's address is not right.");
  stream = soup_session_send (self->session, message, cancellable, &failure);
  if (stream == NULL)
    return translate_failure (failure, error);
  note_retry_after (self, soup_message_get_response_headers (message));
  bytes = read_body (stream, cancellable, &failure);
  if (bytes == NULL)
    return translate_failure (failure, error);
  if (!is_api_answer (message))
    return no_connection (
        error, "回答的不是匠册的服务器：这个网络也许要先在浏览器里登录，或者地址不对。",
        "It was not a Jiangce server that answered: this network may want a sign-in "
        "in the browser first, or the address is not right.");

  read_headers (message, response);
  note_clock (self, soup_message_get_response_headers (message));
  if (g_bytes_get_size (bytes) > 0)
    {
      response->body
          = jc_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL);
      if (response->body == NULL)
        return no_connection (error, "服务器的回答读不懂，稍后会再试。",
                              "The server's answer cannot be read; it will be tried again.");
      read_problem (response);
    }
  self->was_answered = TRUE;
  return TRUE;
}

static JcSyncError
code_of (const JcApiResponse *response)
{
  if (response->status == 401)
    return JC_SYNC_ERROR_NOT_SIGNED_IN;
  if (response->status == 404)
    return JC_SYNC_ERROR_NOT_FOUND;
  if (response->status == 412)
    return JC_SYNC_ERROR_CONFLICT;
  if (response->status == 429 || response->status >= 500)
    return JC_SYNC_ERROR_NO_CONNECTION;
  if (g_strcmp0 (response->code, "early") == 0)
    return JC_SYNC_ERROR_EARLY;
  if (g_strcmp0 (response->code, "late") == 0)
    return JC_SYNC_ERROR_LATE;
  if (response->status == 422
      && jc_json_get_array (jc_json_as_object (response->body), "findings") != NULL)
    return JC_SYNC_ERROR_FINDINGS;
  return JC_SYNC_ERROR_REFUSED;
}

/**
 * jc_api_response_to_error:
 * @response: an answer of status 400 or more
 * @error: return location
 *
 * Sets @error to what the answer means to the client, in the server's own words.
 *
 * Returns: %FALSE
 */
gboolean
jc_api_response_to_error (const JcApiResponse *response, GError **error)
{
  g_autoptr (JcText) said = jc_json_dup_text (jc_json_as_object (response->body), "message");

  if (said == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, (int)code_of (response),
                         "服务器没有接受（状态 %u）。", "The server did not accept it (status %u).",
                         response->status);
  g_set_error (error, JC_SYNC_ERROR, (int)code_of (response), "%s\n%s",
               jc_text_get (said, JC_LANGUAGE_ZH), jc_text_get (said, JC_LANGUAGE_EN));
  return FALSE;
}
