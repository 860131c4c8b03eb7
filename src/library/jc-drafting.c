/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-drafting.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-merge.h"

/**
 * jc_drafting_dup_today:
 *
 * Returns: (transfer full): today in Asia/Shanghai, `YYYY-MM-DD`, by this machine's clock. Only
 * advice depends on it; what decides is the server's clock.
 */
char *
jc_drafting_dup_today (void)
{
  return jc_instant_to_date (g_get_real_time ());
}

/**
 * jc_drafting_load_programme:
 * @library: the library
 * @dossier: a dossier of it
 * @error: return location
 *
 * A dossier stays with the version it was begun under.
 *
 * Returns: (transfer full): that version, or %NULL with #JC_LIBRARY_ERROR_NOT_FOUND
 */
JcProgramme *
jc_drafting_load_programme (JcLibrary *library, JcDossier *dossier, GError **error)
{
  return jc_library_load_programme (library, jc_dossier_get_version (dossier), error);
}

/**
 * jc_drafting_save:
 * @library: the library
 * @programme: the definition of @dossier
 * @dossier: what to save
 * @what: the history's word for it
 * @error: return location
 *
 * Saves @dossier, the definition that it goes by, its title for the lists and the counts of a whole
 * check, as one durable step.
 *
 * Returns: %FALSE with @error set when nothing was saved
 */
gboolean
jc_drafting_save (JcLibrary   *library,
                  JcProgramme *programme,
                  JcDossier   *dossier,
                  const char  *what,
                  GError     **error)
{
  const JcKind    *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  g_autofree char *today = jc_drafting_dup_today ();
  g_autoptr (JcCheck) check = jc_check_new (programme, jc_dossier_get_kind (dossier), today);
  g_autofree char  *title = NULL;
  JcSectionProgress progress = { 0 };

  if (kind == NULL || check == NULL)
    return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                         "这份定义里没有“%s”这一类材料。", "The definition has no kind “%s”.",
                         jc_dossier_get_kind (dossier));

  title = jc_kind_dup_dossier_title (kind, jc_dossier_get_values (dossier));
  jc_check_set_dossier (check, dossier);
  jc_check_get_progress (check, NULL, &progress);

  if (!jc_library_begin (library, error))
    return FALSE;
  if (!jc_library_keep_programme (library, programme, error)
      || !jc_library_save_dossier (library, dossier, title, what, error)
      || !jc_library_save_progress (library, jc_dossier_get_id (dossier), (int)progress.n_missing,
                                    (int)progress.n_problems, error))
    {
      jc_library_rollback (library);
      return FALSE;
    }
  return jc_library_commit (library, error);
}

/* The state is merged three ways like every value. Nobody finalises what somebody else wrote
 * meanwhile and nobody here has seen: that stays a draft. */
static gboolean
keeps_state (JcDossier *last, JcDossier *dossier, JcDossier *stored, JcDossier *merged)
{
  const char *mine = jc_dossier_get_state (dossier);

  if (g_str_equal (mine, jc_dossier_get_state (last))
      || !g_str_equal (jc_dossier_get_state (stored), jc_dossier_get_state (last)))
    return FALSE;
  return !g_str_equal (mine, "finalised")
         || (jc_json_equal (jc_dossier_get_values (dossier), jc_dossier_get_values (merged))
             && jc_json_equal (jc_dossier_get_attachments (dossier),
                               jc_dossier_get_attachments (merged)));
}

static JcDossier *
merge_with_stored (JcDossier *last, JcDossier *dossier, JcDossier *stored)
{
  g_autoptr (GPtrArray) conflicts
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_conflict_free);
  g_autoptr (JcDossier) merged = NULL;

  if (last == NULL || jc_dossier_equal (last, stored))
    return jc_dossier_ref (dossier);
  merged = jc_merge (last, dossier, stored, conflicts);
  if (!keeps_state (last, dossier, stored, merged))
    return g_steal_pointer (&merged);
  return jc_dossier_with_state (merged, jc_dossier_get_state (dossier),
                                jc_dossier_get_finalised_on (dossier));
}

/**
 * jc_drafting_save_over:
 * @library: the library
 * @programme: the definition of @dossier
 * @last: (nullable): the document as it was loaded or last saved by the caller
 * @dossier: what the caller has now
 * @what: the history's word for it
 * @error: return location
 *
 * Reading, merging and writing are one transaction, so that neither the caller's work nor what
 * another connection saved meanwhile is lost. Where both changed the same place the caller's value
 * stays; the other one is in the history.
 *
 * Returns: (transfer full): the saved document, or %NULL with @error set when nothing was saved
 */
JcDossier *
jc_drafting_save_over (JcLibrary   *library,
                       JcProgramme *programme,
                       JcDossier   *last,
                       JcDossier   *dossier,
                       const char  *what,
                       GError     **error)
{
  g_autoptr (JcDossier) stored = NULL;
  g_autoptr (JcDossier) merged = NULL;

  if (!jc_library_begin (library, error))
    return NULL;
  stored = jc_library_load_dossier (library, jc_dossier_get_id (dossier), NULL);
  merged = stored != NULL ? merge_with_stored (last, dossier, stored) : jc_dossier_ref (dossier);
  if (!jc_drafting_save (library, programme, merged, what, error))
    {
      jc_library_rollback (library);
      return NULL;
    }
  return jc_library_commit (library, error) ? g_steal_pointer (&merged) : NULL;
}

/**
 * jc_drafting_create:
 * @library: the library
 * @programme: the definition to begin under
 * @kind: a kind of it
 * @sample: whether to begin with the definition's sample values
 * @error: return location
 *
 * Begins a dossier. Its id is made here, so that it exists before any server knows it.
 *
 * Returns: (transfer full): the saved dossier, or %NULL with @error set
 */
JcDossier *
jc_drafting_create (
    JcLibrary *library, JcProgramme *programme, const char *kind, gboolean sample, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JcDossier) dossier = jc_dossier_new (id, kind, jc_programme_get_id (programme),
                                                  jc_programme_get_version (programme));
  JsonNode *values = sample ? jc_programme_get_sample (programme, kind) : NULL;

  if (sample && values == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "“%s”没有附样例。",
                    "“%s” comes without a sample.", kind);
      return NULL;
    }
  if (values != NULL)
    {
      JcDossier *filled = jc_dossier_with_values (dossier, values);

      jc_dossier_unref (dossier);
      dossier = filled;
    }

  if (!jc_drafting_save (library, programme, dossier, "created", error))
    return NULL;
  return g_steal_pointer (&dossier);
}
