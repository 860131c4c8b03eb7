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

/* For the order in which versions of an id are chosen, see jc_library_load_programme (). */
#define IS_INSTALLED "(stands_over = '*' OR stands_over = :shipped)"

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

static JcProgramme *
load_first (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (jc_library_step (self, statement, &failure))
    return read_programme (self, statement, error);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static const char *
get_shipped_version (JcProgramme *shipped)
{
  return shipped != NULL ? jc_programme_get_version (shipped) : "";
}

/* NULL without @error when there is none. */
static JcProgramme *
load_newest (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (id);
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self,
                            "SELECT body FROM programme WHERE id = :id AND (" IS_INSTALLED
                            " OR :shipped = '')"
                            " ORDER BY " IS_INSTALLED " DESC, added_at_us DESC, rowid DESC LIMIT 1",
                            error);
  g_autoptr (GError) failure = NULL;
  JcProgramme *installed;

  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "id", id);
  jc_statement_bind_text (statement, "shipped", get_shipped_version (shipped));
  installed = load_first (self, statement, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (installed == NULL)
    return g_steal_pointer (&shipped);
  return installed;
}

static JcProgramme *
load_version (JcLibrary *self, const char *version, GError **error)
{
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self, "SELECT body FROM programme WHERE version = :version", error);

  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "version", version);
  return load_first (self, statement, error);
}

static GPtrArray *
load_ids (JcLibrary *self, GError **error)
{
  const char *const *shipped = jc_programme_get_shipped_ids ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self, "SELECT DISTINCT id FROM programme", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  for (gsize i = 0; shipped != NULL && shipped[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (shipped[i]));
  while (jc_library_step (self, statement, &failure))
    {
      const char *id = jc_statement_get_text (statement, "id");

      if (shipped == NULL || !g_strv_contains (shipped, id))
        g_ptr_array_add (ids, g_strdup (id));
    }
  if (failure == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * jc_library_load_programmes:
 *
 * Returns: (transfer full) (element-type JcProgramme): one of each id, by Chinese title: that which
 * jc_library_load_programme() gives for the id
 */
GPtrArray *
jc_library_load_programmes (JcLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) programmes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  ids = load_ids (self, error);
  if (ids == NULL)
    return NULL;
  programmes = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_programme_unref);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      JcProgramme *programme = load_newest (self, g_ptr_array_index (ids, i), &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (programme != NULL)
        g_ptr_array_add (programmes, programme);
    }
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
 * @id_or_version: an id gives the version that new dossiers take; a content hash that version
 * @error: NOT_FOUND
 *
 * Versions are hashes, which have no order. So of an id, what a server's round goes by or what the
 * person installed comes first, the last of them, as long as the program ships the version that it
 * was installed over; then the shipped one; then, where none is shipped, the last one kept.
 */
JcProgramme *
jc_library_load_programme (JcLibrary *self, const char *id_or_version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JcProgramme *programme;

  g_return_val_if_fail (self != NULL && id_or_version != NULL, NULL);

  programme = load_version (self, id_or_version, &failure);
  if (programme == NULL && failure == NULL)
    programme = load_newest (self, id_or_version, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (programme == NULL)
    programme = ref_shipped_version (id_or_version);
  if (programme == NULL)
    jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                  "没有项目“%s”。用“添加项目”装入它的定义文件。",
                  "There is no programme “%s”. Add its definition file first.", id_or_version);
  return programme;
}

static gboolean
put (JcLibrary   *self,
     JcProgramme *programme,
     const char  *stands_over,
     const char  *on_conflict,
     GError     **error)
{
  g_autofree char *sql
      = g_strconcat ("INSERT INTO programme (version, id, added_at_us, body, stands_over) VALUES "
                     "(:version, :id, :now_us, :body, :stands_over) ON CONFLICT (version) DO ",
                     on_conflict, NULL);
  g_autofree char *body = NULL;
  g_autoptr (JcStatement) statement = jc_library_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  body = jc_json_to_canonical (jc_programme_get_json (programme));
  jc_statement_bind_text (statement, "version", jc_programme_get_version (programme));
  jc_statement_bind_text (statement, "id", jc_programme_get_id (programme));
  jc_statement_bind_int (statement, "now_us", jc_library_get_now_us (self));
  jc_statement_bind_text (statement, "body", body);
  jc_statement_bind_text (statement, "stands_over", stands_over);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_add_programme:
 *
 * Installs @programme as the person asked for it: new dossiers take it until the program ships
 * another version of its id than today. Adding a version again makes it the newest of its id.
 */
gboolean
jc_library_add_programme (JcLibrary *self, JcProgramme *programme, GError **error)
{
  g_autoptr (JcProgramme) shipped = NULL;

  g_return_val_if_fail (self != NULL && programme != NULL, FALSE);

  shipped = jc_programme_ref_shipped (jc_programme_get_id (programme));
  return put (self, programme, shipped != NULL ? get_shipped_version (shipped) : "*",
              "UPDATE SET added_at_us = :now_us, stands_over ="
              " CASE WHEN stands_over = '*' THEN '*' ELSE :stands_over END",
              error);
}

/**
 * jc_library_add_round_programme:
 *
 * Installs the definition of a server's round. The server takes dossiers of that version alone, so
 * no shipped one replaces it.
 */
gboolean
jc_library_add_round_programme (JcLibrary *self, JcProgramme *programme, GError **error)
{
  g_return_val_if_fail (self != NULL && programme != NULL, FALSE);

  return put (self, programme, "*", "UPDATE SET added_at_us = :now_us, stands_over = '*'", error);
}

/**
 * jc_library_keep_programme:
 *
 * Sees to it that the dossiers begun under @programme find it, also when the program ships another
 * version by then.
 */
gboolean
jc_library_keep_programme (JcLibrary *self, JcProgramme *programme, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && programme != NULL, FALSE);

  statement = jc_library_prepare (self, "SELECT 1 FROM programme WHERE version = :version", error);
  if (statement == NULL)
    return FALSE;
  jc_statement_bind_text (statement, "version", jc_programme_get_version (programme));
  if (jc_library_step (self, statement, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return put (self, programme, NULL, "NOTHING", error);
}
