/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A whole answer of HTTP for @status. */
typedef GBytes *(*JcGuardedWords) (guint status);

#define JC_TYPE_GUARDED_OUTPUT (jc_guarded_output_get_type ())
G_DECLARE_FINAL_TYPE (JcGuardedOutput, jc_guarded_output, JC, GUARDED_OUTPUT, GFilterOutputStream)

/* The writing side of a guarded stream. */
JcGuardedOutput *jc_guarded_output_new     (GOutputStream   *base) G_GNUC_WARN_UNUSED_RESULT;
/* While @words is set, what libsoup answers by itself is said by them, with the status that it chose. */
void             jc_guarded_output_set_words (JcGuardedOutput *self,
                                              JcGuardedWords   words);
/* Says it at once; what libsoup still wants to say then goes nowhere. */
void             jc_guarded_output_refuse  (JcGuardedOutput *self,
                                            guint            status);

G_END_DECLS
