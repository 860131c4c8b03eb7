/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-sync-service.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jc-library.h"

/* A server that answers from a table, at once, and counts; or that never answers. */
typedef struct
{
  GSocketService *service; /* (owned) */
  char           *url;     /* (owned) */
  char           *folder;  /* (owned): of the library */
  gboolean        is_mute;
  const char     *poll_answer;
  const char     *trouble; /* (nullable): answers the feed; the poll is no trouble then */
  gint            n_polls;
  gint            n_requests;
} Fixture;

static const char *
answer_to (Fixture *fixture, const char *request)
{
  if (g_str_has_prefix (request, "POST "))
    return "HTTP/1.1 201 Created\r\n*{\"token\":\"t\"}";
  if (strstr (request, "/changes") != NULL && fixture->trouble != NULL)
    return fixture->trouble;
  if (strstr (request, "/changes") != NULL && strstr (request, "&wait=0") == NULL)
    {
      g_atomic_int_inc (&fixture->n_polls);
      return fixture->poll_answer;
    }
  if (strstr (request, "/changes") != NULL)
    return "HTTP/1.1 200 OK\r\n*{\"epoch\":\"e\",\"items\":[],\"next_since\":1}";
  return "HTTP/1.1 200 OK\r\n*{\"items\":[]}";
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                data)
{
  Fixture       *fixture = data;
  GInputStream  *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char           request[8192] = "";
  gsize          n = 0;
  gssize         got;

  while ((got = g_input_stream_read (input, request + n, sizeof request - n - 1, NULL, NULL)) > 0)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *text = NULL;

      n += (gsize)got;
      request[n] = '\0';
      g_atomic_int_inc (&fixture->n_requests);
      if (fixture->is_mute || strstr (request, "\r\n\r\n") == NULL
          || (g_str_has_prefix (request, "POST ") && request[n - 1] != '}'))
        continue;
      parts = g_strsplit (answer_to (fixture, request), "*", 2);
      text = g_strdup_printf ("%sContent-Type: application/json\r\nConnection: close\r\n"
                              "Content-Length: %zu\r\n\r\n%s",
                              parts[0], strlen (parts[1]), parts[1]);
      g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
      break;
    }
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint16 port;

  fixture->poll_answer = data;
  fixture->is_mute = data == NULL;
  fixture->folder = g_dir_make_tmp ("jc-service-XXXXXX", NULL);
  fixture->service = g_threaded_socket_service_new (8);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL, NULL);
  g_assert_cmpint (port, >, 0);
  g_signal_connect (fixture->service, "run", G_CALLBACK (run_cb), fixture);
  g_socket_service_start (fixture->service);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%u", port);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_socket_service_stop (fixture->service);
  g_clear_object (&fixture->service);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, name, NULL);

      g_file_delete (file, NULL, NULL);
    }
  g_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->url);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* Stopping does not wait for a server that does not answer, nor for what stands behind it. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  JcSyncService *service = jc_sync_service_new (fixture->folder);
  GAsyncResult  *results[2] = { NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    jc_sync_service_login_async (service, fixture->url, "a", "b", NULL, done_cb, &results[i]);
  while (g_atomic_int_get (&fixture->n_requests) == 0)
    g_main_context_iteration (NULL, FALSE);
  jc_sync_service_stop (service);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_false (jc_sync_service_login_finish (service, results[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_object_unref (results[i]);
    }
  g_object_unref (service);
}

static gboolean
tick_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A server that holds no poll is asked no oftener for that, and syncing is well all the same. */
static void
test_poll (Fixture *fixture, gconstpointer data)
{
  JcSyncService *service = jc_sync_service_new (fixture->folder);
  GAsyncResult  *result = NULL;
  gboolean       is_over = FALSE;
  int            state = -1;

  jc_sync_service_login_async (service, fixture->url, "a", "b", NULL, done_cb, &result);
  while (result == NULL || g_atomic_int_get (&fixture->n_polls) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (jc_sync_service_login_finish (service, result, NULL));
  g_object_unref (result);

  /* Without the pause there are hundreds by then. */
  g_timeout_add (500, tick_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_polls), ==, 1);
  g_object_get (service, "state", &state, NULL);
  g_assert_cmpint (state, ==, JC_SYNC_DONE);
  jc_sync_service_stop (service);
  g_object_unref (service);
}

/* A server that says it is in trouble is not "offline", and is left alone as long as it asked. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  JcSyncService   *service = jc_sync_service_new (fixture->folder);
  GAsyncResult    *result = NULL;
  gboolean         is_over = FALSE;
  int              state = JC_SYNC_WORKING;
  int              n_requests;
  g_autofree char *message = NULL;

  fixture->trouble = data;
  jc_sync_service_login_async (service, fixture->url, "a", "b", NULL, done_cb, &result);
  while (result == NULL || state == JC_SYNC_WORKING || state == JC_SYNC_LOCAL_ONLY)
    {
      g_main_context_iteration (NULL, FALSE);
      g_object_get (service, "state", &state, NULL);
    }
  g_assert_true (jc_sync_service_login_finish (service, result, NULL));
  g_object_unref (result);
  g_assert_cmpint (state, ==, JC_SYNC_FAILED);
  g_object_get (service, "message", &message, NULL);
  g_assert_nonnull (strstr (message, "has trouble"));

  /* A save does not hurry it, either; the back-off alone would come within three seconds. */
  n_requests = g_atomic_int_get (&fixture->n_requests);
  jc_sync_service_wake (service, FALSE);
  g_timeout_add (3500, tick_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_requests), ==, n_requests);
  jc_sync_service_stop (service);
  g_object_unref (service);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/service/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/sync/service/poll-answered-at-once", Fixture,
              "HTTP/1.1 200 OK\r\n*{\"epoch\":\"e\",\"items\":[],\"next_since\":1}", set_up,
              test_poll, tear_down);
  g_test_add ("/sync/service/poll-refused", Fixture,
              "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\n*{\"status\":429}", set_up,
              test_poll, tear_down);
  g_test_add ("/sync/service/busy", Fixture,
              "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 300\r\n*{\"status\":503}", set_up,
              test_trouble, tear_down);
  return g_test_run ();
}
