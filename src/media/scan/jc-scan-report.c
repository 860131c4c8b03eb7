/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-scan"

#include "config.h"

#include "jc-scan-report.h"

#include <stdio.h>

/**
 * jc_scan_report:
 * @object: (transfer full): what is said
 *
 * Writes @object as one line, at once: whoever listens shows it while the scanner goes on.
 */
void
jc_scan_report (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *line = json_to_string (node, FALSE);

  json_object_unref (object);
  fprintf (stdout, "%s\n", line);
  fflush (stdout);
}

/**
 * jc_scan_report_rows:
 * @pixels: @n_rows rows of @width pixels, four bytes each
 */
void
jc_scan_report_rows (guint page, int y, int width, int n_rows, const guint8 *pixels)
{
  fprintf (stdout, "{\"what\":\"rows\",\"page\":%u,\"y\":%d,\"width\":%d,\"rows\":%d}\n", page, y,
           width, n_rows);
  fwrite (pixels, 4, (gsize)width * (gsize)n_rows, stdout);
  fflush (stdout);
}

void
jc_scan_report_failure (const char *code)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "what", "failed");
  json_object_set_string_member (object, "code", code);
  jc_scan_report (object);
}

/**
 * jc_scan_status_code:
 *
 * Returns: our word for SANE's @status (SANE standard 1.06, 4.2.7)
 */
const char *
jc_scan_status_code (SANE_Status status)
{
  switch (status)
    {
    case SANE_STATUS_NO_DOCS:
      return "empty";
    case SANE_STATUS_JAMMED:
      return "jammed";
    case SANE_STATUS_COVER_OPEN:
      return "cover_open";
    case SANE_STATUS_DEVICE_BUSY:
      return "busy";
    case SANE_STATUS_ACCESS_DENIED:
      return "denied";
    case SANE_STATUS_INVAL:
    case SANE_STATUS_IO_ERROR:
      return "gone";
    case SANE_STATUS_CANCELLED:
      return "cancelled";
    case SANE_STATUS_GOOD:
    case SANE_STATUS_UNSUPPORTED:
    case SANE_STATUS_EOF:
    case SANE_STATUS_NO_MEM:
      break;
    }

  return "failed";
}
