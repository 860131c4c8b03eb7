/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-dossier-session.h"
#include "jc-page-thumb.h"
#include "jc-slot-check.h"

G_BEGIN_DECLS

/**
 * JcPageTile:
 *
 * One page of a slot: its picture, which page it is, what is to be looked at, and a menu of what can be
 * done with it. Commands go to the actions of #JcAttachmentsPage.
 */
#define JC_TYPE_PAGE_TILE (jc_page_tile_get_type ())
G_DECLARE_FINAL_TYPE (JcPageTile, jc_page_tile, JC, PAGE_TILE, GtkWidget)

/**
 * JcTileFacts: what a tile shows; nothing of it is kept.
 * @view: one of @attachment
 * @number: of the page in its slot, from 1
 * @is_first: of its file
 * @findings: (element-type JcFinding): of the slot
 */
typedef struct
{
  const JcSlotState  *state;
  const JcAttachment *attachment;
  const JcPageView   *view;
  guint               number;
  gboolean            is_first;
  GPtrArray          *findings;
} JcTileFacts;

GtkWidget  *jc_page_tile_new      (JcDossierSession  *session,
                                   JcPagePictures    *pictures);
void        jc_page_tile_show     (JcPageTile        *self,
                                   const JcTileFacts *facts);
const char *jc_page_tile_get_id   (JcPageTile        *self);
int         jc_page_tile_get_page (JcPageTile        *self);
JcPageThumb *jc_page_tile_get_thumb (JcPageTile       *self);

G_END_DECLS
