/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-media-wire.h"

G_BEGIN_DECLS

/**
 * JcArchiveLimits:
 * @first: the entry to begin with, from 0
 * @max_entries: entries that are looked at in all, from the archive's beginning
 * @max_files: regular files that are given at once
 * @max_bytes: of one file
 * @batch_bytes: unpacked bytes after which no other file is begun
 * @room: unpacked bytes after which the archive is taken for a bomb
 */
typedef struct
{
  gint64 first;
  gint64 max_entries;
  gint64 max_files;
  gint64 max_bytes;
  gint64 batch_bytes;
  gint64 room;
} JcArchiveLimits;

/**
 * JcArchiveSink:
 * @add: unpacked bytes, behind what was added before
 * @cut: only the first @size bytes of all are wanted
 */
typedef struct
{
  void (*add) (const void *data, gsize size, gpointer user_data);
  void (*cut) (gsize size, gpointer user_data);
  gpointer user_data;
} JcArchiveSink;

/* JC_REASON_NONE, or why nothing of the archive is to be had. Free of the helper's other parts. */
JcReason jc_archive_walk (const void            *data,
                          gsize                  size,
                          const JcArchiveLimits *limits,
                          const JcArchiveSink   *sink,
                          JsonObject            *answer);

G_END_DECLS
