/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-number-row.h"

#include <glib/gi18n.h>

#include "jc-words.h"

struct _JcNumberRow
{
  JcTextRow parent_instance;
};

G_DEFINE_FINAL_TYPE (JcNumberRow, jc_number_row, JC_TYPE_TEXT_ROW)

static void
jc_number_row_class_init (JcNumberRowClass *klass)
{
}

static void
jc_number_row_init (JcNumberRow *self)
{
}

/**
 * jc_number_row_new:
 * @field: a number
 * @programme: its programme
 *
 * Returns: (transfer floating): a row without a value
 */
GtkWidget *
jc_number_row_new (const JcField *field, JcProgramme *programme)
{
  JcNumberRow *self = g_object_new (JC_TYPE_NUMBER_ROW, NULL);
  const char  *unit = jc_words_get (field->unit);
  GtkWidget   *label;

  jc_text_row_set_field (JC_TEXT_ROW (self), field, programme);
  if (unit[0] == '\0' && field->type == JC_FIELD_MONEY)
    unit = _ ("yuan");
  if (unit[0] != '\0')
    {
      label = gtk_label_new (unit);
      gtk_widget_add_css_class (label, "dim-label");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), label);
    }

  return GTK_WIDGET (self);
}
