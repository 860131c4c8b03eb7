/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-scan"

#include "config.h"

#include "jc-scan-page.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <jpeglib.h>
#include <json-glib/json-glib.h>

#include "jc-scan-report.h"

#define MAX_PIXELS ((gsize)100 * 1000 * 1000)
#define MAX_WIDTH 65000
#define PREVIEW_WIDTH 800
/* Text stays sharp, and an A4 page in colour at 300 dpi about 1 MB. */
#define JPEG_QUALITY 88

struct _JcScanPage
{
  guint           number;
  SANE_Parameters frame;
  GByteArray     *line;   /* (owned): bytes of the row that is coming */
  GByteArray     *rows;   /* (owned): finished rows, @width * 3 bytes each */
  int             width;
  int             y;      /* of the row that is coming, in this frame */
  int             step;   /* every so many pixels one is shown */
  int             n_shown;
};

JcScanPage *
jc_scan_page_new (guint number)
{
  JcScanPage *self = g_new0 (JcScanPage, 1);

  self->number = number;
  self->line = g_byte_array_new ();
  self->rows = g_byte_array_new ();

  return self;
}

void
jc_scan_page_free (JcScanPage *self)
{
  g_byte_array_unref (self->line);
  g_byte_array_unref (self->rows);
  g_free (self);
}

static void
report_page (JcScanPage *self)
{
  JsonObject *object = json_object_new ();
  int         lines = MAX (self->frame.lines, 0);

  json_object_set_string_member (object, "what", "page");
  json_object_set_int_member (object, "page", self->number);
  json_object_set_int_member (object, "width", (self->width + self->step - 1) / self->step);
  json_object_set_int_member (object, "height", (lines + self->step - 1) / self->step);
  jc_scan_report (object);
}

/**
 * jc_scan_page_begin:
 * @frame: as the device describes what comes now; `lines` may be unknown (-1)
 */
gboolean
jc_scan_page_begin (JcScanPage *self, const SANE_Parameters *frame)
{
  gboolean first = self->width == 0;

  if (frame->pixels_per_line <= 0 || frame->pixels_per_line > MAX_WIDTH || frame->bytes_per_line <= 0
      || (frame->depth != 1 && frame->depth != 8 && frame->depth != 16)
      || frame->format > SANE_FRAME_BLUE
      || (!first && frame->pixels_per_line != self->width))
    return FALSE;
  if ((gsize)frame->pixels_per_line * (gsize)MAX (frame->lines, 0) > MAX_PIXELS)
    return FALSE;
  self->frame = *frame;
  self->y = 0;
  g_byte_array_set_size (self->line, 0);
  if (first)
    {
      self->width = frame->pixels_per_line;
      self->step = (self->width + PREVIEW_WIDTH - 1) / PREVIEW_WIDTH;
      report_page (self);
    }

  return TRUE;
}

/* One sample of the row, in 8 bits; line art is black where a bit is set. */
static guint8
get_sample (JcScanPage *self, gsize sample)
{
  const guint8 *line = self->line->data;
  gsize         length = self->line->len;

  switch (self->frame.depth)
    {
    case 1:
      return sample / 8 < length && (line[sample / 8] & (0x80 >> (sample % 8))) != 0 ? 0 : 255;
    case 16:
      {
        guint16 value = 0;

        if (sample * 2 + 1 < length)
          memcpy (&value, line + sample * 2, sizeof value);
        return (guint8)(value >> 8);
      }
    default:
      return sample < length ? line[sample] : 0;
    }
}

static void
lay_row (JcScanPage *self, guint8 *row)
{
  for (int x = 0; x < self->width; x++)
    {
      guint8 *pixel = row + (gsize)x * 3;

      switch (self->frame.format)
        {
        case SANE_FRAME_RGB:
          for (int c = 0; c < 3; c++)
            pixel[c] = get_sample (self, (gsize)x * 3 + (gsize)c);
          break;
        case SANE_FRAME_RED:
        case SANE_FRAME_GREEN:
        case SANE_FRAME_BLUE:
          pixel[self->frame.format - SANE_FRAME_RED] = get_sample (self, (gsize)x);
          break;
        case SANE_FRAME_GRAY:
        default:
          memset (pixel, get_sample (self, (gsize)x), 3);
          break;
        }
    }
}

static void
show_row (JcScanPage *self, const guint8 *row)
{
  int                  width = (self->width + self->step - 1) / self->step;
  g_autofree guint8   *shown = g_malloc0 ((gsize)width * 4);

  for (int x = 0; x < width; x++)
    for (int c = 0; c < 3; c++)
      shown[x * 4 + c] = row[(gsize)x * (gsize)self->step * 3 + (gsize)(2 - c)];
  jc_scan_report_rows (self->number, self->y / self->step, width, 1, shown);
}

static gboolean
finish_row (JcScanPage *self)
{
  gsize stride = (gsize)self->width * 3;
  gsize at = (gsize)self->y * stride;

  if (at + stride > MAX_PIXELS * 3)
    return FALSE;
  if (self->rows->len < at + stride)
    {
      guint from = self->rows->len;

      g_byte_array_set_size (self->rows, (guint)(at + stride));
      memset (self->rows->data + from, 0, at + stride - from);
    }
  lay_row (self, self->rows->data + at);
  if (self->y % self->step == 0)
    show_row (self, self->rows->data + at);
  self->y++;
  g_byte_array_set_size (self->line, 0);

  return TRUE;
}

/**
 * jc_scan_page_take:
 * @data: what the device gave next
 *
 * Returns: %FALSE when the page grows past 100 megapixels
 */
gboolean
jc_scan_page_take (JcScanPage *self, const guint8 *data, gsize length)
{
  gsize wanted = (gsize)self->frame.bytes_per_line;

  while (length > 0)
    {
      gsize part = MIN (wanted - self->line->len, length);

      g_byte_array_append (self->line, data, (guint)part);
      data += part;
      length -= part;
      if (self->line->len == wanted && !finish_row (self))
        return FALSE;
    }

  return TRUE;
}

/* --- Writing --- */

typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf               back;
} WriteErrors;

static void
leave_cb (j_common_ptr jpeg)
{
  longjmp (((WriteErrors *)jpeg->err)->back, 1);
}

static gboolean
write_jpeg (JcScanPage *self, FILE *file, int dpi)
{
  struct jpeg_compress_struct jpeg = { 0 };
  WriteErrors                 errors;
  gsize                       stride = (gsize)self->width * 3;

  jpeg.err = jpeg_std_error (&errors.base);
  errors.base.error_exit = leave_cb;
  if (setjmp (errors.back) != 0)
    {
      jpeg_destroy_compress (&jpeg);
      return FALSE;
    }
  jpeg_create_compress (&jpeg);
  jpeg_stdio_dest (&jpeg, file);
  jpeg.image_width = (JDIMENSION)self->width;
  jpeg.image_height = (JDIMENSION)(self->rows->len / stride);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, JPEG_QUALITY, TRUE);
  jpeg.density_unit = 1;
  jpeg.X_density = jpeg.Y_density = (UINT16)CLAMP (dpi, 1, 65535);
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height)
    {
      JSAMPROW row = self->rows->data + (gsize)jpeg.next_scanline * stride;

      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);

  return TRUE;
}

/**
 * jc_scan_page_save:
 * @path: where it shall stand
 * @dpi: written into the file
 *
 * Returns: 0; ENODATA when no row came; else why it could not be written
 */
int
jc_scan_page_save (JcScanPage *self, const char *path, int dpi)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  FILE            *file;
  gboolean         written;
  int              cause;

  if (self->width == 0 || self->rows->len < (gsize)self->width * 3)
    return ENODATA;
  file = g_fopen (part, "wb");
  if (file == NULL)
    return errno;
  errno = 0;
  written = write_jpeg (self, file, dpi) && fflush (file) == 0 && fsync (fileno (file)) == 0;
  cause = written ? 0 : (errno != 0 ? errno : EIO);
  fclose (file);
  if (cause == 0 && g_rename (part, path) != 0)
    cause = errno;
  if (cause != 0)
    g_unlink (part);

  return cause;
}
