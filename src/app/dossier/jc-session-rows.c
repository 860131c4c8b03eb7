/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-session.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-row-edits.h"

static JsonNode *
get_rows (JcDossierSession *self, const char *pointer)
{
  return jc_pointer_get (jc_dossier_get_values (jc_dossier_session_get_dossier (self)), pointer);
}

/**
 * jc_dossier_session_get_n_rows:
 * @self: a session
 * @pointer: a rows field
 *
 * Returns: how many rows it has
 */
guint
jc_dossier_session_get_n_rows (JcDossierSession *self, const char *pointer)
{
  JsonArray *rows = jc_json_as_array (jc_dossier_session_get_value (self, pointer));

  return rows != NULL ? json_array_get_length (rows) : 0;
}

/**
 * jc_dossier_session_add_row:
 * @self: a session
 * @pointer: a rows field
 */
void
jc_dossier_session_add_row (JcDossierSession *self, const char *pointer)
{
  g_autoptr (JsonNode) rows = jc_row_edits_dup_added (get_rows (self, pointer));

  jc_dossier_session_set_rows (self, pointer, rows);
}

/**
 * jc_dossier_session_copy_row:
 * @self: a session
 * @pointer: a rows field
 * @position: one of its rows
 */
void
jc_dossier_session_copy_row (JcDossierSession *self, const char *pointer, guint position)
{
  g_autoptr (JsonNode) rows = jc_row_edits_dup_copied (get_rows (self, pointer), position);

  jc_dossier_session_set_rows (self, pointer, rows);
}

/**
 * jc_dossier_session_remove_row:
 * @self: a session
 * @pointer: a rows field
 * @position: one of its rows
 */
void
jc_dossier_session_remove_row (JcDossierSession *self, const char *pointer, guint position)
{
  g_autoptr (JsonNode) rows = jc_row_edits_dup_removed (get_rows (self, pointer), position);

  jc_dossier_session_set_rows (self, pointer, rows);
}

/**
 * jc_dossier_session_move_row:
 * @self: a session
 * @pointer: a rows field
 * @from: one of its rows
 * @to: its new position
 */
void
jc_dossier_session_move_row (JcDossierSession *self, const char *pointer, guint from, guint to)
{
  g_autoptr (JsonNode) rows = jc_row_edits_dup_moved (get_rows (self, pointer), from, to);

  jc_dossier_session_set_rows (self, pointer, rows);
}
