/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-settle.h"

#include "jc-metrics.h"
#include "jc-original-table.h"

/* --- Quota --- */

static gboolean
is_within_quota (JcService       *service,
                 const JcAccount *account,
                 gint64           size,
                 gboolean        *is_within,
                 gint64          *n_bytes,
                 GError         **error)
{
  gint64 n_uploads;

  if (!jc_upload_table_load_usage (service->database, account, n_bytes, &n_uploads, error))
    return FALSE;

  *is_within = *n_bytes + size <= JC_UPLOAD_QUOTA_BYTES && n_uploads < JC_UPLOAD_QUOTA_FILES;

  return TRUE;
}

static void
refuse_over_quota (JcRequest *request, gint64 n_bytes, gint64 size)
{
  JsonObject *members = json_object_new ();
  gint64      left = MAX (0, JC_UPLOAD_QUOTA_BYTES - n_bytes);

  json_object_set_int_member (members, "limit", JC_UPLOAD_QUOTA_BYTES);
  json_object_set_int_member (members, "used", n_bytes);
  json_object_set_int_member (members, "left", left);
  jc_request_take_refusal (
      request, JC_PROBLEM_UPLOAD_QUOTA,
      jc_text_new_printf (
          "还没有放进材料的上传最多 %" G_GINT64_FORMAT " 字节、%d 个，还剩 %" G_GINT64_FORMAT
          " 字节，这个文件有 %" G_GINT64_FORMAT " 字节。把已上传的放进材料，或删去不用的。",
          "Uploads that no dossier holds may have %" G_GINT64_FORMAT
          " bytes in %d files; %" G_GINT64_FORMAT " bytes are left and this file has "
          "%" G_GINT64_FORMAT ". Put what was uploaded into a dossier, or remove it.",
          JC_UPLOAD_QUOTA_BYTES, JC_UPLOAD_QUOTA_FILES, left, size),
      members);
}

/**
 * jc_upload_settle_check_quota:
 * @service: the service
 * @request: a creation
 * @size: how many bytes it announces
 *
 * Known before any byte is sent.
 *
 * Returns: whether there is room; else the call has its answer
 */
gboolean
jc_upload_settle_check_quota (JcService *service, JcRequest *request, gint64 size)
{
  GError  *error = NULL;
  gboolean is_within;
  gint64   n_bytes;

  if (!is_within_quota (service, request->account, size, &is_within, &n_bytes, &error))
    jc_service_fail (service, request, error);
  else if (!is_within)
    refuse_over_quota (request, n_bytes, size);
  else
    return TRUE;

  return FALSE;
}

/* --- Recording --- */

static void
fail (JcUpload *upload, const GError *error)
{
  upload->outcome = JC_UPLOAD_FAILED;
  g_clear_error (&upload->error);
  upload->error = g_error_copy (error);
}

static gboolean
record_whole (JcService *service, JcUpload *upload, GError **error)
{
  JcUploadRecord *record = upload->record;
  JcDatabase     *database = service->database;
  gint64          now_us = jc_service_now_us ();

  record->finished = TRUE;
  record->expires_us = now_us + JC_UPLOAD_KEEP_US;

  if (!jc_original_table_add (database, record->sha256, record->size, now_us, error)
      || (!upload->is_new
          && !jc_upload_table_finish (database, record->id, record->expires_us, error)))
    return FALSE;

  /* One that was removed while its last bytes came is there again with them. */
  return (!upload->is_new && jc_database_get_n_changes (database) > 0)
         || jc_upload_table_add (database, record, now_us, error);
}

/* Between the creation and its last byte others may have used up what was left. */
static gboolean
check_quota_again (JcService *service, JcUpload *upload, GError **error)
{
  gboolean is_within;
  gint64   n_bytes;

  if (!upload->is_new)
    return TRUE;
  if (!is_within_quota (service, upload->owner, upload->record->size, &is_within, &n_bytes, error))
    return FALSE;
  if (!is_within)
    upload->outcome = JC_UPLOAD_OVER_QUOTA;

  return TRUE;
}

static gboolean
record_one (JcService *service, JcUpload *upload, GError **error)
{
  if (upload->outcome == JC_UPLOAD_FAILED)
    return TRUE;
  if (upload->task == JC_UPLOAD_END || upload->outcome == JC_UPLOAD_HASH_WRONG)
    return upload->is_new || jc_upload_table_remove (service->database, upload->record->id, error);

  if (!check_quota_again (service, upload, error))
    return FALSE;
  if (upload->outcome == JC_UPLOAD_WHOLE)
    return record_whole (service, upload, error);
  if (upload->outcome == JC_UPLOAD_PART && upload->is_new)
    return jc_upload_table_add (service->database, upload->record, jc_service_now_us (), error);

  return TRUE;
}

static gboolean
record_all (JcService *service, GPtrArray *uploads, GError **error)
{
  if (!jc_database_begin (service->database, error))
    return FALSE;

  for (guint i = 0; i < uploads->len; i++)
    if (!record_one (service, g_ptr_array_index (uploads, i), error))
      {
        jc_service_give_up (service);
        return FALSE;
      }

  return TRUE;
}

/* The files get their names before the database says so, under its write lock, so that nobody
 * tidies them away in between. FALSE: some could not, and have failed. */
static gboolean
place_all (GPtrArray *uploads)
{
  g_autofree JcPartial  **partials = g_new (JcPartial *, uploads->len);
  g_autofree const char **sha256s = g_new (const char *, uploads->len);
  g_autofree GError     **errors = g_new0 (GError *, uploads->len);
  g_autofree JcUpload   **whole = g_new (JcUpload *, uploads->len);
  guint                   n = 0;

  for (guint i = 0; i < uploads->len; i++)
    {
      JcUpload *upload = g_ptr_array_index (uploads, i);

      if (upload->outcome != JC_UPLOAD_WHOLE || upload->task == JC_UPLOAD_END)
        continue;
      whole[n] = upload;
      partials[n] = upload->partial;
      sha256s[n++] = upload->record->sha256;
    }

  if (jc_partial_place_all (partials, sha256s, n, errors))
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (errors[i] != NULL)
      {
        fail (whole[i], errors[i]);
        g_error_free (errors[i]);
      }

  return FALSE;
}

/* One that has no place keeps no other from being recorded. */
static gboolean
record_and_place (JcService *service, GPtrArray *uploads, GError **error)
{
  while (record_all (service, uploads, error))
    {
      if (place_all (uploads))
        return jc_database_commit (service->database, error);
      jc_service_give_up (service);
    }

  return FALSE;
}

/* What the database does not know of, or knows under another name, goes. */
static void
tidy (JcUpload *upload)
{
  if (upload->outcome == JC_UPLOAD_WHOLE)
    jc_metrics_count_upload (upload->record->size);
  if (upload->partial != NULL
      && (upload->task == JC_UPLOAD_END || upload->outcome == JC_UPLOAD_WHOLE
          || upload->outcome == JC_UPLOAD_OVER_QUOTA))
    jc_partial_remove (upload->partial);
}

/**
 * jc_upload_settle:
 * @service: the service
 * @uploads: (element-type JcUpload): calls whose files are as they shall be
 *
 * Nothing is acknowledged before this has returned; what failed has its outcome and error.
 */
void
jc_upload_settle (JcService *service, GPtrArray *uploads)
{
  g_autoptr (GError) error = NULL;

  if (!record_and_place (service, uploads, &error))
    {
      g_atomic_int_inc (&service->n_database_errors);
      for (guint i = 0; i < uploads->len; i++)
        fail (g_ptr_array_index (uploads, i), error);
      return;
    }

  for (guint i = 0; i < uploads->len; i++)
    tidy (g_ptr_array_index (uploads, i));
}
