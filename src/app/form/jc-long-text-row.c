/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-long-text-row.h"

#include "jc-json.h"
#include "jc-words.h"

struct _JcLongTextRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel    *label;
  GtkTextView *view;

  gboolean quiet;
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcLongTextRow,
                               jc_long_text_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static char *
dup_text (JcLongTextRow *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->view), "text", &text, NULL);

  return text;
}

static void
buffer_changed_cb (JcLongTextRow *self)
{
  g_autofree char *text = NULL;

  if (self->quiet)
    return;

  text = dup_text (self);
  jc_field_row_say_typed (JC_FIELD_ROW (self), text);
}

static void
focus_left_cb (JcLongTextRow *self)
{
  jc_field_row_say_left (JC_FIELD_ROW (self));
}

static void
label_pressed_cb (JcLongTextRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcLongTextRow   *self = JC_LONG_TEXT_ROW (row);
  const char      *text = jc_json_as_string (value);
  g_autofree char *before = dup_text (self);

  if (g_strcmp0 (before, text != NULL ? text : "") == 0)
    return;

  self->quiet = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
  self->quiet = FALSE;
}

static void
set_title (JcFieldRow *row, const char *title)
{
  JcLongTextRow *self = JC_LONG_TEXT_ROW (row);

  gtk_label_set_label (self->label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  return GTK_WIDGET (JC_LONG_TEXT_ROW (row)->view);
}

static void
field_row_iface_init (JcFieldRowInterface *iface)
{
  iface->set_value = set_value;
  iface->set_title = set_title;
  iface->get_control = get_control;
}

/* The text takes the focus, the row itself never. */
static gboolean
jc_long_text_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  JcLongTextRow *self = JC_LONG_TEXT_ROW (widget);

  return !gtk_widget_has_focus (GTK_WIDGET (self->view))
         && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
jc_long_text_row_class_init (JcLongTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = jc_long_text_row_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-long-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcLongTextRow, label);
  gtk_widget_class_bind_template_child (widget_class, JcLongTextRow, view);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_pressed_cb);
}

static void
jc_long_text_row_init (JcLongTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_long_text_row_new:
 * @field: a long text
 *
 * Returns: (transfer floating): a row without a value
 */
GtkWidget *
jc_long_text_row_new (const JcField *field)
{
  JcLongTextRow *self = g_object_new (JC_TYPE_LONG_TEXT_ROW, NULL);

  jc_field_row_set_title (JC_FIELD_ROW (self), jc_words_get (field->label));

  return GTK_WIDGET (self);
}
