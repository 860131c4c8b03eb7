/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include "jc-json.h"

/**
 * jc_library_save_conflicts:
 * @conflicts: (nullable): [{"pointer", "base", "mine", "theirs"}]; %NULL or [] clears
 * @error: JC_LIBRARY_ERROR_FAILED for a dossier that is not here
 */
gboolean
jc_library_save_conflicts (JcLibrary *self, const char *id, JsonNode *conflicts, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (jc_json_is_blank (conflicts))
    return jc_library_run_with_id (self, "DELETE FROM conflict WHERE dossier_id = :id", id, error);

  statement = jc_library_prepare (self,
                                  "INSERT INTO conflict (dossier_id, body) VALUES (:id, :body)"
                                  " ON CONFLICT (dossier_id) DO UPDATE SET body = :body",
                                  error);
  if (statement == NULL)
    return FALSE;

  body = jc_json_to_canonical (conflicts);
  jc_statement_bind_text (statement, "id", id);
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_load_conflicts:
 *
 * Returns: (transfer full) (nullable): %NULL without error when there are none
 */
JsonNode *
jc_library_load_conflicts (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  statement = jc_library_prepare (self, "SELECT body FROM conflict WHERE dossier_id = :id", error);
  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "id", id);
  return jc_library_read_body (self, statement, error);
}
