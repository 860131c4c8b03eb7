/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-canvas.h"

#include <string.h>

#include "jc-job.h"
#include "jc-reducer.h"
#include "jc-sandbox.h"

/**
 * jc_canvas_new:
 * @width, @height: in pixels, at least 1
 *
 * Returns: (transfer full): black
 */
JcCanvas *
jc_canvas_new (int width, int height)
{
  JcCanvas *self = g_new0 (JcCanvas, 1);

  self->width = width;
  self->height = height;
  self->stride = width * 4;
  self->pixels = g_try_malloc0_n ((gsize)self->stride, (gsize)height);
  if (self->pixels == NULL)
    jc_job_fail (JC_REASON_MEMORY, JC_SANDBOX_MEMORY_MIB, 0);

  return self;
}

void
jc_canvas_free (JcCanvas *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  g_free (self);
}

/**
 * jc_canvas_orient:
 * @self: (transfer full): as it is stored
 * @orientation: EXIF 2.3, tag 274: where the stored first row and first column belong; any other
 * number than 2 … 8 changes nothing
 *
 * Returns: (transfer full): as it is to be seen
 */
JcCanvas *
jc_canvas_orient (JcCanvas *self, int orientation)
{
  g_autoptr (JcCanvas) source = self;
  gboolean  swaps = orientation >= 5;
  gboolean  flips_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean  flips_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  JcCanvas *target;

  if (orientation < 2 || orientation > 8)
    return g_steal_pointer (&source);

  target = jc_canvas_new (swaps ? source->height : source->width,
                          swaps ? source->width : source->height);
  for (int y = 0; y < target->height; y++)
    {
      guint32 *row = (guint32 *)(gpointer)(target->pixels + (gsize)y * (gsize)target->stride);

      for (int x = 0; x < target->width; x++)
        {
          int from_x = swaps ? y : x;
          int from_y = swaps ? x : y;

          if (flips_x)
            from_x = source->width - 1 - from_x;
          if (flips_y)
            from_y = source->height - 1 - from_y;
          memcpy (&row[x],
                  source->pixels + (gsize)from_y * (gsize)source->stride + (gsize)from_x * 4, 4);
        }
    }
  return target;
}

/**
 * jc_canvas_orientation_for_turn:
 * @degrees: clockwise, 0, 90, 180 or 270
 *
 * Returns: for jc_canvas_orient ()
 */
int
jc_canvas_orientation_for_turn (int degrees)
{
  switch (degrees)
    {
    case 90:
      return 6;
    case 180:
      return 3;
    case 270:
      return 8;
    default:
      return 1;
    }
}

/**
 * jc_canvas_reduce:
 * @width, @height: at least 1, at most the canvas' own
 *
 * Returns: (transfer full): each pixel is the mean of the area that it stands for
 */
JcCanvas *
jc_canvas_reduce (const JcCanvas *self, int width, int height)
{
  JcCanvas  *target = jc_canvas_new (width, height);
  JcReducer *reducer = jc_reducer_new (self->width, self->height, 4, target, NULL);

  for (int y = 0; y < self->height; y++)
    jc_reducer_push (reducer, self->pixels + (gsize)y * (gsize)self->stride);
  jc_reducer_free (reducer);

  return target;
}

/**
 * jc_canvas_dup_grey:
 *
 * Returns: (transfer full): luma (ITU-R BT.601) of each pixel, row after row
 */
guint8 *
jc_canvas_dup_grey (const JcCanvas *self)
{
  gsize   n = (gsize)self->width * (gsize)self->height;
  guint8 *grey = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    {
      const guint8 *pixel = self->pixels + 4 * i;

      grey[i] = (guint8)((pixel[0] * 29 + pixel[1] * 150 + pixel[2] * 77) >> 8);
    }
  return grey;
}
