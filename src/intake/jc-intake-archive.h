/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-media.h"

G_BEGIN_DECLS

#define JC_INTAKE_ARCHIVE_MAX_FILES 500
#define JC_INTAKE_ARCHIVE_MAX_BYTES (G_GINT64_CONSTANT (1) << 30)
/* Unpacked bytes for each packed one, from JC_INTAKE_ARCHIVE_FREE_BYTES unpacked on. Scans and pictures are packed already. */
#define JC_INTAKE_ARCHIVE_MAX_RATIO 50
#define JC_INTAKE_ARCHIVE_FREE_BYTES (8 * 1024 * 1024)

/**
 * JcIntakeArchiveFuncs:
 * @take: one file of the archive, whole; @name is cleaned; FALSE with @error set ends the walk
 * @refuse: one that cannot be had
 */
typedef struct
{
  gboolean (*take)   (const char *name, GBytes *data, gpointer user_data, GError **error);
  void     (*refuse) (const char *name, const GError *error, gpointer user_data);
} JcIntakeArchiveFuncs;

gboolean jc_intake_archive_walk (JcMedia                    *media,
                                 const char                 *path,
                                 gint64                      max_bytes,
                                 const JcIntakeArchiveFuncs *funcs,
                                 gpointer                    user_data,
                                 GCancellable               *cancellable,
                                 GError                    **error);

G_END_DECLS
