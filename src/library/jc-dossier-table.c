/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

#include "jc-json.h"

#define TOMBSTONE_US (30 * G_TIME_SPAN_DAY)

/* One row with its documents. */
typedef struct
{
  char      *title; /* (owned) */
  gint64     revision;
  gboolean   is_deleted;
  JcDossier *current; /* (owned) */
  JcDossier *base;    /* (owned) (nullable) */
} StoredDossier;

static void
stored_dossier_free (StoredDossier *stored)
{
  g_free (stored->title);
  g_clear_pointer (&stored->current, jc_dossier_unref);
  g_clear_pointer (&stored->base, jc_dossier_unref);
  g_free (stored);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredDossier, stored_dossier_free)

static gboolean
set_not_found (GError **error, const char *id)
{
  return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                       "资料库中没有申报材料 %s。它可能已被删除，删除后 30 天内可以恢复。",
                       "There is no dossier %s in the library. It may have been deleted; that can "
                       "be undone for 30 days.",
                       id);
}

/* --- Comparing --- */

/* All but state, its date and the revision: what a "put" carries. */
static gboolean
has_same_content (JcDossier *a, JcDossier *b)
{
  g_autoptr (JcDossier) plain_a = jc_dossier_with_state (a, "draft", NULL);
  g_autoptr (JcDossier) plain_b = jc_dossier_with_state (b, "draft", NULL);

  return jc_dossier_equal (plain_a, plain_b);
}

/* Finalised and submitted dossiers stand on signed paper: only a change of state, which says so,
 * may come with other values. Source: design, "Paper with seals is the legal form". */
static gboolean
is_locked_against (JcDossier *stored, JcDossier *dossier)
{
  const char *state = jc_dossier_get_state (stored);

  if (strcmp (state, "finalised") != 0 && strcmp (state, "submitted") != 0)
    return FALSE;
  if (strcmp (state, jc_dossier_get_state (dossier)) != 0)
    return FALSE;
  return !jc_json_equal (jc_dossier_get_values (stored), jc_dossier_get_values (dossier))
         || !jc_json_equal (jc_dossier_get_attachments (stored),
                            jc_dossier_get_attachments (dossier));
}

/* --- Reading --- */

static StoredDossier *
load_stored (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (StoredDossier) stored = g_new0 (StoredDossier, 1);
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self,
                            "SELECT title, revision, deleted_at_us, current, base FROM dossier"
                            " WHERE id = :id",
                            error);

  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "id", id);
  if (!jc_library_step (self, statement, error))
    return NULL;

  stored->title = g_strdup (jc_statement_get_text (statement, "title"));
  stored->revision = jc_statement_get_int (statement, "revision");
  stored->is_deleted = !jc_statement_is_null (statement, "deleted_at_us");
  stored->current = jc_library_read_dossier (self, jc_statement_get_text (statement, "current"),
                                             stored->revision, error);
  if (stored->current == NULL)
    return NULL;
  if (jc_statement_is_null (statement, "base"))
    return g_steal_pointer (&stored);

  stored->base = jc_library_read_dossier (self, jc_statement_get_text (statement, "base"),
                                          stored->revision, error);
  return stored->base != NULL ? g_steal_pointer (&stored) : NULL;
}

/* As above, and a row that is missing or deleted is NOT_FOUND. */
static StoredDossier *
load_present (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoredDossier) stored = load_stored (self, id, &failure);

  if (stored != NULL && !stored->is_deleted)
    return g_steal_pointer (&stored);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error, id);
  return NULL;
}

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
  g_autoptr (StoredDossier) stored = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  stored = load_present (self, id, error);
  return stored != NULL ? g_steal_pointer (&stored->current) : NULL;
}

/**
 * jc_library_load_base:
 *
 * Returns: (transfer full) (nullable): as last agreed with the server, also of a deleted dossier;
 *   %NULL without error when it was never there
 */
JcDossier *
jc_library_load_base (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoredDossier) stored = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  stored = load_stored (self, id, &failure);
  if (stored != NULL)
    return g_steal_pointer (&stored->base);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error, id);
  return NULL;
}

/* --- Writing --- */

/* @base: (nullable): then revision is 0 */
static gboolean
write_row (JcLibrary  *self,
           JcDossier  *current,
           JcDossier  *base,
           const char *title,
           gboolean    is_touched,
           GError    **error)
{
  g_autofree char *current_text = NULL;
  g_autofree char *base_text = base != NULL ? jc_document_write (base) : NULL;
  gint64           revision = base != NULL ? jc_dossier_get_revision (base) : 0;
  g_autoptr (JcDossier) dated = jc_dossier_with_revision (current, revision);
  g_autoptr (JcStatement) statement = jc_library_prepare (
      self,
      "INSERT INTO dossier (id, kind, programme, version, round, title, state, revision,"
      " updated_at_us, is_known, differs, current, base) VALUES (:id, :kind, :programme, :version,"
      " :round, :title, :state, :revision, :now_us, :is_known, :differs, :current, :base)"
      " ON CONFLICT (id) DO UPDATE SET kind = :kind, programme = :programme, version = :version,"
      " round = :round, title = :title, state = :state, revision = :revision,"
      " updated_at_us = CASE WHEN :is_touched THEN :now_us ELSE updated_at_us END,"
      " is_known = :is_known, differs = :differs, current = :current, base = :base",
      error);

  if (statement == NULL)
    return FALSE;

  current_text = jc_document_write (dated);
  jc_statement_bind_text (statement, "id", jc_dossier_get_id (current));
  jc_statement_bind_text (statement, "kind", jc_dossier_get_kind (current));
  jc_statement_bind_text (statement, "programme", jc_dossier_get_programme (current));
  jc_statement_bind_text (statement, "version", jc_dossier_get_version (current));
  jc_statement_bind_text (statement, "round", jc_dossier_get_round (current));
  jc_statement_bind_text (statement, "title", title);
  jc_statement_bind_text (statement, "state", jc_dossier_get_state (current));
  jc_statement_bind_int (statement, "revision", revision);
  jc_statement_bind_int (statement, "now_us", jc_library_get_now_us (self));
  jc_statement_bind_int (statement, "is_touched", is_touched);
  jc_statement_bind_int (statement, "is_known", base != NULL);
  jc_statement_bind_int (statement, "differs", base == NULL || !jc_dossier_equal (current, base));
  jc_statement_bind_text (statement, "current", current_text);
  jc_statement_bind_text (statement, "base", base_text);
  return jc_library_run (self, statement, error);
}

/* A "put" stands for all that is unsent of a dossier, a change of state too: what has to be sent is
 * decided when it is, from base to current. */
static gboolean
queue_put (JcLibrary *self, StoredDossier *stored, JcDossier *dossier, GError **error)
{
  gboolean         is_known = stored != NULL && stored->base != NULL;
  g_autofree char *account = NULL;
  g_autoptr (GError) failure = NULL;

  account = jc_library_dup_setting (self, "account", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return (account == NULL && !is_known)
         || jc_library_queue (self, jc_dossier_get_id (dossier), "put", NULL, NULL, error);
}

static gboolean
save_in_transaction (
    JcLibrary *self, JcDossier *dossier, const char *title, const char *what, GError **error)
{
  const char *id = jc_dossier_get_id (dossier);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoredDossier) stored = load_stored (self, id, &failure);
  gboolean is_same = FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (stored != NULL && stored->is_deleted)
    return set_not_found (error, id);
  if (stored != NULL && is_locked_against (stored->current, dossier))
    return jc_set_error (
        error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_LOCKED,
        "申报材料 %s 已定稿或已提交，内容不能改。先重新打开，再修改。",
        "Dossier %s is finalised or submitted; its content cannot change. Reopen it first.", id);

  is_same = stored != NULL && jc_dossier_equal (stored->current, dossier);
  if (is_same && strcmp (stored->title, title) == 0)
    return TRUE;
  if (!write_row (self, dossier, stored != NULL ? stored->base : NULL, title, !is_same, error))
    return FALSE;
  return is_same
         || (jc_history_table_add (self, dossier, title, what, error)
             && queue_put (self, stored, dossier, error));
}

/**
 * jc_library_save_dossier:
 * @dossier: its revision is not stored: that is the server's to say, see jc_library_save_base ()
 * @title: for the lists
 * @what: what was done, for the history; edits share an entry for ten minutes from its first
 * @error: JC_LIBRARY_ERROR_LOCKED when the stored state is "finalised" or "submitted", stays so,
 * and values or attachments would change; NOT_FOUND when it was deleted; NO_SPACE, DAMAGED, FAILED
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
  return jc_database_get_n_changes (self->database) > 0 ? TRUE : set_not_found (error, id);
}

/* --- The server's word --- */

/* Whether nothing of the person's would be lost when current becomes @base. */
static gboolean
may_take_base (StoredDossier *stored, JcDossier *base, JcDossier *sent)
{
  return has_same_content (stored->current, base)
         || (sent != NULL && has_same_content (stored->current, sent))
         || (stored->base != NULL && has_same_content (stored->current, stored->base));
}

/* Three ways, like every value: the server's state counts when the server has changed it. */
static JcDossier *
lay_state (StoredDossier *stored, JcDossier *base)
{
  const char *before = stored->base != NULL ? jc_dossier_get_state (stored->base) : "draft";
  const char *mine = jc_dossier_get_state (stored->current);

  if (strcmp (jc_dossier_get_state (base), before) != 0 || strcmp (mine, before) == 0)
    return jc_dossier_ref (base);
  return jc_dossier_with_state (base, mine, jc_dossier_get_finalised_on (stored->current));
}

static gboolean
save_base_in_transaction (JcLibrary *self, JcDossier *base, JcDossier *sent, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoredDossier) stored = load_stored (self, jc_dossier_get_id (base), &failure);
  g_autoptr (JcDossier) current = NULL;
  gboolean is_changed = FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (stored == NULL)
    current = jc_dossier_ref (base);
  else if (may_take_base (stored, base, sent))
    current = lay_state (stored, base);
  else
    current = jc_dossier_ref (stored->current);

  is_changed = stored == NULL || !jc_dossier_equal (stored->current, current);
  return write_row (self, current, base, stored != NULL ? stored->title : "", is_changed, error)
         && (!is_changed
             || jc_history_table_add (self, current, stored != NULL ? stored->title : "",
                                      stored == NULL ? "received" : "merged", error));
}

/**
 * jc_library_save_base_sent:
 * @base: what the server agreed on, with its revision
 * @sent: (nullable): what was sent to it, where it answered with something else
 *
 * The base and the revision are replaced. Current becomes @base too where its content equals @base,
 * @sent or the base before, that is where nothing of it is unsent. Its state follows the server's
 * only when the server has changed it, so that finalising offline is not undone by the next pull. A
 * dossier that is new here is made, with an empty title: jc_library_save_dossier () names it. The
 * outbox stays as it is.
 */
gboolean
jc_library_save_base_sent (JcLibrary *self, JcDossier *base, JcDossier *sent, GError **error)
{
  g_return_val_if_fail (self != NULL && base != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, save_base_in_transaction (self, base, sent, error), error);
}

/**
 * jc_library_save_base:
 *
 * jc_library_save_base_sent () for a server that took what it was sent as it was.
 */
gboolean
jc_library_save_base (JcLibrary *self, JcDossier *base, GError **error)
{
  return jc_library_save_base_sent (self, base, NULL, error);
}

/* --- Deleting --- */

static gboolean
set_deleted (JcLibrary *self, const char *id, gint64 at_us, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self, "UPDATE dossier SET deleted_at_us = :at_us WHERE id = :id",
                            error);

  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "id", id);
  if (at_us != 0)
    jc_statement_bind_int (statement, "at_us", at_us);
  else
    jc_statement_bind_null (statement, "at_us");
  return jc_library_run (self, statement, error);
}

static gboolean
delete_in_transaction (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (StoredDossier) stored = load_present (self, id, error);

  if (stored == NULL || !set_deleted (self, id, jc_library_get_now_us (self), error))
    return FALSE;
  return stored->base == NULL || jc_library_queue (self, id, "delete", NULL, NULL, error);
}

/**
 * jc_library_delete_dossier:
 *
 * Marks the dossier deleted and, when the server knows it, queues a "delete". What else waits for
 * it in the outbox is withheld, and goes on after jc_library_undelete_dossier ().
 */
gboolean
jc_library_delete_dossier (JcLibrary *self, const char *id, GError **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, delete_in_transaction (self, id, error), error);
}

static gboolean
undelete_in_transaction (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoredDossier) stored = load_stored (self, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (stored == NULL)
    return set_not_found (error, id);
  if (!stored->is_deleted)
    return TRUE;
  return jc_outbox_table_remove_deletes (self, id, error) && set_deleted (self, id, 0, error)
         && queue_put (self, NULL, stored->current, error);
}

/**
 * jc_library_undelete_dossier:
 *
 * Takes a deletion back, also one that the server has heard of: with an account a "put" is queued.
 * NOT_FOUND after 30 days. A dossier that is not deleted stays as it is.
 */
gboolean
jc_library_undelete_dossier (JcLibrary *self, const char *id, GError **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, undelete_in_transaction (self, id, error), error);
}

/**
 * jc_dossier_table_purge:
 *
 * Forgets dossiers deleted 30 days ago, with their history. One whose deletion the server has not
 * heard of yet stays. Receipts stay for ever.
 */
gboolean
jc_dossier_table_purge (JcLibrary *self, GError **error)
{
  static const char *const purges[] = {
    "DELETE FROM outbox WHERE kind <> 'delete' AND dossier_id IN (SELECT id FROM dossier"
    " WHERE deleted_at_us < :before_us) AND dossier_id NOT IN"
    " (SELECT dossier_id FROM outbox WHERE kind = 'delete')",
    "DELETE FROM dossier WHERE deleted_at_us < :before_us"
    " AND id NOT IN (SELECT dossier_id FROM outbox)",
  };
  g_autoptr (JcStatement) old
      = jc_library_prepare (self, "SELECT id FROM dossier WHERE deleted_at_us < :before_us LIMIT 1",
                            error);
  g_autoptr (GError) failure = NULL;
  gint64   before_us = jc_library_get_now_us (self) - TOMBSTONE_US;
  gboolean is_done = TRUE;

  if (old == NULL)
    return FALSE;
  /* Most openings have nothing to purge and take no write lock. */
  jc_statement_bind_int (old, "before_us", before_us);
  if (!jc_library_step (self, old, &failure))
    return failure == NULL ? TRUE : jc_library_fail (self, failure, error);
  jc_statement_reset (old);

  if (!jc_library_begin (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (purges) && is_done; i++)
    {
      g_autoptr (JcStatement) statement = jc_library_prepare (self, purges[i], error);

      if (statement != NULL)
        jc_statement_bind_int (statement, "before_us", before_us);
      is_done = statement != NULL && jc_library_run (self, statement, error);
    }
  return jc_library_end (self, is_done, error);
}
