/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-task-list.h"

#include <glib/gi18n.h>

#include "jc-dossier-window-private.h"
#include "jc-event.h"
#include "jc-slot-check.h"
#include "jc-words.h"

/**
 * jc_task_list_find:
 * @tasks: a task list
 * @page: a page
 *
 * Returns: (transfer none) (nullable): the line that leads there
 */
JcTaskRow *
jc_task_list_find (GtkListBox *tasks, const char *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (tasks, i)) != NULL; i++)
    if (g_strcmp0 (jc_task_row_get_page (JC_TASK_ROW (row)), page) == 0)
      return JC_TASK_ROW (row);

  return NULL;
}

static void
show_section_states (GtkListBox *tasks, JcDossierSession *session)
{
  JcCheck      *check = jc_dossier_session_get_check (session);
  const JcKind *kind = jc_dossier_session_get_kind (session);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection  *section = g_ptr_array_index (kind->sections, i);
      JcTaskRow        *row = jc_task_list_find (tasks, section->id);
      JcSectionProgress progress = { 0 };

      jc_check_get_progress (check, section->id, &progress);
      jc_task_row_set_progress (row, &progress);
    }
}

/* What is missing now is counted as everywhere; sheets that come after finalising keep nobody from being
 * done, and are seen in how many of all are there. */
static void
show_slots_state (GtkListBox *tasks, JcDossierSession *session)
{
  JcTaskRow        *row = jc_task_list_find (tasks, JC_PAGE_SLOTS);
  JcSlotProgress    slots;
  JcSectionProgress progress = { 0 };
  g_autofree char  *words = NULL;

  if (row == NULL)
    return;
  jc_check_get_slot_progress (jc_dossier_session_get_check (session), NULL, &slots);
  progress.state = slots.state;
  progress.n_missing = slots.n_missing;
  progress.n_problems = slots.n_problems;
  progress.n_required = slots.n_required;
  progress.n_filled = slots.n_filled;
  jc_task_row_set_progress (row, &progress);
  if (slots.n_missing > 0 || slots.n_problems > 0 || slots.n_filled == slots.n_required)
    return;
  /* Translators: how many of the attachments that are asked for are there. */
  words = g_strdup_printf (_ ("%u / %u"), slots.n_filled, slots.n_required);
  jc_task_row_set_state (row, jc_progress_get_icon (slots.state), words);
}

static void
show_submit_state (GtkListBox *tasks, JcDossierSession *session)
{
  JcTaskRow    *row = jc_task_list_find (tasks, JC_PAGE_CHECK);
  GPtrArray    *findings = jc_check_get_findings (jc_dossier_session_get_check (session));
  const char   *state = jc_dossier_get_state (jc_dossier_session_get_dossier (session));
  const JcText *label = jc_state_get_label (state);

  if (!g_str_equal (state, "draft") && label != NULL)
    jc_task_row_set_state (row, "changes-prevent-symbolic", jc_words_get (label));
  else if (jc_findings_count (findings, JC_SEVERITY_ERROR) == 0)
    jc_task_row_set_state (row, "jc-state-done-symbolic", _ ("Can be submitted"));
  else
    jc_task_row_set_state (row, "jc-state-none-symbolic", "");
}

static void
add_task (GtkListBox *tasks, JcDossierSession *session, const char *page)
{
  const JcKind *kind = jc_dossier_session_get_kind (session);

  gtk_list_box_append (tasks, jc_task_row_new (page, jc_dossier_pages_get_title (kind, page)));
}

/**
 * jc_task_list_fill:
 * @tasks: an empty list
 * @session: the open dossier
 *
 * One line for each section, then the attachments, then checking and submitting; the receipt's
 * comes with jc_task_list_update ().
 */
void
jc_task_list_fill (GtkListBox *tasks, JcDossierSession *session)
{
  const JcKind *kind = jc_dossier_session_get_kind (session);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      add_task (tasks, session, section->id);
    }
  if (kind->slots->len > 0)
    add_task (tasks, session, JC_PAGE_SLOTS);
  add_task (tasks, session, JC_PAGE_CHECK);
}

/* A dossier that was handed in has a receipt, or will have one. */
static void
show_receipt_line (GtkListBox *tasks, JcDossierSession *session)
{
  const char *state = jc_dossier_get_state (jc_dossier_session_get_dossier (session));
  gboolean    was_sent = !g_str_equal (state, "draft") && !g_str_equal (state, "finalised");
  JcTaskRow  *row = jc_task_list_find (tasks, JC_PAGE_RECEIPT);

  if (row != NULL && !was_sent)
    gtk_list_box_remove (tasks, GTK_WIDGET (row));
  if (row != NULL || !was_sent)
    return;

  add_task (tasks, session, JC_PAGE_RECEIPT);
  jc_task_row_set_state (jc_task_list_find (tasks, JC_PAGE_RECEIPT), "mail-read-symbolic", "");
}

/**
 * jc_task_list_update:
 * @tasks: a task list
 * @session: the open dossier
 */
void
jc_task_list_update (GtkListBox *tasks, JcDossierSession *session)
{
  show_section_states (tasks, session);
  show_slots_state (tasks, session);
  show_submit_state (tasks, session);
  show_receipt_line (tasks, session);
}
