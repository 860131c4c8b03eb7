/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-event-handler.h"

#include <string.h>

#include "jc-event-table.h"
#include "jc-event-work.h"
#include "jc-idempotency-table.h"
#include "jc-iso-date.h"
#include "jc-json.h"
#include "jc-span.h"

#define MAX_KEY_BYTES 255
#define MAX_REASON_BYTES 4000

/**
 * jc_event_handle_list:
 * @service: the service
 * @request: GET /dossiers/{dossier}/events
 *
 * Answers the whole chain, so that anyone can verify it.
 */
void
jc_event_handle_list (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossierRecord) record = NULL;
  JcAccess    access;
  GError     *error = NULL;
  JsonNode   *events;
  JsonObject *answer;

  record = jc_service_load_dossier (service, request, &access);
  if (record == NULL)
    return;

  events = jc_event_table_list (service->database, jc_dossier_get_id (record->dossier), &error);
  if (events == NULL)
    {
      jc_service_fail (service, request, error);
      return;
    }

  answer = json_object_new ();
  json_object_set_member (answer, "items", events);
  json_object_set_null_member (answer, "next_cursor");
  jc_request_take_json (request, 200, jc_json_new_object (answer));
}

static gboolean
holds_strings (JsonNode *member)
{
  JsonArray *array = jc_json_as_array (member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (jc_json_as_string (json_array_get_element (array, i)) == NULL)
      return FALSE;

  return array != NULL;
}

/* Every value is a string, every array one of strings. */
static gboolean
has_type (JsonNode *member, JsonNodeType type)
{
  if (type == JSON_NODE_VALUE)
    return jc_json_as_string (member) != NULL;
  if (type == JSON_NODE_ARRAY)
    return holds_strings (member);

  return jc_json_as_object (member) != NULL;
}

/* A date or an RFC 3339 moment; also nothing at all. */
static gboolean
is_moment (const char *text)
{
  GDate  date;
  gint64 at_us;

  return text == NULL || jc_iso_date_parse (text, &date) || jc_instant_parse (text, &at_us);
}

/* {type, reason?, fields?, slots?, due?, data?} and nothing else. */
static gboolean
check_body (JcRequest *request)
{
  static const struct
  {
    const char  *name;
    JsonNodeType type;
  } members[] = {
    { "type", JSON_NODE_VALUE },  { "reason", JSON_NODE_VALUE }, { "fields", JSON_NODE_ARRAY },
    { "slots", JSON_NODE_ARRAY }, { "due", JSON_NODE_VALUE },    { "data", JSON_NODE_OBJECT },
  };
  JsonObject *body = json_node_get_object (request->body);
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (body, l->data);
      gboolean  known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
        known = known
                || (g_str_equal (l->data, members[i].name)
                    && (has_type (value, members[i].type) || JSON_NODE_HOLDS_NULL (value)));
      if (!known)
        {
          jc_request_refuse (request, JC_PROBLEM_SHAPE, "事件里的“%s”不认识，或类型不对。",
                             "The event's “%s” is not known, or of the wrong type.",
                             (const char *)l->data);
          return FALSE;
        }
    }

  if (!is_moment (jc_json_get_string (body, "due", NULL)))
    {
      jc_request_refuse (request, JC_PROBLEM_SHAPE,
                         "due 要写成 2025-10-20 或带时区的时刻，不是“%s”。",
                         "due is written as 2025-10-20 or as a moment with its offset, not “%s”.",
                         jc_json_get_string (body, "due", ""));
      return FALSE;
    }
  if (strlen (jc_json_get_string (body, "reason", "")) <= MAX_REASON_BYTES)
    return TRUE;

  jc_request_refuse (request, JC_PROBLEM_SHAPE, "理由太长，最多 %d 字节。",
                     "The reason is too long; at most %d bytes.", MAX_REASON_BYTES);

  return FALSE;
}

static gboolean
check_key (JcRequest *request)
{
  if (request->idempotency_key != NULL && *request->idempotency_key != '\0'
      && strlen (request->idempotency_key) <= MAX_KEY_BYTES
      && g_utf8_validate (request->idempotency_key, -1, NULL))
    return TRUE;

  jc_request_refuse (
      request, JC_PROBLEM_IDEMPOTENCY_KEY_MISSING,
      "每个事件要带自己的 Idempotency-Key（1 至 %d 字节），重发时不变。",
      "Every event carries an Idempotency-Key of its own (1 to %d bytes), the same when "
      "it is sent again.",
      MAX_KEY_BYTES);

  return FALSE;
}

static char *
hash_request (JcRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize         length;
  const guchar *bytes = g_bytes_get_data (request->body_bytes, &length);

  g_checksum_update (checksum, (const guchar *)request->path, (gssize)strlen (request->path) + 1);
  g_checksum_update (checksum, bytes, (gssize)length);

  return g_strdup (g_checksum_get_string (checksum));
}

/* TRUE when the key was used before: the call then has its answer. */
static gboolean
replay (JcService *service, JcRequest *request)
{
  g_autoptr (JcStoredAnswer) stored = NULL;
  g_autofree char *hash = hash_request (request);
  g_autoptr (GBytes) content = NULL;
  GError *error = NULL;

  if (!jc_idempotency_table_load (service->database, request->account->name,
                                  request->idempotency_key, &stored, &error))
    {
      jc_service_fail (service, request, error);
      return TRUE;
    }
  if (stored == NULL)
    return FALSE;
  if (!g_str_equal (stored->request_hash, hash))
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_IDEMPOTENCY_KEY_REUSED);
      return TRUE;
    }

  content = g_bytes_new (stored->body, strlen (stored->body));
  jc_request_set_content (request, (guint)stored->status, "application/json", content);
  request->etag = g_strdup (stored->etag);

  return TRUE;
}

/* Only what was done is kept for a repetition: what was refused changed nothing and may be tried
 * anew. */
static gboolean
keep_answer (JcService *service, JcRequest *request, GError **error)
{
  g_autofree char *hash = hash_request (request);
  gsize            length;
  const char      *bytes = g_bytes_get_data (request->content, &length);
  g_autofree char *body = g_strndup (bytes, length);
  JcStoredAnswer   answer = { hash, request->status, request->etag, body };

  return jc_idempotency_table_add (service->database, request->account->name,
                                   request->idempotency_key, &answer, jc_service_now_us (), error);
}

static void
answer_done (JcEventWork *work)
{
  JsonObject *answer = json_object_new ();
  gint64      revision = jc_dossier_get_revision (work->record->dossier);

  json_object_set_member (answer, "event", json_node_ref (work->event));
  json_object_set_string_member (answer, "state", work->transition->to);
  json_object_set_int_member (answer, "revision", revision);
  if (work->receipt != NULL)
    json_object_set_member (answer, "receipt", json_node_ref (work->receipt));

  jc_request_take_json (work->request, 201, jc_json_new_object (answer));
  jc_request_set_etag (work->request, revision);
}

/* What would happen: the same questions in the same order, and nothing is written. */
static void
answer_dry_run (JcEventWork *work)
{
  JsonObject *answer = json_object_new ();
  JsonObject *would = json_object_new ();
  g_autoptr (JsonNode) findings = NULL;
  gboolean allowed = jc_event_work_judge (work);
  g_autoptr (JsonNode) refusal = NULL;

  json_object_set_boolean_member (would, "allowed", allowed);
  json_object_set_string_member (would, "state", work->transition->to);
  if (!allowed)
    {
      gsize       length;
      const char *text = g_bytes_get_data (work->request->content, &length);

      refusal = jc_json_parse (text, (gssize)length, NULL);
      json_object_set_member (would, "problem", json_node_ref (refusal));
    }
  if (work->has_span)
    {
      jc_json_set_instant (would, "from", work->span.from_us);
      jc_json_set_instant (would, "until", work->span.until_us);
    }
  jc_json_set_instant (would, "server_time", work->now_us);

  json_object_set_string_member (answer, "event", work->type);
  json_object_set_string_member (answer, "state", jc_dossier_get_state (work->record->dossier));
  if (work->findings != NULL)
    {
      findings = jc_findings_to_json (work->findings);
      json_object_set_member (
          answer, "findings",
          json_node_ref (json_object_get_member (json_node_get_object (findings), "findings")));
    }
  else
    json_object_set_array_member (answer, "findings", json_array_new ());
  json_object_set_object_member (answer, "would", would);

  jc_request_take_json (work->request, 200, jc_json_new_object (answer));
}

static void
work_off (JcEventWork *work, gboolean dry_run)
{
  JcService *service = work->service;
  JcRequest *request = work->request;
  GError    *error = NULL;

  if (!jc_event_work_prepare (work))
    return;
  if (dry_run)
    {
      answer_dry_run (work);
      return;
    }
  if (!jc_event_work_judge (work))
    return;

  if (jc_event_work_do (work, &error))
    {
      answer_done (work);
      if (keep_answer (service, request, &error))
        {
          jc_service_commit (service, request);
          return;
        }
    }

  jc_service_fail (service, request, error);
}

/* In a transaction, so that the state that is judged is the one that changes. */
static void
take_event (JcService *service, JcRequest *request, const char *type, gboolean dry_run)
{
  JcEventWork work = { .service = service, .request = request, .type = type };
  JcAccess    access;

  work.record = jc_service_load_dossier (service, request, &access);
  if (work.record == NULL || (!dry_run && replay (service, request)))
    {
      jc_event_work_clear (&work);
      return;
    }

  if (!jc_event_type_exists (type))
    jc_request_refuse (request, JC_PROBLEM_UNKNOWN_EVENT, "没有“%s”这种事件。",
                       "There is no event “%s”.", type);
  else if ((dry_run && request->if_match == NULL)
           || jc_service_check_match (request, jc_dossier_get_revision (work.record->dossier)))
    work_off (&work, dry_run);

  jc_event_work_clear (&work);
}

/**
 * jc_event_handle_create:
 * @service: the service
 * @request: POST /dossiers/{dossier}/events?dry_run=, with If-Match and Idempotency-Key
 */
void
jc_event_handle_create (JcService *service, JcRequest *request)
{
  gboolean    dry_run;
  const char *type;

  if (!jc_request_get_query_flag (request, "dry_run", &dry_run) || !check_body (request)
      || (!dry_run && !check_key (request)))
    return;

  type = jc_json_get_string (json_node_get_object (request->body), "type", "");
  if (!jc_service_begin (service, request))
    return;

  take_event (service, request, type, dry_run);
  jc_service_give_up (service);
}
