/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-guarded-output.h"

G_BEGIN_DECLS

#define JC_TYPE_GUARDED_STREAM (jc_guarded_stream_get_type ())
G_DECLARE_FINAL_TYPE (JcGuardedStream, jc_guarded_stream, JC, GUARDED_STREAM, GIOStream)

/* A client's stream between the gate and libsoup. */
GIOStream *jc_guarded_stream_new      (GIOStream       *base,
                                       GSocket         *socket) G_GNUC_WARN_UNUSED_RESULT;
/* Whether libsoup waits for a request that has not begun. */
void       jc_guarded_stream_set_idle (JcGuardedStream *self,
                                       gboolean         idle);

/* A request's head comes: what libsoup refuses in it by itself is answered in @words, and one that
 * is too long is, too. NULL: it has come. */
void       jc_guarded_stream_set_words (JcGuardedStream *self,
                                        JcGuardedWords   words);

/* Whether a long body is coming: libsoup asks for so little at a time that it is read ahead. What
 * was read ahead is never lost. */
void       jc_guarded_stream_set_ahead (JcGuardedStream *self,
                                        gboolean        ahead);

G_END_DECLS
