/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-submission-table.h"

#include "jc-json.h"
#include "jc-table.h"

/**
 * jc_submission_record_free:
 * @self: (transfer full) (nullable): a submission
 */
void
jc_submission_record_free (JcSubmissionRecord *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->dossier, jc_dossier_unref);
  g_free (self->content_fingerprint);
  g_free (self->fingerprint);
  g_clear_pointer (&self->receipt, json_node_unref);
  g_free (self);
}

/**
 * jc_submission_table_add:
 * @database: the server's database
 * @record: what is handed in, with its receipt
 * @error: JC_STORE_ERROR_CONSTRAINT when that submission or receipt number exists
 *
 * Returns: whether it was added
 */
gboolean
jc_submission_table_add (JcDatabase *database, const JcSubmissionRecord *record, GError **error)
{
  g_autoptr (JsonNode) node = jc_dossier_to_json (record->dossier);
  g_autofree char *document = jc_json_to_canonical (node);
  g_autofree char *receipt = jc_json_to_canonical (record->receipt);
  const char *number = jc_json_get_string (json_node_get_object (record->receipt), "number", NULL);

  return jc_table_run (database, error,
                       "INSERT INTO submissions (dossier, n, document, content_fingerprint,"
                       " fingerprint, receipt_number, receipt, supersedes, received_us)"
                       " VALUES (:dossier, :n, :document, :content_fingerprint, :fingerprint,"
                       " :number, :receipt, NULLIF(CAST(:supersedes AS BIGINT), 0), :received)",
                       JC_TEXT ("dossier", jc_dossier_get_id (record->dossier)),
                       JC_INT ("n", record->n), JC_TEXT ("document", document),
                       JC_TEXT ("content_fingerprint", record->content_fingerprint),
                       JC_TEXT ("fingerprint", record->fingerprint), JC_TEXT ("number", number),
                       JC_TEXT ("receipt", receipt), JC_INT ("supersedes", record->supersedes),
                       JC_INT ("received", record->received_us), NULL);
}

static JcSubmissionRecord *
read_record (JcStatement *row, GError **error)
{
  g_autoptr (JcSubmissionRecord) record = g_new0 (JcSubmissionRecord, 1);
  g_autoptr (JsonNode) node = NULL;

  node = jc_json_parse (jc_statement_get_text (row, "document"), -1, error);
  if (node == NULL)
    return NULL;

  record->dossier = jc_dossier_new_from_json (node, error);
  record->receipt = jc_json_parse (jc_statement_get_text (row, "receipt"), -1,
                                   record->dossier != NULL ? error : NULL);
  if (record->dossier == NULL || record->receipt == NULL)
    return NULL;

  record->n = jc_statement_get_int (row, "n");
  record->content_fingerprint = g_strdup (jc_statement_get_text (row, "content_fingerprint"));
  record->fingerprint = g_strdup (jc_statement_get_text (row, "fingerprint"));
  record->supersedes = jc_statement_get_int (row, "supersedes");
  record->received_us = jc_statement_get_int (row, "received_us");

  return g_steal_pointer (&record);
}

/**
 * jc_submission_table_load:
 * @database: the server's database
 * @dossier: a dossier's id
 * @n: which of its submissions, from 1
 * @record: (out) (transfer full) (nullable): the submission; NULL when there is none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_submission_table_load (JcDatabase          *database,
                          const char          *dossier,
                          gint64               n,
                          JcSubmissionRecord **record,
                          GError             **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *record = NULL;
  statement = jc_table_query (database, error,
                              "SELECT n, document, content_fingerprint, fingerprint, receipt,"
                              " COALESCE(supersedes, 0) AS supersedes, received_us FROM submissions"
                              " WHERE dossier = :dossier AND n = :n",
                              JC_TEXT ("dossier", dossier), JC_INT ("n", n), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *record = read_record (statement, error);

  return *record != NULL;
}
