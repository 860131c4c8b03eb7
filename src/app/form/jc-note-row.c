/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-note-row.h"

#include <glib/gi18n.h>

#include "jc-focus.h"

struct _JcNoteRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *hint;
  GtkLabel *counter;
};

G_DEFINE_FINAL_TYPE (JcNoteRow, jc_note_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_or_hide (JcNoteRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_visible (GTK_WIDGET (self->hint))
                              || gtk_widget_get_visible (GTK_WIDGET (self->counter)));
}

static void
jc_note_row_class_init (JcNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = jc_focus_pass_on;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcNoteRow, hint);
  gtk_widget_class_bind_template_child (widget_class, JcNoteRow, counter);
}

static void
jc_note_row_init (JcNoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_note_row_new:
 * @hint: why the value is asked for and where it stands on paper; may be ""
 *
 * Returns: (transfer floating): a note, hidden while it has nothing to say
 */
GtkWidget *
jc_note_row_new (const char *hint)
{
  JcNoteRow *self = g_object_new (JC_TYPE_NOTE_ROW, NULL);

  gtk_label_set_label (self->hint, hint);
  jc_note_row_set_said (self, NULL);

  return GTK_WIDGET (self);
}

/**
 * jc_note_row_set_said:
 * @self: a note
 * @words: (nullable): what stands below it
 *
 * What is wrong often ends with how to mend it, which is the hint.
 */
void
jc_note_row_set_said (JcNoteRow *self, const char *words)
{
  const char *hint;

  g_return_if_fail (JC_IS_NOTE_ROW (self));

  hint = gtk_label_get_label (self->hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint),
                          hint[0] != '\0' && (words == NULL || strstr (words, hint) == NULL));
  show_or_hide (self);
}

/**
 * jc_note_row_set_counter:
 * @self: a note
 * @used: characters that are used
 * @limit: how many there may be; 0: no counter
 */
void
jc_note_row_set_counter (JcNoteRow *self, guint used, guint limit)
{
  g_autofree char *words = NULL;

  g_return_if_fail (JC_IS_NOTE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->counter), limit > 0);
  if (limit > 0)
    {
      words = g_strdup_printf (_ ("%u / %u characters"), used, limit);
      gtk_label_set_label (self->counter, words);
      if (used > limit)
        gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
    }
  show_or_hide (self);
}
