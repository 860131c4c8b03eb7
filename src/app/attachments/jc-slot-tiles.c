/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-tiles.h"

#include "jc-focus.h"

/**
 * jc_slot_tiles_get:
 * @self: a slot's tiles
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the tile there
 */
JcPageTile *
jc_slot_tiles_get (JcWrapBox *self, guint position)
{
  GtkWidget *child = jc_wrap_box_get_child (self, position);

  return child != NULL ? JC_PAGE_TILE (child) : NULL;
}

static gboolean
tile_shows (JcPageTile *tile, const JcAttachment *attachment, const JcPageView *view)
{
  return g_str_equal (jc_page_tile_get_id (tile), attachment->id)
         && jc_page_tile_get_page (tile) == view->page;
}

/* The tile of that page, from @position on. */
static JcPageTile *
find_tile (JcWrapBox *self, guint position, const JcAttachment *attachment, const JcPageView *view)
{
  JcPageTile *tile;

  while ((tile = jc_slot_tiles_get (self, position++)) != NULL)
    if (tile_shows (tile, attachment, view))
      return tile;

  return NULL;
}

/* Which tile has the focus; -1: none. */
static int
find_focused (JcWrapBox *self)
{
  GtkWidget  *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL
                          ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)))
                          : NULL;
  JcPageTile *tile;

  for (int i = 0; focus != NULL && (tile = jc_slot_tiles_get (self, (guint)i)) != NULL; i++)
    if (focus == GTK_WIDGET (tile) || gtk_widget_is_ancestor (focus, GTK_WIDGET (tile)))
      return i;

  return -1;
}

/**
 * Laying: tiles brought in line with what the slot holds.
 * @position: of the next tile
 */
typedef struct
{
  const JcTilePlan *plan;
  JcTileFacts       facts;
  guint             position;
  gboolean          complete;
} Laying;

static void
lay_tile (JcWrapBox *self, Laying *laying)
{
  JcPageTile *tile
      = find_tile (self, laying->position, laying->facts.attachment, laying->facts.view);

  if (tile == NULL
      && (laying->plan->end_us == 0 || g_get_monotonic_time () >= laying->plan->end_us))
    {
      laying->complete = FALSE;
      return;
    }
  if (tile == NULL)
    {
      tile = JC_PAGE_TILE (jc_page_tile_new (laying->plan->session, laying->plan->pictures));
      jc_page_tile_show (tile, &laying->facts);
      jc_wrap_box_insert (self, GTK_WIDGET (tile), laying->position);
    }
  else
    {
      if (jc_slot_tiles_get (self, laying->position) != tile)
        {
          g_object_ref (tile);
          jc_focus_leave (GTK_WIDGET (tile));
          jc_wrap_box_remove (self, GTK_WIDGET (tile));
          jc_wrap_box_insert (self, GTK_WIDGET (tile), laying->position);
          g_object_unref (tile);
        }
      jc_page_tile_show (tile, &laying->facts);
    }
  laying->position++;
}

/* Pages past the limit are counted, not shown. */
static guint
lay_tiles (JcWrapBox *self, Laying *laying)
{
  const JcSlotState *state = laying->plan->state;
  guint              n_pages = 0;

  for (guint i = 0; i < state->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (state->attachments, i);
      g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

      if (views->len == 0 && attachment->pages == 0)
        g_ptr_array_add (views, jc_page_view_new (1));
      laying->facts.attachment = attachment;
      for (guint j = 0; j < views->len; j++)
        {
          laying->facts.view = g_ptr_array_index (views, j);
          laying->facts.number = ++n_pages;
          laying->facts.is_first = j == 0;
          if (n_pages <= laying->plan->limit)
            lay_tile (self, laying);
        }
    }

  return n_pages;
}

/* Behind the last one that belongs there; an unfinished laying keeps those that it has not come to.
 */
static void
drop_tiles (JcWrapBox *self, const Laying *laying)
{
  JcPageTile *tile;

  while (laying->complete && (tile = jc_slot_tiles_get (self, laying->position)) != NULL)
    {
      jc_focus_leave (GTK_WIDGET (tile));
      jc_wrap_box_remove (self, GTK_WIDGET (tile));
    }
}

/* The focus stays on its page, else goes to the one that took its place, else to the slot. */
static void
restore_focus (JcWrapBox *self, int focused, const char *id, int page, GtkWidget *fallback)
{
  JcPageTile *tile;
  int         last = -1;

  for (int i = 0; (tile = jc_slot_tiles_get (self, (guint)i)) != NULL; last = i++)
    if (g_str_equal (jc_page_tile_get_id (tile), id) && jc_page_tile_get_page (tile) == page)
      {
        if (find_focused (self) != i)
          gtk_widget_grab_focus (GTK_WIDGET (tile));
        return;
      }
  tile = last >= 0 ? jc_slot_tiles_get (self, (guint)MIN (focused, last)) : NULL;
  gtk_widget_grab_focus (tile != NULL ? GTK_WIDGET (tile) : fallback);
}

/**
 * jc_slot_tiles_lay:
 * @self: a slot's tiles
 * @plan: what they shall be
 * @fallback: takes the focus where no tile is left for it
 * @n_pages: (out): how many pages the slot has
 *
 * Returns: whether all tiles of the plan are there
 */
gboolean
jc_slot_tiles_lay (JcWrapBox *self, const JcTilePlan *plan, GtkWidget *fallback, guint *n_pages)
{
  Laying           laying = { .plan = plan,
                              .facts = { .state = plan->state, .findings = plan->findings },
                              .complete = TRUE };
  int              focused = find_focused (self);
  JcPageTile      *holder = focused >= 0 ? jc_slot_tiles_get (self, (guint)focused) : NULL;
  g_autofree char *id = holder != NULL ? g_strdup (jc_page_tile_get_id (holder)) : NULL;
  int              page = holder != NULL ? jc_page_tile_get_page (holder) : 0;

  *n_pages = lay_tiles (self, &laying);
  drop_tiles (self, &laying);
  gtk_widget_set_visible (GTK_WIDGET (self), jc_slot_tiles_get (self, 0) != NULL);
  if (holder != NULL)
    restore_focus (self, focused, id, page, fallback);

  return laying.complete;
}
