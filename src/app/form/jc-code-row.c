/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-code-row.h"

#include <glib/gi18n.h>

#include "jc-code-picker.h"
#include "jc-json.h"
#include "jc-words.h"

struct _JcCodeRow
{
  AdwActionRow parent_instance;

  const JcField *field; /* (unowned): the programme's */
  JcCodeList    *codes; /* (unowned): the programme's */
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcCodeRow,
                               jc_code_row,
                               ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
chosen_cb (JcCodeRow *self, const char *code)
{
  g_autoptr (JsonNode) value
      = code != NULL ? json_node_init_string (json_node_alloc (), code) : NULL;

  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
  jc_field_row_set_value (JC_FIELD_ROW (self), value);
}

static void
activated_cb (JcCodeRow *self)
{
  jc_code_picker_open (GTK_WIDGET (self), jc_words_get (self->field->label), self->codes, NULL,
                       G_CALLBACK (chosen_cb), self);
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcCodeRow       *self = JC_CODE_ROW (row);
  const char      *stored = jc_json_as_string (value);
  const JcCode    *code = stored != NULL ? jc_code_list_find (self->codes, stored) : NULL;
  g_autofree char *path = code != NULL ? jc_code_picker_dup_path (self->codes, code) : NULL;
  g_autofree char *words = NULL;

  if (code == NULL)
    words = g_strdup (stored != NULL ? stored : _ ("Not chosen"));
  else if (path == NULL)
    words = g_strdup (jc_words_get (code->name));
  else
    /* In a tree the number stands on people's papers; elsewhere it is only the definition's. */
    words = g_strdup_printf ("%s (%s)\n%s", jc_words_get (code->name), code->code, path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
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
jc_code_row_class_init (JcCodeRowClass *klass)
{
}

static void
jc_code_row_init (JcCodeRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  gtk_widget_add_css_class (GTK_WIDGET (self), "jc-value-row");
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

/**
 * jc_code_row_new:
 * @field: a code
 * @codes: the list it is of
 *
 * Returns: (transfer floating): a row with nothing chosen
 */
GtkWidget *
jc_code_row_new (const JcField *field, JcCodeList *codes)
{
  JcCodeRow *self = g_object_new (JC_TYPE_CODE_ROW, NULL);

  self->field = field;
  self->codes = codes;
  jc_field_row_set_value (JC_FIELD_ROW (self), NULL);

  return GTK_WIDGET (self);
}
