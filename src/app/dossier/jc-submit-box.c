/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-submit-box.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-banner.h"
#include "jc-submitter.h"
#include "jc-words.h"

struct _JcSubmitBox
{
  GtkBox parent_instance;

  GtkCheckButton *declaration;
  GtkButton      *submit_button;
  JcBanner       *outcome;
  GtkWidget      *progress;
  GtkLabel       *progress_words;

  JcDossierSession *session;
  GCancellable     *cancellable; /* of waiting for an answer */
  GCancellable     *sending;     /* (nullable): of the submission that runs */
};

enum
{
  PROBLEMS,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSubmitBox, jc_submit_box, GTK_TYPE_BOX)

/* --- What may be done --- */

/* The words for where these values send it; NULL while none fits. */
static const char *
get_route (JcSubmitBox *self)
{
  JcProgramme *programme = jc_dossier_session_get_programme (self->session);
  GPtrArray   *routes = jc_programme_get_routes (programme);
  const char  *id = jc_check_get_route (jc_dossier_session_get_check (self->session));

  for (guint i = 0; id != NULL && i < routes->len; i++)
    {
      const JcRoute *route = g_ptr_array_index (routes, i);

      if (g_str_equal (route->id, id))
        return jc_words_get (route->title);
    }

  return NULL;
}

static void
show_submit (JcSubmitBox *self)
{
  const char *label = _ ("Submit to the recommending unit");
  const char *state = jc_dossier_get_state (jc_dossier_session_get_dossier (self->session));
  gboolean    open
      = jc_dossier_session_is_editable (self->session) || g_str_equal (state, "finalised");
  GtkWidget *child = gtk_button_get_child (self->submit_button);

  gtk_label_set_label (GTK_LABEL (child), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->submit_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->submit_button), open);
  gtk_widget_set_visible (GTK_WIDGET (self->declaration), open);
}

/* --- Sending --- */

static void
set_sending (JcSubmitBox *self, gboolean sending)
{
  gtk_widget_set_visible (self->progress, sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), !sending);
}

static void
step_cb (const char *words, gpointer user_data)
{
  gtk_label_set_label (JC_SUBMIT_BOX (user_data)->progress_words, words);
}

/* Why it still waits, when it does: it goes by itself then. NULL for what was refused for good. */
static JcText *
dup_waiting (const GError *error)
{
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_EARLY))
    return jc_sync_reason_dup_text ("opening");
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION))
    return jc_sync_reason_dup_text ("offline");
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER))
    return jc_sync_reason_dup_text ("server_error");

  return NULL;
}

static void
show_failure (JcSubmitBox *self, const GError *error)
{
  g_autoptr (JcText) waiting = dup_waiting (error);
  g_autofree char *said = jc_words_dup_error (error);
  g_autofree char *message
      = waiting != NULL ? g_strdup_printf (_ ("%s. %s"), jc_words_get (waiting), said) : NULL;
  const char *way_out
      = g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_SIGNED_IN) ? _ ("Sign in") : NULL;

  jc_banner_show (self->outcome,
                  waiting != NULL ? "document-open-recent-symbolic" : "dialog-error-symbolic",
                  waiting != NULL ? message : said, way_out);
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_FINDINGS))
    g_signal_emit (self, signals[PROBLEMS], 0);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->submit_button));
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcSubmitBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) receipt
      = jc_submitter_run_finish (JC_DOSSIER_SESSION (source), result, &error);

  g_clear_object (&self->sending);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_sending (self, FALSE);
  if (receipt != NULL)
    {
      jc_banner_show (self->outcome, "object-select-symbolic",
                      _ ("Submitted. The receipt is here."), NULL);
      g_signal_emit (self, signals[SUBMITTED], 0);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

static void
confirmed_cb (JcSubmitBox *self)
{
  self->sending = g_cancellable_new ();
  set_sending (self, TRUE);
  jc_banner_hide (self->outcome);
  jc_submitter_run_async (self->session, jc_application_get_cloud (jc_application_get ()), step_cb,
                          self->sending, submitted_cb, g_object_ref (self));
}

static void
ask_confirmation (JcSubmitBox *self)
{
  const char      *route = get_route (self);
  g_autofree char *title = jc_dossier_session_dup_title (self->session);
  g_autofree char *body = g_strdup_printf (
      _ ("“%s” with all its contents is handed in to the recommending unit (%s). It can be taken "
         "back until it is accepted."),
      title, route != NULL ? route : _ ("no route fits yet"));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _ ("Submit it now?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Not yet"), "submit",
                                    _ ("_Submit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "submit",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "submit");
  g_signal_connect_object (dialog, "response::submit", G_CALLBACK (confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
outcome_clicked_cb (JcSubmitBox *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.sign-in", NULL);
}

static void
cancel_clicked_cb (JcSubmitBox *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
}

/* --- GObject --- */

static void
jc_submit_box_dispose (GObject *object)
{
  g_cancellable_cancel (JC_SUBMIT_BOX (object)->cancellable);

  G_OBJECT_CLASS (jc_submit_box_parent_class)->dispose (object);
}

static void
jc_submit_box_finalize (GObject *object)
{
  JcSubmitBox *self = JC_SUBMIT_BOX (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sending);

  G_OBJECT_CLASS (jc_submit_box_parent_class)->finalize (object);
}

static void
jc_submit_box_class_init (JcSubmitBoxClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_submit_box_dispose;
  object_class->finalize = jc_submit_box_finalize;

  signals[PROBLEMS] = g_signal_new ("problems", JC_TYPE_SUBMIT_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[SUBMITTED] = g_signal_new ("submitted", JC_TYPE_SUBMIT_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (JC_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-submit-box.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSubmitBox, declaration);
  gtk_widget_class_bind_template_child (widget_class, JcSubmitBox, submit_button);
  gtk_widget_class_bind_template_child (widget_class, JcSubmitBox, outcome);
  gtk_widget_class_bind_template_child (widget_class, JcSubmitBox, progress);
  gtk_widget_class_bind_template_child (widget_class, JcSubmitBox, progress_words);
  gtk_widget_class_bind_template_callback (widget_class, outcome_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
jc_submit_box_init (JcSubmitBox *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_submit_box_set_session:
 * @self: the box, still without one
 * @session: the open dossier; kept
 */
void
jc_submit_box_set_session (JcSubmitBox *self, JcDossierSession *session)
{
  g_return_if_fail (JC_IS_SUBMIT_BOX (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (show_submit), self,
                           G_CONNECT_SWAPPED);
  show_submit (self);
}

/**
 * jc_submit_box_is_sending:
 * @self: the box
 *
 * Returns: whether a submission is under way
 */
gboolean
jc_submit_box_is_sending (JcSubmitBox *self)
{
  g_return_val_if_fail (JC_IS_SUBMIT_BOX (self), FALSE);

  return self->sending != NULL;
}

/**
 * jc_submit_box_begin:
 * @self: the box
 * @n_errors: what is left to do or mend
 *
 * Says what stands in the way, else asks once and sends.
 *
 * Returns: whether nothing has to be mended first
 */
gboolean
jc_submit_box_begin (JcSubmitBox *self, guint n_errors)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (JC_IS_SUBMIT_BOX (self), FALSE);

  if (n_errors > 0)
    {
      words = g_strdup_printf (ngettext ("%u point is left; mend it, then submit.",
                                         "%u points are left; mend them, then submit.", n_errors),
                               n_errors);
      jc_banner_show (self->outcome, "dialog-error-symbolic", words, NULL);
      return FALSE;
    }
  if (!gtk_check_button_get_active (self->declaration))
    {
      jc_banner_show (self->outcome, "dialog-error-symbolic",
                      _ ("Tick the promise that everything is true, then submit."), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->declaration));
      return TRUE;
    }

  jc_banner_hide (self->outcome);
  ask_confirmation (self);

  return TRUE;
}
