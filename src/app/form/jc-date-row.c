/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-date-row.h"

#include <glib/gi18n.h>

#include "jc-words.h"

struct _JcDateRow
{
  JcTextRow parent_instance;

  GtkCalendar *calendar; /* (unowned): a grandchild; NULL where days are not asked for */
  gboolean     quiet;
};

G_DEFINE_FINAL_TYPE (JcDateRow, jc_date_row, JC_TYPE_TEXT_ROW)

static void
day_selected_cb (JcDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
  g_autoptr (JsonNode) value = NULL;

  if (self->quiet)
    return;

  value = json_node_init_string (json_node_alloc (), text);
  jc_field_row_set_value (JC_FIELD_ROW (self), value);
  jc_field_row_say_chosen (JC_FIELD_ROW (self), value);
}

/* The calendar opens on the day that stands in the entry, where that is one. */
static void
popover_shown_cb (JcDateRow *self)
{
  int year = 0;
  int month = 0;
  int day = 0;
  g_autoptr (GDateTime) date = NULL;

  if (sscanf (gtk_editable_get_text (GTK_EDITABLE (self)), "%4d-%2d-%2d", &year, &month, &day) != 3)
    return;

  date = g_date_time_new_local (year, month, day, 0, 0, 0);
  if (date == NULL)
    return;

  self->quiet = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->quiet = FALSE;
}

static void
add_calendar (JcDateRow *self, const JcField *field)
{
  GtkWidget       *button = gtk_menu_button_new ();
  GtkWidget       *popover = gtk_popover_new ();
  GtkWidget       *calendar = gtk_calendar_new ();
  g_autofree char *name = g_strdup_printf (_ ("Calendar for “%s”"), jc_words_get (field->label));

  self->calendar = GTK_CALENDAR (calendar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Calendar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);

  g_signal_connect_object (popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
jc_date_row_class_init (JcDateRowClass *klass)
{
}

static void
jc_date_row_init (JcDateRow *self)
{
}

/**
 * jc_date_row_new:
 * @field: a date
 * @programme: its programme
 *
 * Returns: (transfer floating): a row without a value
 */
GtkWidget *
jc_date_row_new (const JcField *field, JcProgramme *programme)
{
  JcDateRow *self = g_object_new (JC_TYPE_DATE_ROW, NULL);

  jc_text_row_set_field (JC_TEXT_ROW (self), field, programme);
  if (field->precisions == 0 || (field->precisions & JC_PRECISION_DAY) != 0)
    add_calendar (self, field);

  return GTK_WIDGET (self);
}
