/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-schema.h"

#include "jc-driver.h"
#include "jc-store-error.h"

static char *
dup_dialect (const JcDriver *driver, const char *step)
{
  GString *sql = g_string_new (step);

  g_string_replace (sql, "JC_BLOB", driver->blob_word, 0);
  g_string_replace (sql, "JC_INTEGER", driver->integer_word, 0);
  g_string_replace (sql, "JC_SERIAL", driver->serial_word, 0);
  g_string_replace (sql, "JC_STRICT", driver->strict_word, 0);
  return g_string_free (sql, FALSE);
}

/* @version: receives how many of the @n_steps steps are done. */
static gboolean
load_version (
    JcDatabase *self, guint32 application_id, gint64 n_steps, gint64 *version, GError **error)
{
  const JcDriver *driver = jc_database_get_driver (self);
  guint32         found_id = 0;
  gboolean        is_empty = FALSE;

  if (!driver->load_version (jc_database_get_connection (self), &found_id, version, &is_empty,
                             error))
    return FALSE;

  if (found_id != application_id && !(found_id == 0 && *version == 0 && is_empty))
    return jc_store_set_error (
        error, JC_STORE_ERROR, JC_STORE_ERROR_FAILED,
        "这个数据库属于别的程序（标记 %08x，应为 %08x）。换一个文件或文件夹。",
        "This database belongs to another program (mark %08x, expected %08x). Use another file or "
        "folder.",
        found_id, application_id);
  if (*version > n_steps)
    return jc_store_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_NEWER_SCHEMA,
                               "这个数据库由更新版本的程序写成（格式 %" G_GINT64_FORMAT
                               "，本程序到 %" G_GINT64_FORMAT
                               "），没有改动它。安装新版本后再打开。",
                               "A newer program wrote this database (format %" G_GINT64_FORMAT
                               ", this one knows up to %" G_GINT64_FORMAT
                               "); it was left untouched. Install the newer version to open it.",
                               *version, n_steps);
  return TRUE;
}

/* FALSE also when there is nothing left to do; @is_done tells. */
static gboolean
run_step (JcDatabase        *self,
          guint32            application_id,
          const char *const *steps,
          gint64             n_steps,
          gboolean          *is_done,
          GError           **error)
{
  const JcDriver  *driver = jc_database_get_driver (self);
  g_autofree char *sql = NULL;
  gint64           version = 0;

  /* Read again under the write lock: another program may have been at it meanwhile. */
  if (!load_version (self, application_id, n_steps, &version, error))
    return FALSE;
  *is_done = version == n_steps;
  if (*is_done)
    return FALSE;

  sql = dup_dialect (driver, steps[version]);
  return jc_database_execute (self, sql, error)
         && driver->save_version (jc_database_get_connection (self), application_id, version + 1,
                                  error);
}

/**
 * jc_schema_migrate:
 * @application_id: marks our files; another mark, or tables without one, is JC_STORE_ERROR_FAILED
 * @steps: (array zero-terminated=1): SQL of each step, in order; step i leads to version i + 1.
 *   JC_BLOB, JC_INTEGER (64 bits), JC_SERIAL and JC_STRICT stand for the engine's own words
 *
 * A step that fails leaves the database as the step before it had left it.
 */
gboolean
jc_schema_migrate (JcDatabase        *self,
                   guint32            application_id,
                   const char *const *steps,
                   GError           **error)
{
  gint64   n_steps = 0;
  gint64   version = 0;
  gboolean is_done = FALSE;

  g_return_val_if_fail (self != NULL && steps != NULL, FALSE);
  g_return_val_if_fail (!jc_database_in_transaction (self), FALSE);

  n_steps = (gint64)g_strv_length ((char **)steps);
  if (!load_version (self, application_id, n_steps, &version, error))
    return FALSE;

  is_done = version == n_steps;
  while (!is_done)
    {
      if (!jc_database_begin (self, error))
        return FALSE;
      if (!run_step (self, application_id, steps, n_steps, &is_done, error))
        {
          jc_database_rollback (self);
          if (!is_done)
            return FALSE;
        }
      else if (!jc_database_commit (self, error))
        return FALSE;
    }
  return TRUE;
}
