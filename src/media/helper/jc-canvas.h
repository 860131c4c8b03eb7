/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcCanvas:
 * @stride: bytes from row to row, @width * 4
 * @pixels: (owned): B, G, R, unused
 *
 * A page as pixels, in sRGB on paper white.
 */
typedef struct
{
  int     width;
  int     height;
  int     stride;
  guint8 *pixels;
} JcCanvas;

/* Black. Memory that is not to be had ends the job. */
JcCanvas *jc_canvas_new (int width, int height) G_GNUC_WARN_UNUSED_RESULT;
void      jc_canvas_free (JcCanvas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcCanvas, jc_canvas_free)

/* What EXIF's orientation 1 … 8 means: takes @self, gives it as it is to be seen. */
JcCanvas *jc_canvas_orient (JcCanvas *self, int orientation) G_GNUC_WARN_UNUSED_RESULT;
/* A quarter turns clockwise: the orientation that says so. @degrees: 0, 90, 180, 270 */
int jc_canvas_orientation_for_turn (int degrees);

/* Smaller, by area; takes nothing. @width, @height: at most the canvas' own */
JcCanvas *jc_canvas_reduce (const JcCanvas *self, int width, int height) G_GNUC_WARN_UNUSED_RESULT;

/* @width * @height grey values (0 black), to be freed with g_free (). */
guint8 *jc_canvas_dup_grey (const JcCanvas *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
