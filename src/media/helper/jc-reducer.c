/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-reducer.h"

#include <string.h>

/* The part of the source's row that makes one pixel of the target's: whole pixels between two that
 * count in part. */
typedef struct
{
  int   first;
  int   last;
  float first_part;
  float last_part;
} Span;

struct _JcReducer
{
  int       width;
  int       height;
  int       channels;
  JcCanvas *target; /* (unowned) */
  JcColour *colour; /* (unowned) (nullable) */
  Span     *spans;  /* (owned): one for each column of the target */
  float  *sum; /* (owned): of the source's rows that the target's row is made of, as wide as they */
  guint8 *bytes; /* (owned) */
  int     y;
  int     target_y;
  gboolean is_whole; /* nothing is to be reduced */
};

/**
 * jc_reducer_new:
 * @width, @height: of the source
 * @channels: 1, 3 or 4
 * @target: (transfer none): at most as large as the source
 * @colour: (nullable) (transfer none)
 *
 * Means over areas: every pixel of the source counts, by the part of it that falls into the
 * target's.
 *
 * Returns: (transfer full)
 */
JcReducer *
jc_reducer_new (int width, int height, int channels, JcCanvas *target, JcColour *colour)
{
  JcReducer *self = g_new0 (JcReducer, 1);

  self->width = width;
  self->height = height;
  self->channels = channels;
  self->target = target;
  self->colour = colour;
  self->is_whole = width == target->width && height == target->height;
  self->spans = g_new0 (Span, target->width);
  self->sum = g_new0 (float, (gsize)width *(gsize)channels);
  self->bytes = g_malloc0 ((gsize)target->width * (gsize)channels);

  for (int x = 0; x < target->width; x++)
    {
      double from = (double)x * width / target->width;
      double to = (double)(x + 1) * width / target->width;
      Span  *span = &self->spans[x];

      span->first = (int)from;
      span->last = MIN ((int)to, width - 1);
      span->first_part = (float)(MIN (span->first + 1, to) - from);
      span->last_part = span->last > span->first ? (float)(to - span->last) : 0;
    }
  return self;
}

static void
add_row (JcReducer *self, const guint8 *row, float weight)
{
  gsize  n = (gsize)self->width * (gsize)self->channels;
  float *sum = self->sum;

  for (gsize i = 0; i < n; i++)
    sum[i] += (float)row[i] * weight;
}

static inline void
reduce_pixel (const float *sum, const Span *span, int channels, float scale, guint8 *out)
{
  for (int channel = 0; channel < channels; channel++)
    {
      float value = sum[span->first * channels + channel] * span->first_part
                    + sum[span->last * channels + channel] * span->last_part;

      for (int x = span->first + 1; x < span->last; x++)
        value += sum[x * channels + channel];
      out[channel] = (guint8)CLAMP (value * scale + 0.5f, 0.0f, 255.0f);
    }
}

/* One loop for each number of channels, so that the compiler knows it. */
static void
reduce_sum (JcReducer *self)
{
  float scale = (float)self->target->width / (float)self->width;

  for (int x = 0; x < self->target->width; x++)
    switch (self->channels)
      {
      case 1:
        reduce_pixel (self->sum, &self->spans[x], 1, scale, self->bytes + x);
        break;
      case 3:
        reduce_pixel (self->sum, &self->spans[x], 3, scale, self->bytes + 3 * x);
        break;
      default:
        reduce_pixel (self->sum, &self->spans[x], 4, scale, self->bytes + 4 * x);
        break;
      }
}

static void
put_bytes (JcReducer *self, const guint8 *bytes)
{
  guint8 *row = self->target->pixels + (gsize)self->target_y * (gsize)self->target->stride;

  if (self->colour != NULL)
    jc_colour_convert (self->colour, bytes, row, self->target->width);
  else
    memcpy (row, bytes, (gsize)self->target->stride);
  self->target_y++;
}

static void
put_sum (JcReducer *self)
{
  reduce_sum (self);
  memset (self->sum, 0, (gsize)self->width * (gsize)self->channels * sizeof (float));
  put_bytes (self, self->bytes);
}

/**
 * jc_reducer_push:
 * @row: the source's next row
 *
 * What it makes of the target is there at once.
 */
void
jc_reducer_push (JcReducer *self, const guint8 *row)
{
  double from = (double)self->y * self->target->height / self->height;
  double to = (double)(self->y + 1) * self->target->height / self->height;

  if (self->y >= self->height)
    return;
  self->y++;
  if (self->is_whole)
    {
      put_bytes (self, row);
      return;
    }

  /* The target is not higher than the source, so a row falls into two of its rows at most. */
  if (to < self->target_y + 1 && self->y < self->height)
    {
      add_row (self, row, (float)(to - from));
      return;
    }
  add_row (self, row, (float)(self->target_y + 1 - from));
  put_sum (self);
  if (self->target_y < self->target->height && to > self->target_y)
    add_row (self, row, (float)(to - self->target_y));
}

void
jc_reducer_free (JcReducer *self)
{
  g_free (self->spans);
  g_free (self->sum);
  g_free (self->bytes);
  g_free (self);
}
