/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-router.h"

#include <string.h>

#include "jc-attachment-handler.h"
#include "jc-change-handler.h"
#include "jc-dossier-handler.h"
#include "jc-event-handler.h"
#include "jc-json.h"
#include "jc-operation-handler.h"
#include "jc-round-handler.h"
#include "jc-session-handler.h"
#include "jc-session-table.h"
#include "jc-submission-handler.h"
#include "jc-upload-handler.h"

#define API "/api/v1"

/* clang-format off */
static const JcEndpoint routes[] = {
  { "GET", "/healthz", jc_operation_handle_health, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", "/readyz", jc_operation_handle_ready, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", "/metrics", jc_operation_handle_metrics, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", API "/openapi.json", jc_operation_handle_description, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", API "/keys", jc_session_handle_keys, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", API "/sessions/methods", jc_session_handle_methods, JC_ENDPOINT_PUBLIC, NULL },
  { "POST", API "/sessions", jc_session_handle_create,
    JC_ENDPOINT_PUBLIC | JC_ENDPOINT_BODY | JC_ENDPOINT_SLOW, NULL },
  { "DELETE", API "/sessions/current", jc_session_handle_delete, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/me", jc_session_handle_me, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/rounds", jc_round_handle_list, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/rounds/{round}", jc_round_handle_get, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers", jc_dossier_handle_list, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers/{dossier}", jc_dossier_handle_get, JC_ENDPOINT_SESSION, NULL },
  { "PUT", API "/dossiers/{dossier}", jc_dossier_handle_put, JC_ENDPOINT_BODY, NULL },
  { "DELETE", API "/dossiers/{dossier}", jc_dossier_handle_delete, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers/{dossier}/events", jc_event_handle_list, JC_ENDPOINT_SESSION, NULL },
  { "POST", API "/dossiers/{dossier}/events", jc_event_handle_create, JC_ENDPOINT_BODY, NULL },
  { "GET", API "/dossiers/{dossier}/submissions/{n}", jc_submission_handle_get,
    JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers/{dossier}/submissions/{n}/diff", jc_submission_handle_diff,
    JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers/{dossier}/attachments/{attachment}", jc_attachment_handle_get,
    JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/dossiers/{dossier}/attachments/{attachment}/source",
    jc_attachment_handle_get_source, JC_ENDPOINT_SESSION, NULL },
  { "OPTIONS", API "/uploads", jc_upload_handle_options, JC_ENDPOINT_PUBLIC, NULL },
  { "POST", API "/uploads", jc_upload_handle_create, JC_ENDPOINT_BYTES, NULL },
  { "OPTIONS", API "/uploads/{upload}", jc_upload_handle_options, JC_ENDPOINT_PUBLIC, NULL },
  { "GET", API "/uploads/{upload}", jc_upload_handle_ask, JC_ENDPOINT_SESSION, NULL },
  { "PATCH", API "/uploads/{upload}", jc_upload_handle_append, JC_ENDPOINT_BYTES, NULL },
  { "DELETE", API "/uploads/{upload}", jc_upload_handle_end, JC_ENDPOINT_SESSION, NULL },
  { "GET", API "/changes", jc_change_handle_list, JC_ENDPOINT_SESSION, NULL },
};
/* clang-format on */

/**
 * jc_router_get_endpoints:
 * @n_routes: (out): how many
 *
 * Returns: (transfer none) (array length=n_routes): everything that is served
 */
const JcEndpoint *
jc_router_get_endpoints (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);

  return routes;
}

static gboolean
is_parameter (const char *segment)
{
  return segment[0] == '{';
}

/* A UUID in capitals is the same one (RFC 4122, section 3). */
static char *
dup_parameter (const char *segment)
{
  return g_uuid_string_is_valid (segment) ? g_ascii_strdown (segment, -1) : g_strdup (segment);
}

/* Whether @segments, as they came, fit @template_path; @parameters receives what stands for the
 * names. */
static gboolean
fits (const char *const *segments, const char *template_path, GHashTable *parameters)
{
  g_auto (GStrv) wanted = g_strsplit (template_path, "/", -1);

  if (g_strv_length ((char **)segments) != g_strv_length (wanted))
    return FALSE;

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (!is_parameter (wanted[i]) ? !g_str_equal (wanted[i], segments[i]) : *segments[i] == '\0')
        return FALSE;
    }

  for (guint i = 0; parameters != NULL && wanted[i] != NULL; i++)
    if (is_parameter (wanted[i]))
      g_hash_table_insert (parameters, g_strndup (wanted[i] + 1, strlen (wanted[i]) - 2),
                           dup_parameter (segments[i]));

  return TRUE;
}

/* The path's segments, each decoded by itself so that an encoded slash stays within one. */
static GStrv
split_path (const char *path)
{
  GStrv segments = g_strsplit (path, "/", 32);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      char *decoded = g_uri_unescape_string (segments[i], NULL);

      if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
        {
          g_free (decoded);
          g_strfreev (segments);
          return NULL;
        }

      g_free (segments[i]);
      segments[i] = decoded;
    }

  return segments;
}

/* RFC 9110, section 15.5.6: a 405 names the methods that the address has. */
static void
refuse_method (JcRequest *request, const char *const *segments)
{
  g_autoptr (GString) allow = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (fits (segments, routes[i].template_path, NULL))
      {
        request->template_path = routes[i].template_path;
        g_string_append_printf (allow, "%s%s", allow->len > 0 ? ", " : "", routes[i].method);
        if (g_str_equal (routes[i].method, "GET"))
          g_string_append (allow, ", HEAD");
      }

  if (allow->len == 0)
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_NO_SUCH_PATH);
      return;
    }

  jc_request_refuse (request, JC_PROBLEM_METHOD_NOT_ALLOWED, "这个地址只支持 %s。",
                     "This address knows %s only.", allow->str);
  request->allow = g_strdup (allow->str);
}

/**
 * jc_router_find:
 * @request: a call with method and path
 *
 * Returns: (transfer none) (nullable): its route; NULL when there is none, and the call has its
 * answer
 */
const JcEndpoint *
jc_router_find (JcRequest *request)
{
  g_auto (GStrv) segments = split_path (request->path);

  if (segments == NULL)
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_NO_SUCH_PATH);
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (request->method, routes[i].method)
        && fits ((const char *const *)segments, routes[i].template_path, request->parameters))
      {
        request->template_path = routes[i].template_path;
        return &routes[i];
      }

  refuse_method (request, (const char *const *)segments);

  return NULL;
}

static gboolean
authenticate (const JcEndpoint *route, JcService *service, JcRequest *request)
{
  GError *error = NULL;

  if ((route->flags & JC_ENDPOINT_PUBLIC) != 0)
    return TRUE;

  g_clear_pointer (&request->account, jc_account_free);
  if (request->token != NULL
      && !jc_session_table_load (service->database, request->token, jc_service_now_us (),
                                 &request->account, &error))
    {
      jc_service_fail (service, request, error);
      return FALSE;
    }
  if (request->account == NULL)
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_NO_TOKEN);
      return FALSE;
    }
  if (route->roles != NULL && !g_strv_contains (route->roles, request->account->role))
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_FORBIDDEN);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_body (const JcEndpoint *route, JcRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *bytes;
  gsize       length;

  if ((route->flags & JC_ENDPOINT_BODY) == 0)
    return TRUE;

  /* Types are the same in either case (RFC 9110, section 8.3.1); a coding would have to be undone
   * before the body's bound is known, so that none is taken (section 8.4.1, "identity" aside). */
  if (request->media_type == NULL
      || g_ascii_strcasecmp (request->media_type, "application/json") != 0)
    {
      jc_request_refuse_plainly (request, JC_PROBLEM_MEDIA_TYPE);
      return FALSE;
    }

  if (request->content_coding != NULL
      && g_ascii_strcasecmp (request->content_coding, "identity") != 0)
    {
      jc_request_refuse (request, JC_PROBLEM_MEDIA_TYPE, "正文不能压缩（%s），要原样发送。",
                         "The body has to come as it is, without the coding %s.",
                         request->content_coding);
      return FALSE;
    }

  bytes = g_bytes_get_data (request->body_bytes, &length);
  request->body = jc_json_parse (bytes != NULL ? bytes : "", (gssize)length, &error);
  if (request->body == NULL)
    {
      /* The gate bounds the length; what is nested too deeply is not the JSON that is taken. */
      jc_request_take_refusal (request, JC_PROBLEM_NOT_JSON, jc_error_dup_text (error), NULL);
      return FALSE;
    }
  if (jc_json_as_object (request->body) == NULL)
    {
      jc_request_refuse (request, JC_PROBLEM_SHAPE, "正文要是一个 JSON 对象。",
                         "The body has to be a JSON object.");
      return FALSE;
    }

  return TRUE;
}

/**
 * jc_router_run:
 * @route: the call's route
 * @service: the service
 * @request: the call
 *
 * Afterwards the call has its answer, or it is parked. No transaction stays open.
 */
void
jc_router_run (const JcEndpoint *route, JcService *service, JcRequest *request)
{
  if (!authenticate (route, service, request) || !read_body (route, request))
    return;

  route->handler (service, request);

  g_clear_pointer (&request->body, json_node_unref);
}
