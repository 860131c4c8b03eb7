/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcRowItem:
 *
 * One row of a repeated field: says in its title what it holds, opens to its fields, which are made
 * when it is opened for the first time.
 */
#define JC_TYPE_ROW_ITEM (jc_row_item_get_type ())
G_DECLARE_FINAL_TYPE (JcRowItem, jc_row_item, JC, ROW_ITEM, AdwExpanderRow)

GtkWidget  *jc_row_item_new    (JcDossierSession *session,
                                const JcField    *field,
                                guint             position);
/* The row's own id, which stays when it is moved. */
const char *jc_row_item_get_id (JcRowItem        *self);
/* What it is dragged by. */
GtkWidget  *jc_row_item_get_handle (JcRowItem    *self);
/* Opens it and goes to @pointer, or to its first field. */
gboolean    jc_row_item_go_to  (JcRowItem        *self,
                                const char       *pointer);

G_END_DECLS
