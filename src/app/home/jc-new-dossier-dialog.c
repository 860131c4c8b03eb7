/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-new-dossier-dialog.h"

#include <glib/gi18n.h>

#include "jc-new-dossier-jobs.h"
#include "jc-words.h"

struct _JcNewDossierDialog
{
  AdwWindow parent_instance;

  AdwComboRow         *programme_row;
  AdwComboRow         *from_row;
  AdwPreferencesGroup *preview_group;
  GtkListBox          *preview;
  GtkWidget           *create_button;

  JcNewChoices *choices;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (JcNewDossierDialog, jc_new_dossier_dialog, ADW_TYPE_WINDOW)

static JcLibraryWorker *
get_worker (void)
{
  return jc_application_get_worker (jc_application_get ());
}

static JcProgramme *
get_programme (JcNewDossierDialog *self)
{
  return g_ptr_array_index (self->choices->programmes,
                            adw_combo_row_get_selected (self->programme_row));
}

/* The first choice is to bring nothing along. */
static const JcDossierRow *
get_from (JcNewDossierDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->from_row);

  return selected > 0 && selected <= self->choices->earlier->len
             ? g_ptr_array_index (self->choices->earlier, selected - 1)
             : NULL;
}

/* --- What comes along --- */

static GtkWidget *
make_preview_row (const JcNewPreview *preview)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title
      = g_strdup_printf (ngettext ("%s, %u field", "%s, %u fields", preview->n_fields),
                         preview->title, preview->n_fields);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), preview->fields);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
preview_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcNewDossierDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts
      = jc_new_preview_load_finish (JC_LIBRARY_WORKER (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || gtk_widget_in_destruction (GTK_WIDGET (self)) || get_from (self) == NULL)
    return;

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    gtk_list_box_append (self->preview, make_preview_row (g_ptr_array_index (parts, i)));
  if (error != NULL)
    words = jc_words_dup_error (error);
  else
    words = g_strdup (
        parts->len > 0 ? _ ("Dates, amounts, lists and declarations are left for you to fill in.")
                       : _ ("Nothing in it can be brought along."));
  adw_preferences_group_set_description (self->preview_group, words);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), parts != NULL && parts->len > 0);
}

static void
choice_changed_cb (JcNewDossierDialog *self)
{
  const JcDossierRow *from = self->choices != NULL ? get_from (self) : NULL;
  GtkWidget          *child;

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview))) != NULL)
    gtk_list_box_remove (self->preview, child);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_group), from != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), FALSE);
  if (from != NULL)
    jc_new_preview_load_async (get_worker (), get_programme (self), from->id, self->cancellable,
                               preview_loaded_cb, g_object_ref (self));
}

/* --- Beginning --- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcApplication *app = jc_application_get ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = jc_new_create_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (id == NULL)
    {
      jc_application_show_error (app, _ ("No dossier could be begun"), error);
      return;
    }

  jc_application_note_change (app, id);
  jc_cloud_wake (jc_application_get_cloud (app), FALSE);
  jc_application_open_dossier (app, id, NULL);
}

static void
create_clicked_cb (JcNewDossierDialog *self)
{
  const JcDossierRow *from = get_from (self);

  jc_new_create_async (get_worker (), get_programme (self), from != NULL ? from->id : NULL,
                       created_cb, NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_clicked_cb (JcNewDossierDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* --- GObject --- */

static void
jc_new_dossier_dialog_dispose (GObject *object)
{
  JcNewDossierDialog *self = JC_NEW_DOSSIER_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (jc_new_dossier_dialog_parent_class)->dispose (object);
}

static void
jc_new_dossier_dialog_finalize (GObject *object)
{
  JcNewDossierDialog *self = JC_NEW_DOSSIER_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->choices, jc_new_choices_free);

  G_OBJECT_CLASS (jc_new_dossier_dialog_parent_class)->finalize (object);
}

static void
jc_new_dossier_dialog_class_init (JcNewDossierDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_new_dossier_dialog_dispose;
  object_class->finalize = jc_new_dossier_dialog_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/home/jc-new-dossier-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, JcNewDossierDialog, programme_row);
  gtk_widget_class_bind_template_child (widget_class, JcNewDossierDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, JcNewDossierDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, JcNewDossierDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, JcNewDossierDialog, create_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
jc_new_dossier_dialog_init (JcNewDossierDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GListModel *
list_programmes (JcNewChoices *choices)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < choices->programmes->len; i++)
    gtk_string_list_append (list, jc_words_get (jc_programme_get_title (
                                      g_ptr_array_index (choices->programmes, i))));

  return G_LIST_MODEL (list);
}

static GListModel *
list_earlier (JcNewChoices *choices)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Nothing, begin blank"));
  for (guint i = 0; i < choices->earlier->len; i++)
    gtk_string_list_append (list, ((JcDossierRow *)g_ptr_array_index (choices->earlier, i))->title);

  return G_LIST_MODEL (list);
}

/* Takes @choices. */
static void
show_dialog (JcApplication *app, JcNewChoices *choices, const char *from)
{
  GtkWindow          *parent = gtk_application_get_active_window (GTK_APPLICATION (app));
  JcNewDossierDialog *self = g_object_new (JC_TYPE_NEW_DOSSIER_DIALOG, "transient-for", parent,
                                           "modal", parent != NULL, NULL);
  g_autoptr (GListModel) programmes = list_programmes (choices);
  g_autoptr (GListModel) earlier = list_earlier (choices);

  self->choices = choices;
  adw_combo_row_set_model (self->programme_row, programmes);
  adw_combo_row_set_model (self->from_row, earlier);
  gtk_widget_set_visible (GTK_WIDGET (self->programme_row), choices->programmes->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->from_row), choices->earlier->len > 0);
  for (guint i = 0; from != NULL && i < choices->earlier->len; i++)
    if (g_str_equal (((JcDossierRow *)g_ptr_array_index (choices->earlier, i))->id, from))
      adw_combo_row_set_selected (self->from_row, i + 1);
  choice_changed_cb (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->create_button);
  gtk_window_set_focus (GTK_WINDOW (self), self->create_button);
  gtk_window_present (GTK_WINDOW (self));
}

static void
choices_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcApplication   *app = jc_application_get ();
  g_autofree char *from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcNewChoices) choices
      = jc_new_choices_load_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (choices == NULL)
    jc_application_show_error (app, _ ("No dossier could be begun"), error);
  else if (choices->programmes->len > 1
           || (choices->programmes->len > 0 && choices->earlier->len > 0))
    show_dialog (app, g_steal_pointer (&choices), from);
  else
    jc_application_create_dossier (app, NULL, NULL);
}

/**
 * jc_new_dossier_start:
 * @app: the program
 * @from: (nullable): an earlier dossier that is proposed
 *
 * The first dossier under the only programme is begun at once.
 */
void
jc_new_dossier_start (JcApplication *app, const char *from)
{
  g_return_if_fail (JC_IS_APPLICATION (app));

  jc_new_choices_load_async (jc_application_get_worker (app), from, NULL, choices_loaded_cb,
                             g_strdup (from));
}
