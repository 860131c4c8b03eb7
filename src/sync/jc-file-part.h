/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcFilePart:
 *
 * So many bytes of a file from an offset on, as a stream that reads large blocks and tells how many
 * bytes have been taken from it. It fails where the file is shorter.
 */
#define JC_TYPE_FILE_PART (jc_file_part_get_type ())
G_DECLARE_FINAL_TYPE (JcFilePart, jc_file_part, JC, FILE_PART, GInputStream)

/* Called on the thread that reads, with how many bytes were taken since the last call. */
typedef void (*JcFilePartFunc) (gsize n_bytes, gpointer user_data);

GInputStream *jc_file_part_new (const char     *path,
                                gint64          offset,
                                gint64          n_bytes,
                                JcFilePartFunc  taken,
                                gpointer        user_data,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
