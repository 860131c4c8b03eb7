/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcRowsRow:
 *
 * A field that repeats: its rows, each of which opens to its own fields and can be moved, copied and
 * removed, and a button for one more.
 *
 * Signal: "row-removed" (string words): for a toast that offers to take it back.
 */
#define JC_TYPE_ROWS_ROW (jc_rows_row_get_type ())
G_DECLARE_FINAL_TYPE (JcRowsRow, jc_rows_row, JC, ROWS_ROW, GtkBox)

GtkWidget *jc_rows_row_new   (JcDossierSession *session,
                              const JcField    *field);
/* @pointer: the field itself, one of its rows, or a row's field. FALSE when it is not there. */
gboolean   jc_rows_row_go_to (JcRowsRow        *self,
                              const char       *pointer);

G_END_DECLS
