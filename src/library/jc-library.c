/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library.h"

#include <unistd.h>

#include "jc-library-folder.h"
#include "jc-library-private.h"
#include "jc-recovery.h"
#include "jc-schema.h"

/* It would take the name for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (jc-library-error-quark, jc_library_error)
/* clang-format on */

/* Touches the schema and both ends of every table's tree: cheap in a library of any size. */
static const char *const cheap_checks[] = {
  "SELECT count (*) FROM sqlite_schema",
  "SELECT (SELECT title FROM dossier ORDER BY rowid LIMIT 1)"
  " || (SELECT title FROM dossier ORDER BY rowid DESC LIMIT 1)",
  "SELECT max (id) || min (id) FROM dossier",
  "SELECT count (*) FROM (SELECT title FROM dossier WHERE deleted_at_us IS NULL"
  " ORDER BY updated_at_us DESC LIMIT 10)",
  "SELECT (SELECT at_us FROM history ORDER BY rowid LIMIT 1)"
  " + (SELECT at_us FROM history ORDER BY rowid DESC LIMIT 1)",
  "SELECT max (dossier_id) || min (dossier_id) FROM history",
  "SELECT count (*) FROM outbox NOT INDEXED",
  "SELECT count (*) FROM conflict NOT INDEXED",
  "SELECT count (*) FROM receipt NOT INDEXED",
  "SELECT count (*) FROM event NOT INDEXED",
  "SELECT count (*) FROM round NOT INDEXED",
  "SELECT count (*) FROM programme NOT INDEXED",
  "SELECT count (value) FROM setting",
};

/* --- Errors --- */

static JcLibraryError
translate_code (const GError *failure)
{
  if (failure->domain == G_IO_ERROR && failure->code == G_IO_ERROR_NO_SPACE)
    return JC_LIBRARY_ERROR_NO_SPACE;
  if (failure->domain != JC_STORE_ERROR)
    return JC_LIBRARY_ERROR_FAILED;

  switch ((JcStoreError)failure->code)
    {
    case JC_STORE_ERROR_CORRUPT:
      return JC_LIBRARY_ERROR_DAMAGED;
    case JC_STORE_ERROR_NEWER_SCHEMA:
      return JC_LIBRARY_ERROR_NEWER;
    case JC_STORE_ERROR_FULL:
      return JC_LIBRARY_ERROR_NO_SPACE;
    case JC_STORE_ERROR_BUSY:
    case JC_STORE_ERROR_CONSTRAINT:
    case JC_STORE_ERROR_READ_ONLY:
    case JC_STORE_ERROR_FAILED:
    default:
      return JC_LIBRARY_ERROR_FAILED;
    }
}

/**
 * jc_library_fail:
 * @failure: what the store said; its words are kept
 *
 * Damage leaves a note, so that the next opening checks everything and recovers.
 *
 * Returns: %FALSE, with @error of JC_LIBRARY_ERROR
 */
gboolean
jc_library_fail (JcLibrary *self, GError *failure, GError **error)
{
  if (g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT))
    jc_library_folder_note_damage (self->folder, failure->message);

  if (failure->domain == JC_LIBRARY_ERROR)
    g_propagate_error (error, g_error_copy (failure));
  else
    g_set_error_literal (error, JC_LIBRARY_ERROR, (int)translate_code (failure), failure->message);
  return FALSE;
}

JcStatement *
jc_library_prepare (JcLibrary *self, const char *sql, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JcStatement *statement = jc_database_prepare (self->database, sql, &failure);

  if (statement == NULL)
    jc_library_fail (self, failure, error);
  return statement;
}

gboolean
jc_library_step (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (jc_statement_step (statement, &failure))
    return TRUE;
  return failure != NULL ? jc_library_fail (self, failure, error) : FALSE;
}

gboolean
jc_library_run (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (jc_statement_run (statement, &failure))
    return TRUE;
  return jc_library_fail (self, failure, error);
}

gboolean
jc_library_run_with_id (JcLibrary *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (JcStatement) statement = jc_library_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "id", id);
  return jc_library_run (self, statement, error);
}

/* --- Opening --- */

/**
 * jc_library_dup_default_folder:
 *
 * Returns: (transfer full): $XDG_DATA_HOME/jiangce
 */
char *
jc_library_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "jiangce", NULL);
}

static gboolean
check_cheaply (JcDatabase *database, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cheap_checks); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autofree char *text = jc_database_query_text (database, cheap_checks[i], &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/* Opens, migrates and looks for damage. */
static gboolean
open_database (JcLibrary *self, GError **error)
{
  g_autofree char *path = jc_library_folder_dup_path (self->folder, JC_LIBRARY_DATABASE);
  g_autoptr (JcDatabase) database = jc_database_open (path, error);

  if (database == NULL
      || !jc_schema_migrate (database, JC_LIBRARY_APPLICATION_ID, jc_library_steps, error)
      || !check_cheaply (database, error))
    return FALSE;
  /* Somebody met damage since the last opening: now the time that a full check takes is well spent.
   */
  if (jc_library_folder_has_note (self->folder) && !jc_recovery_check (database, error))
    return FALSE;

  self->database = g_steal_pointer (&database);
  return TRUE;
}

/* @is_damaged: receives whether recovery may help. */
static gboolean
try_to_open (JcLibrary *self, gboolean is_alone, gboolean *is_damaged, GError **error)
{
  gboolean is_used = jc_library_folder_is_used (self->lock_fd);
  g_autoptr (GError) failure = NULL;

  /* Closing any descriptor of the database drops the POSIX locks that another connection of this very
   * process holds on it; the next program to leave would then take the log away under it. Whoever came
   * first has looked. */
  if ((!is_alone || jc_recovery_inspect (self->folder, is_used, is_alone, &failure))
      && open_database (self, &failure) && jc_dossier_tombstone_purge (self, &failure))
    return TRUE;

  g_clear_pointer (&self->database, jc_database_close);
  *is_damaged = g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT)
                || g_error_matches (failure, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED);
  return jc_library_fail (self, failure, error);
}

static gboolean
open_or_recover (JcLibrary *self, gboolean is_alone, JcText **report, GError **error)
{
  gboolean is_damaged = FALSE;
  g_autoptr (GError) failure = NULL;

  if (is_alone && !jc_recovery_finish (self->folder, report, error))
    return FALSE;
  if (try_to_open (self, is_alone, &is_damaged, &failure))
    return jc_library_folder_has_note (self->folder) && is_alone
               ? jc_library_folder_remove_note (self->folder, error)
               : TRUE;
  if (!is_damaged)
    return jc_library_fail (self, failure, error);
  if (!is_alone)
    return jc_set_error (
        error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED,
        "资料库“%s”已损坏，而另一个程序还开着它。关闭所有窗口后再打开，会自动修复。",
        "The library “%s” is damaged, and another program still has it open. Close all windows and "
        "open it again: it will be mended.",
        self->folder);

  return jc_recovery_run (self->folder, error) && jc_recovery_finish (self->folder, report, error)
         && try_to_open (self, is_alone, &is_damaged, error);
}

/**
 * jc_library_open:
 * @folder: (nullable): %NULL: the default one
 * @report: (out) (optional) (nullable): new text when a damaged library was mended. The same words
 *   lie beside the old file, with the ending .txt
 * @error: JC_LIBRARY_ERROR_NEWER: nothing was touched; DAMAGED: mending failed, or others have it
 *   open; NO_SPACE; FAILED: no right to write, or another program holds it
 *
 * A database that is empty or gone although one was made here counts as damaged.
 */
JcLibrary *
jc_library_open (const char *folder, JcText **report, GError **error)
{
  g_autoptr (JcLibrary) self = NULL;
  g_autofree char *originals = NULL;
  g_autoptr (JcText) told = NULL;
  gboolean is_alone = FALSE;

  if (report != NULL)
    *report = NULL;

  self = g_new0 (JcLibrary, 1);
  self->edited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folder
      = folder != NULL ? g_canonicalize_filename (folder, NULL) : jc_library_dup_default_folder ();
  self->lock_fd = -1;
  if (!jc_library_folder_make (self->folder, error))
    return NULL;
  self->lock_fd = jc_library_folder_lock (self->folder, error);
  if (self->lock_fd < 0)
    return NULL;

  is_alone = jc_library_folder_lock_alone (self->lock_fd);
  if (!open_or_recover (self, is_alone, &told, error)
      || !jc_library_folder_set_used (self->lock_fd, self->folder, error))
    return NULL;
  jc_library_folder_lock_shared (self->lock_fd);

  originals = jc_library_folder_dup_path (self->folder, "originals");
  self->originals = jc_originals_new (originals);
  if (report != NULL)
    *report = g_steal_pointer (&told);
  return g_steal_pointer (&self);
}

void
jc_library_close (JcLibrary *self)
{
  if (self == NULL)
    return;

  /* An opening that failed has no originals. */
  if (self->originals != NULL)
    jc_library_collect_if_due (self);
  g_clear_pointer (&self->database, jc_database_close);
  g_clear_pointer (&self->originals, jc_originals_free);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_clear_pointer (&self->edited, g_hash_table_unref);
  g_free (self->folder);
  g_free (self);
}

const char *
jc_library_get_folder (JcLibrary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->folder;
}

void
jc_library_set_now (JcLibrary *self, gint64 now_us)
{
  g_return_if_fail (self != NULL);

  self->now_us = now_us;
}

gint64
jc_library_get_now_us (JcLibrary *self)
{
  return self->now_us != 0 ? self->now_us : g_get_real_time ();
}

/* --- Transactions --- */

/**
 * jc_library_begin:
 *
 * Calls until the matching commit are one durable step. Nests by counting; a rollback inside takes
 * the whole back.
 */
gboolean
jc_library_begin (JcLibrary *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  return jc_database_begin (self->database, &failure) || jc_library_fail (self, failure, error);
}

/**
 * jc_library_commit:
 *
 * On failure everything since the begin is taken back.
 */
gboolean
jc_library_commit (JcLibrary *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  return jc_database_commit (self->database, &failure) || jc_library_fail (self, failure, error);
}

void
jc_library_rollback (JcLibrary *self)
{
  g_return_if_fail (self != NULL);

  jc_database_rollback (self->database);
}

gboolean
jc_library_end (JcLibrary *self, gboolean is_done, GError **error)
{
  if (is_done)
    return jc_library_commit (self, error);

  jc_library_rollback (self);
  return FALSE;
}
