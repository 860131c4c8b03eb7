/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "scene.h"

#include <string.h>

#include "jc-json.h"
#include "photo.h"

#define TABLE_GREY 80

static void
save_scan (const Drawing *drawing, const char *path)
{
  const PngForm form = { .bits = 8 };

  drawing_save_png (drawing, path, &form);
}

static void
save_photo (const Drawing *drawing, const char *path)
{
  const JpegForm form = { .quality = 80 };

  drawing_save_jpeg (drawing, path, &form);
}

static void
save_turned_right (const Drawing *drawing, const char *path)
{
  g_autoptr (Drawing) turned = photo_turn (drawing, 1);

  save_scan (turned, path);
}

static void
save_upside_down (const Drawing *drawing, const char *path)
{
  g_autoptr (Drawing) turned = photo_turn (drawing, 2);

  save_scan (turned, path);
}

static void
save_skewed (const Drawing *drawing, const char *path)
{
  g_autoptr (Drawing) skewed = photo_skew (drawing, 5);

  save_scan (skewed, path);
}

static void
save_grainy (const Drawing *drawing, const char *path)
{
  g_autoptr (Drawing) grainy = photo_turn (drawing, 0);

  photo_add_noise (grainy, 60);
  save_photo (grainy, path);
}

static void
save_dark (const Drawing *drawing, const char *path)
{
  g_autoptr (Drawing) dark = photo_turn (drawing, 0);

  photo_dim (dark, 55, 20);
  photo_add_noise (dark, 10);
  save_photo (dark, path);
}

static void
save_on_table (const Drawing *drawing, const char *path)
{
  double       width = drawing->width * 1.3;
  double       height = drawing->height * 1.3;
  const double corners[8] = { 0.13 * width, 0.12 * height, 0.86 * width, 0.16 * height,
                              0.90 * width, 0.90 * height, 0.09 * width, 0.86 * height };
  g_autoptr (Drawing) photo = photo_lay (drawing, (int)width, (int)height, corners, TABLE_GREY);

  save_photo (photo, path);
}

const Scene scenes[] = {
  { "clean", TRUE, save_scan },
  { "turned 90°", TRUE, save_turned_right },
  { "turned 180°", TRUE, save_upside_down },
  { "skewed 5°", TRUE, save_skewed },
  { "grainy", FALSE, save_grainy },
  { "dark", FALSE, save_dark },
  { "on a table", FALSE, save_on_table },
  { NULL },
};

JsonNode *
scene_read (JcMedia *media, const char *path, GError **error)
{
  g_autoptr (JcPageView) plain = jc_page_view_new (1);
  g_autoptr (JcPageView) view = jc_media_propose_view (media, path, NULL, plain, NULL, error);

  return view != NULL ? jc_media_recognise (media, path, NULL, view, NULL, error) : NULL;
}

static char *
fold (const char *text)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (folded, *p == 'O' ? '0' : g_utf8_get_char (p));
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

gboolean
scene_has_text (JsonNode *reading, const char *text)
{
  JsonArray       *lines = jc_json_get_array (json_node_get_object (reading), "lines");
  g_autofree char *wanted = fold (text);

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject      *line = jc_json_as_object (json_array_get_element (lines, i));
      g_autofree char *found = fold (jc_json_get_string (line, "text", ""));

      if (strstr (found, wanted) != NULL)
        return TRUE;
    }
  return FALSE;
}
