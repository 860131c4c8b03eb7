/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-png-private.h"

typedef cairo_surface_t Surface;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surface, cairo_surface_destroy)

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * jc_png_encode_surface:
 * @surface: an image; one of FORMAT_A8 becomes a picture in grey
 * @error: JC_MEDIA_ERROR_TOO_LARGE: there is no room for it
 *
 * Returns: (transfer full): a PNG
 */
GBytes *
jc_png_encode_surface (cairo_surface_t *surface, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);

  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TOO_LARGE,
                "图像写不成 PNG（%s）。把尺寸改小再试。",
                "The picture cannot be written as PNG (%s). Try a smaller size.",
                cairo_status_to_string (status));
  return NULL;
}

/**
 * jc_png_encode_picture:
 * @picture: a drawn page
 * @error: see jc_png_encode_surface ()
 *
 * Returns: (transfer full): a PNG
 */
GBytes *
jc_png_encode_picture (JcPicture *picture, GError **error)
{
  /* Only read: a surface for writing PNG draws nothing. */
  unsigned char *pixels = (unsigned char *)g_bytes_get_data (picture->pixels, NULL);
  g_autoptr (Surface) surface
      = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, picture->width,
                                             picture->height, picture->stride);

  return jc_png_encode_surface (surface, error);
}
