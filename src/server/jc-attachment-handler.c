/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-attachment-handler.h"

#include <string.h>

#include "jc-named-original.h"
#include "jc-original-table.h"
#include "jc-submission-table.h"

/* --- Which one --- */

static JcNamedOriginal *
find_original (JcDossier *dossier, const char *id, gboolean is_source)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);

      if (original->is_source == is_source && g_ascii_strcasecmp (original->attachment, id) == 0)
        return jc_named_original_copy (original);
    }

  return NULL;
}

/* The document's own, or that of the last submission that has it. */
static JcNamedOriginal *
load_original (JcService             *service,
               JcRequest             *request,
               const JcDossierRecord *record,
               gboolean               is_source)
{
  const char      *id = jc_request_get_parameter (request, "attachment");
  JcNamedOriginal *original = find_original (record->dossier, id, is_source);

  for (gint64 n = record->n_submissions; original == NULL && n > 0; n--)
    {
      g_autoptr (JcSubmissionRecord) submission = NULL;
      GError *error = NULL;

      if (!jc_submission_table_load (service->database, jc_dossier_get_id (record->dossier), n,
                                     &submission, &error))
        {
          jc_service_fail (service, request, error);
          return NULL;
        }
      if (submission != NULL)
        original = find_original (submission->dossier, id, is_source);
    }

  if (original == NULL && is_source)
    jc_request_refuse (request, JC_PROBLEM_NOT_FOUND,
                       "这份材料没有编号为 %s、由另一个文件制成的附件。",
                       "The dossier has no attachment %s that was made of another file.", id);
  else if (original == NULL)
    jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "这份材料没有编号为 %s 的附件。",
                       "The dossier has no attachment %s.", id);

  return original;
}

/* --- How it is named --- */

/* What a browser would run is never named as what it is. */
static const char *
choose_media_type (const char *media_type)
{
  static const char *const safe[]
      = { "application/pdf", "application/ofd", "image/jpeg", "image/png", "image/tiff",
          "image/webp",      "image/heic",      "image/bmp",  "image/gif", NULL };

  for (guint i = 0; media_type != NULL && safe[i] != NULL; i++)
    if (g_ascii_strcasecmp (media_type, safe[i]) == 0)
      return safe[i];

  return "application/octet-stream";
}

/**
 * dup_disposition:
 *
 * Source: RFC 6266, appendix D: a plain name for old programs, then the real one (RFC 8187).
 */
static char *
dup_disposition (const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *real = g_uri_escape_string (name, "!#$&+^`|", FALSE);

  for (char *p = plain; *p != '\0'; p++)
    if (!g_ascii_isprint (*p) || strchr ("\"\\%/", *p) != NULL)
      *p = '_';

  return g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", plain, real);
}

/* --- Which part --- */

typedef enum
{
  RANGE_WHOLE,
  RANGE_PART,
  RANGE_OUTSIDE,
} RangeVerdict;

static gboolean
read_number (const char *text, gsize length, gint64 *value)
{
  g_autofree char *digits = g_strndup (text, length);

  if (length == 0 || strspn (digits, "0123456789") != length)
    return FALSE;
  *value = length > 18 ? G_MAXINT64 : g_ascii_strtoll (digits, NULL, 10);

  return TRUE;
}

/* Source: RFC 9110, section 14.1.2. What is malformed, of another unit or of several ranges counts
 * as no range (section 14.2). */
static RangeVerdict
parse_range (const char *text, gint64 size, gint64 *from, gint64 *length)
{
  const char *dash;
  gint64      first = 0;
  gint64      last = G_MAXINT64;
  gboolean    has_first;

  if (text == NULL || g_ascii_strncasecmp (text, "bytes=", 6) != 0)
    return RANGE_WHOLE;
  text += 6;
  dash = strchr (text, '-');
  if (dash == NULL || strchr (text, ',') != NULL)
    return RANGE_WHOLE;

  has_first = read_number (text, (gsize)(dash - text), &first);
  if ((!has_first && dash != text)
      || (!read_number (dash + 1, strlen (dash + 1), &last) && (!has_first || dash[1] != '\0')))
    return RANGE_WHOLE;
  if (has_first && last < first)
    return RANGE_WHOLE;

  if (!has_first)
    {
      first = MAX (0, size - last);
      last = last == 0 ? -1 : size - 1;
    }
  if (first >= size || last < 0)
    return RANGE_OUTSIDE;

  *from = first;
  *length = MIN (last, size - 1) - first + 1;

  return RANGE_PART;
}

/* RFC 9110, section 13.1.5: only the very same strong tag keeps the range. */
static RangeVerdict
choose_range (JcRequest *request, gint64 size)
{
  const char *if_range = jc_request_get_field (request, "If-Range");

  request->file_offset = 0;
  request->file_length = size;
  if (request->is_head || (if_range != NULL && !g_str_equal (if_range, request->etag)))
    return RANGE_WHOLE;

  return parse_range (jc_request_get_field (request, "Range"), size, &request->file_offset,
                      &request->file_length);
}

/* RFC 9110, section 13.1.2: compared weakly. */
static gboolean
is_known (JcRequest *request)
{
  return request->if_none_match != NULL
         && (g_str_equal (request->if_none_match, "*")
             || strstr (request->if_none_match, request->etag) != NULL);
}

static void
answer_file (JcRequest *request, const char *path, gint64 size, const JcNamedOriginal *original)
{
  g_autofree char *disposition = dup_disposition (original->name);
  RangeVerdict     verdict = choose_range (request, size);
  g_autofree char *range = NULL;

  jc_request_set_field (request, "Accept-Ranges", "bytes");
  if (verdict == RANGE_OUTSIDE)
    {
      range = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, size);
      jc_request_refuse (request, JC_PROBLEM_RANGE, "文件有 %" G_GINT64_FORMAT " 字节。",
                         "The file has %" G_GINT64_FORMAT " bytes.", size);
      jc_request_set_field (request, "Content-Range", range);
      return;
    }

  jc_request_set_content (request, verdict == RANGE_PART ? 206 : 200,
                          choose_media_type (original->media_type), NULL);
  jc_request_set_field (request, "Content-Disposition", disposition);
  jc_request_set_field (request, "Content-Security-Policy", "default-src 'none'; sandbox");
  if (verdict == RANGE_PART)
    {
      range = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                               (gint64)request->file_offset,
                               (gint64)(request->file_offset + request->file_length - 1), size);
      jc_request_set_field (request, "Content-Range", range);
    }
  request->file = g_strdup (path);
}

static void
answer (JcService *service, JcRequest *request, gboolean is_source)
{
  JcAccess access;
  g_autoptr (JcDossierRecord) record = jc_service_load_dossier (service, request, &access);
  g_autoptr (JcNamedOriginal) original
      = record != NULL ? load_original (service, request, record, is_source) : NULL;
  g_autofree char *path = NULL;
  gint64           size;
  GError          *error = NULL;

  if (original == NULL)
    return;

  if (!jc_original_table_load_size (service->database, original->sha256, &size, &error))
    {
      jc_service_fail (service, request, error);
      return;
    }
  if (size < 0 || jc_originals_get_size (service->originals, original->sha256) != size)
    {
      g_warning ("The original %.12s… is not what was recorded", original->sha256);
      jc_request_refuse (request, JC_PROBLEM_INTERNAL, "这个附件的原件在服务器上缺失或已损坏。",
                         "This attachment's original is missing or damaged on the server.");
      return;
    }

  request->etag = g_strdup_printf ("\"%s\"", original->sha256);
  if (is_known (request))
    {
      jc_request_set_status (request, 304);
      return;
    }

  path = jc_originals_dup_path (service->originals, original->sha256);
  answer_file (request, path, size, original);
}

/**
 * jc_attachment_handle_get:
 * @service: the service
 * @request: GET or HEAD /dossiers/{dossier}/attachments/{attachment}
 *
 * The original as it came, for whoever may read the dossier. A dossier of a round that has several
 * kinds of readers shows each the same file.
 */
void
jc_attachment_handle_get (JcService *service, JcRequest *request)
{
  answer (service, request, FALSE);
}

/**
 * jc_attachment_handle_get_source:
 * @service: the service
 * @request: GET or HEAD /dossiers/{dossier}/attachments/{attachment}/source
 *
 * The file as it came, where the attachment's original was made of it: a locked PDF.
 */
void
jc_attachment_handle_get_source (JcService *service, JcRequest *request)
{
  answer (service, request, TRUE);
}
