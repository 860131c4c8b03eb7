/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#include <string.h>

#include <png.h>

#include "jc-colour.h"
#include "jc-exif.h"
#include "jc-reducer.h"

#define MAX_CHUNK_BYTES (8 * 1024 * 1024)
/* A picture in passes (Adam7) is held whole. */
#define MAX_INTERLACED_BYTES (256 * 1024 * 1024)
#define INCHES_PER_METRE 39.3701
#define PAPER 255

typedef struct
{
  JcPages      pages;
  JcPageHeader header;
} PngPages;

/* @rows_done, @rows: how far the picture has come, for the words when the file ends */
typedef struct
{
  png_structp   png;
  png_infop     info;
  const guint8 *data;
  gsize         left;
  guint         rows_done;
  guint         rows;
} Decoder;

/* --- Trouble and reading --- */

static void
error_cb (png_structp png, png_const_charp message)
{
  jc_job_fail (JC_REASON_DAMAGED, 0, 0);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

static void
read_cb (png_structp png, png_bytep bytes, size_t n)
{
  Decoder *decoder = png_get_io_ptr (png);

  if (n > decoder->left)
    {
      if (decoder->rows > 0)
        jc_job_fail (JC_REASON_CUT_SHORT,
                     MIN (99, decoder->rows_done * G_GINT64_CONSTANT (100) / decoder->rows), 0);
      jc_job_fail (JC_REASON_CUT_SHORT_SOMEWHERE, 0, 0);
    }
  memcpy (bytes, decoder->data, n);
  decoder->data += n;
  decoder->left -= n;
}

static void
begin (Decoder *decoder, JcJob *job)
{
  *decoder = (Decoder){ NULL, NULL, job->data, job->size, 0, 0 };
  decoder->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, error_cb, warning_cb);
  decoder->info = decoder->png != NULL ? png_create_info_struct (decoder->png) : NULL;
  if (decoder->info == NULL)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);

  png_set_read_fn (decoder->png, decoder, read_cb);
  png_set_chunk_malloc_max (decoder->png, MAX_CHUNK_BYTES);
  png_read_info (decoder->png, decoder->info);
  jc_pages_check_size (png_get_image_width (decoder->png, decoder->info),
                       png_get_image_height (decoder->png, decoder->info));
  decoder->rows = png_get_image_height (decoder->png, decoder->info);
}

/* Grey, grey and alpha, RGB, or RGB and alpha, of 8 bits. Returns the number of channels. */
static int
set_up (Decoder *decoder)
{
  png_structp png = decoder->png;
  double      gamma = 0;

  png_set_expand (png);
  png_set_scale_16 (png);
  if (png_get_gAMA (png, decoder->info, &gamma) != 0
      && png_get_valid (png, decoder->info, PNG_INFO_sRGB | PNG_INFO_iCCP) == 0)
    png_set_gamma (png, PNG_DEFAULT_sRGB, gamma);
  png_read_update_info (png, decoder->info);
  return png_get_channels (png, decoder->info);
}

static JcColour *
make_colour (Decoder *decoder, int channels)
{
  png_charp   name = NULL;
  png_bytep   profile = NULL;
  png_uint_32 size = 0;
  int         method = 0;

  if (png_get_iCCP (decoder->png, decoder->info, &name, &method, &profile, &size) == 0)
    profile = NULL;
  return jc_colour_new (channels < 3 ? JC_COLOUR_GREY : JC_COLOUR_RGB, FALSE, profile, size);
}

/* Lays the row on paper, in place: the last channel goes. */
static void
lay_on_paper (guint8 *row, int width, int channels)
{
  int colours = channels - 1;

  for (int x = 0; x < width; x++)
    {
      const guint8 *from = row + x * channels;
      guint         alpha = from[colours];

      for (int i = 0; i < colours; i++)
        row[x * colours + i] = (guint8)((from[i] * alpha + PAPER * (255 - alpha) + 127) / 255);
    }
}

/* --- The class --- */

static int
png_pages_count (JcPages *pages)
{
  return 1;
}

static void
png_pages_get_header (JcPages *pages, int page, JcPageHeader *header)
{
  *header = ((PngPages *)pages)->header;
}

static void
push_row (JcReducer *reducer, guint8 *row, int width, int channels)
{
  if (channels % 2 == 0)
    lay_on_paper (row, width, channels);
  jc_reducer_push (reducer, row);
}

static void
read_rows (Decoder *decoder, JcReducer *reducer, int width, int channels)
{
  g_autofree guint8 *row = g_malloc (png_get_rowbytes (decoder->png, decoder->info));

  for (; decoder->rows_done < decoder->rows; decoder->rows_done++)
    {
      png_read_row (decoder->png, row, NULL);
      push_row (reducer, row, width, channels);
    }
}

static void
read_passes (Decoder *decoder, JcReducer *reducer, int width, int channels)
{
  gsize              stride = png_get_rowbytes (decoder->png, decoder->info);
  guint              height = decoder->rows;
  int                passes = png_set_interlace_handling (decoder->png);
  g_autofree guint8 *rows = NULL;

  if (stride * height > MAX_INTERLACED_BYTES || (rows = g_try_malloc (stride * height)) == NULL)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, (gint64)width * height / 1000000,
                 MAX_INTERLACED_BYTES / channels / 1000000);

  decoder->rows = height * (guint)passes;
  for (; decoder->rows_done < decoder->rows; decoder->rows_done++)
    png_read_row (decoder->png, rows + stride * (decoder->rows_done % height), NULL);
  for (guint y = 0; y < height; y++)
    push_row (reducer, rows + stride * y, width, channels);
}

static void
png_pages_draw (JcPages *pages, int page, JcCanvas *canvas)
{
  Decoder decoder;
  g_autoptr (JcColour) colour = NULL;
  g_autoptr (JcReducer) reducer = NULL;
  gboolean has_passes;
  int      channels;
  int      width;

  begin (&decoder, pages->job);
  has_passes = png_get_interlace_type (decoder.png, decoder.info) != PNG_INTERLACE_NONE;
  if (has_passes)
    png_set_interlace_handling (decoder.png);
  channels = set_up (&decoder);
  colour = make_colour (&decoder, channels);
  width = (int)png_get_image_width (decoder.png, decoder.info);
  reducer = jc_reducer_new (width, (int)decoder.rows, channels < 3 ? 1 : 3, canvas, colour);

  if (has_passes)
    read_passes (&decoder, reducer, width, channels);
  else
    read_rows (&decoder, reducer, width, channels);
  png_read_end (decoder.png, NULL);
  png_destroy_read_struct (&decoder.png, &decoder.info, NULL);
}

static const JcPagesClass png_pages_class = {
  .media_type = "image/png",
  .suffix = "png",
  .is_photo = TRUE,
  .count = png_pages_count,
  .get_header = png_pages_get_header,
  .draw = png_pages_draw,
};

/**
 * jc_png_pages_new:
 * @job: its input is a PNG
 *
 * Reads what stands before the picture.
 *
 * Returns: (transfer full)
 */
JcPages *
jc_png_pages_new (JcJob *job)
{
  PngPages   *self = g_new0 (PngPages, 1);
  JcExif      exif = { 1, 0, FALSE };
  Decoder     decoder;
  png_bytep   data = NULL;
  png_uint_32 size = 0;

  begin (&decoder, job);
  if (png_get_eXIf_1 (decoder.png, decoder.info, &size, &data) != 0)
    jc_exif_read (data, size, &exif);
  self->pages.class = &png_pages_class;
  self->pages.job = job;
  self->header.width = png_get_image_width (decoder.png, decoder.info);
  self->header.height = png_get_image_height (decoder.png, decoder.info);
  self->header.orientation = exif.orientation;
  self->header.dpi = png_get_x_pixels_per_meter (decoder.png, decoder.info) / INCHES_PER_METRE;
  if (self->header.dpi < 1 || self->header.dpi > 10000)
    self->header.dpi = exif.dpi;
  png_destroy_read_struct (&decoder.png, &decoder.info, NULL);

  return &self->pages;
}
