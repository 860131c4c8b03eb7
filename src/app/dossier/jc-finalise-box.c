/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-finalise-box.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-library-jobs.h"
#include "jc-submission.h"
#include "jc-words.h"

struct _JcFinaliseBox
{
  GtkBox parent_instance;

  GtkLabel  *state_words;
  GtkLabel  *sheets;
  GtkButton *finalise_button;
  GtkButton *reopen_button;

  JcDossierSession *session;
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (JcFinaliseBox, jc_finalise_box, GTK_TYPE_BOX)

/* --- Which sheets have to be sealed again --- */

static void
show_changed_sheets (JcFinaliseBox *self, JcDossier *finalised)
{
  g_autoptr (GPtrArray) sheets
      = jc_dossier_dup_changed_sheets (finalised, jc_dossier_session_get_dossier (self->session),
                                       jc_dossier_session_get_programme (self->session));
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < sheets->len; i++)
    {
      const JcSheet *sheet = g_ptr_array_index (sheets, i);

      if (!sheet->sealed)
        continue;
      /* Translators: between the titles of several sheets. */
      g_string_append_printf (words, "%s%s", words->len > 0 ? _ (", ") : "",
                              jc_words_get (sheet->title));
    }

  all = words->len > 0
            ? g_strdup_printf (_ ("Changed since it was finalised last; to be printed and sealed "
                                  "again: %s"),
                               words->str)
            : g_strdup (_ ("No sealed sheet has changed since it was finalised last."));
  gtk_label_set_label (self->sheets, all);
  gtk_widget_set_visible (GTK_WIDGET (self->sheets), TRUE);
}

static void
finalised_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcFinaliseBox) self = user_data;
  g_autoptr (JcDossier) finalised
      = jc_jobs_load_version_finish (JC_LIBRARY_WORKER (source), result, NULL);

  if (finalised != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_changed_sheets (self, finalised);
}

static void
history_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcFinaliseBox) self = user_data;
  g_autoptr (GPtrArray) history
      = jc_jobs_load_list_finish (JC_LIBRARY_WORKER (source), result, NULL);

  if (history == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  for (guint i = 0; i < history->len; i++)
    {
      const JcHistoryEntry *entry = g_ptr_array_index (history, i);

      if (!g_str_equal (entry->what, "finalised"))
        continue;
      jc_jobs_load_version_async (JC_LIBRARY_WORKER (source),
                                  jc_dossier_get_id (
                                      jc_dossier_session_get_dossier (self->session)),
                                  entry->version, self->cancellable, finalised_loaded_cb,
                                  g_object_ref (self));
      return;
    }
}

/* --- Showing --- */

/* The one of the two buttons that fits takes the other's place, and the focus with it: the other's
 * action may be off already, and a button that is off lost the focus to nobody. */
static void
show_button (GtkButton *shown, GtkButton *hidden)
{
  GtkWidget *widget = GTK_WIDGET (hidden);
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   focused = gtk_widget_get_visible (widget) && gtk_widget_get_mapped (widget)
                     && (focus == NULL || focus == widget);

  gtk_widget_set_visible (GTK_WIDGET (shown), TRUE);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (shown));
  gtk_widget_set_visible (widget, FALSE);
}

static void
show_state (JcFinaliseBox *self)
{
  JcDossier  *dossier = jc_dossier_session_get_dossier (self->session);
  const char *state = jc_dossier_get_state (dossier);
  gboolean    draft = g_str_equal (state, "draft");
  gboolean    finalised = g_str_equal (state, "finalised");

  if (draft)
    show_button (self->finalise_button, self->reopen_button);
  else if (finalised)
    show_button (self->reopen_button, self->finalise_button);
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self->finalise_button), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->reopen_button), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sheets), FALSE);
  if (draft)
    {
      gtk_label_set_label (self->state_words,
                           _ ("Finalising sets the filling date, locks the contents and takes the "
                              "mark “draft” off the printed sheets. It can be reopened until it is "
                              "submitted."));
      jc_jobs_load_history_async (jc_application_get_worker (jc_application_get ()),
                                  jc_dossier_get_id (dossier), self->cancellable, history_loaded_cb,
                                  g_object_ref (self));
    }
  else if (finalised)
    {
      g_autofree char *words = g_strdup_printf (
          _ ("Finalised on %s. Print the sheets, have them signed and sealed. Reopen it to change "
             "anything: only sheets that change have to be sealed again."),
          jc_dossier_get_finalised_on (dossier));

      gtk_label_set_label (self->state_words, words);
    }
  else
    gtk_label_set_label (self->state_words, _ ("It has been handed in."));
}
/* --- GObject --- */

static void
mapped_cb (JcFinaliseBox *self)
{
  if (self->session != NULL)
    show_state (self);
}

static void
document_changed_cb (JcFinaliseBox *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_state (self);
}

static void
jc_finalise_box_dispose (GObject *object)
{
  g_cancellable_cancel (JC_FINALISE_BOX (object)->cancellable);

  G_OBJECT_CLASS (jc_finalise_box_parent_class)->dispose (object);
}

static void
jc_finalise_box_finalize (GObject *object)
{
  JcFinaliseBox *self = JC_FINALISE_BOX (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_finalise_box_parent_class)->finalize (object);
}

static void
jc_finalise_box_class_init (JcFinaliseBoxClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_finalise_box_dispose;
  object_class->finalize = jc_finalise_box_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-finalise-box.ui");
  gtk_widget_class_bind_template_child (widget_class, JcFinaliseBox, state_words);
  gtk_widget_class_bind_template_child (widget_class, JcFinaliseBox, sheets);
  gtk_widget_class_bind_template_child (widget_class, JcFinaliseBox, finalise_button);
  gtk_widget_class_bind_template_child (widget_class, JcFinaliseBox, reopen_button);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
}

static void
jc_finalise_box_init (JcFinaliseBox *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_finalise_box_set_session:
 * @self: the box, still without one
 * @session: the open dossier; kept
 */
void
jc_finalise_box_set_session (JcFinaliseBox *self, JcDossierSession *session)
{
  g_return_if_fail (JC_IS_FINALISE_BOX (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
