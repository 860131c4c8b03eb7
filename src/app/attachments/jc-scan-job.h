/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gdk/gdk.h>

#include "jc-scanner.h"

G_BEGIN_DECLS

/**
 * JcScanJob:
 *
 * One run of a scanner on a thread, told on the main loop.
 *
 * Signals:
 * - "grew": more of the page's picture is there
 * - "saved" (string path, GdkTexture *picture): a page is a file; (nullable) picture
 * - "ended" (GError *error): (nullable); nothing is told after it
 */
#define JC_TYPE_SCAN_JOB (jc_scan_job_get_type ())
G_DECLARE_FINAL_TYPE (JcScanJob, jc_scan_job, JC, SCAN_JOB, GObject)

/* Begins at once; it lives until it has ended. */
JcScanJob  *jc_scan_job_start       (const JcScanRequest *request) G_GNUC_WARN_UNUSED_RESULT;
void        jc_scan_job_cancel      (JcScanJob           *self);
/* The page as far as it is read, white below; NULL: nothing yet. */
GdkTexture *jc_scan_job_dup_picture (JcScanJob           *self) G_GNUC_WARN_UNUSED_RESULT;
/* From 1; 0: none has begun. */
guint       jc_scan_job_get_page    (JcScanJob           *self);

G_END_DECLS
