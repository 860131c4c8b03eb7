/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-check-page.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-banner.h"
#include "jc-json.h"
#include "jc-library-jobs.h"
#include "jc-submission.h"
#include "jc-submitter.h"
#include "jc-task-row.h"
#include "jc-words.h"

struct _JcCheckPage
{
  GtkWidget parent_instance;

  GtkWidget      *scroller;
  GtkLabel       *summary;
  GtkListBox     *findings;
  GtkListBox     *sections;
  GtkLabel       *state_words;
  GtkLabel       *sheets;
  GtkButton      *finalise_button;
  GtkButton      *reopen_button;
  GtkCheckButton *declaration;
  GtkButton      *submit_button;
  JcBanner       *outcome;
  GtkWidget      *progress;
  GtkLabel       *progress_words;

  JcDossierSession *session;
  GCancellable     *cancellable; /* of loading */
  GCancellable     *sending;     /* (nullable): of the submission that runs */
};

enum
{
  GO_TO,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcCheckPage, jc_check_page, GTK_TYPE_WIDGET)

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GPtrArray *
get_findings (JcCheckPage *self)
{
  return jc_check_get_findings (jc_dossier_session_get_check (self->session));
}

/* --- The list of findings --- */

static char *
dup_place (JcCheckPage *self, const JcFinding *finding)
{
  const JcKind    *kind = jc_dossier_session_get_kind (self->session);
  const JcSection *section
      = finding->pointer != NULL ? jc_kind_find_section_of (kind, finding->pointer) : NULL;
  const JcSlot *slot = finding->slot != NULL ? jc_kind_find_slot (kind, finding->slot) : NULL;

  if (section != NULL)
    return g_strdup (jc_words_get (section->title));
  if (slot != NULL)
    return g_strdup_printf (_ ("Attachment: %s"), jc_words_get (slot->label));

  return g_strdup (_ ("The whole dossier"));
}

static const char *
get_severity_words (const JcFinding *finding)
{
  if (finding->severity == JC_SEVERITY_WARNING)
    return _ ("Notice");
  if (finding->severity == JC_SEVERITY_HINT)
    return _ ("Advice");

  return g_str_equal (finding->code, "missing") ? _ ("To go") : _ ("To mend");
}

static GtkWidget *
make_finding_row (JcCheckPage *self, const JcFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean   error = finding->severity == JC_SEVERITY_ERROR;
  GtkWidget *icon
      = gtk_image_new_from_icon_name (error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  g_autofree char *place = dup_place (self, finding);
  g_autofree char *words = g_strdup_printf ("%s · %s", get_severity_words (finding), place);

  gtk_widget_add_css_class (icon, error ? "error" : "warning");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), jc_words_get (finding->message));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "jc-target",
                          finding->pointer != NULL ? g_strdup (finding->pointer)
                          : finding->slot != NULL  ? g_strconcat ("slot:", finding->slot, NULL)
                                                   : NULL,
                          g_free);

  return row;
}

static void
show_summary (JcCheckPage *self)
{
  GPtrArray       *findings = get_findings (self);
  guint            n_errors = jc_findings_count (findings, JC_SEVERITY_ERROR);
  guint            n_warnings = jc_findings_count (findings, JC_SEVERITY_WARNING);
  g_autofree char *errors = NULL;
  g_autofree char *warnings = NULL;
  g_autofree char *both = NULL;

  errors = n_errors == 0
               ? g_strdup (_ ("Nothing is left to mend; it can be submitted"))
               : g_strdup_printf (ngettext ("%u point before it can be submitted",
                                            "%u points before it can be submitted", n_errors),
                                  n_errors);
  if (n_warnings > 0)
    {
      warnings = g_strdup_printf (ngettext ("%u notice", "%u notices", n_warnings), n_warnings);
      /* Translators: what is to be mended, then the notices. */
      both = g_strdup_printf (_ ("%s, %s"), errors, warnings);
    }
  gtk_label_set_label (self->summary, both != NULL ? both : errors);
}

static void
show_findings (JcCheckPage *self)
{
  GPtrArray *findings = get_findings (self);

  empty_list (self->findings);
  for (guint i = 0; i < findings->len; i++)
    gtk_list_box_append (self->findings, make_finding_row (self, g_ptr_array_index (findings, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
  show_summary (self);
}

/* --- Sections --- */

static GtkWidget *
make_section_row (JcCheckPage *self, const JcSection *section)
{
  GtkWidget        *row = adw_action_row_new ();
  JcSectionProgress progress = { 0 };
  g_autofree char  *words = NULL;
  GtkWidget        *icon;

  jc_check_get_progress (jc_dossier_session_get_check (self->session), section->id, &progress);
  words = jc_progress_dup_words (&progress);
  icon = gtk_image_new_from_icon_name (jc_progress_get_icon (progress.state));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), jc_words_get (section->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (_ ("Edit")));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "jc-target", g_strdup (section->id), g_free);

  return row;
}

static void
show_sections (JcCheckPage *self)
{
  const JcKind *kind = jc_dossier_session_get_kind (self->session);

  empty_list (self->sections);
  for (guint i = 0; i < kind->sections->len; i++)
    gtk_list_box_append (self->sections,
                         make_section_row (self, g_ptr_array_index (kind->sections, i)));
}

static void
row_activated_cb (JcCheckPage *self, GtkListBoxRow *row)
{
  const char *target = g_object_get_data (G_OBJECT (row), "jc-target");

  if (target != NULL)
    g_signal_emit (self, signals[GO_TO], 0, target);
}

/* --- Finalising --- */

static void
show_changed_sheets (JcCheckPage *self, JcDossier *finalised)
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
  g_autoptr (JcCheckPage) self = user_data;
  g_autoptr (JcDossier) finalised
      = jc_jobs_load_version_finish (JC_LIBRARY_WORKER (source), result, NULL);

  if (finalised != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_changed_sheets (self, finalised);
}

static void
history_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcCheckPage) self = user_data;
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

static void
show_state (JcCheckPage *self)
{
  JcDossier  *dossier = jc_dossier_session_get_dossier (self->session);
  const char *state = jc_dossier_get_state (dossier);
  gboolean    draft = g_str_equal (state, "draft");
  gboolean    finalised = g_str_equal (state, "finalised");

  gtk_widget_set_visible (GTK_WIDGET (self->finalise_button), draft);
  gtk_widget_set_visible (GTK_WIDGET (self->reopen_button), finalised);
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

/* --- Submitting --- */

/* The words for where these values send it; NULL while none fits. */
static const char *
get_route (JcCheckPage *self)
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
show_submit (JcCheckPage *self)
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

static void
set_sending (JcCheckPage *self, gboolean sending)
{
  gtk_widget_set_visible (self->progress, sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), !sending);
}

static void
step_cb (const char *words, gpointer user_data)
{
  gtk_label_set_label (JC_CHECK_PAGE (user_data)->progress_words, words);
}

/* Why it still waits, when it does: it goes by itself then. NULL for what was refused for good. */
static JcText *
dup_waiting (const GError *error)
{
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_EARLY))
    return jc_sync_reason_dup_text ("opening");
  if (g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION))
    return jc_sync_reason_dup_text ("offline");

  return NULL;
}

static void
show_failure (JcCheckPage *self, const GError *error)
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
    gtk_widget_child_focus (GTK_WIDGET (self->findings), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->submit_button));
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcCheckPage) self = user_data;
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
confirmed_cb (JcCheckPage *self)
{
  self->sending = g_cancellable_new ();
  set_sending (self, TRUE);
  jc_banner_hide (self->outcome);
  jc_submitter_run_async (self->session, jc_application_get_cloud (jc_application_get ()), step_cb,
                          self->sending, submitted_cb, g_object_ref (self));
}

static void
ask_confirmation (JcCheckPage *self)
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
outcome_clicked_cb (JcCheckPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.sign-in", NULL);
}

static void
cancel_clicked_cb (JcCheckPage *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
}

/* --- GObject --- */

static void
refresh (JcCheckPage *self)
{
  /* Sixty rows at every keystroke of another page would be work that nobody sees. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_findings (self);
  show_sections (self);
  show_submit (self);
}

static void
mapped_cb (JcCheckPage *self)
{
  refresh (self);
  show_state (self);
}

static void
document_changed_cb (JcCheckPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_state (self);
}

static void
jc_check_page_dispose (GObject *object)
{
  JcCheckPage *self = JC_CHECK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_check_page_parent_class)->dispose (object);
}

static void
jc_check_page_finalize (GObject *object)
{
  JcCheckPage *self = JC_CHECK_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sending);

  G_OBJECT_CLASS (jc_check_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, summary);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, findings);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, sections);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, state_words);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, sheets);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, finalise_button);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, reopen_button);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, declaration);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, submit_button);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, progress);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, progress_words);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, outcome_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
}

static void
jc_check_page_class_init (JcCheckPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_check_page_dispose;
  object_class->finalize = jc_check_page_finalize;

  signals[GO_TO] = g_signal_new ("go-to", JC_TYPE_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SUBMITTED] = g_signal_new ("submitted", JC_TYPE_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (JC_TYPE_BANNER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
jc_check_page_init (JcCheckPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_check_page_new:
 * @session: the open dossier; kept
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
jc_check_page_new (JcDossierSession *session)
{
  JcCheckPage *self = g_object_new (JC_TYPE_CHECK_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "findings-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * jc_check_page_submit:
 * @self: the page
 */
void
jc_check_page_submit (JcCheckPage *self)
{
  guint            n_errors;
  g_autofree char *words = NULL;

  g_return_if_fail (JC_IS_CHECK_PAGE (self));

  if (self->sending != NULL)
    return;

  jc_dossier_session_ask_check (self->session);
  n_errors = jc_findings_count (get_findings (self), JC_SEVERITY_ERROR);
  if (n_errors > 0)
    {
      words = g_strdup_printf (ngettext ("%u point is left; mend it, then submit.",
                                         "%u points are left; mend them, then submit.", n_errors),
                               n_errors);
      jc_banner_show (self->outcome, "dialog-error-symbolic", words, NULL);
      gtk_widget_child_focus (GTK_WIDGET (self->findings), GTK_DIR_TAB_FORWARD);
      return;
    }
  if (!gtk_check_button_get_active (self->declaration))
    {
      jc_banner_show (self->outcome, "dialog-error-symbolic",
                      _ ("Tick the promise that everything is true, then submit."), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->declaration));
      return;
    }

  jc_banner_hide (self->outcome);
  ask_confirmation (self);
}
