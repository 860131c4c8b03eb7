/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A ZIP from outside: only regular files, bounded in number, bytes and time. */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-archive-walk.h"

#include <locale.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#define BLOCK_BYTES (64 * 1024)
/* No file system's path is longer; of what is, the end is given. */
#define MAX_NAME_BYTES 4096

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

typedef struct
{
  struct archive        *archive; /* (unowned) */
  const JcArchiveLimits *limits;
  const JcArchiveSink   *sink;
  JsonArray             *files; /* (unowned) */
  gint64                 index;
  gint64                 n_read; /* unpacked, wanted or not */
  gsize                  n_kept;
} Walk;

/* The two methods that every program writes; the others' decoders are seldom tried, and one of them
 * takes as much memory as the archive asks for. */
static gboolean
is_common_method (struct archive *archive)
{
  const char *words = archive_format_name (archive);

  return words != NULL
         && (strstr (words, "(uncompressed)") != NULL || strstr (words, "(deflation)") != NULL);
}

/* Raw, as it may be in any encoding: whoever shows it reads it. */
static char *
dup_name (struct archive_entry *entry)
{
  const char *raw = archive_entry_pathname (entry);
  gsize       length = raw != NULL ? strlen (raw) : 0;
  gsize       start = length > MAX_NAME_BYTES ? length - MAX_NAME_BYTES : 0;

  return g_base64_encode ((const guchar *)(length > 0 ? raw + start : ""), length - start);
}

static void
note (Walk *walk, struct archive_entry *entry, const char *state, gint64 size)
{
  JsonObject      *file = json_object_new ();
  g_autofree char *name = dup_name (entry);

  json_object_set_string_member (file, "name", name);
  json_object_set_string_member (file, "state", state);
  json_object_set_int_member (file, "size", size);
  json_array_add_object_element (walk->files, file);
}

/* What is read is counted, whatever the archive promises: its own sizes may lie, and files may
 * share their packed bytes. */
static JcReason
read_file (Walk *walk, struct archive_entry *entry)
{
  static char block[BLOCK_BYTES];
  gsize       before = walk->n_kept;
  gint64      n_bytes = 0;
  gssize      n = ARCHIVE_RETRY;

  while (n != 0 && n_bytes <= walk->limits->max_bytes && walk->n_read <= walk->limits->room)
    {
      n = archive_read_data (walk->archive, block, sizeof block);
      if (n < 0 && n != ARCHIVE_RETRY)
        return JC_REASON_DAMAGED;
      if (n <= 0)
        continue;
      n_bytes += n;
      walk->n_read += n;
      walk->n_kept += (gsize)n;
      walk->sink->add (block, (gsize)n, walk->sink->user_data);
    }

  if (n == 0)
    {
      note (walk, entry, "whole", n_bytes);
      return JC_REASON_NONE;
    }
  walk->n_kept = before;
  walk->sink->cut (before, walk->sink->user_data);
  note (walk, entry, "too-large", n_bytes);
  return JC_REASON_NONE;
}

static JcReason
take_entry (Walk *walk, struct archive_entry *entry)
{
  if (archive_entry_filetype (entry) != AE_IFREG)
    return JC_REASON_NONE;
  if (archive_entry_is_data_encrypted (entry))
    note (walk, entry, "encrypted", 0);
  else if (!is_common_method (walk->archive))
    note (walk, entry, "method", 0);
  else
    return read_file (walk, entry);
  return JC_REASON_NONE;
}

static gboolean
is_full (const Walk *walk)
{
  return walk->index >= walk->limits->max_entries || walk->n_read > walk->limits->room
         || walk->n_read >= walk->limits->batch_bytes
         || json_array_get_length (walk->files) >= walk->limits->max_files;
}

/* @next: receives -1 at the archive's end. */
static JcReason
walk_entries (Walk *walk, gint64 *next)
{
  JcReason reason = JC_REASON_NONE;

  for (; reason == JC_REASON_NONE; walk->index++)
    {
      struct archive_entry *entry = NULL;
      int                   code;

      *next = walk->index;
      if (walk->index > walk->limits->first && is_full (walk))
        return JC_REASON_NONE;
      code = archive_read_next_header (walk->archive, &entry);
      if (code == ARCHIVE_EOF)
        {
          *next = -1;
          return JC_REASON_NONE;
        }
      if (code == ARCHIVE_RETRY)
        continue;
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
        return JC_REASON_DAMAGED;
      if (walk->index >= walk->limits->first)
        reason = take_entry (walk, entry);
    }
  return reason;
}

/**
 * jc_archive_walk:
 * @data: a ZIP of @size bytes
 * @limits: how far to go
 * @sink: receives the bytes of the files that are whole, one behind the other
 * @answer: receives `files`, each with `name` (raw bytes, in base64), `size` (bytes that were
 *   unpacked of it) and `state` ("whole"; without bytes: "encrypted", "method" for one that is
 *   seldom used, "too-large" where @limits ended it), and `next`, the entry to go on with, -1 when
 *   that was all
 *
 * Folders, links and devices are passed over. At least one entry is looked at each time.
 */
JcReason
jc_archive_walk (const void            *data,
                 gsize                  size,
                 const JcArchiveLimits *limits,
                 const JcArchiveSink   *sink,
                 JsonObject            *answer)
{
  g_autoptr (Archive) archive = archive_read_new ();
  Walk walk = { .archive = archive, .limits = limits, .sink = sink, .files = json_array_new () };
  locale_t utf8 = (locale_t)0;
  locale_t before = (locale_t)0;
  gint64   next = -1;
  JcReason reason = JC_REASON_DAMAGED;

  json_object_set_array_member (answer, "files", walk.files);
  if (archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK
      || archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return JC_REASON_DAMAGED;

  /* Names that the archive marks as UTF-8 are handed out in the locale's encoding. */
  utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  before = utf8 != (locale_t)0 ? uselocale (utf8) : (locale_t)0;
  reason = walk_entries (&walk, &next);
  if (utf8 != (locale_t)0)
    {
      uselocale (before);
      freelocale (utf8);
    }
  json_object_set_int_member (answer, "next", next);
  return reason;
}
