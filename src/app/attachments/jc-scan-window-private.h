/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-banner.h"
#include "jc-page-canvas.h"
#include "jc-scan-job.h"
#include "jc-scan-settings.h"
#include "jc-scan-strip.h"
#include "jc-scan-window.h"

G_BEGIN_DECLS

/* What the folders of pages that are being read are for. */
#define JC_SCAN_RUNS "scan-runs"

/* What the files of the window share: jc-scan-window.c looks for scanners, opens
 * and closes; -run.c scans and keeps the pages. */

/**
 * JcScanWindow:
 * @folder: ours, for the pages; NULL: none yet, or handed over
 * @run_folder: of the run that is going on
 * @n_made: pages that were ever scanned here, for their names
 * @keeps, @drops: what was answered when the window was closed
 * @looks_again: what the banner's button does: look for the scanner, or go on scanning
 */
struct _JcScanWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle  *window_title;
  GtkStack        *stack;
  AdwStatusPage   *nothing;
  JcScanSettings  *settings;
  JcBanner        *banner;
  JcPageCanvas    *canvas;
  GtkLabel        *progress;
  JcScanStrip     *strip;
  GtkWidget       *bar;
  GtkWidget       *settings_button;
  GtkWidget       *stop_button;
  GtkButton       *scan_button;
  GtkWidget       *done_button;

  JcAttachmentDesk *desk;
  char             *slot;
  char             *row; /* (nullable) */
  char             *title;
  GCancellable     *looking; /* (nullable) */
  JcScanJob        *job;     /* (nullable) */
  char             *folder;
  char             *run_folder;
  guint             n_made;
  gboolean          looks_again;
  gboolean          keeps;
  gboolean          drops;
  AdwToast         *toast; /* (unowned) (nullable): that offers to put a page back */
};

/* "looking", "nothing", "settings" or "picture". */
void     jc_scan_window_go_to        (JcScanWindow   *self,
                                      const char     *page);
void     jc_scan_window_show_trouble (JcScanWindow   *self,
                                      const GError   *error);

/* -run.c */
void     jc_scan_window_show         (JcScanWindow   *self);
void     jc_scan_window_scan         (JcScanWindow   *self);
/* Stops the scanner; nothing more is told of that run. */
void     jc_scan_window_drop_run     (JcScanWindow   *self);
void     jc_scan_window_add_pages    (GtkWidgetClass *widget_class);

G_END_DECLS
