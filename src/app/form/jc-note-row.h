/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcNoteRow: below a field: its hint and how much of its length is used.
 */
#define JC_TYPE_NOTE_ROW (jc_note_row_get_type ())
G_DECLARE_FINAL_TYPE (JcNoteRow, jc_note_row, JC, NOTE_ROW, GtkListBoxRow)

GtkWidget *jc_note_row_new         (const char *hint);
/* The hint is not said twice where a problem's words hold it already. */
void       jc_note_row_set_said    (JcNoteRow  *self,
                                    const char *words);
/* @used of @limit characters; @limit 0: no counter. */
void       jc_note_row_set_counter (JcNoteRow  *self,
                                    guint       used,
                                    guint       limit);

G_END_DECLS
