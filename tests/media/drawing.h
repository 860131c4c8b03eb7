/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pixels, R, G, B. */
typedef struct
{
  int     width;
  int     height;
  guint8 *pixels;
} Drawing;

void drawing_free (Drawing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawing, drawing_free)

/* Quarters: red, green above blue, white (as the page is to be read). */
Drawing *drawing_new_quarters (int width, int height);
/* Lines of dark strokes on paper of that grey, @margin from each border. */
Drawing *drawing_new_text (int width, int height, int paper, int margin);
/* Mean over (2 * @radius + 1)² pixels, three times. */
void drawing_blur (Drawing *self, int radius);
/* A disc that falls off to its border. */
void drawing_add_glare (Drawing *self, int x, int y, int radius);
/* Laid on a darker ground of another size, in the middle. */
Drawing *drawing_lay_on_desk (const Drawing *self, int width, int height);

/**
 * JpegForm:
 * @orientation: EXIF's; 0: no EXIF
 * @dpi: in JFIF; 0: none
 * @is_cmyk: as Adobe's programs write it, inverted
 * @restart: MCUs between restart markers; 0: none
 * @is_444: colour at full resolution
 */
typedef struct
{
  int      quality;
  int      orientation;
  int      dpi;
  gboolean is_progressive;
  gboolean is_grey;
  gboolean is_cmyk;
  int      restart;
  gboolean is_444;
} JpegForm;

/* What the pages in the file are to look like upright is @self, whatever the form. */
void drawing_save_jpeg (const Drawing *self, const char *path, const JpegForm *form);

typedef struct
{
  int      bits;
  gboolean has_alpha; /* transparent where the drawing is white */
  gboolean is_interlaced;
  int      dpi;
} PngForm;

void drawing_save_png (const Drawing *self, const char *path, const PngForm *form);

/**
 * TiffForm:
 * @compression: libtiff's
 * @photometric: libtiff's: RGB, SEPARATED, MINISBLACK, MINISWHITE, PALETTE
 */
typedef struct
{
  int compression;
  int photometric;
  int bits;
  int orientation;
  int pages;
} TiffForm;

void drawing_save_tiff (const Drawing *self, const char *path, const TiffForm *form);

G_END_DECLS
