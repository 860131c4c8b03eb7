/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-dossier-answer.h"

#include "jc-submission.h"

static JcProgramme *
ref_programme_of (JcService *service, JcDossier *dossier, GError **error)
{
  g_autoptr (JcRound) round = NULL;

  if (!jc_round_table_load (service->database, jc_dossier_get_round (dossier), &round, error))
    return NULL;
  if (round == NULL)
    {
      jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT, "材料 %s 的年度项目不见了。",
                    "The round of the dossier %s is gone.", jc_dossier_get_id (dossier));
      return NULL;
    }

  return jc_service_ref_programme (service, round, error);
}

/* The document with what is calculated from it. */
static JsonObject *
describe_document (JcService *service, JcDossier *dossier, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_programme_of (service, dossier, error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *today = jc_service_dup_today ();
  g_autofree char *fingerprint = NULL;
  const char      *filled_on = jc_dossier_get_finalised_on (dossier);
  const JcKind    *kind;
  JsonObject      *object;

  if (programme == NULL)
    return NULL;

  node = jc_dossier_to_json (dossier);
  object = json_object_ref (json_node_get_object (node));
  kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  if (kind != NULL)
    json_object_set_member (object, "derived",
                            jc_kind_dup_derived (kind, jc_dossier_get_values (dossier), filled_on,
                                                 filled_on != NULL ? filled_on : today));
  fingerprint = jc_dossier_dup_content_fingerprint (dossier, programme);
  json_object_set_string_member (object, "fingerprint", fingerprint);

  return object;
}

/**
 * jc_dossier_answer_new:
 * @service: the service
 * @record: a dossier
 * @error: its round cannot be read
 *
 * Returns: (transfer full) (nullable): the document with derived values, content fingerprint,
 * title, unit and number of submissions
 */
JsonNode *
jc_dossier_answer_new (JcService *service, const JcDossierRecord *record, GError **error)
{
  JsonObject *object = describe_document (service, record->dossier, error);

  if (object == NULL)
    return NULL;

  json_object_set_string_member (object, "title", record->title);
  json_object_set_string_member (object, "unit", record->unit);
  json_object_set_int_member (object, "submissions", record->n_submissions);
  jc_json_set_instant (object, "updated_at", record->updated_us);

  return jc_json_new_object (object);
}

static JsonObject *
describe_row (const JcDossierRecord *record)
{
  JcDossier  *dossier = record->dossier;
  const char *about = jc_dossier_get_about (dossier);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", jc_dossier_get_id (dossier));
  json_object_set_string_member (object, "kind", jc_dossier_get_kind (dossier));
  if (about != NULL)
    json_object_set_string_member (object, "about", about);
  else
    json_object_set_null_member (object, "about");
  json_object_set_string_member (object, "programme", jc_dossier_get_programme (dossier));
  json_object_set_string_member (object, "round", jc_dossier_get_round (dossier));
  json_object_set_string_member (object, "title", record->title);
  json_object_set_string_member (object, "unit", record->unit);
  json_object_set_string_member (object, "state", jc_dossier_get_state (dossier));
  json_object_set_int_member (object, "revision", jc_dossier_get_revision (dossier));
  json_object_set_int_member (object, "submissions", record->n_submissions);
  jc_json_set_instant (object, "updated_at", record->updated_us);

  return object;
}

/**
 * jc_dossier_answer_new_list:
 * @records: (element-type JcDossierRecord): up to one more than @limit
 * @limit: how many go on this page
 *
 * Returns: (transfer full): {"items", "next_cursor"}; the cursor is null on the last page
 */
JsonNode *
jc_dossier_answer_new_list (GPtrArray *records, guint limit)
{
  JsonObject *answer = json_object_new ();
  JsonArray  *items = json_array_new ();

  for (guint i = 0; i < MIN (records->len, limit); i++)
    json_array_add_object_element (items, describe_row (g_ptr_array_index (records, i)));

  json_object_set_array_member (answer, "items", items);
  if (records->len > limit)
    {
      const JcDossierRecord *last = g_ptr_array_index (records, limit - 1);

      json_object_set_string_member (answer, "next_cursor", jc_dossier_get_id (last->dossier));
    }
  else
    json_object_set_null_member (answer, "next_cursor");

  return jc_json_new_object (answer);
}

/**
 * jc_dossier_answer_new_submission:
 * @service: the service
 * @submission: what was handed in
 * @error: its round cannot be read
 *
 * Returns: (transfer full) (nullable): the document as it was, with its receipt
 */
JsonNode *
jc_dossier_answer_new_submission (JcService                *service,
                                  const JcSubmissionRecord *submission,
                                  GError                  **error)
{
  JsonObject *document = describe_document (service, submission->dossier, error);
  JsonObject *answer;

  if (document == NULL)
    return NULL;

  answer = json_object_new ();
  json_object_set_int_member (answer, "n", submission->n);
  if (submission->supersedes > 0)
    json_object_set_int_member (answer, "supersedes", submission->supersedes);
  else
    json_object_set_null_member (answer, "supersedes");
  jc_json_set_instant (answer, "received_at", submission->received_us);
  json_object_set_string_member (answer, "content_fingerprint", submission->content_fingerprint);
  json_object_set_string_member (answer, "fingerprint", submission->fingerprint);
  json_object_set_member (answer, "receipt", json_node_copy (submission->receipt));
  json_object_set_object_member (answer, "dossier", document);

  return jc_json_new_object (answer);
}
