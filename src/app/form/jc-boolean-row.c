/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-boolean-row.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

struct _JcBooleanRow
{
  AdwActionRow parent_instance;

  GtkWidget *toggle; /* (unowned) (nullable): of a declaration */
  GtkWidget *box;    /* (unowned) (nullable): of a question, with its two answers */
  GtkWidget *yes;    /* (unowned) (nullable) */
  GtkWidget *no;     /* (unowned) (nullable) */
  gboolean   quiet;
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcBooleanRow,
                               jc_boolean_row,
                               ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
say (JcBooleanRow *self, gboolean answer)
{
  g_autoptr (JsonNode) value = json_node_init_boolean (json_node_alloc (), answer);

  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
}

static void
toggle_changed_cb (JcBooleanRow *self)
{
  if (!self->quiet)
    say (self, gtk_switch_get_active (GTK_SWITCH (self->toggle)));
}

static void
answer_toggled_cb (JcBooleanRow *self, GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);

  /* Of the two the one that goes up says nothing; pressed again it takes the answer away. */
  if (self->quiet)
    return;
  if (active)
    {
      self->quiet = TRUE;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (
                                        GTK_WIDGET (button) == self->yes ? self->no : self->yes),
                                    FALSE);
      self->quiet = FALSE;
      say (self, GTK_WIDGET (button) == self->yes);
    }
  else
    jc_field_row_say_chosen (JC_FIELD_ROW (self), NULL);
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcBooleanRow *self = JC_BOOLEAN_ROW (row);
  gboolean      known = value != NULL && JSON_NODE_HOLDS_VALUE (value)
                   && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
  gboolean answer = known && json_node_get_boolean (value);

  self->quiet = TRUE;
  if (self->toggle != NULL)
    gtk_switch_set_active (GTK_SWITCH (self->toggle), answer);
  else
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->yes), known && answer);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->no), known && !answer);
    }
  self->quiet = FALSE;
}

static void
name_answer (GtkWidget *button, const char *title)
{
  g_autofree char *name
      = g_strdup_printf ("%s, %s", title, gtk_button_get_label (GTK_BUTTON (button)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_title (JcFieldRow *row, const char *title)
{
  JcBooleanRow *self = JC_BOOLEAN_ROW (row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (self->toggle != NULL)
    return;

  name_answer (self->yes, title);
  name_answer (self->no, title);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  JcBooleanRow *self = JC_BOOLEAN_ROW (row);

  return self->toggle != NULL ? self->toggle : self->yes;
}

static void
add_suffix (JcFieldRow *row, GtkWidget *widget)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
}

static void
field_row_iface_init (JcFieldRowInterface *iface)
{
  iface->set_value = set_value;
  iface->set_title = set_title;
  iface->get_control = get_control;
  iface->add_suffix = add_suffix;
}

static GtkWidget *
add_answer (JcBooleanRow *self, GtkBox *box, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (box, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (answer_toggled_cb), self,
                           G_CONNECT_SWAPPED);

  return button;
}

/* The answers take the focus, the row itself never. */
static gboolean
jc_boolean_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  JcBooleanRow *self = JC_BOOLEAN_ROW (widget);

  return self->box != NULL
             ? gtk_widget_child_focus (self->box, direction)
             : GTK_WIDGET_CLASS (jc_boolean_row_parent_class)->focus (widget, direction);
}

static void
jc_boolean_row_class_init (JcBooleanRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = jc_boolean_row_focus;
}

static void
jc_boolean_row_init (JcBooleanRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * jc_boolean_row_new:
 * @field: a boolean
 *
 * Returns: (transfer floating): a row without an answer
 */
GtkWidget *
jc_boolean_row_new (const JcField *field)
{
  JcBooleanRow *self = g_object_new (JC_TYPE_BOOLEAN_ROW, NULL);

  if (field->must_be != NULL)
    {
      self->toggle = gtk_switch_new ();
      gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->toggle);
      g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (toggle_changed_cb), self,
                               G_CONNECT_SWAPPED);
      return GTK_WIDGET (self);
    }

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "linked");
  self->yes = add_answer (self, GTK_BOX (self->box), _ ("Yes"));
  self->no = add_answer (self, GTK_BOX (self->box), _ ("No"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);

  return GTK_WIDGET (self);
}
