/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-pinyin.h"
#include "jc-session-attachments.h"
#include "jc-slot-check.h"
#include "jc-slot-words.h"
#include "jc-words.h"

struct _JcSlotChooser
{
  GtkPopover parent_instance;

  GtkSearchEntry *search;
  GtkListBox     *list;

  JcDossierSession *session;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSlotChooser, jc_slot_chooser, GTK_TYPE_POPOVER)

/* --- The list --- */

static GtkWidget *
make_row (JcSlotChooser *self, const JcSlot *slot)
{
  JcCheck *check = jc_dossier_session_get_check (self->session);
  g_autoptr (JcSlotState) state = jc_check_dup_slot_state (check, slot->id);
  g_autoptr (GPtrArray) findings = jc_check_dup_slot_findings (check, slot->id);
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *icon = gtk_image_new_from_icon_name (jc_slot_words_get_icon (state, findings));
  GtkWidget       *label = gtk_label_new (jc_words_get (slot->label));
  g_autofree char *words = jc_slot_words_dup_state (state, findings);
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), jc_words_get (slot->label), words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "jc-slot", (gpointer)slot);

  return row;
}

static void
fill (JcSlotChooser *self)
{
  const JcKind  *kind = jc_dossier_session_get_kind (self->session);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < kind->slots->len; i++)
    {
      const JcSlot *slot = g_ptr_array_index (kind->slots, i);

      if (jc_session_may_attach (self->session, slot->id))
        gtk_list_box_append (self->list, make_row (self, slot));
    }
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  JcSlotChooser   *self = user_data;
  const JcSlot    *slot = g_object_get_data (G_OBJECT (row), "jc-slot");
  g_autofree char *query = jc_format_fold_key (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *label = jc_format_fold_key (jc_words_get (slot->label));

  g_autofree char *initials = jc_pinyin_dup_initials (jc_words_get (slot->label));

  return strstr (label, query) != NULL || strstr (initials, query) != NULL;
}

static void
select_first (JcSlotChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        gtk_list_box_select_row (self->list, row);
        return;
      }
  gtk_list_box_unselect_all (self->list);
}

static void
find (JcSlotChooser *self)
{
  gtk_list_box_invalidate_filter (self->list);
  select_first (self);
}

/* --- Choosing --- */

static void
row_activated_cb (JcSlotChooser *self, GtkListBoxRow *row)
{
  const JcSlot *slot = g_object_get_data (G_OBJECT (row), "jc-slot");

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, slot->id);
}

static void
search_changed_cb (JcSlotChooser *self)
{
  find (self);
}

static void
search_activated_cb (JcSlotChooser *self)
{
  GtkListBoxRow *row;

  /* What was typed last may not have been looked for yet. */
  find (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    row_activated_cb (self, row);
}

static void
search_stopped_cb (JcSlotChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_pressed_cb (JcSlotChooser *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (keyval != GDK_KEY_Down || row == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

static void
shown_cb (JcSlotChooser *self)
{
  fill (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  find (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- GObject --- */

static void
jc_slot_chooser_finalize (GObject *object)
{
  g_clear_object (&JC_SLOT_CHOOSER (object)->session);

  G_OBJECT_CLASS (jc_slot_chooser_parent_class)->finalize (object);
}

static void
jc_slot_chooser_class_init (JcSlotChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_slot_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", JC_TYPE_SLOT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-slot-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSlotChooser, search);
  gtk_widget_class_bind_template_child (widget_class, JcSlotChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
jc_slot_chooser_init (JcSlotChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
}

/**
 * jc_slot_chooser_new:
 * @session: the open dossier; kept
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
jc_slot_chooser_new (JcDossierSession *session)
{
  JcSlotChooser *self = g_object_new (JC_TYPE_SLOT_CHOOSER, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
