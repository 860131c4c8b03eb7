/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-dossier-table.h"

#include "jc-json.h"
#include "jc-table.h"

#define COLUMNS "document, unit, title, n_submissions, updated_us, deleted"

/**
 * jc_dossier_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
jc_dossier_record_free (JcDossierRecord *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->dossier, jc_dossier_unref);
  g_free (self->unit);
  g_free (self->title);
  g_free (self);
}

/* What is stored was checked when it came in; what does not read any more is a damaged database. */
static JcDossierRecord *
read_record (JcStatement *row, GError **error)
{
  g_autoptr (JcDossierRecord) record = g_new0 (JcDossierRecord, 1);
  g_autoptr (JsonNode) node = NULL;

  node = jc_json_parse (jc_statement_get_text (row, "document"), -1, error);
  if (node == NULL)
    return NULL;

  record->dossier = jc_dossier_new_from_json (node, error);
  if (record->dossier == NULL)
    return NULL;

  record->unit = g_strdup (jc_statement_get_text (row, "unit"));
  record->title = g_strdup (jc_statement_get_text (row, "title"));
  record->n_submissions = jc_statement_get_int (row, "n_submissions");
  record->updated_us = jc_statement_get_int (row, "updated_us");
  record->deleted = jc_statement_get_int (row, "deleted") != 0;

  return g_steal_pointer (&record);
}

/**
 * jc_dossier_table_load:
 * @database: the server's database
 * @id: a dossier's id
 * @record: (out) (transfer full) (nullable): what is known of it, also a tombstone; NULL when
 * nothing is
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_dossier_table_load (JcDatabase       *database,
                       const char       *id,
                       JcDossierRecord **record,
                       GError          **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *record = NULL;
  statement = jc_table_query (database, error, "SELECT " COLUMNS " FROM dossiers WHERE id = :id",
                              JC_TEXT ("id", id), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *record = read_record (statement, error);

  return *record != NULL;
}

static char *
dup_document (JcDossier *dossier)
{
  g_autoptr (JsonNode) node = jc_dossier_to_json (dossier);

  return jc_json_to_canonical (node);
}

/**
 * jc_dossier_table_add:
 * @database: the server's database
 * @record: a new dossier
 * @error: JC_STORE_ERROR_CONSTRAINT when its id is in use
 *
 * Returns: whether it was added
 */
gboolean
jc_dossier_table_add (JcDatabase *database, const JcDossierRecord *record, GError **error)
{
  JcDossier       *dossier = record->dossier;
  g_autofree char *document = dup_document (dossier);

  return jc_table_run (
      database, error,
      "INSERT INTO dossiers (id, kind, about, round, unit, state, revision,"
      " document, title, n_submissions, updated_us, deleted) VALUES (:id, :kind,"
      " :about, :round, :unit, :state, :revision, :document, :title,"
      " :n_submissions, :updated, :deleted)",
      JC_TEXT ("id", jc_dossier_get_id (dossier)), JC_TEXT ("kind", jc_dossier_get_kind (dossier)),
      JC_TEXT ("about", jc_dossier_get_about (dossier)),
      JC_TEXT ("round", jc_dossier_get_round (dossier)), JC_TEXT ("unit", record->unit),
      JC_TEXT ("state", jc_dossier_get_state (dossier)),
      JC_INT ("revision", jc_dossier_get_revision (dossier)), JC_TEXT ("document", document),
      JC_TEXT ("title", record->title), JC_INT ("n_submissions", record->n_submissions),
      JC_INT ("updated", record->updated_us), JC_INT ("deleted", record->deleted), NULL);
}

/**
 * jc_dossier_table_update:
 * @database: the server's database, in a transaction
 * @record: an existing dossier as it is from now on
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
jc_dossier_table_update (JcDatabase *database, const JcDossierRecord *record, GError **error)
{
  JcDossier       *dossier = record->dossier;
  g_autofree char *document = dup_document (dossier);

  return jc_table_run (database, error,
                       "UPDATE dossiers SET about = :about, round = :round, state = :state,"
                       " revision = :revision, document = :document, title = :title,"
                       " n_submissions = :n_submissions, updated_us = :updated,"
                       " deleted = :deleted WHERE id = :id",
                       JC_TEXT ("about", jc_dossier_get_about (dossier)),
                       JC_TEXT ("round", jc_dossier_get_round (dossier)),
                       JC_TEXT ("state", jc_dossier_get_state (dossier)),
                       JC_INT ("revision", jc_dossier_get_revision (dossier)),
                       JC_TEXT ("document", document), JC_TEXT ("title", record->title),
                       JC_INT ("n_submissions", record->n_submissions),
                       JC_INT ("updated", record->updated_us), JC_INT ("deleted", record->deleted),
                       JC_TEXT ("id", jc_dossier_get_id (dossier)), NULL);
}

/* The states that reviewers see stand in jc_policy_reviewers_see (): whatever has been handed in
 * and not taken back. */
#define VISIBLE                                                                                    \
  "(d.unit = :unit"                                                                                \
  " OR (d.n_submissions > 0 AND d.state NOT IN ('draft', 'finalised')"                             \
  "     AND (:everything = 1 OR d.unit IN (SELECT name FROM units WHERE parent = :parent))))"

/**
 * jc_dossier_table_list:
 * @database: the server's database
 * @listing: which ones
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type JcDossierRecord): by id
 */
GPtrArray *
jc_dossier_table_list (JcDatabase *database, const JcDossierListing *listing, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_dossier_record_free);
  statement
      = jc_table_query (database, error,
                        "SELECT " COLUMNS " FROM dossiers d"
                        " WHERE d.deleted = 0 AND d.id > :after AND " VISIBLE
                        " AND (CAST (:kind AS TEXT) IS NULL OR d.kind = :kind)"
                        " AND (CAST (:state AS TEXT) IS NULL OR d.state = :state)"
                        " AND (CAST (:round AS TEXT) IS NULL OR d.round = :round)"
                        " ORDER BY d.id LIMIT :limit",
                        JC_TEXT ("after", listing->after), JC_TEXT ("unit", listing->unit),
                        JC_TEXT ("parent", listing->parent),
                        JC_INT ("everything", listing->everything), JC_TEXT ("kind", listing->kind),
                        JC_TEXT ("state", listing->state), JC_TEXT ("round", listing->round),
                        JC_INT ("limit", listing->limit), NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      JcDossierRecord *record = read_record (statement, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (list, record);
    }

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}
