/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-refusal.h"

#include <string.h>

#include "jc-json.h"

#define DRAIN_BYTES (64 * 1024)
/* What a client may still send before it reads the answer. */
#define MAX_DRAIN_BYTES (64 * 1024 * 1024)

/**
 * JcRefusal:
 * An answer that is written past libsoup, which would first read the whole body.
 */
typedef struct
{
  SoupServerMessage *message;
  GIOStream         *stream;
  GString           *answer;
  guchar            *buffer;
  gsize              drained;
} JcRefusal;

static void
refusal_free (JcRefusal *refusal)
{
  g_clear_object (&refusal->message);
  if (refusal->stream != NULL)
    g_io_stream_close_async (refusal->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&refusal->stream);
  g_string_free (refusal->answer, TRUE);
  g_free (refusal->buffer);
  g_free (refusal);
}

/* Closing with unread bytes would reset the connection, and the client might lose the answer. The
 * gate cuts who sends for too long. */
static void
drained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcRefusal *refusal = user_data;
  gssize     n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0)
    refusal->drained += (gsize)n;
  if (n <= 0 || refusal->drained > MAX_DRAIN_BYTES)
    {
      refusal_free (refusal);
      return;
    }

  g_input_stream_read_async (G_INPUT_STREAM (source), refusal->buffer, DRAIN_BYTES,
                             G_PRIORITY_DEFAULT, NULL, drained_cb, refusal);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JcRefusal *refusal = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      refusal_free (refusal);
      return;
    }

  refusal->buffer = g_malloc (DRAIN_BYTES);
  g_input_stream_read_async (g_io_stream_get_input_stream (refusal->stream), refusal->buffer,
                             DRAIN_BYTES, G_PRIORITY_DEFAULT, NULL, drained_cb, refusal);
}

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

static gboolean
send_cb (gpointer user_data)
{
  JcRefusal *refusal = user_data;

  refusal->stream = soup_server_message_steal_connection (refusal->message);
  if (refusal->stream == NULL)
    {
      refusal_free (refusal);
      return G_SOURCE_REMOVE;
    }

  g_output_stream_write_all_async (g_io_stream_get_output_stream (refusal->stream),
                                   refusal->answer->str, refusal->answer->len, G_PRIORITY_DEFAULT,
                                   NULL, written_cb, refusal);

  return G_SOURCE_REMOVE;
}

/**
 * jc_refusal_send:
 * @message: a message whose headers have come
 * @id: why it is refused
 */
void
jc_refusal_send (SoupServerMessage *message, JcProblemId id)
{
  g_autoptr (JsonNode) node = jc_problem_to_json (id, jc_refusal_choose_language (message), NULL);
  char *text = jc_json_to_canonical (node);
  g_autoptr (GBytes) content = g_bytes_new_take (text, strlen (text));

  jc_refusal_send_answer (message, jc_problem_get (id)->status, NULL, "application/problem+json",
                          content);
}

/**
 * jc_refusal_send_answer:
 * @message: a message whose headers have come
 * @status: HTTP status
 * @headers: (nullable): further headers
 * @content_type: (nullable): what @content is
 * @content: (nullable): the answer's body
 */
void
jc_refusal_send_answer (SoupServerMessage  *message,
                        guint               status,
                        SoupMessageHeaders *headers,
                        const char         *content_type,
                        GBytes             *content)
{
  JcRefusal  *refusal = g_new0 (JcRefusal, 1);
  gsize       length = 0;
  const char *bytes = content != NULL ? g_bytes_get_data (content, &length) : NULL;

  refusal->message = g_object_ref (message);
  refusal->answer = g_string_new (NULL);
  g_string_printf (refusal->answer, "HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  if (headers != NULL)
    soup_message_headers_foreach (headers, add_header, refusal->answer);
  if (content_type != NULL)
    add_header ("Content-Type", content_type, refusal->answer);
  g_string_append_printf (refusal->answer,
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                          length);
  g_string_append_len (refusal->answer, bytes, (gssize)length);

  /* A connection cannot be taken from libsoup while it is reading from it. */
  soup_server_message_pause (message);
  g_idle_add (send_cb, refusal);
}

/* What libsoup refuses by itself, and what the gate does while a head comes. */
static JcProblemId
find_problem (guint status)
{
  static const JcProblemId ids[]
      = { JC_PROBLEM_TOO_LARGE, JC_PROBLEM_EXPECTATION, JC_PROBLEM_HEADERS_TOO_LARGE,
          JC_PROBLEM_NOT_IMPLEMENTED, JC_PROBLEM_HTTP_VERSION };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (jc_problem_get (ids[i])->status == status)
      return ids[i];

  return JC_PROBLEM_BAD_REQUEST;
}

/**
 * jc_refusal_new_answer:
 * @status: HTTP status
 *
 * Nobody knows the client's language before its head has come.
 *
 * Returns: (transfer full): a whole answer of HTTP/1.1, after which the connection ends
 */
GBytes *
jc_refusal_new_answer (guint status)
{
  g_autoptr (JsonNode) node = jc_problem_to_json (find_problem (status), JC_LANGUAGE_ZH, NULL);
  g_autofree char *body = NULL;
  char            *answer;

  json_object_set_int_member (json_node_get_object (node), "status", status);
  body = jc_json_to_canonical (node);
  answer = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\n"
                            "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
                            status, soup_status_get_phrase (status), strlen (body), body);

  return g_bytes_new_take (answer, strlen (answer));
}

/**
 * jc_refusal_choose_language:
 * @message: a message whose headers have come
 *
 * Returns: the first of Chinese and English that the client names; Chinese when it names neither
 */
JcLanguage
jc_refusal_choose_language (SoupServerMessage *message)
{
  const char *header
      = soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                       "Accept-Language");
  GSList    *names = header != NULL ? soup_header_parse_quality_list (header, NULL) : NULL;
  JcLanguage language = JC_LANGUAGE_ZH;

  for (GSList *l = names; l != NULL; l = l->next)
    {
      if (g_ascii_strncasecmp (l->data, "zh", 2) == 0)
        break;
      if (g_ascii_strncasecmp (l->data, "en", 2) == 0)
        {
          language = JC_LANGUAGE_EN;
          break;
        }
    }

  soup_header_free_list (names);

  return language;
}
