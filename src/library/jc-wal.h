/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcWal:
 *
 * SQLite's write-ahead log as a file, read without SQLite (https://www.sqlite.org/fileformat2.html,
 * section 4). SQLite itself ends such a log at its first bad frame, silently: right after a power
 * cut, wrong when the disk has spoilt a commit that was acknowledged.
 */
typedef struct _JcWal JcWal;

/* NULL without error when there is no log, or nothing was ever committed in it. */
JcWal *jc_wal_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void   jc_wal_free (JcWal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcWal, jc_wal_free)

guint jc_wal_get_page_size (JcWal *self);
/* A frame is bad though at least two commits stand behind it: the first of those was synced. */
gboolean jc_wal_is_damaged (JcWal *self);
/* The last committed form of page @number, or NULL. */
const guint8 *jc_wal_get_page (JcWal *self, guint32 number);
/* Writes every page up to the last commit to @fd and cuts it to the committed length. */
gboolean jc_wal_apply (JcWal *self, int fd, GError **error);

G_END_DECLS
