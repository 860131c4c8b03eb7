/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-text-row.h"

#include <glib/gi18n.h>

#include "jc-code-picker.h"
#include "jc-words.h"

typedef struct
{
  const JcField *field; /* (unowned): the programme's */
  JcProgramme   *programme;
  gboolean       quiet; /* the text is being set, not typed */
} JcTextRowPrivate;

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_TYPE_WITH_CODE (JcTextRow,
                         jc_text_row,
                         ADW_TYPE_ENTRY_ROW,
                         G_ADD_PRIVATE (JcTextRow)
                             G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static GtkInputPurpose
pick_purpose (const JcField *field)
{
  static const struct
  {
    const char     *format;
    GtkInputPurpose purpose;
  } purposes[] = {
    { "phone", GTK_INPUT_PURPOSE_PHONE },        { "email", GTK_INPUT_PURPOSE_EMAIL },
    { "postal_code", GTK_INPUT_PURPOSE_DIGITS }, { "bank_account", GTK_INPUT_PURPOSE_DIGITS },
    { "person_name", GTK_INPUT_PURPOSE_NAME },   { "resident_id", GTK_INPUT_PURPOSE_ALPHA },
    { "uscc", GTK_INPUT_PURPOSE_ALPHA },         { "area", GTK_INPUT_PURPOSE_NUMBER },
  };

  if (field->type == JC_FIELD_MONEY || field->type == JC_FIELD_INTEGER)
    return GTK_INPUT_PURPOSE_NUMBER;
  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_strcmp0 (purposes[i].format, field->format) == 0)
      return purposes[i].purpose;

  return GTK_INPUT_PURPOSE_FREE_FORM;
}

static GtkWidget *
get_text (JcTextRow *self)
{
  return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self)));
}

static void
changed_cb (JcTextRow *self)
{
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (self);

  if (!priv->quiet)
    jc_field_row_say_typed (JC_FIELD_ROW (self), gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
focus_left_cb (JcTextRow *self)
{
  jc_field_row_say_left (JC_FIELD_ROW (self));
}

static void
picked_cb (JcTextRow *self, const char *code)
{
  jc_field_row_say_picked (JC_FIELD_ROW (self), code);
}

static void
list_clicked_cb (JcTextRow *self)
{
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (self);
  JcCodeList       *codes = jc_programme_get_code_list (priv->programme, priv->field->codes);

  jc_code_picker_open (GTK_WIDGET (self), jc_words_get (priv->field->label), codes,
                       gtk_editable_get_text (GTK_EDITABLE (self)), G_CALLBACK (picked_cb), self);
}

static void
add_list_button (JcTextRow *self, const JcField *field)
{
  GtkWidget       *button = gtk_button_new_from_icon_name ("view-list-symbolic");
  g_autofree char *name
      = g_strdup_printf (_ ("Choose “%s” from the list"), jc_words_get (field->label));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (list_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcTextRow        *self = JC_TEXT_ROW (row);
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (self);
  g_autofree char  *text
      = jc_field_dup_editable (priv->field, priv->programme, value, jc_language_get_default ());

  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self))))
    return;

  priv->quiet = TRUE;
  /* What nobody typed is no step of the entry's own undo: it is one of the window's. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
  /* The entry does not notice by itself that it has nothing to take back, and would keep the key. */
  gtk_widget_action_set_enabled (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self))),
                                 "text.undo", FALSE);
  priv->quiet = FALSE;
}

static void
set_title (JcFieldRow *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  return get_text (JC_TEXT_ROW (row));
}

static void
add_suffix (JcFieldRow *row, GtkWidget *widget)
{
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), widget);
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
jc_text_row_finalize (GObject *object)
{
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (JC_TEXT_ROW (object));

  g_clear_pointer (&priv->programme, jc_programme_unref);

  G_OBJECT_CLASS (jc_text_row_parent_class)->finalize (object);
}

static void
jc_text_row_class_init (JcTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_text_row_finalize;
}

static void
jc_text_row_init (JcTextRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * jc_text_row_new:
 * @field: a field that is typed; its programme's
 * @programme: kept
 *
 * Returns: (transfer floating): a row without a value
 */
GtkWidget *
jc_text_row_new (const JcField *field, JcProgramme *programme)
{
  JcTextRow *self = g_object_new (JC_TYPE_TEXT_ROW, NULL);

  jc_text_row_set_field (self, field, programme);

  return GTK_WIDGET (self);
}

/**
 * jc_text_row_set_field:
 * @self: a row
 * @field: what it shows
 * @programme: kept
 */
void
jc_text_row_set_field (JcTextRow *self, const JcField *field, JcProgramme *programme)
{
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (self);

  priv->field = field;
  priv->programme = jc_programme_ref (programme);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), pick_purpose (field));
  if (field->type == JC_FIELD_TEXT && field->codes != NULL
      && jc_programme_get_code_list (programme, field->codes) != NULL)
    add_list_button (self, field);
}

/**
 * jc_text_row_get_field:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
const JcField *
jc_text_row_get_field (JcTextRow *self)
{
  JcTextRowPrivate *priv = jc_text_row_get_instance_private (self);

  return priv->field;
}
