/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-operation-handler.h"

#include <string.h>

#include "jc-metrics.h"

#define DESCRIPTION_PATH "/cn/jiangce/server/openapi.json"

static void
answer_text (JcRequest *request, const char *content_type, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  jc_request_set_content (request, 200, content_type, content);
}

/**
 * jc_operation_handle_health:
 * @service: the service
 * @request: GET /healthz
 *
 * The process answers.
 */
void
jc_operation_handle_health (JcService *service, JcRequest *request)
{
  answer_text (request, "text/plain; charset=utf-8", "ok\n");
}

/**
 * jc_operation_handle_ready:
 * @service: the service
 * @request: GET /readyz
 *
 * The database answers too.
 */
void
jc_operation_handle_ready (JcService *service, JcRequest *request)
{
  GError *error = NULL;
  gint64  last;

  if (jc_change_table_load_last (service->database, &last, &error))
    answer_text (request, "text/plain; charset=utf-8", "ready\n");
  else
    {
      jc_service_fail (service, request, error);
      jc_request_refuse_plainly (request, JC_PROBLEM_BUSY);
    }
}

/**
 * jc_operation_handle_metrics:
 * @service: the service
 * @request: GET /metrics
 */
void
jc_operation_handle_metrics (JcService *service, JcRequest *request)
{
  g_autofree char *text = jc_metrics_dup_text (g_atomic_int_get (&service->n_database_errors));

  answer_text (request, "text/plain; version=0.0.4; charset=utf-8", text);
}

/**
 * jc_operation_handle_description:
 * @service: the service
 * @request: GET /openapi.json
 */
void
jc_operation_handle_description (JcService *service, JcRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;

  content = g_resources_lookup_data (DESCRIPTION_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (content == NULL)
    {
      jc_request_refuse_for_error (request, error);
      return;
    }

  jc_request_set_content (request, 200, "application/json", content);
}
