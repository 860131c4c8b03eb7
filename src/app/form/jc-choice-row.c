/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-choice-row.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

struct _JcChoiceRow
{
  AdwComboRow parent_instance;

  GPtrArray *codes; /* (element-type utf8): of the items, which begin with "not chosen" */
  gboolean   quiet;
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcChoiceRow,
                               jc_choice_row,
                               ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
selected_cb (JcChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autoptr (JsonNode) value = NULL;

  if (self->quiet || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected > 0)
    value
        = json_node_init_string (json_node_alloc (), g_ptr_array_index (self->codes, selected - 1));
  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
}

/* --- The items of the list that drops down: the toolkit's own have no accessible names --- */

static void
show_check (GtkListItem *item)
{
  JcChoiceRow *self = g_object_get_data (G_OBJECT (item), "jc-choice-row");
  GtkWidget   *box = gtk_list_item_get_child (item);
  gboolean     chosen
      = gtk_list_item_get_position (item) == adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  gtk_widget_set_opacity (gtk_widget_get_last_child (box), chosen ? 1 : 0);
}

static void
setup_item_cb (JcChoiceRow *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
  g_object_set_data (G_OBJECT (item), "jc-choice-row", self);
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (show_check), item,
                           G_CONNECT_SWAPPED);
}

static void
bind_item_cb (JcChoiceRow *self, GtkListItem *item)
{
  GtkWidget  *box = gtk_list_item_get_child (item);
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_check (item);
}

/* What stands in the row is a list of one item. */
static void
setup_current_cb (JcChoiceRow *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_list_item_set_child (item, label);
}

static void
bind_current_cb (JcChoiceRow *self, GtkListItem *item)
{
  GtkWidget  *label = gtk_list_item_get_child (item);
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkListItemFactory *
make_factory (JcChoiceRow *self, GCallback setup_cb, GCallback bind_cb)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup_cb, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind_cb, self, G_CONNECT_SWAPPED);

  return factory;
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcChoiceRow *self = JC_CHOICE_ROW (row);
  const char  *code = jc_json_as_string (value);
  guint        position = 0;

  for (guint i = 0; code != NULL && i < self->codes->len; i++)
    if (g_str_equal (g_ptr_array_index (self->codes, i), code))
      position = i + 1;

  self->quiet = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->quiet = FALSE;
}

static void
set_title (JcFieldRow *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  return GTK_WIDGET (row);
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

static void
jc_choice_row_finalize (GObject *object)
{
  g_ptr_array_unref (JC_CHOICE_ROW (object)->codes);

  G_OBJECT_CLASS (jc_choice_row_parent_class)->finalize (object);
}

static void
jc_choice_row_class_init (JcChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_choice_row_finalize;
}

static void
jc_choice_row_init (JcChoiceRow *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  /* Below the label, as a typed value: beside it a long choice would be cut. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "jc-value-row");
}

/**
 * jc_choice_row_new:
 * @field: a code
 * @codes: the list it is of
 *
 * Returns: (transfer floating): a row with nothing chosen
 */
GtkWidget *
jc_choice_row_new (const JcField *field, JcCodeList *codes)
{
  JcChoiceRow *self = g_object_new (JC_TYPE_CHOICE_ROW, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) current = NULL;
  g_autoptr (GtkListItemFactory) items = NULL;

  gtk_string_list_append (names, _ ("Not chosen"));
  for (guint i = 0; i < jc_code_list_get_n_codes (codes); i++)
    {
      const JcCode *code = jc_code_list_get_nth (codes, i);

      if (!code->selectable)
        continue;
      g_ptr_array_add (self->codes, g_strdup (code->code));
      gtk_string_list_append (names, jc_words_get (code->name));
    }

  self->quiet = TRUE;
  current = make_factory (self, G_CALLBACK (setup_current_cb), G_CALLBACK (bind_current_cb));
  items = make_factory (self, G_CALLBACK (setup_item_cb), G_CALLBACK (bind_item_cb));
  adw_combo_row_set_factory (ADW_COMBO_ROW (self), current);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), items);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  self->quiet = FALSE;
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);

  return GTK_WIDGET (self);
}
