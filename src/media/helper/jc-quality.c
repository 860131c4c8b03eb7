/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-quality.h"

#include "jc-grey.h"
#include "jc-pages.h"

/* ISO 216. */
#define A4_LONG_INCHES 11.69
#define A4_SHORT_INCHES 8.27
#define LEAST_DPI 150

static gboolean
has_low_dpi (double width, double height)
{
  double dpi = MAX (MAX (width, height) / A4_LONG_INCHES, MIN (width, height) / A4_SHORT_INCHES);

  return dpi < LEAST_DPI;
}

/**
 * jc_quality_add_cautions:
 * @canvas: the page, reduced to about 1,600 pixels
 * @width, @height: of the page itself, in pixels
 * @page: its number
 * @is_photo: it may be a camera's: a scanner knows neither glare nor cut edges
 * @cautions: receives `low_dpi` (fewer than 150 dpi when the page is taken as A4), `blur`, `glare`,
 * `cut_edge`
 */
void
jc_quality_add_cautions (const JcCanvas *canvas,
                         double          width,
                         double          height,
                         int             page,
                         gboolean        is_photo,
                         JsonArray      *cautions)
{
  g_autofree guint8 *values = jc_canvas_dup_grey (canvas);
  JcGrey             grey = { canvas->width, canvas->height, values };

  if (has_low_dpi (width, height))
    jc_pages_add_caution (cautions, "low_dpi", page);
  if (jc_grey_is_blurred (&grey))
    jc_pages_add_caution (cautions, "blur", page);
  if (is_photo && jc_grey_has_glare (&grey))
    jc_pages_add_caution (cautions, "glare", page);
  if (is_photo && jc_grey_is_cut_off (&grey))
    jc_pages_add_caution (cautions, "cut_edge", page);
}
