/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-change-handler.h"

#define MAX_CHANGES_PER_PAGE 500
#define DEFAULT_CHANGES_PER_PAGE 100
#define MAX_WAIT_S 60

static JsonNode *
new_answer (JcService *service, GPtrArray *changes, gint64 next_since)
{
  JsonObject *answer = json_object_new ();
  JsonArray  *items = json_array_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const JcChange *change = g_ptr_array_index (changes, i);
      JsonObject     *item = json_object_new ();

      json_object_set_int_member (item, "seq", change->seq);
      json_object_set_string_member (item, "kind", change->kind);
      json_object_set_string_member (item, "id", change->ref);
      json_object_set_int_member (item, "revision", change->revision);
      json_object_set_boolean_member (item, "deleted", change->deleted);
      json_array_add_object_element (items, item);
    }

  json_object_set_string_member (answer, "epoch", service->epoch);
  json_object_set_array_member (answer, "items", items);
  json_object_set_int_member (answer, "next_since", next_since);

  return jc_json_new_object (answer);
}

/* A number that this feed has never reached comes from before a restoration. */
static gboolean
check_epoch (JcService *service, JcRequest *request, gint64 since, gint64 last)
{
  const char *epoch = jc_request_get_query (request, "epoch");

  if (since <= last && (epoch == NULL || g_str_equal (epoch, service->epoch)))
    return TRUE;

  jc_request_refuse_plainly (request, JC_PROBLEM_EPOCH_CHANGED);

  return FALSE;
}

/* Nothing to tell: the call waits, without a thread, until the feed passes @last or its time is up.
 */
static gboolean
park (JcRequest *request, gint64 wait_s, gint64 last)
{
  gint64 now_us = g_get_monotonic_time ();

  if (wait_s == 0)
    return FALSE;
  if (request->park_until_us == 0)
    request->park_until_us = now_us + wait_s * G_USEC_PER_SEC;
  if (now_us >= request->park_until_us)
    return FALSE;

  request->park_seq = last;

  return TRUE;
}

/**
 * jc_change_handle_list:
 * @service: the service
 * @request: GET /changes?since=&limit=&wait=&epoch=
 *
 * What the caller does not see is passed over, so that next_since moves on all the same. The last
 * number is read before the rows: what comes between is told twice at worst, never skipped.
 */
void
jc_change_handle_list (JcService *service, JcRequest *request)
{
  g_autoptr (GPtrArray) changes = NULL;
  GError *error = NULL;
  gint64  since;
  gint64  limit;
  gint64  wait_s;
  gint64  last;
  gint64  next_since;

  if (!jc_request_get_query_int (request, "since", 0, G_MAXINT64, 0, &since)
      || !jc_request_get_query_int (request, "limit", 1, MAX_CHANGES_PER_PAGE,
                                    DEFAULT_CHANGES_PER_PAGE, &limit)
      || !jc_request_get_query_int (request, "wait", 0, MAX_WAIT_S, 0, &wait_s))
    return;

  if (jc_change_table_load_last (service->database, &last, &error))
    {
      if (!check_epoch (service, request, since, last))
        return;
      changes = jc_change_table_list (service->database, request->account, since, limit, &error);
    }
  if (changes == NULL)
    {
      jc_service_fail (service, request, error);
      return;
    }
  if (changes->len == 0 && park (request, wait_s, last))
    return;

  next_since = MAX (since, last);
  if (changes->len == limit)
    next_since = ((JcChange *)g_ptr_array_index (changes, changes->len - 1))->seq;
  else if (changes->len > 0)
    next_since = MAX (next_since, ((JcChange *)g_ptr_array_index (changes, changes->len - 1))->seq);

  jc_request_take_json (request, 200, new_answer (service, changes, next_since));
}
