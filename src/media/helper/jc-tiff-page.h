/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <tiffio.h>

#include "jc-canvas.h"

G_BEGIN_DECLS

/**
 * JcTiffPage: what the tags of the current page say
 * @samples: of a pixel, as stored
 */
typedef struct
{
  guint32 width;
  guint32 height;
  guint16 bits;
  guint16 samples;
  guint16 photometric;
  guint16 planes;
  guint16 compression;
  guint16 format;
} JcTiffPage;

void jc_tiff_page_read (TIFF *tiff, JcTiffPage *page);
/* The current page, row by row where its form allows it, into the size of @canvas. */
void jc_tiff_page_draw (TIFF *tiff, const JcTiffPage *page, JcCanvas *canvas);

G_END_DECLS
