/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So long a file has to stay as it is before it counts as written. */
#define JC_FOLDER_REST_US (2 * G_USEC_PER_SEC)
/* So often one file is tried that could not be read. */
#define JC_FOLDER_MAX_ATTEMPTS 5
/* Files whose look is kept over a restart. */
#define JC_FOLDER_MAX_REMEMBERED 3000

/**
 * JcFolderEntry:
 * @name: in the folder; raw bytes
 * @mtime_us: as the folder's machine says; only compared with itself
 *
 * A regular file of a folder at one moment.
 */
typedef struct
{
  char  *name;
  gint64 size;
  gint64 mtime_us;
} JcFolderEntry;

JcFolderEntry *jc_folder_entry_new (const char *name, gint64 size, gint64 mtime_us) G_GNUC_WARN_UNUSED_RESULT;
void           jc_folder_entry_free (JcFolderEntry *self);

/**
 * JcFolderNews:
 *
 * Which files of a watched folder are new and completely written, going by what is listed of it now and
 * then. What lay there at the first look is not news; it can be asked for. A file is told once; when it
 * is written anew (another size or time) it is news again.
 */
typedef struct _JcFolderNews JcFolderNews;

JcFolderNews *jc_folder_news_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void          jc_folder_news_free          (JcFolderNews       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcFolderNews, jc_folder_news_free)

/* @entries: (element-type JcFolderEntry): all there are; @now_us: monotonic. Names (element-type filename) in the
 * order in which a person numbers files. */
GPtrArray    *jc_folder_news_look          (JcFolderNews       *self,
                                            GPtrArray          *entries,
                                            gint64              now_us) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a file waits to come to rest. */
gboolean      jc_folder_news_is_waiting    (JcFolderNews       *self);

/* Files that were there before, and were not asked for. */
guint         jc_folder_news_count_earlier (JcFolderNews       *self);
/* From the next look on they are news too. */
void          jc_folder_news_ask_earlier   (JcFolderNews       *self);

/* It could not be read: it is news once more when it is at rest again. FALSE: that was tried often enough. */
gboolean      jc_folder_news_try_again     (JcFolderNews       *self,
                                            const char         *name);

/* What is known, as text for another time. */
char         *jc_folder_news_dup_memory    (JcFolderNews       *self) G_GNUC_WARN_UNUSED_RESULT;
/* Before the first look. */
void          jc_folder_news_set_memory    (JcFolderNews       *self,
                                            const char         *memory);

/* Whether it is what a person put there: no system's file, no other program's half one. */
gboolean      jc_folder_news_is_candidate  (const char         *name);

G_END_DECLS
