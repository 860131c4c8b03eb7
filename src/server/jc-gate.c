/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-gate.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "jc-connection.h"
#include "jc-metrics.h"
#include "jc-refusal.h"

#define MAX_ACCEPTS_PER_TURN 64
/* After an accept that failed (no descriptors left …). */
#define ACCEPT_PAUSE_MS 100
#define TICK_S 1

struct _JcGate
{
  SoupServer       *server;
  GSocket          *listener;
  GSocket          *keeper; /* see new_keeper () */
  GSocket          *keeper_peer;
  GTlsCertificate  *certificate; /* (nullable) */
  JcGateRefusedFunc refused;
  gboolean (*wants_stream) (SoupServerMessage *message);
  void (*begin_stream) (SoupServerMessage *message, gpointer user_data);
  guint64     max_stream_bytes;
  gpointer    user_data;
  GHashTable *connections; /* (element-type JcConnection), a set */
  GSource    *accepting;   /* (nullable): NULL while full, pausing or closed */
  guint       tick_id;
  guint       pause_id;
  guint64     buffered_bytes;
  gboolean    closed;
};

/**
 * JcGuest:
 * A stream on its way out of sight: tells the gate when libsoup has let go of it.
 */
typedef struct
{
  JcGate       *gate;
  JcConnection *connection;
} JcGuest;

static void start_accepting (JcGate *self);

static JcConnection *
get_connection (SoupServerMessage *message)
{
  return jc_connection_get_of_address (soup_server_message_get_remote_address (message));
}

/* --- Connections come and go --- */

static void
stream_gone_cb (gpointer data, GObject *where_the_stream_was)
{
  JcGuest *guest = data;
  JcGate  *self = guest->gate;

  self->buffered_bytes -= guest->connection->streams ? 0 : guest->connection->body_bytes;
  g_hash_table_remove (self->connections, guest->connection);
  jc_metrics_set_connections (g_hash_table_size (self->connections));
  g_free (guest);

  if (!self->closed && self->accepting == NULL && self->pause_id == 0)
    start_accepting (self);
}

static void
hand_over (JcGate *self, JcConnection *connection, GIOStream *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (connection->socket, &error);
  g_autoptr (GIOStream) guarded = jc_connection_guard (connection, stream);

  if (local == NULL
      || !soup_server_accept_iostream (self->server, guarded, local, connection->address, &error))
    g_debug ("A connection was lost: %s", error->message);
}

static void
handshake_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GIOStream) stream = G_IO_STREAM (source);
  JcGuest *guest = user_data;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (stream), result, NULL))
    hand_over (guest->gate, guest->connection, stream);
}

/* TLS is spoken beneath HTTP/1.1; HTTP/2 would pass by the bounds on a connection. */
static void
begin_tls (JcGuest *guest, GIOStream *base)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  g_autoptr (GError) error = NULL;
  GIOStream *stream;

  stream = g_tls_server_connection_new (base, guest->gate->certificate, &error);
  if (stream == NULL)
    {
      g_warning ("TLS: %s", error->message);
      return;
    }

  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, NULL,
                                    handshake_done_cb, guest);
}

static void
welcome (JcGate *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GIOStream) stream = NULL;
  JcGuest *guest;

  if (address == NULL)
    return;

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  stream = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));

  guest = g_new0 (JcGuest, 1);
  guest->gate = self;
  guest->connection = jc_connection_new (socket, address);
  g_hash_table_add (self->connections, guest->connection);
  jc_metrics_set_connections (g_hash_table_size (self->connections));
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, guest);
  jc_connection_expect_within (guest->connection, JC_GATE_HEADER_S);

  if (self->certificate != NULL)
    begin_tls (guest, stream);
  else
    hand_over (self, guest->connection, stream);
}

/* --- Accepting --- */

static void
stop_accepting (JcGate *self)
{
  if (self->accepting == NULL)
    return;

  g_source_destroy (self->accepting);
  g_clear_pointer (&self->accepting, g_source_unref);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  JcGate *self = user_data;

  self->pause_id = 0;
  start_accepting (self);

  return G_SOURCE_REMOVE;
}

static gboolean
listener_ready_cb (GSocket *listener, GIOCondition condition, gpointer user_data)
{
  JcGate *self = user_data;

  for (guint i = 0; i < MAX_ACCEPTS_PER_TURN; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = NULL;

      /* The rest waits in the system's queue until a connection ends. */
      if (g_hash_table_size (self->connections) >= JC_GATE_MAX_CONNECTIONS)
        {
          stop_accepting (self);
          return G_SOURCE_REMOVE;
        }

      socket = g_socket_accept (listener, NULL, &error);
      if (socket != NULL)
        welcome (self, socket);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      else
        {
          g_warning ("Cannot accept a connection: %s", error->message);
          stop_accepting (self);
          self->pause_id = g_timeout_add (ACCEPT_PAUSE_MS, pause_over_cb, self);
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
start_accepting (JcGate *self)
{
  self->accepting = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (listener_ready_cb), self, NULL);
  g_source_attach (self->accepting, NULL);
}

static gboolean
tick_cb (gpointer user_data)
{
  JcGate        *self = user_data;
  gint64         now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      JcConnection *connection = key;

      if ((connection->deadline_us != 0 && connection->deadline_us <= now_us)
          || (connection->body_deadline_us != 0 && connection->body_deadline_us <= now_us))
        jc_connection_cut (connection);
    }

  return G_SOURCE_CONTINUE;
}

/* --- One message --- */

static void
refuse (JcGate *self, SoupServerMessage *message, JcProblemId id)
{
  JcConnection *connection = get_connection (message);

  if (connection == NULL || connection->refused)
    return;

  connection->refused = TRUE;
  jc_connection_expect_within (connection, JC_GATE_HEADER_S);
  self->refused (message, jc_problem_get (id)->status, self->user_data);
  jc_refusal_send (message, id);
}

static void
add_header_bytes (const char *name, const char *value, gpointer user_data)
{
  gsize *n = user_data;

  *n += strlen (name) + strlen (value) + strlen (": \r\n");
}

static gsize
count_header_bytes (SoupServerMessage *message)
{
  GUri            *uri = soup_server_message_get_uri (message);
  g_autofree char *text = uri != NULL ? g_uri_to_string (uri) : NULL;
  gsize            n = text != NULL ? strlen (text) : 0;

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), add_header_bytes,
                                &n);

  return n;
}

static void
got_headers_cb (SoupServerMessage *message, gpointer user_data)
{
  JcGate             *self = user_data;
  JcConnection       *connection = get_connection (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean            has_token = soup_message_headers_get_one (headers, "Authorization") != NULL;

  if (connection == NULL)
    return;
  if (connection->stream != NULL)
    jc_guarded_stream_set_words (connection->stream, NULL);

  connection->streams = has_token && self->wants_stream != NULL && self->wants_stream (message);
  connection->max_body_bytes
      = has_token ? JC_GATE_MAX_BODY_BYTES : JC_GATE_MAX_ANONYMOUS_BODY_BYTES;
  connection->body_deadline_us = g_get_monotonic_time () + JC_GATE_BODY_S * G_USEC_PER_SEC;
  if (connection->streams)
    {
      connection->max_body_bytes = self->max_stream_bytes;
      connection->body_deadline_us = 0;
      jc_guarded_stream_set_ahead (connection->stream, TRUE);
    }
  jc_connection_expect_within (connection, JC_GATE_STALL_S);

  if (count_header_bytes (message) > JC_GATE_MAX_HEADER_BYTES)
    refuse (self, message, JC_PROBLEM_HEADERS_TOO_LARGE);
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && (guint64)soup_message_headers_get_content_length (headers)
                  > connection->max_body_bytes)
    refuse (self, message, JC_PROBLEM_TOO_LARGE);
  else if (connection->streams)
    self->begin_stream (message, self->user_data);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  JcGate       *self = user_data;
  JcConnection *connection = get_connection (message);

  if (connection == NULL || connection->refused)
    return;

  connection->body_bytes += g_bytes_get_size (chunk);
  self->buffered_bytes += connection->streams ? 0 : g_bytes_get_size (chunk);
  jc_connection_expect_within (connection, JC_GATE_STALL_S);

  if (!connection->streams && connection->body_bytes > connection->max_body_bytes)
    refuse (self, message, JC_PROBLEM_TOO_LARGE);
  else if (self->buffered_bytes > JC_GATE_MAX_BUFFERED_BYTES)
    refuse (self, message, JC_PROBLEM_BUSY);
}

static void
got_body_cb (SoupServerMessage *message, gpointer user_data)
{
  JcConnection *connection = get_connection (message);

  if (connection != NULL && !connection->refused)
    jc_connection_expect_nothing (connection);
}

/* While an answer is written, the client has to take some of it now and then. */
static void
wrote_cb (SoupServerMessage *message, gpointer user_data)
{
  JcConnection *connection = get_connection (message);

  if (connection != NULL)
    jc_connection_expect_within (connection, JC_GATE_STALL_S);
}

static void
wrote_body_data_cb (SoupServerMessage *message, guint size, gpointer user_data)
{
  wrote_cb (message, user_data);
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  JcGate       *self = user_data;
  JcConnection *connection = get_connection (message);

  if (connection == NULL)
    return;

  self->buffered_bytes -= connection->streams ? 0 : connection->body_bytes;
  connection->body_bytes = 0;
  connection->body_deadline_us = 0;
  if (connection->streams && connection->stream != NULL)
    jc_guarded_stream_set_ahead (connection->stream, FALSE);
  jc_connection_set_idle (connection, TRUE);
  jc_connection_expect_within (connection, JC_GATE_IDLE_S);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  JcConnection *connection = get_connection (message);

  if (connection == NULL)
    return;

  if (connection->stream != NULL)
    jc_guarded_stream_set_words (connection->stream, jc_refusal_new_answer);
  jc_connection_set_idle (connection, FALSE);
  jc_connection_expect_within (connection, JC_GATE_HEADER_S);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), user_data);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), user_data);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), user_data);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_cb), user_data);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), user_data);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), user_data);
}

/* --- The gate --- */

/* libsoup's server keeps connections alive only while it has a listener. It gets one end of a pair
 * that nobody ever writes to, since accepting is done here. */
static void
new_keeper (JcGate *self)
{
  g_autoptr (GError) error = NULL;
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    g_error ("No pair of sockets can be made");

  self->keeper = g_socket_new_from_fd (pair[0], NULL);
  self->keeper_peer = g_socket_new_from_fd (pair[1], NULL);
  if (!soup_server_listen_socket (self->server, self->keeper, 0, &error))
    g_error ("libsoup does not take a socket: %s", error->message);
}

/**
 * jc_gate_new:
 * @server: a server without listeners
 * @listener: a socket that listens and does not block
 * @certificate: (nullable): for TLS
 * @refused: told of calls that the gate refuses by itself
 * @user_data: for @refused
 *
 * Returns: (transfer full): a gate that takes connections
 */
JcGate *
jc_gate_new (SoupServer       *server,
             GSocket          *listener,
             GTlsCertificate  *certificate,
             JcGateRefusedFunc refused,
             gpointer          user_data)
{
  JcGate *self = g_new0 (JcGate, 1);

  self->server = g_object_ref (server);
  self->listener = g_object_ref (listener);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->refused = refused;
  self->user_data = user_data;
  self->connections = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)jc_connection_free, NULL);

  new_keeper (self);
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), self);
  self->tick_id = g_timeout_add_seconds (TICK_S, tick_cb, self);
  start_accepting (self);

  return self;
}

/**
 * jc_gate_close:
 * @self: a gate
 */
void
jc_gate_close (JcGate *self)
{
  self->closed = TRUE;
  stop_accepting (self);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_socket_close (self->listener, NULL);
}

/**
 * jc_gate_free:
 * @self: (transfer full) (nullable): a gate whose connections have all been let go
 */
void
jc_gate_free (JcGate *self)
{
  if (self == NULL)
    return;

  jc_gate_close (self);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->server, self);
  g_clear_object (&self->server);
  g_clear_object (&self->listener);
  g_clear_object (&self->keeper);
  g_clear_object (&self->keeper_peer);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->connections, g_hash_table_unref);
  g_free (self);
}

/**
 * jc_gate_set_streams:
 * @self: a gate that has not let anybody in
 * @wants: asked for every request
 * @begin: told of those
 * @max_bytes: of their bodies
 */
void
jc_gate_set_streams (JcGate *self,
                     gboolean (*wants) (SoupServerMessage *message),
                     void (*begin) (SoupServerMessage *message, gpointer user_data),
                     guint64 max_bytes)
{
  self->wants_stream = wants;
  self->begin_stream = begin;
  self->max_stream_bytes = max_bytes;
}

/* --- What handlers ask --- */

/**
 * jc_gate_hold:
 * @message: a message whose body comes
 */
void
jc_gate_hold (SoupServerMessage *message)
{
  JcConnection *connection = get_connection (message);

  soup_server_message_pause (message);
  if (connection != NULL)
    jc_connection_expect_nothing (connection);
}

/**
 * jc_gate_release:
 * @message: a message that is held
 */
void
jc_gate_release (SoupServerMessage *message)
{
  JcConnection *connection = get_connection (message);

  if (connection != NULL)
    jc_connection_expect_within (connection, JC_GATE_STALL_S);
  soup_server_message_unpause (message);
}

/**
 * jc_gate_cut:
 * @message: a message
 */
void
jc_gate_cut (SoupServerMessage *message)
{
  JcConnection *connection = get_connection (message);

  if (connection != NULL)
    jc_connection_cut (connection);
}

typedef struct
{
  GSourceFunc gone;
  gpointer    user_data;
} JcHangup;

static gboolean
socket_ready_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  JcHangup *hangup = user_data;
  char      byte;

  /* Readable without a byte to read is the end; a byte is the next request, which waits. */
  if ((condition & (G_IO_HUP | G_IO_ERR)) != 0
      || recv (g_socket_get_fd (socket), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) == 0)
    hangup->gone (hangup->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * jc_gate_watch_hangup:
 * @message: a paused message
 * @gone: called at most once, when its client has gone
 * @user_data: for @gone
 *
 * libsoup does not read from a connection whose message is paused, so that it would not notice.
 *
 * Returns: a source's id
 */
guint
jc_gate_watch_hangup (SoupServerMessage *message, GSourceFunc gone, gpointer user_data)
{
  JcConnection *connection = get_connection (message);
  g_autoptr (GSource) source = NULL;
  JcHangup *hangup;

  if (connection == NULL)
    return 0;

  hangup = g_new0 (JcHangup, 1);
  hangup->gone = gone;
  hangup->user_data = user_data;
  source = g_socket_create_source (connection->socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (socket_ready_cb), hangup, g_free);

  return g_source_attach (source, NULL);
}

/**
 * jc_gate_dup_address:
 * @message: a message
 *
 * A proxy appends the address that it saw to X-Forwarded-For, so only the last one can be relied
 * on, and only from a proxy on this machine.
 *
 * Returns: (transfer full): the client's address
 */
char *
jc_gate_dup_address (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  GInetAddress   *inet = NULL;
  const char     *forwarded;
  const char     *last;

  if (G_IS_INET_SOCKET_ADDRESS (address))
    inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (inet == NULL)
    return g_strdup ("-");

  forwarded = soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                             "X-Forwarded-For");
  if (forwarded == NULL || !g_inet_address_get_is_loopback (inet))
    return g_inet_address_to_string (inet);

  last = strrchr (forwarded, ',');

  return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
}
