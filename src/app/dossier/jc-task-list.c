/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-task-list.h"

#include <glib/gi18n.h>

#include "jc-dossier-window-private.h"
#include "jc-event.h"
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
add_task (GtkListBox *tasks, const char *page, const char *title)
{
  gtk_list_box_append (tasks, jc_task_row_new (page, title));
}

/**
 * jc_task_list_fill:
 * @tasks: an empty list
 * @session: the open dossier
 *
 * One line for each section, then the attachments, then checking and submitting; the receipt's comes
 * with jc_task_list_update ().
 */
void
jc_task_list_fill (GtkListBox *tasks, JcDossierSession *session)
{
  const JcKind *kind = jc_dossier_session_get_kind (session);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      add_task (tasks, section->id, jc_words_get (section->title));
    }
  if (kind->slots->len > 0)
    {
      add_task (tasks, JC_PAGE_SLOTS, _ ("Attachments"));
      jc_task_row_set_state (jc_task_list_find (tasks, JC_PAGE_SLOTS), "mail-attachment-symbolic",
                             "");
    }
  add_task (tasks, JC_PAGE_CHECK, _ ("Check and submit"));
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

  add_task (tasks, JC_PAGE_RECEIPT, _ ("Receipt"));
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
  show_submit_state (tasks, session);
  show_receipt_line (tasks, session);
}
