/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* `bench-pages FOLDER NUMBER` draws so many scanned pages, JPEGs of A4 at 300 dpi, 1 to 2 MB each:
 * text, a photo, and the grain that a scanner adds. The same on every machine with its fonts. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <pango/pangocairo.h>

#include "drawing.h"

#define WIDTH 2480
#define HEIGHT 3508
#define DPI 300
#define MARGIN 250
#define QUALITY 80
#define PHOTO_TOP 1900
#define PHOTO_HEIGHT 1300

#define PARAGRAPH                                                                                                                              \
  "工作室领办人从事数控加工二十六年，带徒四十三名，其中高级技师九名。近三年完成技术革新十七项，" \
  "解决发动机缸体精密镗削、薄壁件装夹变形等难题，节约成本三百余万元，获得专利五件。\n"

static guint32
get_random (guint32 *seed)
{
  *seed = *seed * 1664525 + 1013904223;

  return *seed >> 8;
}

static cairo_surface_t *
draw_text (int number)
{
  cairo_surface_t      *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t              *cairo = cairo_create (surface);
  PangoLayout          *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "第 %d 页\n\n", number);
  for (int i = 0; i < 12; i++)
    g_string_append (text, PARAGRAPH);
  cairo_set_source_rgb (cairo, 0.97, 0.965, 0.94);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0.12, 0.12, 0.14);
  cairo_move_to (cairo, MARGIN, MARGIN);
  pango_font_description_set_absolute_size (font, 12.0 / 72 * DPI * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_text (layout, text->str, -1);
  pango_cairo_show_layout (cairo, layout);
  cairo_surface_flush (surface);

  pango_font_description_free (font);
  g_object_unref (layout);
  cairo_destroy (cairo);

  return surface;
}

/* Slow and quick changes of light, as in a picture of a workshop; made once for each page. */
typedef struct
{
  float slow_x[WIDTH];
  float slow_y[HEIGHT];
  float quick_down[WIDTH + 2 * HEIGHT];
  float quick_up[3 * WIDTH + HEIGHT];
} Photo;

static Photo *
photo_new (int number)
{
  Photo *self = g_new (Photo, 1);

  for (int x = 0; x < WIDTH; x++)
    self->slow_x[x] = sinf ((float)x / 310 + (float)number);
  for (int y = 0; y < HEIGHT; y++)
    self->slow_y[y] = cosf ((float)y / 270);
  for (int i = 0; i < WIDTH + 2 * HEIGHT; i++)
    self->quick_down[i] = sinf ((float)i / 23);
  for (int i = 0; i < 3 * WIDTH + HEIGHT; i++)
    self->quick_up[i] = sinf ((float)(i - HEIGHT) / 41 + (float)number);

  return self;
}

static int
get_light (const Photo *self, int x, int y)
{
  float slow = self->slow_x[x] * self->slow_y[y];
  float quick = self->quick_down[x + 2 * y] * self->quick_up[3 * x - y + HEIGHT];

  return (int)(55 * slow + 22 * quick + 125);
}

static gboolean
is_photo (int x, int y)
{
  return x >= MARGIN && x < WIDTH - MARGIN && y >= PHOTO_TOP && y < PHOTO_TOP + PHOTO_HEIGHT;
}

static Drawing *
draw_page (int number)
{
  cairo_surface_t  *surface = draw_text (number);
  const guint8     *from = cairo_image_surface_get_data (surface);
  int               stride = cairo_image_surface_get_stride (surface);
  guint32           seed = (guint32)number;
  g_autofree Photo *photo = photo_new (number);
  Drawing          *page = g_new0 (Drawing, 1);

  page->width = WIDTH;
  page->height = HEIGHT;
  page->pixels = g_malloc ((gsize)WIDTH * HEIGHT * 3);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 random = get_random (&seed);
        int     light = is_photo (x, y) ? get_light (photo, x, y) : -1;
        int     grain = (int)(random & 7) + (int)(random >> 3 & 7) - 7;

        for (int i = 0; i < 3; i++)
          {
            int value = light >= 0 ? light - 20 * i : from[y * stride + x * 4 + 2 - i];

            page->pixels[((gsize)y * WIDTH + (gsize)x) * 3 + (gsize)i]
                = (guint8)CLAMP (value + grain, 0, 255);
          }
      }
  cairo_surface_destroy (surface);

  return page;
}

int
main (int argc, char *argv[])
{
  const JpegForm form = { .quality = QUALITY, .dpi = DPI };
  int            n_pages = argc == 3 ? atoi (argv[2]) : 0;

  for (int i = 1; i <= n_pages; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/page-%03d.jpg", argv[1], i);
      g_autoptr (Drawing) page = draw_page (i);

      drawing_save_jpeg (page, path, &form);
    }

  return n_pages > 0 ? 0 : 2;
}
