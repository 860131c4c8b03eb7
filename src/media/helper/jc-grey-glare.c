/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-grey.h"

#define FIELD 16
#define BLOWN 250
#define BLOWN_PERCENT 95
/* The blob as a part of the page, in thousandths. */
#define LEAST_BLOB 6
#define LARGEST_BLOB 300
/* Paper that is itself nearly white is a scan, or well lit: nothing is seen against it. */
#define LIGHTEST_PAPER 228
#define PAPER_PERCENT 60
/* Around a reflection there is lit paper; around a white sheet there is the desk. */
#define LEAST_RING 150
#define RING_PERCENT 70

typedef enum
{
  FIELD_DARK,
  FIELD_LIT,
  FIELD_BLOWN,
  FIELD_SEEN,
} Field;

typedef struct
{
  int     columns;
  int     rows;
  guint8 *fields; /* (owned) (element-type Field) */
} Fields;

/* How light the paper is: of all that is lit, so that a dark desk around the sheet does not count.
 */
static int
find_paper (const JcGrey *grey)
{
  gsize histogram[256] = { 0 };
  gsize n = (gsize)grey->width * (gsize)grey->height;
  gsize n_lit = 0;
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    {
      histogram[grey->values[i]]++;
      n_lit += grey->values[i] >= LEAST_RING;
    }
  for (int value = LEAST_RING; value < 256; value++)
    {
      count += histogram[value];
      if (count * 100 > n_lit * PAPER_PERCENT)
        return value;
    }
  return 255;
}

static Field
judge_field (const JcGrey *grey, int left, int top)
{
  guint sum = 0;
  int   blown = 0;

  for (int y = top; y < top + FIELD; y++)
    for (int x = left; x < left + FIELD; x++)
      {
        guint8 value = grey->values[(gsize)y * (gsize)grey->width + (gsize)x];

        sum += value;
        blown += value >= BLOWN;
      }
  if (blown * 100 >= FIELD * FIELD * BLOWN_PERCENT)
    return FIELD_BLOWN;
  return sum >= FIELD * FIELD * LEAST_RING ? FIELD_LIT : FIELD_DARK;
}

/* Goes over one blob. @ring, @lit: fields around it, and those of them that are lit. Returns its
 * size. */
static int
measure_blob (Fields *fields, int start, int *ring, int *lit)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (int));
  int size = 0;

  g_array_append_val (waiting, start);
  fields->fields[start] = FIELD_SEEN;
  while (waiting->len > 0)
    {
      int       at = g_array_index (waiting, int, waiting->len - 1);
      int       column = at % fields->columns;
      const int next[4] = { column > 0 ? at - 1 : -1, column + 1 < fields->columns ? at + 1 : -1,
                            at - fields->columns, at + fields->columns };

      g_array_set_size (waiting, waiting->len - 1);
      size++;
      for (int i = 0; i < 4; i++)
        {
          if (next[i] < 0 || next[i] >= fields->columns * fields->rows
              || fields->fields[next[i]] == FIELD_SEEN)
            continue;
          if (fields->fields[next[i]] == FIELD_BLOWN)
            {
              fields->fields[next[i]] = FIELD_SEEN;
              g_array_append_val (waiting, next[i]);
              continue;
            }
          *ring += 1;
          *lit += fields->fields[next[i]] == FIELD_LIT;
        }
    }
  return size;
}

static gboolean
has_blob (Fields *fields)
{
  int n = fields->columns * fields->rows;

  for (int i = 0; i < n; i++)
    {
      int ring = 0;
      int lit = 0;
      int size = fields->fields[i] == FIELD_BLOWN ? measure_blob (fields, i, &ring, &lit) : 0;

      if (size * 1000 >= n * LEAST_BLOB && size * 1000 <= n * LARGEST_BLOB
          && lit * 100 >= ring * RING_PERCENT)
        return TRUE;
    }
  return FALSE;
}

/**
 * jc_grey_has_glare:
 * @grey: a photo
 *
 * Whether a spot is blown out that lies on paper: large, without any ink, and brighter than the
 * rest of the sheet.
 */
gboolean
jc_grey_has_glare (const JcGrey *grey)
{
  Fields             fields = { grey->width / FIELD, grey->height / FIELD, NULL };
  g_autofree guint8 *owned = NULL;

  if (fields.columns < 1 || fields.rows < 1 || find_paper (grey) > LIGHTEST_PAPER)
    return FALSE;

  owned = fields.fields = g_malloc ((gsize)fields.columns * (gsize)fields.rows);
  for (int row = 0; row < fields.rows; row++)
    for (int column = 0; column < fields.columns; column++)
      fields.fields[row * fields.columns + column]
          = (guint8)judge_field (grey, column * FIELD, row * FIELD);
  return has_blob (&fields);
}
