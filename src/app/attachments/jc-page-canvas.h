/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcPageZoom:
 * @JC_PAGE_ZOOM_WINDOW: the whole page is seen
 * @JC_PAGE_ZOOM_WIDTH: the page is as wide as the window
 * @JC_PAGE_ZOOM_FREE: as large as was chosen
 */
typedef enum
{
  JC_PAGE_ZOOM_WINDOW,
  JC_PAGE_ZOOM_WIDTH,
  JC_PAGE_ZOOM_FREE,
} JcPageZoom;

/**
 * JcPageCanvas:
 *
 * One page on a scrolled window, white with a border also on dark. At a zoom of 1 its longer side is
 * as long as an A4 sheet's on the screen.
 *
 * Signal: "zoom-changed": the page is shown at another size.
 */
#define JC_TYPE_PAGE_CANVAS (jc_page_canvas_get_type ())
G_DECLARE_FINAL_TYPE (JcPageCanvas, jc_page_canvas, JC, PAGE_CANVAS, GtkWidget)

/* NULL: an empty canvas. */
void       jc_page_canvas_set_texture  (JcPageCanvas *self,
                                        GdkTexture   *texture);
/* Who cannot see it is told @label, and @description (nullable): what is written on the page. */
void       jc_page_canvas_set_words    (JcPageCanvas *self,
                                        const char   *label,
                                        const char   *description);

/**
 * JcPageMark:
 * @box: x, y, width, height in JC_VIEW_WHOLE parts of the page as it is shown
 */
typedef struct
{
  int box[4];
} JcPageMark;

/* @marks: (element-type JcPageMark) (transfer full) (nullable): places that are framed, with their numbers from 1 where there
 * are several. */
void       jc_page_canvas_set_marks    (JcPageCanvas *self,
                                        GArray       *marks);

JcPageZoom jc_page_canvas_get_mode     (JcPageCanvas *self);
double     jc_page_canvas_get_zoom     (JcPageCanvas *self);
void       jc_page_canvas_fit          (JcPageCanvas *self,
                                        JcPageZoom    mode);
void       jc_page_canvas_zoom_to      (JcPageCanvas *self,
                                        double        zoom);
void       jc_page_canvas_zoom_by      (JcPageCanvas *self,
                                        double        factor);
/* Pixels of the screen that a page fills at the present zoom, whatever its shape. */
void       jc_page_canvas_get_box      (JcPageCanvas *self,
                                        int          *width,
                                        int          *height);

G_END_DECLS
