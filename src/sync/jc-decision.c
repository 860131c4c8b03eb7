/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-sync-private.h"

static JcDossier *
with_side (JcDossier *dossier, JsonObject *conflict, const char *side, GError **error)
{
  const char *pointer = jc_json_get_string (conflict, "pointer", "");
  JsonNode   *value = json_object_get_member (conflict, side);

  if (g_str_equal (side, "mine"))
    return jc_dossier_ref (dossier);
  return jc_dossier_with_value (dossier, pointer,
                                value != NULL && !json_node_is_null (value) ? value : NULL, error);
}

static gboolean
save_decision (JcSync *self, JcDossier *dossier, JsonNode *rest, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_drafting_load_programme (self->library, dossier, error);
  const char *id = jc_dossier_get_id (dossier);

  /* With the last decision what waited for it goes. */
  if (jc_json_is_blank (rest) && !jc_submit_release (self, id, "conflict", error))
    return FALSE;
  return programme != NULL && jc_library_save_conflicts (self->library, id, rest, error)
         && jc_drafting_save (self->library, programme, dossier, "decided", error)
         && jc_library_queue (self->library, id, "put", NULL, NULL, error);
}

static gboolean
take (JcSync *self, const char *id, const char *pointer, const char *side, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (self->library, id, error);
  g_autoptr (JsonNode) stored
      = dossier != NULL ? jc_library_load_conflicts (self->library, id, NULL) : NULL;
  g_autoptr (JsonNode) rest = jc_json_new_array (json_array_new ());
  g_autoptr (JcDossier) decided = NULL;
  JsonArray *conflicts = jc_json_as_array (stored);

  if (dossier == NULL)
    return FALSE;
  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonNode   *node = json_array_get_element (conflicts, i);
      JsonObject *conflict = jc_json_as_object (node);

      if (decided == NULL
          && g_strcmp0 (jc_json_get_string (conflict, "pointer", NULL), pointer) == 0)
        {
          decided = with_side (dossier, conflict, side, error);
          if (decided == NULL)
            return FALSE;
        }
      else
        json_array_add_element (json_node_get_array (rest), json_node_ref (node));
    }
  if (decided == NULL)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND, "“%s”这一处没有要选的。",
                         "There is nothing to choose at “%s”.", pointer);
  return save_decision (self, decided, rest, error);
}

/**
 * jc_sync_take:
 * @self: a sync
 * @dossier: a dossier's id
 * @pointer: the place of a conflict
 * @side: "mine" or "theirs"
 * @error: return location
 *
 * Decides one conflict. The side that was not taken stays in the history.
 *
 * Returns: %FALSE with @error set; NOT_FOUND when there is no conflict there
 */
gboolean
jc_sync_take (
    JcSync *self, const char *dossier, const char *pointer, const char *side, GError **error)
{
  if (!jc_library_begin (self->library, error))
    return FALSE;
  if (!take (self, dossier, pointer, side, error))
    {
      jc_library_rollback (self->library);
      return FALSE;
    }
  if (!jc_library_commit (self->library, error))
    return FALSE;
  jc_sync_tell_changed (self, dossier, FALSE);
  return TRUE;
}
