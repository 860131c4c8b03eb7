/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"

G_BEGIN_DECLS

/* Private to the library. */

/* --- jc-salvage-copy.c --- */

/* @path: a damaged database; @copy: receives its pages and those of its log, with a first page that
 * SQLite can read; @template: a fresh database of the same schema. */
gboolean jc_salvage_copy (const char *path, const char *copy, const char *template, GError **error);

/* --- jc-salvage-rows.c --- */

/**
 * JcSalvage:
 * @n_dossiers: dossiers in the new database
 * @n_from_history: those of them whose last words come from the history
 * @lost: (element-type utf8): ids that were seen and could not be saved
 * @n_lost_rows: places in other tables that could not be read, at most so many rows
 */
typedef struct
{
  guint      n_dossiers;
  guint      n_from_history;
  GPtrArray *lost;
  guint      n_lost_rows;
} JcSalvage;

void jc_salvage_clear (JcSalvage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcSalvage, jc_salvage_clear)

/* Fills the fresh @database with what can be read in the file @copy. */
gboolean jc_salvage_rows (JcSalvage *self, JcDatabase *database, const char *copy, GError **error);

G_END_DECLS
