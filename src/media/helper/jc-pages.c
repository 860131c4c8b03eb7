/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#include "jc-sniff.h"

#define MAX_SIDE 65535

/**
 * jc_pages_open:
 * @job: its input
 *
 * Returns: (transfer full): the file's pages; there is at least one
 */
JcPages *
jc_pages_open (JcJob *job)
{
  switch (jc_sniff (job->data, job->size))
    {
    case JC_CONTENT_JPEG:
      return jc_jpeg_pages_new (job);
    case JC_CONTENT_PNG:
      return jc_png_pages_new (job);
    case JC_CONTENT_TIFF:
      return jc_tiff_pages_new (job);
    case JC_CONTENT_HEIF:
      return jc_heif_pages_new (job);
    case JC_CONTENT_PDF:
      return jc_pdf_pages_new (job);
    case JC_CONTENT_OFD:
    case JC_CONTENT_ZIP:
    default:
      jc_job_fail (JC_REASON_NO_PICTURE, 0, 0);
    }
}

/**
 * jc_pages_get_upright:
 * @page: from 1; one that there is not ends the job
 * @header: (out): as the page is to be seen
 */
void
jc_pages_get_upright (JcPages *self, int page, JcPageHeader *header)
{
  int n_pages = self->class->count (self);

  if (page < 1 || page > n_pages)
    jc_job_fail (JC_REASON_NO_PAGE, page, n_pages);

  self->class->get_header (self, page, header);
  if (header->orientation >= 5)
    {
      double width = header->width;

      header->width = header->height;
      header->height = width;
    }
  header->orientation = 1;
}

/**
 * jc_pages_draw:
 * @page: from 1
 * @width, @height: of the upright page; not larger than it is, unless it has no pixels of its own
 *
 * Returns: (transfer full): the upright page
 */
JcCanvas *
jc_pages_draw (JcPages *self, int page, int width, int height)
{
  JcPageHeader header = { 0 };
  JcCanvas    *canvas;

  self->class->get_header (self, page, &header);
  canvas = header.orientation >= 5 ? jc_canvas_new (height, width) : jc_canvas_new (width, height);
  self->class->draw (self, page, canvas);

  return jc_canvas_orient (canvas, header.orientation);
}

/**
 * jc_pages_check_size:
 * @width, @height: in pixels, from the file's header
 */
void
jc_pages_check_size (double width, double height)
{
  if (width < 1 || height < 1)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);
  if (width * height > JC_PAGES_MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, (gint64)(width * height / 1000000),
                 JC_PAGES_MAX_PIXELS / 1000000);
}

void
jc_pages_add_caution (JsonArray *cautions, const char *code, int page)
{
  JsonObject *caution = json_object_new ();

  json_object_set_string_member (caution, "code", code);
  json_object_set_int_member (caution, "page", page);
  json_array_add_object_element (cautions, caution);
}
