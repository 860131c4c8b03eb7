/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/**
 * JcDropZone: where a drop on a widget goes
 * @slot: a slot's id, or JC_SLOT_UNSORTED
 * @part: (nullable): the named page that a dropped page is
 * @row: (nullable): whose evidence it is
 * @shown_cb: something that can be dropped is over the widget, or no more; a widget within it that takes
 *   drops itself comes first
 */
typedef void (*JcDropShown) (GtkWidget *widget, gboolean over);
typedef struct
{
  const char *slot;
  const char *part;
  const char *row;
  JcDropShown shown_cb;
} JcDropZone;

/* Files and pictures go to @desk, pages of the dossier by the actions "pages.…". */
void jc_drop_zone_add (GtkWidget        *widget,
                       JcDossierSession *session,
                       JcAttachmentDesk *desk,
                       const JcDropZone *zone);

G_END_DECLS
