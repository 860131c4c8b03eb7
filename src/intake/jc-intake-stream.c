/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-stream.h"

struct _JcIntakeStream
{
  GInputStream     parent_instance;
  JcIntakeReadFunc read;
  gpointer         source; /* (unowned) */
  gboolean         has_failed;
};

G_DEFINE_FINAL_TYPE (JcIntakeStream, jc_intake_stream, G_TYPE_INPUT_STREAM)

static gssize
jc_intake_stream_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  JcIntakeStream *self = JC_INTAKE_STREAM (stream);
  gssize          n = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  n = self->read (self->source, buffer, count, error);
  self->has_failed = self->has_failed || n < 0;
  return n;
}

static void
jc_intake_stream_class_init (JcIntakeStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = jc_intake_stream_read;
}

static void
jc_intake_stream_init (JcIntakeStream *self)
{
}

JcIntakeStream *
jc_intake_stream_new (JcIntakeReadFunc read, gpointer source)
{
  JcIntakeStream *self = g_object_new (JC_TYPE_INTAKE_STREAM, NULL);

  self->read = read;
  self->source = source;
  return self;
}

/**
 * jc_intake_stream_has_failed:
 *
 * Returns: whether a read failed, other than by being cancelled
 */
gboolean
jc_intake_stream_has_failed (JcIntakeStream *self)
{
  g_return_val_if_fail (JC_IS_INTAKE_STREAM (self), FALSE);

  return self->has_failed;
}
