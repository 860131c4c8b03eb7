/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-round-handler.h"

#include <string.h>

#include "jc-json.h"

#define MAX_ROUNDS_PER_PAGE 100

/* What lists and the round itself both say. */
static JsonObject *
describe_round (const JcRound *round, JcProgramme *programme)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", round->id);
  json_object_set_string_member (object, "programme", round->programme);
  json_object_set_string_member (object, "version", round->version);
  json_object_set_member (object, "title", jc_text_to_json (jc_programme_get_title (programme)));
  json_object_set_string_member (object, "state", round->state);
  jc_json_set_instant (object, "opens_at", round->opens_us);

  return object;
}

static JsonObject *
describe_of_id (JcService *service, const char *id, GError **error)
{
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcProgramme) programme = NULL;

  if (!jc_round_table_load (service->database, id, &round, error))
    return NULL;

  programme = jc_service_ref_programme (service, round, error);

  return programme != NULL ? describe_round (round, programme) : NULL;
}

/**
 * jc_round_handle_list:
 * @service: the service
 * @request: GET /rounds?cursor=&limit=
 */
void
jc_round_handle_list (JcService *service, JcRequest *request)
{
  g_autoptr (GPtrArray) rounds = NULL;
  const char *cursor = jc_request_get_query (request, "cursor");
  JsonArray  *items;
  JsonObject *answer;
  GError     *error = NULL;
  gint64      limit;

  if (!jc_request_get_query_int (request, "limit", 1, MAX_ROUNDS_PER_PAGE, MAX_ROUNDS_PER_PAGE,
                                 &limit))
    return;

  rounds = jc_round_table_list (service->database, cursor != NULL ? cursor : "", limit + 1, &error);
  items = json_array_new ();
  for (guint i = 0; rounds != NULL && i < MIN (rounds->len, (guint)limit) && error == NULL; i++)
    {
      const JcRound *round = g_ptr_array_index (rounds, i);
      JsonObject    *object = describe_of_id (service, round->id, &error);

      if (object != NULL)
        json_array_add_object_element (items, object);
    }

  if (error != NULL)
    {
      json_array_unref (items);
      jc_service_fail (service, request, error);
      return;
    }

  answer = json_object_new ();
  json_object_set_array_member (answer, "items", items);
  if (rounds->len > limit)
    json_object_set_string_member (answer, "next_cursor",
                                   ((JcRound *)g_ptr_array_index (rounds, limit - 1))->id);
  else
    json_object_set_null_member (answer, "next_cursor");

  jc_request_take_json (request, 200, jc_json_new_object (answer));
}

static void
add_number (GChecksum *sum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n", number);

  g_checksum_update (sum, (const guchar *)text, -1);
}

static void
add_word (GChecksum *sum, const char *word)
{
  g_checksum_update (sum, (const guchar *)word, (gssize)strlen (word) + 1);
}

/* Made of all that this caller is told but the time. */
static char *
dup_tag (const JcRound *round, GPtrArray *windows, gint64 unit_until_us)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_word (sum, round->version);
  add_word (sum, round->state);
  add_number (sum, round->opens_us);
  add_number (sum, unit_until_us);
  for (guint i = 0; i < windows->len; i++)
    {
      const JcRoundWindow *window = g_ptr_array_index (windows, i);

      add_word (sum, window->event);
      add_word (sum, window->kind);
      add_number (sum, window->span.from_us);
      add_number (sum, window->span.until_us);
    }

  return g_strdup_printf ("\"%.32s\"", g_checksum_get_string (sum));
}

/* The caller's own unit may have set an earlier end for its applicants' submissions. */
static JsonArray *
describe_windows (GPtrArray *windows, gint64 unit_until_us)
{
  JsonArray *array;

  array = json_array_new ();
  for (guint i = 0; i < windows->len; i++)
    {
      const JcRoundWindow *window = g_ptr_array_index (windows, i);
      JsonObject          *object = json_object_new ();

      json_object_set_string_member (object, "event", window->event);
      json_object_set_string_member (object, "kind", window->kind);
      jc_json_set_instant (object, "from", window->span.from_us);
      jc_json_set_instant (object, "until", window->span.until_us);
      if (unit_until_us != G_MAXINT64 && g_str_equal (window->event, "submit"))
        jc_json_set_instant (object, "unit_until", unit_until_us);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
set_copy (JsonObject *object, const char *name, JsonNode *value)
{
  if (value != NULL)
    json_object_set_member (object, name, jc_json_copy (value));
  else
    json_object_set_null_member (object, name);
}

/* Quotas and calendar stand in the definition; the calendar only by its list's name. */
static void
describe_definition (JsonObject *answer, JcProgramme *programme)
{
  JsonNode   *json = jc_programme_get_json (programme);
  JsonObject *definition = jc_json_as_object (json);
  const char *calendar = jc_json_get_string (definition, "calendar", NULL);
  JcCodeList *list = calendar != NULL ? jc_programme_get_code_list (programme, calendar) : NULL;

  set_copy (answer, "quotas", json_object_get_member (definition, "quotas"));
  set_copy (answer, "calendar", list != NULL ? jc_code_list_get_json (list) : NULL);
  set_copy (answer, "definition", json);
}

static void
answer_round (JcService     *service,
              JcRequest     *request,
              const JcRound *round,
              GPtrArray     *windows,
              gint64         unit_until_us)
{
  GError *error = NULL;
  g_autoptr (JcProgramme) programme = jc_service_ref_programme (service, round, &error);
  JsonObject *answer;

  if (programme == NULL)
    {
      jc_service_fail (service, request, error);
      return;
    }

  answer = describe_round (round, programme);
  json_object_set_array_member (answer, "windows", describe_windows (windows, unit_until_us));
  jc_json_set_instant (answer, "server_time", jc_service_now_us ());
  describe_definition (answer, programme);

  jc_request_take_json (request, 200, jc_json_new_object (answer));
}

/* FALSE: the call has its answer. */
static gboolean
load_round (JcService  *service,
            JcRequest  *request,
            JcRound   **round,
            GPtrArray **windows,
            gint64     *unit_until_us)
{
  const char *id = jc_request_get_parameter (request, "round");
  GError     *error = NULL;

  if (!jc_round_table_load (service->database, id, round, &error))
    {
      jc_service_fail (service, request, error);
      return FALSE;
    }
  if (*round == NULL)
    {
      jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "服务器上没有年度项目“%s”。",
                         "The server has no round “%s”.", id);
      return FALSE;
    }

  *windows = jc_round_table_list_windows (service->database, id, &error);
  if (*windows != NULL
      && jc_round_table_load_unit_until (service->database, id, request->account->unit,
                                         unit_until_us, &error))
    return TRUE;

  jc_service_fail (service, request, error);

  return FALSE;
}

/**
 * jc_round_handle_get:
 * @service: the service
 * @request: GET /rounds/{round}
 *
 * Answers the round with its whole programme, so that a client can work on it without connection.
 *
 * Source: RFC 9110, section 13.1.2: a client that has it all is told so.
 */
void
jc_round_handle_get (JcService *service, JcRequest *request)
{
  g_autoptr (JcRound) round = NULL;
  g_autoptr (GPtrArray) windows = NULL;
  g_autofree char *tag = NULL;
  gint64           unit_until_us = G_MAXINT64;

  if (!load_round (service, request, &round, &windows, &unit_until_us))
    return;

  tag = dup_tag (round, windows, unit_until_us);
  if (request->if_none_match != NULL && strstr (request->if_none_match, tag) != NULL)
    jc_request_set_status (request, 304);
  else
    answer_round (service, request, round, windows, unit_until_us);
  if (request->status < 400)
    request->etag = g_steal_pointer (&tag);
}
