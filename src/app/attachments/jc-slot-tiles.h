/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-page-tile.h"
#include "jc-wrap-box.h"

G_BEGIN_DECLS

/**
 * JcTilePlan: the tiles that a slot shall have
 * @limit: how many at most
 * @end_us: when to stop making new ones, of the monotonic clock; 0: none are made
 */
typedef struct
{
  JcDossierSession  *session;
  JcPagePictures    *pictures;
  const JcSlotState *state;
  GPtrArray         *findings;
  guint              limit;
  gint64             end_us;
} JcTilePlan;

/* Brings @box in line with @plan; only what differs is changed. The focus stays on its page, else goes to the
 * one that took its place, else to @fallback. @n_pages: (out): of the slot. TRUE: all tiles are there. */
gboolean    jc_slot_tiles_lay (JcWrapBox        *box,
                               const JcTilePlan *plan,
                               GtkWidget        *fallback,
                               guint            *n_pages);
/* (nullable) */
JcPageTile *jc_slot_tiles_get (JcWrapBox        *box,
                               guint             position);

G_END_DECLS
