/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-tus.h"

#include <string.h>

#include "jc-file-part.h"

/* A file no longer than a part goes with its creation, in one request; a longer one part by part,
 * each with a hash of its own, so that what a bad line spoils is small. */
#define PART_BYTES (G_GINT64_CONSTANT (8) * 1024 * 1024)
#define MEDIA_TYPE "application/offset+octet-stream"
/* In a row, without progress. */
#define MAX_SETBACKS 4
/* A server that asks for more is told the person, and left alone. */
#define MAX_WAIT_US (5 * G_USEC_PER_SEC)
#define SHA256_BYTES 32

/**
 * Verdict: on an answer, or on none.
 */
typedef enum
{
  VERDICT_ON,    /* that was a step */
  VERDICT_AGAIN, /* it was not; another may be */
  VERDICT_STOP,  /* there is no going on now */
} Verdict;

/**
 * jc_tus_file_new:
 * @sha256: its hash in lower-case hex
 * @path: where it lies
 * @size: its bytes
 *
 * Returns: (transfer full): a file of which nothing has been sent
 */
JcTusFile *
jc_tus_file_new (const char *sha256, const char *path, gint64 size)
{
  JcTusFile *self = g_new0 (JcTusFile, 1);

  self->sha256 = g_strdup (sha256);
  self->path = g_strdup (path);
  self->size = size;
  g_mutex_init (&self->mutex);
  return self;
}

/**
 * jc_tus_file_free:
 * @self: (transfer full) (nullable): a file
 */
void
jc_tus_file_free (JcTusFile *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->path);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->url);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Those who look on from another thread see both change at once. @url: (transfer full) */
static void
set_place (JcTusFile *self, char *url, gint64 offset)
{
  g_mutex_lock (&self->mutex);
  if (self->url != url)
    g_free (self->url);
  self->url = url;
  self->offset = offset;
  self->n_taken = offset;
  g_mutex_unlock (&self->mutex);
}

static void
forget_place (JcTusFile *self)
{
  set_place (self, NULL, 0);
  self->has_begun = FALSE;
}

static void
taken_cb (gsize n_bytes, gpointer user_data)
{
  JcTusFile *self = user_data;

  g_mutex_lock (&self->mutex);
  self->n_taken += (gint64)n_bytes;
  g_mutex_unlock (&self->mutex);
}

/* --- What is told of the file --- */

static void
add_metadata (GString *text, const char *key, const char *value)
{
  g_autofree char *coded = NULL;

  if (value == NULL || *value == '\0')
    return;
  coded = g_base64_encode ((const guchar *)value, strlen (value));
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? "," : "", key, coded);
}

/* The server takes file names of 255 bytes and none that would be a path; the name is only told for
 * those who look after uploads, the document has the real one. */
static char *
dup_plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (plain->len > 240)
        break;
      g_string_append_unichar (plain, letter == '/' || letter == '\\' || g_unichar_iscntrl (letter)
                                          ? '_'
                                          : letter);
    }
  return g_string_free (plain, FALSE);
}

static char *
dup_metadata (const JcTusFile *self)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *name = self->name != NULL ? dup_plain_name (self->name) : NULL;

  add_metadata (text, "sha256", self->sha256);
  add_metadata (text, "filename", name);
  add_metadata (text, "filetype", self->media_type);
  return g_string_free (text, FALSE);
}

/* --- Judging answers --- */

static Verdict
stop (const JcApiResponse *response, GError **error)
{
  jc_api_response_to_error (response, error);
  return VERDICT_STOP;
}

/* Where it goes on is for the server to say, within what it can have. */
static Verdict
take_offset (JcTusFile *self, const JcApiResponse *response, GError **error)
{
  if (response->offset < 0 || response->offset > self->size)
    {
      jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器没有说明文件传到了哪里。",
                    "The server does not say how far the file has come.");
      return VERDICT_STOP;
    }
  set_place (self, self->url, response->offset);
  return VERDICT_ON;
}

static Verdict
take_creation (JcTusFile *self, const JcApiResponse *response, GError **error)
{
  if (response->location == NULL)
    {
      jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器没有给出上传的地址。",
                    "The server does not say where the file is to go.");
      return VERDICT_STOP;
    }
  set_place (self, g_strdup (response->location), 0);
  return response->offset < 0 ? VERDICT_ON : take_offset (self, response, error);
}

/* There are no uploads here, or none that this program knows. */
static Verdict
refuse_protocol (const JcApiResponse *response, GError **error)
{
  jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                "这个服务器不收文件（状态 %u），要升级服务器。",
                "This server takes no files (status %u); it needs an upgrade.", response->status);
  return VERDICT_STOP;
}

/**
 * judge:
 *
 * Source: tus 1.0.0 (404, 409, 410, 460), RFC 4918 (423), and what the API's description says of
 * 413, 422, 429, 503 and 507.
 */
static Verdict
judge (JcTusFile *self, const JcApiResponse *response, gint64 *wait_us, GError **error)
{
  switch (response->status)
    {
    case 200:
    case 204:
      return take_offset (self, response, error);
    case 201:
      return take_creation (self, response, error);
    case 405:
    case 412:
      return refuse_protocol (response, error);
    case 404:
    case 410:
      if (self->url == NULL)
        return refuse_protocol (response, error);
      forget_place (self);
      return VERDICT_AGAIN;
    case 409:
      return take_offset (self, response, error) == VERDICT_ON ? VERDICT_AGAIN : VERDICT_STOP;
    case 422:
      if (g_strcmp0 (response->code, "hash_mismatch") != 0)
        return stop (response, error);
      forget_place (self);
      jc_api_response_to_error (response, error);
      return VERDICT_AGAIN;
    case 423:
    case 429:
    case 503:
      *wait_us = MAX (*wait_us, G_USEC_PER_SEC);
      jc_api_response_to_error (response, error);
      return *wait_us <= MAX_WAIT_US ? VERDICT_AGAIN : VERDICT_STOP;
    case 460:
      jc_api_response_to_error (response, error);
      return VERDICT_AGAIN;
    default:
      return stop (response, error);
    }
}

/* --- Steps --- */

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static gboolean
ask (JcApiClient   *client,
     JcTusFile     *self,
     JcApiResponse *response,
     GCancellable  *cancellable,
     GError       **error)
{
  const char  *fields[] = { "Tus-Resumable", "1.0.0", NULL };
  JcApiRequest request = { .method = "HEAD", .path = self->url, .fields = fields };

  return jc_api_client_send (client, &request, response, cancellable, error);
}

/* With all of a short file; with nothing of a long one, or of one that may be there in part: the
 * answer then says how much of it. */
static gboolean
create (JcApiClient   *client,
        JcTusFile     *self,
        JcApiResponse *response,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *length = dup_number (self->size);
  g_autofree char *metadata = dup_metadata (self);
  const char      *fields[]
      = { "Tus-Resumable", "1.0.0", "Upload-Length", length, "Upload-Metadata", metadata, NULL };
  JcApiRequest request
      = { .method = "POST", .path = "/uploads", .fields = fields, .media_type = MEDIA_TYPE };
  g_autoptr (GInputStream) stream = NULL;

  if (self->size > 0 && self->size <= PART_BYTES && !self->has_begun)
    {
      stream = jc_file_part_new (self->path, 0, self->size, taken_cb, self, error);
      if (stream == NULL)
        return FALSE;
      request.stream = stream;
      request.n_stream_bytes = self->size;
    }
  self->has_begun = TRUE;
  return jc_api_client_send (client, &request, response, cancellable, error);
}

/* Source: tus 1.0.0, Checksum. */
static char *
dup_checksum (JcTusFile *self, gint64 n_bytes, GCancellable *cancellable, GError **error)
{
  g_autofree char *hex
      = jc_library_dup_sha256_of_file (self->path, self->offset, n_bytes, cancellable, error);
  g_autofree char *coded = NULL;
  guint8           bytes[SHA256_BYTES];

  if (hex == NULL)
    return NULL;
  for (guint i = 0; i < SHA256_BYTES; i++)
    bytes[i]
        = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  coded = g_base64_encode (bytes, SHA256_BYTES);
  return g_strconcat ("sha256 ", coded, NULL);
}

static gboolean
append (JcApiClient   *client,
        JcTusFile     *self,
        JcApiResponse *response,
        GCancellable  *cancellable,
        GError       **error)
{
  gint64           n_bytes = MIN (self->size - self->offset, PART_BYTES);
  g_autofree char *offset = dup_number (self->offset);
  g_autofree char *checksum = dup_checksum (self, n_bytes, cancellable, error);
  const char      *fields[]
      = { "Tus-Resumable", "1.0.0", "Upload-Offset", offset, "Upload-Checksum", checksum, NULL };
  g_autoptr (GInputStream) stream
      = checksum != NULL
            ? jc_file_part_new (self->path, self->offset, n_bytes, taken_cb, self, error)
            : NULL;
  JcApiRequest request = { .method = "PATCH",
                           .path = self->url,
                           .fields = fields,
                           .media_type = MEDIA_TYPE,
                           .stream = stream,
                           .n_stream_bytes = n_bytes };

  return stream != NULL && jc_api_client_send (client, &request, response, cancellable, error);
}

static Verdict
take_step (JcApiClient  *client,
           JcTusFile    *self,
           gboolean     *is_certain,
           gint64       *wait_us,
           GCancellable *cancellable,
           GError      **error)
{
  g_auto (JcApiResponse) response = { 0 };
  gboolean was_answered;
  Verdict  verdict;

  if (self->url == NULL)
    was_answered = create (client, self, &response, cancellable, error);
  else if (!*is_certain)
    was_answered = ask (client, self, &response, cancellable, error);
  else
    was_answered = append (client, self, &response, cancellable, error);

  *wait_us = jc_api_client_get_retry_after_us (client);
  *is_certain = was_answered;
  if (was_answered)
    {
      verdict = judge (self, &response, wait_us, error);
      /* An answer to a creation that was not to it. */
      if (verdict == VERDICT_ON && self->url == NULL)
        return stop (&response, error);
      return verdict;
    }
  return g_error_matches (*error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION) ? VERDICT_AGAIN
                                                                              : VERDICT_STOP;
}

static gboolean
give_up (GError *failure, GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  else
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_SERVER,
                  "服务器总是改口说文件传到了哪里，稍后自动再试。",
                  "The server keeps changing its mind how far the file has come; it will be tried "
                  "again.");
  return FALSE;
}

/**
 * Patience: with one file.
 * @n_idle: steps in a row that brought nothing
 * @n_setbacks: failures among them
 * @n_restarts: how often the server had less than before
 */
typedef struct
{
  gint64 last_offset;
  guint  n_idle;
  guint  n_setbacks;
  guint  n_restarts;
} Patience;

static gboolean
has_patience (Patience *self, const JcTusFile *file, Verdict verdict)
{
  self->n_idle++;
  if (file->offset > self->last_offset)
    self->n_idle = self->n_setbacks = 0;
  else if (file->offset < self->last_offset)
    self->n_restarts++;
  self->last_offset = file->offset;
  if (verdict == VERDICT_AGAIN)
    self->n_setbacks++;
  return verdict != VERDICT_STOP && self->n_setbacks <= MAX_SETBACKS
         && self->n_restarts <= MAX_SETBACKS && self->n_idle <= 3 * MAX_SETBACKS;
}

/**
 * jc_tus_send:
 * @client: for the thread that calls this
 * @file: a file whose bytes were found to be right
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Goes on where the server says that it got to: what was sent before a cut, a restart on either
 * side, or by another run is not sent again.
 *
 * Returns: %FALSE with @error set: NO_CONNECTION, SERVER, NOT_SIGNED_IN, QUOTA, REFUSED, PROTOCOL,
 *   or that of reading the file; @file says how far it came
 */
gboolean
jc_tus_send (JcApiClient *client, JcTusFile *file, GCancellable *cancellable, GError **error)
{
  Patience patience = { file->offset };
  gboolean is_certain = FALSE;

  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      gint64  wait_us = 0;
      Verdict verdict = take_step (client, file, &is_certain, &wait_us, cancellable, &failure);

      if (verdict == VERDICT_ON && file->offset >= file->size)
        return TRUE;
      if (!has_patience (&patience, file, verdict))
        return give_up (g_steal_pointer (&failure), error);
      if (verdict == VERDICT_AGAIN
          && !jc_api_client_rest (patience.n_setbacks, wait_us, cancellable, error))
        return FALSE;
    }
}
