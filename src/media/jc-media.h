/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-attachment.h"

G_BEGIN_DECLS

/**
 * JcMediaError:
 * @JC_MEDIA_ERROR_TYPE: not a kind of file that is taken; the message says what it is and what to do
 *   (.docx, .xlsx, .wps: how to save it as PDF)
 * @JC_MEDIA_ERROR_EMPTY: no bytes
 * @JC_MEDIA_ERROR_DAMAGED: cut short or broken so that it cannot be shown
 * @JC_MEDIA_ERROR_ENCRYPTED: a PDF that asks for a password
 * @JC_MEDIA_ERROR_PASSWORD: the password given does not open it
 * @JC_MEDIA_ERROR_TOO_LARGE: more pixels (100 megapixels) or pages (2,000) than are taken
 * @JC_MEDIA_ERROR_NO_PAGE: it has no page of that number
 * @JC_MEDIA_ERROR_UNSUPPORTED: a library that is not installed would be needed (libheif, tesseract)
 * @JC_MEDIA_ERROR_CRASHED: the helper died, or went over its limits of time or memory, on this file
 * @JC_MEDIA_ERROR_NO_HELPER: the helper program cannot be started
 */
typedef enum
{
  JC_MEDIA_ERROR_TYPE,
  JC_MEDIA_ERROR_EMPTY,
  JC_MEDIA_ERROR_DAMAGED,
  JC_MEDIA_ERROR_ENCRYPTED,
  JC_MEDIA_ERROR_PASSWORD,
  JC_MEDIA_ERROR_TOO_LARGE,
  JC_MEDIA_ERROR_NO_PAGE,
  JC_MEDIA_ERROR_UNSUPPORTED,
  JC_MEDIA_ERROR_CRASHED,
  JC_MEDIA_ERROR_NO_HELPER,
} JcMediaError;

#define JC_MEDIA_ERROR (jc_media_error_quark ())
GQuark jc_media_error_quark (void);

/**
 * JcMedia:
 *
 * Our end of the helper process `jiangce-media`, in which everything that reads a file's content runs.
 * The helper is started at the first job; it forks one child for each job, and the child has limits on
 * memory, time and files, no network, no new privileges, and reads nothing but the descriptor that it was handed
 * and the system's fonts and recognition data. A crash there is JC_MEDIA_ERROR_CRASHED for that file.
 *
 * Any thread may call; calls block, are cancellable, and run side by side (as many as there are cores;
 * more wait).
 */
typedef struct _JcMedia JcMedia;

JcMedia   *jc_media_new                 (void);
JcMedia   *jc_media_ref                 (JcMedia        *self);
void       jc_media_unref               (JcMedia        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcMedia, jc_media_unref)

/**
 * JcPageFacts:
 * @width, @height: upright, in pixels, or a PDF page's in points
 * @dpi: 0 unknown; a PDF page's is that of its largest picture
 */
typedef struct
{
  int    width;
  int    height;
  double dpi;
} JcPageFacts;

/**
 * JcMediaFacts:
 * @media_type: "image/jpeg" "image/png" "image/tiff" "image/heif" "application/pdf" "application/ofd"
 *   "application/zip" (an archive of files, to be unpacked by its reader)
 * @suffix: that fits it, without the dot
 * @pages: (element-type JcPageFacts); empty for an OFD and a ZIP
 * @cautions: (element-type JcCaution): active content, signature, quality of pictures
 */
typedef struct
{
  char      *media_type;
  char      *suffix;
  GPtrArray *pages;
  GPtrArray *cautions;
} JcMediaFacts;

void          jc_media_facts_free       (JcMediaFacts   *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcMediaFacts, jc_media_facts_free)

/* What the file is, by content; that every page can be read; @password (nullable) opens a PDF. */
JcMediaFacts *jc_media_examine          (JcMedia        *self,
                                         const char     *path,
                                         const char     *password,
                                         GCancellable   *cancellable,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * JcPicture:
 * @pixels: @stride * @height bytes, 8 bits each of B, G, R, unused (CAIRO_FORMAT_RGB24 on a little-endian
 *   machine); opaque
 */
typedef struct
{
  int     width;
  int     height;
  int     stride;
  GBytes *pixels;
} JcPicture;

void          jc_picture_free           (JcPicture      *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcPicture, jc_picture_free)

/* Draws one page as @view says, as large as fits in @max_width x @max_height pixels, never larger than
 * the original (a PDF page has no such end); paper white below what is transparent. Colours are sRGB. */
JcPicture    *jc_media_render           (JcMedia          *self,
                                         const char       *path,
                                         const char       *password,
                                         const JcPageView *view,
                                         int               max_width,
                                         int               max_height,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the page asks for: proposals in a copy of @view: its outline (quad) where a sheet is seen on a background, the angle
 * (skew) where its lines are not level, the turn where its text stands on its side or head (needs
 * recognition data; else 0). */
JcPageView   *jc_media_propose_view     (JcMedia          *self,
                                         const char       *path,
                                         const char       *password,
                                         const JcPageView *view,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens a PDF with @password and gives the unlocked copy, as a new file at @target. */
gboolean      jc_media_unlock           (JcMedia        *self,
                                         const char     *path,
                                         const char     *password,
                                         const char     *target,
                                         GCancellable   *cancellable,
                                         GError        **error);

/* The same in memory: nothing of it is ever on the disk. */
GBytes       *jc_media_unlock_bytes     (JcMedia        *self,
                                         const char     *path,
                                         const char     *password,
                                         GCancellable   *cancellable,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * JcUnpackedState:
 * @JC_UNPACKED_WHOLE: it is in `data`
 * @JC_UNPACKED_ENCRYPTED: it asks for a password
 * @JC_UNPACKED_METHOD: packed in a way that is seldom used
 * @JC_UNPACKED_TOO_LARGE: a limit ended it
 */
typedef enum
{
  JC_UNPACKED_WHOLE,
  JC_UNPACKED_ENCRYPTED,
  JC_UNPACKED_METHOD,
  JC_UNPACKED_TOO_LARGE,
} JcUnpackedState;

/**
 * JcUnpackedFile:
 * @name: raw bytes, as the archive has them: a path in any encoding
 * @size: bytes that were unpacked, also of one that was too large
 * @data: (nullable): when it is whole
 */
typedef struct
{
  char           *name;
  JcUnpackedState state;
  gint64          size;
  GBytes         *data;
} JcUnpackedFile;

void          jc_unpacked_file_free     (JcUnpackedFile *self);

/**
 * JcUnpackLimits:
 * @max_entries: of the archive that are looked at
 * @max_files: that come at once
 * @max_bytes: of one file, at most JC_UNPACK_MAX_BYTES
 * @room: unpacked bytes in all that may still come
 */
typedef struct
{
  gint64 max_entries;
  gint64 max_files;
  gint64 max_bytes;
  gint64 room;
} JcUnpackLimits;

#define JC_UNPACK_MAX_BYTES (200 * 1024 * 1024)

/* The next regular files of the ZIP at @path. (element-type JcUnpackedFile). @next: the entry to begin with, 0 at
 * first; receives that of the next call, -1 when that was all. */
GPtrArray    *jc_media_unpack           (JcMedia              *self,
                                         const char           *path,
                                         const JcUnpackLimits *limits,
                                         gint64               *next,
                                         GCancellable         *cancellable,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether text can be recognised on this machine. */
gboolean      jc_media_can_recognise    (JcMedia        *self);
/* What is written on the page: {"lines": [{"text", "confidence": 0…100, "box": [x, y, w, h]}],
 * "codes": [{"type": "QR-Code", "text", "box"}]}, boxes in JC_VIEW_WHOLE parts of the page as @view shows it. */
JsonNode     *jc_media_recognise        (JcMedia          *self,
                                         const char       *path,
                                         const char       *password,
                                         const JcPageView *view,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
