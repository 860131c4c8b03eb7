/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

#ifdef HAVE_RECOGNITION

#include <math.h>

#include "jc-codes.h"
#include "jc-page-view.h"
#include "jc-recognition-data.h"
#include "jc-text-lines.h"

/* A4 at 300 dpi: characters of 12 points are then about as tall as the data were trained on. */
#define LONGEST_SIDE 3508
/* A picture with fewer pixels is doubled: its characters are too low to be told apart. */
#define SMALL_SIDE 1000
/* Characters; as many stand on a page of continuous print, which is read well the first time. */
#define FULL_PAGE 500
/* Of each reading; our end waits for 60 seconds. */
#define READING_LIMIT_MS 15000
/* A red that is this much stronger than green and blue is a seal's. */
#define RED_EXCESS 30
/* The red in the colour of a seal's ink: what has as much is as light as paper. */
#define SEAL_RED 190
#define MAX_LINES 2000
#define MAX_CODES 100
#define MAX_LENGTH 1000

/* --- The page in grey --- */

/* Red as it is, and red made as light as paper: print under a seal can be read in the second, red
 * print in the first. */
static guint8 *
dup_grey_without_red (const JcCanvas *canvas)
{
  guint8 *grey = jc_canvas_dup_grey (canvas);

  for (gsize i = 0; i < (gsize)canvas->width * (gsize)canvas->height; i++)
    {
      const guint8 *pixel = canvas->pixels + 4 * i;

      if (pixel[2] > MAX (pixel[0], pixel[1]) + RED_EXCESS)
        grey[i] = MAX (grey[i], (guint8)MIN (255, pixel[2] * 255 / SEAL_RED));
    }
  return grey;
}

static void
double_grey (JcGrey *grey)
{
  int     width = grey->width;
  int     height = grey->height;
  guint8 *doubled = g_malloc ((gsize)width * (gsize)height * 4);

  for (int y = 0; y < 2 * height; y++)
    for (int x = 0; x < 2 * width; x++)
      {
        /* The four old pixels around the new one's middle, by distance: 9, 3, 3, 1 of 16. */
        int           near_x = x / 2;
        int           near_y = y / 2;
        int           far_x = CLAMP (near_x + (x % 2 == 0 ? -1 : 1), 0, width - 1);
        int           far_y = CLAMP (near_y + (y % 2 == 0 ? -1 : 1), 0, height - 1);
        const guint8 *near_row = grey->values + (gsize)near_y * (gsize)width;
        const guint8 *far_row = grey->values + (gsize)far_y * (gsize)width;
        int sum = 9 * near_row[near_x] + 3 * near_row[far_x] + 3 * far_row[near_x] + far_row[far_x];

        doubled[(gsize)y * (gsize)width * 2 + (gsize)x] = (guint8)((sum + 8) / 16);
      }
  *grey = (JcGrey){ 2 * width, 2 * height, doubled };
}

/* --- Reading --- */

static GPtrArray *
read_once (JcTesseract *tesseract, const JcGrey *grey, gboolean is_sparse)
{
  g_autoptr (GPtrArray) words
      = jc_tesseract_dup_words (tesseract, grey, is_sparse, READING_LIMIT_MS);

  return jc_text_lines_new (words);
}

static glong
count_characters (GPtrArray *lines)
{
  glong count = 0;

  for (guint i = 0; i < lines->len; i++)
    count += g_utf8_strlen (((const JcTextPiece *)g_ptr_array_index (lines, i))->text, -1);
  return count;
}

/* For columns of print, without what is red. A form or a card is read twice more: for scattered
 * words as they are, and those a little softened, where another character is missed; the best is
 * taken place by place. */
static GPtrArray *
read_lines (JcTesseract *tesseract, const JcGrey *grey, const JcGrey *without_red)
{
  g_autofree guint8 *values = jc_grey_dup_softened (grey);
  const JcGrey       soft = { grey->width, grey->height, values };
  GPtrArray         *lines = read_once (tesseract, without_red, FALSE);

  if (count_characters (lines) < FULL_PAGE)
    {
      lines = jc_text_lines_merge (lines, read_once (tesseract, grey, TRUE));
      lines = jc_text_lines_merge (lines, read_once (tesseract, &soft, TRUE));
    }
  jc_text_lines_sort (lines);
  return lines;
}

/* --- The answer --- */

static int
get_part (int pixels, int whole)
{
  return (int)lround ((double)CLAMP (pixels, 0, whole) * JC_VIEW_WHOLE / whole);
}

static JsonArray *
make_box (const JcGrey *page, int left, int top, int right, int bottom)
{
  JsonArray *box = json_array_new ();
  int        x = get_part (left, page->width);
  int        y = get_part (top, page->height);

  json_array_add_int_element (box, x);
  json_array_add_int_element (box, y);
  json_array_add_int_element (box, MAX (0, get_part (right, page->width) - x));
  json_array_add_int_element (box, MAX (0, get_part (bottom, page->height) - y));
  return box;
}

static void
set_text (JsonObject *object, const char *text)
{
  g_autofree char *cut = g_utf8_substring (text, 0, MIN (MAX_LENGTH, g_utf8_strlen (text, -1)));

  json_object_set_string_member (object, "text", cut);
}

static JsonArray *
describe_lines (GPtrArray *lines, const JcGrey *page)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const JcTextPiece *line = g_ptr_array_index (lines, i);
      JsonObject        *object = json_object_new ();

      set_text (object, line->text);
      json_object_set_int_member (object, "confidence", lround (line->confidence));
      json_object_set_array_member (object, "box",
                                    make_box (page, line->left, line->top, line->right,
                                              line->bottom));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
describe_codes (GPtrArray *codes, const JcGrey *page)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < codes->len && i < MAX_CODES; i++)
    {
      const JcCode *code = g_ptr_array_index (codes, i);
      JsonObject   *object = json_object_new ();

      json_object_set_string_member (object, "type", code->type);
      set_text (object, code->text);
      json_object_set_array_member (object, "box",
                                    make_box (page, code->left, code->top, code->right,
                                              code->bottom));
      json_array_add_object_element (array, object);
    }
  return array;
}

/* --- The operation --- */

/**
 * jc_operation_recognise:
 * @job: `view`; `password` for a PDF
 * @answer: receives `lines` and `codes` as jc_media_recognise () says
 *
 * Shadows and uneven light are taken out for the reading, whatever the view says.
 */
void
jc_operation_recognise (JcJob *job, JsonObject *answer)
{
  JcTesseract *tesseract = jc_tesseract_open (JC_RECOGNITION_LANGUAGE);
  JcPages     *pages;
  g_autoptr (JcPageView) view = NULL;
  g_autoptr (JcCanvas) canvas = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  JcGrey grey;
  JcGrey without_red;

  if (tesseract == NULL)
    jc_job_fail (JC_REASON_NO_RECOGNITION, 0, 0);

  pages = jc_pages_open (job);
  view = jc_page_view_read (job, pages);
  view->clean = TRUE;
  canvas = jc_page_view_draw (pages, view, LONGEST_SIDE, LONGEST_SIDE);
  grey = (JcGrey){ canvas->width, canvas->height, jc_canvas_dup_grey (canvas) };
  without_red = (JcGrey){ canvas->width, canvas->height, dup_grey_without_red (canvas) };
  g_clear_pointer (&canvas, jc_canvas_free);

  jc_grey_smooth (&grey);
  jc_grey_smooth (&without_red);

  codes = jc_codes_new (&grey);
  json_object_set_array_member (answer, "codes", describe_codes (codes, &grey));
  if (MAX (grey.width, grey.height) < SMALL_SIDE)
    {
      double_grey (&grey);
      double_grey (&without_red);
    }
  lines = read_lines (tesseract, &grey, &without_red);
  json_object_set_array_member (answer, "lines", describe_lines (lines, &grey));
}

#else

void
jc_operation_recognise (JcJob *job, JsonObject *answer)
{
  jc_job_fail (JC_REASON_NO_RECOGNITION, 0, 0);
}

#endif
