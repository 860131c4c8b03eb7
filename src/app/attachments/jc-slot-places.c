/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-places.h"

#include <glib/gi18n.h>

#include "jc-attachment-ways.h"
#include "jc-page-place.h"
#include "jc-words.h"

/**
 * Place: what is dropped on a place belongs to @part or to @row.
 */
typedef struct
{
  JcAttachmentDesk *desk;
  char             *slot;
  char             *part; /* (nullable) */
  char             *row;  /* (nullable) */
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->desk);
  g_free (place->slot);
  g_free (place->part);
  g_free (place->row);
  g_free (place);
}

/* --- Dropping --- */

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *label)
{
  const Place       *place = g_object_get_data (G_OBJECT (label), "jc-place");
  const JcPagePlace *page;

  gtk_widget_remove_css_class (label, "jc-drop-open");
  if (jc_attachment_take (place->desk, value, place->slot, place->row))
    return TRUE;
  if (!G_VALUE_HOLDS (value, JC_TYPE_PAGE_PLACE))
    return FALSE;
  page = g_value_get_boxed (value);
  if (place->part != NULL)
    gtk_widget_activate_action (label, "pages.put-part", "(siss)", page->id, page->page,
                                place->slot, place->part);
  else
    gtk_widget_activate_action (label, "pages.put-row", "(siss)", page->id, page->page,
                                place->slot, place->row);

  return TRUE;
}

static GdkDragAction
entered_cb (GtkDropTarget *target, double x, double y, GtkWidget *label)
{
  GdkDragAction offered = gdk_drop_get_actions (gtk_drop_target_get_current_drop (target));

  gtk_widget_add_css_class (label, "jc-drop-open");

  return offered & GDK_ACTION_COPY ? GDK_ACTION_COPY : GDK_ACTION_MOVE;
}

static void
left_cb (GtkDropTarget *target, GtkWidget *label)
{
  gtk_widget_remove_css_class (label, "jc-drop-open");
}

/* --- One place --- */

static void
add_drop_target (GtkWidget *label)
{
  GtkDropTarget *target = jc_attachment_drop_target_new ();

  g_signal_connect_object (target, "enter", G_CALLBACK (entered_cb), label, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (left_cb), label, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), label, 0);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (target));
}

static void
add_place (JcWrapBox *box, Place *place, const char *what, gboolean filled)
{
  /* Translators: a named page of a slot that is not there yet. */
  g_autofree char *words = filled ? g_strdup_printf (_ ("%s ✓"), what)
                                  : g_strdup_printf (_ ("%s: missing"), what);
  GtkWidget       *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "jc-place");
  gtk_widget_add_css_class (label, filled ? "jc-filled" : "jc-open");
  g_object_set_data_full (G_OBJECT (label), "jc-place", place, place_free);
  add_drop_target (label);
  jc_wrap_box_insert (box, label, G_MAXUINT);
}

static Place *
place_new (JcAttachmentDesk *desk, const JcSlotState *state, const char *part, const char *row)
{
  Place *place = g_new0 (Place, 1);

  place->desk = g_object_ref (desk);
  place->slot = g_strdup (state->slot->id);
  place->part = g_strdup (part);
  place->row = g_strdup (row);

  return place;
}

/* --- All of them --- */

/* Written out, so that what stays the same is left alone. */
static char *
dup_outline (const JcSlotState *state)
{
  g_autoptr (GString) outline = g_string_new (NULL);

  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      g_string_append_printf (outline, "%s %d\n", part->page->id, part->attachment != NULL);
    }
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted)
        g_string_append_printf (outline, "%s %s %d\n", row->row, jc_words_get (row->label),
                                row->attachments->len > 0);
    }

  return g_string_free (g_steal_pointer (&outline), FALSE);
}

static void
fill (JcWrapBox *box, JcAttachmentDesk *desk, const JcSlotState *state)
{
  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      add_place (box, place_new (desk, state, part->page->id, NULL),
                 jc_words_get (part->page->label), part->attachment != NULL);
    }
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted && row->row[0] != '\0')
        add_place (box, place_new (desk, state, NULL, row->row), jc_words_get (row->label),
                   row->attachments->len > 0);
    }
}

/**
 * jc_slot_places_show:
 * @box: holds the places
 * @desk: takes in what is dropped on them
 * @state: how the slot stands
 */
void
jc_slot_places_show (JcWrapBox *box, JcAttachmentDesk *desk, const JcSlotState *state)
{
  g_autofree char *outline = state->applies ? dup_outline (state) : g_strdup ("");
  const char      *before = g_object_get_data (G_OBJECT (box), "jc-outline");
  GtkWidget       *child;

  if (g_strcmp0 (outline, before) == 0)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    jc_wrap_box_remove (box, child);
  if (outline[0] != '\0')
    fill (box, desk, state);
  gtk_widget_set_visible (GTK_WIDGET (box),
                          gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
  g_object_set_data_full (G_OBJECT (box), "jc-outline", g_steal_pointer (&outline), g_free);
}
