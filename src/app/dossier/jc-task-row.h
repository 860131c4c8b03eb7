/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-check.h"

G_BEGIN_DECLS

/**
 * JcTaskRow:
 *
 * A line of a dossier's task list: what is to be done and how far it is, as icon and words.
 */
#define JC_TYPE_TASK_ROW (jc_task_row_get_type ())
G_DECLARE_FINAL_TYPE (JcTaskRow, jc_task_row, JC, TASK_ROW, GtkListBoxRow)

/* @page: the name of the page it leads to. */
GtkWidget  *jc_task_row_new          (const char              *page,
                                      const char              *title);
const char *jc_task_row_get_page     (JcTaskRow               *self);
const char *jc_task_row_get_title    (JcTaskRow               *self);
void        jc_task_row_set_progress (JcTaskRow               *self,
                                      const JcSectionProgress *progress);
/* For what is no section: an icon (nullable) and words. */
void        jc_task_row_set_state    (JcTaskRow               *self,
                                      const char              *icon_name,
                                      const char              *words);
gboolean    jc_task_row_is_done      (JcTaskRow               *self);

/* "3 to go", "Done": the words of a state. */
char       *jc_progress_dup_words    (const JcSectionProgress *progress) G_GNUC_WARN_UNUSED_RESULT;
const char *jc_progress_get_icon     (JcProgress               state);

G_END_DECLS
