/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-places.h"

#include <glib/gi18n.h>

#include "jc-drop-zone.h"
#include "jc-words.h"

static void
drop_shown_cb (GtkWidget *label, gboolean over)
{
  if (over)
    gtk_widget_add_css_class (label, "jc-drop-open");
  else
    gtk_widget_remove_css_class (label, "jc-drop-open");
}

/* --- One place --- */

typedef enum
{
  FILLED,
  PERHAPS, /* there are pages of which nothing is said */
  EMPTY,
} Filling;

static Filling
judge (gboolean filled, guint n_unmarked)
{
  if (filled)
    return FILLED;

  return n_unmarked > 0 ? PERHAPS : EMPTY;
}

static char *
dup_words (const char *what, Filling filling)
{
  if (filling == FILLED)
    return g_strdup_printf (_ ("%s ✓"), what);
  if (filling == PERHAPS)
    /* Translators: a named page of a slot that may be on one of the pages there. */
    return g_strdup_printf (_ ("%s: not named yet"), what);

  /* Translators: a named page of a slot that is not there yet. */
  return g_strdup_printf (_ ("%s: missing"), what);
}

/**
 * Places: where places are added.
 */
typedef struct
{
  JcWrapBox         *box;
  JcDossierSession  *session;
  JcAttachmentDesk  *desk;
  const JcSlotState *state;
} Places;

static void
add_place (
    const Places *places, const char *part, const char *row, const char *what, Filling filling)
{
  const JcDropZone zone = { places->state->slot->id, part, row, drop_shown_cb };
  g_autofree char *words = dup_words (what, filling);
  GtkWidget       *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "jc-place");
  if (filling != FILLED)
    gtk_widget_add_css_class (label, "jc-open");
  jc_drop_zone_add (label, places->session, places->desk, &zone);
  jc_wrap_box_insert (places->box, label, G_MAXUINT);
}

/* --- All of them --- */

/* Written out, so that what stays the same is left alone. */
static char *
dup_outline (const JcSlotState *state)
{
  g_autoptr (GString) outline = g_string_new (NULL);
  gboolean unmarked = state->n_unmarked_pages + state->n_unmarked_files > 0;

  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      g_string_append_printf (outline, "%s %d %d\n", part->page->id, part->attachment != NULL,
                              unmarked);
    }
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted)
        g_string_append_printf (outline, "%s %s %d %d\n", row->row, jc_words_get (row->label),
                                row->attachments->len > 0, unmarked);
    }

  return g_string_free (g_steal_pointer (&outline), FALSE);
}

static void
fill (const Places *places)
{
  const JcSlotState *state = places->state;

  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      add_place (places, part->page->id, NULL, jc_words_get (part->page->label),
                 judge (part->attachment != NULL, state->n_unmarked_pages));
    }
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted && row->row[0] != '\0')
        add_place (places, NULL, row->row, jc_words_get (row->label),
                   judge (row->attachments->len > 0, state->n_unmarked_files));
    }
}

/**
 * jc_slot_places_show:
 * @box: holds the places
 * @session: the open dossier
 * @desk: takes in what is dropped on them
 * @state: how the slot stands
 */
void
jc_slot_places_show (JcWrapBox         *box,
                     JcDossierSession  *session,
                     JcAttachmentDesk  *desk,
                     const JcSlotState *state)
{
  const Places     places = { box, session, desk, state };
  g_autofree char *outline = state->applies ? dup_outline (state) : g_strdup ("");
  const char      *before = g_object_get_data (G_OBJECT (box), "jc-outline");
  GtkWidget       *child;

  if (g_strcmp0 (outline, before) == 0)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    jc_wrap_box_remove (box, child);
  if (outline[0] != '\0')
    fill (&places);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
  g_object_set_data_full (G_OBJECT (box), "jc-outline", g_steal_pointer (&outline), g_free);
}
