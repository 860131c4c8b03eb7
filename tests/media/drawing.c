/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "drawing.h"

#include <string.h>

#define INK 25
#define DESK 60

void
drawing_free (Drawing *self)
{
  g_free (self->pixels);
  g_free (self);
}

static Drawing *
drawing_new (int width, int height, int grey)
{
  Drawing *self = g_new0 (Drawing, 1);

  self->width = width;
  self->height = height;
  self->pixels = g_malloc ((gsize)width * (gsize)height * 3);
  memset (self->pixels, grey, (gsize)width * (gsize)height * 3);
  return self;
}

static guint8 *
pixel_at (const Drawing *self, int x, int y)
{
  return self->pixels + ((gsize)y * (gsize)self->width + (gsize)x) * 3;
}

Drawing *
drawing_new_quarters (int width, int height)
{
  static const guint8 colours[4][3]
      = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 } };
  Drawing *self = drawing_new (width, height, 0);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memcpy (pixel_at (self, x, y), colours[(2 * y >= height) * 2 + (2 * x >= width)], 3);
  return self;
}

/* Strokes of a pseudo-random length and gap, the same on every machine. */
Drawing *
drawing_new_text (int width, int height, int paper, int margin)
{
  Drawing *self = drawing_new (width, height, paper);
  int      stroke = MAX (2, width / 400);
  guint32  seed = 12345;

  for (int top = margin; top + 6 * stroke < height - margin; top += 12 * stroke)
    for (int x = margin; x < width - margin - stroke;
         x += stroke * 2 + (int)(seed >> 16) % (3 * stroke))
      {
        int length = stroke * 2 + (int)(seed >> 20) % (5 * stroke);

        for (int y = top; y < top + length; y++)
          memset (pixel_at (self, x, y), INK, (gsize)stroke * 3);
        seed = seed * 1664525 + 1013904223;
      }
  return self;
}

/* One row or column: running sums. */
static void
blur_line (guint8 *start, int n, gsize step, int radius)
{
  g_autofree guint8 *old = g_malloc ((gsize)n);
  int                sum = 0;

  for (int i = 0; i < n; i++)
    old[i] = start[(gsize)i * step];
  for (int i = -radius; i < radius; i++)
    sum += old[CLAMP (i, 0, n - 1)];
  for (int i = 0; i < n; i++)
    {
      sum += old[MIN (i + radius, n - 1)];
      start[(gsize)i * step] = (guint8)(sum / (2 * radius + 1));
      sum -= old[MAX (i - radius, 0)];
    }
}

void
drawing_blur (Drawing *self, int radius)
{
  for (int pass = 0; pass < 3; pass++)
    for (int channel = 0; channel < 3; channel++)
      {
        for (int y = 0; y < self->height; y++)
          blur_line (pixel_at (self, 0, y) + channel, self->width, 3, radius);
        for (int x = 0; x < self->width; x++)
          blur_line (pixel_at (self, x, 0) + channel, self->height, (gsize)self->width * 3, radius);
      }
}

void
drawing_add_glare (Drawing *self, int x, int y, int radius)
{
  for (int row = MAX (0, y - radius); row < MIN (self->height, y + radius); row++)
    for (int column = MAX (0, x - radius); column < MIN (self->width, x + radius); column++)
      {
        int distance
            = ((column - x) * (column - x) + (row - y) * (row - y)) * 100 / (radius * radius);
        guint8 *pixel = pixel_at (self, column, row);
        int     light = distance < 60 ? 255 : distance < 100 ? (100 - distance) * 255 / 40 : 0;

        for (int i = 0; i < 3; i++)
          pixel[i] = (guint8)MIN (255, pixel[i] + light);
      }
}

Drawing *
drawing_lay_on_desk (const Drawing *self, int width, int height)
{
  Drawing *desk = drawing_new (width, height, DESK);
  int      left = (width - self->width) / 2;
  int      top = (height - self->height) / 2;

  for (int y = 0; y < self->height; y++)
    memcpy (pixel_at (desk, left, top + y), pixel_at (self, 0, y), (gsize)self->width * 3);
  return desk;
}
