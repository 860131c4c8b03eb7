/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-title.h"

#include "jc-words.h"

/**
 * jc_dossier_title_get:
 * @row: what the library keeps for lists
 * @kind: (nullable): its kind; %NULL where its programme is not known
 *
 * The library keeps titles in Chinese. One that is only the kind's is no name of its own: such a
 * dossier is called after its kind in the language of the windows.
 *
 * Returns: (transfer none): its name; its kind's code where nothing else is known
 */
const char *
jc_dossier_title_get (const JcDossierRow *row, const JcKind *kind)
{
  gboolean has_title = row->title != NULL && *row->title != '\0';

  if (kind == NULL)
    return has_title ? row->title : row->kind;
  if (!has_title || g_strcmp0 (row->title, jc_text_get (kind->title, JC_LANGUAGE_ZH)) == 0)
    return jc_words_get (kind->title);

  return row->title;
}
