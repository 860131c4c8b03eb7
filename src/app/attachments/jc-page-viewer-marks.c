/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-viewer-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-focus.h"
#include "jc-read-value.h"
#include "jc-reading.h"
#include "jc-words.h"

#define MARK_ICON "dialog-warning-symbolic"
#define FINDING_DATA "jc-finding"

/* (element-type JcFinding) (transfer full): what differs on the page, in the form's order. */
static GPtrArray *
list_differences (JcPageViewer *self)
{
  const JcViewerPage *page = jc_page_viewer_get_page (self);
  GPtrArray *findings = jc_check_get_findings (jc_dossier_session_get_check (self->session));
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);

  for (guint i = 0; page != NULL && i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, JC_READING_DIFFERS)
          && g_strcmp0 (finding->attachment, page->id) == 0 && finding->page == page->view->page)
        g_ptr_array_add (found, jc_finding_copy (finding));
    }

  return found;
}

static void
take_cb (JcPageViewer *self, GtkWidget *button)
{
  g_autoptr (JcFinding) finding
      = jc_finding_copy (g_object_get_data (G_OBJECT (button), FINDING_DATA));

  /* The button goes with the difference. */
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  jc_read_value_take (self->session, finding);
}

static GtkWidget *
new_take_button (JcPageViewer *self, const JcFinding *finding)
{
  g_autofree char *read = jc_read_value_dup_words (self->session, finding);
  g_autofree char *words = g_strdup_printf (_ ("Take over “%s”"), read);
  GtkWidget       *button = gtk_button_new_with_label (words);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  g_object_set_data_full (G_OBJECT (button), FINDING_DATA, jc_finding_copy (finding),
                          (GDestroyNotify)jc_finding_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
new_row (JcPageViewer *self, const JcFinding *finding, guint number, guint n)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char      *message = jc_words_get (finding->message);
  g_autofree char *words = n > 1 ? g_strdup_printf ("%u  %s", number, message) : g_strdup (message);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", MARK_ICON, "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (column), label);
  if (jc_read_value_may_take (self->session, finding))
    gtk_box_append (GTK_BOX (column), new_take_button (self, finding));
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), column);

  return row;
}

/* The frames lie on the page as the dossier shows it. */
static void
frame (JcPageViewer *self, GPtrArray *differences)
{
  GArray *marks = NULL;

  if (self->mode == JC_VIEWER_READING && !gtk_toggle_button_get_active (self->compare_button))
    {
      marks = g_array_new (FALSE, FALSE, sizeof (JcPageMark));
      for (guint i = 0; i < differences->len; i++)
        {
          const JcFinding *finding = g_ptr_array_index (differences, i);
          JcPageMark       mark;

          memcpy (mark.box, finding->box, sizeof mark.box);
          g_array_append_val (marks, mark);
        }
    }
  jc_page_canvas_set_marks (self->canvas, marks);
}

/**
 * jc_page_viewer_show_marks:
 * @self: a viewer
 *
 * Returns: how many places differ
 */
guint
jc_page_viewer_show_marks (JcPageViewer *self)
{
  g_autoptr (GPtrArray) differences = list_differences (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->differences))) != NULL)
    {
      jc_focus_leave (child);
      gtk_box_remove (self->differences, child);
    }
  for (guint i = 0; i < differences->len; i++)
    gtk_box_append (self->differences,
                    new_row (self, g_ptr_array_index (differences, i), i + 1, differences->len));
  gtk_widget_set_visible (GTK_WIDGET (self->differences), differences->len > 0);
  frame (self, differences);

  return differences->len;
}
