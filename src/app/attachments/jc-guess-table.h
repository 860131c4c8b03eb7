/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-check.h"
#include "jc-reading.h"

G_BEGIN_DECLS

/* Guesses where files belong, kept until there is reason to make them again; to make one takes up to a
 * millisecond, and there may be two hundred files. */
typedef struct _JcGuessTable JcGuessTable;

JcGuessTable      *jc_guess_table_new   (JcCheck            *check) G_GNUC_WARN_UNUSED_RESULT;
void               jc_guess_table_free  (JcGuessTable       *self);
/* What was read, or the dossier, changed: every guess is to be made again when it is asked for. */
void               jc_guess_table_doubt (JcGuessTable       *self);
/* Until @end_us of the monotonic clock a missing or doubtful guess is made; later the last one counts and @late
 * becomes TRUE. Lent until the next call; NULL: none. */
const JcSlotGuess *jc_guess_table_get   (JcGuessTable       *self,
                                         const JcAttachment *attachment,
                                         gint64              end_us,
                                         gboolean           *late);

G_END_DECLS
