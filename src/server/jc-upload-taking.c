/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-intake-private.h"

static void
hold (JcTaking *taking)
{
  if (taking->is_held || taking->is_read || taking->is_cut)
    return;

  taking->is_held = TRUE;
  jc_gate_hold (taking->call->message);
}

static void
release (JcTaking *taking)
{
  if (!taking->is_held)
    return;

  taking->is_held = FALSE;
  jc_gate_release (taking->call->message);
}

static void
write_buffer (JcUpload *upload, gpointer data)
{
  JcTaking *taking = data;

  if (upload->partial == NULL)
    jc_upload_open (upload, taking->intake->service->originals);
  if (upload->outcome == JC_UPLOAD_RUNNING)
    jc_upload_write (upload, taking->writing->data, taking->writing->len);
  g_byte_array_set_size (taking->writing, 0);
}

static void
close_upload (JcUpload *upload, gpointer data)
{
  JcTaking *taking = data;

  if (taking->writing != NULL)
    write_buffer (upload, taking);
  else if (upload->partial == NULL)
    jc_upload_open (upload, taking->intake->service->originals);
  jc_upload_close (upload, taking->is_cut);
}

static void
closed_cb (gpointer data)
{
  jc_upload_intake_conclude (data);
}

static void
written_cb (gpointer data)
{
  jc_upload_taking_go_on (data);
}

static void
swap_buffers (JcTaking *taking)
{
  GByteArray *full = taking->filling;

  taking->filling = taking->writing;
  taking->writing = full;
}

/* Whatever can be done now, after bytes came or were written, or the client left. */
void
jc_upload_taking_go_on (JcTaking *taking)
{
  gboolean has_ended = taking->is_read || taking->is_cut;

  if (taking->is_busy || taking->is_closing || !taking->is_receiving)
    return;

  if (taking->upload->outcome != JC_UPLOAD_RUNNING)
    {
      taking->is_closing = TRUE;
      jc_upload_intake_conclude (taking);
      return;
    }

  if (has_ended)
    {
      taking->is_closing = TRUE;
      swap_buffers (taking);
      jc_upload_intake_push (taking, close_upload, closed_cb);
    }
  else if (taking->filling->len >= JC_UPLOAD_BUFFER_BYTES)
    {
      swap_buffers (taking);
      jc_upload_intake_push (taking, write_buffer, written_cb);
      release (taking);
    }
}

static void
chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  JcTaking     *taking = user_data;
  gsize         size;
  gconstpointer data = g_bytes_get_data (chunk, &size);

  if (!taking->is_receiving || taking->is_closing)
    return;

  g_byte_array_append (taking->filling, data, (guint)size);
  if (taking->filling->len < JC_UPLOAD_BUFFER_BYTES)
    return;

  if (taking->is_busy)
    hold (taking);
  jc_upload_taking_go_on (taking);
}

/* Also where the body was read: the message then just is done. */
void
jc_upload_taking_left_cb (SoupServerMessage *message, gpointer user_data)
{
  JcTaking *taking = user_data;

  if (taking->is_read || taking->is_cut)
    return;

  taking->is_cut = TRUE;
  taking->is_held = FALSE;
  jc_upload_taking_go_on (taking);
}

void
jc_upload_taking_receive (JcTaking *taking)
{
  taking->is_receiving = TRUE;
  if (taking->call->body_comes && !taking->call->finished)
    {
      taking->filling = jc_upload_intake_get_buffer (taking->intake);
      taking->writing = jc_upload_intake_get_buffer (taking->intake);
      g_signal_connect (taking->call->message, "got-chunk", G_CALLBACK (chunk_cb), taking);
      release (taking);
      return;
    }

  taking->is_read = !taking->call->body_comes;
  taking->is_cut = !taking->is_read;
  jc_upload_taking_go_on (taking);
}

void
jc_upload_taking_cut (JcTaking *taking)
{
  if (!taking->is_receiving || taking->is_read || taking->is_cut)
    return;

  jc_gate_cut (taking->call->message);
  release (taking);
}
