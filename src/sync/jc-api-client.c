/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-api-client.h"

#include <libsoup/soup.h>
#include <string.h>

#include "jc-api-answer.h"

#define TIMEOUT_SECONDS 60
#define SETBACK_US (150 * 1000)

struct _JcApiClient
{
  SoupSession *session; /* (owned) */
  char        *root;    /* (owned): without a slash at the end */
  char        *token;   /* (owned) (nullable) */
  gint64       clock_offset_us;
  gint64       retry_after_us;
  guint        status; /* of the last answer that counted */
};

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost")
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

static SoupSession *
new_session (void)
{
  return soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "user-agent",
                                        "jiangce/" JC_VERSION, NULL);
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
  self->session = new_session ();
  self->root = g_strdup (server);
  while (g_str_has_suffix (self->root, "/"))
    self->root[strlen (self->root) - 1] = '\0';
  return self;
}

/**
 * jc_api_client_new_sibling:
 * @client: a client that nobody changes meanwhile
 *
 * Returns: (transfer full): one with connections of its own for the thread that calls this
 */
JcApiClient *
jc_api_client_new_sibling (JcApiClient *client)
{
  JcApiClient *self = g_new0 (JcApiClient, 1);

  self->session = new_session ();
  self->root = g_strdup (client->root);
  self->token = g_strdup (client->token);
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
 * jc_api_client_set_timeout:
 * @self: a client
 * @seconds: how long a request may wait for its answer
 */
void
jc_api_client_set_timeout (JcApiClient *self, guint seconds)
{
  g_object_set (self->session, "timeout", seconds, NULL);
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
 * jc_api_client_get_status:
 * @self: a client
 *
 * Returns: the status of the last answer; 0 when nobody answered, or somebody who is not the API
 */
guint
jc_api_client_get_status (JcApiClient *self)
{
  return self->status;
}

/**
 * jc_api_client_get_retry_after_us:
 * @self: a client
 *
 * Returns: the Retry-After of the last answer in µs, at most a day; 0 without one. Source: RFC
 * 9110, 10.2.3
 */
gint64
jc_api_client_get_retry_after_us (JcApiClient *self)
{
  return self->retry_after_us;
}

/**
 * jc_api_client_take_over:
 * @self: a client
 * @status: of a sibling's last answer
 * @retry_after_us: of the same
 *
 * What a sibling was told counts for all.
 */
void
jc_api_client_take_over (JcApiClient *self, guint status, gint64 retry_after_us)
{
  self->status = status;
  self->retry_after_us = retry_after_us;
}

static void
set_body (SoupMessage *message, const JcApiRequest *request)
{
  g_autofree char *text = NULL;
  gsize            length;
  g_autoptr (GBytes) bytes = NULL;

  if (request->stream != NULL)
    {
      soup_message_set_request_body (message, request->media_type, request->stream,
                                     (gssize)request->n_stream_bytes);
      return;
    }
  if (request->body == NULL && request->media_type == NULL)
    return;
  text = request->body != NULL ? jc_json_to_canonical (request->body) : g_strdup ("");
  length = strlen (text);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  soup_message_set_request_body_from_bytes (message,
                                            request->media_type != NULL ? request->media_type
                                                                        : "application/json",
                                            bytes);
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
  /* A part of a file that comes twice changes nothing, so it need not have a connection of its own.
   */
  if (request->stream != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
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
  for (guint i = 0; request->fields != NULL && request->fields[i] != NULL; i += 2)
    soup_message_headers_append (headers, request->fields[i], request->fields[i + 1]);
  set_body (message, request);
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

/**
 * jc_api_client_fail:
 * @failure: (transfer full): of a connection
 * @error: return location
 *
 * Returns: %FALSE with @error set to what it means here
 */
gboolean
jc_api_client_fail (GError *failure, GError **error)
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
 * jc_api_client_refuse_portal:
 * @error: return location
 *
 * Returns: %FALSE with NO_CONNECTION: somebody in between answered
 */
gboolean
jc_api_client_refuse_portal (GError **error)
{
  return no_connection (
      error,
      "回答的不是匠册的服务器，多半是这个网络的登录页面：在浏览器里登录网络后再试；网络已经登录的，"
      "核对服务器地址。",
      "It was not a Jiangce server that answered but probably the sign-in page of this network: "
      "sign in to the network in a browser and try again; if you have, check the server's "
      "address.");
}

/* Not the API's: a proxy that cannot reach the server behind it or is asked too often, or a network
 * that wants a sign-in (RFC 6585, 4 and 6: 429 is the former's, 511 the latter's). */
static gboolean
refuse_foreign (JcApiClient *self, guint status, GError **error)
{
  if ((status < 500 && status != 429) || status == 511)
    return jc_api_client_refuse_portal (error);
  self->status = status;
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER,
                       "服务器暂时出错（状态 %u），稍后自动再试。",
                       "The server has trouble (status %u); it will be tried again.", status);
}

/* The answer's head; @stream: its body. */
static gboolean
begin (JcApiClient        *self,
       const JcApiRequest *request,
       SoupMessage       **message,
       GInputStream      **stream,
       GCancellable       *cancellable,
       GError            **error)
{
  GError *failure = NULL;

  self->status = 0;
  self->retry_after_us = 0;
  *message = make_message (self, request);
  if (*message == NULL)
    return no_connection (error, "服务器地址不对。", "The server's address is not right.");
  *stream = soup_session_send (self->session, *message, cancellable, &failure);
  if (*stream == NULL)
    return jc_api_client_fail (failure, error);
  self->retry_after_us = jc_api_answer_get_retry_after (*message);
  return TRUE;
}

/* The rest of the API's answer. */
static gboolean
end (JcApiClient   *self,
     SoupMessage   *message,
     GInputStream  *stream,
     JcApiResponse *response,
     GCancellable  *cancellable,
     GError       **error)
{
  GError *failure = NULL;
  g_autoptr (GBytes) bytes = read_body (stream, cancellable, &failure);

  if (bytes == NULL)
    return jc_api_client_fail (failure, error);
  if (!jc_api_answer_is_ours (message))
    return refuse_foreign (self, soup_message_get_status (message), error);

  jc_api_answer_read_headers (message, response);
  note_clock (self, soup_message_get_response_headers (message));
  if (g_bytes_get_size (bytes) > 0)
    {
      response->body
          = jc_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL);
      if (response->body == NULL)
        return no_connection (error, "服务器的回答读不懂，稍后会再试。",
                              "The server's answer cannot be read; it will be tried again.");
      jc_api_answer_read_problem (response);
    }
  /* The API says what is wrong in a form of its own; a network's sign-in page may speak JSON too.
   */
  if (response->status >= 400 && !jc_api_answer_is_refusal (message, response))
    return refuse_foreign (self, response->status, error);
  self->status = response->status;
  return TRUE;
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
 * 200 with HTML, a redirect) counts as no connection; a proxy's 5xx as the server's trouble.
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
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;

  jc_api_response_clear (response);
  return begin (self, request, &message, &stream, cancellable, error)
         && end (self, message, stream, response, cancellable, error);
}

/**
 * jc_api_client_open:
 * @self: a client
 * @request: what to ask: a file
 * @tag: the entity tag that the file has
 * @response: (out caller-allocates): the answer
 * @stream: (out) (transfer full) (nullable): the file's bytes from `from` on, where @response says
 *   200 or 206; %NULL where it is another answer of the API
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Whatever has not the tag asked for is no file of the API's.
 *
 * Returns: whether the API answered, with whatever status
 */
gboolean
jc_api_client_open (JcApiClient        *self,
                    const JcApiRequest *request,
                    const char         *tag,
                    JcApiResponse      *response,
                    GInputStream      **stream,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) body = NULL;

  *stream = NULL;
  jc_api_response_clear (response);
  if (!begin (self, request, &message, &body, cancellable, error))
    return FALSE;
  if (soup_message_get_status (message) != SOUP_STATUS_OK
      && soup_message_get_status (message) != SOUP_STATUS_PARTIAL_CONTENT)
    return end (self, message, body, response, cancellable, error);

  jc_api_answer_read_headers (message, response);
  if (g_strcmp0 (response->tag, tag) != 0)
    return refuse_foreign (self, 200, error);
  self->status = response->status;
  *stream = g_steal_pointer (&body);
  return TRUE;
}

/**
 * jc_api_client_rest:
 * @n_setbacks: failures so far, at least 1
 * @wait_us: what the server asked for; 0: nothing
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Waits a moment before the same is tried again: 0.15 s, and twice as long every time.
 *
 * Returns: %FALSE with G_IO_ERROR_CANCELLED
 */
gboolean
jc_api_client_rest (guint n_setbacks, gint64 wait_us, GCancellable *cancellable, GError **error)
{
  GPollFD fd = { 0 };

  wait_us = MAX (wait_us, (gint64)SETBACK_US << MIN (n_setbacks - 1, 6));
  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (int)(wait_us / 1000));
      g_cancellable_release_fd (cancellable);
    }
  else
    {
      g_usleep ((gulong)wait_us);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
