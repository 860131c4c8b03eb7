/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-dossier-session.h"
#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcPageViewer:
 *
 * A window over the dossier's that shows the pages of one slot one after the other, and in which they
 * are turned, straightened, cropped, cleaned, ordered and taken out: each a view of the original, put into the
 * session, that undo takes back.
 */
#define JC_TYPE_PAGE_VIEWER (jc_page_viewer_get_type ())
G_DECLARE_FINAL_TYPE (JcPageViewer, jc_page_viewer, JC, PAGE_VIEWER, AdwWindow)

/* Opens on @page (from 1) of the attachment @id. */
void jc_page_viewer_present (GtkWindow        *parent,
                             JcDossierSession *session,
                             JcPagePictures   *pictures,
                             const char       *id,
                             int               page);

G_END_DECLS
