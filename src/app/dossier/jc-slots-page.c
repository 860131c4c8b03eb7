/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slots-page.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

struct _JcSlotsPage
{
  GtkWidget parent_instance;

  GtkWidget  *scroller;
  GtkListBox *list;

  JcDossierSession *session;
};

G_DEFINE_FINAL_TYPE (JcSlotsPage, jc_slots_page, GTK_TYPE_WIDGET)

static guint
count_files (JcSlotsPage *self, const char *slot)
{
  JsonArray *attachments = jc_json_as_array (
      jc_dossier_get_attachments (jc_dossier_session_get_dossier (self->session)));
  guint n = 0;

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = jc_json_as_object (json_array_get_element (attachments, i));

      n += g_strcmp0 (jc_json_get_string (attachment, "slot", NULL), slot) == 0 ? 1 : 0;
    }

  return n;
}

static char *
dup_words (const JcSlot *slot, gboolean applies, guint n_files)
{
  g_autofree char *state = NULL;
  const char      *hint = jc_words_get (slot->hint);

  if (!applies)
    return g_strdup (slot->not_applicable != NULL ? jc_words_get (slot->not_applicable)
                                                  : _ ("Not asked for here"));

  state = n_files > 0 ? g_strdup_printf (ngettext ("%u file", "%u files", n_files), n_files)
                      : g_strdup (slot->required != NULL ? _ ("Asked for, nothing there yet")
                                                         : _ ("As you like, nothing there"));

  return hint[0] != '\0' ? g_strdup_printf ("%s\n%s", state, hint) : g_steal_pointer (&state);
}

static GtkWidget *
make_row (JcSlotsPage *self, const JcSlot *slot)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean applies = jc_check_slot_applies (jc_dossier_session_get_check (self->session), slot->id);
  guint    n_files = count_files (self, slot->id);
  g_autofree char *words = dup_words (slot, applies, n_files);
  GtkWidget       *icon = gtk_image_new_from_icon_name (!applies      ? "jc-state-skip-symbolic"
                                                        : n_files > 0 ? "jc-state-done-symbolic"
                                                                      : "jc-state-none-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), jc_words_get (slot->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static void
rebuild (JcSlotsPage *self)
{
  const JcKind  *kind = jc_dossier_session_get_kind (self->session);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < kind->slots->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (kind->slots, i)));
}

static void
mapped_cb (JcSlotsPage *self)
{
  rebuild (self);
}

static void
jc_slots_page_dispose (GObject *object)
{
  JcSlotsPage *self = JC_SLOTS_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (jc_slots_page_parent_class)->dispose (object);
}

static void
jc_slots_page_class_init (JcSlotsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_slots_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-slots-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSlotsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcSlotsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
}

static void
jc_slots_page_init (JcSlotsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_slots_page_new:
 * @session: the open dossier; kept
 *
 * Returns: (transfer floating): the page; its list is made anew whenever it comes into view
 */
GtkWidget *
jc_slots_page_new (JcDossierSession *session)
{
  JcSlotsPage *self = g_object_new (JC_TYPE_SLOTS_PAGE, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
