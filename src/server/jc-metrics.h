/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counters of this process. Every function may be called from any thread. */

void  jc_metrics_count_request   (guint   status,
                                  gint64  duration_us);
void  jc_metrics_set_open_polls  (guint   n);
void  jc_metrics_set_connections (guint   n);
void  jc_metrics_set_open_uploads (guint  n);
/* An upload has come whole. */
void  jc_metrics_count_upload    (gint64  n_bytes);
/* Prometheus text format. */
char *jc_metrics_dup_text        (gint    n_database_errors) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
