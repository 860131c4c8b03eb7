/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-finding-row.h"

#include <glib/gi18n.h>

#include "jc-words.h"

static char *
dup_place (const JcKind *kind, const JcFinding *finding)
{
  const JcSection *section
      = finding->pointer != NULL ? jc_kind_find_section_of (kind, finding->pointer) : NULL;
  const JcSlot *slot = finding->slot != NULL ? jc_kind_find_slot (kind, finding->slot) : NULL;

  if (section != NULL)
    return g_strdup (jc_words_get (section->title));
  if (slot != NULL)
    return g_strdup_printf (_ ("Attachment: %s"), jc_words_get (slot->label));

  return g_strdup (_ ("The whole dossier"));
}

static gboolean
is_missing (const JcFinding *finding)
{
  return finding->severity == JC_SEVERITY_ERROR && g_str_equal (finding->code, "missing");
}

static const char *
get_severity_words (const JcFinding *finding)
{
  if (finding->severity == JC_SEVERITY_WARNING)
    return _ ("Notice");
  if (finding->severity == JC_SEVERITY_HINT)
    return _ ("Advice");

  return is_missing (finding) ? _ ("To go") : _ ("To mend");
}

/* What is only not there yet is no mistake: the same sign as in the task list, and no red. */
static GtkWidget *
make_icon (const JcFinding *finding)
{
  const char *name = "dialog-error-symbolic";
  const char *css_class = "error";
  GtkWidget  *icon;

  if (is_missing (finding))
    {
      name = "jc-state-none-symbolic";
      css_class = "dim-label";
    }
  else if (finding->severity == JC_SEVERITY_WARNING)
    {
      name = "dialog-warning-symbolic";
      css_class = "warning";
    }
  else if (finding->severity == JC_SEVERITY_HINT)
    {
      name = "dialog-information-symbolic";
      css_class = "dim-label";
    }
  icon = gtk_image_new_from_icon_name (name);
  gtk_widget_add_css_class (icon, css_class);

  return icon;
}

static char *
dup_target (const JcFinding *finding)
{
  if (finding->pointer != NULL)
    return g_strdup (finding->pointer);

  return finding->slot != NULL ? g_strconcat ("slot:", finding->slot, NULL) : NULL;
}

/**
 * jc_finding_row_new:
 * @kind: of the dossier
 * @finding: what was found
 *
 * Returns: (transfer floating): a line that says it in the same words as the field
 */
GtkWidget *
jc_finding_row_new (const JcKind *kind, const JcFinding *finding)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *place = dup_place (kind, finding);
  g_autofree char *words = g_strdup_printf ("%s · %s", get_severity_words (finding), place);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), jc_words_get (finding->message));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_icon (finding));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "jc-target", dup_target (finding), g_free);

  return row;
}

/**
 * jc_finding_row_get_target:
 * @row: a line
 *
 * Returns: (transfer none) (nullable): where it leads, for jc_dossier_window_go_to ()
 */
const char *
jc_finding_row_get_target (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "jc-target");
}
