/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcIntakeStream:
 *
 * An input stream over a function, which remembers whether it was the source that failed: whoever
 * copies it elsewhere can tell a file that cannot be read from a disk that cannot be written.
 */
#define JC_TYPE_INTAKE_STREAM (jc_intake_stream_get_type ())
G_DECLARE_FINAL_TYPE (JcIntakeStream, jc_intake_stream, JC, INTAKE_STREAM, GInputStream)

/* Bytes read, 0 at the end, -1 with @error set. */
typedef gssize (*JcIntakeReadFunc) (gpointer source, void *buffer, gsize count, GError **error);

/* @source is the caller's and has to outlive the stream. */
JcIntakeStream *jc_intake_stream_new        (JcIntakeReadFunc read,
                                             gpointer         source) G_GNUC_WARN_UNUSED_RESULT;
gboolean        jc_intake_stream_has_failed (JcIntakeStream  *self);

G_END_DECLS
