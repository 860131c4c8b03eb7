/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-round-handler.h"

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

/* The caller's own unit may have set an earlier end for its applicants' submissions. */
static JsonArray *
describe_windows (JcService *service, JcRequest *request, const JcRound *round, GError **error)
{
  g_autoptr (GPtrArray) windows = jc_round_table_list_windows (service->database, round->id, error);
  JsonArray *array;
  gint64     unit_until_us;

  if (windows == NULL
      || !jc_round_table_load_unit_until (service->database, round->id, request->account->unit,
                                          &unit_until_us, error))
    return NULL;

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

/**
 * jc_round_handle_get:
 * @service: the service
 * @request: GET /rounds/{round}
 *
 * Answers the round with its whole programme, so that a client can work on it without connection.
 */
void
jc_round_handle_get (JcService *service, JcRequest *request)
{
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcProgramme) programme = NULL;
  const char *id = jc_request_get_parameter (request, "round");
  JsonObject *answer;
  JsonArray  *windows;
  GError     *error = NULL;

  if (!jc_round_table_load (service->database, id, &round, &error))
    {
      jc_service_fail (service, request, error);
      return;
    }
  if (round == NULL)
    {
      jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "服务器上没有年度项目“%s”。",
                         "The server has no round “%s”.", id);
      return;
    }

  programme = jc_service_ref_programme (service, round, &error);
  windows = programme != NULL ? describe_windows (service, request, round, &error) : NULL;
  if (windows == NULL)
    {
      jc_service_fail (service, request, error);
      return;
    }

  answer = describe_round (round, programme);
  json_object_set_array_member (answer, "windows", windows);
  jc_json_set_instant (answer, "server_time", jc_service_now_us ());
  describe_definition (answer, programme);

  jc_request_take_json (request, 200, jc_json_new_object (answer));
}
