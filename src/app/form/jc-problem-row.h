/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcProblemRow:
 *
 * Below a field: what is wrong with it, as icon and words; where a page says something else, with what is
 * written there to be taken over.
 *
 * Signals: "take": what was read shall stand in the field; "look": where it was read shall be shown.
 */
#define JC_TYPE_PROBLEM_ROW (jc_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (JcProblemRow, jc_problem_row, JC, PROBLEM_ROW, GtkListBoxRow)

GtkWidget *jc_problem_row_new      (void);
/* NULL: nothing is wrong. @css_class: "error", "warning" or NULL for a mere hint. */
void       jc_problem_row_say      (JcProblemRow *self,
                                    const char   *message,
                                    const char   *css_class);
/* @read: what a page says; NULL: nothing. @may_take: whether it may be taken over. */
void       jc_problem_row_offer    (JcProblemRow *self,
                                    const char   *read,
                                    gboolean      may_take);

G_END_DECLS
