/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-job.h"

G_BEGIN_DECLS

/* A PDF's objects, also those that a reader does not show: looked through, never acted on. */
typedef struct _JcPdfScan JcPdfScan;

JcPdfScan *jc_pdf_scan_new (JcJob *job) G_GNUC_WARN_UNUSED_RESULT;
void       jc_pdf_scan_free (JcPdfScan *self);

/* Pixels of the largest picture among the page's resources; 0 when it has none. */
double jc_pdf_scan_get_picture_pixels (JcPdfScan *self, int page);
/* Whether the page names content that is not in the file. */
gboolean jc_pdf_scan_misses_content (JcPdfScan *self, int page);
/* Active content and signatures, in the form of jc_pages_add_caution (). */
void jc_pdf_scan_add_cautions (JcPdfScan *self, JsonArray *cautions);

G_END_DECLS
