/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

#include "jc-json.h"
#include "jc-programme.h"

static gint
compare_titles (gconstpointer a, gconstpointer b)
{
  JcProgramme *first = *(JcProgramme *const *)a;
  JcProgramme *second = *(JcProgramme *const *)b;
  int          order = strcmp (jc_text_get (jc_programme_get_title (first), JC_LANGUAGE_ZH),
                               jc_text_get (jc_programme_get_title (second), JC_LANGUAGE_ZH));

  return order != 0 ? order : strcmp (jc_programme_get_id (first), jc_programme_get_id (second));
}

static JcProgramme *
read_programme (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (JsonNode) node
      = jc_library_read_json (self, jc_statement_get_text (statement, "body"), error);
  g_autoptr (GError) failure = NULL;
  JcProgramme *programme = NULL;

  if (node == NULL)
    return NULL;
  programme = jc_programme_new_from_json (node, &failure);
  if (programme == NULL)
    g_set_error_literal (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED, failure->message);
  return programme;
}

/**
 * jc_library_load_programmes:
 *
 * Returns: (transfer full) (element-type JcProgramme): one of each id, by Chinese title: the one
 * that was installed last, else the shipped one
 */
GPtrArray *
jc_library_load_programmes (JcLibrary *self, GError **error)
{
  g_autoptr (GHashTable) by_id = NULL;
  g_autoptr (GPtrArray) programmes = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;
  const char *const *shipped = jc_programme_get_shipped_ids ();
  GHashTableIter     iter;
  gpointer           programme = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement
      = jc_library_prepare (self, "SELECT body FROM programme ORDER BY added_at_us, rowid", error);
  if (statement == NULL)
    return NULL;

  by_id
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)jc_programme_unref);
  for (gsize i = 0; shipped != NULL && shipped[i] != NULL; i++)
    if ((programme = jc_programme_ref_shipped (shipped[i])) != NULL)
      g_hash_table_replace (by_id, g_strdup (shipped[i]), programme);
  while (jc_library_step (self, statement, &failure))
    {
      programme = read_programme (self, statement, error);
      if (programme == NULL)
        return NULL;
      g_hash_table_replace (by_id, g_strdup (jc_programme_get_id (programme)), programme);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  programmes = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_programme_unref);
  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, NULL, &programme))
    g_ptr_array_add (programmes, jc_programme_ref (programme));
  g_ptr_array_sort (programmes, compare_titles);
  return g_steal_pointer (&programmes);
}

static JcProgramme *
ref_shipped_version (const char *version)
{
  const char *const *shipped = jc_programme_get_shipped_ids ();

  for (gsize i = 0; shipped != NULL && shipped[i] != NULL; i++)
    {
      g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (shipped[i]);

      if (programme != NULL && strcmp (jc_programme_get_version (programme), version) == 0)
        return g_steal_pointer (&programme);
    }
  return NULL;
}

/**
 * jc_library_load_programme:
 * @id_or_version: an id gives the version installed last, else the shipped one; a content hash that
 *   version
 * @error: NOT_FOUND
 */
JcProgramme *
jc_library_load_programme (JcLibrary *self, const char *id_or_version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = NULL;
  JcProgramme *programme = NULL;

  g_return_val_if_fail (self != NULL && id_or_version != NULL, NULL);

  statement = jc_library_prepare (self,
                                  "SELECT body FROM programme WHERE version = :name OR id = :name"
                                  " ORDER BY version = :name DESC, added_at_us DESC, rowid DESC"
                                  " LIMIT 1",
                                  error);
  if (statement == NULL)
    return NULL;

  jc_statement_bind_text (statement, "name", id_or_version);
  if (jc_library_step (self, statement, &failure))
    return read_programme (self, statement, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  programme = jc_programme_ref_shipped (id_or_version);
  if (programme == NULL)
    programme = ref_shipped_version (id_or_version);
  if (programme == NULL)
    jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                  "没有项目“%s”。用“添加项目”装入它的定义文件。",
                  "There is no programme “%s”. Add its definition file first.", id_or_version);
  return programme;
}

/**
 * jc_library_add_programme:
 *
 * Installs @programme. Adding a version again makes it the newest of its id.
 */
gboolean
jc_library_add_programme (JcLibrary *self, JcProgramme *programme, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && programme != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "INSERT INTO programme (version, id, added_at_us, body) VALUES "
                                  "(:version, :id, :now_us, :body)"
                                  " ON CONFLICT (version) DO UPDATE SET added_at_us = :now_us",
                                  error);
  if (statement == NULL)
    return FALSE;

  body = jc_json_to_canonical (jc_programme_get_json (programme));
  jc_statement_bind_text (statement, "version", jc_programme_get_version (programme));
  jc_statement_bind_text (statement, "id", jc_programme_get_id (programme));
  jc_statement_bind_int (statement, "now_us", jc_library_get_now_us (self));
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}
