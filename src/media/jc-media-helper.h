/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media-wire.h"

G_BEGIN_DECLS

/* The running helper program, seen from our end. Any thread may order; one of each order's callers
 * waits on the job's own socket. The last reference gone, the helper and all of its jobs end. */
typedef struct _JcMediaHelper JcMediaHelper;

JcMediaHelper *jc_media_helper_start (GError **error) G_GNUC_WARN_UNUSED_RESULT;
JcMediaHelper *jc_media_helper_ref (JcMediaHelper *self);
void           jc_media_helper_unref (JcMediaHelper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcMediaHelper, jc_media_helper_unref)

/* FALSE once it has ended. */
gboolean jc_media_helper_is_alive (JcMediaHelper *self);

/* Begins a job on @input. The socket on which the reply comes, or -1 when the helper has ended. */
int jc_media_helper_order (
    JcMediaHelper *self, guint64 id, const char *arguments, int input, guint cpu_seconds);
void jc_media_helper_cancel (JcMediaHelper *self, guint64 id);

G_END_DECLS
