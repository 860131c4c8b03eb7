/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-stored-dossier.h"

#include <string.h>

#include "jc-json.h"

/* --- Comparing --- */

static gboolean
is_sealed (const JcKind *kind, JsonNode *attachment)
{
  const char   *id = jc_json_get_string (jc_json_as_object (attachment), "slot", NULL);
  const JcSlot *slot = kind != NULL && id != NULL ? jc_kind_find_slot (kind, id) : NULL;

  return slot != NULL && slot->sealed;
}

static JsonNode *
dup_unsealed (const JcKind *kind, JsonNode *attachments)
{
  JsonArray *array = json_node_get_array (attachments);
  JsonArray *kept = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_sealed (kind, json_array_get_element (array, i)))
      json_array_add_element (kept, json_node_ref (json_array_get_element (array, i)));
  return jc_json_new_array (kept);
}

/* A sheet is sealed once the dossier is finalised, and its scan comes back then. */
static gboolean
has_same_attachments (JcLibrary *self, JcDossier *stored, JcDossier *dossier)
{
  JsonNode *before = jc_dossier_get_attachments (stored);
  JsonNode *after = jc_dossier_get_attachments (dossier);
  g_autoptr (JcProgramme) programme = NULL;
  g_autoptr (JsonNode) before_unsealed = NULL;
  g_autoptr (JsonNode) after_unsealed = NULL;
  const JcKind *kind = NULL;

  if (jc_json_equal (before, after))
    return TRUE;
  if (strcmp (jc_dossier_get_state (stored), "finalised") != 0)
    return FALSE;
  programme = jc_library_load_programme (self, jc_dossier_get_version (stored), NULL);
  if (programme == NULL)
    return FALSE;

  kind = jc_programme_find_kind (programme, jc_dossier_get_kind (stored));
  before_unsealed = dup_unsealed (kind, before);
  after_unsealed = dup_unsealed (kind, after);
  return jc_json_equal (before_unsealed, after_unsealed);
}

/* Finalised and submitted dossiers stand on signed paper: only a change of state, which says so,
 * may come with other values, and the sealed sheets themselves. Source: design, "Paper with seals is
 * the legal form". */
static gboolean
is_locked_against (JcLibrary *self, JcDossier *stored, JcDossier *dossier)
{
  const char *state = jc_dossier_get_state (stored);

  if (strcmp (state, "finalised") != 0 && strcmp (state, "submitted") != 0)
    return FALSE;
  if (strcmp (state, jc_dossier_get_state (dossier)) != 0)
    return FALSE;
  return !jc_json_equal (jc_dossier_get_values (stored), jc_dossier_get_values (dossier))
         || !has_same_attachments (self, stored, dossier);
}

/* --- Reading --- */

void
jc_dossier_row_free (JcDossierRow *row)
{
  if (row == NULL)
    return;

  g_free (row->id);
  g_free (row->kind);
  g_free (row->programme);
  g_free (row->version);
  g_free (row->round);
  g_free (row->title);
  g_free (row->state);
  g_free (row->sync);
  g_free (row);
}

static JcDossierRow *
read_row (JcStatement *statement)
{
  JcDossierRow *row = g_new0 (JcDossierRow, 1);

  row->id = g_strdup (jc_statement_get_text (statement, "id"));
  row->kind = g_strdup (jc_statement_get_text (statement, "kind"));
  row->programme = g_strdup (jc_statement_get_text (statement, "programme"));
  row->version = g_strdup (jc_statement_get_text (statement, "version"));
  row->round = g_strdup (jc_statement_get_text (statement, "round"));
  row->title = g_strdup (jc_statement_get_text (statement, "title"));
  row->state = g_strdup (jc_statement_get_text (statement, "state"));
  row->sync = g_strdup (jc_statement_get_text (statement, "sync"));
  row->revision = jc_statement_get_int (statement, "revision");
  row->updated_at_us = jc_statement_get_int (statement, "updated_at_us");
  row->n_missing = (int)jc_statement_get_int (statement, "n_missing");
  row->n_problems = (int)jc_statement_get_int (statement, "n_problems");
  return row;
}

/**
 * jc_library_load_dossiers:
 *
 * Returns: (transfer full) (element-type JcDossierRow): newest change first, without deleted ones.
 *   `sync` is "unsent" also while only an event still waits in the outbox
 */
GPtrArray *
jc_library_load_dossiers (JcLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_dossier_row_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = jc_library_prepare (
      self,
      "SELECT id, kind, programme, version, round, title, state, revision, updated_at_us, "
      "n_missing,"
      " n_problems, CASE WHEN is_known = 0 THEN 'local'"
      " WHEN EXISTS (SELECT 1 FROM conflict WHERE conflict.dossier_id = dossier.id) THEN 'conflict'"
      " WHEN differs = 1 THEN 'unsent'"
      " WHEN EXISTS (SELECT 1 FROM outbox WHERE outbox.dossier_id = dossier.id) THEN 'unsent'"
      " ELSE 'synced' END AS sync"
      " FROM dossier WHERE deleted_at_us IS NULL ORDER BY updated_at_us DESC, id",
      error);
  if (statement == NULL)
    return NULL;

  while (jc_library_step (self, statement, &failure))
    g_ptr_array_add (rows, read_row (statement));
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * jc_library_load_dossier:
 *
 * Returns: (transfer full): the current document with the row's revision; a deleted one is
 * NOT_FOUND
 */
JcDossier *
jc_library_load_dossier (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (JcStoredDossier) stored = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  stored = jc_stored_dossier_load_present (self, id, error);
  return stored != NULL ? g_steal_pointer (&stored->current) : NULL;
}

/* --- Writing --- */

static gboolean
save_in_transaction (
    JcLibrary *self, JcDossier *dossier, const char *title, const char *what, GError **error)
{
  const char *id = jc_dossier_get_id (dossier);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStoredDossier) stored = jc_stored_dossier_load (self, id, &failure);
  gboolean is_same = FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (stored != NULL && stored->is_deleted)
    return jc_stored_dossier_set_not_found (error, id);
  if (stored != NULL && is_locked_against (self, stored->current, dossier))
    return jc_set_error (
        error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_LOCKED,
        "申报材料 %s 已定稿或已提交，内容不能改。先重新打开，再修改。",
        "Dossier %s is finalised or submitted; its content cannot change. Reopen it first.", id);

  is_same = stored != NULL && jc_dossier_equal (stored->current, dossier);
  if (is_same && strcmp (stored->title, title) == 0)
    return TRUE;
  if (!jc_document_check (dossier, error)
      || !jc_stored_dossier_write (self, dossier, stored != NULL ? stored->base : NULL, title,
                                   !is_same, error))
    return FALSE;
  return is_same
         || (jc_history_table_add (self, dossier, title, what, error)
             && jc_stored_dossier_queue_put (self, stored, dossier, error));
}

/**
 * jc_library_save_dossier:
 * @dossier: its revision is not stored: that is the server's to say, see jc_library_save_base ()
 * @title: for the lists
 * @what: what was done, for the history; edits share an entry for ten minutes from its first
 * @error: JC_LIBRARY_ERROR_LOCKED when the stored state is "finalised" or "submitted", stays so,
 * and values or attachments would change (a finalised one takes scans of sealed sheets); NOT_FOUND
 * when it was deleted; NO_SPACE, DAMAGED, FAILED; JC_MODEL_ERROR when it could not be read again (too large, two rows of one id)
 *
 * Nothing is written when nothing differs. On failure everything is as it was.
 */
gboolean
jc_library_save_dossier (
    JcLibrary *self, JcDossier *dossier, const char *title, const char *what, GError **error)
{
  g_return_val_if_fail (self != NULL && dossier != NULL, FALSE);
  g_return_val_if_fail (title != NULL && what != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, save_in_transaction (self, dossier, title, what, error), error);
}

gboolean
jc_library_save_progress (
    JcLibrary *self, const char *id, int n_missing, int n_problems, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "UPDATE dossier SET n_missing = :n_missing,"
                                  " n_problems = :n_problems WHERE id = :id",
                                  error);
  if (statement == NULL)
    return FALSE;
  jc_statement_bind_int (statement, "n_missing", n_missing);
  jc_statement_bind_int (statement, "n_problems", n_problems);
  jc_statement_bind_text (statement, "id", id);
  if (!jc_library_run (self, statement, error))
    return FALSE;
  return jc_database_get_n_changes (self->database) > 0
             ? TRUE
             : jc_stored_dossier_set_not_found (error, id);
}
