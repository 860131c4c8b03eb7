/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-scanner.h"

G_BEGIN_DECLS

/* Looking for scanners takes seconds: off the main loop. */

void       jc_scan_look_async      (GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* (element-type JcScanDevice) */
GPtrArray *jc_scan_look_finish     (GAsyncResult        *result,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;

void       jc_scan_describe_async  (const char          *device,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean   jc_scan_describe_finish (GAsyncResult        *result,
                                    JcScanAbilities     *abilities,
                                    GError             **error);

G_END_DECLS
