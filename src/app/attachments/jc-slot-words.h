/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-reading.h"
#include "jc-slot-check.h"

G_BEGIN_DECLS

/* What there is to say of a slot and its pages, in the process' language. */

/* A symbolic icon whose shape tells how the slot stands. */
const char *jc_slot_words_get_icon       (const JcSlotState  *state,
                                          GPtrArray          *findings);
/* "All there · 2 pages · 1.2 MB", "To go: occupation page · 1 page · 80 kB" */
char       *jc_slot_words_dup_state      (const JcSlotState  *state,
                                          GPtrArray          *findings) G_GNUC_WARN_UNUSED_RESULT;
/* "2 pages · 1.2 MB"; NULL: no files. */
char       *jc_slot_words_dup_size       (GPtrArray          *attachments) G_GNUC_WARN_UNUSED_RESULT;
/* Label of the slot, or of what is not sorted. */
const char *jc_slot_words_get_label      (const JcKind       *kind,
                                          const char         *slot);
/* Whether the state's words say it already. */
gboolean    jc_slot_words_say            (const JcFinding    *finding);
/* The finding without the slot's name before it: it stands below that name. */
char       *jc_slot_words_dup_finding    (const JcSlot       *slot,
                                          const JcFinding    *finding) G_GNUC_WARN_UNUSED_RESULT;
/* "Identity card (portrait side)", "Honours: model worker": where a file seems to belong, which has a slot. */
char       *jc_slot_words_dup_guess      (JcCheck            *check,
                                          const JcSlotGuess  *guess) G_GNUC_WARN_UNUSED_RESULT;
/* A word or two for a tile, where there is no room for more; NULL where there is nothing to say. */
const char *jc_slot_words_get_short      (const JcFinding    *finding);

G_END_DECLS
