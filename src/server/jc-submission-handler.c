/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-submission-handler.h"

#include "jc-dossier-answer.h"
#include "jc-dossier-diff.h"

static JcSubmissionRecord *
load_submission (JcService *service, JcRequest *request, const char *dossier, gint64 n)
{
  JcSubmissionRecord *submission = NULL;
  GError             *error = NULL;

  if (!jc_submission_table_load (service->database, dossier, n, &submission, &error))
    jc_service_fail (service, request, error);
  else if (submission == NULL)
    jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "材料 %s 没有这一次提交。",
                       "The dossier %s has no such submission.", dossier);

  return submission;
}

/* The submission that the path names. */
static JcSubmissionRecord *
load_named (JcService *service, JcRequest *request, const JcDossierRecord *record)
{
  const char *text = jc_request_get_parameter (request, "n");
  gint64      n = 0;

  /* What is no number is the number of no submission. */
  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, &n, NULL))
    n = 0;

  return load_submission (service, request, jc_dossier_get_id (record->dossier), n);
}

/**
 * jc_submission_handle_get:
 * @service: the service
 * @request: GET /dossiers/{dossier}/submissions/{n}
 */
void
jc_submission_handle_get (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossierRecord) record = NULL;
  g_autoptr (JcSubmissionRecord) submission = NULL;
  JsonNode *answer;
  JcAccess  access;
  GError   *error = NULL;

  record = jc_service_load_dossier (service, request, &access);
  submission = record != NULL ? load_named (service, request, record) : NULL;
  if (submission == NULL)
    return;

  answer = jc_dossier_answer_new_submission (service, submission, &error);
  if (answer != NULL)
    jc_request_take_json (request, 200, answer);
  else
    jc_service_fail (service, request, error);
}

/* Against what: the one before, where there is one and `against` does not say `current`. */
static gboolean
wants_previous (JcRequest *request, gint64 n, gboolean *previous)
{
  const char *against = jc_request_get_query (request, "against");

  *previous = against != NULL ? g_str_equal (against, "previous") : n > 1;
  if (against == NULL || g_str_equal (against, "current") || (*previous && n > 1))
    return TRUE;

  jc_request_refuse (
      request, JC_PROBLEM_BAD_PARAMETER,
      "参数 against 是“%s”。写 current，或从第二次提交起写 previous。",
      "The parameter against is “%s”; write current or, from the second submission on, "
      "previous.",
      against);

  return FALSE;
}

/**
 * jc_submission_handle_diff:
 * @service: the service
 * @request: GET /dossiers/{dossier}/submissions/{n}/diff?against=previous|current
 */
void
jc_submission_handle_diff (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossierRecord) record = NULL;
  g_autoptr (JcSubmissionRecord) submission = NULL;
  g_autoptr (JcSubmissionRecord) earlier = NULL;
  gboolean previous;
  JcAccess access;

  record = jc_service_load_dossier (service, request, &access);
  submission = record != NULL ? load_named (service, request, record) : NULL;
  if (submission == NULL || !wants_previous (request, submission->n, &previous))
    return;

  if (!previous)
    {
      jc_request_take_json (request, 200, jc_dossier_diff (submission->dossier, record->dossier));
      return;
    }

  earlier
      = load_submission (service, request, jc_dossier_get_id (record->dossier), submission->n - 1);
  if (earlier != NULL)
    jc_request_take_json (request, 200, jc_dossier_diff (earlier->dossier, submission->dossier));
}
