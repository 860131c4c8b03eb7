/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcScanError:
 * @JC_SCAN_ERROR_EMPTY: no sheet in the feeder
 * @JC_SCAN_ERROR_JAMMED: a sheet is stuck
 * @JC_SCAN_ERROR_COVER_OPEN: the cover or the feeder is open
 * @JC_SCAN_ERROR_BUSY: another program holds the device
 * @JC_SCAN_ERROR_GONE: the device does not answer any more, or there is none of that name
 * @JC_SCAN_ERROR_DENIED: this account may not use the device
 * @JC_SCAN_ERROR_NO_SPACE: the picture cannot be written, the disk is full
 * @JC_SCAN_ERROR_NO_HELPER: the program that speaks to scanners cannot be started
 * @JC_SCAN_ERROR_FAILED: anything else
 */
typedef enum
{
  JC_SCAN_ERROR_EMPTY,
  JC_SCAN_ERROR_JAMMED,
  JC_SCAN_ERROR_COVER_OPEN,
  JC_SCAN_ERROR_BUSY,
  JC_SCAN_ERROR_GONE,
  JC_SCAN_ERROR_DENIED,
  JC_SCAN_ERROR_NO_SPACE,
  JC_SCAN_ERROR_NO_HELPER,
  JC_SCAN_ERROR_FAILED,
} JcScanError;

#define JC_SCAN_ERROR (jc_scan_error_quark ())
GQuark jc_scan_error_quark (void);

/**
 * JcScanDevice:
 * @name: SANE's, names it in a request
 * @label: maker and model, for people
 */
typedef struct
{
  char *name;
  char *label;
} JcScanDevice;

void        jc_scan_device_free    (JcScanDevice *device);

/**
 * JcScanAbilities:
 * @min_dpi, @max_dpi: 0 where the device does not say
 */
typedef struct
{
  gboolean flatbed;
  gboolean feeder;
  gboolean duplex;
  gboolean colour;
  int      min_dpi;
  int      max_dpi;
} JcScanAbilities;

typedef enum
{
  JC_SCAN_FLATBED, /* one page */
  JC_SCAN_FEEDER,  /* until the feeder is empty */
  JC_SCAN_DUPLEX,  /* the same, both sides */
} JcScanSource;

/**
 * JcScanRequest:
 * @paper: "a4", "a5", "a3" or "id1" (an identity card); cut at the device's own limits
 * @folder: receives page-001.jpg, …; pages are there whole or not at all
 */
typedef struct
{
  const char  *device;
  JcScanSource source;
  gboolean     colour;
  int          dpi;
  const char  *paper;
  const char  *folder;
} JcScanRequest;

typedef enum
{
  JC_SCAN_PAGE_BEGINS, /* @width, @height (0: not known yet) of the preview */
  JC_SCAN_ROWS,        /* @n_rows rows from @y, @width * 4 bytes each: B, G, R, unused */
  JC_SCAN_PAGE_SAVED,  /* @path */
} JcScanWhat;

typedef struct
{
  JcScanWhat    what;
  guint         page;
  int           width;
  int           height;
  int           y;
  int           n_rows;
  const guint8 *pixels;
  const char   *path;
} JcScanEvent;

/* On the thread that called jc_scanner_scan (). */
typedef void (*JcScanEventFunc) (const JcScanEvent *event, gpointer user_data);

/* SANE's back ends run in a helper process, `jiangce-scan`: one that crashes or hangs is a message.
 * All calls block; they are for a thread of their own. */

/* (element-type JcScanDevice); empty: none was found. */
GPtrArray  *jc_scanner_list        (GCancellable        *cancellable,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    jc_scanner_describe    (const char          *device,
                                    JcScanAbilities     *abilities,
                                    GCancellable        *cancellable,
                                    GError             **error);
/* TRUE: every sheet was read. On an error the pages saved before it stay. */
gboolean    jc_scanner_scan        (const JcScanRequest *request,
                                    JcScanEventFunc      func,
                                    gpointer             user_data,
                                    GCancellable        *cancellable,
                                    GError             **error);

G_END_DECLS
