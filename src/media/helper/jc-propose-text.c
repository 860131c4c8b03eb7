/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-propose.h"

#ifdef HAVE_RECOGNITION

#include <math.h>

#include <leptonica/allheaders.h>

#include "jc-recognition-data.h"
#include "jc-tesseract.h"

/* On paper made white. */
#define INK 160
/* What Leptonica's measure is for pages of text, at least; for cards; without text it is some 1.2.
 */
#define SURE_SKEW 3.0f
#define LIKELY_SKEW 1.7f
/* Degrees. */
#define AGREEING_SKEW 0.6f
/* Leptonica's reductions, for the sweep and the search. */
#define COARSE 4
#define FINE 2
#define SKEW_RANGE 15.0f
#define SKEW_STEP 1.0f
#define SKEW_END 0.01f
/* Hundredths of a degree; nobody sees less. */
#define LEAST_SKEW 15
#define LEAST_TURN_CONFIDENCE 4.0
/* Reading the page all four ways: characters that are read surely, and how many more than in the
 * next best way. */
#define SURE 75.0
#define LEAST_SURE 8
#define LEAST_LEAD 2
/* So many are not read by chance: the other ways need not be tried. */
#define ENOUGH_SURE 24
/* Each way; what is not text takes longest. */
#define READ_LIMIT_MS 1500

/* --- Skew --- */

/* @angle: degrees clockwise that set it level */
typedef struct
{
  float angle;
  float confidence;
} Skew;

static PIX *
make_pix (const JcGrey *grey)
{
  PIX *pix = pixCreate (grey->width, grey->height, 1);

  if (pix == NULL)
    return NULL;
  for (int y = 0; y < grey->height; y++)
    {
      l_uint32 *row = pixGetData (pix) + (gsize)y * (gsize)pixGetWpl (pix);

      for (int x = 0; x < grey->width; x++)
        if (grey->values[(gsize)y * (gsize)grey->width + (gsize)x] < INK)
          SET_DATA_BIT (row, x);
    }
  return pix;
}

static Skew
measure_skew (PIX *pix)
{
  Skew skew = { 0, 0 };

  if (pix != NULL
      && pixFindSkewSweepAndSearch (pix, &skew.angle, &skew.confidence, COARSE, FINE, SKEW_RANGE,
                                    SKEW_STEP, SKEW_END)
             != 0)
    skew.confidence = 0;
  return skew;
}

/**
 * jc_propose_skew:
 * @grey: the page, some 1,600 pixels, paper white
 *
 * Lines may also run down the page: what lies on its side is to be made level as well. A card has
 * few lines; what its rows say is then taken where its columns say the same.
 *
 * Returns: hundredths of a degree clockwise, at most 1,500 either way; 0 when they are level or it
 * is not sure
 */
int
jc_propose_skew (const JcGrey *grey)
{
  PIX     *pix = make_pix (grey);
  PIX     *on_side = pix != NULL ? pixRotateOrth (pix, 1) : NULL;
  Skew     rows = measure_skew (pix);
  Skew     columns = measure_skew (on_side);
  Skew     best = rows.confidence >= columns.confidence ? rows : columns;
  gboolean is_sure
      = best.confidence >= SURE_SKEW
        || (best.confidence >= LIKELY_SKEW && fabsf (rows.angle - columns.angle) <= AGREEING_SKEW);
  int skew = (int)lroundf (best.angle * 100);

  pixDestroy (&pix);
  pixDestroy (&on_side);
  return is_sure && ABS (skew) >= LEAST_SKEW ? skew : 0;
}

/* --- Turn --- */

static glong
count_sure (JcTesseract *tesseract, const JcGrey *grey)
{
  g_autoptr (GPtrArray) words = jc_tesseract_dup_words (tesseract, grey, TRUE, READ_LIMIT_MS);
  glong count = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const JcTextPiece *word = g_ptr_array_index (words, i);

      if (word->confidence >= SURE)
        count += g_utf8_strlen (word->text, -1);
    }
  return count;
}

static guint8 *
dup_turned (const JcGrey *grey)
{
  guint8 *turned = g_malloc ((gsize)grey->width * (gsize)grey->height);

  for (int y = 0; y < grey->height; y++)
    for (int x = 0; x < grey->width; x++)
      turned[(gsize)x * (gsize)grey->height + (gsize)(grey->height - 1 - y)]
          = grey->values[(gsize)y * (gsize)grey->width + (gsize)x];
  return turned;
}

/* Cards have too few characters for their shapes alone to tell. */
static int
find_turn_by_reading (const JcGrey *grey)
{
  JcTesseract *tesseract = jc_tesseract_open (JC_RECOGNITION_LANGUAGE);
  JcGrey       turned = *grey;
  glong        best = 0;
  glong        second = 0;
  int          turn = 0;

  for (int degrees = 0; tesseract != NULL && degrees < 360 && best < ENOUGH_SURE; degrees += 90)
    {
      glong count = count_sure (tesseract, &turned);

      second = MAX (second, MIN (best, count));
      if (count > best)
        {
          best = count;
          turn = degrees;
        }
      turned = (JcGrey){ turned.height, turned.width, dup_turned (&turned) };
    }
  return best >= LEAST_SURE && best >= LEAST_LEAD * second ? turn : 0;
}

/**
 * jc_propose_turn:
 * @grey: the page, level, some 1,600 pixels, paper white
 *
 * Returns: 0, 90, 180 or 270 clockwise; 0 also when it is not sure
 */
int
jc_propose_turn (const JcGrey *grey)
{
  JcTesseract *tesseract = jc_tesseract_open ("osd");
  int          turn = 0;
  double       confidence = 0;

  if (tesseract != NULL && jc_tesseract_find_turn (tesseract, grey, &turn, &confidence)
      && confidence >= LEAST_TURN_CONFIDENCE)
    return turn;
  return find_turn_by_reading (grey);
}

#else

int
jc_propose_skew (const JcGrey *grey)
{
  return 0;
}

int
jc_propose_turn (const JcGrey *grey)
{
  return 0;
}

#endif
