/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-canvas.h"

G_BEGIN_DECLS

/* Says what may make page @page of a picture hard to read. @canvas: the page, reduced; @width,
 * @height: of the page itself, in pixels */
void jc_quality_add_cautions (const JcCanvas *canvas,
                              double          width,
                              double          height,
                              int             page,
                              gboolean        is_photo,
                              JsonArray      *cautions);

G_END_DECLS
