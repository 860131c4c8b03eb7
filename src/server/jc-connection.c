/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-connection.h"

static GQuark
connection_quark (void)
{
  return g_quark_from_static_string ("jc-connection");
}

/**
 * jc_connection_new:
 * @socket: a connected socket
 * @address: its remote address
 *
 * Returns: (transfer full): what is known of that connection, found again by @address
 */
JcConnection *
jc_connection_new (GSocket *socket, GSocketAddress *address)
{
  JcConnection *self = g_new0 (JcConnection, 1);

  self->socket = g_object_ref (socket);
  self->address = g_object_ref (address);
  g_object_set_qdata (G_OBJECT (address), connection_quark (), self);

  return self;
}

/**
 * jc_connection_free:
 * @self: (transfer full): a connection that has ended
 */
void
jc_connection_free (JcConnection *self)
{
  g_object_set_qdata (G_OBJECT (self->address), connection_quark (), NULL);
  g_clear_weak_pointer (&self->stream);
  g_clear_object (&self->address);
  g_clear_object (&self->socket);
  g_free (self);
}

/**
 * jc_connection_get_of_address:
 * @address: (nullable): a message's remote address
 *
 * Returns: (transfer none) (nullable): its connection; NULL when that has ended
 */
JcConnection *
jc_connection_get_of_address (GSocketAddress *address)
{
  return address != NULL ? g_object_get_qdata (G_OBJECT (address), connection_quark ()) : NULL;
}

/**
 * jc_connection_guard:
 * @self: a connection
 * @base: its stream, in clear
 *
 * Returns: (transfer full): the stream for libsoup
 */
GIOStream *
jc_connection_guard (JcConnection *self, GIOStream *base)
{
  GIOStream *stream = jc_guarded_stream_new (base, self->socket);

  g_set_weak_pointer (&self->stream, JC_GUARDED_STREAM (stream));

  return stream;
}

/**
 * jc_connection_set_idle:
 * @self: a connection
 * @idle: whether libsoup waits on it for a request that has not begun
 */
void
jc_connection_set_idle (JcConnection *self, gboolean idle)
{
  if (self->stream != NULL)
    jc_guarded_stream_set_idle (self->stream, idle);
}

/**
 * jc_connection_expect_within:
 * @self: a connection
 * @seconds: time within which something has to happen
 */
void
jc_connection_expect_within (JcConnection *self, guint seconds)
{
  self->deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/**
 * jc_connection_expect_nothing:
 * @self: a connection whose client waits for us
 */
void
jc_connection_expect_nothing (JcConnection *self)
{
  self->deadline_us = 0;
  self->body_deadline_us = 0;
}

/**
 * jc_connection_cut:
 * @self: a connection
 */
void
jc_connection_cut (JcConnection *self)
{
  self->deadline_us = 0;
  self->body_deadline_us = 0;
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}
