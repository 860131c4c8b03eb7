/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "drawing.h"

#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>

/* --- Storing a picture so that its orientation shows it as it was drawn --- */

/* The inverse of what EXIF's orientation says: each pixel as it lies in the file. */
static Drawing *
dup_stored (const Drawing *self, int orientation)
{
  gboolean swaps = orientation >= 5;
  Drawing *stored = g_new0 (Drawing, 1);

  stored->width = swaps ? self->height : self->width;
  stored->height = swaps ? self->width : self->height;
  stored->pixels = g_malloc ((gsize)stored->width * (gsize)stored->height * 3);
  for (int row = 0; row < stored->height; row++)
    for (int column = 0; column < stored->width; column++)
      {
        /* EXIF: what the stored row 0 and column 0 are of the picture. */
        static const char *const sides[9]
            = { "TL", "TL", "TR", "BR", "BL", "LT", "RT", "RB", "LB" };
        const char *side = sides[orientation];
        int         x = swaps ? row : column;
        int         y = swaps ? column : row;

        if (strchr (side, 'R') != NULL)
          x = self->width - 1 - x;
        if (strchr (side, 'B') != NULL)
          y = self->height - 1 - y;
        memcpy (stored->pixels + 3 * ((gsize)row * (gsize)stored->width + (gsize)column),
                self->pixels + 3 * ((gsize)y * (gsize)self->width + (gsize)x), 3);
      }
  return stored;
}

static guint8
grey_of (const guint8 *pixel)
{
  return (guint8)((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8);
}

/* --- JPEG --- */

static void
write_exif (struct jpeg_compress_struct *info, int orientation)
{
  guint8 exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                    1,   18,  0,   3,   0, 0, 0,   1,   0, 0,  0, 0, 0, 0, 0, 0 };

  exif[25] = (guint8)orientation;
  jpeg_write_marker (info, JPEG_APP0 + 1, exif, sizeof exif);
}

static void
fill_row (const guint8 *from, int n, const JpegForm *form, guint8 *row)
{
  for (int x = 0; x < n; x++)
    if (form->is_grey)
      row[x] = grey_of (from + 3 * x);
    else if (form->is_cmyk)
      {
        memcpy (row + 4 * x, from + 3 * x, 3);
        row[4 * x + 3] = 255;
      }
    else
      memcpy (row + 3 * x, from + 3 * x, 3);
}

void
drawing_save_jpeg (const Drawing *self, const char *path, const JpegForm *form)
{
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr       errors;
  g_autoptr (Drawing) stored = dup_stored (self, form->orientation);
  g_autofree guint8 *row = g_malloc ((gsize)stored->width * 4);
  FILE              *file = fopen (path, "wb");
  JSAMPROW           rows[1] = { row };

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_stdio_dest (&info, file);
  info.image_width = (JDIMENSION)stored->width;
  info.image_height = (JDIMENSION)stored->height;
  info.input_components = form->is_grey ? 1 : form->is_cmyk ? 4 : 3;
  info.in_color_space = form->is_grey ? JCS_GRAYSCALE : form->is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults (&info);
  jpeg_set_quality (&info, form->quality > 0 ? form->quality : 92, TRUE);
  info.density_unit = form->dpi > 0 ? 1 : 0;
  info.X_density = info.Y_density = (UINT16)MAX (1, form->dpi);
  info.restart_interval = (unsigned int)form->restart;
  if (form->is_444)
    info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = 1;
  if (form->is_progressive)
    jpeg_simple_progression (&info);
  jpeg_start_compress (&info, TRUE);
  if (form->orientation > 0)
    write_exif (&info, form->orientation);

  while (info.next_scanline < info.image_height)
    {
      fill_row (stored->pixels + (gsize)info.next_scanline * (gsize)stored->width * 3,
                stored->width, form, row);
      jpeg_write_scanlines (&info, rows, 1);
    }
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* --- PNG --- */

static void
fill_png_row (const guint8 *from, int n, const PngForm *form, guint8 *row)
{
  int wide = form->bits == 16 ? 2 : 1;
  int channels = form->has_alpha ? 4 : 3;

  for (int x = 0; x < n; x++)
    for (int i = 0; i < channels; i++)
      {
        gboolean is_white = from[3 * x] == 255 && from[3 * x + 1] == 255 && from[3 * x + 2] == 255;
        guint8   value = i == 3                        ? (is_white ? 0 : 255)
                         : is_white && form->has_alpha ? 0
                                                       : from[3 * x + i];

        memset (row + (x * channels + i) * wide, value, (gsize)wide);
      }
}

void
drawing_save_png (const Drawing *self, const char *path, const PngForm *form)
{
  png_structp        png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop          info = png_create_info_struct (png);
  FILE              *file = fopen (path, "wb");
  g_autofree guint8 *row = g_malloc ((gsize)self->width * 8);
  int                passes;

  png_init_io (png, file);
  png_set_IHDR (png, info, (png_uint_32)self->width, (png_uint_32)self->height,
                form->bits == 16 ? 16 : 8,
                form->has_alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                form->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (form->dpi > 0)
    png_set_pHYs (png, info, (png_uint_32)(form->dpi / 0.0254 + 0.5),
                  (png_uint_32)(form->dpi / 0.0254 + 0.5), PNG_RESOLUTION_METER);
  png_write_info (png, info);
  passes = form->is_interlaced ? png_set_interlace_handling (png) : 1;
  for (int pass = 0; pass < passes; pass++)
    for (int y = 0; y < self->height; y++)
      {
        fill_png_row (self->pixels + (gsize)y * (gsize)self->width * 3, self->width, form, row);
        png_write_row (png, row);
      }
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* --- TIFF --- */

static int
count_samples (const TiffForm *form)
{
  return form->photometric == PHOTOMETRIC_RGB || form->photometric == PHOTOMETRIC_YCBCR ? 3
         : form->photometric == PHOTOMETRIC_SEPARATED                                   ? 4
                                                                                        : 1;
}

/* One bit of grey is paper or ink; a palette has the drawing's four colours. */
static guint8
sample_of (const guint8 *pixel, int i, const TiffForm *form)
{
  switch (form->photometric)
    {
    case PHOTOMETRIC_SEPARATED:
      return i < 3 ? 255 - pixel[i] : 0;
    case PHOTOMETRIC_MINISWHITE:
      return 255 - grey_of (pixel);
    case PHOTOMETRIC_PALETTE:
      return (guint8)(pixel[0] / 255 * 4 + pixel[1] / 255 * 2 + pixel[2] / 255);
    case PHOTOMETRIC_MINISBLACK:
      return grey_of (pixel);
    default:
      return pixel[i];
    }
}

static void
fill_tiff_row (const guint8 *from, int n, const TiffForm *form, guint8 *row)
{
  int samples = count_samples (form);

  memset (row, 0, (gsize)(n * samples) * 2);
  for (int x = 0; x < n; x++)
    for (int i = 0; i < samples; i++)
      {
        guint8 value = sample_of (from + 3 * x, i, form);

        if (form->bits == 1)
          row[x / 8] |= (guint8)((value >= 128) << (7 - x % 8));
        else if (form->bits == 16)
          memset (row + 2 * (x * samples + i), value, 2);
        else
          row[x * samples + i] = value;
      }
}

static void
set_palette (TIFF *tiff)
{
  guint16 colours[3][256] = { { 0 } };

  for (int value = 0; value < 8; value++)
    for (int i = 0; i < 3; i++)
      colours[i][value] = value >> (2 - i) & 1 ? 65535 : 0;
  TIFFSetField (tiff, TIFFTAG_COLORMAP, colours[0], colours[1], colours[2]);
}

static void
write_page (TIFF *tiff, const Drawing *stored, const TiffForm *form)
{
  g_autofree guint8 *row = g_malloc ((gsize)stored->width * 8);

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, stored->width);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, stored->height);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, form->bits);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, count_samples (form));
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, form->photometric);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, form->compression);
  TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, 16);
  TIFFSetField (tiff, TIFFTAG_XRESOLUTION, 300.0);
  TIFFSetField (tiff, TIFFTAG_YRESOLUTION, 300.0);
  TIFFSetField (tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  if (form->orientation > 0)
    TIFFSetField (tiff, TIFFTAG_ORIENTATION, form->orientation);
  if (form->photometric == PHOTOMETRIC_YCBCR)
    TIFFSetField (tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  if (form->photometric == PHOTOMETRIC_PALETTE)
    set_palette (tiff);

  for (int y = 0; y < stored->height; y++)
    {
      fill_tiff_row (stored->pixels + (gsize)y * (gsize)stored->width * 3, stored->width, form,
                     row);
      g_assert_cmpint (TIFFWriteScanline (tiff, row, (guint32)y, 0), ==, 1);
    }
  g_assert_cmpint (TIFFWriteDirectory (tiff), ==, 1);
}

void
drawing_save_tiff (const Drawing *self, const char *path, const TiffForm *form)
{
  g_autoptr (Drawing) stored = dup_stored (self, form->orientation);
  TIFF *tiff = TIFFOpen (path, "w");

  for (int page = 0; page < MAX (1, form->pages); page++)
    write_page (tiff, stored, form);
  TIFFClose (tiff);
}
