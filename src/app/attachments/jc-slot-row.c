/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-drop-zone.h"
#include "jc-session-attachments.h"
#include "jc-slot-check.h"
#include "jc-slot-places.h"
#include "jc-slot-tiles.h"
#include "jc-slot-words.h"
#include "jc-words.h"

/* Tiles at first, and how many more come when they are asked for: a slot may hold a file of 2,000
 * pages. */
#define TILES_STEP 40

struct _JcSlotRow
{
  GtkListBoxRow parent_instance;

  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *words;
  GtkLabel      *hint;
  GtkMenuButton *add_button;
  JcWrapBox     *places;
  JcWrapBox     *tiles;
  GtkButton     *more_button;
  GtkLabel      *more_words;
  GtkBox        *notes;
  GtkLabel      *drop_words;

  JcDossierSession *session;
  JcAttachmentDesk *desk;
  JcPagePictures   *pictures;
  const JcSlot     *slot;     /* (unowned): the programme's */
  guint             limit;    /* tiles to be shown at most */
  gboolean          complete; /* no tile is waiting to be made */
};

enum
{
  REBUILD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSlotRow, jc_slot_row, GTK_TYPE_LIST_BOX_ROW)

static JcSlotState *
dup_state (JcSlotRow *self)
{
  return jc_check_dup_slot_state (jc_dossier_session_get_check (self->session), self->slot->id);
}

static GPtrArray *
dup_findings (JcSlotRow *self)
{
  return jc_check_dup_slot_findings (jc_dossier_session_get_check (self->session), self->slot->id);
}

/* --- Words --- */

static void
set_label (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words) != 0)
    gtk_label_set_label (label, words);
}

static void
show_words (JcSlotRow *self, const JcSlotState *state, GPtrArray *findings)
{
  g_autofree char *words = jc_slot_words_dup_state (state, findings);
  const char      *label = jc_words_get (self->slot->label);
  /* Translators: a slot that is asked for. */
  g_autofree char *title = state->required ? g_strdup_printf (_ ("%s *"), label) : g_strdup (label);
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), label, words);
  const char      *icon = jc_slot_words_get_icon (state, findings);

  set_label (self->title, title);
  set_label (self->words, words);
  gtk_image_set_from_icon_name (self->icon, icon);
  if (g_str_equal (icon, "jc-state-problem-symbolic"))
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), state->applies);
  gtk_widget_set_visible (GTK_WIDGET (self->add_button),
                          jc_session_may_attach (self->session, self->slot->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_note (const JcSlot *slot, const JcFinding *finding)
{
  static const struct
  {
    const char *icon;
    const char *css_class;
  } looks[] = {
    [JC_SEVERITY_ERROR] = { "dialog-error-symbolic", "error" },
    [JC_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
    [JC_SEVERITY_HINT] = { "dialog-information-symbolic", "dim-label" },
  };
  GtkWidget       *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *icon = gtk_image_new_from_icon_name (looks[finding->severity].icon);
  g_autofree char *words = jc_slot_words_dup_finding (slot, finding);
  GtkWidget       *label = gtk_label_new (words);

  gtk_widget_add_css_class (icon, "jc-sign");
  gtk_widget_add_css_class (note, looks[finding->severity].css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (note), icon);
  gtk_box_append (GTK_BOX (note), label);

  return note;
}

static void
show_notes (JcSlotRow *self, GPtrArray *findings)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (!jc_slot_words_say (finding))
        gtk_box_append (self->notes, make_note (self->slot, finding));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes),
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

/* --- Tiles --- */

/* The last tiles were asked for: the focus goes to the first of them that is there, else to the one
 * before. */
static void
hide_more_button (JcSlotRow *self)
{
  gboolean    had_focus = gtk_widget_has_focus (GTK_WIDGET (self->more_button));
  JcPageTile *tile = jc_slot_tiles_get (self->tiles, self->limit - TILES_STEP);

  if (tile == NULL && self->limit > TILES_STEP)
    tile = jc_slot_tiles_get (self->tiles, self->limit - TILES_STEP - 1);
  if (had_focus)
    gtk_widget_grab_focus (tile != NULL ? GTK_WIDGET (tile) : GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), FALSE);
}

static void
show_more_button (JcSlotRow *self, guint n_pages)
{
  guint            n_left = n_pages > self->limit ? n_pages - self->limit : 0;
  g_autofree char *words = g_strdup_printf (ngettext ("Show %u more page of “%s”",
                                                      "Show %u more pages of “%s”", n_left),
                                            n_left, jc_words_get (self->slot->label));

  set_label (self->more_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  if (n_left > 0)
    gtk_widget_set_visible (GTK_WIDGET (self->more_button), TRUE);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->more_button)))
    hide_more_button (self);
}

static gboolean
show_tiles (JcSlotRow *self, const JcSlotState *state, GPtrArray *findings, gint64 end_us)
{
  const JcTilePlan plan = { self->session, self->pictures, state, findings, self->limit, end_us };
  guint            n_pages;
  gboolean         complete = jc_slot_tiles_lay (self->tiles, &plan, GTK_WIDGET (self), &n_pages);

  show_more_button (self, n_pages);

  return complete;
}

/* --- Commands --- */

static void
more_clicked_cb (JcSlotRow *self)
{
  self->limit += TILES_STEP;
  self->complete = FALSE;
  g_signal_emit (self, signals[REBUILD], 0);
}

static void
forward_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_strconcat ("pages.", name + strlen ("slot."), NULL);

  gtk_widget_activate_action (widget, action, "s", JC_SLOT_ROW (widget)->slot->id);
}

/* --- Dropping --- */

static void
drop_shown_cb (GtkWidget *widget, gboolean over)
{
  gtk_widget_set_visible (GTK_WIDGET (JC_SLOT_ROW (widget)->drop_words), over);
}

/* --- GObject --- */

static void
jc_slot_row_finalize (GObject *object)
{
  JcSlotRow *self = JC_SLOT_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  g_clear_object (&self->pictures);

  G_OBJECT_CLASS (jc_slot_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/attachments/jc-slot-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, icon);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, title);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, words);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, hint);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, add_button);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, places);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, tiles);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, more_button);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, more_words);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, notes);
  gtk_widget_class_bind_template_child (widget_class, JcSlotRow, drop_words);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
jc_slot_row_class_init (JcSlotRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_slot_row_finalize;

  signals[REBUILD] = g_signal_new ("rebuild", JC_TYPE_SLOT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  g_type_ensure (JC_TYPE_WRAP_BOX);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "slot.choose", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "slot.scan", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "slot.paste", NULL, forward_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "slot.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "slot.paste",
                                       NULL);
}

static void
jc_slot_row_init (JcSlotRow *self)
{
  self->limit = TILES_STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_slot_row_new:
 * @session: the open dossier; kept
 * @desk: takes files in; kept
 * @pictures: draws pages; kept
 * @slot: of the session's kind
 *
 * Returns: (transfer floating): the slot, without tiles yet
 */
GtkWidget *
jc_slot_row_new (JcDossierSession *session,
                 JcAttachmentDesk *desk,
                 JcPagePictures   *pictures,
                 const JcSlot     *slot)
{
  const JcDropZone zone = { .slot = slot->id, .shown_cb = drop_shown_cb };
  JcSlotRow       *self = g_object_new (JC_TYPE_SLOT_ROW, NULL);
  const char      *label = jc_words_get (slot->label);
  g_autofree char *add = g_strdup_printf (_ ("Add pages to “%s”"), label);
  g_autofree char *drop = g_strdup_printf (_ ("Put into “%s”"), label);
  g_autofree char *pages = g_strdup_printf (_ ("Pages of “%s”"), label);
  g_autofree char *places = g_strdup_printf (_ ("What belongs in “%s”"), label);

  self->session = g_object_ref (session);
  self->desk = g_object_ref (desk);
  self->pictures = g_object_ref (pictures);
  self->slot = slot;
  jc_drop_zone_add (GTK_WIDGET (self), session, desk, &zone);
  gtk_label_set_label (self->hint, jc_words_get (slot->hint));
  gtk_label_set_label (self->drop_words, drop);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  add, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tiles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pages, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->places), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  places, -1);
  jc_slot_row_update (self);

  return GTK_WIDGET (self);
}

/**
 * jc_slot_row_get_slot:
 * @self: a slot's row
 *
 * Returns: (transfer none): the slot's id
 */
const char *
jc_slot_row_get_slot (JcSlotRow *self)
{
  return self->slot->id;
}

/**
 * jc_slot_row_update:
 * @self: a slot's row
 *
 * Looks at the slot again; only what differs is changed.
 */
void
jc_slot_row_update (JcSlotRow *self)
{
  g_autoptr (JcSlotState) state = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_return_if_fail (JC_IS_SLOT_ROW (self));

  state = dup_state (self);
  findings = dup_findings (self);
  show_words (self, state, findings);
  jc_slot_places_show (self->places, self->session, self->desk, state);
  show_notes (self, findings);
  self->complete = show_tiles (self, state, findings, 0);
}

/**
 * jc_slot_row_build:
 * @self: a slot's row
 * @end_us: when to stop, of the monotonic clock
 *
 * Returns: whether all tiles are there
 */
gboolean
jc_slot_row_build (JcSlotRow *self, gint64 end_us)
{
  g_autoptr (JcSlotState) state = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_return_val_if_fail (JC_IS_SLOT_ROW (self), TRUE);

  if (self->complete)
    return TRUE;
  state = dup_state (self);
  findings = dup_findings (self);
  self->complete = show_tiles (self, state, findings, end_us);

  return self->complete;
}

/**
 * jc_slot_row_list_thumbs:
 * @self: a slot's row
 * @thumbs: (element-type JcPageThumb): receives the pictures of its tiles
 */
void
jc_slot_row_list_thumbs (JcSlotRow *self, GPtrArray *thumbs)
{
  JcPageTile *tile;

  for (guint i = 0; (tile = jc_slot_tiles_get (self->tiles, i)) != NULL; i++)
    g_ptr_array_add (thumbs, jc_page_tile_get_thumb (tile));
}

/**
 * jc_slot_row_set_dragging:
 * @self: a slot's row
 * @dragging: whether something is dragged over the page
 */
void
jc_slot_row_set_dragging (JcSlotRow *self, gboolean dragging)
{
  if (dragging && jc_session_may_attach (self->session, self->slot->id))
    gtk_widget_add_css_class (GTK_WIDGET (self), "jc-drop-open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "jc-drop-open");
  if (!dragging)
    gtk_widget_set_visible (GTK_WIDGET (self->drop_words), FALSE);
}
