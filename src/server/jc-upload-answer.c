/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-answer.h"

#include <libsoup/soup.h>

#include "jc-json.h"
#include "jc-span.h"

static void
set_bytes (JcRequest *request, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  jc_request_set_field (request, name, text);
}

/* RFC 9110, section 5.6.7, as tus asks for it. */
static void
set_expires (JcRequest *request, gint64 expires_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (expires_us / G_USEC_PER_SEC);
  g_autofree char *text = soup_date_time_to_string (at, SOUP_DATE_HTTP);

  jc_request_set_field (request, "Upload-Expires", text);
}

static void
describe (JcRequest *request)
{
  const JcUploadRecord *record = request->upload->record;
  JsonObject           *object = json_object_new ();
  g_autofree char      *expires_at = jc_instant_to_utc (record->expires_us);

  json_object_set_string_member (object, "id", record->id);
  json_object_set_string_member (object, "sha256", record->sha256);
  json_object_set_int_member (object, "size", record->size);
  json_object_set_int_member (object, "offset", request->upload->offset);
  json_object_set_boolean_member (object, "finished", record->finished);
  json_object_set_string_member (object, "expires_at", expires_at);

  jc_request_take_json (request, 200, jc_json_new_object (object));
  set_bytes (request, "Upload-Length", record->size);
  jc_request_set_field (request, "Upload-Metadata", record->metadata);
}

static void
answer_created (JcRequest *request)
{
  g_autofree char *location = g_strconcat (JC_UPLOAD_PATH "/", request->upload->record->id, NULL);

  jc_request_set_status (request, 201);
  jc_request_set_field (request, "Location", location);
}

static void
answer_done (JcRequest *request)
{
  JcUpload *upload = request->upload;

  if (upload->task == JC_UPLOAD_END)
    {
      jc_request_set_status (request, 204);
      return;
    }

  if (upload->task == JC_UPLOAD_CREATE || (upload->task == JC_UPLOAD_ASK && upload->wants_offset))
    answer_created (request);
  else if (upload->task == JC_UPLOAD_ASK)
    describe (request);
  else
    jc_request_set_status (request, 204);

  if (upload->wants_offset || upload->task == JC_UPLOAD_ASK)
    set_bytes (request, "Upload-Offset", upload->offset);
  set_expires (request, upload->record->expires_us);
}

static void
refuse_offset (JcRequest *request)
{
  gint64      offset = request->upload->offset;
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "offset", offset);
  jc_request_take_refusal (request, JC_PROBLEM_OFFSET,
                           jc_text_new_printf ("服务器上已有 %" G_GINT64_FORMAT
                                               " 字节。从 Upload-Offset: %" G_GINT64_FORMAT
                                               " 接着传。",
                                               "%" G_GINT64_FORMAT
                                               " bytes have come. Go on from Upload-Offset: "
                                               "%" G_GINT64_FORMAT ".",
                                               offset, offset),
                           members);
  set_bytes (request, "Upload-Offset", offset);
}

static void
refuse_failed (JcRequest *request)
{
  const GError *error = request->upload->error;

  jc_request_refuse_for_error (request, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    jc_request_refuse_plainly (request, JC_PROBLEM_NO_SPACE);
}

/**
 * jc_upload_answer:
 * @request: a call whose upload has its outcome
 */
void
jc_upload_answer (JcRequest *request)
{
  const JcUploadRecord *record = request->upload->record;

  switch (request->upload->outcome)
    {
    case JC_UPLOAD_OFFSET_WRONG:
      refuse_offset (request);
      break;
    case JC_UPLOAD_TOO_LONG:
      jc_request_refuse (request, JC_PROBLEM_TOO_LARGE,
                         "正文超过了 Upload-Length 所报的 %" G_GINT64_FORMAT
                         " 字节，这次传的没有保留。",
                         "The body goes beyond the Upload-Length of %" G_GINT64_FORMAT
                         " bytes; nothing of it was kept.",
                         record->size);
      break;
    case JC_UPLOAD_CHECKSUM_WRONG:
      jc_request_refuse (request, JC_PROBLEM_CHECKSUM_MISMATCH,
                         "这一段与 Upload-Checksum 不符，没有保留。从原处再传一次。",
                         "This part does not have its Upload-Checksum and was not kept. Send it "
                         "again from the same place.");
      break;
    case JC_UPLOAD_HASH_WRONG:
      jc_request_refuse (request, JC_PROBLEM_HASH_MISMATCH,
                         "文件已收全，但它的 SHA-256 不是 %.12s…，没有保留。重新上传。",
                         "The file is complete but its SHA-256 is not %.12s…, so it was not kept. "
                         "Upload it again.",
                         record->sha256);
      break;
    case JC_UPLOAD_OVER_QUOTA:
      jc_request_refuse_plainly (request, JC_PROBLEM_UPLOAD_QUOTA);
      break;
    case JC_UPLOAD_BUSY:
      jc_request_refuse_plainly (request, JC_PROBLEM_UPLOAD_LOCKED);
      request->retry_after_s = 1;
      break;
    case JC_UPLOAD_FAILED:
      refuse_failed (request);
      break;
    case JC_UPLOAD_RUNNING:
    case JC_UPLOAD_PART:
    case JC_UPLOAD_WHOLE:
    default:
      answer_done (request);
      break;
    }
}
