/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-checks-row.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

/* A term count that a definition left open. */
#define DEFAULT_MAX_TERM 20

struct _JcChecksRow
{
  AdwExpanderRow parent_instance;

  const JcField *field; /* (unowned): the programme's */
  JcProgramme   *programme;
  GPtrArray     *codes;  /* (element-type utf8) */
  GPtrArray     *checks; /* (element-type GtkCheckButton), of the same length */
  gboolean       quiet;
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcChecksRow,
                               jc_checks_row,
                               ADW_TYPE_EXPANDER_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
show_summary (JcChecksRow *self, JsonNode *value)
{
  g_autofree char *words
      = jc_field_dup_display (self->field, self->programme, value, jc_language_get_default ());

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 words[0] != '\0' ? words : _ ("None chosen"));
}

static JsonNode *
dup_value (JcChecksRow *self)
{
  JsonArray *array = json_array_new ();
  JsonNode  *node;

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      json_array_add_string_element (array, g_ptr_array_index (self->codes, i));

  node
      = json_array_get_length (array) > 0 ? json_node_init_array (json_node_alloc (), array) : NULL;
  json_array_unref (array);

  return node;
}

static void
toggled_cb (JcChecksRow *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->quiet)
    return;

  value = dup_value (self);
  show_summary (self, value);
  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
}

static gboolean
has_item (JsonArray *array, const char *code)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (jc_json_as_string (json_array_get_element (array, i)), code) == 0)
      return TRUE;

  return FALSE;
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcChecksRow *self = JC_CHECKS_ROW (row);
  JsonArray   *array = jc_json_as_array (value);

  self->quiet = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                 has_item (array, g_ptr_array_index (self->codes, i)));
  self->quiet = FALSE;
  show_summary (self, value);
}

static void
set_title (JcFieldRow *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  return GTK_WIDGET (row);
}

static void
field_row_iface_init (JcFieldRowInterface *iface)
{
  iface->set_value = set_value;
  iface->set_title = set_title;
  iface->get_control = get_control;
}

static void
add_item (JcChecksRow *self, const char *code, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->codes, g_strdup (code));
  g_ptr_array_add (self->checks, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
add_terms (JcChecksRow *self)
{
  gint64 first = self->field->minimum != NULL && JSON_NODE_HOLDS_VALUE (self->field->minimum)
                     ? json_node_get_int (self->field->minimum)
                     : 1;
  gint64 last = self->field->maximum != NULL && JSON_NODE_HOLDS_VALUE (self->field->maximum)
                    ? json_node_get_int (self->field->maximum)
                    : DEFAULT_MAX_TERM;

  for (gint64 i = MAX (first, 0); i <= MIN (last, 100); i++)
    {
      g_autofree char *code = g_strdup_printf ("%" G_GINT64_FORMAT, i);
      g_autoptr (JsonArray) array = json_array_new ();
      g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);
      g_autofree char *name = NULL;

      json_array_add_string_element (array, code);
      name = jc_field_dup_display (self->field, self->programme, node, jc_language_get_default ());
      add_item (self, code, name);
    }
}

static void
add_codes (JcChecksRow *self)
{
  JcCodeList *codes = jc_programme_get_code_list (self->programme, self->field->codes);

  for (guint i = 0; codes != NULL && i < jc_code_list_get_n_codes (codes); i++)
    {
      const JcCode *code = jc_code_list_get_nth (codes, i);

      if (code->selectable)
        add_item (self, code->code, jc_words_get (code->name));
    }
}

static void
jc_checks_row_finalize (GObject *object)
{
  JcChecksRow *self = JC_CHECKS_ROW (object);

  g_clear_pointer (&self->programme, jc_programme_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (jc_checks_row_parent_class)->finalize (object);
}

static void
jc_checks_row_class_init (JcChecksRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_checks_row_finalize;
}

static void
jc_checks_row_init (JcChecksRow *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * jc_checks_row_new:
 * @field: codes or terms
 * @programme: kept
 *
 * Returns: (transfer floating): a row with nothing chosen
 */
GtkWidget *
jc_checks_row_new (const JcField *field, JcProgramme *programme)
{
  JcChecksRow *self = g_object_new (JC_TYPE_CHECKS_ROW, NULL);

  self->field = field;
  self->programme = jc_programme_ref (programme);
  if (field->type == JC_FIELD_TERMS)
    add_terms (self);
  else
    add_codes (self);
  show_summary (self, NULL);

  return GTK_WIDGET (self);
}
