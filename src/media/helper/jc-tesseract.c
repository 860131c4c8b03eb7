/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-tesseract.h"

#include <dlfcn.h>
#include <stdio.h>

#include <tesseract/capi.h>

#include "jc-recognition-data.h"

/* The C API of Tesseract 5, whose name is the same as long as its ABI is. */
#define LIBRARY "libtesseract.so.5"
/* What is less sure is no text but a seal, a photo or a pattern. */
#define LEAST_CONFIDENCE 25.0
#define MAX_WORDS 20000
#define DPI 300

#define FUNCTION(name) typeof (Tess##name) *name

/* What is used of it. */
typedef struct
{
  FUNCTION (BaseAPICreate);
  FUNCTION (BaseAPIInit2);
  FUNCTION (BaseAPISetPageSegMode);
  FUNCTION (BaseAPISetImage);
  FUNCTION (BaseAPISetSourceResolution);
  FUNCTION (BaseAPIRecognize);
  FUNCTION (MonitorCreate);
  FUNCTION (MonitorSetDeadlineMSecs);
  FUNCTION (BaseAPIGetIterator);
  FUNCTION (BaseAPIDetectOrientationScript);
  FUNCTION (ResultIteratorGetPageIterator);
  FUNCTION (ResultIteratorNext);
  FUNCTION (ResultIteratorGetUTF8Text);
  FUNCTION (ResultIteratorConfidence);
  FUNCTION (ResultIteratorDelete);
  FUNCTION (PageIteratorBoundingBox);
  FUNCTION (PageIteratorIsAtBeginningOf);
  FUNCTION (DeleteText);
} Functions;

struct _JcTesseract
{
  Functions    tess;
  TessBaseAPI *api;
};

/* --- Words --- */

JcTextPiece *
jc_text_piece_new (const char *text, double confidence)
{
  JcTextPiece *piece = g_new0 (JcTextPiece, 1);

  piece->text = g_utf8_make_valid (text, -1);
  piece->confidence = CLAMP (confidence, 0, 100);
  return piece;
}

void
jc_text_piece_free (JcTextPiece *piece)
{
  g_free (piece->text);
  g_free (piece);
}

/* @begins_line: (inout): a line's first word may be left out; the next one then begins it */
static void
take_word (JcTesseract *self, TessResultIterator *iterator, gboolean *begins_line, GPtrArray *words)
{
  const TessPageIterator *place = self->tess.ResultIteratorGetPageIterator (iterator);
  char                   *text = self->tess.ResultIteratorGetUTF8Text (iterator, RIL_WORD);
  double confidence = (double)self->tess.ResultIteratorConfidence (iterator, RIL_WORD);

  *begins_line |= self->tess.PageIteratorIsAtBeginningOf (place, RIL_TEXTLINE);
  if (text != NULL && confidence >= LEAST_CONFIDENCE)
    {
      JcTextPiece *word = jc_text_piece_new (text, confidence);

      g_strstrip (word->text);
      word->begins_line = *begins_line;
      *begins_line = FALSE;
      self->tess.PageIteratorBoundingBox (place, RIL_WORD, &word->left, &word->top, &word->right,
                                          &word->bottom);
      g_ptr_array_add (words, word);
    }
  self->tess.DeleteText (text);
}

/* --- Public functions --- */

/* It tells a terminal much about each page; there is none. */
static void
silence (void)
{
  static char nowhere[64];
  FILE       *quiet = fmemopen (nowhere, sizeof nowhere, "w");

  if (quiet != NULL)
    stderr = quiet;
}

static gboolean
find_functions (void *library, Functions *functions)
{
  const struct
  {
    const char *name;
    gpointer    place;
  } wanted[] = {
#define WANTED(name) { "Tess" #name, &functions->name }
    WANTED (BaseAPICreate),
    WANTED (BaseAPIInit2),
    WANTED (BaseAPISetPageSegMode),
    WANTED (BaseAPISetImage),
    WANTED (BaseAPISetSourceResolution),
    WANTED (BaseAPIRecognize),
    WANTED (MonitorCreate),
    WANTED (MonitorSetDeadlineMSecs),
    WANTED (BaseAPIGetIterator),
    WANTED (BaseAPIDetectOrientationScript),
    WANTED (ResultIteratorGetPageIterator),
    WANTED (ResultIteratorNext),
    WANTED (ResultIteratorGetUTF8Text),
    WANTED (ResultIteratorConfidence),
    WANTED (ResultIteratorDelete),
    WANTED (PageIteratorBoundingBox),
    WANTED (PageIteratorIsAtBeginningOf),
    WANTED (DeleteText),
#undef WANTED
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      void *symbol = dlsym (library, wanted[i].name);

      if (symbol == NULL)
        return FALSE;
      /* POSIX: a function's address fits in a void *. */
      *(void **)wanted[i].place = symbol;
    }
  return TRUE;
}

/**
 * jc_tesseract_open:
 * @language: "chi_sim", "osd"
 *
 * The library is loaded here, in the process of the one job that needs it: it is large, and the
 * helper is to start quickly. It may be missing. Its own threads stay off: OMP_THREAD_LIMIT is 1
 * for the whole helper.
 *
 * Returns: (transfer full) (nullable): lasts as long as the process
 */
JcTesseract *
jc_tesseract_open (const char *language)
{
  g_autofree char        *folder = jc_recognition_dup_folder (language);
  void                   *library = folder != NULL ? dlopen (LIBRARY, RTLD_NOW | RTLD_LOCAL) : NULL;
  g_autofree JcTesseract *self = g_new0 (JcTesseract, 1);

  if (library == NULL || !find_functions (library, &self->tess))
    return NULL;

  silence ();
  self->api = self->tess.BaseAPICreate ();
  if (self->tess.BaseAPIInit2 (self->api, folder, language, OEM_DEFAULT) != 0)
    return NULL;
  return g_steal_pointer (&self);
}

static void
set_picture (JcTesseract *self, const JcGrey *grey, TessPageSegMode mode)
{
  self->tess.BaseAPISetPageSegMode (self->api, mode);
  self->tess.BaseAPISetImage (self->api, grey->values, grey->width, grey->height, 1, grey->width);
  self->tess.BaseAPISetSourceResolution (self->api, DPI);
}

/**
 * jc_tesseract_dup_words:
 * @grey: the page, upright
 * @limit_ms: after which the rest of the words is left out
 *
 * Returns: (transfer full) (element-type JcTextPiece): may be empty
 */
GPtrArray *
jc_tesseract_dup_words (JcTesseract *self, const JcGrey *grey, gboolean is_sparse, int limit_ms)
{
  GPtrArray          *words = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_piece_free);
  ETEXT_DESC         *monitor = self->tess.MonitorCreate ();
  TessResultIterator *iterator;
  gboolean            begins_line = TRUE;

  set_picture (self, grey, is_sparse ? PSM_SPARSE_TEXT : PSM_AUTO);
  self->tess.MonitorSetDeadlineMSecs (monitor, limit_ms);
  /* It fails when the time is over; what was read until then is there. */
  self->tess.BaseAPIRecognize (self->api, monitor);
  iterator = self->tess.BaseAPIGetIterator (self->api);
  if (iterator == NULL)
    return words;

  do
    take_word (self, iterator, &begins_line, words);
  while (words->len < MAX_WORDS && self->tess.ResultIteratorNext (iterator, RIL_WORD));
  self->tess.ResultIteratorDelete (iterator);
  return words;
}

/**
 * jc_tesseract_find_turn:
 * @turn: (out): 0, 90, 180 or 270
 * @confidence: (out): from 0; above some 4 it is rarely wrong
 *
 * Returns: %FALSE when there is too little text to tell
 */
gboolean
jc_tesseract_find_turn (JcTesseract *self, const JcGrey *grey, int *turn, double *confidence)
{
  int         found = 0;
  float       turn_confidence = 0;
  float       script_confidence = 0;
  const char *script = NULL;

  set_picture (self, grey, PSM_OSD_ONLY);
  if (!self->tess.BaseAPIDetectOrientationScript (self->api, &found, &turn_confidence, &script,
                                                  &script_confidence))
    return FALSE;

  /* It says how the text lies; the turn mends that. */
  *turn = (360 - found) % 360;
  *confidence = turn_confidence;
  return TRUE;
}
