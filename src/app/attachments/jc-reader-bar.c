/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-reader-bar.h"

#include <glib/gi18n.h>

struct _JcReaderBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel  *words;
  GtkButton *button;

  JcPageReader *reader;
  gboolean      stopped;
};

G_DEFINE_FINAL_TYPE (JcReaderBar, jc_reader_bar, GTK_TYPE_WIDGET)

static void
show (JcReaderBar *self)
{
  guint            n_left = jc_page_reader_get_n_left (self->reader);
  g_autofree char *words = NULL;

  if (self->stopped)
    words = g_strdup (_ ("The text on the pages is not read any further"));
  else
    words
        = g_strdup_printf (ngettext ("Reading the text on the pages to compare it: %u page to go",
                                     "Reading the text on the pages to compare it: %u pages to go",
                                     n_left),
                           n_left);
  gtk_label_set_label (self->words, words);
  gtk_button_set_label (self->button, self->stopped ? _ ("Go on") : _ ("Stop"));
  gtk_widget_set_visible (GTK_WIDGET (self), self->stopped || n_left > 0);
}

static void
clicked_cb (JcReaderBar *self)
{
  self->stopped = !self->stopped;
  jc_page_reader_set_stopped (self->reader, self->stopped);
  show (self);
}

static void
jc_reader_bar_dispose (GObject *object)
{
  JcReaderBar *self = JC_READER_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (jc_reader_bar_parent_class)->dispose (object);
}

static void
jc_reader_bar_class_init (JcReaderBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_reader_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-reader-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, JcReaderBar, box);
  gtk_widget_class_bind_template_child (widget_class, JcReaderBar, words);
  gtk_widget_class_bind_template_child (widget_class, JcReaderBar, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
jc_reader_bar_init (JcReaderBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_reader_bar_set_reader:
 * @self: a bar that has none yet
 * @reader: what reads; kept
 */
void
jc_reader_bar_set_reader (JcReaderBar *self, JcPageReader *reader)
{
  self->reader = g_object_ref (reader);
  g_signal_connect_object (reader, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
