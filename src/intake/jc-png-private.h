/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <cairo.h>

#include "jc-png.h"

G_BEGIN_DECLS

GBytes *jc_png_encode_surface (cairo_surface_t *surface,
                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
