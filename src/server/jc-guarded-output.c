/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-guarded-output.h"

#include <string.h>

#define STATUS_LINE "HTTP/1."
#define STATUS_AT (sizeof "HTTP/1.1 " - 1)
#define STATUS_DIGITS 3

struct _JcGuardedOutput
{
  GFilterOutputStream parent_instance;

  JcGuardedWords words;  /* (nullable) */
  GBytes        *answer; /* (owned) (nullable): goes in place of whatever libsoup writes */
  gsize          at;     /* how much of it has gone */
};

static void jc_guarded_output_pollable_init (GPollableOutputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcGuardedOutput,
                               jc_guarded_output,
                               G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      jc_guarded_output_pollable_init))

static GPollableOutputStream *
get_base (GPollableOutputStream *stream)
{
  return G_POLLABLE_OUTPUT_STREAM (
      g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (stream)));
}

static gboolean
jc_guarded_output_can_poll (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_can_poll (get_base (stream));
}

static gboolean
jc_guarded_output_is_writable (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_is_writable (get_base (stream));
}

static GSource *
jc_guarded_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base_source
      = g_pollable_output_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, base_source, cancellable);
}

/* The status of an answer's head; 0 when @data is none. */
static guint
read_status (const char *data, gsize size)
{
  const gsize      length = STATUS_AT + STATUS_DIGITS;
  g_autofree char *line = size >= length ? g_strndup (data, length) : NULL;

  return line != NULL && g_str_has_prefix (line, STATUS_LINE)
             ? (guint)g_ascii_strtoull (line + STATUS_AT, NULL, 10)
             : 0;
}

/* FALSE: there is more, and it cannot go now. */
static gboolean
flush_answer (JcGuardedOutput *self, GError **error)
{
  while (self->at < g_bytes_get_size (self->answer))
    {
      const guint8 *data = g_bytes_get_data (self->answer, NULL);
      gssize        n
          = g_pollable_output_stream_write_nonblocking (get_base (G_POLLABLE_OUTPUT_STREAM (self)),
                                                        data + self->at,
                                                        g_bytes_get_size (self->answer) - self->at,
                                                        NULL, error);

      if (n < 0)
        return FALSE;
      self->at += (gsize)n;
    }

  return TRUE;
}

static gssize
jc_guarded_output_write_nonblocking (GPollableOutputStream *stream,
                                     const void            *buffer,
                                     gsize                  count,
                                     GError               **error)
{
  JcGuardedOutput *self = JC_GUARDED_OUTPUT (stream);
  guint status = self->words != NULL && self->answer == NULL ? read_status (buffer, count) : 0;

  if (status >= 400)
    self->answer = self->words (status);
  if (self->answer == NULL)
    return g_pollable_output_stream_write_nonblocking (get_base (stream), buffer, count, NULL,
                                                       error);

  return flush_answer (self, error) ? (gssize)count : -1;
}

static void
jc_guarded_output_pollable_init (GPollableOutputStreamInterface *interface)
{
  interface->can_poll = jc_guarded_output_can_poll;
  interface->is_writable = jc_guarded_output_is_writable;
  interface->create_source = jc_guarded_output_create_source;
  interface->write_nonblocking = jc_guarded_output_write_nonblocking;
}

static void
jc_guarded_output_finalize (GObject *object)
{
  g_clear_pointer (&JC_GUARDED_OUTPUT (object)->answer, g_bytes_unref);

  G_OBJECT_CLASS (jc_guarded_output_parent_class)->finalize (object);
}

static void
jc_guarded_output_class_init (JcGuardedOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_guarded_output_finalize;
}

static void
jc_guarded_output_init (JcGuardedOutput *self)
{
}

/**
 * jc_guarded_output_new:
 * @base: a stream that can be polled
 *
 * Returns: (transfer full): a stream that writes to @base and does not close it
 */
JcGuardedOutput *
jc_guarded_output_new (GOutputStream *base)
{
  return g_object_new (JC_TYPE_GUARDED_OUTPUT, "base-stream", base, "close-base-stream", FALSE,
                       NULL);
}

/**
 * jc_guarded_output_set_words:
 * @self: a stream
 * @words: (nullable): what to say in libsoup's place
 *
 * libsoup refuses what it cannot read with a status alone, and tells nobody before it writes.
 */
void
jc_guarded_output_set_words (JcGuardedOutput *self, JcGuardedWords words)
{
  self->words = words;
}

/**
 * jc_guarded_output_refuse:
 * @self: a stream with words, to which nothing of an answer has been written
 * @status: HTTP status
 */
void
jc_guarded_output_refuse (JcGuardedOutput *self, guint status)
{
  if (self->words == NULL || self->answer != NULL)
    return;

  self->answer = self->words (status);
  /* So short an answer always fits; a client that is gone needs none. */
  flush_answer (self, NULL);
}
