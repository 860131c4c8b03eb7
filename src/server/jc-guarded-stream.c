/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-guarded-stream.h"

#include <string.h>

#define AHEAD_BYTES (128 * 1024)
/* More than the gate takes, and less than what makes libsoup reset the connection. */
#define MAX_HEAD_BYTES (48 * 1024)
#define HEAD_TOO_LONG 431
#define DRAIN_BYTES (64 * 1024)
/* What a client may still send before it reads the answer. */
#define MAX_DRAIN_BYTES (64 * 1024 * 1024)

/* --- The reading side --- */

#define JC_TYPE_GUARDED_INPUT (jc_guarded_input_get_type ())
G_DECLARE_FINAL_TYPE (JcGuardedInput, jc_guarded_input, JC, GUARDED_INPUT, GFilterInputStream)

struct _JcGuardedInput
{
  GFilterInputStream parent_instance;

  GSocket *socket; /* (owned): what lies beneath */
  gboolean idle;
  gboolean reads_ahead;
  guint8  *ahead; /* (owned) (nullable): AHEAD_BYTES long */
  gsize    at;    /* how much of it has been given on */
  gsize    end;   /* how much of it is filled */

  JcGuardedOutput *output; /* (owned) */
  gboolean         in_head;
  gsize            n_head;    /* bytes of the head so far */
  gsize            n_drained; /* not 0: the head was refused, and nothing of it is given on */
};

static void jc_guarded_input_pollable_init (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcGuardedInput,
                               jc_guarded_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      jc_guarded_input_pollable_init))

static GPollableInputStream *
get_base (GPollableInputStream *stream)
{
  return G_POLLABLE_INPUT_STREAM (
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream)));
}

static gboolean
jc_guarded_input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
has_ahead (JcGuardedInput *self)
{
  return self->at < self->end;
}

static gboolean
jc_guarded_input_is_readable (GPollableInputStream *stream)
{
  return has_ahead (JC_GUARDED_INPUT (stream))
         || g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
jc_guarded_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base_source = NULL;

  if (has_ahead (JC_GUARDED_INPUT (stream)))
    base_source = g_timeout_source_new (0);
  else
    base_source = g_pollable_input_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, base_source, cancellable);
}

static gssize
take_ahead (JcGuardedInput *self, void *buffer, gsize count)
{
  gsize n = MIN (count, self->end - self->at);

  memcpy (buffer, self->ahead + self->at, n);
  self->at += n;
  if (!has_ahead (self) && !self->reads_ahead)
    g_clear_pointer (&self->ahead, g_free);

  return (gssize)n;
}

static gssize
read_base (JcGuardedInput *self, void *buffer, gsize count, GError **error)
{
  GPollableInputStream *base = get_base (G_POLLABLE_INPUT_STREAM (self));
  gssize                n;

  if (!self->reads_ahead || count >= AHEAD_BYTES)
    return g_pollable_input_stream_read_nonblocking (base, buffer, count, NULL, error);

  if (self->ahead == NULL)
    self->ahead = g_malloc (AHEAD_BYTES);
  n = g_pollable_input_stream_read_nonblocking (base, self->ahead, AHEAD_BYTES, NULL, error);
  if (n <= 0)
    return n;

  self->at = 0;
  self->end = (gsize)n;

  return take_ahead (self, buffer, count);
}

/* Closing with unread bytes would reset the connection, and the client might lose the answer: all
 * is read until it ends, or the gate cuts it. */
static gssize
drain (JcGuardedInput *self, GError **error)
{
  g_autofree guint8    *scratch = g_malloc (DRAIN_BYTES);
  GPollableInputStream *base = get_base (G_POLLABLE_INPUT_STREAM (self));
  gssize                n = 1;

  while (n > 0 && self->n_drained < MAX_DRAIN_BYTES)
    {
      n = g_pollable_input_stream_read_nonblocking (base, scratch, DRAIN_BYTES, NULL, error);
      self->n_drained += n > 0 ? (gsize)n : 0;
    }

  return n < 0 ? n : 0;
}

static gboolean
is_too_long (JcGuardedInput *self, gssize n)
{
  if (!self->in_head || n <= 0)
    return FALSE;

  self->n_head += (gsize)n;

  return self->n_head > MAX_HEAD_BYTES;
}

static gssize
refuse_head (JcGuardedInput *self, gssize n, GError **error)
{
  self->n_drained = (gsize)n;
  jc_guarded_output_refuse (self->output, HEAD_TOO_LONG);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);

  return drain (self, error);
}

/* libsoup 3.2 never lets go of a kept-alive connection whose client leaves between two requests:
 * only a request that has begun is ended with its connection. One byte makes such a request begin,
 * and the end that follows ends it. Within a request nothing is ever added. A client that only
 * finished sending may still read: libsoup's answer to that byte must not reach it. */
static gssize
jc_guarded_input_read_nonblocking (GPollableInputStream *stream,
                                   void                 *buffer,
                                   gsize                 count,
                                   GError              **error)
{
  JcGuardedInput *self = JC_GUARDED_INPUT (stream);
  g_autoptr (GError) own_error = NULL;
  gssize n;

  if (self->n_drained > 0)
    return drain (self, error);
  if (has_ahead (self))
    return take_ahead (self, buffer, count);

  n = read_base (self, buffer, count, &own_error);
  if (is_too_long (self, n))
    return refuse_head (self, n, error);
  if (self->idle && count > 0 && n <= 0
      && !g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      self->idle = FALSE;
      g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
      *(char *)buffer = '-';
      return 1;
    }

  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));

  return n;
}

static void
jc_guarded_input_pollable_init (GPollableInputStreamInterface *interface)
{
  interface->can_poll = jc_guarded_input_can_poll;
  interface->is_readable = jc_guarded_input_is_readable;
  interface->create_source = jc_guarded_input_create_source;
  interface->read_nonblocking = jc_guarded_input_read_nonblocking;
}

static void
jc_guarded_input_finalize (GObject *object)
{
  g_clear_object (&JC_GUARDED_INPUT (object)->socket);
  g_clear_object (&JC_GUARDED_INPUT (object)->output);
  g_free (JC_GUARDED_INPUT (object)->ahead);

  G_OBJECT_CLASS (jc_guarded_input_parent_class)->finalize (object);
}

static void
jc_guarded_input_class_init (JcGuardedInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_guarded_input_finalize;
}

static void
jc_guarded_input_init (JcGuardedInput *self)
{
}

/* --- Both sides --- */

struct _JcGuardedStream
{
  GIOStream parent_instance;

  GIOStream      *base;  /* (owned) */
  JcGuardedInput *input; /* (owned) */
};

G_DEFINE_FINAL_TYPE (JcGuardedStream, jc_guarded_stream, G_TYPE_IO_STREAM)

static GInputStream *
jc_guarded_stream_get_input (GIOStream *stream)
{
  return G_INPUT_STREAM (JC_GUARDED_STREAM (stream)->input);
}

static GOutputStream *
jc_guarded_stream_get_output (GIOStream *stream)
{
  return G_OUTPUT_STREAM (JC_GUARDED_STREAM (stream)->input->output);
}

static gboolean
jc_guarded_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (JC_GUARDED_STREAM (stream)->base, cancellable, error);
}

static void
jc_guarded_stream_finalize (GObject *object)
{
  JcGuardedStream *self = JC_GUARDED_STREAM (object);

  g_clear_object (&self->input);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (jc_guarded_stream_parent_class)->finalize (object);
}

static void
jc_guarded_stream_class_init (JcGuardedStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_guarded_stream_finalize;
  stream_class->get_input_stream = jc_guarded_stream_get_input;
  stream_class->get_output_stream = jc_guarded_stream_get_output;
  stream_class->close_fn = jc_guarded_stream_close;
}

static void
jc_guarded_stream_init (JcGuardedStream *self)
{
}

/**
 * jc_guarded_stream_new:
 * @base: a connected stream whose sides can be polled
 * @socket: what it is spoken through
 *
 * Returns: (transfer full): a stream that reads, writes and closes @base
 */
GIOStream *
jc_guarded_stream_new (GIOStream *base, GSocket *socket)
{
  JcGuardedStream *self = g_object_new (JC_TYPE_GUARDED_STREAM, NULL);

  self->base = g_object_ref (base);
  self->input
      = g_object_new (JC_TYPE_GUARDED_INPUT, "base-stream", g_io_stream_get_input_stream (base),
                      "close-base-stream", FALSE, NULL);
  self->input->socket = g_object_ref (socket);
  self->input->output = jc_guarded_output_new (g_io_stream_get_output_stream (base));

  return G_IO_STREAM (self);
}

/**
 * jc_guarded_stream_set_idle:
 * @self: a stream
 * @idle: whether libsoup waits on it for a request that has not begun
 */
void
jc_guarded_stream_set_idle (JcGuardedStream *self, gboolean idle)
{
  self->input->idle = idle;
}

/**
 * jc_guarded_stream_set_words:
 * @self: a stream
 * @words: (nullable): makes answers to a head that is on its way; %NULL when it has come
 *
 * Source: RFC 6585, section 5 (431).
 */
void
jc_guarded_stream_set_words (JcGuardedStream *self, JcGuardedWords words)
{
  self->input->in_head = words != NULL;
  self->input->n_head = 0;
  jc_guarded_output_set_words (self->input->output, words);
}

/**
 * jc_guarded_stream_set_ahead:
 * @self: a stream
 * @ahead: whether a long body is coming
 */
void
jc_guarded_stream_set_ahead (JcGuardedStream *self, gboolean ahead)
{
  self->input->reads_ahead = ahead;
  if (!ahead && !has_ahead (self->input))
    g_clear_pointer (&self->input->ahead, g_free);
}
