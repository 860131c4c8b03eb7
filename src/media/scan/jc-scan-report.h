/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sane/sane.h>

G_BEGIN_DECLS

/* What the program says on its standard output: one JSON object a line, rows followed by their bytes. */

/* @object: taken over */
void        jc_scan_report         (JsonObject    *object);
void        jc_scan_report_rows    (guint          page,
                                    int            y,
                                    int            width,
                                    int            n_rows,
                                    const guint8  *pixels);
/* {"what": "failed", "code": …} */
void        jc_scan_report_failure (const char    *code);
const char *jc_scan_status_code    (SANE_Status    status);

G_END_DECLS
