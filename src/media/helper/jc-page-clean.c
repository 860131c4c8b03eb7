/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-page-view.h"

#include <string.h>

/* The page in so many fields along its longer side, each with the colour of its paper. */
#define FIELDS 48
#define MIN_FIELD 8
/* So much of a field is darker than its paper. */
#define INK_PERCENT 85
#define PAPER_TARGET 250.0f
/* What is darker is no paper but a picture, and is not made white. */
#define DARKEST_PAPER 70.0f

typedef struct
{
  int    size;
  int    columns;
  int    rows;
  float *paper; /* (owned): three for each field */
} Grid;

/* --- Finding the paper --- */

static int
find_percentile (const guint *histogram, guint n)
{
  guint wanted = n * INK_PERCENT / 100;
  guint count = 0;

  for (int value = 0; value < 256; value++)
    {
      count += histogram[value];
      if (count > wanted)
        return value;
    }
  return 255;
}

static void
measure_field (const JcCanvas *canvas, Grid *grid, int column, int row)
{
  guint histogram[3][256] = { { 0 } };
  guint n = 0;

  for (int y = row * grid->size; y < MIN ((row + 1) * grid->size, canvas->height); y++)
    for (int x = column * grid->size; x < MIN ((column + 1) * grid->size, canvas->width); x++, n++)
      for (int i = 0; i < 3; i++)
        histogram[i][canvas->pixels[(gsize)y * (gsize)canvas->stride + (gsize)x * 4 + (gsize)i]]++;

  for (int i = 0; i < 3; i++)
    grid->paper[3 * (row * grid->columns + column) + i] = (float)find_percentile (histogram[i], n);
}

typedef float (*Combine) (float so_far, float value);

static float
take_larger (float so_far, float value)
{
  return MAX (so_far, value);
}

static float
add (float so_far, float value)
{
  return so_far + value;
}

/* Each field with its eight neighbours; divided by their number when they are added up. */
static void
combine_neighbours (Grid *grid, Combine combine)
{
  gsize             n = (gsize)grid->columns * (gsize)grid->rows * 3;
  g_autofree float *old = g_memdup2 (grid->paper, n * sizeof (float));

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      for (int i = 0; i < 3; i++)
        {
          float result = 0;
          int   count = 0;

          for (int y = MAX (0, row - 1); y <= MIN (grid->rows - 1, row + 1); y++)
            for (int x = MAX (0, column - 1); x <= MIN (grid->columns - 1, column + 1);
                 x++, count++)
              result = combine (result, old[3 * (y * grid->columns + x) + i]);
          grid->paper[3 * (row * grid->columns + column) + i]
              = combine == add ? result / (float)count : result;
        }
}

static void
make_grid (const JcCanvas *canvas, Grid *grid)
{
  grid->size = MAX (MIN_FIELD, MAX (canvas->width, canvas->height) / FIELDS);
  grid->columns = (canvas->width + grid->size - 1) / grid->size;
  grid->rows = (canvas->height + grid->size - 1) / grid->size;
  grid->paper = g_new0 (float, grid->columns * grid->rows * 3);

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      measure_field (canvas, grid, column, row);
  /* A field full of ink takes its paper from those beside it; light changes slowly. */
  combine_neighbours (grid, take_larger);
  combine_neighbours (grid, add);
  combine_neighbours (grid, add);
}

/* --- Making it white --- */

static float
get_paper (const Grid *grid, float x, float y, int channel)
{
  float column = CLAMP (x / (float)grid->size - 0.5f, 0.0f, (float)(grid->columns - 1));
  float row = CLAMP (y / (float)grid->size - 0.5f, 0.0f, (float)(grid->rows - 1));
  int   left = (int)column;
  int   top = (int)row;
  int   right = MIN (left + 1, grid->columns - 1);
  int   bottom = MIN (top + 1, grid->rows - 1);
  float across = column - (float)left;
  float down = row - (float)top;
  float upper = grid->paper[3 * (top * grid->columns + left) + channel] * (1 - across)
                + grid->paper[3 * (top * grid->columns + right) + channel] * across;
  float lower = grid->paper[3 * (bottom * grid->columns + left) + channel] * (1 - across)
                + grid->paper[3 * (bottom * grid->columns + right) + channel] * across;

  return upper * (1 - down) + lower * down;
}

/**
 * jc_page_clean:
 * @canvas: a page of paper, in place
 *
 * Divides by the colour of the paper around each point, so that shadows, yellowing and uneven light
 * go, while ink and seals keep their colours against it.
 */
void
jc_page_clean (JcCanvas *canvas)
{
  Grid grid = { 0 };

  make_grid (canvas, &grid);
  for (int y = 0; y < canvas->height; y++)
    for (int x = 0; x < canvas->width; x++)
      for (int i = 0; i < 3; i++)
        {
          guint8 *value
              = canvas->pixels + (gsize)y * (gsize)canvas->stride + (gsize)x * 4 + (gsize)i;
          float paper = MAX (DARKEST_PAPER, get_paper (&grid, (float)x + 0.5f, (float)y + 0.5f, i));

          *value = (guint8)MIN (255.0f, (float)*value * PAPER_TARGET / paper + 0.5f);
        }
  g_free (grid.paper);
}
