/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "jc-attachment.h"
#include "jc-download.h"
#include "jc-sync-private.h"
#include "jc-sync-service.h"
#include "jc-upload.h"

#define DOSSIER "11111111-1111-4111-8111-111111111111"
#define ATTACHMENT "22222222-2222-4222-8222-222222222222"
#define PATH "/api/v1/dossiers/" DOSSIER "/attachments/" ATTACHMENT
#define SIZE 700000

/**
 * Fixture: a library whose dossier names one original, and a server that has it, on a thread of its
 * own.
 * @is_mute: never answers what is about originals
 * @ranges: (element-type utf8): what was asked for of the original, in order; "" for the whole
 */
typedef struct
{
  char         *folder; /* (owned) */
  char         *url;    /* (owned) */
  guint8       *data;   /* (owned) */
  char         *sha256; /* (owned) */
  JcLibrary    *library;
  JcSync       *sync;
  GMainContext *context; /* (owned) */
  GMainLoop    *loop;    /* (owned) */
  SoupServer   *server;  /* (owned) */
  GThread      *thread;
  GMutex        mutex; /* guards the rest */
  gboolean      is_mute;
  GPtrArray    *ranges;
  guint         n_uploads;
  GCancellable *asked; /* (owned) (nullable): cancelled when a request comes */
} Fixture;

static void
give_original (Fixture *fixture, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char         *range
      = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Range");
  g_autofree char *tag = g_strdup_printf ("\"%s\"", fixture->sha256);

  g_ptr_array_add (fixture->ranges, g_strdup (range != NULL ? range : ""));
  soup_message_headers_append (headers, "ETag", tag);
  /* libsoup cuts out the range itself. */
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/pdf", SOUP_MEMORY_STATIC,
                                    (const char *)fixture->data, SIZE);
}

static void
take_upload (Fixture *fixture, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  fixture->n_uploads++;
  soup_message_headers_append (headers, "Tus-Resumable", "1.0.0");
  soup_message_headers_append (headers, "Location", "/api/v1/uploads/a");
  soup_message_headers_append (headers, "Upload-Offset", G_STRINGIFY (SIZE));
  soup_server_message_set_status (message, 201, NULL);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  Fixture *fixture = data;
  gboolean is_about_originals = g_str_equal (path, PATH) || g_str_equal (path, "/api/v1/uploads");

  g_mutex_lock (&fixture->mutex);
  if (fixture->asked != NULL && is_about_originals)
    g_cancellable_cancel (fixture->asked);
  if (!is_about_originals)
    soup_server_message_set_status (message, 404, NULL);
  else if (fixture->is_mute)
    soup_server_message_pause (message);
  else if (g_str_equal (path, PATH))
    give_original (fixture, message);
  else
    take_upload (fixture, message);
  g_mutex_unlock (&fixture->mutex);
}

static gpointer
serve (gpointer data)
{
  Fixture *fixture = data;

  g_main_context_push_thread_default (fixture->context);
  g_main_loop_run (fixture->loop);
  soup_server_disconnect (fixture->server);
  g_main_context_pop_thread_default (fixture->context);
  return NULL;
}

static void
start_server (Fixture *fixture)
{
  GSList *uris;

  fixture->context = g_main_context_new ();
  fixture->loop = g_main_loop_new (fixture->context, FALSE);
  g_main_context_push_thread_default (fixture->context);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  g_main_context_pop_thread_default (fixture->context);
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  fixture->thread = g_thread_new ("server", serve, fixture);
}

static void
save_dossier (Fixture *fixture)
{
  g_autoptr (JcDossier) bare = jc_dossier_new (DOSSIER, "application", "p", "v");
  g_autoptr (GPtrArray) attachments
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  g_autoptr (JcDossier) dossier = NULL;
  JcAttachment *attachment = g_new0 (JcAttachment, 1);

  attachment->id = g_strdup (ATTACHMENT);
  attachment->slot = g_strdup (JC_SLOT_UNSORTED);
  attachment->name = g_strdup ("执照.pdf");
  attachment->sha256 = g_strdup (fixture->sha256);
  attachment->size = SIZE;
  attachment->media_type = g_strdup ("application/pdf");
  attachment->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  attachment->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  g_ptr_array_add (attachments, attachment);
  dossier = jc_attachments_store (attachments, bare);
  g_assert_true (jc_library_save_dossier (fixture->library, dossier, "t", "created", NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  JcTokenPlace place;

  g_mutex_init (&fixture->mutex);
  fixture->ranges = g_ptr_array_new_with_free_func (g_free);
  fixture->data = g_malloc (SIZE);
  for (gsize i = 0; i < SIZE; i++)
    fixture->data[i] = (guint8)g_rand_int (rand);
  fixture->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, fixture->data, SIZE);
  start_server (fixture);

  fixture->folder = g_dir_make_tmp ("jc-transfer-XXXXXX", NULL);
  fixture->library = jc_library_open (fixture->folder, NULL, NULL);
  g_assert_nonnull (fixture->library);
  save_dossier (fixture);
  jc_library_set_setting (fixture->library, "server", fixture->url, NULL);
  jc_library_set_setting (fixture->library, "account", "alice", NULL);
  jc_session_store_token (fixture->folder, fixture->url, "alice", "t", FALSE, &place, NULL);
  fixture->sync = jc_sync_new (fixture->library);
  jc_sync_set_use_keyring (fixture->sync, FALSE);
  g_assert_true (jc_sync_connect (fixture->sync, NULL));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_main_loop_quit (fixture->loop);
  g_thread_join (fixture->thread);
  g_object_unref (fixture->server);
  g_main_loop_unref (fixture->loop);
  g_main_context_unref (fixture->context);
  jc_sync_free (fixture->sync);
  jc_library_close (fixture->library);
  remove_tree (fixture->folder);
  g_ptr_array_unref (fixture->ranges);
  g_clear_object (&fixture->asked);
  g_mutex_clear (&fixture->mutex);
  g_free (fixture->folder);
  g_free (fixture->url);
  g_free (fixture->data);
  g_free (fixture->sha256);
}

static void
assert_ranges (Fixture *fixture, const char *expected)
{
  g_autofree char *joined = NULL;

  g_mutex_lock (&fixture->mutex);
  g_ptr_array_add (fixture->ranges, NULL);
  joined = g_strjoinv (",", (char **)fixture->ranges->pdata);
  g_ptr_array_remove_index (fixture->ranges, fixture->ranges->len - 1);
  g_mutex_unlock (&fixture->mutex);
  g_assert_cmpstr (joined, ==, expected);
}

static gboolean
fetch (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  return jc_sync_fetch_original (fixture->sync, DOSSIER, ATTACHMENT, cancellable, error);
}

static void
assert_fetched (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fetch (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (jc_library_verify_original (fixture->library, fixture->sha256, NULL));
}

/* --- From the server --- */

static void
test_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_fetched (fixture);
  assert_fetched (fixture);
  assert_ranges (fixture, "");
  g_assert_false (jc_sync_fetch_original (fixture->sync, DOSSIER, DOSSIER, NULL, &error));
  g_assert_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND);
}

/* What came before is not fetched again. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  gsize            n = GPOINTER_TO_SIZE (data);
  g_autofree char *range = n < SIZE ? g_strdup_printf ("bytes=%zu-", n) : NULL;
  JcIncoming      *incoming = jc_incoming_new (fixture->library, fixture->sha256, NULL);

  g_assert_true (jc_incoming_append (incoming, fixture->data, n, NULL));
  jc_incoming_free (incoming);
  assert_fetched (fixture);
  if (range != NULL)
    assert_ranges (fixture, range);
  else
    g_assert_cmpuint (fixture->ranges->len, ==, 0);
}

static void
test_rotten (Fixture *fixture, gconstpointer data)
{
  JcIncoming *incoming = jc_incoming_new (fixture->library, fixture->sha256, NULL);

  g_assert_true (jc_incoming_append (incoming, fixture->data + 1, 1000, NULL));
  jc_incoming_free (incoming);
  assert_fetched (fixture);
  assert_ranges (fixture, "bytes=1000-,");
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcIncoming *incoming;

  fixture->data[SIZE / 2] ^= 1;
  g_assert_false (fetch (fixture, NULL, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED);
  g_assert_false (jc_library_has_original (fixture->library, fixture->sha256));
  incoming = jc_incoming_new (fixture->library, fixture->sha256, NULL);
  g_assert_cmpint (jc_incoming_get_size (incoming), ==, 0);
  jc_incoming_free (incoming);
}

/* A request that is never answered ends when it is cancelled. */
static void
test_fetch_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->is_mute = TRUE;
  fixture->asked = g_cancellable_new ();
  g_assert_false (fetch (fixture, fixture->asked, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- To the server --- */

static void
add_original (Fixture *fixture)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (fixture->data, SIZE, NULL);
  g_autofree char *sha256 = NULL;
  gsize            size;

  g_assert_true (jc_library_add_original (fixture->library, stream, 0, &sha256, &size, NULL, NULL));
  g_assert_cmpstr (sha256, ==, fixture->sha256);
}

static gboolean
upload (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (fixture->library, DOSSIER, NULL);

  return jc_upload_originals (fixture->sync, NULL, dossier, FALSE, cancellable, error);
}

static void
progress_cb (const JcSyncProgress *progress, gpointer data)
{
  g_assert_cmpint (progress->stage, ==, JC_SYNC_STAGE_UPLOADING);
  g_assert_cmpstr (progress->dossier, ==, DOSSIER);
  g_assert_cmpuint (progress->n_total, ==, 1);
  g_assert_cmpint (progress->bytes_total, ==, SIZE);
  g_array_append_val ((GArray *)data, progress->bytes_done);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  add_original (fixture);
  jc_sync_set_progress_func (fixture->sync, progress_cb, told);
  upload (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told->len, >=, 2);
  g_assert_cmpint (g_array_index (told, gint64, 0), ==, 0);
  g_assert_cmpint (g_array_index (told, gint64, told->len - 1), ==, SIZE);

  /* It is there, until a document is agreed on or the server says otherwise. */
  g_assert_true (upload (fixture, NULL, NULL));
  g_assert_cmpuint (fixture->n_uploads, ==, 1);
}

static void
test_metered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_original (fixture);
  jc_sync_set_metered (fixture->sync, TRUE);
  g_assert_false (upload (fixture, NULL, &error));
  g_assert_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_METERED);
  g_assert_cmpuint (fixture->n_uploads, ==, 0);
  jc_sync_set_metered (fixture->sync, FALSE);
  g_assert_true (upload (fixture, NULL, NULL));
  g_assert_cmpuint (fixture->n_uploads, ==, 1);
}

static void
test_upload_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_original (fixture);
  fixture->is_mute = TRUE;
  fixture->asked = g_cancellable_new ();
  g_assert_false (upload (fixture, fixture->asked, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- The service --- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
wait_for (JcSyncService *service, GAsyncResult **result, GError **error)
{
  gboolean is_done;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  is_done = jc_sync_service_fetch_original_finish (service, *result, error);
  g_clear_object (result);
  return is_done;
}

static void
test_service (Fixture *fixture, gconstpointer data)
{
  JcSyncService *service = jc_sync_service_new (fixture->folder);
  GAsyncResult  *results[3] = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    jc_sync_service_fetch_original_async (service, DOSSIER, ATTACHMENT, NULL, done_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_assert_true (wait_for (service, &results[i], NULL));
  g_assert_true (jc_library_has_original (fixture->library, fixture->sha256));
  assert_ranges (fixture, "");
  jc_sync_service_stop (service);
  jc_sync_service_fetch_original_async (service, DOSSIER, ATTACHMENT, NULL, done_cb, &results[0]);
  g_assert_false (wait_for (service, &results[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (service);
}

/* Stopping gives up what is under way and what waits. */
static void
test_service_stopped (Fixture *fixture, gconstpointer data)
{
  JcSyncService *service = jc_sync_service_new (fixture->folder);
  GAsyncResult  *results[2] = { NULL, NULL };

  fixture->asked = g_cancellable_new ();
  fixture->is_mute = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    jc_sync_service_fetch_original_async (service, DOSSIER, ATTACHMENT, NULL, done_cb, &results[i]);
  while (!g_cancellable_is_cancelled (fixture->asked))
    g_main_context_iteration (NULL, FALSE);
  jc_sync_service_stop (service);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wait_for (service, &results[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_object_unref (service);
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *full = g_strconcat ("/sync/transfer/", path, NULL);

  g_test_add (full, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("fetch", NULL, test_fetch);
  add ("resume/first-byte", GSIZE_TO_POINTER (1), test_resume);
  add ("resume/half", GSIZE_TO_POINTER (SIZE / 2), test_resume);
  add ("resume/last-byte", GSIZE_TO_POINTER (SIZE - 1), test_resume);
  add ("resume/whole", GSIZE_TO_POINTER (SIZE), test_resume);
  add ("resume/rotten", NULL, test_rotten);
  add ("wrong-bytes", NULL, test_wrong);
  add ("fetch-cancelled", NULL, test_fetch_cancelled);
  add ("progress", NULL, test_progress);
  add ("metered", NULL, test_metered);
  add ("upload-cancelled", NULL, test_upload_cancelled);
  add ("service", NULL, test_service);
  add ("service-stopped", NULL, test_service_stopped);
  return g_test_run ();
}
