/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-admin.h"
#include "jc-event-table.h"
#include "jc-event.h"
#include "jc-original-table.h"
#include "jc-service.h"
#include "jc-submission-table.h"
#include "jc-submission.h"
#include "jc-table.h"

#define ORIGINALS_AT_ONCE 1000

/* Tells what is wrong with one thing and counts it; what cannot be read at all is wrong too. */
static void
report (const char *what, const char *id, GError *error, guint *n_problems)
{
  g_autoptr (GError) owned = error;
  g_autoptr (JcText) text = jc_error_dup_text (error);

  g_printerr ("jiangce-server: %s %s: %s\n", what, id,
              jc_text_get (text, jc_language_get_default ()));
  ++*n_problems;
}

static void
verify_events (JcService *service, const char *dossier, guint *n_problems)
{
  GError *error = NULL;
  g_autoptr (JsonNode) events = jc_event_table_list (service->database, dossier, &error);

  if (events == NULL || !jc_event_verify_chain (events, &error))
    report ("events", dossier, error, n_problems);
}

static gboolean
verify_submission (JcService *service, const JcSubmissionRecord *submission, GError **error)
{
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcProgramme) programme = NULL;
  g_autofree char *fingerprint = NULL;

  if (!jc_signature_verify (submission->receipt, service->keys, error)
      || !jc_round_table_load (service->database, jc_dossier_get_round (submission->dossier),
                               &round, error))
    return FALSE;

  programme = round != NULL ? jc_service_ref_programme (service, round, error) : NULL;
  if (round == NULL)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND, "年度项目不见了。",
                         "Its round is gone.");
  if (programme == NULL)
    return FALSE;

  fingerprint = jc_dossier_dup_fingerprint (submission->dossier, programme);

  return g_str_equal (fingerprint, submission->fingerprint)
         || jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_SIGNATURE, "内容与回执的指纹不符。",
                          "Its content does not have the receipt's fingerprint.");
}

static void
verify_submissions (JcService *service, const JcDossierRecord *record, guint *n_problems)
{
  const char *id = jc_dossier_get_id (record->dossier);

  for (gint64 n = 1; n <= record->n_submissions; n++)
    {
      g_autoptr (JcSubmissionRecord) submission = NULL;
      GError *error = NULL;

      if (jc_submission_table_load (service->database, id, n, &submission, &error)
          && submission == NULL)
        jc_set_error (&error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND,
                      "第 %" G_GINT64_FORMAT " 次提交不见了。",
                      "Submission %" G_GINT64_FORMAT " is gone.", n);
      else if (submission != NULL)
        verify_submission (service, submission, &error);

      if (error != NULL)
        report ("submission", id, error, n_problems);
    }
}

static void
verify_dossier (JcService *service, const char *id, guint *n_problems)
{
  g_autoptr (JcDossierRecord) record = NULL;
  GError *error = NULL;

  if (!jc_dossier_table_load (service->database, id, &record, &error))
    {
      report ("dossier", id, error, n_problems);
      return;
    }

  verify_events (service, id, n_problems);
  verify_submissions (service, record, n_problems);
}

/* Every byte of every original is read again. */
static gboolean
verify_originals (JcService *service, guint *n_problems, GError **error)
{
  g_autofree char *after = g_strdup ("");

  while (TRUE)
    {
      g_autoptr (GPtrArray) originals
          = jc_original_table_list (service->database, after, ORIGINALS_AT_ONCE, error);

      if (originals == NULL)
        return FALSE;
      if (originals->len == 0)
        return TRUE;

      for (guint i = 0; i < originals->len; i++)
        {
          const JcOriginalRecord *original = g_ptr_array_index (originals, i);
          GError *own_error = NULL;

          if (!jc_originals_verify (service->originals, original->sha256, &own_error))
            report ("original", original->sha256, own_error, n_problems);
          g_free (after);
          after = g_strdup (original->sha256);
        }
    }
}

static gboolean
verify_named_originals (JcService *service, guint *n_problems, GError **error)
{
  g_autoptr (GPtrArray) missing = jc_original_table_list_missing (service->database, error);

  for (guint i = 0; missing != NULL && i < missing->len; i++)
    {
      const char *sha256 = g_ptr_array_index (missing, i);
      GError     *own_error = NULL;

      jc_set_error (&own_error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND,
                    "材料写有这个原件，它没有传到。", "A dossier names it, and it never arrived.");
      report ("original", sha256, own_error, n_problems);
    }

  return missing != NULL;
}

static GPtrArray *
list_ids (JcService *service, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  statement
      = jc_table_query (service->database, error, "SELECT id FROM dossiers ORDER BY id", NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    g_ptr_array_add (ids, g_strdup (jc_statement_get_text (statement, "id")));

  return jc_table_finish (step_error, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * jc_admin_verify:
 * @arguments: verify --data DIR
 *
 * Reads everything again: the database's own check, every chain of events, every submission's
 * fingerprint and receipt, every original.
 *
 * Returns: JC_EXIT_DAMAGED when anything does not hold
 */
int
jc_admin_verify (JcArguments *arguments)
{
  GError *error = NULL;
  g_autoptr (JcService) service
      = jc_service_open (jc_arguments_get (arguments, "data"),
                         jc_arguments_get (arguments, "database"), &error);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *verdict = NULL;
  guint            n_problems = 0;

  if (service == NULL)
    return jc_admin_fail (error);

  if (jc_arguments_get (arguments, "database") == NULL)
    {
      verdict = jc_database_query_text (service->database, "PRAGMA integrity_check", &error);
      if (verdict == NULL)
        return jc_admin_fail (error);
      if (!g_str_equal (verdict, "ok"))
        return jc_admin_complain (JC_EXIT_DAMAGED, "数据库已损坏：%s。",
                                  "The database is damaged: %s.", verdict);
    }

  ids = list_ids (service, &error);
  if (ids == NULL)
    return jc_admin_fail (error);

  for (guint i = 0; i < ids->len; i++)
    verify_dossier (service, g_ptr_array_index (ids, i), &n_problems);

  if (!verify_originals (service, &n_problems, &error)
      || !verify_named_originals (service, &n_problems, &error))
    return jc_admin_fail (error);

  return n_problems > 0 ? JC_EXIT_DAMAGED : JC_EXIT_DONE;
}
