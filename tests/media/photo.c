/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "photo.h"

#include <math.h>
#include <string.h>

#define PAPER 250
#define GRAIN 12
/* Each pixel is drawn from so many points squared. */
#define POINTS 2

static guint8 *
pixel_at (const Drawing *self, int x, int y)
{
  return self->pixels + ((gsize)y * (gsize)self->width + (gsize)x) * 3;
}

static Drawing *
new_drawing (int width, int height)
{
  Drawing *self = g_new0 (Drawing, 1);

  self->width = width;
  self->height = height;
  self->pixels = g_malloc ((gsize)width * (gsize)height * 3);
  memset (self->pixels, PAPER, (gsize)width * (gsize)height * 3);
  return self;
}

static int
next_random (guint32 *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return (int)(*seed >> 16);
}

static void
add_to_pixel (guint8 *pixel, int change)
{
  for (int i = 0; i < 3; i++)
    pixel[i] = (guint8)CLAMP (pixel[i] + change, 0, 255);
}

Drawing *
photo_turn (const Drawing *self, int quarters)
{
  gboolean is_on_side = quarters % 2 == 1;
  Drawing *turned = new_drawing (is_on_side ? self->height : self->width,
                                 is_on_side ? self->width : self->height);

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        int to_x = quarters == 0 ? x : quarters == 1 ? self->height - 1 - y : self->width - 1 - x;
        int to_y = quarters == 0 ? y : quarters == 1 ? x : self->height - 1 - y;

        if (quarters == 3)
          {
            to_x = y;
            to_y = self->width - 1 - x;
          }
        memcpy (pixel_at (turned, to_x, to_y), pixel_at (self, x, y), 3);
      }
  return turned;
}

/* Between four pixels; @x, @y inside by half a pixel. */
static void
add_sample (const Drawing *self, double x, double y, double *sums)
{
  int    left = CLAMP ((int)floor (x - 0.5), 0, self->width - 2);
  int    top = CLAMP ((int)floor (y - 0.5), 0, self->height - 2);
  double fx = CLAMP (x - 0.5 - left, 0, 1);
  double fy = CLAMP (y - 0.5 - top, 0, 1);

  for (int i = 0; i < 3; i++)
    {
      double upper
          = pixel_at (self, left, top)[i] * (1 - fx) + pixel_at (self, left + 1, top)[i] * fx;
      double lower = pixel_at (self, left, top + 1)[i] * (1 - fx)
                     + pixel_at (self, left + 1, top + 1)[i] * fx;

      sums[i] += upper * (1 - fy) + lower * fy;
    }
}

Drawing *
photo_skew (const Drawing *self, double degrees)
{
  Drawing *skewed = new_drawing (self->width, self->height);
  double   cosine = cos (degrees * G_PI / 180);
  double   sine = sin (degrees * G_PI / 180);

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        double from_middle_x = x + 0.5 - self->width / 2.0;
        double from_middle_y = y + 0.5 - self->height / 2.0;
        double from_x = self->width / 2.0 + from_middle_x * cosine + from_middle_y * sine;
        double from_y = self->height / 2.0 - from_middle_x * sine + from_middle_y * cosine;
        double sums[3] = { 0 };

        if (from_x < 0 || from_y < 0 || from_x > self->width || from_y > self->height)
          continue;
        add_sample (self, from_x, from_y, sums);
        for (int i = 0; i < 3; i++)
          pixel_at (skewed, x, y)[i] = (guint8)sums[i];
      }
  return skewed;
}

void
photo_add_noise (Drawing *self, int strength)
{
  guint32 seed = 4711;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      add_to_pixel (pixel_at (self, x, y), next_random (&seed) % (2 * strength + 1) - strength);
}

void
photo_dim (Drawing *self, int brightest, int darkest)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        double way = ((double)x / self->width + (double)y / self->height) / 2;
        double light = (brightest + (darkest - brightest) * way) / 100;

        for (int i = 0; i < 3; i++)
          pixel_at (self, x, y)[i] = (guint8)(pixel_at (self, x, y)[i] * light);
      }
}

/* --- Perspective --- */

/* Solves the eight equations that carry @corners to the page's own corners: elimination with the
 * largest pivot. */
static void
solve (double rows[8][9])
{
  for (int i = 0; i < 8; i++)
    {
      int best = i;

      for (int j = i + 1; j < 8; j++)
        if (fabs (rows[j][i]) > fabs (rows[best][i]))
          best = j;
      for (int k = 0; k < 9; k++)
        {
          double kept = rows[i][k];

          rows[i][k] = rows[best][k];
          rows[best][k] = kept;
        }
      for (int j = 0; j < 8; j++)
        {
          double factor = j == i ? 0 : rows[j][i] / rows[i][i];

          for (int k = i; k < 9; k++)
            rows[j][k] -= factor * rows[i][k];
        }
    }
}

static void
find_mapping (const Drawing *self, const double corners[8], double mapping[8])
{
  const double targets[8] = { 0, 0, self->width, 0, self->width, self->height, 0, self->height };
  double       rows[8][9] = { { 0 } };

  for (int i = 0; i < 4; i++)
    {
      double x = corners[2 * i];
      double y = corners[2 * i + 1];
      double u = targets[2 * i];
      double v = targets[2 * i + 1];
      double first[9] = { x, y, 1, 0, 0, 0, -u * x, -u * y, u };
      double second[9] = { 0, 0, 0, x, y, 1, -v * x, -v * y, v };

      memcpy (rows[2 * i], first, sizeof first);
      memcpy (rows[2 * i + 1], second, sizeof second);
    }
  solve (rows);
  for (int i = 0; i < 8; i++)
    mapping[i] = rows[i][8] / rows[i][i];
}

static void
draw_point (const Drawing *self, const double *mapping, int grey, double x, double y, double *sums)
{
  double w = mapping[6] * x + mapping[7] * y + 1;
  double u = (mapping[0] * x + mapping[1] * y + mapping[2]) / w;
  double v = (mapping[3] * x + mapping[4] * y + mapping[5]) / w;

  if (w > 0 && u >= 0 && v >= 0 && u < self->width && v < self->height)
    add_sample (self, u, v, sums);
  else
    for (int i = 0; i < 3; i++)
      sums[i] += grey;
}

Drawing *
photo_lay (const Drawing *self, int width, int height, const double corners[8], int grey)
{
  Drawing *photo = new_drawing (width, height);
  double   mapping[8];
  guint32  seed = 99;

  find_mapping (self, corners, mapping);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double sums[3] = { 0 };

        for (int i = 0; i < POINTS * POINTS; i++)
          draw_point (self, mapping, grey, x + (i % POINTS + 0.5) / POINTS,
                      y + (i / POINTS + 0.5) / POINTS, sums);
        for (int i = 0; i < 3; i++)
          pixel_at (photo, x, y)[i] = (guint8)(sums[i] / (POINTS * POINTS));
        add_to_pixel (pixel_at (photo, x, y), next_random (&seed) % GRAIN - GRAIN / 2);
      }
  return photo;
}
