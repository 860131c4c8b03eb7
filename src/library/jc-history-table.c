/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

/* Edits share the entry that was begun at most this long ago. */
#define COALESCE_US (10 * G_TIME_SPAN_MINUTE)

/* Whether the last entry, @version, is one that edits of this opening go into: what another opening
 * wrote was an act of its own, as every call of the command line is. */
static gboolean
is_ours (JcLibrary *self, const char *id, gint64 version)
{
  const gint64 *own = g_hash_table_lookup (self->edited, id);

  return own != NULL && *own == version;
}

/* @version: receives the dossier's last version, 0 when it has none; @is_shared: whether an edit
 * now goes into that entry. */
static gboolean
load_last (JcLibrary  *self,
           const char *id,
           const char *what,
           gint64     *version,
           gboolean   *is_shared,
           GError    **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self,
                            "SELECT version, begun_at_us, what FROM history WHERE dossier_id = :id"
                            " ORDER BY version DESC LIMIT 1",
                            error);
  gint64 age_us = 0;

  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "id", id);

  *version = 0;
  *is_shared = FALSE;
  if (jc_library_step (self, statement, &failure))
    {
      *version = jc_statement_get_int (statement, "version");
      age_us = jc_library_get_now_us (self) - jc_statement_get_int (statement, "begun_at_us");
      /* A clock that was set back begins a new entry. */
      *is_shared = strcmp (what, "edited") == 0
                   && strcmp (jc_statement_get_text (statement, "what"), "edited") == 0
                   && is_ours (self, id, *version) && age_us >= 0 && age_us <= COALESCE_US;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * jc_history_table_add:
 * @what: "edited" shares the last entry when that is "edited" too and was begun at most ten minutes
 * ago, since the library was opened
 *
 * Entries hold whole documents, so that one that is damaged costs one version. Called inside of a
 * transaction.
 */
gboolean
jc_history_table_add (
    JcLibrary *self, JcDossier *dossier, const char *title, const char *what, GError **error)
{
  g_autofree char *text = jc_document_write (dossier);
  g_autoptr (GBytes) document = NULL;
  g_autoptr (JcStatement) statement = NULL;
  gboolean is_packed = FALSE;
  gboolean is_shared = FALSE;
  gint64   version = 0;

  if (!load_last (self, jc_dossier_get_id (dossier), what, &version, &is_shared, error))
    return FALSE;
  document = jc_document_pack (text, &is_packed, error);
  if (document == NULL)
    return FALSE;

  statement = jc_library_prepare (
      self,
      "INSERT INTO history (dossier_id, version, begun_at_us, at_us, what, title, is_packed, "
      "document)"
      " VALUES (:id, :version, :now_us, :now_us, :what, :title, :is_packed, :document)"
      " ON CONFLICT (dossier_id, version) DO UPDATE SET at_us = :now_us, title = :title,"
      " is_packed = :is_packed, document = :document",
      error);
  if (statement == NULL)
    return FALSE;

  version = is_shared ? version : version + 1;
  g_hash_table_replace (self->edited, g_strdup (jc_dossier_get_id (dossier)),
                        g_memdup2 (&version, sizeof version));
  jc_statement_bind_text (statement, "id", jc_dossier_get_id (dossier));
  jc_statement_bind_int (statement, "version", version);
  jc_statement_bind_int (statement, "now_us", jc_library_get_now_us (self));
  jc_statement_bind_text (statement, "what", what);
  jc_statement_bind_text (statement, "title", title);
  jc_statement_bind_int (statement, "is_packed", is_packed);
  jc_statement_bind_bytes (statement, "document", document);
  return jc_library_run (self, statement, error);
}

void
jc_history_entry_free (JcHistoryEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->what);
  g_free (entry);
}

/**
 * jc_library_load_history:
 *
 * Returns: (transfer full) (element-type JcHistoryEntry): newest first; empty for an unknown
 * dossier, and still there for 30 days after a deletion. `at_us` is the last of the edits that
 * share an entry
 */
GPtrArray *
jc_library_load_history (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_history_entry_free);
  statement = jc_library_prepare (self,
                                  "SELECT version, at_us, what FROM history WHERE dossier_id = :id"
                                  " ORDER BY version DESC",
                                  error);
  if (statement == NULL)
    return NULL;

  jc_statement_bind_text (statement, "id", id);
  while (jc_library_step (self, statement, &failure))
    {
      JcHistoryEntry *entry = g_new0 (JcHistoryEntry, 1);

      entry->version = jc_statement_get_int (statement, "version");
      entry->at_us = jc_statement_get_int (statement, "at_us");
      entry->what = g_strdup (jc_statement_get_text (statement, "what"));
      g_ptr_array_add (entries, entry);
    }
  if (failure == NULL)
    return g_steal_pointer (&entries);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static JcDossier *
read_version (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (GBytes) document = jc_statement_dup_bytes (statement, "document");
  g_autofree char *text = NULL;

  text = jc_document_unpack (document, jc_statement_get_int (statement, "is_packed") != 0, NULL);
  return jc_library_read_dossier (self, text, jc_statement_get_int (statement, "revision"), error);
}

/**
 * jc_library_load_version:
 * @version: 1, 2, … within the dossier
 *
 * Returns: (transfer full): the document as it was then, with today's revision, so that it can be
 *   saved as it is ("restored"); NOT_FOUND when there is no such version
 */
JcDossier *
jc_library_load_version (JcLibrary *self, const char *id, gint64 version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  statement = jc_library_prepare (self,
                                  "SELECT is_packed, document, revision FROM history"
                                  " JOIN dossier ON dossier.id = dossier_id"
                                  " WHERE dossier_id = :id AND history.version = :version",
                                  error);
  if (statement == NULL)
    return NULL;

  jc_statement_bind_text (statement, "id", id);
  jc_statement_bind_int (statement, "version", version);
  if (jc_library_step (self, statement, &failure))
    return read_version (self, statement, error);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                  "申报材料 %s 没有第 %" G_GINT64_FORMAT " 版。从历史列表中选一个版本。",
                  "Dossier %s has no version %" G_GINT64_FORMAT ". Choose one from its history.",
                  id, version);
  return NULL;
}
