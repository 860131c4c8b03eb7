/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/**
 * JcScanWindow:
 *
 * Scans pages and hands them to a desk when the person is done.
 */
#define JC_TYPE_SCAN_WINDOW (jc_scan_window_get_type ())
G_DECLARE_FINAL_TYPE (JcScanWindow, jc_scan_window, JC, SCAN_WINDOW, AdwWindow)

/* @slot: where the pages go, or JC_SLOT_UNSORTED; @title: what that is called. */
void jc_scan_window_present (GtkWindow        *parent,
                             JcAttachmentDesk *desk,
                             const char       *slot,
                             const char       *row,
                             const char       *title);

G_END_DECLS
