/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-check.h"

G_BEGIN_DECLS

/* What was recognised on a page, and what it says about the dossier. A reading never changes a value:
 * it asks a person to look. */

/**
 * JcReadingLine:
 * @confidence: 0 … 100
 * @box: x, y, width, height in JC_VIEW_WHOLE parts of the page as it is shown
 */
typedef struct
{
  char *text;
  int   confidence;
  int   box[4];
} JcReadingLine;

typedef struct
{
  char *type;
  char *text;
  int   box[4];
} JcReadingCode;

/**
 * JcReading:
 * @sha256: of the original
 * @page: of it, from 1
 * @lines: (element-type JcReadingLine): in reading order
 * @codes: (element-type JcReadingCode): bar and QR codes
 */
typedef struct
{
  char      *sha256;
  int        page;
  GPtrArray *lines;
  GPtrArray *codes;
} JcReading;

/* @json: {"lines": [{"text", "confidence", "box": [x, y, w, h]}], "codes": [{"type", "text", "box"}]},
 * untrusted; JC_MODEL_ERROR_INVALID names the place. */
JcReading *jc_reading_new_from_json (const char       *sha256,
                                     int               page,
                                     JsonNode         *json,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode  *jc_reading_to_json       (const JcReading  *self) G_GNUC_WARN_UNUSED_RESULT;
void       jc_reading_free          (JcReading        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcReading, jc_reading_free)

/**
 * JcFact:
 * @read: what it was looked for as
 * @value: in the stored form: a number's normal form, a date ISO, a code
 * @text: as it was read
 * @box: of the line it stands in
 * @labelled: it stands behind one of its labels
 */
typedef struct
{
  const JcSlotRead *read;
  char             *value;
  char             *text;
  int               confidence;
  int               box[4];
  gboolean          labelled;
} JcFact;

void       jc_fact_free             (JcFact           *fact);

/* (element-type JcFact) (transfer full): what the page says of what @slot expects, in the order of its
 * reads; of one of these several where several numbers hold. */
GPtrArray *jc_reading_dup_facts     (const JcReading  *self,
                                     const JcKind     *kind,
                                     const JcSlot     *slot) G_GNUC_WARN_UNUSED_RESULT;

/* The code of what is said where a page says something else than the dossier: a warning with pointer, slot,
 * attachment, page and box. */
#define JC_READING_DIFFERS "reading.differs"

/* @reading (transfer full) takes the place of an earlier one of that page. */
void       jc_check_take_reading    (JcCheck            *check,
                                     JcReading          *reading);
/* NULL: none was taken. */
const JcReading *jc_check_find_reading (JcCheck         *check,
                                     const char         *sha256,
                                     int                 page);

/**
 * JcReadingSuggestion:
 * @page: (nullable): the named page it seems to show
 * @row: (nullable): id of the row it seems to be evidence of
 * @score: characters of the page that speak for it
 */
typedef struct
{
  const JcSlot     *slot;
  const JcSlotPage *page;
  char             *row;
  int               score;
} JcReadingSuggestion;

void       jc_reading_suggestion_free (JcReadingSuggestion *suggestion);

/* (element-type JcReadingSuggestion) (transfer full): best first; empty where too little speaks for any. */
GPtrArray *jc_reading_dup_suggestions (const JcReading *self,
                                       JcCheck         *check) G_GNUC_WARN_UNUSED_RESULT;

/**
 * JcSlotGuess:
 * @slot: (nullable): where the file seems to belong; NULL: its pages speak for different slots or rows, so it
 *   wants to be taken apart first
 * @row: (nullable): id of the row it seems to be evidence of
 * @parts: (element-type JcAttachmentPart): the named pages it seems to show
 */
typedef struct
{
  const JcSlot *slot;
  char         *row;
  GPtrArray    *parts;
} JcSlotGuess;

void         jc_slot_guess_free     (JcSlotGuess        *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcSlotGuess, jc_slot_guess_free)

/* By the readings that @check was given; NULL where they speak for nothing, or no page was read yet. */
JcSlotGuess *jc_check_dup_guess     (JcCheck            *check,
                                     const JcAttachment *attachment) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
