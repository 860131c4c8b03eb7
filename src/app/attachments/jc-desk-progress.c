/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-desk-progress.h"

#include <glib/gi18n.h>

#include "jc-focus.h"

/* What is done sooner needs no sign that it is being done. */
#define SHOW_AFTER_MS 400

struct _JcDeskProgress
{
  GtkWidget parent_instance;

  GtkWidget      *box;
  GtkLabel       *words;
  GtkProgressBar *bar;

  JcAttachmentDesk *desk;
  guint             show_id;
};

G_DEFINE_FINAL_TYPE (JcDeskProgress, jc_desk_progress, GTK_TYPE_WIDGET)

static void
hide (JcDeskProgress *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   had_focus = gtk_widget_get_focus_child (widget) != NULL;

  g_clear_handle_id (&self->show_id, g_source_remove);
  if (!gtk_widget_get_visible (widget))
    return;
  jc_focus_leave (widget);
  gtk_widget_set_visible (widget, FALSE);
  if (had_focus)
    gtk_widget_activate_action (widget, "pages.focus", NULL);
}

/* @part: receives how much of the file is copied, where that takes long. */
static char *
dup_words (JcDeskProgress *self, const char *name, guint number, guint n_total, double *part)
{
  gint64           n_bytes;
  gint64           size;
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;

  if (!jc_attachment_desk_get_bytes (self->desk, &n_bytes, &size))
    /* Translators: a file's name, its number, how many there are. */
    return g_strdup_printf (_ ("Taking in “%s”, %u of %u"), name, number, n_total);

  *part = MIN ((double)n_bytes / (double)size, 1);
  done = g_format_size ((guint64)n_bytes);
  all = g_format_size ((guint64)size);
  /* Translators: a file's name, its number, how many there are; then how much of it is copied, how
   * large it is. */
  return g_strdup_printf (_ ("Copying “%s”, %u of %u: %s of %s"), name, number, n_total, done, all);
}

static void
show (JcDeskProgress *self)
{
  guint            n_done;
  guint            n_total;
  const char      *name = jc_attachment_desk_get_progress (self->desk, &n_done, &n_total);
  double           part = 0;
  g_autofree char *words = NULL;

  if (name == NULL || n_total == 0)
    return;
  words = dup_words (self, name, MIN (n_done + 1, n_total), n_total, &part);
  gtk_label_set_label (self->words, words);
  gtk_progress_bar_set_fraction (self->bar, (n_done + part) / n_total);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static gboolean
show_due_cb (gpointer user_data)
{
  JcDeskProgress *self = user_data;

  self->show_id = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

static void
desk_changed_cb (JcDeskProgress *self)
{
  if (!jc_attachment_desk_is_busy (self->desk))
    hide (self);
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    show (self);
  else if (self->show_id == 0)
    self->show_id = g_timeout_add (SHOW_AFTER_MS, show_due_cb, self);
}

static void
cancel_cb (JcDeskProgress *self)
{
  jc_attachment_desk_cancel (self->desk);
}

static void
jc_desk_progress_dispose (GObject *object)
{
  JcDeskProgress *self = JC_DESK_PROGRESS (object);

  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (jc_desk_progress_parent_class)->dispose (object);
}

static void
jc_desk_progress_class_init (JcDeskProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_desk_progress_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-desk-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDeskProgress, box);
  gtk_widget_class_bind_template_child (widget_class, JcDeskProgress, words);
  gtk_widget_class_bind_template_child (widget_class, JcDeskProgress, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
jc_desk_progress_init (JcDeskProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_desk_progress_set_desk:
 * @self: a strip that has none yet
 * @desk: where files come in; kept
 */
void
jc_desk_progress_set_desk (JcDeskProgress *self, JcAttachmentDesk *desk)
{
  g_return_if_fail (JC_IS_DESK_PROGRESS (self));

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
}
