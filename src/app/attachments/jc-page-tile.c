/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-tile.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-page-fetcher.h"
#include "jc-page-menu.h"
#include "jc-page-place.h"
#include "jc-slot-words.h"
#include "jc-words.h"

struct _JcPageTile
{
  GtkWidget parent_instance;

  GtkWidget     *box;
  JcPageThumb   *thumb;
  GtkWidget     *fetch_button;
  GtkLabel      *fetch_words;
  GtkLabel      *caption;
  GtkMenuButton *menu_button;
  GtkLabel      *file_name;
  GtkWidget     *warning;
  GtkLabel      *warning_words;

  JcDossierSession *session;
  JcPagePictures   *pictures;
  JcPageFetcher    *fetcher; /* (unowned): the process' */
  char             *slot;
  char             *id;
  char             *sha256;
  int               page;
  char             *spoken;
};

G_DEFINE_FINAL_TYPE (JcPageTile, jc_page_tile, GTK_TYPE_WIDGET)

/* --- Words --- */

static void
append (GString *words, const char *word)
{
  if (word == NULL || word[0] == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, _ (", "));
  g_string_append (words, word);
}

/* Which of the slot's named pages, or which row's evidence it is. */
static char *
dup_caption (const JcTileFacts *facts, gboolean *known)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const JcSlot *slot = facts->state->slot;

  for (guint i = 0; i < slot->pages->len; i++)
    {
      const JcSlotPage *asked = g_ptr_array_index (slot->pages, i);

      for (guint j = 0; j < facts->attachment->parts->len; j++)
        {
          const JcAttachmentPart *part = g_ptr_array_index (facts->attachment->parts, j);

          if (part->page == facts->view->page && g_str_equal (part->part, asked->id))
            append (words, jc_words_get (asked->label));
        }
    }
  for (guint i = 0; facts->attachment->row != NULL && i < facts->state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (facts->state->rows, i);

      if (g_str_equal (row->row, facts->attachment->row))
        append (words, jc_words_get (row->label));
    }
  *known = words->len > 0;
  if (*known)
    return g_strconcat (words->str, " ✓", NULL);
  if (slot->pages->len > 0)
    return g_strdup (_ ("Which page?"));
  if (slot->each != NULL)
    return g_strdup (_ ("Which row?"));

  return g_strdup_printf (_ ("Page %u"), facts->number);
}

/* What is said of the file stands at its first page. */
static gboolean
is_about (const JcFinding *finding, const JcTileFacts *facts)
{
  return g_strcmp0 (finding->attachment, facts->attachment->id) == 0
         && (finding->page == facts->view->page || (finding->page == 0 && facts->is_first));
}

static char *
dup_warning (const JcTileFacts *facts)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < facts->findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (facts->findings, i);

      if (is_about (finding, facts))
        append (words, jc_slot_words_get_short (finding));
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_file_words (const JcTileFacts *facts)
{
  if (facts->attachment->pages <= 1)
    return g_strdup (facts->attachment->name);

  /* Translators: a file's name and which of its pages: scan.pdf 2 / 5 */
  return g_strdup_printf (_ ("%s %d / %d"), facts->attachment->name, facts->view->page,
                          facts->attachment->pages);
}

static void
set_label (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words) != 0)
    gtk_label_set_label (label, words);
}

static void
name_all (JcPageTile *self, const JcTileFacts *facts, const char *caption, const char *warning)
{
  /* Translators: a page of a slot: Identity card, page 2 */
  g_autofree char *name = g_strdup_printf (_ ("%s, page %u"),
                                           jc_words_get (facts->state->slot->label), facts->number);
  g_autofree char *menu = g_strdup_printf (_ ("What to do with “%s”"), name);
  g_autofree char *file = dup_file_words (facts);
  g_autoptr (GString) words = g_string_new (name);

  append (words, caption);
  append (words, file);
  if (jc_page_fetcher_look (self->fetcher, facts->attachment->sha256) != JC_PAGE_HERE)
    append (words, _ ("not on this computer yet"));
  append (words, warning);
  if (g_strcmp0 (self->spoken, words->str) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_strdup (words->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), file);
  set_label (self->file_name, file);
}

/* A click on the button asks for the original, or stops what comes; the keyboard has the menu, and
 * what opens the page asks for it too. */
static void
show_fetch (JcPageTile *self)
{
  JcPageFetch      state = jc_page_fetcher_look (self->fetcher, self->sha256);
  g_autofree char *why = NULL;
  g_autofree char *share = NULL;
  const char      *words = jc_page_fetcher_get_label (self->fetcher);

  gtk_widget_set_visible (self->fetch_button, state != JC_PAGE_HERE);
  if (state == JC_PAGE_HERE)
    return;
  why = jc_page_fetcher_dup_words (self->fetcher, self->sha256);
  if (state == JC_PAGE_COMING)
    share = g_strdup_printf ("%.0f %%",
                             jc_page_fetcher_get_fraction (self->fetcher, self->sha256) * 100);
  else if (state == JC_PAGE_WAITING)
    words = _ ("Waiting");
  set_label (self->fetch_words, share != NULL ? share : words);
  gtk_widget_set_tooltip_text (self->fetch_button, why);
}

static void
fetch_changed_cb (JcPageTile *self, const char *sha256)
{
  if (self->sha256 != NULL && (sha256[0] == '\0' || g_str_equal (sha256, self->sha256)))
    show_fetch (self);
}

/**
 * jc_page_tile_show:
 * @self: a tile
 * @facts: what it shows from now on
 */
void
jc_page_tile_show (JcPageTile *self, const JcTileFacts *facts)
{
  gboolean         known = FALSE;
  g_autofree char *caption = NULL;
  g_autofree char *warning = NULL;

  g_return_if_fail (JC_IS_PAGE_TILE (self));

  jc_page_thumb_set_page (self->thumb, self->pictures, facts->attachment->sha256, facts->view);
  self->page = facts->view->page;
  g_free (self->id);
  self->id = g_strdup (facts->attachment->id);
  g_free (self->slot);
  self->slot = g_strdup (facts->attachment->slot);
  g_free (self->sha256);
  self->sha256 = g_strdup (facts->attachment->sha256);
  show_fetch (self);

  caption = dup_caption (facts, &known);
  warning = dup_warning (facts);
  set_label (self->caption, caption);
  set_label (self->warning_words, warning);
  gtk_widget_set_visible (self->warning, warning[0] != '\0');
  name_all (self, facts, caption, warning);
}

/* --- Commands --- */

static void
forward_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageTile      *self = JC_PAGE_TILE (widget);
  g_autofree char *action = g_strconcat ("pages.", name + strlen ("tile."), NULL);

  gtk_widget_activate_action (widget, action, "(si)", self->id, self->page);
}

static void
fetch_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcPageTile *self = JC_PAGE_TILE (widget);

  gtk_widget_activate_action (widget, "pages.fetch", "s", self->id);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (JC_PAGE_TILE (widget)->menu_button);
}

static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  JcPageTile *self = user_data;
  g_autoptr (GSimpleActionGroup) marks
      = jc_page_menu_dup_marks (GTK_WIDGET (self), self->session, self->id, self->page);
  JcPageFetch state = jc_page_fetcher_look (self->fetcher, self->sha256);
  const char *fetch = state == JC_PAGE_HERE ? NULL
                      : state == JC_PAGE_COMING || state == JC_PAGE_WAITING
                          ? _ ("_Stop downloading")
                          : _ ("_Download");
  g_autoptr (GMenuModel) menu = jc_page_menu_new (self->session, self->id, self->page, fetch);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "mark", G_ACTION_GROUP (marks));
  gtk_menu_button_set_menu_model (button, menu);
}

static void
secondary_pressed_cb (JcPageTile *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
primary_pressed_cb (JcPageTile *self, int n_press)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "tile.open", NULL);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, JcPageTile *self)
{
  g_autoptr (JcPagePlace) place = NULL;
  GdkPaintable *picture = jc_page_thumb_get_paintable (self->thumb);

  place = jc_page_place_new (self->id, self->page);
  if (picture != NULL)
    gtk_drag_source_set_icon (source, picture, 0, 0);

  return gdk_content_provider_new_typed (JC_TYPE_PAGE_PLACE, place);
}

/* --- GObject --- */

/* Tab goes to the tile, then to its menu; the arrows from tile to tile. */
static gboolean
jc_page_tile_focus (GtkWidget *widget, GtkDirectionType direction)
{
  JcPageTile *self = JC_PAGE_TILE (widget);
  GtkWidget  *menu = GTK_WIDGET (self->menu_button);
  gboolean    in_menu = gtk_widget_get_focus_child (self->box) != NULL;
  gboolean    on_tile = gtk_widget_is_focus (widget);

  /* An open menu goes about in itself. */
  if (in_menu && gtk_widget_child_focus (menu, direction))
    return TRUE;
  if (direction == GTK_DIR_TAB_FORWARD && on_tile)
    return gtk_widget_child_focus (menu, direction);
  if (direction == GTK_DIR_TAB_BACKWARD && !on_tile && !in_menu)
    return gtk_widget_child_focus (menu, direction);
  if (direction == GTK_DIR_TAB_BACKWARD && in_menu)
    return gtk_widget_grab_focus (widget);

  return !on_tile && !in_menu && gtk_widget_grab_focus (widget);
}

static void
jc_page_tile_dispose (GObject *object)
{
  g_clear_pointer (&JC_PAGE_TILE (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_page_tile_parent_class)->dispose (object);
}

static void
jc_page_tile_finalize (GObject *object)
{
  JcPageTile *self = JC_PAGE_TILE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_free (self->slot);
  g_free (self->id);
  g_free (self->sha256);
  g_free (self->spoken);

  G_OBJECT_CLASS (jc_page_tile_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const forwarded[] = { "tile.open",       "tile.remove",  "tile.turn-left",
                                           "tile.turn-right", "tile.earlier", "tile.later" };

  for (gsize i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_class_install_action (widget_class, forwarded[i], NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "tile.fetch", NULL, fetch_cb);
  gtk_widget_class_install_action (widget_class, "tile.menu", NULL, menu_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "tile.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "tile.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "tile.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tile.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "tile.earlier",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "tile.later",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "tile.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tile.menu",
                                       NULL);
}

static void
jc_page_tile_class_init (JcPageTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_page_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_page_tile_finalize;
  widget_class->focus = jc_page_tile_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_type_ensure (JC_TYPE_PAGE_THUMB);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-page-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, box);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, thumb);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, fetch_words);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, caption);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, menu_button);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, file_name);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, warning);
  gtk_widget_class_bind_template_child (widget_class, JcPageTile, warning_words);
  install_actions (widget_class);
}

static void
add_clicks (JcPageTile *self)
{
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *primary = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  g_signal_connect_object (primary, "pressed", G_CALLBACK (primary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->thumb), GTK_EVENT_CONTROLLER (primary));
}

static void
jc_page_tile_init (JcPageTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu_cb, self, NULL);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->thumb), GTK_EVENT_CONTROLLER (source));
  add_clicks (self);
}

/**
 * jc_page_tile_new:
 * @session: the open dossier; kept
 * @pictures: draws the page; kept
 *
 * Returns: (transfer floating): a tile that shows nothing yet
 */
GtkWidget *
jc_page_tile_new (JcDossierSession *session, JcPagePictures *pictures)
{
  JcPageTile *self = g_object_new (JC_TYPE_PAGE_TILE, NULL);

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (pictures);
  self->fetcher = jc_page_fetcher_get_default (pictures);
  g_signal_connect_object (self->fetcher, "changed", G_CALLBACK (fetch_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * jc_page_tile_get_id:
 * @self: a tile
 *
 * Returns: (transfer none): the attachment
 */
const char *
jc_page_tile_get_id (JcPageTile *self)
{
  return self->id;
}

/**
 * jc_page_tile_get_page:
 * @self: a tile
 *
 * Returns: the page of the original, from 1
 */
int
jc_page_tile_get_page (JcPageTile *self)
{
  return self->page;
}

/**
 * jc_page_tile_get_thumb:
 * @self: a tile
 *
 * Returns: (transfer none): its picture
 */
JcPageThumb *
jc_page_tile_get_thumb (JcPageTile *self)
{
  return self->thumb;
}
