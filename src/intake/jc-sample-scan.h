/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-text.h"

G_BEGIN_DECLS

/**
 * JcSampleScan:
 * @title: of the paper
 * @lines: NULL-terminated; wrapped where they are long
 *
 * What is drawn on an A4 paper that nobody has: it says 样本 SAMPLE across its whole face.
 */
typedef struct
{
  const char        *title;
  const char *const *lines;
} JcSampleScan;

/* A PNG in grey, the same bytes every time on one machine (fonts differ between machines). */
GBytes *jc_sample_scan_draw (const JcSampleScan *scan,
                             GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
