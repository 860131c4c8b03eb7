/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media.h"

G_BEGIN_DECLS

GBytes *jc_png_encode_picture (JcPicture *picture,
                               GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
