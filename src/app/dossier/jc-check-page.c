/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-check-page.h"

#include <glib/gi18n.h>

#include "jc-finalise-box.h"
#include "jc-finding-row.h"
#include "jc-submit-box.h"
#include "jc-task-row.h"
#include "jc-words.h"

struct _JcCheckPage
{
  GtkWidget parent_instance;

  GtkWidget     *scroller;
  GtkLabel      *summary;
  GtkWidget     *copy_button;
  GtkListBox    *findings;
  GtkListBox    *sections;
  JcFinaliseBox *finalise_box;
  JcSubmitBox   *submit_box;

  JcDossierSession *session;
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
  gtk_widget_set_visible (self->copy_button, n_errors > 0);
}

static void
show_findings (JcCheckPage *self)
{
  const JcKind *kind = jc_dossier_session_get_kind (self->session);
  GPtrArray    *findings = get_findings (self);

  empty_list (self->findings);
  for (guint i = 0; i < findings->len; i++)
    gtk_list_box_append (self->findings,
                         jc_finding_row_new (kind, g_ptr_array_index (findings, i)));
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
  const char *target = jc_finding_row_get_target (row);

  if (target != NULL)
    g_signal_emit (self, signals[GO_TO], 0, target);
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
}

static void
mapped_cb (JcCheckPage *self)
{
  refresh (self);
}

/* The list takes the focus when it has errors. */
static void
problems_cb (JcCheckPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->findings), GTK_DIR_TAB_FORWARD);
}

static void
submitted_cb (JcCheckPage *self)
{
  g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
jc_check_page_dispose (GObject *object)
{
  JcCheckPage *self = JC_CHECK_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_check_page_parent_class)->dispose (object);
}

static void
jc_check_page_finalize (GObject *object)
{
  g_clear_object (&JC_CHECK_PAGE (object)->session);

  G_OBJECT_CLASS (jc_check_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, summary);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, findings);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, sections);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, finalise_box);
  gtk_widget_class_bind_template_child (widget_class, JcCheckPage, submit_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_cb);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
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

  g_type_ensure (JC_TYPE_FINALISE_BOX);
  g_type_ensure (JC_TYPE_SUBMIT_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
jc_check_page_init (JcCheckPage *self)
{
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
  jc_finalise_box_set_session (self->finalise_box, session);
  jc_submit_box_set_session (self->submit_box, session);

  return GTK_WIDGET (self);
}

/**
 * jc_check_page_submit:
 * @self: the page
 */
void
jc_check_page_submit (JcCheckPage *self)
{
  guint n_errors;

  g_return_if_fail (JC_IS_CHECK_PAGE (self));

  if (jc_submit_box_is_sending (self->submit_box))
    return;

  jc_dossier_session_ask_check (self->session);
  n_errors = jc_findings_count (get_findings (self), JC_SEVERITY_ERROR);
  if (!jc_submit_box_begin (self->submit_box, n_errors))
    problems_cb (self);
}
