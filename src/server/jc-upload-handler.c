/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-handler.h"

#include "jc-upload-answer.h"
#include "jc-upload-head.h"
#include "jc-upload-settle.h"

/**
 * jc_upload_handle_options:
 * @service: the service
 * @request: OPTIONS /uploads or /uploads/{upload}
 *
 * Source: tus 1.0.0, OPTIONS.
 */
void
jc_upload_handle_options (JcService *service, JcRequest *request)
{
  g_autofree char *max_size = g_strdup_printf ("%" G_GINT64_FORMAT, JC_UPLOAD_MAX_BYTES);

  jc_request_set_status (request, 204);
  jc_request_set_field (request, "Tus-Version", JC_UPLOAD_VERSION);
  jc_request_set_field (request, "Tus-Extension", JC_UPLOAD_EXTENSIONS);
  jc_request_set_field (request, "Tus-Max-Size", max_size);
  jc_request_set_field (request, "Tus-Checksum-Algorithm", JC_UPLOAD_CHECKSUMS);
}

static gboolean
refuse_longer (JcRequest *request, gint64 size, const char *header)
{
  jc_request_refuse (request, JC_PROBLEM_TOO_LARGE,
                     "正文比 %s 所报的 %" G_GINT64_FORMAT " 字节长。",
                     "The body is longer than the %2$" G_GINT64_FORMAT " bytes that %1$s leaves.",
                     header, size);

  return FALSE;
}

/* --- Creation --- */

static gboolean
refuse_header (JcRequest *request, const char *name)
{
  if (jc_request_get_field (request, name) == NULL)
    return FALSE;

  jc_request_refuse (request, JC_PROBLEM_UPLOAD_HEADER,
                     "这里不支持 %s。上传前写明 Upload-Length，一次传一个文件。",
                     "%s is not offered here. Say Upload-Length first, and send one file at a "
                     "time.",
                     name);

  return TRUE;
}

static gboolean
check_size (JcRequest *request, gint64 size)
{
  JsonObject *members;

  if (size <= JC_UPLOAD_MAX_BYTES)
    return request->n_body_bytes <= size || refuse_longer (request, size, "Upload-Length");

  members = json_object_new ();
  json_object_set_int_member (members, "max_size", JC_UPLOAD_MAX_BYTES);
  jc_request_take_refusal (request, JC_PROBLEM_TOO_LARGE,
                           jc_text_new_printf ("文件有 %" G_GINT64_FORMAT
                                               " 字节，一个文件最大 %" G_GINT64_FORMAT
                                               " 字节（256 MiB）。压缩或拆分后再传。",
                                               "The file has %" G_GINT64_FORMAT
                                               " bytes; a file has %" G_GINT64_FORMAT
                                               " (256 MiB) at most. Make it smaller, or divide it.",
                                               size, JC_UPLOAD_MAX_BYTES),
                           members);

  return FALSE;
}

static JcUploadRecord *
new_record (JcRequest *request, const char *sha256, gint64 size)
{
  JcUploadRecord *record = g_new0 (JcUploadRecord, 1);

  record->id = g_uuid_string_random ();
  record->account = g_strdup (request->account->name);
  record->sha256 = g_strdup (sha256);
  record->size = size;
  record->metadata = g_strdup (jc_request_get_field (request, "Upload-Metadata"));
  record->expires_us = jc_service_now_us () + JC_UPLOAD_KEEP_US;

  return record;
}

/* Who sends bytes with the creation reads in the answer how many are there, and so can be told that
 * the account has sent them before: all of them, or, when it asks with no bytes, some. Other
 * accounts' uploads are never looked at. */
static gboolean
find_own (
    JcService *service, JcRequest *request, const char *sha256, gint64 size, JcUploadRecord **own)
{
  g_autoptr (JcUploadRecord) found = NULL;
  GError *error = NULL;

  if (!jc_upload_table_find (service->database, request->account->name, sha256, size,
                             jc_service_now_us (), &found, &error))
    {
      jc_service_fail (service, request, error);
      return FALSE;
    }
  if (found != NULL && (found->finished || request->n_body_bytes == 0))
    *own = g_steal_pointer (&found);

  return TRUE;
}

static void
resume (JcRequest *request, JcUploadRecord *own)
{
  request->upload = jc_upload_new (JC_UPLOAD_ASK, own);
  request->upload->wants_offset = TRUE;
  if (!own->finished)
    return;

  request->upload->offset = own->size;
  request->upload->outcome = JC_UPLOAD_PART;
  jc_upload_answer (request);
}

static void
create (JcService *service, JcRequest *request, const char *sha256, gint64 size, gboolean comes)
{
  JcUpload *upload = jc_upload_new (JC_UPLOAD_CREATE, new_record (request, sha256, size));
  g_autoptr (GPtrArray) uploads = NULL;

  request->upload = upload;
  upload->is_new = TRUE;
  upload->wants_offset = comes;
  upload->owner = g_new0 (JcAccount, 1);
  upload->owner->name = g_strdup (request->account->name);
  upload->owner->unit = g_strdup (request->account->unit);
  if (!jc_upload_head_read_checksum (request, upload)
      || !jc_upload_settle_check_quota (service, request, size) || request->n_body_bytes != 0
      || size == 0)
    return;

  upload->outcome = JC_UPLOAD_PART;
  uploads = g_ptr_array_new ();
  g_ptr_array_add (uploads, upload);
  jc_upload_settle (service, uploads);
  jc_upload_answer (request);
}

/**
 * jc_upload_handle_create:
 * @service: the service
 * @request: POST /uploads, perhaps with the first bytes, which have not come yet
 *
 * Source: tus 1.0.0, Creation and Creation With Upload.
 */
void
jc_upload_handle_create (JcService *service, JcRequest *request)
{
  g_autofree char *sha256 = NULL;
  JcUploadRecord  *own = NULL;
  gboolean         comes;
  gint64           size;

  if (!jc_upload_head_check_version (request) || refuse_header (request, "Upload-Defer-Length")
      || refuse_header (request, "Upload-Concat")
      || !jc_upload_head_get_bytes (request, "Upload-Length", &size)
      || !jc_upload_head_check_body (request, FALSE, &comes) || !check_size (request, size))
    return;

  sha256 = jc_upload_head_dup_sha256 (request);
  if (sha256 == NULL || (comes && !find_own (service, request, sha256, size, &own)))
    return;

  if (own != NULL)
    resume (request, own);
  else
    create (service, request, sha256, size, comes);
}

/* --- What exists --- */

/* Another's is as if it were not there. */
static JcUploadRecord *
load_own (JcService *service, JcRequest *request)
{
  g_autoptr (JcUploadRecord) record = NULL;
  const char *id = jc_request_get_parameter (request, "upload");
  GError     *error = NULL;

  if (!jc_upload_table_load (service->database, id, &record, &error))
    {
      jc_service_fail (service, request, error);
      return NULL;
    }
  if (record == NULL || !g_str_equal (record->account, request->account->name))
    {
      jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "没有编号为 %s 的上传。",
                         "There is no upload %s.", id);
      return NULL;
    }
  if (record->expires_us > jc_service_now_us ())
    return g_steal_pointer (&record);

  jc_request_refuse (request, JC_PROBLEM_UPLOAD_EXPIRED, "上传 %s 已过期。重新建立一个。",
                     "The upload %s has expired. Create another.", id);

  return NULL;
}

/**
 * jc_upload_handle_append:
 * @service: the service
 * @request: PATCH /uploads/{upload}, whose bytes have not come yet
 *
 * Source: tus 1.0.0, PATCH and Checksum.
 */
void
jc_upload_handle_append (JcService *service, JcRequest *request)
{
  g_autoptr (JcUploadRecord) record = NULL;
  JcUpload *upload;
  gboolean  comes;
  gint64    offset;

  if (!jc_upload_head_check_version (request))
    return;
  record = load_own (service, request);
  if (record == NULL || !jc_upload_head_check_body (request, TRUE, &comes)
      || !jc_upload_head_get_bytes (request, "Upload-Offset", &offset))
    return;
  if (offset <= record->size && request->n_body_bytes > record->size - offset)
    {
      refuse_longer (request, record->size - offset, "Upload-Length");
      return;
    }

  upload = request->upload = jc_upload_new (JC_UPLOAD_APPEND, g_steal_pointer (&record));
  upload->offset = offset;
  upload->wants_offset = TRUE;
  if (!jc_upload_head_read_checksum (request, upload) || !upload->record->finished)
    return;

  upload->outcome = offset == upload->record->size ? JC_UPLOAD_PART : JC_UPLOAD_OFFSET_WRONG;
  upload->offset = upload->record->size;
  jc_upload_answer (request);
}

/**
 * jc_upload_handle_ask:
 * @service: the service
 * @request: HEAD or GET /uploads/{upload}
 *
 * Source: tus 1.0.0, HEAD.
 */
void
jc_upload_handle_ask (JcService *service, JcRequest *request)
{
  JcUploadRecord *record
      = jc_upload_head_check_version (request) ? load_own (service, request) : NULL;

  if (record == NULL)
    return;

  request->upload = jc_upload_new (JC_UPLOAD_ASK, record);
  if (!record->finished)
    return;

  request->upload->offset = record->size;
  request->upload->outcome = JC_UPLOAD_PART;
  jc_upload_answer (request);
}

/**
 * jc_upload_handle_end:
 * @service: the service
 * @request: DELETE /uploads/{upload}
 *
 * A finished one can go as well; what a dossier names stays.
 *
 * Source: tus 1.0.0, Termination.
 */
void
jc_upload_handle_end (JcService *service, JcRequest *request)
{
  JcUploadRecord *record
      = jc_upload_head_check_version (request) ? load_own (service, request) : NULL;
  g_autoptr (GPtrArray) uploads = NULL;

  if (record == NULL)
    return;

  request->upload = jc_upload_new (JC_UPLOAD_END, record);
  if (!record->finished)
    return;

  uploads = g_ptr_array_new ();
  g_ptr_array_add (uploads, request->upload);
  jc_upload_settle (service, uploads);
  jc_upload_answer (request);
}
