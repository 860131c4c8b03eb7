/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-server.h"

#include <glib-unix.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jc-call.h"
#include "jc-change-table.h"
#include "jc-gate.h"
#include "jc-housekeeping.h"
#include "jc-listen.h"
#include "jc-metrics.h"
#include "jc-poller.h"
#include "jc-router.h"
#include "jc-upload-intake.h"
#include "jc-upload.h"

/* What is under way may finish; long polls are answered at once. */
#define GRACE_S 5
#define HOUSEKEEPING_S 600

typedef struct
{
  GMainLoop  *loop;
  SoupServer *soup;
  JcGate     *gate;
  JcService  *service;
  JcWorker   *worker;
  JcPoller   *poller;
  JcUploadIntake *intake;
  guint       n_messages; /* read, and not yet answered to the last byte */
  gboolean    ending;
  gboolean    asking;   /* a question for the feed's last number is under way */
  gint64      last_seq; /* its answer */
} JcServer;

static void dispatch (JcCall *call);

/* --- The feed --- */

static void
ask_feed (gpointer data)
{
  JcServer *self = data;
  g_autoptr (GError) error = NULL;
  gint64 last;

  if (jc_change_table_load_last (self->service->database, &last, &error))
    self->last_seq = last;
  else
    g_atomic_int_inc (&self->service->n_database_errors);
}

static void
feed_asked_cb (gpointer data)
{
  JcServer *self = data;

  self->asking = FALSE;
  jc_poller_feed_is_at (self->poller, self->last_seq);
}

static void
poller_asks_cb (gpointer user_data)
{
  JcServer *self = user_data;

  if (self->asking)
    return;

  self->asking = TRUE;
  jc_worker_push (self->worker, ask_feed, feed_asked_cb, self);
}

/* --- Calls --- */

/* Whatever came of an upload is recorded before the process ends, also when its client has left. */
static gboolean
has_work (JcServer *self)
{
  return self->n_messages > 0 || jc_upload_intake_get_n (self->intake) > 0;
}

static void
end_when_done (JcServer *self)
{
  if (self->ending && !has_work (self))
    g_main_loop_quit (self->loop);
}

static void
message_finished_cb (SoupServerMessage *message, gpointer user_data)
{
  JcServer *self = user_data;

  self->n_messages--;
  end_when_done (self);
}

static void
end_call (JcCall *call)
{
  jc_call_answer (call);
  if (call->refused)
    message_finished_cb (call->message, call->owner);
  else if (!call->finished)
    soup_server_message_unpause (call->message);
  end_when_done (call->owner);
  jc_call_free (call);
}

static gboolean
client_gone_cb (gpointer user_data)
{
  JcCall   *call = user_data;
  JcServer *self = call->owner;

  call->hangup_id = 0;
  jc_poller_remove (self->poller, call);
  jc_metrics_set_open_polls (jc_poller_get_n (self->poller));
  jc_request_set_status (call->request, 499);
  end_call (call);

  return G_SOURCE_REMOVE;
}

static void
park (JcCall *call)
{
  JcServer  *self = call->owner;
  JcRequest *request = call->request;

  if (self->ending)
    request->park_until_us = 1;

  if (!jc_poller_add (self->poller, call, request->account->name, request->park_seq,
                      request->park_until_us))
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_TOO_MANY_POLLS);
      request->retry_after_s = 5;
      end_call (call);
      return;
    }

  jc_metrics_set_open_polls (jc_poller_get_n (self->poller));
  call->hangup_id = jc_gate_watch_hangup (call->message, client_gone_cb, call);
  if (self->ending)
    jc_poller_wake_all (self->poller);
}

static void
poller_wakes_cb (gpointer data)
{
  JcCall   *call = data;
  JcServer *self = call->owner;

  g_clear_handle_id (&call->hangup_id, g_source_remove);
  jc_metrics_set_open_polls (jc_poller_get_n (self->poller));
  dispatch (call);
}

static void
run_call (gpointer data)
{
  JcCall   *call = data;
  JcServer *self = call->owner;

  jc_router_run (call->route, self->service, call->request);
}

static void
call_done_cb (gpointer data)
{
  JcCall   *call = data;
  JcServer *self = call->owner;

  if (g_atomic_int_compare_and_exchange (&self->service->feed_written, TRUE, FALSE))
    poller_asks_cb (self);

  if (jc_request_has_answer (call->request))
    end_call (call);
  else if (call->request->upload != NULL)
    jc_upload_intake_take (self->intake, call);
  else if (call->request->park_until_us != 0)
    park (call);
  else
    {
      g_critical ("%s %s was not answered", call->request->method, call->request->template_path);
      jc_request_refuse_plainly (call->request, JC_PROBLEM_INTERNAL);
      end_call (call);
    }
}

static void
dispatch (JcCall *call)
{
  JcServer *self = call->owner;

  if (self->ending && call->request->park_until_us != 0)
    call->request->park_until_us = 1;

  if ((call->route->flags & JC_ENDPOINT_SLOW) != 0)
    jc_worker_push_slow (self->worker, run_call, call_done_cb, call);
  else
    jc_worker_push (self->worker, run_call, call_done_cb, call);
}

static void
message_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  JcServer *self = user_data;
  JcCall   *call = jc_call_get_of_message (message);

  if (call != NULL)
    {
      soup_server_message_pause (message);
      jc_upload_intake_body_read (call);
      return;
    }

  call = jc_call_new (self, message, query);
  self->n_messages++;
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), self);
  call->route = jc_router_find (call->request);
  if (call->route == NULL)
    {
      jc_call_answer (call);
      jc_call_free (call);
      return;
    }

  soup_server_message_pause (message);
  dispatch (call);
}

/* The headers of a request whose body goes to a file have come. */
static void
stream_begins_cb (SoupServerMessage *message, gpointer user_data)
{
  JcServer *self = user_data;
  JcCall   *call;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  call = jc_call_new (self, message, NULL);
  call->body_comes = TRUE;
  self->n_messages++;
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), self);

  jc_gate_hold (message);
  call->route = jc_router_find (call->request);
  if (call->route == NULL)
    end_call (call);
  else
    dispatch (call);
}

static void
gate_refused_cb (SoupServerMessage *message, guint status, gpointer user_data)
{
  jc_metrics_count_request (status, 0);
  jc_call_log (soup_server_message_get_method (message), "-", status, 0);
}

/* --- The process --- */

static void
keep_house (gpointer data)
{
  JcServer *self = data;

  jc_housekeeping_run (self->service);
}

static gboolean
housekeeping_due_cb (gpointer user_data)
{
  JcServer *self = user_data;

  jc_worker_push (self->worker, keep_house, NULL, self);

  return G_SOURCE_CONTINUE;
}

static gboolean
grace_over_cb (gpointer user_data)
{
  JcServer *self = user_data;

  g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

static gboolean
signal_cb (gpointer user_data)
{
  JcServer *self = user_data;

  if (self->ending)
    return G_SOURCE_CONTINUE;

  self->ending = TRUE;
  jc_gate_close (self->gate);
  jc_upload_intake_cut (self->intake);
  jc_poller_wake_all (self->poller);
  g_timeout_add_seconds (GRACE_S, grace_over_cb, self);
  end_when_done (self);

  return G_SOURCE_CONTINUE;
}

/**
 * jc_server_dup_url:
 * @options: what is served where
 * @port: the port that was taken
 *
 * Returns: (transfer full): the address that clients use
 */
char *
jc_server_dup_url (const JcServerOptions *options, guint16 port)
{
  const char *scheme = options->certificate != NULL ? "https" : "http";

  return g_strdup_printf (strchr (options->host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u",
                          scheme, options->host, (guint)port);
}

static void
tell_ready (const JcServerOptions *options, guint16 port)
{
  g_autofree char *url = jc_server_dup_url (options, port);

  if (options->ready_fd >= 0)
    {
      if (write (options->ready_fd, "+", 1) != 1)
        g_warning ("Nobody waits for this worker");
      close (options->ready_fd);
    }
  else if (!options->quiet)
    {
      g_print ("listening on %s\n", url);
      fflush (stdout);
    }
}

static gboolean
open_gate (JcServer *self, const JcServerOptions *options, guint16 *port, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GSocket) listener = NULL;

  if (options->certificate != NULL)
    {
      certificate
          = g_tls_certificate_new_from_files (options->certificate, options->private_key, error);
      if (certificate == NULL)
        return FALSE;
    }

  listener = jc_listen_start (options->host, port, error);
  if (listener == NULL)
    return FALSE;

  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->soup, NULL, message_read_cb, self, NULL);
  soup_server_add_handler (self->soup, "*", message_read_cb, self, NULL); /* OPTIONS asks for it */
  self->gate = jc_gate_new (self->soup, listener, certificate, gate_refused_cb, self);
  jc_gate_set_streams (self->gate, jc_upload_intake_wants, stream_begins_cb, JC_UPLOAD_MAX_BYTES);

  return TRUE;
}

/* Calls that are not done when the grace is over are abandoned with the process: nothing that they
 * did was acknowledged. */
static void
close_server (JcServer *self)
{
  jc_worker_free (self->worker);
  if (has_work (self))
    _exit (0);

  /* What the worker's last jobs left to be told still finds everything in its place. */
  soup_server_disconnect (self->soup);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  jc_upload_intake_free (self->intake);
  jc_poller_free (self->poller);
  jc_gate_free (self->gate);
  g_clear_object (&self->soup);
}

/**
 * jc_server_run:
 * @options: what to serve where
 * @error: why it could not begin
 *
 * Returns: TRUE when it was ended by a signal, FALSE when it could not begin
 */
gboolean
jc_server_run (const JcServerOptions *options, GError **error)
{
  JcServer self = { 0 };
  g_autoptr (JcService) service = jc_service_open (options->folder, options->database, error);
  g_autoptr (GMainLoop) loop = NULL;
  guint16 port = options->port;

  self.service = service;
  if (service == NULL || !open_gate (&self, options, &port, error))
    return FALSE;

  loop = g_main_loop_new (NULL, FALSE);
  self.loop = loop;
  self.poller = jc_poller_new (poller_wakes_cb, poller_asks_cb, &self);
  self.worker = service->worker = jc_worker_new ();
  self.intake = jc_upload_intake_new (service, self.worker, end_call);
  g_unix_signal_add (SIGTERM, signal_cb, &self);
  g_unix_signal_add (SIGINT, signal_cb, &self);
  jc_worker_push (self.worker, keep_house, NULL, &self);
  g_timeout_add_seconds (HOUSEKEEPING_S, housekeeping_due_cb, &self);

  tell_ready (options, port);
  g_main_loop_run (loop);
  close_server (&self);

  return TRUE;
}
