/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-file-answer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "jc-gate.h"

/* Read on the main loop: short enough not to hold anybody else up, and read ahead by the system. */
#define SLICE_BYTES (128 * 1024)

/**
 * JcFileAnswer:
 * @at: where the next slice begins
 * @left: how much is still to be sent
 */
typedef struct
{
  int     fd;
  goffset at;
  goffset left;
} JcFileAnswer;

static void
file_answer_free (JcFileAnswer *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static gssize
read_slice (JcFileAnswer *self, guint8 *buffer)
{
  gssize n;

  do
    n = pread (self->fd, buffer, (gsize)MIN (SLICE_BYTES, self->left), self->at);
  while (n < 0 && errno == EINTR);

  return n;
}

/* An answer whose length is told already can only be broken off. */
static void
append_slice (JcFileAnswer *self, SoupServerMessage *message)
{
  guint8 *buffer;
  gssize  n;
  g_autoptr (GBytes) slice = NULL;

  if (self->left == 0)
    return;

  buffer = g_malloc (SLICE_BYTES);
  n = read_slice (self, buffer);
  if (n <= 0)
    {
      g_warning ("An original cannot be read: %s", n < 0 ? g_strerror (errno) : "too short");
      g_free (buffer);
      jc_gate_cut (message);
      return;
    }

  slice = g_bytes_new_take (buffer, (gsize)n);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), slice);
  self->at += n;
  self->left -= n;
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  append_slice (user_data, message);
}

/**
 * jc_file_answer_begin:
 * @message: a message whose status and other headers are set
 * @request: names the file, where to begin, how many bytes, and their media type
 */
void
jc_file_answer_begin (SoupServerMessage *message, JcRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  JcFileAnswer       *self = g_new0 (JcFileAnswer, 1);

  g_object_set_data_full (G_OBJECT (message), "jc-file-answer", self,
                          (GDestroyNotify)file_answer_free);
  soup_message_headers_set_content_type (headers, request->content_type, NULL);
  soup_message_headers_set_content_length (headers, request->file_length);
  self->fd = -1;
  if (request->is_head || request->file_length == 0)
    return;

  self->fd = open (request->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  self->at = request->file_offset;
  self->left = request->file_length;
  if (self->fd >= 0)
    posix_fadvise (self->fd, self->at, self->left, POSIX_FADV_SEQUENTIAL);

  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  append_slice (self, message);
}
