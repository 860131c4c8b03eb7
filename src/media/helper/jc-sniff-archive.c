/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-sniff.h"

#include <string.h>

#include "jc-job.h"

/* ZIP's records (PKWARE APPNOTE 4.3.12, 4.3.16). Only names are read here; nothing is unpacked. */
#define END_MARK "PK\x05\x06"
#define END_SIZE 22
#define END_MAX_COMMENT 65535
#define ENTRY_MARK "PK\x01\x02"
#define ENTRY_SIZE 46
#define MAX_ENTRIES 20000

typedef struct
{
  gboolean has_ofd;
  JcReason office; /* JC_REASON_NONE: none */
  gboolean is_whole;
} Findings;

static guint
read_16 (const guint8 *data)
{
  return (guint)data[0] | (guint)data[1] << 8;
}

static guint32
read_32 (const guint8 *data)
{
  return read_16 (data) | (guint32)read_16 (data + 2) << 16;
}

static const guint8 *
find_end (const guint8 *data, gsize size)
{
  gsize least = size > END_SIZE + END_MAX_COMMENT ? size - END_SIZE - END_MAX_COMMENT : 0;

  for (gsize at = size >= END_SIZE ? size - END_SIZE + 1 : 0; at-- > least;)
    if (memcmp (data + at, END_MARK, 4) == 0)
      return data + at;
  return NULL;
}

/* Some programs write folders the way Windows does. */
static gboolean
begins_with (const char *name, gsize length, const char *prefix)
{
  gsize n = strlen (prefix);

  if (length < n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (g_ascii_tolower (name[i] == '\\' ? '/' : name[i]) != g_ascii_tolower (prefix[i]))
      return FALSE;
  return TRUE;
}

static void
note_name (const char *name, gsize length, Findings *findings)
{
  static const struct
  {
    const char *prefix;
    JcReason    reason;
  } offices[] = {
    { "word/", JC_REASON_DOCX },
    { "xl/", JC_REASON_XLSX },
    { "ppt/", JC_REASON_PPTX },
    { "META-INF/manifest.xml", JC_REASON_ODF },
  };

  if (length == strlen ("OFD.xml") && begins_with (name, length, "OFD.xml"))
    findings->has_ofd = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (offices); i++)
    if (findings->office == JC_REASON_NONE && begins_with (name, length, offices[i].prefix))
      findings->office = offices[i].reason;
}

static void
read_directory (const guint8 *data, gsize size, Findings *findings)
{
  const guint8 *end = find_end (data, size);
  gsize         at = end != NULL ? read_32 (end + 16) : size;
  guint         n = end != NULL ? MIN (read_16 (end + 10), MAX_ENTRIES) : 0;

  findings->is_whole = end != NULL;
  for (guint i = 0; i < n; i++)
    {
      gsize length;

      if (at > size || size - at < ENTRY_SIZE || memcmp (data + at, ENTRY_MARK, 4) != 0)
        {
          findings->is_whole = FALSE;
          return;
        }
      length = read_16 (data + at + 28);
      if (size - at - ENTRY_SIZE < length)
        return;
      note_name ((const char *)data + at + ENTRY_SIZE, length, findings);
      at += ENTRY_SIZE + length + read_16 (data + at + 30) + read_16 (data + at + 32);
    }
}

/**
 * jc_sniff_archive:
 * @data: @size bytes that begin with "PK"
 *
 * An archive for exchange of documents between offices (OFD, GB/T 33190) is told by its entry
 * `OFD.xml`; an office program's document by its folder.
 *
 * Returns: %JC_CONTENT_OFD or %JC_CONTENT_ZIP; an office document, or an archive whose directory is
 * missing, ends the job
 */
JcContent
jc_sniff_archive (const guint8 *data, gsize size)
{
  Findings findings = { FALSE, JC_REASON_NONE, FALSE };

  read_directory (data, size, &findings);
  if (!findings.is_whole)
    jc_job_fail (JC_REASON_CUT_SHORT_SOMEWHERE, 0, 0);
  if (findings.has_ofd)
    return JC_CONTENT_OFD;
  if (findings.office != JC_REASON_NONE)
    jc_job_fail (findings.office, 0, 0);
  return JC_CONTENT_ZIP;
}
