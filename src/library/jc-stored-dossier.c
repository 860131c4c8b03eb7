/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-stored-dossier.h"

void
jc_stored_dossier_free (JcStoredDossier *stored)
{
  g_free (stored->title);
  g_clear_pointer (&stored->current, jc_dossier_unref);
  g_clear_pointer (&stored->base, jc_dossier_unref);
  g_free (stored);
}

gboolean
jc_stored_dossier_set_not_found (GError **error, const char *id)
{
  return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                       "资料库中没有申报材料 %s。它可能已被删除，删除后 30 天内可以恢复。",
                       "There is no dossier %s in the library. It may have been deleted; that can "
                       "be undone for 30 days.",
                       id);
}

/* All but state, its date and the revision: what a "put" carries. */
gboolean
jc_dossier_has_same_content (JcDossier *a, JcDossier *b)
{
  g_autoptr (JcDossier) plain_a = jc_dossier_with_state (a, "draft", NULL);
  g_autoptr (JcDossier) plain_b = jc_dossier_with_state (b, "draft", NULL);

  return jc_dossier_equal (plain_a, plain_b);
}

JcStoredDossier *
jc_stored_dossier_load (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (JcStoredDossier) stored = g_new0 (JcStoredDossier, 1);
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
JcStoredDossier *
jc_stored_dossier_load_present (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStoredDossier) stored = jc_stored_dossier_load (self, id, &failure);

  if (stored != NULL && !stored->is_deleted)
    return g_steal_pointer (&stored);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    jc_stored_dossier_set_not_found (error, id);
  return NULL;
}

/* @base: (nullable): then revision is 0 */
gboolean
jc_stored_dossier_write (JcLibrary  *self,
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
gboolean
jc_stored_dossier_queue_put (JcLibrary       *self,
                             JcStoredDossier *stored,
                             JcDossier       *dossier,
                             GError         **error)
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
