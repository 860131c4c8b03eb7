/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "jc-tiff-page.h"

#define MAX_DPI 10000.0

typedef struct
{
  JcPages pages;
  TIFF   *tiff;        /* (owned) */
  gsize   offset;      /* where the next read begins */
  GArray *directories; /* (owned) (element-type guint): those that are pages */
} TiffPages;

/* --- The input as libtiff wants it: mapped once by us --- */

static tmsize_t
read_cb (thandle_t handle, void *data, tmsize_t size)
{
  TiffPages *self = handle;
  gsize      left = self->pages.job->size - MIN (self->offset, self->pages.job->size);
  gsize      n = MIN ((gsize)size, left);

  memcpy (data, self->pages.job->data + self->offset, n);
  self->offset += n;
  return (tmsize_t)n;
}

static tmsize_t
write_cb (thandle_t handle, void *data, tmsize_t size)
{
  return -1;
}

static toff_t
seek_cb (thandle_t handle, toff_t offset, int whence)
{
  TiffPages *self = handle;

  if (whence == SEEK_CUR)
    offset += self->offset;
  else if (whence == SEEK_END)
    offset += self->pages.job->size;
  self->offset = (gsize)MIN (offset, self->pages.job->size);
  return self->offset;
}

static int
close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
size_cb (thandle_t handle)
{
  return ((TiffPages *)handle)->pages.job->size;
}

static int
map_cb (thandle_t handle, void **data, toff_t *size)
{
  TiffPages *self = handle;

  *data = (void *)self->pages.job->data;
  *size = self->pages.job->size;
  return 1;
}

static void
unmap_cb (thandle_t handle, void *data, toff_t size)
{
}

/* Without its palette the decoder would show the numbers as grey. */
static void warning_cb (const char *module, const char *format, va_list arguments)
    G_GNUC_PRINTF (2, 0);

static void
warning_cb (const char *module, const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  if (g_str_has_prefix (message, "IO error") && strstr (message, "ColorMap") != NULL)
    jc_job_fail (JC_REASON_CUT_SHORT_SOMEWHERE, 0, 0);
}

static TIFF *
open_tiff (TiffPages *self)
{
  TIFFSetErrorHandler (NULL);
  TIFFSetWarningHandler (warning_cb);
  return TIFFClientOpen ("input", "r", self, read_cb, write_cb, seek_cb, close_cb, size_cb, map_cb,
                         unmap_cb);
}

/* --- Directories --- */

/* A smaller copy of another page, or a mask, is no page. */
static gboolean
is_page (TIFF *tiff)
{
  guint32 kind = 0;

  TIFFGetField (tiff, TIFFTAG_SUBFILETYPE, &kind);
  return (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0;
}

static void
list_pages (TiffPages *self)
{
  guint directory = 0;

  do
    {
      if (is_page (self->tiff) || directory == 0)
        g_array_append_val (self->directories, directory);
      directory++;
      if (directory > JC_PAGES_MAX_PAGES)
        jc_job_fail (JC_REASON_TOO_MANY_PAGES, JC_PAGES_MAX_PAGES, 0);
    }
  while (TIFFReadDirectory (self->tiff) == 1);
}

static void
go_to_page (TiffPages *self, int page, JcTiffPage *facts)
{
  guint directory = g_array_index (self->directories, guint, page - 1);

  if (TIFFCurrentDirectory (self->tiff) != directory
      && TIFFSetDirectory (self->tiff, (tdir_t)directory) != 1)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);
  jc_tiff_page_read (self->tiff, facts);
  jc_pages_check_size (facts->width, facts->height);
}

static double
read_dpi (TIFF *tiff)
{
  float   resolution = 0;
  guint16 unit = RESUNIT_INCH;
  double  dpi;

  TIFFGetField (tiff, TIFFTAG_XRESOLUTION, &resolution);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  dpi = unit == RESUNIT_INCH         ? (double)resolution
        : unit == RESUNIT_CENTIMETER ? (double)resolution * 2.54
                                     : 0;
  return dpi >= 1 && dpi <= MAX_DPI ? dpi : 0;
}

/* --- The class --- */

static int
tiff_pages_count (JcPages *pages)
{
  return (int)((TiffPages *)pages)->directories->len;
}

static void
tiff_pages_get_header (JcPages *pages, int page, JcPageHeader *header)
{
  TiffPages *self = (TiffPages *)pages;
  guint16    orientation = ORIENTATION_TOPLEFT;
  JcTiffPage facts;

  go_to_page (self, page, &facts);
  TIFFGetFieldDefaulted (self->tiff, TIFFTAG_ORIENTATION, &orientation);
  header->width = facts.width;
  header->height = facts.height;
  header->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  header->dpi = read_dpi (self->tiff);
}

static void
tiff_pages_draw (JcPages *pages, int page, JcCanvas *canvas)
{
  TiffPages *self = (TiffPages *)pages;
  JcTiffPage facts;

  go_to_page (self, page, &facts);
  jc_tiff_page_draw (self->tiff, &facts, canvas);
}

static const JcPagesClass tiff_pages_class = {
  .media_type = "image/tiff",
  .suffix = "tif",
  .count = tiff_pages_count,
  .get_header = tiff_pages_get_header,
  .draw = tiff_pages_draw,
};

/**
 * jc_tiff_pages_new:
 * @job: its input is a TIFF
 *
 * Goes through the directories; no page is decoded yet.
 *
 * Returns: (transfer full)
 */
JcPages *
jc_tiff_pages_new (JcJob *job)
{
  TiffPages *self = g_new0 (TiffPages, 1);

  self->pages.class = &tiff_pages_class;
  self->pages.job = job;
  self->directories = g_array_new (FALSE, FALSE, sizeof (guint));
  self->tiff = open_tiff (self);
  if (self->tiff == NULL)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);
  list_pages (self);

  return &self->pages;
}
