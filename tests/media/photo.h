/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "drawing.h"

G_BEGIN_DECLS

/* What happens to a page between the desk and the file. */

/* Clockwise quarter turns, 0 … 3. */
Drawing *photo_turn (const Drawing *self, int quarters);
/* Lines fall to the right by @degrees: what a view's skew of -100 * @degrees mends. */
Drawing *photo_skew (const Drawing *self, double degrees);
/* Grain of up to +-@strength, the same on every machine. */
void photo_add_noise (Drawing *self, int strength);
/* Light falls off from @brightest to @darkest percent, top left to bottom right. */
void photo_dim (Drawing *self, int brightest, int darkest);
/* The page's corners come to lie at @corners (x, y: top left, top right, bottom right, bottom left,
 * in pixels) of a table of @grey with a fine grain, of that size. */
Drawing *photo_lay (const Drawing *self, int width, int height, const double corners[8], int grey);

G_END_DECLS
