/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A plain tar file (POSIX.1-1988 ustar) of files: what a backup is written as. Any tar reads it. */

/**
 * JcArchiveMember:
 * @name: with slashes
 * @size: bytes
 */
typedef struct
{
  char    name[101];
  goffset size;
} JcArchiveMember;

/* Appends the file at @path. G_IO_ERROR_FAILED when it changes its size meanwhile. */
gboolean jc_archive_add    (GOutputStream   *archive,
                            const char      *name,
                            const char      *path,
                            GError         **error);
gboolean jc_archive_end    (GOutputStream   *archive,
                            GError         **error);

/* The next member, whose bytes follow in @archive; FALSE without error at the end. */
gboolean jc_archive_next   (GInputStream    *archive,
                            JcArchiveMember *member,
                            GError         **error);
/* Skips what follows the bytes of a member that has been read whole. */
gboolean jc_archive_finish (GInputStream          *archive,
                            const JcArchiveMember *member,
                            GError               **error);

G_END_DECLS
