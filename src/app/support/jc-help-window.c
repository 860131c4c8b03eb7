/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-help-window.h"

#include <glib/gi18n.h>

struct _JcHelpWindow
{
  AdwWindow parent_instance;

  GtkLabel *title;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (JcHelpWindow, jc_help_window, ADW_TYPE_WINDOW)

#define SECTION_TEXT                                                                               \
  N_ ("Fill in the fields in any order; everything is saved while you type.\n\n"                   \
      "A star marks what has to be filled in. The grey words under a field say where the value "   \
      "stands on paper. A value that is not right yet is kept as you typed it, and the line "      \
      "below says how to mend it.\n\n"                                                             \
      "F8 goes to the next point that is missing or wrong. Ctrl+J finds a field by its name. "     \
      "Ctrl+Z takes the last change back.")

#define SLOTS_TEXT                                                                                 \
  N_ ("Each line is a paper that is asked for, with the reason and what has to be on it. A line "  \
      "that says it need not be handed in does not apply to this unit.\n\n"                        \
      "Files come in by the + of a line, by dropping them onto it, with Ctrl+V on it, or from a "  \
      "scanner. PDF files, pictures and ZIP archives are taken. What is dropped beside the lines " \
      "waits under “Not sorted yet”: it is kept, and printed nowhere until it is moved to its "    \
      "line.\n\n"                                                                                  \
      "Where a paper has named pages, the menu of a page says which one it is: the front or the "  \
      "back of an identity card, for instance.\n\n"                                                \
      "Enter opens a page. Turning, straightening, cropping and removing shadows change only how " \
      "it is shown and printed; the original stays as it came, and “Show it as it came” goes "     \
      "back to it.\n\n"                                                                            \
      "After finalising the rest is locked. Sheets that come back sealed can still be added.")

/* The first entry stands for every section of a form. */
static const struct
{
  const char *place;
  const char *title;
  const char *text;
} pages[] = {
  { "section", N_ ("Filling in the form"), SECTION_TEXT },
  { "home", N_ ("My dossiers"),
    N_ ("Every dossier on this computer stands here under the round that it goes to.\n\n"
        "“New dossier” begins one; with an earlier dossier it offers to carry over the unit and "
        "the leader. Deleting can be taken back.\n\n"
        "A server is needed only to submit, or to work on several computers. The button with the "
        "computer or the cloud says how things stand with it.") },
  { "slots", N_ ("Attachments"),
    SLOTS_TEXT },
  { "check", N_ ("Checking and submitting"),
    N_ ("The list names everything that is missing or wrong; a line leads to its field.\n\n"
        "Finalising locks the contents for printing and sealing. It can be reopened: only sheets "
        "that change have to be sealed again.\n\n"
        "A submission counts only once the server has it and gave a receipt. Without a connection "
        "it waits and goes by itself.") },
  { "history", N_ ("Earlier versions"),
    N_ ("Every saved version is kept. “Bring back” puts its contents here again, and Ctrl+Z takes "
        "that back.") },
  { "receipt", N_ ("The receipt"),
    N_ ("The receipt is the proof that the server has the dossier: its number, its time and a "
        "fingerprint of the contents, signed by the server.\n\n"
        "Save it: the file can be checked without this program’s library.") },
  { "conflict", N_ ("Changed on both sides"),
    N_ ("Two computers changed the same place. Choose one of the values for each; in repeated rows "
        "both can stay.\n\n"
        "What is not chosen stays in the earlier versions. Leaving keeps what was chosen so "
        "far.") },
};

static void
jc_help_window_class_init (JcHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/support/jc-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, JcHelpWindow, text);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
jc_help_window_init (JcHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_help_window_new:
 * @parent: the window that asks
 * @place: what it shows
 *
 * Returns: (transfer none): the help page of that place, not yet shown
 */
GtkWidget *
jc_help_window_new (GtkWindow *parent, const char *place)
{
  JcHelpWindow *self
      = g_object_new (JC_TYPE_HELP_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  gsize found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].place, place) == 0)
      found = i;
  gtk_label_set_label (self->title, _ (pages[found].title));
  gtk_label_set_label (self->text, _ (pages[found].text));

  return GTK_WIDGET (self);
}
