/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-sniff.h"

#include <string.h>

#include "jc-job.h"

/* Some producers put a few bytes before a PDF's header; readers look this far (ISO 32000-1, annex
 * H). */
#define PDF_HEADER_WITHIN 1024
#define TEXT_LOOKED_AT 512

typedef struct
{
  gsize       offset;
  const char *bytes;
  gsize       length;
  JcContent   content;
  JcReason    refusal; /* JC_REASON_NONE: it is taken */
} Mark;

#define TAKEN(offset, bytes, content)                                                              \
  {                                                                                                \
    offset, bytes, sizeof bytes - 1, content, JC_REASON_NONE                                       \
  }
#define REFUSED(offset, bytes, reason)                                                             \
  {                                                                                                \
    offset, bytes, sizeof bytes - 1, JC_CONTENT_ZIP, reason                                        \
  }

static const Mark marks[] = {
  TAKEN (0, "\xff\xd8\xff", JC_CONTENT_JPEG),
  TAKEN (0, "\x89PNG\r\n\x1a\n", JC_CONTENT_PNG),
  TAKEN (0, "II\x2a\x00", JC_CONTENT_TIFF),
  TAKEN (0, "MM\x00\x2a", JC_CONTENT_TIFF),
  TAKEN (0, "II\x2b\x00", JC_CONTENT_TIFF),
  TAKEN (0, "MM\x00\x2b", JC_CONTENT_TIFF),
  TAKEN (0, "%PDF-", JC_CONTENT_PDF),
  TAKEN (4, "ftypheic", JC_CONTENT_HEIF),
  TAKEN (4, "ftypheix", JC_CONTENT_HEIF),
  TAKEN (4, "ftypheim", JC_CONTENT_HEIF),
  TAKEN (4, "ftypheis", JC_CONTENT_HEIF),
  TAKEN (4, "ftyphevc", JC_CONTENT_HEIF),
  TAKEN (4, "ftypmif1", JC_CONTENT_HEIF),
  TAKEN (4, "ftypmsf1", JC_CONTENT_HEIF),
  REFUSED (4, "ftypavif", JC_REASON_AVIF),
  REFUSED (4, "ftypavis", JC_REASON_AVIF),
  REFUSED (4, "ftyp", JC_REASON_VIDEO),
  REFUSED (0, "GIF8", JC_REASON_GIF),
  REFUSED (8, "WEBP", JC_REASON_WEBP),
  REFUSED (8, "AVI ", JC_REASON_VIDEO),
  REFUSED (8, "WAVE", JC_REASON_VIDEO),
  REFUSED (0, "BM", JC_REASON_BMP),
  REFUSED (0, "\x00\x00\x00\x0cjP  ", JC_REASON_JPEG_2000),
  REFUSED (0, "\xff\x4f\xff\x51", JC_REASON_JPEG_2000),
  REFUSED (0, "8BPS", JC_REASON_PSD),
  REFUSED (0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", JC_REASON_OLE),
  REFUSED (0, "{\\rtf", JC_REASON_RTF),
  REFUSED (0, "CAJ", JC_REASON_CAJ),
  REFUSED (0, "KDH", JC_REASON_CAJ),
  REFUSED (0, "Rar!", JC_REASON_RAR),
  REFUSED (0, "7z\xbc\xaf\x27\x1c", JC_REASON_RAR),
  REFUSED (0, "\x1f\x8b", JC_REASON_RAR),
  REFUSED (0,
           "\xfd"
           "7zXZ",
           JC_REASON_RAR),
  REFUSED (0, "\x1a\x45\xdf\xa3", JC_REASON_VIDEO),
  REFUSED (0, "ID3", JC_REASON_VIDEO),
  REFUSED (0, "MZ", JC_REASON_PROGRAM),
  REFUSED (0,
           "\x7f"
           "ELF",
           JC_REASON_PROGRAM),
  REFUSED (0, "#!", JC_REASON_PROGRAM),
};

static gboolean
fits (const Mark *mark, const guint8 *data, gsize size)
{
  return size >= mark->offset + mark->length
         && memcmp (data + mark->offset, mark->bytes, mark->length) == 0;
}

/* Text, or a language of marks: both are told from binary data by having no zero byte. */
static JcReason
name_text (const guint8 *data, gsize size)
{
  gsize       n = MIN (size, TEXT_LOOKED_AT);
  const char *text = (const char *)data;
  gsize       start = 0;

  if (memchr (data, 0, n) != NULL)
    return JC_REASON_UNKNOWN_TYPE;
  if (n >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    start = 3;
  while (start < n && g_ascii_isspace (text[start]))
    start++;
  return start < n && text[start] == '<' ? JC_REASON_WEB_PAGE : JC_REASON_TEXT;
}

/**
 * jc_sniff:
 * @data: @size bytes, the whole file
 *
 * Returns: what it is; what is not taken ends the job
 */
JcContent
jc_sniff (const guint8 *data, gsize size)
{
  if (size >= 4 && memcmp (data, "PK", 2) == 0)
    return jc_sniff_archive (data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (fits (&marks[i], data, size))
      {
        if (marks[i].refusal != JC_REASON_NONE)
          jc_job_fail (marks[i].refusal, 0, 0);
        return marks[i].content;
      }

  if (memmem (data, MIN (size, PDF_HEADER_WITHIN), "%PDF-", 5) != NULL)
    return JC_CONTENT_PDF;
  jc_job_fail (name_text (data, size), 0, 0);
}
