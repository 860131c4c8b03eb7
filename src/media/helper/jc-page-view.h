/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-pages.h"

G_BEGIN_DECLS

/* No picture is made larger. */
#define JC_PAGE_VIEW_MAX_PIXELS 32000000.0

/* The view that @job asks for; its page is there. */
JcPageView *jc_page_view_read (JcJob *job, JcPages *pages) G_GNUC_WARN_UNUSED_RESULT;

/* The page as @view shows it, as large as fits in @max_width x @max_height, and not larger than it
 * is. */
JcCanvas *jc_page_view_draw (JcPages *pages, const JcPageView *view, int max_width, int max_height)
    G_GNUC_WARN_UNUSED_RESULT;

/* Takes shadows and uneven light out, in place. */
void jc_page_clean (JcCanvas *canvas);

G_END_DECLS
