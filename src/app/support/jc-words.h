/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-text.h"

G_BEGIN_DECLS

/* Words on the screen, in the process' language. */

/* Settles the process' language and finds the translations, also from the build folder. @choice is
 * "system" or a language ("zh_CN", "en"). Before anything else, once. */
void        jc_words_start       (const char   *choice);

/* @text in the process' language; lent; "" for NULL. */
const char *jc_words_get         (const JcText *text);
char       *jc_words_dup_error   (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* Microseconds since the epoch as a local time of day ("10:32:05"), as a moment that names the day
 * where it is not today ("昨天 16:20", "10月9日 16:20"), and its short form ("10:32"). */
char       *jc_words_dup_clock   (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_words_dup_exact   (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_words_dup_moment  (gint64        at_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
