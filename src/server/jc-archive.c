/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-archive.h"

#include <string.h>

#include "jc-json.h"

#define BLOCK 512
#define MAX_SIZE (G_GINT64_CONSTANT (1) << 33)

/**
 * JcHeader:
 * A member's header block (POSIX.1-1988, ustar).
 */
typedef struct
{
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link[100];
  char magic[8];
  char rest[247];
} JcHeader;

G_STATIC_ASSERT (sizeof (JcHeader) == BLOCK);

static gsize
count_padding (goffset size)
{
  return (gsize)((BLOCK - size % BLOCK) % BLOCK);
}

/* The sum of all bytes, the checksum's own counted as spaces. */
static guint
sum (const JcHeader *header)
{
  JcHeader      copy = *header;
  const guint8 *bytes = (const guint8 *)&copy;
  guint         n = 0;

  memset (copy.checksum, ' ', sizeof copy.checksum);
  for (gsize i = 0; i < sizeof copy; i++)
    n += bytes[i];

  return n;
}

static gboolean
write_header (GOutputStream *archive, const char *name, goffset size, GError **error)
{
  JcHeader header = { 0 };

  g_assert (strlen (name) < sizeof header.name && size < MAX_SIZE);
  memcpy (header.name, name, strlen (name));
  memcpy (header.mode, "0000600", 8);
  memcpy (header.uid, "0000000", 8);
  memcpy (header.gid, "0000000", 8);
  memcpy (header.mtime, "00000000000", 12);
  g_snprintf (header.size, sizeof header.size, "%011" G_GINT64_MODIFIER "o", (guint64)size);
  header.type = '0';
  memcpy (header.magic, "ustar\00000", 8);
  g_snprintf (header.checksum, 7, "%06o", sum (&header));
  header.checksum[7] = ' ';

  return g_output_stream_write_all (archive, &header, sizeof header, NULL, NULL, error);
}

/**
 * jc_archive_add:
 * @archive: the archive so far
 * @name: up to 99 bytes
 * @path: a file below 8 GiB
 * @error: why it could not be read or written
 *
 * Returns: whether it was appended whole
 */
gboolean
jc_archive_add (GOutputStream *archive, const char *name, const char *path, GError **error)
{
  static const char padding[BLOCK];
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info = NULL;
  goffset size;
  gssize  copied;

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return FALSE;

  size = g_file_info_get_size (info);
  if (size >= MAX_SIZE)
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s”太大，放不进备份。",
                         "“%s” is too large for a backup.", path);
  if (!write_header (archive, name, size, error))
    return FALSE;

  copied = g_output_stream_splice (archive, G_INPUT_STREAM (stream), 0, NULL, error);
  if (copied < 0)
    return FALSE;
  if (copied != size)
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s”在备份时变了大小。",
                         "“%s” changed its size while it was copied.", path);

  return g_output_stream_write_all (archive, padding, count_padding (size), NULL, NULL, error);
}

/**
 * jc_archive_end:
 * @archive: the archive
 * @error: why it could not be written
 *
 * Returns: whether it is whole; the stream is still open
 */
gboolean
jc_archive_end (GOutputStream *archive, GError **error)
{
  static const char end[2 * BLOCK];

  return g_output_stream_write_all (archive, end, sizeof end, NULL, NULL, error);
}

static gboolean
set_damaged (GError **error)
{
  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "备份已损坏或不完整。",
                       "The backup is damaged or cut off.");
}

static gboolean
read_block (GInputStream *archive, void *block, GError **error)
{
  gsize n;

  if (!g_input_stream_read_all (archive, block, BLOCK, &n, NULL, error))
    return FALSE;

  return n == BLOCK || set_damaged (error);
}

static gboolean
read_octal (const char *digits, gsize length, goffset *value)
{
  g_autofree char *text = g_strndup (digits, length);

  *value = (goffset)g_ascii_strtoull (text, NULL, 8);

  return *text != '\0' && strspn (text, "01234567 ") == strlen (text);
}

/**
 * jc_archive_next:
 * @archive: at a member's beginning
 * @member: (out): what comes
 * @error: JC_MODEL_ERROR_INVALID when it is no archive, or a damaged one
 *
 * Only plain files are known.
 *
 * Returns: FALSE without error at the end
 */
gboolean
jc_archive_next (GInputStream *archive, JcArchiveMember *member, GError **error)
{
  static const JcHeader nothing;
  JcHeader              header;
  goffset               checksum;

  if (!read_block (archive, &header, error) || memcmp (&header, &nothing, sizeof header) == 0)
    return FALSE;
  if (memcmp (header.magic, "ustar", 5) != 0 || header.type != '0'
      || !read_octal (header.checksum, 6, &checksum) || checksum != (goffset)sum (&header)
      || !read_octal (header.size, 11, &member->size))
    return set_damaged (error);

  memcpy (member->name, header.name, sizeof header.name);
  member->name[sizeof header.name] = '\0';

  return TRUE;
}

/**
 * jc_archive_finish:
 * @archive: after a member's last byte
 * @member: the member
 * @error: why it could not be read
 *
 * Returns: whether the next one can be read
 */
gboolean
jc_archive_finish (GInputStream *archive, const JcArchiveMember *member, GError **error)
{
  gsize padding = count_padding (member->size);
  char  block[BLOCK];
  gsize n;

  if (!g_input_stream_read_all (archive, block, padding, &n, NULL, error))
    return FALSE;

  return n == padding || set_damaged (error);
}
