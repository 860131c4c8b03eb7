/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-notices.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-banner.h"
#include "jc-event.h"
#include "jc-library-jobs.h"
#include "jc-words.h"

struct _JcDossierNotices
{
  GtkBox parent_instance;

  JcBanner *save_banner;
  JcBanner *crash_banner;
  JcBanner *state_banner;

  JcDossierSession *session;
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (JcDossierNotices, jc_dossier_notices, GTK_TYPE_BOX)

/* --- Saving --- */

static void
show_saving (JcDossierNotices *self)
{
  const char      *problem = jc_saver_get_problem (jc_dossier_session_get_saver (self->session));
  g_autofree char *message = NULL;

  if (problem == NULL)
    {
      jc_banner_hide (self->save_banner);
      return;
    }

  message = g_strdup_printf (_ ("Not saved since the last edits: %s"), problem);
  jc_banner_show (self->save_banner, "dialog-error-symbolic", message, _ ("Try again"));
}

static void
save_banner_clicked_cb (JcDossierNotices *self)
{
  jc_saver_save_now (jc_dossier_session_get_saver (self->session));
}

/* --- State --- */

static void
show_state (JcDossierNotices *self)
{
  const char      *state = jc_dossier_get_state (jc_dossier_session_get_dossier (self->session));
  const JcText    *label = jc_state_get_label (state);
  g_autofree char *words = NULL;

  if (jc_dossier_session_is_editable (self->session))
    {
      jc_banner_hide (self->state_banner);
      return;
    }
  if (g_str_equal (state, "finalised"))
    {
      jc_banner_show (self->state_banner, "changes-prevent-symbolic",
                      _ ("Finalised. To change anything, reopen it first."), _ ("Reopen"));
      return;
    }

  words = g_strdup_printf (_ ("%s. It can be read, not changed."),
                           label != NULL ? jc_words_get (label) : state);
  jc_banner_show (self->state_banner, "changes-prevent-symbolic", words, NULL);
}

static void
state_banner_clicked_cb (JcDossierNotices *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reopen", NULL);
}

/* --- After a crash --- */

static void
crash_banner_clicked_cb (JcDossierNotices *self)
{
  jc_banner_hide (self->crash_banner);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.history", NULL);
}

static void
history_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcDossierNotices) self = user_data;
  g_autoptr (GPtrArray) history
      = jc_jobs_load_list_finish (JC_LIBRARY_WORKER (source), result, NULL);
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;

  if (history == NULL || history->len == 0 || g_cancellable_is_cancelled (self->cancellable))
    return;

  moment = jc_words_dup_moment (((JcHistoryEntry *)g_ptr_array_index (history, 0))->at_us);
  words = g_strdup_printf (
      _ ("The program did not end in good order last time. This is what was saved at %s."), moment);
  jc_banner_show (self->crash_banner, "dialog-information-symbolic", words, _ ("See changes"));
}

static void
jc_dossier_notices_dispose (GObject *object)
{
  g_cancellable_cancel (JC_DOSSIER_NOTICES (object)->cancellable);

  G_OBJECT_CLASS (jc_dossier_notices_parent_class)->dispose (object);
}

static void
jc_dossier_notices_finalize (GObject *object)
{
  JcDossierNotices *self = JC_DOSSIER_NOTICES (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_dossier_notices_parent_class)->finalize (object);
}

static void
jc_dossier_notices_class_init (JcDossierNoticesClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_dossier_notices_dispose;
  object_class->finalize = jc_dossier_notices_finalize;

  g_type_ensure (JC_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/dossier/jc-dossier-notices.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDossierNotices, save_banner);
  gtk_widget_class_bind_template_child (widget_class, JcDossierNotices, crash_banner);
  gtk_widget_class_bind_template_child (widget_class, JcDossierNotices, state_banner);
  gtk_widget_class_bind_template_callback (widget_class, save_banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, crash_banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_banner_clicked_cb);
}

static void
jc_dossier_notices_init (JcDossierNotices *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_dossier_notices_set_session:
 * @self: the strips
 * @session: the open dossier; kept
 * @was_lost: whether a process that is gone had it open
 */
void
jc_dossier_notices_set_session (JcDossierNotices *self,
                                JcDossierSession *session,
                                gboolean          was_lost)
{
  g_return_if_fail (JC_IS_DOSSIER_NOTICES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_dossier_session_get_saver (session), "changed",
                           G_CALLBACK (show_saving), self, G_CONNECT_SWAPPED);
  show_state (self);

  if (was_lost)
    jc_jobs_load_history_async (jc_application_get_worker (jc_application_get ()),
                                jc_dossier_get_id (jc_dossier_session_get_dossier (session)),
                                self->cancellable, history_loaded_cb, g_object_ref (self));
}

/**
 * jc_dossier_notices_dup_saving:
 * @session: an open dossier
 *
 * Returns: (transfer full): how far its saving is
 */
char *
jc_dossier_notices_dup_saving (JcDossierSession *session)
{
  JcSaver         *saver = jc_dossier_session_get_saver (session);
  gint64           saved_at_us = jc_saver_get_saved_at_us (saver);
  g_autofree char *clock = NULL;

  if (jc_saver_get_problem (saver) != NULL)
    return g_strdup (_ ("Not saved"));
  if (jc_saver_is_dirty (saver))
    return g_strdup (_ ("Saving…"));
  if (saved_at_us == 0)
    return g_strdup (_ ("Saved"));

  clock = jc_words_dup_clock (saved_at_us);

  return g_strdup_printf (_ ("Saved %s"), clock);
}
