/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>
#include <sane/sane.h>

G_BEGIN_DECLS

/**
 * JcScanPage:
 *
 * One page while it is read: 8-bit RGB rows, and a small picture of it that is reported as it grows.
 */
typedef struct _JcScanPage JcScanPage;

/* @number: from 1 */
JcScanPage *jc_scan_page_new   (guint                  number) G_GNUC_WARN_UNUSED_RESULT;
void        jc_scan_page_free  (JcScanPage            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcScanPage, jc_scan_page_free)

/* A frame begins: the whole of it, or one colour's pass. FALSE: it is of a kind or size that is not taken. */
gboolean    jc_scan_page_begin (JcScanPage            *self,
                                const SANE_Parameters *frame);
/* @data: the frame's bytes as they come, cut anywhere. FALSE: larger than is taken. */
gboolean    jc_scan_page_take  (JcScanPage            *self,
                                const guint8          *data,
                                gsize                  length);
/* Writes a JPEG into place, whole or not at all; 0 or an errno. */
int         jc_scan_page_save  (JcScanPage            *self,
                                const char            *path,
                                int                    dpi);

G_END_DECLS
