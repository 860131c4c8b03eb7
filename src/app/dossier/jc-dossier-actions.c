/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include <glib/gi18n.h>

#include "jc-attachments-page.h"
#include "jc-check-page.h"
#include "jc-dossier-window-private.h"
#include "jc-drafting.h"
#include "jc-page-viewer.h"
#include "jc-section-page.h"
#include "jc-submission.h"
#include "jc-words.h"

/* --- Saving and undoing --- */

static void
save_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcSaver *saver = jc_dossier_session_get_saver (jc_dossier_window_get_session (user_data));

  /* It is saved anyway; whoever asks is told so. */
  gtk_window_set_focus (user_data, gtk_window_get_focus (user_data));
  jc_saver_save_now (saver);
  jc_dossier_window_toast (user_data,
                           jc_saver_is_dirty (saver) ? _ ("Saving…") : _ ("Everything is saved"),
                           FALSE);
}

static void
undo_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_session_undo (jc_dossier_window_get_session (user_data));
}

static void
redo_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_session_redo (jc_dossier_window_get_session (user_data));
}

/* --- Going about --- */

static void
go_to_problem (JcDossierWindow *self, gboolean forward)
{
  JcDossierSession *session = jc_dossier_window_get_session (self);
  GtkWidget        *page = jc_dossier_window_get_page (self);
  const JcFinding  *problem;
  g_autofree char  *here = NULL;
  g_autofree char  *slot = NULL;

  if (JC_IS_SECTION_PAGE (page))
    here = jc_section_page_dup_focused (JC_SECTION_PAGE (page));
  else if (JC_IS_ATTACHMENTS_PAGE (page))
    here = jc_attachments_page_dup_focused (JC_ATTACHMENTS_PAGE (page));
  jc_dossier_session_ask_check (session);
  problem = jc_dossier_session_find_problem (session, jc_dossier_window_get_page_name (self), here,
                                             forward);
  if (problem == NULL)
    {
      jc_dossier_window_toast (self,
                               jc_dossier_session_find_problem (session, NULL, NULL, TRUE) == NULL
                                   ? _ ("Nothing is left to mend")
                                   : _ ("No further problem in this direction"),
                               FALSE);
      return;
    }

  if (problem->pointer != NULL)
    jc_dossier_window_go_to (self, problem->pointer);
  else
    {
      slot = problem->slot != NULL ? g_strconcat ("slot:", problem->slot, NULL)
                                   : g_strdup (JC_PAGE_CHECK);
      jc_dossier_window_go_to (self, slot);
    }
}

static void
check_next_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_problem (user_data, TRUE);
}

static void
check_previous_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_problem (user_data, FALSE);
}

static void
section_next_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_step (user_data, 1);
}

static void
section_previous_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_step (user_data, -1);
}

static void
jump_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_open_jump (user_data);
}

static void
toggle_sidebar_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_toggle_list (user_data);
}

static void
next_pane_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_next_pane (user_data);
}

static void
back_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_go_back (user_data);
}

static void
history_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_go_to (user_data, JC_PAGE_HISTORY);
}

static void
receipt_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_go_to (user_data, JC_PAGE_RECEIPT);
}

static void
copy_missing_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_dossier_window_get_session (user_data);
  g_autofree char  *text = jc_check_dup_missing_text (jc_dossier_session_get_check (session),
                                                      jc_language_get_default ());

  gdk_clipboard_set_text (gtk_widget_get_clipboard (user_data), text);
  jc_dossier_window_toast (user_data, _ ("The list of what is missing was copied"), FALSE);
}

/* --- Finalising --- */

static void
finalise_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_dossier_window_get_session (user_data);
  g_autofree char  *today = jc_drafting_dup_today ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier
      = jc_dossier_finalise (jc_dossier_session_get_dossier (session), today, &error);

  if (dossier == NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("It could not be finalised"), error);
      return;
    }

  jc_dossier_session_replace (session, dossier, "finalised");
  jc_dossier_window_toast (user_data, C_ ("toast", "Finalised"), FALSE);
}

static void
reopen_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_dossier_window_get_session (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier
      = jc_dossier_reopen (jc_dossier_session_get_dossier (session), &error);

  if (dossier == NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("It could not be reopened"), error);
      return;
    }

  jc_dossier_session_replace (session, dossier, "reopened");
  jc_dossier_window_toast (user_data, C_ ("toast", "Reopened"), FALSE);
}

static void
submit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_dossier_window_show_page (user_data, JC_PAGE_CHECK);
  jc_check_page_submit (JC_CHECK_PAGE (jc_dossier_window_get_page (user_data)));
}

static void
look_at_page_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierWindow *self = user_data;
  JcLibraryWorker *worker = jc_application_get_worker (jc_application_get ());
  const char      *id;
  int              page;

  g_variant_get (parameter, "(&si)", &id, &page);
  jc_page_viewer_present (GTK_WINDOW (self), self->session,
                          jc_page_pictures_get_default (jc_library_worker_get_folder (worker)), id,
                          page);
}

static const GActionEntry entries[] = {
  { "save", save_activated_cb },
  { "undo", undo_activated_cb },
  { "redo", redo_activated_cb },
  { "check-next", check_next_activated_cb },
  { "check-previous", check_previous_activated_cb },
  { "section-next", section_next_activated_cb },
  { "section-previous", section_previous_activated_cb },
  { "jump", jump_activated_cb },
  { "toggle-sidebar", toggle_sidebar_activated_cb },
  { "next-pane", next_pane_activated_cb },
  { "back", back_activated_cb },
  { "history", history_activated_cb },
  { "receipt", receipt_activated_cb },
  { "copy-missing", copy_missing_activated_cb },
  { "finalise", finalise_activated_cb },
  { "reopen", reopen_activated_cb },
  { "submit", submit_activated_cb },
  { "look-at-page", look_at_page_activated_cb, "(si)" },
};

/**
 * jc_dossier_actions_add:
 * @self: a window
 *
 * Gives it the commands that keys, menus and buttons refer to.
 */
void
jc_dossier_actions_add (JcDossierWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
set_enabled (JcDossierWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * jc_dossier_actions_update:
 * @self: a window
 *
 * Submitting is never greyed out: with problems left it says so.
 */
void
jc_dossier_actions_update (JcDossierWindow *self)
{
  JcDossierSession *session = jc_dossier_window_get_session (self);
  const char       *state = jc_dossier_get_state (jc_dossier_session_get_dossier (session));

  set_enabled (self, "undo", jc_dossier_session_can_undo (session));
  set_enabled (self, "redo", jc_dossier_session_can_redo (session));
  set_enabled (self, "finalise", g_str_equal (state, "draft"));
  set_enabled (self, "reopen", g_str_equal (state, "finalised"));
}
