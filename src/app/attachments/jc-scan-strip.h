/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcScanStrip:
 *
 * The pages that were scanned so far, small and in a row; each can be looked at and thrown away.
 *
 * Signals:
 * - "changed": pages came or went
 * - "chosen" (GdkTexture *picture): to be seen large
 * - "removed" (uint number): the page that had that number, from 1; it can be put back
 */
#define JC_TYPE_SCAN_STRIP (jc_scan_strip_get_type ())
G_DECLARE_FINAL_TYPE (JcScanStrip, jc_scan_strip, JC, SCAN_STRIP, GtkWidget)

void   jc_scan_strip_add         (JcScanStrip *self,
                                  const char  *path,
                                  GdkTexture  *picture);
/* The page that was removed last; FALSE: there is none. */
gboolean jc_scan_strip_put_back  (JcScanStrip *self);
guint  jc_scan_strip_get_n_pages (JcScanStrip *self);
/* What the last page looks like; NULL: there is none. */
GdkTexture *jc_scan_strip_get_last (JcScanStrip *self);
/* Files, in order. */
GStrv  jc_scan_strip_dup_paths   (JcScanStrip *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
