/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <stdio.h>

#include <glib.h>
#include <jpeglib.h>

#include "jc-reducer.h"

G_BEGIN_DECLS

/* Whether jc_jpeg_eighth_read () can read it. @info: after jpeg_read_header () */
gboolean jc_jpeg_eighth_can_read (const struct jpeg_decompress_struct *info);

/* Pushes the picture at an eighth of its size, each side rounded up, to @reducer: grey or R, G, B.
 * FALSE when anything is unusual about the data: then the decoder has to read it from the beginning
 * and say what. */
gboolean jc_jpeg_eighth_read (const struct jpeg_decompress_struct *info, JcReducer *reducer);

G_END_DECLS
