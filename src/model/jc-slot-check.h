/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-check.h"

G_BEGIN_DECLS

/* Codes of findings about slots, which never change. `error` unless said otherwise:
 *
 * slot_missing          asked for and empty; a hint for a sealed sheet before the dossier is finalised
 * slot_part_missing     a named page is on none of the pages; a warning where the slot is not asked for
 * slot_part_unmarked    warning: a named page is not marked, and there are pages that nothing is said of
 * slot_row_missing      a row of `each` has no evidence; a warning where the slot is not asked for
 * slot_row_unmarked     warning: rows lack evidence, and there are files that name no row
 * slot_row_gone         warning: a file is evidence of a row that is not there any more
 * slot_row_misplaced    warning: a file is evidence of a row whose evidence belongs in another slot
 * slot_not_applicable   warning: a file where nothing is asked for
 * slot_too_many, slot_too_large, dossier_too_large
 * slot_unknown          a file in a slot that the definition lacks
 * slot_unsorted         warning: files that are not sorted; its slot is JC_SLOT_UNSORTED
 * caution.CODE          warning: a caution of JcCaution about a file or a page that is used
 */

typedef enum
{
  JC_SLOT_NOT_APPLICABLE,
  JC_SLOT_OPTIONAL,   /* empty, and not asked for */
  JC_SLOT_LATER,      /* empty, and asked for once the dossier is finalised */
  JC_SLOT_MISSING,    /* empty, and asked for */
  JC_SLOT_INCOMPLETE, /* something is there, a named page or a row's evidence is not */
  JC_SLOT_DONE,
} JcSlotStanding;

/**
 * JcSlotPartState:
 * @page: the named page
 * @attachment: (nullable) (unowned): where it is marked first, on a page that is used; NULL: nowhere
 * @number: that page, from 1
 */
typedef struct
{
  const JcSlotPage   *page;
  const JcAttachment *attachment;
  int                 number;
} JcSlotPartState;

/**
 * JcSlotRowState:
 * @row: its id; "" for a row without one, which no file can name
 * @position: among the rows, from 0
 * @label: what to call it: its first filled text, else its number
 * @wanted: whether its evidence belongs in this slot
 * @attachments: (element-type JcAttachment) (unowned): its evidence here, of which pages are used
 */
typedef struct
{
  char      *row;
  int        position;
  JcText    *label;
  gboolean   wanted;
  GPtrArray *attachments;
} JcSlotRowState;

/**
 * JcSlotState:
 * @why_not: (nullable): why it is not asked for; only where it does not apply
 * @required: it has to hold a file, now or once the dossier is finalised
 * @due: what is required is required now
 * @attachments: (element-type JcAttachment) (unowned): all its files, in order
 * @parts: (element-type JcSlotPartState)
 * @rows: (element-type JcSlotRowState): empty without `each`
 * @n_files: different originals
 * @n_pages: that are used; files whose pages cannot be counted count one
 * @n_unmarked_pages: used pages that no named page is marked on; 0 where the slot has no named pages
 * @n_unmarked_files: used files that name no row; 0 without `each`
 *
 * How one slot stands. What it lends belongs to the check, until the next call that changes that.
 */
typedef struct
{
  const JcSlot  *slot;
  JcSlotStanding standing;
  gboolean       applies;
  gboolean       required;
  gboolean       due;
  const JcText  *why_not;
  GPtrArray     *attachments;
  GPtrArray     *parts;
  GPtrArray     *rows;
  guint          n_files;
  guint          n_pages;
  guint          n_unmarked_pages;
  guint          n_unmarked_files;
} JcSlotState;

/* NULL when the kind has no such slot. */
JcSlotState *jc_check_dup_slot_state     (JcCheck    *self,
                                          const char *slot) G_GNUC_WARN_UNUSED_RESULT;
void         jc_slot_state_free          (JcSlotState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcSlotState, jc_slot_state_free)

/* (element-type JcFinding) (transfer container): of one slot, JC_SLOT_UNSORTED included. */
GPtrArray   *jc_check_dup_slot_findings  (JcCheck    *self,
                                          const char *slot) G_GNUC_WARN_UNUSED_RESULT;

/**
 * JcSlotProgress:
 * @n_required: slots that apply and are asked for, with those asked for later
 * @n_filled: of those, the ones that lack nothing
 * @n_missing: errors that say something is missing: a file, a named page, a row's evidence
 * @n_problems: other errors
 *
 * Of one slot, or of all together. What is asked for after finalising keeps nobody from being done before.
 */
typedef struct
{
  JcProgress state;
  guint      n_required;
  guint      n_filled;
  guint      n_missing;
  guint      n_problems;
  guint      n_warnings;
} JcSlotProgress;

void         jc_check_get_slot_progress  (JcCheck        *self,
                                          const char     *slot, /* (nullable): all */
                                          JcSlotProgress *progress);
/* (element-type JcText): what is missing now, one text for each slot ("身份证（国徽面）"), in order. */
GPtrArray   *jc_check_dup_missing_slots  (JcCheck    *self) G_GNUC_WARN_UNUSED_RESULT;

/* @attachments, a dossier's, differ from the last ones; values do not. Evaluates the slots they are in. */
void         jc_check_update_attachments (JcCheck    *self,
                                          JsonNode   *attachments);
/* Ids of slots whose state or findings changed by the last call that changed @self (element-type utf8);
 * JC_SLOT_UNSORTED among them. */
GPtrArray   *jc_check_get_touched_slots  (JcCheck    *self);

G_END_DECLS
