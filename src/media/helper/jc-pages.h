/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-canvas.h"
#include "jc-job.h"

G_BEGIN_DECLS

#define JC_PAGES_MAX_PIXELS 100000000
#define JC_PAGES_MAX_PAGES 2000

/**
 * JcPageHeader:
 * @width, @height: as stored, before @orientation, in pixels; a PDF page's in points (upright)
 * @orientation: EXIF's, 1 … 8
 * @dpi: 0 unknown
 */
typedef struct
{
  double width;
  double height;
  int    orientation;
  double dpi;
} JcPageHeader;

typedef struct _JcPages JcPages;

/**
 * JcPagesClass: one kind of file
 * @is_vector: pages have no pixels of their own and may be drawn at any size
 * @is_photo: pages may be a camera's
 * @count: number of pages
 * @get_header: of page 1 … count
 * @draw: the page as stored into exactly the size of the canvas, which is at most the stored one's
 * unless @is_vector
 * @measure: (nullable): looks through the whole file: what it finds goes into the pages' facts
 * (objects with `width`, `height`, `dpi`), and what is to be said of it by jc_pages_add_caution ()
 *
 * What cannot be read ends in jc_job_fail ().
 */
typedef struct
{
  const char *media_type;
  const char *suffix;
  gboolean    is_vector;
  gboolean    is_photo;
  int (*count) (JcPages *self);
  void (*get_header) (JcPages *self, int page, JcPageHeader *header);
  void (*draw) (JcPages *self, int page, JcCanvas *canvas);
  void (*measure) (JcPages *self, JsonArray *facts, JsonArray *cautions);
} JcPagesClass;

/* Embedded as first member by each kind. Never freed: it lasts as long as the process of its job.
 */
struct _JcPages
{
  const JcPagesClass *class;
  JcJob *job;
};

/* Each kind's constructor. */
JcPages *jc_jpeg_pages_new (JcJob *job);
JcPages *jc_png_pages_new (JcJob *job);
JcPages *jc_tiff_pages_new (JcJob *job);
JcPages *jc_heif_pages_new (JcJob *job);
JcPages *jc_pdf_pages_new (JcJob *job);

/* By content. An OFD, a ZIP and what is not taken end in jc_job_fail (). */
JcPages *jc_pages_open (JcJob *job);

/* As it is to be seen: sizes turned by the orientation, which is then 1. */
void jc_pages_get_upright (JcPages *self, int page, JcPageHeader *header);
/* The upright page in that size. */
JcCanvas *jc_pages_draw (JcPages *self, int page, int width, int height) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the job where there are more pixels than are taken. */
void jc_pages_check_size (double width, double height);
/* @page: 0: the file */
void jc_pages_add_caution (JsonArray *cautions, const char *code, int page);

G_END_DECLS
