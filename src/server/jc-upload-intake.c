/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-intake.h"

#include <string.h>

#include "jc-metrics.h"
#include "jc-upload-answer.h"
#include "jc-upload-intake-private.h"
#include "jc-upload-settle.h"

#define MAX_TAKINGS 128
#define MAX_SPARE 16
#define MAX_THREADS 4
/* How long whoever comes waits for whoever was there to let go, and how often it looks. */
#define PATIENCE_US (5 * G_USEC_PER_SEC)
#define RETRY_MS 10
#define CLAIMS_MS 200

static void begin (JcTaking *taking);

/* --- Threads --- */

static gboolean
worked_cb (gpointer user_data)
{
  JcTaking *taking = user_data;

  taking->is_busy = FALSE;
  taking->worked (taking);

  return G_SOURCE_REMOVE;
}

static void
run_in_thread (gpointer data, gpointer user_data)
{
  JcTaking *taking = data;

  taking->work (taking->upload, taking);
  g_idle_add_full (G_PRIORITY_DEFAULT, worked_cb, taking, NULL);
}

void
jc_upload_intake_push (JcTaking *taking,
                       void (*work) (JcUpload *upload, gpointer taking),
                       void (*worked) (gpointer taking))
{
  taking->work = work;
  taking->worked = worked;
  taking->is_busy = TRUE;
  g_thread_pool_push (taking->intake->threads, taking, NULL);
}

/* --- Buffers --- */

GByteArray *
jc_upload_intake_get_buffer (JcUploadIntake *self)
{
  GByteArray *buffer = g_queue_pop_head (&self->spare);

  return buffer != NULL
             ? buffer
             : g_byte_array_sized_new (JC_UPLOAD_BUFFER_BYTES + JC_UPLOAD_BUFFER_BYTES / 4);
}

static void
put_buffer (JcUploadIntake *self, GByteArray *buffer)
{
  if (buffer == NULL)
    return;

  g_byte_array_set_size (buffer, 0);
  if (self->spare.length < MAX_SPARE)
    g_queue_push_head (&self->spare, buffer);
  else
    g_byte_array_unref (buffer);
}

/* --- The end of a call --- */

static void
let_go (JcTaking *taking)
{
  JcUploadIntake *self = taking->intake;
  const char     *id = taking->upload->record->id;

  if (g_hash_table_lookup (self->takings, id) == taking)
    g_hash_table_remove (self->takings, id);
  if (g_hash_table_size (self->takings) == 0)
    g_clear_handle_id (&self->claims_id, g_source_remove);
  self->n_takings--;
  jc_metrics_set_open_uploads (self->n_takings);
}

/* The file is let go before the client learns of it, so that its next call finds it free. */
static void
finish (JcTaking *taking)
{
  JcCall *call = taking->call;

  g_signal_handlers_disconnect_by_data (call->message, taking);
  call->taking = NULL;
  let_go (taking);
  if (call->body_comes && !call->finished)
    jc_gate_hold (call->message);
  g_clear_pointer (&taking->upload->partial, jc_partial_close);
  if (taking->is_cut)
    jc_request_set_status (call->request, 499);
  else
    jc_upload_answer (call->request);

  put_buffer (taking->intake, taking->filling);
  put_buffer (taking->intake, taking->writing);
  taking->intake->done (call);
  g_free (taking);
}

/* --- Recording what came of it --- */

static void settle_next (JcUploadIntake *self);

typedef struct
{
  JcUploadIntake *intake;
  GPtrArray      *takings;
  GPtrArray      *uploads;
} JcSettling;

static void
settle (gpointer data)
{
  JcSettling *settling = data;

  jc_upload_settle (settling->intake->service, settling->uploads);
}

static void
settled_cb (gpointer data)
{
  JcSettling     *settling = data;
  JcUploadIntake *self = settling->intake;

  self->is_settling = FALSE;
  settle_next (self);
  for (guint i = 0; i < settling->takings->len; i++)
    {
      JcTaking *taking = g_ptr_array_index (settling->takings, i);

      taking->is_busy = FALSE;
      finish (taking);
    }

  g_ptr_array_unref (settling->takings);
  g_ptr_array_unref (settling->uploads);
  g_free (settling);
}

/* Whatever was finished while the database was busy shares the next transaction. */
static void
settle_next (JcUploadIntake *self)
{
  JcSettling *settling;

  if (self->is_settling || self->settling->len == 0)
    return;

  settling = g_new0 (JcSettling, 1);
  settling->intake = self;
  settling->takings = self->settling;
  settling->uploads = g_ptr_array_new ();
  for (guint i = 0; i < settling->takings->len; i++)
    g_ptr_array_add (settling->uploads,
                     ((JcTaking *)g_ptr_array_index (settling->takings, i))->upload);

  self->settling = g_ptr_array_new ();
  self->is_settling = TRUE;
  jc_worker_push (self->worker, settle, settled_cb, settling);
}

static gboolean
has_to_be_recorded (JcUpload *upload)
{
  switch (upload->outcome)
    {
    case JC_UPLOAD_WHOLE:
    case JC_UPLOAD_HASH_WRONG:
      return TRUE;
    case JC_UPLOAD_PART:
      return upload->is_new && upload->offset > 0;
    case JC_UPLOAD_RUNNING:
      return upload->task == JC_UPLOAD_END;
    default:
      return FALSE;
    }
}

/* A creation whose bytes came to nothing leaves nothing. */
void
jc_upload_intake_conclude (JcTaking *taking)
{
  JcUpload *upload = taking->upload;

  if (!has_to_be_recorded (upload))
    {
      if (upload->is_new && upload->partial != NULL)
        jc_partial_remove (upload->partial);
      finish (taking);
      return;
    }

  taking->is_busy = TRUE;
  g_ptr_array_add (taking->intake->settling, taking);
  settle_next (taking->intake);
}

/* --- Taking hold --- */

static gboolean
retry_cb (gpointer user_data)
{
  begin (user_data);

  return G_SOURCE_REMOVE;
}

/* The other one lets go as soon as it is told to; a client that lost its connection and comes back
 * does not wait for a time-out. */
static void
wait_for_turn (JcTaking *taking)
{
  if (g_get_monotonic_time () < taking->give_up_us)
    {
      g_timeout_add (RETRY_MS, retry_cb, taking);
      return;
    }

  taking->upload->outcome = JC_UPLOAD_BUSY;
  finish (taking);
}

static gboolean
look_for_claims_cb (gpointer user_data)
{
  JcUploadIntake *self = user_data;
  g_autoptr (GList) takings = g_hash_table_get_values (self->takings);

  for (GList *l = takings; l != NULL; l = l->next)
    {
      JcTaking *taking = l->data;

      /* Nobody else knows of a new one. */
      if (taking->is_receiving && !taking->upload->is_new
          && jc_partial_is_claimed (taking->upload->partial))
        jc_upload_taking_cut (taking);
    }

  return G_SOURCE_CONTINUE;
}

static void
open_upload (JcUpload *upload, gpointer data)
{
  JcTaking *taking = data;

  g_clear_error (&upload->error);
  jc_upload_open (upload, taking->intake->service->originals);
}

static void
opened_cb (gpointer data)
{
  JcTaking       *taking = data;
  JcUploadIntake *self = taking->intake;
  JcUpload       *upload = taking->upload;

  if (upload->outcome == JC_UPLOAD_BUSY)
    {
      g_hash_table_remove (self->takings, upload->record->id);
      jc_partial_claim (self->service->originals, upload->record->id);
      wait_for_turn (taking);
    }
  else if (upload->outcome == JC_UPLOAD_RUNNING && upload->task != JC_UPLOAD_END)
    jc_upload_taking_receive (taking);
  else
    jc_upload_intake_conclude (taking);
}

static void
begin (JcTaking *taking)
{
  JcUploadIntake *self = taking->intake;
  const char     *id = taking->upload->record->id;
  JcTaking       *other = g_hash_table_lookup (self->takings, id);

  if (other != NULL)
    {
      jc_upload_taking_cut (other);
      wait_for_turn (taking);
      return;
    }

  g_hash_table_insert (self->takings, g_strdup (id), taking);
  if (self->claims_id == 0)
    self->claims_id = g_timeout_add (CLAIMS_MS, look_for_claims_cb, self);
  /* A new one is opened with its first bytes. */
  if (taking->upload->is_new)
    jc_upload_taking_receive (taking);
  else
    jc_upload_intake_push (taking, open_upload, opened_cb);
}

/* --- Public --- */

/**
 * jc_upload_intake_new:
 * @service: outlives it
 * @worker: outlives it
 * @done: called when a call has its answer
 *
 * Returns: (transfer full): an intake
 */
JcUploadIntake *
jc_upload_intake_new (JcService *service, JcWorker *worker, JcUploadIntakeDoneFunc done)
{
  JcUploadIntake *self = g_new0 (JcUploadIntake, 1);

  self->service = service;
  self->worker = worker;
  self->done = done;
  self->threads = g_thread_pool_new (run_in_thread, self, MAX_THREADS, FALSE, NULL);
  self->takings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->settling = g_ptr_array_new ();

  return self;
}

/**
 * jc_upload_intake_free:
 * @self: (transfer full) (nullable): an intake without calls
 */
void
jc_upload_intake_free (JcUploadIntake *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->claims_id, g_source_remove);
  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_queue_clear_full (&self->spare, (GDestroyNotify)g_byte_array_unref);
  g_hash_table_unref (self->takings);
  g_ptr_array_unref (self->settling);
  g_free (self);
}

/**
 * jc_upload_intake_wants:
 * @message: its headers have come
 *
 * Returns: whether its body is bytes of an upload
 */
gboolean
jc_upload_intake_wants (SoupServerMessage *message)
{
  GUri            *uri = soup_server_message_get_uri (message);
  g_autofree char *method = jc_call_dup_method (message);

  return uri != NULL && g_str_has_prefix (g_uri_get_path (uri), JC_UPLOAD_PATH)
         && (g_str_equal (method, "POST") || g_str_equal (method, "PATCH"));
}

/**
 * jc_upload_intake_take:
 * @self: the intake
 * @call: a call without answer, its message paused
 */
void
jc_upload_intake_take (JcUploadIntake *self, JcCall *call)
{
  JcTaking *taking;

  if (self->n_takings >= MAX_TAKINGS)
    {
      jc_request_refuse_plainly (call->request, JC_PROBLEM_BUSY);
      call->request->retry_after_s = 1;
      self->done (call);
      return;
    }

  taking = g_new0 (JcTaking, 1);
  taking->intake = self;
  taking->call = call;
  taking->upload = call->request->upload;
  taking->is_held = call->body_comes;
  taking->give_up_us = g_get_monotonic_time () + PATIENCE_US;
  call->taking = taking;
  self->n_takings++;
  jc_metrics_set_open_uploads (self->n_takings);
  g_signal_connect (call->message, "finished", G_CALLBACK (jc_upload_taking_left_cb), taking);

  begin (taking);
}

/**
 * jc_upload_intake_body_read:
 * @call: a call that was taken
 */
void
jc_upload_intake_body_read (JcCall *call)
{
  JcTaking *taking = call->taking;

  taking->is_read = TRUE;
  call->body_comes = FALSE;
  jc_upload_taking_go_on (taking);
}

/**
 * jc_upload_intake_get_n:
 * @self: the intake
 */
guint
jc_upload_intake_get_n (JcUploadIntake *self)
{
  return self->n_takings;
}

/**
 * jc_upload_intake_cut:
 * @self: the intake
 */
void
jc_upload_intake_cut (JcUploadIntake *self)
{
  g_autoptr (GList) takings = g_hash_table_get_values (self->takings);

  for (GList *l = takings; l != NULL; l = l->next)
    jc_upload_taking_cut (l->data);
}
