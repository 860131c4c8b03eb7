/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-named-original.h"
#include "jc-sync.h"

G_BEGIN_DECLS

/* Originals from the server. */

/* Told how many bytes of the original are here. */
typedef void (*JcDownloadFunc) (gint64 n_bytes, gpointer user_data);

/* Brings one original here. The server's dossier @dossier has to name it. */
gboolean jc_download        (JcSync                *self,
                             const char            *dossier,
                             const JcNamedOriginal *original,
                             JcDownloadFunc         come,
                             gpointer               user_data,
                             GCancellable          *cancellable,
                             GError               **error);

/* --- jc-fetch.c: which ones --- */

/* @dossier came from the server: what it names and is not here is fetched later. */
gboolean jc_fetch_note      (JcSync        *self,
                             JcDossier     *dossier,
                             GError       **error);
/* Fetches what was noted, up to so many bytes in all. */
gboolean jc_fetch_originals (JcSync        *self,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
