/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-grey.h"

G_BEGIN_DECLS

/**
 * JcTextPiece:
 * @confidence: 0 … 100
 * @left, @top, @right, @bottom: in pixels, the last two behind the piece
 * @begins_line: a word: it is the first of its line
 *
 * A word or a line as it stands on a page.
 */
typedef struct
{
  char    *text;
  double   confidence;
  int      left;
  int      top;
  int      right;
  int      bottom;
  gboolean begins_line;
} JcTextPiece;

JcTextPiece *jc_text_piece_new (const char *text, double confidence) G_GNUC_WARN_UNUSED_RESULT;
void         jc_text_piece_free (JcTextPiece *piece);

/* The recognition of text, with one language's data. */
typedef struct _JcTesseract JcTesseract;

/* NULL when the library, or the data of that language, is not on this machine. */
JcTesseract *jc_tesseract_open (const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type JcTextPiece): words. @is_sparse: looks for text anywhere, in no order, rather than
 * for columns and paragraphs */
GPtrArray *jc_tesseract_dup_words (JcTesseract  *self,
                                   const JcGrey *grey,
                                   gboolean      is_sparse,
                                   int           limit_ms) G_GNUC_WARN_UNUSED_RESULT;

/* With the data "osd": the clockwise turn that sets text upright, and how sure it is (from 0). */
gboolean
jc_tesseract_find_turn (JcTesseract *self, const JcGrey *grey, int *turn, double *confidence);

G_END_DECLS
