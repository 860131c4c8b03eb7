/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sane/sane.h>

G_BEGIN_DECLS

/* What a page is asked for; lengths in mm. */
typedef struct
{
  const char *source; /* "flatbed", "feeder", "duplex" */
  gboolean    colour;
  int         dpi;
  double      width;
  double      height;
} JcScanWishes;

/* {"flatbed", "feeder", "duplex", "colour", "min_dpi", "max_dpi"} */
JsonObject *jc_scan_options_describe (SANE_Handle         device) G_GNUC_WARN_UNUSED_RESULT;
/* Sets what the device has of @wishes; a device that lacks an option keeps its own way. Returns the
 * resolution it took. */
int         jc_scan_options_apply    (SANE_Handle         device,
                                      const JcScanWishes *wishes);

G_END_DECLS
