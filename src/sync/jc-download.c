/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-download.h"

#include "jc-sync-private.h"

#define BLOCK_BYTES (256 * 1024)
/* In a row, without progress. */
#define MAX_SETBACKS 4

/**
 * Download: one original on its way here.
 */
typedef struct
{
  JcSync                *sync;
  const char            *dossier;
  const JcNamedOriginal *original;
  JcIncoming            *incoming; /* (owned) (nullable) */
  JcDownloadFunc         come;
  gpointer               user_data;
} Download;

static void
download_clear (Download *self)
{
  g_clear_pointer (&self->incoming, jc_incoming_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Download, download_clear)

static gboolean
open_incoming (Download *self, GError **error)
{
  self->incoming = jc_incoming_new (self->sync->library, self->original->sha256, error);
  return self->incoming != NULL;
}

/* What came before is of no use. */
static gboolean
begin_anew (Download *self, GError **error)
{
  jc_incoming_abandon (self->incoming);
  g_clear_pointer (&self->incoming, jc_incoming_free);
  return open_incoming (self, error);
}

static gboolean
refuse_length (Download *self, GError **error)
{
  jc_incoming_abandon (self->incoming);
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                       "服务器给的“%s”比材料里写的 %" G_GINT64_FORMAT " 字节长。",
                       "What the server gives for “%s” is longer than the %" G_GINT64_FORMAT
                       " bytes that the dossier says.",
                       self->original->name, self->original->size);
}

static gboolean
take_stream (Download *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);
  GError            *failure = NULL;
  gssize             n;

  while ((n = g_input_stream_read (stream, block, BLOCK_BYTES, cancellable, &failure)) > 0)
    {
      gint64 size = jc_incoming_get_size (self->incoming) + n;

      if (size > self->original->size)
        return refuse_length (self, error);
      if (!jc_incoming_append (self->incoming, block, (gsize)n, error))
        return FALSE;
      if (self->come != NULL)
        self->come (size, self->user_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (n < 0)
    return jc_api_client_fail (failure, error);
  return jc_incoming_get_size (self->incoming) == self->original->size
         || jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION,
                          "连接断了，附件没有收全，会接着收。",
                          "The connection broke before the file was complete; it will go on.");
}

/**
 * request_rest:
 *
 * Source: RFC 9110, 13.1.5 (If-Range) and 14.2 (Range): whoever cannot go on where this side is
 * begins again with a 200.
 */
static gboolean
request_rest (Download *self, GCancellable *cancellable, GError **error)
{
  gint64           have = jc_incoming_get_size (self->incoming);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", self->original->sha256);
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-", have);
  g_autofree char *path
      = g_strconcat ("/dossiers/", self->dossier, "/attachments/", self->original->attachment,
                     self->original->is_source ? "/source" : "", NULL);
  const char  *fields[] = { "Range", range, "If-Range", tag, NULL };
  JcApiRequest request = { .method = "GET", .path = path, .fields = have > 0 ? fields : NULL };
  g_auto (JcApiResponse) response = { 0 };
  g_autoptr (GInputStream) stream = NULL;

  if (!jc_api_client_open (self->sync->client, &request, tag, &response, &stream, cancellable,
                           error))
    return FALSE;
  if (response.status == 416)
    return begin_anew (self, error) && request_rest (self, cancellable, error);
  if (stream == NULL)
    return jc_api_response_to_error (&response, error);
  if (response.from != have && (response.from != 0 || !begin_anew (self, error)))
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                         "服务器给的不是附件里所要的那一段。",
                         "The server answered with another part of the file than was asked for.");
  return take_stream (self, stream, cancellable, error);
}

static gboolean
receive (Download *self, GCancellable *cancellable, GError **error)
{
  guint n_setbacks = 0;

  if (jc_incoming_get_size (self->incoming) > self->original->size && !begin_anew (self, error))
    return FALSE;
  while (jc_incoming_get_size (self->incoming) < self->original->size)
    {
      gint64  before = jc_incoming_get_size (self->incoming);
      GError *failure = NULL;

      if (request_rest (self, cancellable, &failure))
        break;
      if (self->incoming != NULL && jc_incoming_get_size (self->incoming) > before)
        n_setbacks = 0;
      if (!g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION)
          || ++n_setbacks > MAX_SETBACKS)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      if (!jc_api_client_rest (n_setbacks, 0, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * jc_download:
 * @self: a sync that is connected
 * @dossier: the dossier that names it, as the server has it
 * @original: what it names
 * @come: (nullable): told how far it has come
 * @user_data: for @come
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Goes on where an earlier call was cut. The original has its name, and is on the disk, when this
 * returns; what does not have its SHA-256 is not kept.
 *
 * Returns: %FALSE with @error set: NOT_FOUND, SERVER (the server's original is damaged),
 *   NO_CONNECTION, G_IO_ERROR_BUSY while another program fetches it, JC_LIBRARY_ERROR_DAMAGED
 */
gboolean
jc_download (JcSync                *self,
             const char            *dossier,
             const JcNamedOriginal *original,
             JcDownloadFunc         come,
             gpointer               user_data,
             GCancellable          *cancellable,
             GError               **error)
{
  g_auto (Download) download = {
    .sync = self, .dossier = dossier, .original = original, .come = come, .user_data = user_data
  };
  gboolean had_some;

  if (jc_library_has_original (self->library, original->sha256))
    return TRUE;
  if (!open_incoming (&download, error))
    return FALSE;
  had_some = jc_incoming_get_size (download.incoming) > 0;
  if (!receive (&download, cancellable, error))
    return FALSE;
  if (!had_some)
    return jc_incoming_finish (download.incoming, error);
  /* What lay here from before may have rotted. */
  return jc_incoming_finish (download.incoming, NULL)
         || (begin_anew (&download, error) && receive (&download, cancellable, error)
             && jc_incoming_finish (download.incoming, error));
}
