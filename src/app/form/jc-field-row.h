/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-field.h"

G_BEGIN_DECLS

/**
 * JcFieldRow:
 *
 * The contract of every row that shows one value and takes it from a person. A row knows its field's
 * definition, not the dossier: it is told the value and says what was typed or chosen.
 *
 * Signals:
 * - "typed" (string): what stands in the entry after a keystroke
 * - "left": the focus went elsewhere
 * - "chosen" (JsonNode *): a whole value in stored form; NULL removes
 * - "picked" (string): a code out of the list that offers words for this text
 */
#define JC_TYPE_FIELD_ROW (jc_field_row_get_type ())
G_DECLARE_INTERFACE (JcFieldRow, jc_field_row, JC, FIELD_ROW, GtkWidget)

/**
 * JcFieldRowInterface:
 * @set_value: shows a stored value; NULL is none
 * @set_title: the label, with the mark of what is required
 * @get_control: the widget that takes the focus and carries the state for assistive technology
 * @add_suffix: puts a small widget at the end of the row; may be missing
 */
struct _JcFieldRowInterface
{
  GTypeInterface parent_iface;

  void       (*set_value)   (JcFieldRow *self, JsonNode *value);
  void       (*set_title)   (JcFieldRow *self, const char *title);
  GtkWidget *(*get_control) (JcFieldRow *self);
  void       (*add_suffix)  (JcFieldRow *self, GtkWidget *widget);
};

void       jc_field_row_set_value   (JcFieldRow  *self,
                                     JsonNode    *value);
void       jc_field_row_set_title   (JcFieldRow  *self,
                                     const char  *title);
GtkWidget *jc_field_row_get_control (JcFieldRow  *self);
gboolean   jc_field_row_add_suffix  (JcFieldRow  *self,
                                     GtkWidget   *widget);

/* For those who implement it. */
void       jc_field_row_say_typed   (JcFieldRow  *self,
                                     const char  *text);
void       jc_field_row_say_left    (JcFieldRow  *self);
void       jc_field_row_say_chosen  (JcFieldRow  *self,
                                     JsonNode    *value);
void       jc_field_row_say_picked  (JcFieldRow  *self,
                                     const char  *code);

G_END_DECLS
