/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <stdio.h>

#include <glib.h>
#include <jpeglib.h>

G_BEGIN_DECLS

/* Whether a JPEG without a camera's data looks as messengers leave a photo: small, and saved again
 * by the phone's system library. @info: after jpeg_read_header () */
gboolean jc_messenger_has_sent (struct jpeg_decompress_struct *info);

G_END_DECLS
