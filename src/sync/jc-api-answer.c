/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-api-answer.h"

#include <string.h>

#define RETRY_AFTER_MAX_SECONDS 86400

/**
 * jc_api_response_clear:
 * @self: an answer
 *
 * Empties it for the next one.
 */
void
jc_api_response_clear (JcApiResponse *self)
{
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->location, g_free);
  self->status = 0;
  self->revision = 0;
  self->offset = -1;
  self->from = 0;
}

/* For the files of this room, see jc-api-answer.h. An answer about an upload has no body, nor has
 * one that nothing has changed. */
gboolean
jc_api_answer_is_ours (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  return soup_message_get_status (message) == SOUP_STATUS_NO_CONTENT
         || (soup_message_get_status (message) == SOUP_STATUS_NOT_MODIFIED
             && soup_message_headers_get_one (headers, "ETag") != NULL)
         || soup_message_headers_get_one (headers, "Tus-Resumable") != NULL
         || g_strcmp0 (type, "application/json") == 0
         || g_strcmp0 (type, "application/problem+json") == 0;
}

static gint64
read_bytes (SoupMessageHeaders *headers, const char *name)
{
  const char *text = soup_message_headers_get_one (headers, name);
  guint64     value = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL)
             ? (gint64)value
             : -1;
}

/* Below /api/v1, wherever a proxy has put that. */
static char *
dup_upload_path (const char *location)
{
  const char *id = location != NULL ? g_strrstr (location, "/uploads/") : NULL;

  if (id == NULL)
    return NULL;
  for (const char *p = id + strlen ("/uploads/"); *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return NULL;
  return g_strdup (id);
}

/* For the files of this room, see jc-api-answer.h. */
void
jc_api_answer_read_headers (SoupMessage *message, JcApiResponse *response)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *etag = soup_message_headers_get_one (headers, "ETag");
  goffset             first;
  goffset             last;
  goffset             size;

  response->status = soup_message_get_status (message);
  response->tag = g_strdup (etag);
  if (etag != NULL && etag[0] == '"')
    response->revision = g_ascii_strtoll (etag + 1, NULL, 10);
  response->location = dup_upload_path (soup_message_headers_get_one (headers, "Location"));
  response->offset = read_bytes (headers, "Upload-Offset");
  if (response->status == SOUP_STATUS_PARTIAL_CONTENT
      && soup_message_headers_get_content_range (headers, &first, &last, &size))
    response->from = first;
}

/* Seconds, or a date by the answer's own clock. */
static gint64
parse_retry_after (const char *retry, const char *answered_on)
{
  g_autoptr (GDateTime) until = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (g_ascii_isdigit (*retry))
    return g_ascii_strtoll (retry, NULL, 10);
  until = soup_date_time_new_from_http_string (retry);
  now = answered_on != NULL ? soup_date_time_new_from_http_string (answered_on)
                            : g_date_time_new_now_utc ();
  return until != NULL && now != NULL ? g_date_time_to_unix (until) - g_date_time_to_unix (now) : 0;
}

/* For the files of this room, see jc-api-answer.h. */
gint64
jc_api_answer_get_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *retry = soup_message_headers_get_one (headers, "Retry-After");
  const char         *date = soup_message_headers_get_one (headers, "Date");
  gint64              seconds = retry != NULL ? parse_retry_after (retry, date) : 0;

  return CLAMP (seconds, 0, RETRY_AFTER_MAX_SECONDS) * G_USEC_PER_SEC;
}

/* For the files of this room, see jc-api-answer.h. */
void
jc_api_answer_read_problem (JcApiResponse *response)
{
  const char *type = jc_json_get_string (jc_json_as_object (response->body), "type", "");

  if (g_str_has_prefix (type, "urn:jiangce:problem:"))
    response->code = g_strdup (type + strlen ("urn:jiangce:problem:"));
}

/* For the files of this room, see jc-api-answer.h. An answer to HEAD has no body. */
gboolean
jc_api_answer_is_refusal (SoupMessage *message, const JcApiResponse *response)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  return response->code != NULL
         || (response->body == NULL && g_strcmp0 (type, "application/problem+json") == 0);
}

static JcSyncError
code_of (const JcApiResponse *response)
{
  if (response->status == 401)
    return JC_SYNC_ERROR_NOT_SIGNED_IN;
  if (response->status == 404)
    return JC_SYNC_ERROR_NOT_FOUND;
  if (response->status == 412)
    return JC_SYNC_ERROR_CONFLICT;
  if (response->status == 423 || response->status == 429 || response->status >= 500)
    return JC_SYNC_ERROR_SERVER;
  if (g_strcmp0 (response->code, "original_missing") == 0)
    return JC_SYNC_ERROR_ORIGINAL_MISSING;
  if (g_strcmp0 (response->code, "upload_quota") == 0)
    return JC_SYNC_ERROR_QUOTA;
  if (g_strcmp0 (response->code, "dossier_limit") == 0)
    return JC_SYNC_ERROR_LIMIT;
  if (g_strcmp0 (response->code, "unknown_round") == 0)
    return JC_SYNC_ERROR_NO_ROUND;
  if (g_strcmp0 (response->code, "early") == 0)
    return JC_SYNC_ERROR_EARLY;
  if (g_strcmp0 (response->code, "late") == 0)
    return JC_SYNC_ERROR_LATE;
  if (response->status == 422
      && jc_json_get_array (jc_json_as_object (response->body), "findings") != NULL)
    return JC_SYNC_ERROR_FINDINGS;
  return JC_SYNC_ERROR_REFUSED;
}

/**
 * jc_api_response_to_error:
 * @response: an answer of status 400 or more
 * @error: return location
 *
 * Sets @error to what the answer means to the client, in the server's own words; where the server
 * itself has trouble that is said first.
 *
 * Returns: %FALSE
 */
gboolean
jc_api_response_to_error (const JcApiResponse *response, GError **error)
{
  g_autoptr (JcText) said = jc_json_dup_text (jc_json_as_object (response->body), "message");
  int code = (int)code_of (response);

  if (said == NULL && response->status >= 500)
    return jc_set_error (error, JC_SYNC_ERROR, code, "服务器暂时出错（状态 %u），稍后自动再试。",
                         "The server has trouble (status %u); it will be tried again.",
                         response->status);
  if (said == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, code, "服务器没有接受（状态 %u）。",
                         "The server did not accept it (status %u).", response->status);
  g_set_error (error, JC_SYNC_ERROR, code, "%s\n%s", jc_text_get (said, JC_LANGUAGE_ZH),
               jc_text_get (said, JC_LANGUAGE_EN));
  if (response->status >= 500)
    jc_prefix_error (error, "服务器暂时出错，稍后自动再试：",
                     "The server has trouble; it will be tried again: ");
  return FALSE;
}
