/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media-wire.h"
#include "jc-media.h"

G_BEGIN_DECLS

#define JC_MEDIA_LIMIT_MS 10000

/* Does one operation of the helper's table on the file at @path. @arguments: (nullable) (transfer
 * full): what it takes beside `operation`. @data: (out) (nullable): the bytes that it gives beside
 * the answer, NULL when none. The answer was read strictly and is an object; nothing in it is to be
 * trusted. */
JsonNode *jc_media_run (JcMedia      *self,
                        const char   *operation,
                        const char   *path,
                        JsonObject   *arguments,
                        guint         limit_ms,
                        GBytes      **data,
                        GCancellable *cancellable,
                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Arguments that most operations take; the object is the caller's. @password, @view: (nullable) */
JsonObject *jc_media_make_arguments (const char       *password,
                                     const JcPageView *view) G_GNUC_WARN_UNUSED_RESULT;

/* Says why a job could not be done. Returns FALSE. */
gboolean jc_media_set_reason (GError **error, JcReason reason, gint64 first, gint64 second);

G_END_DECLS
