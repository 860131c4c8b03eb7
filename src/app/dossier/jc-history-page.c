/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-history-page.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-library-jobs.h"
#include "jc-words.h"

struct _JcHistoryPage
{
  GtkWidget parent_instance;

  GtkStack   *stack;
  GtkListBox *list;

  JcDossierSession *session;
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (JcHistoryPage, jc_history_page, GTK_TYPE_WIDGET)

static const char *
get_what_words (const char *what)
{
  static const struct
  {
    const char *what;
    const char *words;
  } known[] = {
    { "created", N_ ("Begun") },         { "edited", N_ ("Edited") },
    { "restored", N_ ("Brought back") }, { "merged", N_ ("Merged with the server's") },
    { "finalised", N_ ("Finalised") },   { "reopened", N_ ("Reopened") },
    { "imported", N_ ("Imported") },     { "submitted", N_ ("Submitted") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].what, what))
      return _ (known[i].words);

  return what;
}

static void
version_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) version
      = jc_jobs_load_version_finish (JC_LIBRARY_WORKER (source), result, &error);
  g_autoptr (JcDossier) dossier = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (version == NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("The version could not be read"), error);
      return;
    }

  /* Contents come back; state and revision stay what they are by now. */
  dossier = jc_dossier_with_values (jc_dossier_session_get_dossier (self->session),
                                    jc_dossier_get_values (version));
  jc_dossier_session_replace (self->session, dossier, "restored");
}

static void
restore_clicked_cb (JcHistoryPage *self, GtkWidget *button)
{
  gint64 *version = g_object_get_data (G_OBJECT (button), "jc-version");

  jc_jobs_load_version_async (jc_application_get_worker (jc_application_get ()),
                              jc_dossier_get_id (jc_dossier_session_get_dossier (self->session)),
                              *version, self->cancellable, version_loaded_cb, g_object_ref (self));
}

static GtkWidget *
make_row (JcHistoryPage *self, const JcHistoryEntry *entry, gboolean newest)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *button;
  g_autofree char *moment = jc_words_dup_exact (entry->at_us);
  g_autofree char *name = g_strdup_printf (_ ("Bring back what stood here at %s"), moment);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), moment);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_what_words (entry->what));
  if (newest)
    {
      g_autofree char *words
          = g_strdup_printf ("%s · %s", get_what_words (entry->what), _ ("This is it now"));

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      return row;
    }

  button = gtk_button_new_with_label (_ ("Bring back"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, jc_dossier_session_is_editable (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "jc-version",
                          g_memdup2 (&entry->version, sizeof entry->version), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
history_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history
      = jc_jobs_load_list_finish (JC_LIBRARY_WORKER (source), result, &error);
  GtkListBoxRow *row;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (history == NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("The versions could not be read"),
                                 error);
      return;
    }

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < history->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (history, i), i == 0));
  gtk_stack_set_visible_child_name (self->stack, history->len > 0 ? "list" : "none");
}

static void
load (JcHistoryPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    jc_jobs_load_history_async (jc_application_get_worker (jc_application_get ()),
                                jc_dossier_get_id (jc_dossier_session_get_dossier (self->session)),
                                self->cancellable, history_loaded_cb, g_object_ref (self));
}

static void
saver_changed_cb (JcHistoryPage *self)
{
  if (!jc_saver_is_dirty (jc_dossier_session_get_saver (self->session)))
    load (self);
}

static void
mapped_cb (JcHistoryPage *self)
{
  load (self);
}

static void
jc_history_page_dispose (GObject *object)
{
  JcHistoryPage *self = JC_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;

  G_OBJECT_CLASS (jc_history_page_parent_class)->dispose (object);
}

static void
jc_history_page_finalize (GObject *object)
{
  JcHistoryPage *self = JC_HISTORY_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_history_page_parent_class)->finalize (object);
}

static void
jc_history_page_class_init (JcHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_history_page_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JcHistoryPage, list);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
}

static void
jc_history_page_init (JcHistoryPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_history_page_new:
 * @session: the open dossier; kept
 *
 * Returns: (transfer floating): the page; its list is loaded whenever it comes into view
 */
GtkWidget *
jc_history_page_new (JcDossierSession *session)
{
  JcHistoryPage *self = g_object_new (JC_TYPE_HISTORY_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (jc_dossier_session_get_saver (session), "changed",
                           G_CALLBACK (saver_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
