/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcExif:
 * @orientation: 1 … 8; 1 where it is missing or wrong
 * @dpi: 0 unknown
 * @has_camera: it names the maker or model, or when the picture was taken
 */
typedef struct
{
  int      orientation;
  double   dpi;
  gboolean has_camera;
} JcExif;

/* Reads the first folder of @data, @size bytes that begin with TIFF's header (without "Exif\0\0").
 * What is damaged is left out. */
void jc_exif_read (const guint8 *data, gsize size, JcExif *exif);

G_END_DECLS
