/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-conflict-jobs.h"

#include "jc-conflict-both.h"
#include "jc-conflict-words.h"
#include "jc-drafting.h"
#include "jc-json.h"
#include "jc-sync.h"

static void
part_free (gpointer data)
{
  JcConflictPart *part = data;

  g_free (part->pointer);
  g_free (part->label);
  g_free (part->base);
  g_free (part->mine);
  g_free (part->theirs);
  g_free (part);
}

/**
 * jc_conflict_case_free:
 * @conflict_case: (transfer full): what is to be chosen
 */
void
jc_conflict_case_free (JcConflictCase *conflict_case)
{
  g_free (conflict_case->title);
  g_ptr_array_unref (conflict_case->parts);
  g_free (conflict_case);
}

/* --- Reading --- */

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !json_node_is_null (node) ? node : NULL;
}

static JcConflictPart *
make_part (const JcKind *kind, JsonObject *conflict)
{
  JcConflictPart *part = g_new0 (JcConflictPart, 1);
  JsonNode       *base = get_member (conflict, "base");
  JsonNode       *mine = get_member (conflict, "mine");
  JsonNode       *theirs = get_member (conflict, "theirs");

  part->pointer = g_strdup (jc_json_get_string (conflict, "pointer", ""));
  part->label = jc_conflict_dup_label (kind, part->pointer,
                                       mine != NULL     ? mine
                                       : theirs != NULL ? theirs
                                                        : base);
  part->base = jc_conflict_dup_value (kind, part->pointer, base);
  part->mine = jc_conflict_dup_value (kind, part->pointer, mine);
  part->theirs = jc_conflict_dup_value (kind, part->pointer, theirs);
  part->can_keep_both = jc_conflict_can_keep_both (kind, part->pointer, mine, theirs);

  return part;
}

static gpointer
load_case (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (library, data, error);
  g_autoptr (JcProgramme) programme
      = dossier != NULL ? jc_drafting_load_programme (library, dossier, error) : NULL;
  const JcKind *kind = programme != NULL
                           ? jc_programme_find_kind (programme, jc_dossier_get_kind (dossier))
                           : NULL;
  g_autoptr (JsonNode) conflicts = NULL;
  JcConflictCase *result;
  JsonArray      *array;

  if (programme == NULL)
    return NULL;
  if (kind == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                    "这份定义里没有“%s”这一类材料。", "The definition has no kind “%s”.",
                    jc_dossier_get_kind (dossier));
      return NULL;
    }

  conflicts = jc_library_load_conflicts (library, data, NULL);
  array = jc_json_as_array (conflicts);
  result = g_new0 (JcConflictCase, 1);
  result->title = jc_kind_dup_dossier_title_in (kind, jc_dossier_get_values (dossier),
                                                jc_language_get_default ());
  result->parts = g_ptr_array_new_with_free_func (part_free);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *conflict = jc_json_as_object (json_array_get_element (array, i));

      if (conflict != NULL)
        g_ptr_array_add (result->parts, make_part (kind, conflict));
    }

  return result;
}

/**
 * jc_conflict_case_load_async:
 * @worker: the library's worker
 * @dossier: a dossier's id
 * @cancellable: (nullable)
 * @callback: called when it is there
 * @user_data: for @callback
 */
void
jc_conflict_case_load_async (JcLibraryWorker    *worker,
                             const char         *dossier,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_case, g_strdup (dossier), g_free,
                               (GDestroyNotify)jc_conflict_case_free, cancellable, callback,
                               user_data);
}

/**
 * jc_conflict_case_load_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): what is to be chosen; without parts when nothing is left
 */
JcConflictCase *
jc_conflict_case_load_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/* --- Deciding --- */

typedef struct
{
  char       *dossier;
  GHashTable *choices;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_free (decision->dossier);
  g_hash_table_unref (decision->choices);
  g_free (decision);
}

/* The second rows come last: they would shift the places of the others. */
static gboolean
save_additions (JcLibrary *library, const char *id, GPtrArray *additions, GError **error)
{
  g_autoptr (JcDossier) decided = jc_library_load_dossier (library, id, error);
  g_autoptr (JcProgramme) programme
      = decided != NULL ? jc_drafting_load_programme (library, decided, error) : NULL;
  g_autoptr (JcDossier) both = NULL;

  if (programme == NULL)
    return FALSE;
  both = jc_conflict_dup_with_both (decided, additions);

  return jc_drafting_save (library, programme, both, "merged", error);
}

static gpointer
decide (JcLibrary *library, gpointer data, GError **error)
{
  Decision *decision = data;
  g_autoptr (JcSync) sync = jc_sync_new (library);
  g_autoptr (JsonNode) conflicts = jc_library_load_conflicts (library, decision->dossier, NULL);
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (library, decision->dossier, error);
  g_autoptr (GPtrArray) additions = NULL;
  JsonArray *array = jc_json_as_array (conflicts);

  if (dossier == NULL)
    return NULL;
  additions = jc_conflict_dup_additions (dossier, array, decision->choices);

  /* From the last one to the first: a row that goes would shift the places of those after it. */
  for (guint i = array != NULL ? json_array_get_length (array) : 0; i > 0; i--)
    {
      JsonObject *conflict = jc_json_as_object (json_array_get_element (array, i - 1));
      const char *pointer = jc_json_get_string (conflict, "pointer", "");
      const char *side = g_hash_table_lookup (decision->choices, pointer);

      if (g_strcmp0 (side, JC_CONFLICT_BOTH) == 0)
        side = "mine";
      if (side != NULL && !jc_sync_take (sync, decision->dossier, pointer, side, error))
        return NULL;
    }
  if (additions->len > 0)
    save_additions (library, decision->dossier, additions, error);

  return NULL;
}

/**
 * jc_conflict_decide_async:
 * @worker: the library's worker
 * @dossier: a dossier's id
 * @choices: pointer → "mine", "theirs" or "both"; kept
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * The values that were not chosen stay in the history.
 */
void
jc_conflict_decide_async (JcLibraryWorker    *worker,
                          const char         *dossier,
                          GHashTable         *choices,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->dossier = g_strdup (dossier);
  decision->choices = g_hash_table_ref (choices);
  jc_library_worker_run_async (worker, decide, decision, decision_free, NULL, NULL, callback,
                               user_data);
}

/**
 * jc_conflict_decide_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why not
 *
 * Returns: whether all choices were saved
 */
gboolean
jc_conflict_decide_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;

  jc_library_worker_run_finish (worker, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}
