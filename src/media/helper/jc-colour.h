/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a picture's values mean, and how they become sRGB. */
typedef struct _JcColour JcColour;

/**
 * JcColourModel: also the number of bytes of a pixel
 * @JC_COLOUR_CMYK: 255 is full ink
 */
typedef enum
{
  JC_COLOUR_GREY = 1,
  JC_COLOUR_RGB = 3,
  JC_COLOUR_CMYK = 4,
} JcColourModel;

/* @profile: (nullable): ICC, @size bytes; one that does not fit or cannot be read is left out;
 * @is_inverted: 0 is full ink (or white, for grey) */
JcColour *jc_colour_new (JcColourModel model, gboolean is_inverted, const void *profile, gsize size)
    G_GNUC_WARN_UNUSED_RESULT;
/* @n pixels into B, G, R, 255. */
void jc_colour_convert (JcColour *self, const guint8 *from, guint8 *to, int n);
void jc_colour_free (JcColour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcColour, jc_colour_free)

G_END_DECLS
