/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcWindowVerdict:
 * @JC_WINDOW_IN_TIME: inside
 * @JC_WINDOW_EARLY: before the first instant
 * @JC_WINDOW_LATE: after the last
 * @JC_WINDOW_FORMAT: the moment or the window could not be read
 *
 * Where a moment lies to a submission window (rules.md §13).
 */
typedef enum
{
  JC_WINDOW_IN_TIME,
  JC_WINDOW_EARLY,
  JC_WINDOW_LATE,
  JC_WINDOW_FORMAT,
} JcWindowVerdict;

/**
 * JcSpan:
 * @from_us: first instant, µs since the Unix epoch; G_MININT64 when open
 * @until_us: first instant after, exclusive; G_MAXINT64 when open
 */
typedef struct
{
  gint64 from_us;
  gint64 until_us;
} JcSpan;

/* @from and @until: each a date (its whole day in Asia/Shanghai, both days in), an RFC 3339 instant
 * (an until is then exclusive), or NULL/"" for open. FALSE with JC_MODEL_ERROR_INVALID, also when it
 * ends before it begins. */
gboolean        jc_span_parse        (JcSpan       *span,
                                      const char   *from,
                                      const char   *until,
                                      GError      **error);
JcWindowVerdict jc_span_check        (const JcSpan *span,
                                      gint64        at_us);
/* "in_time", "early", "late" or "format". */
const char     *jc_window_verdict_to_code (JcWindowVerdict verdict);

/* RFC 3339 with offset, any fraction; FALSE when malformed. */
gboolean        jc_instant_parse     (const char   *text,
                                      gint64       *at_us);
/* RFC 3339 in UTC with seconds ("2025-10-09T02:00:00Z"). */
char           *jc_instant_to_utc    (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;
/* Local time in Asia/Shanghai (UTC+8, no DST) without offset ("2025-10-09T10:00:00"). */
char           *jc_instant_to_local  (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;
/* Local date in Asia/Shanghai. */
char           *jc_instant_to_date   (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
