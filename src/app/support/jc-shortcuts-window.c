/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-shortcuts-window.h"

#include <glib/gi18n.h>

struct _JcShortcutsWindow
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (JcShortcutsWindow, jc_shortcuts_window, ADW_TYPE_WINDOW)

/* A line without keys begins a group. */
static const struct
{
  const char *title;
  const char *accelerator;
} lines[] = {
  { N_ ("Everywhere"), NULL },
  { N_ ("New dossier"), "<Control>n" },
  { N_ ("Import a programme definition"), "<Control>o" },
  { N_ ("Sync now"), "F5" },
  { N_ ("Preferences"), "<Control>comma" },
  { N_ ("Help on this page"), "F1" },
  { N_ ("Keyboard shortcuts"), "<Control>question" },
  { N_ ("Menu"), "F10" },
  { N_ ("Close the window"), "<Control>w" },
  { N_ ("Quit"), "<Control>q" },
  { N_ ("In lists"), NULL },
  { N_ ("Find"), "<Control>f" },
  { N_ ("Delete, with undo"), "Delete" },
  { N_ ("In a dossier"), NULL },
  { N_ ("Next problem"), "F8" },
  { N_ ("Previous problem"), "<Shift>F8" },
  { N_ ("Next section"), "<Control>Page_Down" },
  { N_ ("Previous section"), "<Control>Page_Up" },
  { N_ ("Go to a section or field"), "<Control>j" },
  { N_ ("Move the row up"), "<Alt>Up" },
  { N_ ("Move the row down"), "<Alt>Down" },
  { N_ ("Choose files for the attachment"), "<Control><Shift>o" },
  { N_ ("Paste pages into the attachment"), "<Control>v" },
  { N_ ("Look at the page"), "space" },
  { N_ ("Take over what was read on a scan"), "<Alt>Return" },
  { N_ ("Save now (it is saved anyway)"), "<Control>s" },
  { N_ ("Undo"), "<Control>z" },
  { N_ ("Redo"), "<Control><Shift>z" },
  { N_ ("Getting around"), NULL },
  { N_ ("Show or hide the task list"), "F9" },
  { N_ ("Next pane"), "F6" },
  { N_ ("Back, in a narrow window"), "<Alt>Left" },
};

static GtkWidget *
make_row (const char *title, const char *accelerator)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *keys = gtk_shortcut_label_new (accelerator);
  GdkModifierType  modifiers;
  guint            key;
  g_autofree char *spoken = NULL;
  g_autofree char *name = NULL;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  spoken = gtk_accelerator_get_label (key, modifiers);
  /* Translators: a command and its keys, read aloud. */
  name = g_strdup_printf (_ ("%s, %s"), title, spoken);

  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

static void
jc_shortcuts_window_class_init (JcShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/support/jc-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcShortcutsWindow, page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
jc_shortcuts_window_init (JcShortcutsWindow *self)
{
  AdwPreferencesGroup *group = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i].accelerator != NULL)
        {
          adw_preferences_group_add (group, make_row (_ (lines[i].title), lines[i].accelerator));
          continue;
        }
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, _ (lines[i].title));
      adw_preferences_page_add (self->page, group);
    }
}

/**
 * jc_shortcuts_window_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer none): the list of keys, not yet shown
 */
GtkWidget *
jc_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (JC_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, "modal", parent != NULL,
                       NULL);
}
