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

G_DEFINE_FINAL_TYPE_WITH_CODE (JcChoiceRow, jc_choice_row, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
selected_cb (JcChoiceRow *self)
{
  guint                 selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autoptr (JsonNode)  value = NULL;

  if (self->quiet || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected > 0)
    value = json_node_init_string (json_node_alloc (),
                                   g_ptr_array_index (self->codes, selected - 1));
  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
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
  JcChoiceRow               *self = g_object_new (JC_TYPE_CHOICE_ROW, NULL);
  g_autoptr (GtkStringList)  names = gtk_string_list_new (NULL);

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
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  self->quiet = FALSE;
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);

  return GTK_WIDGET (self);
}
