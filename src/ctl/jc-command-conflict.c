/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include "jc-sync.h"

static int
run_list (JcInvocation *self, GError **error)
{
  JcLibrary  *library = jc_invocation_get_library (self, error);
  const char *id = self->arguments[0];
  g_autoptr (JcDossier) dossier
      = library != NULL ? jc_library_load_dossier (library, id, error) : NULL;
  g_autoptr (JsonNode) conflicts = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  GError    *local = NULL;
  JsonArray *array;

  if (dossier == NULL)
    return -1;
  conflicts = jc_library_load_conflicts (library, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return -1;
    }
  if (conflicts == NULL)
    conflicts = jc_json_new_array (json_array_new ());
  array = json_node_get_array (conflicts);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject      *conflict = json_array_get_object_element (array, i);
      g_autofree char *mine = jc_json_to_canonical (json_object_get_member (conflict, "mine"));
      g_autofree char *theirs = jc_json_to_canonical (json_object_get_member (conflict, "theirs"));

      g_string_append_printf (lines, "%s\n  mine    %s\n  theirs  %s\n",
                              jc_json_get_string (conflict, "pointer", ""), mine, theirs);
    }
  jc_invocation_print (self, conflicts, lines->str);
  return JC_EXIT_DONE;
}

static int
run_take (JcInvocation *self, GError **error)
{
  const char *side = self->arguments[2];
  JcLibrary  *library;
  g_autoptr (JcSync) sync = NULL;

  if (!g_str_equal (side, "mine") && !g_str_equal (side, "theirs"))
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "最后要写 mine 或 theirs，不是“%s”。",
                    "The last word is mine or theirs, not “%s”.", side);
      return -1;
    }
  library = jc_invocation_get_library (self, error);
  sync = library != NULL ? jc_sync_new (library) : NULL;
  if (sync == NULL || !jc_sync_take (sync, self->arguments[0], self->arguments[1], side, error))
    return -1;
  return JC_EXIT_DONE;
}

const JcCommand jc_conflict_commands[] = {
  { "conflict list", "ID", NULL, -1, 1, 1, run_list },
  { "conflict take", "ID POINTER mine|theirs", NULL, -1, 3, 3, run_take },
  { NULL },
};
