/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-metrics.h"

#define MAX_STATUS 600

static struct
{
  GMutex  mutex;
  guint64 n_by_status[MAX_STATUS];
  gint64  duration_us;
  guint   open_polls;
  guint   connections;
  guint   open_uploads;
  guint64 n_uploads;
  guint64 n_upload_bytes;
} metrics;

/**
 * jc_metrics_count_request:
 * @status: its HTTP status
 * @duration_us: how long it took, waiting included
 */
void
jc_metrics_count_request (guint status, gint64 duration_us)
{
  g_mutex_lock (&metrics.mutex);
  if (status < MAX_STATUS)
    metrics.n_by_status[status]++;
  metrics.duration_us += duration_us;
  g_mutex_unlock (&metrics.mutex);
}

/**
 * jc_metrics_set_open_polls:
 * @n: how many calls wait for the feed
 */
void
jc_metrics_set_open_polls (guint n)
{
  g_mutex_lock (&metrics.mutex);
  metrics.open_polls = n;
  g_mutex_unlock (&metrics.mutex);
}

/**
 * jc_metrics_set_connections:
 * @n: how many connections are open
 */
void
jc_metrics_set_connections (guint n)
{
  g_mutex_lock (&metrics.mutex);
  metrics.connections = n;
  g_mutex_unlock (&metrics.mutex);
}

/**
 * jc_metrics_set_open_uploads:
 * @n: how many calls have to do with an upload's file
 */
void
jc_metrics_set_open_uploads (guint n)
{
  g_mutex_lock (&metrics.mutex);
  metrics.open_uploads = n;
  g_mutex_unlock (&metrics.mutex);
}

/**
 * jc_metrics_count_upload:
 * @n_bytes: of an original that has come whole
 */
void
jc_metrics_count_upload (gint64 n_bytes)
{
  g_mutex_lock (&metrics.mutex);
  metrics.n_uploads++;
  metrics.n_upload_bytes += (guint64)n_bytes;
  g_mutex_unlock (&metrics.mutex);
}

static void
append (GString *text, const char *name, const char *type, const char *help, gint64 value)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n%s %" G_GINT64_FORMAT "\n", name, help,
                          name, type, name, value);
}

/**
 * jc_metrics_dup_text:
 * @n_database_errors: since the start
 *
 * Source: Prometheus text exposition format 0.0.4.
 *
 * Returns: (transfer full): all counters
 */
char *
jc_metrics_dup_text (gint n_database_errors)
{
  GString *text = g_string_new ("# HELP jiangce_requests_total Answered requests by HTTP status.\n"
                                "# TYPE jiangce_requests_total counter\n");
  char     seconds[G_ASCII_DTOSTR_BUF_SIZE];

  g_mutex_lock (&metrics.mutex);

  for (guint status = 0; status < MAX_STATUS; status++)
    if (metrics.n_by_status[status] > 0)
      g_string_append_printf (text, "jiangce_requests_total{status=\"%u\"} %" G_GUINT64_FORMAT "\n",
                              status, metrics.n_by_status[status]);

  g_ascii_dtostr (seconds, sizeof seconds, (double)metrics.duration_us / G_USEC_PER_SEC);
  g_string_append_printf (text,
                          "# HELP jiangce_request_seconds_sum Time from request to answer.\n"
                          "# TYPE jiangce_request_seconds_sum counter\n"
                          "jiangce_request_seconds_sum %s\n",
                          seconds);
  append (text, "jiangce_open_polls", "gauge", "Requests that wait for the feed.",
          metrics.open_polls);
  append (text, "jiangce_connections", "gauge", "Open connections.", metrics.connections);
  append (text, "jiangce_open_uploads", "gauge", "Calls that send or look at an upload.",
          metrics.open_uploads);
  append (text, "jiangce_uploads_total", "counter", "Originals that came whole.",
          (gint64)metrics.n_uploads);
  append (text, "jiangce_upload_bytes_total", "counter", "Bytes of those.",
          (gint64)metrics.n_upload_bytes);

  g_mutex_unlock (&metrics.mutex);

  append (text, "jiangce_database_errors_total", "counter", "Failures of the database.",
          n_database_errors);

  return g_string_free (text, FALSE);
}
