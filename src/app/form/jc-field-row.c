/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-field-row.h"

G_DEFINE_INTERFACE (JcFieldRow, jc_field_row, GTK_TYPE_WIDGET)

enum
{
  TYPED,
  LEFT,
  CHOSEN,
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
jc_field_row_default_init (JcFieldRowInterface *iface)
{
  signals[TYPED] = g_signal_new ("typed", JC_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", JC_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", JC_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, JSON_TYPE_NODE);
  signals[PICKED] = g_signal_new ("picked", JC_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * jc_field_row_set_value:
 * @self: a row
 * @value: (nullable): what is stored
 *
 * Shows @value; says nothing itself.
 */
void
jc_field_row_set_value (JcFieldRow *self, JsonNode *value)
{
  g_return_if_fail (JC_IS_FIELD_ROW (self));

  JC_FIELD_ROW_GET_IFACE (self)->set_value (self, value);
}

/**
 * jc_field_row_set_title:
 * @self: a row
 * @title: the label
 */
void
jc_field_row_set_title (JcFieldRow *self, const char *title)
{
  g_return_if_fail (JC_IS_FIELD_ROW (self));

  JC_FIELD_ROW_GET_IFACE (self)->set_title (self, title);
}

/**
 * jc_field_row_get_control:
 * @self: a row
 *
 * Returns: (transfer none): the widget that takes the focus
 */
GtkWidget *
jc_field_row_get_control (JcFieldRow *self)
{
  g_return_val_if_fail (JC_IS_FIELD_ROW (self), NULL);

  return JC_FIELD_ROW_GET_IFACE (self)->get_control (self);
}

/**
 * jc_field_row_add_suffix:
 * @self: a row
 * @widget: a small widget for the row's end
 *
 * Returns: whether the row has room for such things; where not, @widget is untouched
 */
gboolean
jc_field_row_add_suffix (JcFieldRow *self, GtkWidget *widget)
{
  g_return_val_if_fail (JC_IS_FIELD_ROW (self), FALSE);

  if (JC_FIELD_ROW_GET_IFACE (self)->add_suffix == NULL)
    return FALSE;

  JC_FIELD_ROW_GET_IFACE (self)->add_suffix (self, widget);

  return TRUE;
}

/**
 * jc_field_row_say_typed:
 * @self: a row
 * @text: what stands in its entry
 */
void
jc_field_row_say_typed (JcFieldRow *self, const char *text)
{
  g_signal_emit (self, signals[TYPED], 0, text);
}

/**
 * jc_field_row_say_left:
 * @self: a row
 */
void
jc_field_row_say_left (JcFieldRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/**
 * jc_field_row_say_chosen:
 * @self: a row
 * @value: (nullable): in stored form
 */
void
jc_field_row_say_chosen (JcFieldRow *self, JsonNode *value)
{
  g_signal_emit (self, signals[CHOSEN], 0, value);
}

/**
 * jc_field_row_say_picked:
 * @self: a row
 * @code: out of the list that offers words
 */
void
jc_field_row_say_picked (JcFieldRow *self, const char *code)
{
  g_signal_emit (self, signals[PICKED], 0, code);
}
