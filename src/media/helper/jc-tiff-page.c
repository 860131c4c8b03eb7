/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-tiff-page.h"

#include <string.h>

#include "jc-colour.h"
#include "jc-pages.h"
#include "jc-reducer.h"

/* A form that is not read row by row is held whole, at four bytes a pixel. */
#define MAX_WHOLE_PIXELS (48 * 1000000)
#define MAX_ROW_BYTES (64 * 1024 * 1024)
#define PAPER 255

typedef struct
{
  TIFF             *tiff;
  const JcTiffPage *page;
  guint8           *palette; /* (owned) (nullable): R, G, B of each value */
  int               colours; /* of a pixel without its alpha */
  gboolean          has_alpha;
} Rows;

/**
 * jc_tiff_page_read:
 * @page: (out): of the current directory; sizes are 0 where they are missing
 */
void
jc_tiff_page_read (TIFF *tiff, JcTiffPage *page)
{
  *page = (JcTiffPage){ 0 };
  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &page->width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &page->height);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_BITSPERSAMPLE, &page->bits);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLESPERPIXEL, &page->samples);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_PLANARCONFIG, &page->planes);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_COMPRESSION, &page->compression);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLEFORMAT, &page->format);
  if (TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &page->photometric) == 0)
    page->photometric = page->samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;

  /* The decoder turns it into RGB itself. */
  if (page->compression == COMPRESSION_JPEG && page->photometric == PHOTOMETRIC_YCBCR)
    {
      TIFFSetField (tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
      page->photometric = PHOTOMETRIC_RGB;
    }
}

/* --- Row by row --- */

static int
count_colours (const JcTiffPage *page)
{
  switch (page->photometric)
    {
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_PALETTE:
      return 1;
    case PHOTOMETRIC_RGB:
      return 3;
    case PHOTOMETRIC_SEPARATED:
      return 4;
    default:
      return 0;
    }
}

static gboolean
comes_in_rows (TIFF *tiff, const JcTiffPage *page)
{
  int colours = count_colours (page);

  return !TIFFIsTiled (tiff) && colours > 0 && page->samples >= colours
         && page->format == SAMPLEFORMAT_UINT
         && (page->planes == PLANARCONFIG_CONTIG || page->samples == 1)
         && (page->bits == 8 || page->bits == 16
             || (colours == 1 && page->samples == 1 && page->bits < 8))
         && TIFFScanlineSize64 (tiff) <= MAX_ROW_BYTES;
}

static guint8 *
dup_palette (TIFF *tiff, const JcTiffPage *page)
{
  guint16 *colours[3] = { NULL };
  int      n = 1 << page->bits;
  guint8  *palette;

  if (page->bits > 8
      || TIFFGetField (tiff, TIFFTAG_COLORMAP, &colours[0], &colours[1], &colours[2]) == 0)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);

  palette = g_malloc0 (3 * 256);
  for (int value = 0; value < n; value++)
    for (int i = 0; i < 3; i++)
      palette[3 * value + i] = (guint8)(colours[i][value] >> 8);
  return palette;
}

/* One sample as 8 bits; small ones are spread over the range, unless they are numbers of a palette.
 */
static guint8
get_sample (const guint8 *row, gsize index, const Rows *rows)
{
  guint bits = rows->page->bits;

  if (bits == 8)
    return row[index];
  if (bits == 16)
    {
      guint16 value;

      memcpy (&value, row + 2 * index, 2);
      return (guint8)(value >> 8);
    }

  {
    gsize at = index * bits;
    guint mask = (1u << bits) - 1;
    guint value = row[at / 8] >> (8 - bits - at % 8) & mask;

    return (guint8)(rows->palette != NULL ? value : value * 255 / mask);
  }
}

static void
unpack_pixel (const Rows *rows, const guint8 *row, gsize x, guint8 *out)
{
  gsize first = x * rows->page->samples;
  guint alpha = rows->has_alpha ? get_sample (row, first + (gsize)rows->colours, rows) : 255;
  int   colours = rows->colours;

  for (int i = 0; i < colours; i++)
    out[i] = get_sample (row, first + (gsize)i, rows);
  if (rows->palette != NULL)
    {
      memmove (out, rows->palette + (gsize)3 * out[0], 3);
      colours = 3;
    }
  for (int i = 0; alpha != 255 && i < colours; i++)
    out[i] = (guint8)((out[i] * alpha + PAPER * (255 - alpha) + 127) / 255);
}

static JcColour *
make_colour (TIFF *tiff, const JcTiffPage *page, JcColourModel model)
{
  guint32 size = 0;
  void   *profile = NULL;

  if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &size, &profile) == 0)
    profile = NULL;
  return jc_colour_new (model, page->photometric == PHOTOMETRIC_MINISWHITE, profile, size);
}

static gboolean
has_alpha (TIFF *tiff, const JcTiffPage *page, int colours)
{
  guint16  n = 0;
  guint16 *kinds = NULL;

  return page->samples > colours
         && TIFFGetFieldDefaulted (tiff, TIFFTAG_EXTRASAMPLES, &n, &kinds) != 0 && n > 0
         && kinds[0] == EXTRASAMPLE_UNASSALPHA && page->photometric != PHOTOMETRIC_SEPARATED;
}

static void
draw_rows (TIFF *tiff, const JcTiffPage *page, JcCanvas *canvas)
{
  Rows               rows = { tiff, page, NULL, count_colours (page), FALSE };
  gboolean           has_palette = page->photometric == PHOTOMETRIC_PALETTE;
  JcColourModel      model = has_palette ? JC_COLOUR_RGB : (JcColourModel)rows.colours;
  g_autofree guint8 *row = g_malloc0 ((gsize)TIFFScanlineSize64 (tiff));
  g_autofree guint8 *pixels = g_malloc0 ((gsize)page->width * 4);
  g_autoptr (JcColour) colour = make_colour (tiff, page, model);
  g_autoptr (JcReducer) reducer
      = jc_reducer_new ((int)page->width, (int)page->height, (int)model, canvas, colour);

  rows.palette = has_palette ? dup_palette (tiff, page) : NULL;
  rows.has_alpha = has_alpha (tiff, page, rows.colours);
  for (guint32 y = 0; y < page->height; y++)
    {
      if (TIFFReadScanline (tiff, row, y, 0) != 1)
        jc_job_fail (JC_REASON_CUT_SHORT, MIN (99, (gint64)y * 100 / page->height), 0);
      for (gsize x = 0; x < page->width; x++)
        unpack_pixel (&rows, row, x, pixels + x * (gsize)model);
      jc_reducer_push (reducer, pixels);
    }
  g_free (rows.palette);
}

/* --- The rest: tiles, planes, colours of their own --- */

static void
draw_whole (TIFF *tiff, const JcTiffPage *page, JcCanvas *canvas)
{
  gsize               width = page->width;
  gsize               n = width * page->height;
  g_autofree guint32 *raster = n <= MAX_WHOLE_PIXELS ? g_try_malloc_n (n, 4) : NULL;
  g_autofree guint8  *row = g_malloc (width * 3);
  g_autoptr (JcColour) colour = jc_colour_new (JC_COLOUR_RGB, FALSE, NULL, 0);
  g_autoptr (JcReducer) reducer
      = jc_reducer_new ((int)page->width, (int)page->height, JC_COLOUR_RGB, canvas, colour);

  if (raster == NULL)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, (gint64)(n / 1000000), MAX_WHOLE_PIXELS / 1000000);
  if (TIFFReadRGBAImageOriented (tiff, page->width, page->height, raster, ORIENTATION_TOPLEFT, 1)
      != 1)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);

  for (gsize y = 0; y < page->height; y++)
    {
      for (gsize x = 0; x < width; x++)
        {
          guint32 pixel = raster[y * width + x];
          guint   rest = PAPER - TIFFGetA (pixel);

          /* Colours come multiplied by alpha. */
          row[3 * x] = (guint8)MIN (255, TIFFGetR (pixel) + rest);
          row[3 * x + 1] = (guint8)MIN (255, TIFFGetG (pixel) + rest);
          row[3 * x + 2] = (guint8)MIN (255, TIFFGetB (pixel) + rest);
        }
      jc_reducer_push (reducer, row);
    }
}

/**
 * jc_tiff_page_draw:
 * @tiff: stands at the page
 * @page: what its tags say
 * @canvas: at most as large as the page
 *
 * Strips of grey, RGB, palette or CMYK in up to 16 bits, whatever their compression, are read row
 * by row; the rest whole, up to 48 megapixels.
 */
void
jc_tiff_page_draw (TIFF *tiff, const JcTiffPage *page, JcCanvas *canvas)
{
  if (comes_in_rows (tiff, page))
    draw_rows (tiff, page, canvas);
  else
    draw_whole (tiff, page, canvas);
}
