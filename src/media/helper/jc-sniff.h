/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JC_CONTENT_JPEG,
  JC_CONTENT_PNG,
  JC_CONTENT_TIFF,
  JC_CONTENT_HEIF,
  JC_CONTENT_PDF,
  JC_CONTENT_OFD,
  JC_CONTENT_ZIP,
} JcContent;

/* What the bytes are. What is not taken ends in jc_job_fail () with its name. */
JcContent jc_sniff (const guint8 *data, gsize size);
/* The same for what begins as a ZIP does. */
JcContent jc_sniff_archive (const guint8 *data, gsize size);

G_END_DECLS
