/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include <poppler.h>

#include "jc-pdf-scan.h"

/* Interpreting every page of a long book could take longer than a job may. */
#define SCAN_LIMIT_US (4 * G_USEC_PER_SEC)
#define POINTS_PER_INCH 72.0
/* A picture on less of its page is a seal or a logo, not the page. */
#define PICTURE_IS_PAGE 0.5
#define LEAST_DPI 150

typedef struct
{
  JcPages          pages;
  PopplerDocument *document; /* (owned) */
} PdfPages;

static PopplerPage *
open_page (JcPages *pages, int page)
{
  PopplerPage *opened = poppler_document_get_page (((PdfPages *)pages)->document, page - 1);

  if (opened == NULL)
    jc_job_fail (JC_REASON_PDF_PAGE_LOST, page, 0);
  return opened;
}

static int
pdf_pages_count (JcPages *pages)
{
  return poppler_document_get_n_pages (((PdfPages *)pages)->document);
}

static void
pdf_pages_get_header (JcPages *pages, int page, JcPageHeader *header)
{
  PopplerPage *opened = open_page (pages, page);

  *header = (JcPageHeader){ 0, 0, 1, 0 };
  poppler_page_get_size (opened, &header->width, &header->height);
  if (!(header->width >= 1 && header->height >= 1 && header->width < 200000
        && header->height < 200000))
    jc_job_fail (JC_REASON_PDF_PAGE_LOST, page, 0);
  g_object_unref (opened);
}

static void
pdf_pages_draw (JcPages *pages, int page, JcCanvas *canvas)
{
  PopplerPage     *opened = open_page (pages, page);
  cairo_surface_t *surface
      = cairo_image_surface_create_for_data (canvas->pixels, CAIRO_FORMAT_RGB24, canvas->width,
                                             canvas->height, canvas->stride);
  cairo_t *cr = cairo_create (surface);
  double   width = 0;
  double   height = 0;

  poppler_page_get_size (opened, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, canvas->width / width, canvas->height / height);
  poppler_page_render (opened, cr);
  if (cairo_status (cr) == CAIRO_STATUS_NO_MEMORY)
    jc_job_fail (JC_REASON_MEMORY, 512, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (opened);
}

/* --- Cautions --- */

/* Where the page's largest picture is, in points; the page's content is interpreted for it. */
static gboolean
find_largest_picture (PopplerPage *page, PopplerRectangle *largest)
{
  GList *pictures = poppler_page_get_image_mapping (page);
  double area = 0;

  for (GList *l = pictures; l != NULL; l = l->next)
    {
      PopplerImageMapping *mapping = l->data;
      double               this_area
          = (mapping->area.x2 - mapping->area.x1) * (mapping->area.y2 - mapping->area.y1);

      if (this_area > area)
        {
          area = this_area;
          *largest = mapping->area;
        }
    }
  poppler_page_free_image_mapping (pictures);
  return area > 0;
}

static double
measure_dpi (PopplerPage *opened, int page, double pixels, JsonArray *cautions)
{
  PopplerRectangle picture = { 0, 0, 0, 0 };
  double           width = 0;
  double           height = 0;
  double           area;
  double           dpi;

  if (!find_largest_picture (opened, &picture) || pixels <= 0)
    return 0;

  poppler_page_get_size (opened, &width, &height);
  area = (picture.x2 - picture.x1) * (picture.y2 - picture.y1);
  /* Of the geometric mean of both sides, so that it does not matter how the picture is turned. */
  dpi = sqrt (pixels / area) * POINTS_PER_INCH;
  if (dpi < LEAST_DPI && area >= PICTURE_IS_PAGE * width * height)
    jc_pages_add_caution (cautions, "low_dpi", page);
  return CLAMP (dpi, 0, 10000);
}

static double
measure_page (JcPages *pages, int page, JcPdfScan *scan, JsonArray *cautions)
{
  PopplerPage *opened = open_page (pages, page);
  double dpi = measure_dpi (opened, page, jc_pdf_scan_get_picture_pixels (scan, page), cautions);

  g_object_unref (opened);
  return dpi;
}

static void
pdf_pages_measure (JcPages *pages, JsonArray *facts, JsonArray *cautions)
{
  JcPdfScan *scan = jc_pdf_scan_new (pages->job);
  gint64     end_us = g_get_monotonic_time () + SCAN_LIMIT_US;
  int        n = pdf_pages_count (pages);

  for (int page = 1; page <= n; page++)
    {
      JsonObject *fact = json_array_get_object_element (facts, (guint)page - 1);

      if (jc_pdf_scan_misses_content (scan, page))
        jc_job_fail (JC_REASON_PDF_PAGE_LOST, page, 0);
      if (g_get_monotonic_time () < end_us)
        json_object_set_double_member (fact, "dpi", measure_page (pages, page, scan, cautions));
    }
  jc_pdf_scan_add_cautions (scan, cautions);
  jc_pdf_scan_free (scan);
}

static const JcPagesClass pdf_pages_class = {
  .media_type = "application/pdf",
  .suffix = "pdf",
  .is_vector = TRUE,
  .count = pdf_pages_count,
  .get_header = pdf_pages_get_header,
  .draw = pdf_pages_draw,
  .measure = pdf_pages_measure,
};

/* A wrong password can come as any error of this reader; that none opens it either tells. */
static PopplerDocument *
open_document (JcJob *job, const char *password)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document
      = poppler_document_new_from_fd (fcntl (job->input, F_DUPFD_CLOEXEC, 0), password, &error);

  if (document == NULL && g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    jc_job_fail (password != NULL ? JC_REASON_PASSWORD : JC_REASON_ENCRYPTED, 0, 0);
  if (document != NULL || password == NULL)
    return document;

  g_clear_error (&error);
  document = poppler_document_new_from_fd (fcntl (job->input, F_DUPFD_CLOEXEC, 0), NULL, &error);
  if (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    jc_job_fail (JC_REASON_PASSWORD, 0, 0);
  return document;
}

/**
 * jc_pdf_pages_new:
 * @job: its input is a PDF; `password` opens one that asks for it
 *
 * A broken table of objects is rebuilt by the reader, which is no damage to speak of.
 *
 * Returns: (transfer full)
 */
JcPages *
jc_pdf_pages_new (JcJob *job)
{
  PdfPages *self = g_new0 (PdfPages, 1);
  int       n_pages;

  self->pages.class = &pdf_pages_class;
  self->pages.job = job;
  self->document = open_document (job, jc_job_get_password (job));
  if (self->document == NULL)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);

  n_pages = poppler_document_get_n_pages (self->document);
  if (n_pages < 1)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);
  if (n_pages > JC_PAGES_MAX_PAGES)
    jc_job_fail (JC_REASON_TOO_MANY_PAGES, JC_PAGES_MAX_PAGES, 0);
  return &self->pages;
}
