/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include <glib/gi18n.h>

#include "jc-dossier-window-private.h"
#include "jc-section-page.h"
#include "jc-task-list.h"

/**
 * jc_dossier_closing_remember:
 * @self: a window that closes
 */
void
jc_dossier_closing_remember (JcDossierWindow *self)
{
  JcPreferences *preferences = jc_application_get_preferences (jc_application_get ());
  GtkWidget     *page = gtk_stack_get_visible_child (self->pages);
  const char    *name = gtk_stack_get_visible_child_name (self->pages);
  double         scroll
      = JC_IS_SECTION_PAGE (page) ? jc_section_page_get_scroll (JC_SECTION_PAGE (page)) : 0;
  const char *id = jc_dossier_window_get_dossier_id (self);

  jc_dossier_marks_save (preferences, id, GTK_WINDOW (self),
                         jc_task_list_find (self->tasks, name) != NULL ? name : NULL, scroll);
  jc_dossier_marks_closed (preferences, id);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcDossierWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->closing = FALSE;
  if (jc_saver_flush_finish (JC_SAVER (source), result, &error))
    {
      jc_dossier_closing_remember (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    {
      self->close_failed = TRUE;
      jc_application_show_error (jc_application_get (), _ ("The last edits are not saved yet"),
                                 error);
    }
}

static void
close_anyway_cb (JcDossierWindow *self)
{
  jc_dossier_closing_remember (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Saving has failed already: leaving the last edits behind is the person's decision. */
static void
ask_to_lose (JcDossierWindow *self)
{
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (self), _ ("Close without the last edits?"),
                                jc_saver_get_problem (
                                    jc_dossier_session_get_saver (self->session)));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Keep open"), "lose",
                                    _ ("_Close without them"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response::lose", G_CALLBACK (close_anyway_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * jc_dossier_closing_begin:
 * @self: a window that was asked to close
 *
 * Nobody is asked whether to save. A window with something unsaved stays until that is saved, then
 * closes by itself; one whose saving failed asks whether to leave the last edits behind.
 *
 * Returns: whether it stays for now
 */
gboolean
jc_dossier_closing_begin (JcDossierWindow *self)
{
  JcSaver *saver = jc_dossier_session_get_saver (self->session);

  /* What is being typed counts as left. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (!jc_saver_is_dirty (saver))
    {
      jc_dossier_closing_remember (self);
      return FALSE;
    }

  if (self->close_failed && !self->closing)
    ask_to_lose (self);
  else if (!self->closing)
    {
      self->closing = TRUE;
      jc_saver_flush_async (saver, flushed_cb, g_object_ref (self));
    }

  return TRUE;
}
