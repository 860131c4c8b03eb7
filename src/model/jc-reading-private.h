/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-reading.h"

G_BEGIN_DECLS

/* Less sure than this, a text without check digits counts as unread. */
#define JC_READING_MIN_CONFIDENCE 60

/**
 * JcReadText:
 * @chars: without blanks, wide forms made narrow, ASCII in lower case
 * @apart: whether a blank stood before that character
 */
typedef struct
{
  gunichar *chars;
  gboolean *apart;
  gsize     length;
} JcReadText;

JcReadText *jc_read_text_new      (const char       *text) G_GNUC_WARN_UNUSED_RESULT;
void        jc_read_text_free     (JcReadText       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcReadText, jc_read_text_free)
/* @from: first place to look at; -1 when it is not there. */
gssize      jc_read_text_find     (const JcReadText *self,
                                   const JcReadText *part,
                                   gsize             from);
/* The characters from @from up to @to. */
char       *jc_read_text_dup_part (const JcReadText *self,
                                   gsize             from,
                                   gsize             to) G_GNUC_WARN_UNUSED_RESULT;

/* Like jc_read_text_new (), as a string to look for things in; "\n" where a line ends, unless @joined. */
char       *jc_reading_dup_folded (const JcReading  *self,
                                   gboolean          joined) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_read_text_dup_folded (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

/* A reading that is compared again and again. */
typedef struct _JcComparedReading JcComparedReading;

JcComparedReading *jc_compared_reading_new (JcReading      *reading,
                                   const JcKind     *kind) G_GNUC_WARN_UNUSED_RESULT;
void        jc_compared_reading_free (JcComparedReading *self);
const JcReading *jc_compared_reading_get (const JcComparedReading *self);
/* Adds to @findings where the page says something else than the dossier: warnings "reading.differs" with
 * pointer, slot, attachment, page and box. Nothing is said of what could not be read, of a field that is
 * empty, and of a page that @attachment does not use. */
void        jc_compared_reading_find (JcComparedReading *self,
                                   JcCheck          *check,
                                   const JcAttachment *attachment,
                                   GPtrArray        *findings);

/* (element-type utf8) (unowned): ids of the named pages of @slot that @reading shows: one, or several where one
 * sheet shows them together. */
GPtrArray  *jc_reading_list_parts (const JcReading  *reading,
                                   const JcSlot     *slot);

/**
 * JcReadTail:
 * @text: what stands behind a label, up to the next one
 * @line: where that is
 */
typedef struct
{
  char                *text;
  const JcReadingLine *line;
} JcReadTail;

/* Behind the first of @labels that is on the page; FALSE when none is, or nothing stands there. @stops:
 * (element-type JcReadText): words that end it. */
gboolean    jc_reading_find_tail  (const JcReading  *self,
                                   GPtrArray        *lines,
                                   const char *const *labels,
                                   GPtrArray        *stops,
                                   JcReadTail       *tail);

/* (element-type utf8) (transfer full): the numbers in @text, in normal form, of which the check digits
 * hold; a character that cannot be in such a number is taken for those it is mistaken for, and counts only
 * where one of them is left. */
GPtrArray  *jc_read_numbers       (JcFactKind        fact,
                                   const char       *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
