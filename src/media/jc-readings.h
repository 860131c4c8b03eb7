/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media.h"
#include "jc-reading.h"

G_BEGIN_DECLS

/**
 * JcReadings:
 *
 * What was recognised on pages, kept on disk under the user's cache folder by the original's hash and the
 * view; at most 64 MiB there, the longest unused go first.
 */
typedef struct _JcReadings JcReadings;

/* @folder: (nullable): $XDG_CACHE_HOME/jiangce/readings */
JcReadings *jc_readings_new   (JcMedia          *media,
                               const char       *folder) G_GNUC_WARN_UNUSED_RESULT;
JcReadings *jc_readings_ref   (JcReadings       *self);
void        jc_readings_unref (JcReadings       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcReadings, jc_readings_unref)

/* Blocking, seconds for a page that was not read before; any thread. */
JcReading  *jc_readings_load  (JcReadings       *self,
                               const char       *sha256,
                               const char       *path,
                               const JcPageView *view,
                               GCancellable     *cancellable,
                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
