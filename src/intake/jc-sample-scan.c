/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-sample-scan.h"

#include <math.h>

#include <pango/pangocairo.h>

#include "jc-png-private.h"

#define WATERMARK "样本 SAMPLE"
#define FONT "Noto Serif CJK SC, Source Han Serif SC, serif"

/* A4 at 150 dpi, in pixels. */
#define WIDTH 1240
#define HEIGHT 1754
#define MARGIN 120
#define TITLE_SIZE 56
#define LINE_SIZE 34

typedef cairo_t         Cairo;
typedef cairo_surface_t Surface;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cairo, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surface, cairo_surface_destroy)

/* Neither hints nor subpixels: the same shapes on every screen. */
static PangoLayout *
make_layout (cairo_t *cr, const char *text, int size_px, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  cairo_font_options_destroy (options);

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, (double)size_px * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return g_steal_pointer (&layout);
}

/* How far down the text reaches. */
static int
draw_text (cairo_t *cr, PangoLayout *layout, int y)
{
  int height = 0;

  pango_layout_set_width (layout, (WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_move_to (cr, MARGIN, y);
  pango_cairo_show_layout (cr, layout);
  return y + height;
}

static void
draw_watermark (cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, WATERMARK, WIDTH / 8, PANGO_WEIGHT_BOLD);
  int width = 0;
  int height = 0;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_save (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.18);
  cairo_translate (cr, WIDTH / 2.0, HEIGHT / 2.0);
  cairo_rotate (cr, -atan2 (HEIGHT, WIDTH));
  cairo_move_to (cr, -width / 2.0, -height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
draw_frame (cairo_t *cr)
{
  double inset = MARGIN / 2.0;

  cairo_set_line_width (cr, 3);
  cairo_rectangle (cr, inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset);
  cairo_stroke (cr);
}

static void
draw_lines (cairo_t *cr, const JcSampleScan *scan)
{
  g_autoptr (PangoLayout) title = make_layout (cr, scan->title, TITLE_SIZE, PANGO_WEIGHT_BOLD);
  int y = 0;

  pango_layout_set_alignment (title, PANGO_ALIGN_CENTER);
  y = draw_text (cr, title, MARGIN) + TITLE_SIZE / 2;
  for (guint i = 0; scan->lines != NULL && scan->lines[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) line
          = make_layout (cr, scan->lines[i], LINE_SIZE, PANGO_WEIGHT_NORMAL);

      y = draw_text (cr, line, y) + LINE_SIZE / 3;
    }
}

/**
 * jc_sample_scan_draw:
 * @scan: what stands on it
 * @error: JC_MEDIA_ERROR: it could not be written as PNG
 *
 * Returns: (transfer full): a PNG with 8 bits of grey
 */
GBytes *
jc_sample_scan_draw (const JcSampleScan *scan, GError **error)
{
  g_autoptr (Surface) surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  g_autoptr (Cairo) cr = cairo_create (surface);

  g_return_val_if_fail (scan->title != NULL, NULL);

  /* The one channel is read as brightness: opaque is white, and ink takes opacity away. */
  cairo_set_source_rgba (cr, 0, 0, 0, 1);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OUT);
  draw_frame (cr);
  draw_lines (cr, scan);
  draw_watermark (cr);
  cairo_surface_flush (surface);
  return jc_png_encode_surface (surface, error);
}
