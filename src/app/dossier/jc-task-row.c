/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-task-row.h"

#include <glib/gi18n.h>

struct _JcTaskRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *words;

  char    *page;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (JcTaskRow, jc_task_row, GTK_TYPE_LIST_BOX_ROW)

static void
jc_task_row_finalize (GObject *object)
{
  g_free (JC_TASK_ROW (object)->page);

  G_OBJECT_CLASS (jc_task_row_parent_class)->finalize (object);
}

static void
jc_task_row_class_init (JcTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_task_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcTaskRow, icon);
  gtk_widget_class_bind_template_child (widget_class, JcTaskRow, title);
  gtk_widget_class_bind_template_child (widget_class, JcTaskRow, words);
}

static void
jc_task_row_init (JcTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_progress_dup_words:
 * @progress: how far a section is
 *
 * Returns: (transfer full): that in words; remaining work is counted, never judged
 */
char *
jc_progress_dup_words (const JcSectionProgress *progress)
{
  switch (progress->state)
    {
    case JC_PROGRESS_INCOMPLETE:
      return g_strdup_printf (ngettext ("%u to go", "%u to go", progress->n_missing),
                              progress->n_missing);
    case JC_PROGRESS_PROBLEMS:
      return g_strdup_printf (ngettext ("%u to mend", "%u to mend", progress->n_problems),
                              progress->n_problems);
    case JC_PROGRESS_DONE:
      return g_strdup (_ ("Done"));
    case JC_PROGRESS_NOT_APPLICABLE:
      return g_strdup (_ ("Need not be filled in"));
    case JC_PROGRESS_NOT_STARTED:
    default:
      return g_strdup (_ ("Not begun"));
    }
}

/**
 * jc_progress_get_icon:
 * @state: how far a section is
 *
 * Returns: (transfer none): a symbolic icon whose shape tells the states apart
 */
const char *
jc_progress_get_icon (JcProgress state)
{
  switch (state)
    {
    case JC_PROGRESS_INCOMPLETE:
      return "jc-state-part-symbolic";
    case JC_PROGRESS_PROBLEMS:
      return "jc-state-problem-symbolic";
    case JC_PROGRESS_DONE:
      return "jc-state-done-symbolic";
    case JC_PROGRESS_NOT_APPLICABLE:
      return "jc-state-skip-symbolic";
    case JC_PROGRESS_NOT_STARTED:
    default:
      return "jc-state-none-symbolic";
    }
}

/**
 * jc_task_row_new:
 * @page: the page it leads to
 * @title: what is to be done
 *
 * Returns: (transfer floating): a line that says nothing about how far it is
 */
GtkWidget *
jc_task_row_new (const char *page, const char *title)
{
  JcTaskRow *self = g_object_new (JC_TYPE_TASK_ROW, NULL);

  self->page = g_strdup (page);
  gtk_label_set_label (self->title, title);
  jc_task_row_set_state (self, NULL, "");

  return GTK_WIDGET (self);
}

/**
 * jc_task_row_get_page:
 * @self: a line
 *
 * Returns: (transfer none): the page it leads to
 */
const char *
jc_task_row_get_page (JcTaskRow *self)
{
  g_return_val_if_fail (JC_IS_TASK_ROW (self), NULL);

  return self->page;
}

/**
 * jc_task_row_get_title:
 * @self: a line
 *
 * Returns: (transfer none): what is to be done
 */
const char *
jc_task_row_get_title (JcTaskRow *self)
{
  g_return_val_if_fail (JC_IS_TASK_ROW (self), NULL);

  return gtk_label_get_label (self->title);
}

/**
 * jc_task_row_set_progress:
 * @self: a line
 * @progress: how far it is
 */
void
jc_task_row_set_progress (JcTaskRow *self, const JcSectionProgress *progress)
{
  g_autofree char *words = jc_progress_dup_words (progress);

  g_return_if_fail (JC_IS_TASK_ROW (self));

  jc_task_row_set_state (self, jc_progress_get_icon (progress->state), words);
  self->done = progress->state == JC_PROGRESS_DONE || progress->state == JC_PROGRESS_NOT_APPLICABLE;
  if (progress->state == JC_PROGRESS_PROBLEMS)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "error");
}

/**
 * jc_task_row_set_state:
 * @self: a line
 * @icon_name: (nullable): a symbolic icon
 * @words: how far it is; "" where that is not told
 */
void
jc_task_row_set_state (JcTaskRow *self, const char *icon_name, const char *words)
{
  g_autofree char *name = NULL;
  const char      *title;

  g_return_if_fail (JC_IS_TASK_ROW (self));

  title = gtk_label_get_label (self->title);
  /* Translators: a line of the task list read aloud: what, then how far it is. */
  name = words[0] != '\0' ? g_strdup_printf (_ ("%s, %s"), title, words) : g_strdup (title);

  self->done = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words), words[0] != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * jc_task_row_is_done:
 * @self: a line
 *
 * Returns: whether nothing is left to do there
 */
gboolean
jc_task_row_is_done (JcTaskRow *self)
{
  g_return_val_if_fail (JC_IS_TASK_ROW (self), FALSE);

  return self->done;
}
